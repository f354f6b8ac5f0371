//! Decisions: what a body agreed on by consensus; groups need no quorum for them (I-15).

use super::query::{Found, days_of};
use super::recording::{readable_item, record, record_removal, recorded, recorded_item, refuse_over};
use crate::ctx::{Call, WriteTx};
use crate::db::check_version;
use crate::error::{DomainError, Result};
use obrady_entity::agenda_item;
use obrady_entity::decision::{self, Column};
use obrady_types::meetings::{Decision, DecisionCreate, DecisionPatch};
use obrady_types::{AgendaItemId, DecisionId};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder, Set,
};
use serde_json::json;
use uuid::Uuid;

/// Reads a decision.
///
/// # Errors
/// `not_found`, also for what the caller may not know of.
pub async fn get_decision(call: &Call, id: DecisionId) -> Result<Decision> {
    let reader = call.read().await?;
    let row = find(reader.conn(), id).await?;
    readable_item(reader.conn(), &reader.actor, row.agenda_item_id.into()).await?;
    Ok(view(row))
}

/// Records a decision on an item.
///
/// # Errors
/// `not_found`, `unauthenticated`, `forbidden`, `meeting_state`.
pub async fn create_decision(call: &Call, item: AgendaItemId, input: DecisionCreate) -> Result<Decision> {
    call.write("create_decision", async |tx| {
        let (found, item) = recorded_item(tx, item).await?;
        insert(tx, &found, &item, &input).await.map(view)
    })
    .await
}

/// Writes a decision.
pub(super) async fn insert(
    tx: &WriteTx,
    found: &Found,
    item: &agenda_item::Model,
    input: &DecisionCreate,
) -> Result<decision::Model> {
    // Decided on the day that the item belongs to.
    let day = days_of(tx.conn(), [found.meeting.id]).await?.into_iter().find(|day| day.id == item.day_id);
    let decided_on = day.map_or(found.meeting.first_date, |day| day.date);
    // The meeting is locked: nobody counts at the same time.
    let last = decision::Entity::find().filter(Column::MeetingId.eq(found.meeting.id)).order_by_desc(Column::Position);
    let position = last.one(tx.conn()).await?.map_or(1, |last| last.position + 1);
    let row = decision::ActiveModel {
        id: Set(tx.new_id()),
        meeting_id: Set(found.meeting.id),
        agenda_item_id: Set(item.id),
        position: Set(position),
        text: Set(input.text.trim().to_owned()),
        decided_on: Set(decided_on),
        version: Set(1),
    };
    let row = row.insert(tx.conn()).await?;
    let detail = json!({ "agenda_item_id": item.id, "text": row.text });
    record(tx, found, ("decision.created", "decision"), (row.id, 1), detail).await?;
    Ok(row)
}

/// Changes a decision of the given version, until the minutes are approved.
///
/// # Errors
/// `not_found`, `unauthenticated`, `forbidden`, `stale_version`, `meeting_state`.
pub async fn update_decision(call: &Call, id: DecisionId, version: i32, patch: DecisionPatch) -> Result<Decision> {
    call.write("update_decision", async |tx| {
        let (found, row) = open(tx, id).await?;
        check_version(row.version, version)?;
        let before = row.clone();
        let mut change = row.into_active_model();
        if let Some(text) = patch.text.value() {
            change.text = Set(text.trim().to_owned());
        }
        change.version = Set(version + 1);
        let row = change.update(tx.conn()).await?;
        let detail = json!({ "text": { "before": before.text, "after": row.text } });
        record(tx, &found, ("decision.updated", "decision"), (row.id, row.version), detail).await?;
        Ok(view(row))
    })
    .await
}

/// Removes a decision of the given version while the meeting is in progress.
///
/// # Errors
/// `not_found`, `unauthenticated`, `forbidden`, `stale_version`; `meeting_state` when the meeting is over;
/// `still_referenced` when an action item follows from it.
pub async fn delete_decision(call: &Call, id: DecisionId, version: i32) -> Result<()> {
    call.write("delete_decision", async |tx| {
        let (found, row) = open(tx, id).await?;
        refuse_over(&found)?;
        check_version(row.version, version)?;
        decision::Entity::delete_by_id(row.id).exec(tx.conn()).await?;
        record_removal(tx, &found, ("decision.deleted", "decision"), (row.id, version + 1)).await
    })
    .await
}

async fn find<C: ConnectionTrait>(conn: &C, id: DecisionId) -> Result<decision::Model> {
    decision::Entity::find_by_id(Uuid::from(id)).one(conn).await?.ok_or(DomainError::NotFound)
}

async fn open(tx: &WriteTx, id: DecisionId) -> Result<(Found, decision::Model)> {
    tx.actor.refuse_anonymous()?;
    let found = recorded(tx, find(tx.conn(), id).await?.meeting_id.into()).await?;
    Ok((found, find(tx.conn(), id).await?))
}

/// The decisions of a meeting in the order in which they were recorded.
pub(super) async fn of_meeting<C: ConnectionTrait>(conn: &C, found: &Found) -> Result<Vec<decision::Model>> {
    let rows = decision::Entity::find().filter(Column::MeetingId.eq(found.meeting.id)).order_by_asc(Column::Position);
    Ok(rows.all(conn).await?)
}

pub(super) fn view(row: decision::Model) -> Decision {
    Decision {
        id: row.id.into(),
        agenda_item_id: row.agenda_item_id.into(),
        text: row.text,
        decided_on: row.decided_on,
        version: row.version,
    }
}
