//! Goals of programmes.

use crate::answer::{Answer, Created, NoContent, Plain, Versioned};
use crate::extract::{Get, Merge, Post, PostVersion, Remove};
use actix_web::web::Path;
use actix_web::{delete, get, patch, post};
use obrady_domain::programmes;
use obrady_types::programmes::{Objective, ObjectiveCreate, ObjectiveMove, ObjectivePatch, ObjectiveTree};
use obrady_types::{ObjectiveId, ProgrammeId};

/// Reads all goals of a programme, each before its parts.
///
/// Permissions: anyone; a concept only for coordinators of the programme, administrators of the region.
#[utoipa::path(tag = "programmes", responses((status = 200, description = "The goals", body = ObjectiveTree)))]
#[get("/programmes/{programme_id}/objectives")]
pub(crate) async fn get_objective_tree(programme_id: Path<ProgrammeId>, get: Get<()>) -> Answer<Plain<ObjectiveTree>> {
    Ok(Plain(programmes::get_objective_tree(&get.call, *programme_id).await?))
}

/// Makes a goal, the last at its place.
///
/// Permissions: coordinators of the programme, administrators of the region.
#[utoipa::path(tag = "programmes", request_body = ObjectiveCreate, responses((status = 201, description = "The new goal", body = Objective)))]
#[post("/programmes/{programme_id}/objectives")]
pub(crate) async fn create_objective(
    programme_id: Path<ProgrammeId>,
    post: Post<ObjectiveCreate>,
) -> Answer<Created<Objective>> {
    let made = programmes::create_objective(&post.call, *programme_id, post.input).await?;
    Ok(Created::at(format!("/objectives/{}", made.id), made))
}

/// Reads a goal.
///
/// Permissions: anyone; a concept only for coordinators of the programme, administrators of the region.
#[utoipa::path(tag = "programmes", responses((status = 200, description = "The goal", body = Objective)))]
#[get("/objectives/{objective_id}")]
pub(crate) async fn get_objective(objective_id: Path<ObjectiveId>, get: Get<()>) -> Answer<Versioned<Objective>> {
    Ok(Versioned(programmes::get_objective(&get.call, *objective_id).await?))
}

/// Changes a goal.
///
/// Permissions: coordinators of the programme, administrators of the region.
#[utoipa::path(tag = "programmes", request_body = ObjectivePatch, responses((status = 200, description = "The changed goal", body = Objective)))]
#[patch("/objectives/{objective_id}")]
pub(crate) async fn update_objective(
    objective_id: Path<ObjectiveId>,
    patch: Merge<ObjectivePatch>,
) -> Answer<Versioned<Objective>> {
    Ok(Versioned(programmes::update_objective(&patch.call, *objective_id, patch.version, patch.input).await?))
}

/// Moves a goal with its parts to another place.
///
/// Permissions: coordinators of the programme, administrators of the region.
#[utoipa::path(tag = "programmes", request_body = ObjectiveMove, responses((status = 200, description = "The moved goal", body = Objective)))]
#[post("/objectives/{objective_id}/move")]
pub(crate) async fn move_objective(
    objective_id: Path<ObjectiveId>,
    post: PostVersion<ObjectiveMove>,
) -> Answer<Versioned<Objective>> {
    Ok(Versioned(programmes::move_objective(&post.call, *objective_id, post.version, post.input).await?))
}

/// Removes a goal that nothing refers to.
///
/// Permissions: coordinators of the programme, administrators of the region.
#[utoipa::path(tag = "programmes", responses((status = 204, description = "It is removed")))]
#[delete("/objectives/{objective_id}")]
pub(crate) async fn delete_objective(objective_id: Path<ObjectiveId>, remove: Remove) -> Answer<NoContent> {
    programmes::delete_objective(&remove.call, *objective_id, remove.version()?).await?;
    Ok(NoContent)
}
