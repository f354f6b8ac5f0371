//! Initiatives that carry out programmes.

use crate::answer::{Answer, Created, List, NoContent, Versioned};
use crate::extract::{Get, Merge, Post, Remove, list_query};
use actix_web::web::Path;
use actix_web::{delete, get, patch, post};
use obrady_domain::programmes;
use obrady_types::programmes::{Initiative, InitiativeCreate, InitiativePatch};
use obrady_types::{InitiativeId, Page, ProgrammeId};

list_query! {
    /// Parameters of the list of initiatives.
    InitiativeListQuery {}
}

/// Lists the initiatives of a programme.
///
/// Permissions: anyone; a concept only for coordinators of the programme, administrators of the region.
#[utoipa::path(tag = "programmes", params(InitiativeListQuery), responses((status = 200, description = "Initiatives in their order", body = Page<Initiative>)))]
#[get("/programmes/{programme_id}/initiatives")]
pub(crate) async fn list_initiatives(
    programme_id: Path<ProgrammeId>,
    get: Get<InitiativeListQuery>,
) -> Answer<List<Initiative>> {
    let query = &get.query;
    Ok(List(programmes::list_initiatives(&get.call, *programme_id, &query.page()).await?))
}

/// Makes an initiative.
///
/// Permissions: coordinators of the programme, administrators of the region.
#[utoipa::path(tag = "programmes", request_body = InitiativeCreate, responses((status = 201, description = "The new initiative", body = Initiative)))]
#[post("/programmes/{programme_id}/initiatives")]
pub(crate) async fn create_initiative(
    programme_id: Path<ProgrammeId>,
    post: Post<InitiativeCreate>,
) -> Answer<Created<Initiative>> {
    let made = programmes::create_initiative(&post.call, *programme_id, post.input).await?;
    Ok(Created::at(format!("/initiatives/{}", made.id), made))
}

/// Reads an initiative.
///
/// Permissions: anyone; a concept only for coordinators of the programme, administrators of the region.
#[utoipa::path(tag = "programmes", responses((status = 200, description = "The initiative", body = Initiative)))]
#[get("/initiatives/{initiative_id}")]
pub(crate) async fn get_initiative(initiative_id: Path<InitiativeId>, get: Get<()>) -> Answer<Versioned<Initiative>> {
    Ok(Versioned(programmes::get_initiative(&get.call, *initiative_id).await?))
}

/// Changes an initiative.
///
/// Permissions: coordinators of the programme, administrators of the region.
#[utoipa::path(tag = "programmes", request_body = InitiativePatch, responses((status = 200, description = "The changed initiative", body = Initiative)))]
#[patch("/initiatives/{initiative_id}")]
pub(crate) async fn update_initiative(
    initiative_id: Path<InitiativeId>,
    patch: Merge<InitiativePatch>,
) -> Answer<Versioned<Initiative>> {
    Ok(Versioned(programmes::update_initiative(&patch.call, *initiative_id, patch.version, patch.input).await?))
}

/// Removes an initiative that no topic works on.
///
/// Permissions: coordinators of the programme, administrators of the region.
#[utoipa::path(tag = "programmes", responses((status = 204, description = "It is removed")))]
#[delete("/initiatives/{initiative_id}")]
pub(crate) async fn delete_initiative(initiative_id: Path<InitiativeId>, remove: Remove) -> Answer<NoContent> {
    programmes::delete_initiative(&remove.call, *initiative_id, remove.version()?).await?;
    Ok(NoContent)
}
