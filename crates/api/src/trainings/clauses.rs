//! Information clauses: what people who register are told about their data.

use crate::answer::{Answer, Created, List, Versioned};
use crate::extract::{Get, Post, list_query};
use actix_web::web::Path;
use actix_web::{get, post};
use obrady_domain::trainings;
use obrady_types::trainings::{InformationClause, InformationClauseCreate};
use obrady_types::{InformationClauseId, Page, RegionId};

list_query! {
    /// Parameters of the list of information clauses.
    InformationClauseListQuery {
        /// Of one region.
        region_id: Option<RegionId>,
    }
}

/// Lists information clauses; the first one of a region is in force.
///
/// Permissions: anyone.
#[utoipa::path(tag = "trainings", params(InformationClauseListQuery), responses((status = 200, description = "Clauses, newest first", body = Page<InformationClause>)))]
#[get("/information-clauses")]
pub(crate) async fn list_information_clauses(get: Get<InformationClauseListQuery>) -> Answer<List<InformationClause>> {
    let page = get.query.page();
    Ok(List(trainings::list_information_clauses(&get.call, get.query.region_id, &page).await?))
}

/// Publishes a new text, which is in force at once.
///
/// Permissions: coordinators and administrators of the region, service accounts with `trainings:write`.
#[utoipa::path(tag = "trainings", request_body = InformationClauseCreate, responses((status = 201, description = "The new clause", body = InformationClause)))]
#[post("/information-clauses")]
pub(crate) async fn create_information_clause(
    post: Post<InformationClauseCreate>,
) -> Answer<Created<InformationClause>> {
    let made = trainings::create_information_clause(&post.call, post.input).await?;
    Ok(Created::at(format!("/information-clauses/{}", made.id), made))
}

/// Reads an information clause.
///
/// Permissions: anyone.
#[utoipa::path(tag = "trainings", responses((status = 200, description = "The clause", body = InformationClause)))]
#[get("/information-clauses/{information_clause_id}")]
pub(crate) async fn get_information_clause(
    information_clause_id: Path<InformationClauseId>,
    get: Get<()>,
) -> Answer<Versioned<InformationClause>> {
    Ok(Versioned(trainings::get_information_clause(&get.call, *information_clause_id).await?))
}
