//! People.

use crate::answer::{Answer, Created, List, Versioned};
use crate::extract::{Get, Merge, Post, SearchText, list_query};
use actix_web::web::Path;
use actix_web::{get, patch, post};
use obrady_domain::directory::{self, PersonFilter};
use obrady_types::directory::{Person, PersonCreate, PersonPatch};
use obrady_types::{Page, PersonId, RegionId};

list_query! {
    /// Parameters of the list of people.
    PersonListQuery {
        /// Of one region.
        region_id: Option<RegionId>,
        /// Whose name contains this, whatever the case and the diacritics.
        #[param(max_length = 200, pattern = "^[^\\u0000-\\u001f\\u007f-\\u009f]*$", value_type = Option<String>)]
        q: Option<SearchText>,
    }
}

/// Lists people.
///
/// Permissions: anyone for people of public functions (without mail); coordinators and administrators of the region and `directory:read` for all.
#[utoipa::path(tag = "directory", params(PersonListQuery), responses((status = 200, description = "People in Polish order of last names", body = Page<Person>)))]
#[get("/people")]
pub(crate) async fn list_people(get: Get<PersonListQuery>) -> Answer<List<Person>> {
    let query = get.query;
    let page = query.page();
    let filter = PersonFilter { region_id: query.region_id, q: query.q.map(Into::into) };
    Ok(List(directory::list_people(&get.call, &filter, &page).await?))
}

/// Makes a person.
///
/// Permissions: coordinators and administrators of the region, service accounts with `directory:write`.
#[utoipa::path(tag = "directory", request_body = PersonCreate, responses((status = 201, description = "The new person", body = Person)))]
#[post("/people")]
pub(crate) async fn create_person(post: Post<PersonCreate>) -> Answer<Created<Person>> {
    let made = directory::create_person(&post.call, post.input).await?;
    Ok(Created::at(format!("/people/{}", made.id), made))
}

/// Reads a person.
///
/// Permissions: anyone for people of public functions (without mail); coordinators and administrators of the region and `directory:read` for all.
#[utoipa::path(tag = "directory", responses((status = 200, description = "The person", body = Person)))]
#[get("/people/{person_id}")]
pub(crate) async fn get_person(person_id: Path<PersonId>, get: Get<()>) -> Answer<Versioned<Person>> {
    Ok(Versioned(directory::get_person(&get.call, *person_id).await?))
}

/// Changes a person.
///
/// Permissions: administrators of the region, service accounts with `directory:write`; coordinators for the mail address
/// of their bodies' members.
#[utoipa::path(tag = "directory", request_body = PersonPatch, responses((status = 200, description = "The changed person", body = Person)))]
#[patch("/people/{person_id}")]
pub(crate) async fn update_person(person_id: Path<PersonId>, patch: Merge<PersonPatch>) -> Answer<Versioned<Person>> {
    Ok(Versioned(directory::update_person(&patch.call, *person_id, patch.version, patch.input).await?))
}
