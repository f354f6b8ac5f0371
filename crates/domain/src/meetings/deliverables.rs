//! Deliverables: what came of an action item, and where it is (I-19).

use super::action_items::{locked, record_part};
use super::action_list::get_visible;
use super::action_view::{self, edits, owns};
use crate::ctx::{Call, WriteTx};
use crate::db::check_version;
use crate::error::{DomainError, Result};
use crate::words::{of_word, word};
use chrono::NaiveDate;
use obrady_entity::{action_item, deliverable};
use obrady_types::meetings::{ActionItemState, Deliverable, DeliverableCreate, DeliverablePatch};
use obrady_types::{ActionItemId, DeliverableId, ErrorCode};
use sea_orm::{ActiveModelTrait, ConnectionTrait, EntityTrait, IntoActiveModel, Set};
use serde_json::json;
use uuid::Uuid;

/// Reads a deliverable.
///
/// # Errors
/// `not_found`, also for that of an action item that the caller may not know of.
pub async fn get_deliverable(call: &Call, id: DeliverableId) -> Result<Deliverable> {
    let reader = call.read().await?;
    let row = find(reader.conn(), id).await?;
    get_visible(reader.conn(), &reader.actor, row.action_item_id.into()).await?;
    action_view::deliverable(row)
}

/// Adds a deliverable to an action item; its owner may do so as well.
///
/// # Errors
/// `not_found`, `unauthenticated`, `forbidden`; `action_item_state` for one that was cancelled or carried over;
/// `validation_failed` for a date to come.
pub async fn create_deliverable(call: &Call, id: ActionItemId, input: DeliverableCreate) -> Result<Deliverable> {
    call.write("create_deliverable", async |tx| {
        let item = open(tx, id).await?;
        check_date(tx, input.published_on)?;
        action_view::deliverable(insert(tx, &item, &input).await?)
    })
    .await
}

/// Writes a deliverable.
pub(super) async fn insert(
    tx: &WriteTx,
    item: &action_item::Model,
    input: &DeliverableCreate,
) -> Result<deliverable::Model> {
    let row = deliverable::ActiveModel {
        id: Set(tx.new_id()),
        action_item_id: Set(item.id),
        title: Set(input.title.trim().to_owned()),
        kind: Set(word(&input.kind)?),
        description: Set(input.description.as_ref().map(|text| text.trim().to_owned())),
        url: Set(input.url.trim().to_owned()),
        published_on: Set(input.published_on),
        version: Set(1),
    };
    let row = row.insert(tx.conn()).await?;
    let detail = json!({ "action_item_id": item.id, "title": row.title });
    record_part(tx, item, ("deliverable.created", "deliverable"), (row.id, 1), detail).await?;
    Ok(row)
}

/// Changes a deliverable of the given version.
///
/// # Errors
/// `not_found`, `unauthenticated`, `forbidden`, `stale_version`, `action_item_state`; `validation_failed` for a date to
/// come.
pub async fn update_deliverable(
    call: &Call,
    id: DeliverableId,
    version: i32,
    patch: DeliverablePatch,
) -> Result<Deliverable> {
    call.write("update_deliverable", async |tx| {
        tx.actor.refuse_anonymous()?;
        let item = open(tx, find(tx.conn(), id).await?.action_item_id.into()).await?;
        // Read again: the action item is locked now.
        let row = find(tx.conn(), id).await?;
        check_version(row.version, version)?;
        let published_on = patch.published_on.apply(row.published_on);
        check_date(tx, published_on)?;
        let description = patch.description.apply(row.description.clone()).map(|text| text.trim().to_owned());
        let mut change = row.into_active_model();
        if let Some(title) = patch.title.value() {
            change.title = Set(title.trim().to_owned());
        }
        if let Some(url) = patch.url.value() {
            change.url = Set(url.trim().to_owned());
        }
        change.description = Set(description);
        change.published_on = Set(published_on);
        change.version = Set(version + 1);
        let row = change.update(tx.conn()).await?;
        let detail = json!({ "title": row.title, "url": row.url });
        record_part(tx, &item, ("deliverable.updated", "deliverable"), (row.id, row.version), detail).await?;
        action_view::deliverable(row)
    })
    .await
}

async fn find<C: ConnectionTrait>(conn: &C, id: DeliverableId) -> Result<deliverable::Model> {
    deliverable::Entity::find_by_id(Uuid::from(id)).one(conn).await?.ok_or(DomainError::NotFound)
}

async fn open(tx: &WriteTx, id: ActionItemId) -> Result<action_item::Model> {
    let item = locked(tx, id).await?;
    if !edits(&tx.actor, &item) && !owns(&tx.actor, &item) {
        return Err(ErrorCode::Forbidden.into());
    }
    match of_word(&item.state)? {
        ActionItemState::Cancelled | ActionItemState::CarriedOver => Err(ErrorCode::ActionItemState.into()),
        ActionItemState::Open | ActionItemState::InProgress | ActionItemState::Done => Ok(item),
    }
}

fn check_date(tx: &WriteTx, date: Option<NaiveDate>) -> Result<()> {
    match date {
        Some(date) if date > tx.ctx.date_of(tx.now) => Err(DomainError::field("/published_on", "out_of_range")),
        _ => Ok(()),
    }
}
