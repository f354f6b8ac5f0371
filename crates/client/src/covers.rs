//! Cover of coordinators, handing bodies over, and the audit.

use crate::{Client, ClientError, Versioned};
use chrono::{DateTime, Utc};
use obrady_types::audit::AuditEvent;
use obrady_types::covers::{Colleague, Cover, CoverArrange, CoversArranged, HandOver, HandedOver, HandoverPreview};
use obrady_types::scheduled_runs::{NightlyPlan, ScheduledRun};
use obrady_types::{AccountId, BodyId, CoverId, Page, PageQuery, RegionId};
use uuid::Uuid;

/// Which audit events to list.
#[derive(Clone, Debug, Default)]
pub struct AuditFilter {
    /// Of one region.
    pub region_id: Option<RegionId>,
    /// Of one account or service account.
    pub actor_id: Option<Uuid>,
    /// On one kind of object.
    pub object_kind: Option<String>,
    /// On one object.
    pub object_id: Option<Uuid>,
    /// Of one operation.
    pub action: Option<String>,
    /// At this instant or later.
    pub from: Option<DateTime<Utc>>,
    /// Before this instant.
    pub to: Option<DateTime<Utc>>,
    /// Which page.
    pub page: PageQuery,
}

#[expect(clippy::missing_errors_doc, reason = "every method answers the server's problem, see ClientError")]
impl Client {
    /// Lists the covers that concern the caller, of one body or all.
    pub async fn list_covers(&self, body: Option<BodyId>, page: &PageQuery) -> Result<Page<Cover>, ClientError> {
        self.get("/covers").query("body_id", body.as_ref()).page_query(page).page().await
    }

    /// Arranges covers, one for each body.
    pub async fn arrange_cover(&self, input: &CoverArrange) -> Result<CoversArranged, ClientError> {
        self.post("/covers/arrange").json(input).view().await
    }

    /// Ends a cover of the given version.
    pub async fn end_cover(&self, id: CoverId, version: i32) -> Result<Versioned<Cover>, ClientError> {
        self.post(format!("/covers/{id}/end")).if_match(version).object().await
    }

    /// Lists whom a coordinator can name.
    pub async fn list_colleagues(&self, q: Option<&String>, page: &PageQuery) -> Result<Page<Colleague>, ClientError> {
        self.get("/colleagues").query("q", q).page_query(page).page().await
    }

    /// What handing over would move: the caller's own bodies, or another's.
    pub async fn preview_handover(&self, account: Option<AccountId>) -> Result<HandoverPreview, ClientError> {
        self.get("/handovers/preview").query("account_id", account.as_ref()).view().await
    }

    /// Hands bodies over for good.
    pub async fn hand_over(&self, input: &HandOver) -> Result<HandedOver, ClientError> {
        self.post("/handovers").json(input).view().await
    }

    /// Lists what the server did at night, the latest first.
    pub async fn list_scheduled_runs(
        &self,
        task: Option<&str>,
        page: &PageQuery,
    ) -> Result<Page<ScheduledRun>, ClientError> {
        self.get("/scheduled-runs").query("task", task.as_ref()).page_query(page).page().await
    }

    /// Says what the server does at night, and when next.
    pub async fn get_nightly_plan(&self) -> Result<NightlyPlan, ClientError> {
        self.get("/nightly-plan").view().await
    }

    /// Lists what was done, the latest first.
    pub async fn list_audit_events(&self, filter: &AuditFilter) -> Result<Page<AuditEvent>, ClientError> {
        self.get("/audit-events")
            .query("region_id", filter.region_id.as_ref())
            .query("actor_id", filter.actor_id.as_ref())
            .query("object_kind", filter.object_kind.as_ref())
            .query("object_id", filter.object_id.as_ref())
            .query("action", filter.action.as_ref())
            .query("from", filter.from.as_ref())
            .query("to", filter.to.as_ref())
            .page_query(&filter.page)
            .page()
            .await
    }
}
