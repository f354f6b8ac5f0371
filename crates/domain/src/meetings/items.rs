//! Single agenda items, for integrators; editors work by commands.

use super::agenda::{apply, ensure_open};
use super::query::{Found, find_release, get_locked_of_item, get_visible, levels_since};
use super::{store, view};
use crate::ctx::{Call, Reader, WriteTx};
use crate::db::check_version;
use crate::error::{DomainError, Result};
use obrady_entity::agenda_item;
use obrady_types::AgendaItemId;
use obrady_types::meetings::{AgendaCommand, AgendaEdit, AgendaItem, AgendaItemPatch, AgendaRemove};
use sea_orm::EntityTrait;
use uuid::Uuid;

/// Reads an agenda item: of the draft for those who may read it, of the last release for everyone else.
///
/// # Errors
/// `not_found`, also for what the caller may not know of.
pub async fn get_agenda_item(call: &Call, id: AgendaItemId) -> Result<AgendaItem> {
    let reader = call.read().await?;
    let row = agenda_item::Entity::find_by_id(Uuid::from(id)).one(reader.conn()).await?;
    let row = row.ok_or(DomainError::NotFound)?;
    let found = get_visible(reader.conn(), &reader.actor, row.meeting_id.into()).await?;
    if found.reads_drafts(&reader.actor) {
        return view::item(row);
    }
    released(&reader, &found, id).await?.ok_or(DomainError::NotFound)
}

async fn released(reader: &Reader, found: &Found, id: AgendaItemId) -> Result<Option<AgendaItem>> {
    let Some(number) = found.meeting.agenda_release else { return Ok(None) };
    let last = find_release(reader.conn(), found.id(), number).await?.ok_or(DomainError::NotFound)?;
    let items: Vec<AgendaItem> = serde_json::from_str(&last.items)?;
    let now = levels_since(reader.conn(), found.id(), number).await?;
    Ok(view::masked(items, &now).into_iter().find(|item| item.id == id))
}

/// Changes an agenda item of the given version; the change is an entry of the caller's undo stack.
///
/// # Errors
/// `not_found`, `unauthenticated`, `forbidden`, `stale_version`, `body_dissolved`, `agenda_locked`.
pub async fn update_agenda_item(
    call: &Call,
    id: AgendaItemId,
    version: i32,
    patch: AgendaItemPatch,
) -> Result<AgendaItem> {
    call.write("update_agenda_item", async |tx| {
        let command = |item: &AgendaItem| {
            AgendaCommand::Edit(AgendaEdit { item_id: id, base_revision: item.revision, changes: patch.clone() })
        };
        let changed = change(tx, id, version, command).await?;
        changed.ok_or(DomainError::NotFound)
    })
    .await
}

/// Removes an agenda item of the given version with everything under it.
///
/// # Errors
/// `not_found`, `unauthenticated`, `forbidden`, `stale_version`, `body_dissolved`, `agenda_locked`.
pub async fn delete_agenda_item(call: &Call, id: AgendaItemId, version: i32) -> Result<()> {
    call.write("delete_agenda_item", async |tx| {
        let command =
            |item: &AgendaItem| AgendaCommand::Remove(AgendaRemove { item_id: id, base_revision: item.revision });
        change(tx, id, version, command).await.map(|_| ())
    })
    .await
}

/// Runs one command on the current item and returns what became of it.
async fn change(
    tx: &WriteTx,
    id: AgendaItemId,
    version: i32,
    command: impl FnOnce(&AgendaItem) -> AgendaCommand,
) -> Result<Option<AgendaItem>> {
    let found = get_locked_of_item(tx.conn(), &tx.actor, id).await?;
    ensure_open(tx, &found)?;
    let before = store::load(tx.conn(), found.id()).await?;
    let item = before.get(id).ok_or(DomainError::NotFound)?;
    check_version(item.version, version)?;
    let command = command(item);
    let (_, after) = apply(tx, found, &before, &[command]).await?;
    Ok(after.get(id).cloned())
}
