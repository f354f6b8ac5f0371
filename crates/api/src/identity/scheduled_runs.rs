//! What the server does each night.

use crate::answer::{Answer, List};
use crate::extract::{Get, SearchText, list_query};
use actix_web::get;
use obrady_domain::nightly;
use obrady_types::Page;
use obrady_types::scheduled_runs::ScheduledRun;

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
