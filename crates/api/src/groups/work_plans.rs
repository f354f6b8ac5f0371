//! Work plans of bodies.

use crate::answer::{Answer, Created, List, NoContent, Versioned};
use crate::extract::{Get, Merge, Post, Remove, list_query};
use actix_web::web::Path;
use actix_web::{delete, get, patch, post};
use obrady_domain::groups;
use obrady_types::work_plans::{WorkPlan, WorkPlanCreate, WorkPlanEntry, WorkPlanEntryCreate, WorkPlanEntryPatch};
use obrady_types::{BodyId, Page, WorkPlanEntryId, WorkPlanId};

list_query! {
    /// Parameters of the list of work plans.
    WorkPlanListQuery {}
}

/// Lists the work plans of a body with their entries.
///
/// Permissions: anyone.
#[utoipa::path(tag = "work-plans", params(WorkPlanListQuery), responses((status = 200, description = "Plans, the latest year first", body = Page<WorkPlan>)))]
#[get("/bodies/{body_id}/work-plans")]
pub(crate) async fn list_work_plans(body_id: Path<BodyId>, get: Get<WorkPlanListQuery>) -> Answer<List<WorkPlan>> {
    Ok(List(groups::list_work_plans(&get.call, *body_id, &get.query.page()).await?))
}

/// Makes an empty work plan for a year.
///
/// Permissions: coordinators and chair of the body, administrators of the region.
#[utoipa::path(tag = "work-plans", request_body = WorkPlanCreate, responses((status = 201, description = "The new plan", body = WorkPlan)))]
#[post("/bodies/{body_id}/work-plans")]
pub(crate) async fn create_work_plan(body_id: Path<BodyId>, post: Post<WorkPlanCreate>) -> Answer<Created<WorkPlan>> {
    let made = groups::create_work_plan(&post.call, *body_id, post.input).await?;
    Ok(Created::at(format!("/work-plans/{}", made.id), made))
}

/// Reads a work plan.
///
/// Permissions: anyone.
#[utoipa::path(tag = "work-plans", responses((status = 200, description = "The plan", body = WorkPlan)))]
#[get("/work-plans/{work_plan_id}")]
pub(crate) async fn get_work_plan(work_plan_id: Path<WorkPlanId>, get: Get<()>) -> Answer<Versioned<WorkPlan>> {
    Ok(Versioned(groups::get_work_plan(&get.call, *work_plan_id).await?))
}

/// Puts a topic into a work plan; the topic stays in the backlog.
///
/// Permissions: coordinators and chair of the body, administrators of the region.
#[utoipa::path(tag = "work-plans", request_body = WorkPlanEntryCreate, responses((status = 201, description = "The new entry", body = WorkPlanEntry)))]
#[post("/work-plans/{work_plan_id}/entries")]
pub(crate) async fn create_work_plan_entry(
    work_plan_id: Path<WorkPlanId>,
    post: Post<WorkPlanEntryCreate>,
) -> Answer<Created<WorkPlanEntry>> {
    let made = groups::create_work_plan_entry(&post.call, *work_plan_id, post.input).await?;
    Ok(Created::at(format!("/work-plan-entries/{}", made.id), made))
}

/// Reads an entry of a work plan.
///
/// Permissions: anyone.
#[utoipa::path(tag = "work-plans", responses((status = 200, description = "The entry", body = WorkPlanEntry)))]
#[get("/work-plan-entries/{work_plan_entry_id}")]
pub(crate) async fn get_work_plan_entry(
    work_plan_entry_id: Path<WorkPlanEntryId>,
    get: Get<()>,
) -> Answer<Versioned<WorkPlanEntry>> {
    Ok(Versioned(groups::get_work_plan_entry(&get.call, *work_plan_entry_id).await?))
}

/// Changes or moves an entry of a work plan.
///
/// Permissions: coordinators and chair of the body, administrators of the region.
#[utoipa::path(tag = "work-plans", request_body = WorkPlanEntryPatch, responses((status = 200, description = "The changed entry", body = WorkPlanEntry)))]
#[patch("/work-plan-entries/{work_plan_entry_id}")]
pub(crate) async fn update_work_plan_entry(
    work_plan_entry_id: Path<WorkPlanEntryId>,
    patch: Merge<WorkPlanEntryPatch>,
) -> Answer<Versioned<WorkPlanEntry>> {
    let Merge { call, version, input } = patch;
    Ok(Versioned(groups::update_work_plan_entry(&call, *work_plan_entry_id, version, input).await?))
}

/// Takes a topic out of a work plan; the topic itself stays.
///
/// Permissions: coordinators and chair of the body, administrators of the region.
#[utoipa::path(tag = "work-plans", responses((status = 204, description = "It is gone")))]
#[delete("/work-plan-entries/{work_plan_entry_id}")]
pub(crate) async fn delete_work_plan_entry(
    work_plan_entry_id: Path<WorkPlanEntryId>,
    remove: Remove,
) -> Answer<NoContent> {
    groups::delete_work_plan_entry(&remove.call, *work_plan_entry_id, remove.version()?).await?;
    Ok(NoContent)
}
