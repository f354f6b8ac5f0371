//! Recommendations of programmes.

use crate::answer::{Answer, Created, List, NoContent, Versioned};
use crate::extract::{Get, Merge, Post, Remove, list_query};
use actix_web::web::Path;
use actix_web::{delete, get, patch, post};
use obrady_domain::programmes;
use obrady_types::programmes::{Recommendation, RecommendationCreate, RecommendationPatch};
use obrady_types::{Page, ProgrammeId, RecommendationId};

list_query! {
    /// Parameters of the list of recommendations.
    RecommendationListQuery {}
}

/// Lists the recommendations of a programme.
///
/// Permissions: anyone; a concept only for coordinators of the programme, administrators of the region.
#[utoipa::path(tag = "programmes", params(RecommendationListQuery), responses((status = 200, description = "Recommendations by number", body = Page<Recommendation>)))]
#[get("/programmes/{programme_id}/recommendations")]
pub(crate) async fn list_recommendations(
    programme_id: Path<ProgrammeId>,
    get: Get<RecommendationListQuery>,
) -> Answer<List<Recommendation>> {
    let query = &get.query;
    Ok(List(programmes::list_recommendations(&get.call, *programme_id, &query.page()).await?))
}

/// Makes a recommendation.
///
/// Permissions: coordinators of the programme, administrators of the region.
#[utoipa::path(tag = "programmes", request_body = RecommendationCreate, responses((status = 201, description = "The new recommendation", body = Recommendation)))]
#[post("/programmes/{programme_id}/recommendations")]
pub(crate) async fn create_recommendation(
    programme_id: Path<ProgrammeId>,
    post: Post<RecommendationCreate>,
) -> Answer<Created<Recommendation>> {
    let made = programmes::create_recommendation(&post.call, *programme_id, post.input).await?;
    Ok(Created::at(format!("/recommendations/{}", made.id), made))
}

/// Reads a recommendation.
///
/// Permissions: anyone; a concept only for coordinators of the programme, administrators of the region.
#[utoipa::path(tag = "programmes", responses((status = 200, description = "The recommendation", body = Recommendation)))]
#[get("/recommendations/{recommendation_id}")]
pub(crate) async fn get_recommendation(
    recommendation_id: Path<RecommendationId>,
    get: Get<()>,
) -> Answer<Versioned<Recommendation>> {
    Ok(Versioned(programmes::get_recommendation(&get.call, *recommendation_id).await?))
}

/// Changes a recommendation.
///
/// Permissions: coordinators of the programme, administrators of the region.
#[utoipa::path(tag = "programmes", request_body = RecommendationPatch, responses((status = 200, description = "The changed recommendation", body = Recommendation)))]
#[patch("/recommendations/{recommendation_id}")]
pub(crate) async fn update_recommendation(
    recommendation_id: Path<RecommendationId>,
    patch: Merge<RecommendationPatch>,
) -> Answer<Versioned<Recommendation>> {
    Ok(Versioned(programmes::update_recommendation(&patch.call, *recommendation_id, patch.version, patch.input).await?))
}

/// Removes a recommendation that no topic works on.
///
/// Permissions: coordinators of the programme, administrators of the region.
#[utoipa::path(tag = "programmes", responses((status = 204, description = "It is removed")))]
#[delete("/recommendations/{recommendation_id}")]
pub(crate) async fn delete_recommendation(
    recommendation_id: Path<RecommendationId>,
    remove: Remove,
) -> Answer<NoContent> {
    programmes::delete_recommendation(&remove.call, *recommendation_id, remove.version()?).await?;
    Ok(NoContent)
}
