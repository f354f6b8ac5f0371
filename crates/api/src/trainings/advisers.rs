//! Advisers, who lead trainings.

use crate::answer::{Answer, Created, List, Versioned};
use crate::extract::{Get, Merge, Post, list_query};
use actix_web::web::Path;
use actix_web::{get, patch, post};
use obrady_domain::trainings;
use obrady_types::trainings::{Adviser, AdviserCreate, AdviserPatch};
use obrady_types::{AdviserId, Page, RegionId};

list_query! {
    /// Parameters of the list of advisers.
    AdviserListQuery {
        /// Of one region.
        region_id: Option<RegionId>,
    }
}

/// Lists advisers.
///
/// Permissions: anyone.
#[utoipa::path(tag = "trainings", params(AdviserListQuery), responses((status = 200, description = "In Polish order", body = Page<Adviser>)))]
#[get("/advisers")]
pub(crate) async fn list_advisers(get: Get<AdviserListQuery>) -> Answer<List<Adviser>> {
    let page = get.query.page();
    Ok(List(trainings::list_advisers(&get.call, get.query.region_id, &page).await?))
}

/// Makes an adviser.
///
/// Permissions: coordinators and administrators of the region, service accounts with `trainings:write`.
#[utoipa::path(tag = "trainings", request_body = AdviserCreate, responses((status = 201, description = "The new object", body = Adviser)))]
#[post("/advisers")]
pub(crate) async fn create_adviser(post: Post<AdviserCreate>) -> Answer<Created<Adviser>> {
    let made = trainings::create_adviser(&post.call, post.input).await?;
    Ok(Created::at(format!("/advisers/{}", made.id), made))
}

/// Reads an adviser.
///
/// Permissions: anyone.
#[utoipa::path(tag = "trainings", responses((status = 200, description = "The object", body = Adviser)))]
#[get("/advisers/{adviser_id}")]
pub(crate) async fn get_adviser(adviser_id: Path<AdviserId>, get: Get<()>) -> Answer<Versioned<Adviser>> {
    Ok(Versioned(trainings::get_adviser(&get.call, *adviser_id).await?))
}

/// Changes an adviser.
///
/// Permissions: coordinators and administrators of the region, service accounts with `trainings:write`.
#[utoipa::path(tag = "trainings", request_body = AdviserPatch, responses((status = 200, description = "The changed object", body = Adviser)))]
#[patch("/advisers/{adviser_id}")]
pub(crate) async fn update_adviser(
    adviser_id: Path<AdviserId>,
    patch: Merge<AdviserPatch>,
) -> Answer<Versioned<Adviser>> {
    Ok(Versioned(trainings::update_adviser(&patch.call, *adviser_id, patch.version, patch.input).await?))
}
