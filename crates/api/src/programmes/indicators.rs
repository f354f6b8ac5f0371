//! Indicators of goals.

use crate::answer::{Answer, Created, List, NoContent, Versioned};
use crate::extract::{Get, Merge, Post, Remove, list_query};
use actix_web::web::Path;
use actix_web::{delete, get, patch, post};
use obrady_domain::programmes;
use obrady_types::programmes::{Indicator, IndicatorCreate, IndicatorPatch};
use obrady_types::{IndicatorId, ObjectiveId, Page, ProgrammeId};

list_query! {
    /// Parameters of the list of indicators.
    IndicatorListQuery {}
}

/// Lists the indicators of a programme's goals.
///
/// Permissions: anyone; a concept only for coordinators of the programme, administrators of the region.
#[utoipa::path(tag = "programmes", params(IndicatorListQuery), responses((status = 200, description = "Indicators, those of a goal by number", body = Page<Indicator>)))]
#[get("/programmes/{programme_id}/indicators")]
pub(crate) async fn list_indicators(
    programme_id: Path<ProgrammeId>,
    get: Get<IndicatorListQuery>,
) -> Answer<List<Indicator>> {
    Ok(List(programmes::list_indicators(&get.call, *programme_id, &get.query.page()).await?))
}

/// Makes an indicator of a goal.
///
/// Permissions: coordinators of the programme, administrators of the region.
#[utoipa::path(tag = "programmes", request_body = IndicatorCreate, responses((status = 201, description = "The new indicator", body = Indicator)))]
#[post("/objectives/{objective_id}/indicators")]
pub(crate) async fn create_indicator(
    objective_id: Path<ObjectiveId>,
    post: Post<IndicatorCreate>,
) -> Answer<Created<Indicator>> {
    let made = programmes::create_indicator(&post.call, *objective_id, post.input).await?;
    Ok(Created::at(format!("/indicators/{}", made.id), made))
}

/// Reads an indicator.
///
/// Permissions: anyone; a concept only for coordinators of the programme, administrators of the region.
#[utoipa::path(tag = "programmes", responses((status = 200, description = "The indicator", body = Indicator)))]
#[get("/indicators/{indicator_id}")]
pub(crate) async fn get_indicator(indicator_id: Path<IndicatorId>, get: Get<()>) -> Answer<Versioned<Indicator>> {
    Ok(Versioned(programmes::get_indicator(&get.call, *indicator_id).await?))
}

/// Changes an indicator.
///
/// Permissions: coordinators of the programme, administrators of the region.
#[utoipa::path(tag = "programmes", request_body = IndicatorPatch, responses((status = 200, description = "The changed indicator", body = Indicator)))]
#[patch("/indicators/{indicator_id}")]
pub(crate) async fn update_indicator(
    indicator_id: Path<IndicatorId>,
    patch: Merge<IndicatorPatch>,
) -> Answer<Versioned<Indicator>> {
    Ok(Versioned(programmes::update_indicator(&patch.call, *indicator_id, patch.version, patch.input).await?))
}

/// Removes an indicator with its values.
///
/// Permissions: coordinators of the programme, administrators of the region.
#[utoipa::path(tag = "programmes", responses((status = 204, description = "It is removed")))]
#[delete("/indicators/{indicator_id}")]
pub(crate) async fn delete_indicator(indicator_id: Path<IndicatorId>, remove: Remove) -> Answer<NoContent> {
    programmes::delete_indicator(&remove.call, *indicator_id, remove.version()?).await?;
    Ok(NoContent)
}
