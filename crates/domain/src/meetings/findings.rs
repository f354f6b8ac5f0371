//! Findings: what was found out on an agenda item, by area.

use super::query::Found;
use super::recording::{readable_item, record, record_removal, recorded, recorded_item, refuse_over};
use crate::ctx::{Call, WriteTx};
use crate::db::check_version;
use crate::error::{DomainError, Result};
use obrady_entity::finding::{self, Column};
use obrady_types::meetings::{Finding, FindingCreate, FindingPatch};
use obrady_types::{AgendaItemId, FindingId};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder, Set,
};
use serde_json::json;
use uuid::Uuid;

/// Reads a finding.
///
/// # Errors
/// `not_found`, also for what the caller may not know of.
pub async fn get_finding(call: &Call, id: FindingId) -> Result<Finding> {
    let reader = call.read().await?;
    let row = find(reader.conn(), id).await?;
    readable_item(reader.conn(), &reader.actor, row.agenda_item_id.into()).await?;
    Ok(view(row))
}

/// Records a finding on an item.
///
/// # Errors
/// `not_found`, `unauthenticated`, `forbidden`, `meeting_state`.
pub async fn create_finding(call: &Call, item: AgendaItemId, input: FindingCreate) -> Result<Finding> {
    call.write("create_finding", async |tx| {
        let (found, item) = recorded_item(tx, item).await?;
        insert(tx, &found, item.id, &input).await.map(view)
    })
    .await
}

/// Writes a finding.
pub(super) async fn insert(tx: &WriteTx, found: &Found, item: Uuid, input: &FindingCreate) -> Result<finding::Model> {
    // The meeting is locked: nobody counts at the same time.
    let last = finding::Entity::find().filter(Column::MeetingId.eq(found.meeting.id)).order_by_desc(Column::Position);
    let position = last.one(tx.conn()).await?.map_or(1, |last| last.position + 1);
    let row = finding::ActiveModel {
        id: Set(tx.new_id()),
        meeting_id: Set(found.meeting.id),
        agenda_item_id: Set(item),
        position: Set(position),
        text: Set(input.text.trim().to_owned()),
        area: Set(input.area.as_ref().map(|text| text.trim().to_owned())),
        version: Set(1),
    };
    let row = row.insert(tx.conn()).await?;
    let detail = json!({ "agenda_item_id": item, "text": row.text });
    record(tx, found, ("finding.created", "finding"), (row.id, 1), detail).await?;
    Ok(row)
}

/// Changes a finding of the given version, until the minutes are approved.
///
/// # Errors
/// `not_found`, `unauthenticated`, `forbidden`, `stale_version`, `meeting_state`.
pub async fn update_finding(call: &Call, id: FindingId, version: i32, patch: FindingPatch) -> Result<Finding> {
    call.write("update_finding", async |tx| {
        let (found, row) = open(tx, id).await?;
        check_version(row.version, version)?;
        let area = patch.area.apply(row.area.clone()).map(|text| text.trim().to_owned());
        let before = row.clone();
        let mut change = row.into_active_model();
        if let Some(text) = patch.text.value() {
            change.text = Set(text.trim().to_owned());
        }
        change.area = Set(area);
        change.version = Set(version + 1);
        let row = change.update(tx.conn()).await?;
        let detail = json!({
            "text": { "before": before.text, "after": row.text },
            "area": { "before": before.area, "after": row.area },
        });
        record(tx, &found, ("finding.updated", "finding"), (row.id, row.version), detail).await?;
        Ok(view(row))
    })
    .await
}

/// Removes a finding of the given version while the meeting is in progress.
///
/// # Errors
/// `not_found`, `unauthenticated`, `forbidden`, `stale_version`; `meeting_state` when the meeting is over.
pub async fn delete_finding(call: &Call, id: FindingId, version: i32) -> Result<()> {
    call.write("delete_finding", async |tx| {
        let (found, row) = open(tx, id).await?;
        refuse_over(&found)?;
        check_version(row.version, version)?;
        finding::Entity::delete_by_id(row.id).exec(tx.conn()).await?;
        record_removal(tx, &found, ("finding.deleted", "finding"), (row.id, version + 1)).await
    })
    .await
}

async fn find<C: ConnectionTrait>(conn: &C, id: FindingId) -> Result<finding::Model> {
    finding::Entity::find_by_id(Uuid::from(id)).one(conn).await?.ok_or(DomainError::NotFound)
}

async fn open(tx: &WriteTx, id: FindingId) -> Result<(Found, finding::Model)> {
    tx.actor.refuse_anonymous()?;
    let found = recorded(tx, find(tx.conn(), id).await?.meeting_id.into()).await?;
    Ok((found, find(tx.conn(), id).await?))
}

/// The findings of a meeting in the order in which they were recorded.
pub(super) async fn of_meeting<C: ConnectionTrait>(conn: &C, found: &Found) -> Result<Vec<finding::Model>> {
    let rows = finding::Entity::find().filter(Column::MeetingId.eq(found.meeting.id)).order_by_asc(Column::Position);
    Ok(rows.all(conn).await?)
}

pub(super) fn view(row: finding::Model) -> Finding {
    Finding {
        id: row.id.into(),
        agenda_item_id: row.agenda_item_id.into(),
        text: row.text,
        area: row.area,
        version: row.version,
    }
}
