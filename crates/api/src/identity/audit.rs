//! The audit.

use crate::answer::{Answer, List};
use crate::extract::{Get, SearchText, instant, list_query};
use actix_web::get;
use chrono::{DateTime, Utc};
use obrady_domain::identity::{self, AuditFilter};
use obrady_types::audit::AuditEvent;
use obrady_types::{Page, RegionId};
use uuid::Uuid;

list_query! {
    /// Parameters of the list of audit events.
    AuditListQuery {
        /// Of one region.
        region_id: Option<RegionId>,
        /// Of one account or service account.
        actor_id: Option<Uuid>,
        /// On one kind of object: `topic`.
        #[param(max_length = 200, pattern = "^[^\\u0000-\\u001f\\u007f-\\u009f]*$", value_type = Option<String>)]
        object_kind: Option<SearchText>,
        /// On one object.
        object_id: Option<Uuid>,
        /// Of one operation: `topic.updated`.
        #[param(max_length = 200, pattern = "^[^\\u0000-\\u001f\\u007f-\\u009f]*$", value_type = Option<String>)]
        action: Option<SearchText>,
        /// At this instant or later.
        #[serde(default, deserialize_with = "instant")]
        from: Option<DateTime<Utc>>,
        /// Before this instant.
        #[serde(default, deserialize_with = "instant")]
        to: Option<DateTime<Utc>>,
    }
}

/// Lists what was done, by whom, and what changed.
///
/// Permissions: administrators of the region, operators.
#[utoipa::path(tag = "audit", params(AuditListQuery), responses((status = 200, description = "Events, the latest first", body = Page<AuditEvent>)))]
#[get("/audit-events")]
pub(crate) async fn list_audit_events(get: Get<AuditListQuery>) -> Answer<List<AuditEvent>> {
    let page = get.query.page();
    let query = get.query;
    let filter = AuditFilter {
        region_id: query.region_id,
        actor_id: query.actor_id,
        object_kind: query.object_kind.map(Into::into),
        object_id: query.object_id,
        action: query.action.map(Into::into),
        from: query.from,
        to: query.to,
    };
    Ok(List(identity::list_audit_events(&get.call, &filter, &page).await?))
}
