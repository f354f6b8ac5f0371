//! What the server does each night.

use crate::ApiState;
use crate::answer::{Answer, List, Plain};
use crate::extract::{Get, SearchText, list_query};
use actix_web::get;
use actix_web::web::Data;
use obrady_domain::nightly;
use obrady_types::Page;
use obrady_types::scheduled_runs::{NightlyPlan, ScheduledRun};

list_query! {
    /// Parameters of the list of scheduled runs.
    ScheduledRunListQuery {
        /// Of one task: `retention`.
        #[param(max_length = 200, pattern = "^[^\\u0000-\\u001f\\u007f-\\u009f]*$", value_type = Option<String>)]
        task: Option<SearchText>,
    }
}

/// Lists what the server did at night, the latest first.
///
/// Permissions: administrators, operators.
#[utoipa::path(tag = "audit", params(ScheduledRunListQuery), responses((status = 200, description = "Runs, the latest first", body = Page<ScheduledRun>)))]
#[get("/scheduled-runs")]
pub(crate) async fn list_scheduled_runs(get: Get<ScheduledRunListQuery>) -> Answer<List<ScheduledRun>> {
    let page = get.query.page();
    let task = get.query.task.map(Into::into);
    Ok(List(nightly::list_scheduled_runs(&get.call, task, &page).await?))
}

/// Says what the server does at night, and when next.
///
/// Permissions: administrators, operators.
#[utoipa::path(tag = "audit", responses((status = 200, description = "The nightly work", body = NightlyPlan)))]
#[get("/nightly-plan")]
pub(crate) async fn get_nightly_plan(state: Data<ApiState>, get: Get<()>) -> Answer<Plain<NightlyPlan>> {
    Ok(Plain(nightly::get_nightly_plan(&get.call, &state.settings.nights).await?))
}
