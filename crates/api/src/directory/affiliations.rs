//! Affiliations: people's posts in institutions.

use crate::answer::{Answer, Created, List, Versioned};
use crate::extract::{Get, Merge, Post, list_query};
use actix_web::web::Path;
use actix_web::{get, patch, post};
use obrady_domain::directory::{self, AffiliationFilter};
use obrady_types::directory::{Affiliation, AffiliationCreate, AffiliationPatch};
use obrady_types::{AffiliationId, InstitutionId, Page, PersonId};

list_query! {
    /// Parameters of the list of affiliations.
    AffiliationListQuery {
        /// Of one person.
        person_id: Option<PersonId>,
        /// At one institution.
        institution_id: Option<InstitutionId>,
    }
}

/// Lists affiliations.
///
/// Permissions: as for the people whose posts they are.
#[utoipa::path(tag = "directory", params(AffiliationListQuery), responses((status = 200, description = "Affiliations, oldest first", body = Page<Affiliation>)))]
#[get("/affiliations")]
pub(crate) async fn list_affiliations(get: Get<AffiliationListQuery>) -> Answer<List<Affiliation>> {
    let query = get.query;
    let page = query.page();
    let filter = AffiliationFilter { person_id: query.person_id, institution_id: query.institution_id };
    Ok(List(directory::list_affiliations(&get.call, &filter, &page).await?))
}

/// Makes an affiliation.
///
/// Permissions: administrators of the region, service accounts with `directory:write`.
#[utoipa::path(tag = "directory", request_body = AffiliationCreate, responses((status = 201, description = "The new affiliation", body = Affiliation)))]
#[post("/affiliations")]
pub(crate) async fn create_affiliation(post: Post<AffiliationCreate>) -> Answer<Created<Affiliation>> {
    let made = directory::create_affiliation(&post.call, post.input).await?;
    Ok(Created::at(format!("/affiliations/{}", made.id), made))
}

/// Reads an affiliation.
///
/// Permissions: as for the person whose post it is.
#[utoipa::path(tag = "directory", responses((status = 200, description = "The affiliation", body = Affiliation)))]
#[get("/affiliations/{affiliation_id}")]
pub(crate) async fn get_affiliation(
    affiliation_id: Path<AffiliationId>,
    get: Get<()>,
) -> Answer<Versioned<Affiliation>> {
    Ok(Versioned(directory::get_affiliation(&get.call, *affiliation_id).await?))
}

/// Changes an affiliation; ending the post of a head ends the offices held by the seat.
///
/// Permissions: administrators of the region, service accounts with `directory:write`.
#[utoipa::path(tag = "directory", request_body = AffiliationPatch, responses((status = 200, description = "The changed affiliation", body = Affiliation)))]
#[patch("/affiliations/{affiliation_id}")]
pub(crate) async fn update_affiliation(
    affiliation_id: Path<AffiliationId>,
    patch: Merge<AffiliationPatch>,
) -> Answer<Versioned<Affiliation>> {
    Ok(Versioned(directory::update_affiliation(&patch.call, *affiliation_id, patch.version, patch.input).await?))
}
