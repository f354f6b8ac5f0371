//! Practice models.

use crate::answer::{Answer, Created, List, Versioned};
use crate::extract::{Get, Merge, Post, list_query};
use actix_web::web::Path;
use actix_web::{get, patch, post};
use obrady_domain::trainings;
use obrady_types::trainings::{PracticeModel, PracticeModelCreate, PracticeModelPatch};
use obrady_types::{Page, PracticeModelId, RegionId};

list_query! {
    /// Parameters of the list of practice models.
    PracticeModelListQuery {
        /// Of one region.
        region_id: Option<RegionId>,
    }
}

/// Lists practice models.
///
/// Permissions: anyone.
#[utoipa::path(tag = "trainings", params(PracticeModelListQuery), responses((status = 200, description = "In Polish order", body = Page<PracticeModel>)))]
#[get("/practice-models")]
pub(crate) async fn list_practice_models(get: Get<PracticeModelListQuery>) -> Answer<List<PracticeModel>> {
    let page = get.query.page();
    Ok(List(trainings::list_practice_models(&get.call, get.query.region_id, &page).await?))
}

/// Makes a practice model.
///
/// Permissions: coordinators and administrators of the region, service accounts with `trainings:write`.
#[utoipa::path(tag = "trainings", request_body = PracticeModelCreate, responses((status = 201, description = "The new object", body = PracticeModel)))]
#[post("/practice-models")]
pub(crate) async fn create_practice_model(post: Post<PracticeModelCreate>) -> Answer<Created<PracticeModel>> {
    let made = trainings::create_practice_model(&post.call, post.input).await?;
    Ok(Created::at(format!("/practice-models/{}", made.id), made))
}

/// Reads a practice model.
///
/// Permissions: anyone.
#[utoipa::path(tag = "trainings", responses((status = 200, description = "The object", body = PracticeModel)))]
#[get("/practice-models/{practice_model_id}")]
pub(crate) async fn get_practice_model(
    practice_model_id: Path<PracticeModelId>,
    get: Get<()>,
) -> Answer<Versioned<PracticeModel>> {
    Ok(Versioned(trainings::get_practice_model(&get.call, *practice_model_id).await?))
}

/// Changes a practice model.
///
/// Permissions: coordinators and administrators of the region, service accounts with `trainings:write`.
#[utoipa::path(tag = "trainings", request_body = PracticeModelPatch, responses((status = 200, description = "The changed object", body = PracticeModel)))]
#[patch("/practice-models/{practice_model_id}")]
pub(crate) async fn update_practice_model(
    practice_model_id: Path<PracticeModelId>,
    patch: Merge<PracticeModelPatch>,
) -> Answer<Versioned<PracticeModel>> {
    Ok(Versioned(trainings::update_practice_model(&patch.call, *practice_model_id, patch.version, patch.input).await?))
}
