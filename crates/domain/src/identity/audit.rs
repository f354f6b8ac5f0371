//! The audit: what was done, for administrators of the region; operators see all of it.

use super::query::{accounts, regions_of};
use crate::ctx::Call;
use crate::error::Result;
use crate::paging::{self, Key, Sorting};
use crate::policy::Action;
use crate::words::of_word;
use chrono::{DateTime, Utc};
use obrady_entity::audit_event::{self, Column};
use obrady_entity::{account, audit_personal, service_account};
use obrady_types::audit::{AuditChange, AuditEvent};
use obrady_types::{Page, PageQuery, RegionId};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

/// Which events to list.
#[derive(Clone, Debug, Default, Serialize)]
pub struct AuditFilter {
    /// Of one region.
    pub region_id: Option<RegionId>,
    /// Of one account or service account.
    pub actor_id: Option<Uuid>,
    /// On one kind of object.
    pub object_kind: Option<String>,
    /// On one object.
    pub object_id: Option<Uuid>,
    /// Of one operation: `topic.updated`.
    pub action: Option<String>,
    /// At this instant or later.
    pub from: Option<DateTime<Utc>>,
    /// Before this instant.
    pub to: Option<DateTime<Utc>>,
}

/// Lists events, the latest first.
///
/// # Errors
/// `unauthenticated`, `forbidden`; `invalid_query` and `invalid_cursor` for wrong paging.
pub async fn list_audit_events(call: &Call, filter: &AuditFilter, page: &PageQuery) -> Result<Page<AuditEvent>> {
    let reader = call.read().await?;
    let mut select = audit_event::Entity::find();
    if let Some(regions) = regions_of(&reader.actor, Action::ReadAudit)? {
        select = select.filter(Column::RegionId.is_in(regions));
    }
    if let Some(region) = filter.region_id {
        select = select.filter(Column::RegionId.eq(Uuid::from(region)));
    }
    if let Some(actor) = filter.actor_id {
        select = select.filter(Column::ActorId.eq(actor));
    }
    if let Some(kind) = &filter.object_kind {
        select = select.filter(Column::ObjectKind.eq(kind.as_str()));
    }
    if let Some(object) = filter.object_id {
        select = select.filter(Column::ObjectId.eq(object));
    }
    if let Some(action) = &filter.action {
        select = select.filter(Column::Action.eq(action.as_str()));
    }
    if let Some(from) = filter.from {
        select = select.filter(Column::At.gte(from));
    }
    if let Some(to) = filter.to {
        select = select.filter(Column::At.lt(to));
    }
    let sorting = Sorting::<audit_event::Entity> {
        columns: &[Column::Id],
        descending: true,
        key: |row| vec![Key::Serial(row.id)],
    };
    let rows = paging::page(&reader.ctx, reader.conn(), select, &sorting, page, &("audit-events", filter)).await?;
    let actors: BTreeSet<Uuid> = rows.items.iter().filter_map(|row| row.actor_id).collect();
    let people = accounts().filter(account::Column::Id.is_in(actors.iter().copied())).all(reader.conn()).await?;
    let mut names: BTreeMap<Uuid, String> = people.into_iter().map(|row| (row.id, row.display_name)).collect();
    let services = service_account::Entity::find().filter(service_account::Column::Id.is_in(actors));
    names.extend(services.all(reader.conn()).await?.into_iter().map(|row| (row.id, row.name)));
    let ids = rows.items.iter().map(|row| row.id);
    let beside = audit_personal::Entity::find().filter(audit_personal::Column::AuditEventId.is_in(ids));
    let beside = beside.all(reader.conn()).await?;
    let personal: BTreeMap<i64, String> = beside.into_iter().map(|row| (row.audit_event_id, row.detail)).collect();
    paging::map(rows, |row| {
        let detail = personal.get(&row.id).unwrap_or(&row.detail);
        Ok(AuditEvent {
            id: row.id,
            at: row.at,
            region_id: row.region_id.map(Into::into),
            actor_kind: of_word(&row.actor_kind)?,
            actor_id: row.actor_id,
            actor_name: row.actor_id.and_then(|id| names.get(&id)).cloned(),
            action: row.action,
            object_kind: row.object_kind,
            object_id: row.object_id,
            changes: AuditChange::of_detail(&serde_json::from_str(detail)?),
            request_id: row.request_id,
        })
    })
}
