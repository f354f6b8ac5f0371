//! Reading an agenda, changing it by commands, and taking one's own changes back.

use super::query::{
    Found, ReleaseChoice, find_release, find_undoable, get_locked, get_visible, levels_since, undoable_batches_of,
};
use super::released::Text;
use super::view::Levels;
use super::{store, view};
use crate::ctx::{Call, Reader, WriteTx};
use crate::error::{DomainError, Result};
use crate::events::Change;
use crate::groups;
use crate::policy::{Action, Actor};
use obrady_entity::{agenda_batch, agenda_release};
use obrady_rules::agenda::{AgendaRefusal, AgendaTree, rebase_undo, same_content};
use obrady_types::meetings::{Agenda, AgendaCommand, AgendaCommands, AgendaConflict, AgendaItem, AgendaUndo};
use obrady_types::{BodyId, ErrorCode, MeetingId, RegionId};
use sea_orm::{ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter, Set};
use serde_json::json;
use std::sync::Arc;

/// Reads an agenda: the draft for those who may read it, the last release for everyone else.
///
/// # Errors
/// `not_found`, also for a draft that the caller may not know of, or a release that does not exist.
pub async fn get_agenda(call: &Call, id: MeetingId, choice: ReleaseChoice) -> Result<Arc<Agenda>> {
    let reader = call.read().await?;
    let found = get_visible(reader.conn(), &reader.actor, id).await?;
    let insider = found.reads_drafts(&reader.actor);
    let wanted = match choice {
        ReleaseChoice::Current if insider => None,
        ReleaseChoice::Current => found.meeting.agenda_release,
        ReleaseChoice::Latest => Some(found.meeting.agenda_release.ok_or(DomainError::NotFound)?),
        ReleaseChoice::Number(number) => Some(number),
    };
    match wanted {
        Some(number) => released(&reader, &found, number, insider).await,
        None if insider => {
            let tree = store::load(reader.conn(), id).await?;
            draft(reader.conn(), &reader.actor, &found, &tree).await.map(Arc::new)
        }
        // Nothing is published yet.
        None => Ok(Arc::new(empty(&found))),
    }
}

/// A release, whole or as outsiders see it now.
async fn released(reader: &Reader, found: &Found, number: i32, whole: bool) -> Result<Arc<Agenda>> {
    let text = Text::of(found, number, whole);
    if let Some(known) = reader.ctx.agendas.find(&text) {
        return Ok(known);
    }
    let row = find_release(reader.conn(), found.id(), number).await?.ok_or(DomainError::NotFound)?;
    let mask = if whole { None } else { Some(levels_since(reader.conn(), found.id(), number).await?) };
    let agenda = Arc::new(release(found, row, mask.as_ref())?);
    reader.ctx.agendas.keep(text, Arc::clone(&agenda));
    Ok(agenda)
}

fn empty(found: &Found) -> Agenda {
    Agenda {
        meeting_id: found.id(),
        version: found.meeting.agenda_version,
        release: None,
        released_at: None,
        unpublished_changes: None,
        default_item_minutes: found.body.default_item_minutes,
        items: Vec::new(),
        undo: None,
    }
}

/// A release as the caller may see it: whole, or masked by how far its items are hidden now.
pub(super) fn release(found: &Found, row: agenda_release::Model, mask: Option<&Levels>) -> Result<Agenda> {
    let items: Vec<AgendaItem> = serde_json::from_str(&row.items)?;
    Ok(Agenda {
        version: row.agenda_version,
        release: Some(row.number),
        released_at: Some(row.published_at),
        items: match mask {
            Some(now) => view::masked(items, now),
            None => items,
        },
        ..empty(found)
    })
}

/// Whether the draft says anything that the last release does not.
pub(super) async fn is_unpublished<C: ConnectionTrait>(conn: &C, found: &Found, tree: &AgendaTree) -> Result<bool> {
    let Some(number) = found.meeting.agenda_release else { return Ok(!tree.items().is_empty()) };
    let released = find_release(conn, found.id(), number).await?.ok_or(DomainError::NotFound)?;
    let items: Vec<AgendaItem> = serde_json::from_str(&released.items)?;
    // A release that does not fit the days any more differs.
    Ok(AgendaTree::new(tree.days(), items).map_or(true, |released| !same_content(&released, tree)))
}

/// The draft with what the caller's next undo would take back.
async fn draft<C: ConnectionTrait>(conn: &C, actor: &Actor, found: &Found, tree: &AgendaTree) -> Result<Agenda> {
    let batch = match actor.principal() {
        Some(principal) => find_undoable(conn, found.id(), &principal).await?,
        None => None,
    };
    Ok(Agenda {
        unpublished_changes: Some(is_unpublished(conn, found, tree).await?),
        items: tree.items().to_vec(),
        undo: batch.map(|batch| undo_of(&batch, tree)).transpose()?,
        ..empty(found)
    })
}

fn undo_of(batch: &agenda_batch::Model, tree: &AgendaTree) -> Result<AgendaUndo> {
    let commands: Vec<AgendaCommand> = serde_json::from_str(&batch.commands)?;
    let inverse: Vec<AgendaCommand> = serde_json::from_str(&batch.inverse)?;
    let titled = |id| tree.get(id).and_then(|item| item.title.clone());
    let (command, title) = match commands.first() {
        Some(AgendaCommand::Add(add)) => ("add", titled(add.item_id).or(Some(add.title.clone()))),
        Some(AgendaCommand::Move(step)) => ("move", titled(step.item_id)),
        Some(AgendaCommand::Edit(edit)) => ("edit", titled(edit.item_id)),
        Some(AgendaCommand::Remove(remove)) => {
            let restored = inverse.iter().find_map(|command| match command {
                AgendaCommand::Restore(restore) => restore.items.iter().find(|item| item.id == remove.item_id),
                _ => None,
            });
            ("remove", restored.and_then(|item| item.title.clone()))
        }
        Some(AgendaCommand::Restore(_)) | None => ("restore", None),
    };
    Ok(AgendaUndo {
        batch_id: batch.id.into(),
        command: command.to_owned(),
        title: title.unwrap_or_default(),
        commands: i32::try_from(commands.len()).unwrap_or(i32::MAX),
    })
}

/// Carries out a batch of commands, all or none. It becomes the caller's last entry of the undo stack.
///
/// # Errors
/// `not_found`, `unauthenticated`, `forbidden`, `body_dissolved`; `agenda_locked` when the meeting's state does not allow changes;
/// `agenda_conflict` and `agenda_refused` with the agenda as it is and the refused command; `topic_already_planned`;
/// `validation_failed` for a topic of another body or a `restore`, which only undoing may use.
pub async fn apply_agenda_commands(call: &Call, id: MeetingId, input: AgendaCommands) -> Result<Agenda> {
    call.write("apply_agenda_commands", async |tx| {
        let found = open(tx, id).await?;
        for (index, command) in input.commands.iter().enumerate() {
            if matches!(command, AgendaCommand::Restore(_)) {
                return Err(DomainError::field(&format!("/commands/{index}/type"), "invalid"));
            }
        }
        let before = store::load(tx.conn(), id).await?;
        let (found, tree) = apply(tx, found, &before, &input.commands).await?;
        draft(tx.conn(), &tx.actor, &found, &tree).await
    })
    .await
}

/// A meeting whose agenda the actor may change now; a dissolved body's stay as they are (I-11).
pub(super) async fn open(tx: &WriteTx, id: MeetingId) -> Result<Found> {
    let found = get_locked(tx.conn(), &tx.actor, id).await?;
    ensure_open(tx, &found)?;
    Ok(found)
}

/// Refuses a change of an agenda that the actor may not change, or nobody can now.
pub(super) fn ensure_open(tx: &WriteTx, found: &Found) -> Result<()> {
    tx.require(Action::EditMeeting, &found.scope())?;
    groups::ensure_accepts_new(&found.body)?;
    if view::is_open(found.state()?) { Ok(()) } else { Err(ErrorCode::AgendaLocked.into()) }
}

/// Applies a batch to the agenda as it is and writes everything that follows from it.
pub(super) async fn apply(
    tx: &WriteTx,
    found: Found,
    before: &AgendaTree,
    commands: &[AgendaCommand],
) -> Result<(Found, AgendaTree)> {
    let id = found.id();
    let mut after = before.clone();
    let inverse = after.apply_batch(commands).map_err(|(index, refusal)| conflict(before, commands, index, refusal))?;
    write(tx, &found, before, &after, commands).await?;
    let found = store::count_on(tx, found).await?;
    let batch = agenda_batch::ActiveModel {
        id: Set(tx.new_id()),
        meeting_id: Set(id.into()),
        principal: Set(tx.actor.principal().ok_or(ErrorCode::Unauthenticated)?),
        seq: Set(found.meeting.agenda_version),
        at: Set(tx.now),
        commands: Set(serde_json::to_string(commands)?),
        inverse: Set(serde_json::to_string(&inverse)?),
        undone_at: Set(None),
    };
    agenda_batch::Entity::insert(batch).exec_without_returning(tx.conn()).await?;
    store::trim_stack(tx, &found).await?;
    record(tx, &found, json!({ "commands": commands.len() })).await?;
    Ok((found, after))
}

fn conflict(before: &AgendaTree, commands: &[AgendaCommand], index: usize, refusal: AgendaRefusal) -> DomainError {
    let Some(command) = commands.get(index) else { return DomainError::internal("a refusal without a command") };
    let conflict = AgendaConflict {
        index: i32::try_from(index).unwrap_or(i32::MAX),
        command: command.clone(),
        items: before.items().to_vec(),
    };
    DomainError::Agenda(refusal.code(), Box::new(conflict))
}

async fn write(
    tx: &WriteTx,
    found: &Found,
    before: &AgendaTree,
    after: &AgendaTree,
    commands: &[AgendaCommand],
) -> Result<()> {
    let followed = store::follow_topics(tx, found.meeting.body_id.into(), before, after).await;
    followed.map_err(|(topic, error)| match error {
        DomainError::NotFound => {
            let index = commands
                .iter()
                .position(|command| matches!(command, AgendaCommand::Add(add) if add.topic_id == Some(topic.into())));
            DomainError::field(&format!("/commands/{}/topic_id", index.unwrap_or(0)), "invalid")
        }
        other => other,
    })?;
    store::save(tx, found.id(), before, after).await
}

async fn record(tx: &WriteTx, found: &Found, detail: serde_json::Value) -> Result<()> {
    let event = Change::of("agenda.changed", "agenda", found.meeting.id, found.meeting.agenda_version);
    let event = event.in_region(RegionId(found.meeting.region_id)).in_body(BodyId(found.meeting.body_id));
    tx.record(event.with(detail)).await
}

/// Takes back the caller's last batch. A batch that can no longer be taken back is set aside, so that the next call
/// goes on with the one before it.
///
/// # Errors
/// `not_found`, `unauthenticated`, `forbidden`, `body_dissolved`, `agenda_locked`; `nothing_to_undo`; `agenda_conflict`
/// when somebody
/// changed an item of the batch since; `topic_already_planned` when the topic of a removed item stands elsewhere by now.
pub async fn undo_agenda_commands(call: &Call, id: MeetingId) -> Result<Agenda> {
    let mut refused = None;
    let answer = call
        .write("undo_agenda_commands", async |tx| {
            let found = open(tx, id).await?;
            let principal = tx.actor.principal().ok_or(ErrorCode::Unauthenticated)?;
            let batch = find_undoable(tx.conn(), id, &principal).await?.ok_or(ErrorCode::NothingToUndo)?;
            refused = Some(batch.clone());
            take_back(tx, found, batch).await
        })
        .await;
    match (answer, refused) {
        (Err(error), Some(batch)) if is_final(&error) => {
            set_aside(call, batch).await?;
            Err(error)
        }
        (answer, _) => answer,
    }
}

async fn take_back(tx: &WriteTx, found: Found, batch: agenda_batch::Model) -> Result<Agenda> {
    let id = found.id();
    let inverse: Vec<AgendaCommand> = serde_json::from_str(&batch.inverse)?;
    let before = store::load(tx.conn(), id).await?;
    let mut after = before.clone();
    after.apply_undo(&inverse).map_err(|(index, refusal)| conflict(&before, &inverse, index, refusal))?;
    write(tx, &found, &before, &after, &inverse).await?;
    let seq = batch.seq;
    let mut undone = batch.into_active_model();
    undone.undone_at = Set(Some(tx.now));
    undone.update(tx.conn()).await?;
    rebase_older(tx, id, seq, &inverse, &after).await?;
    let found = store::count_on(tx, found).await?;
    record(tx, &found, json!({ "undone": inverse.len() })).await?;
    draft(tx.conn(), &tx.actor, &found, &after).await
}

/// Whether an undo was refused because of what others did, and would be refused again.
fn is_final(error: &DomainError) -> bool {
    matches!(error, DomainError::Agenda(..) | DomainError::Refused(ErrorCode::TopicAlreadyPlanned))
}

/// Takes a batch that cannot be undone off the undo stack. The refused call has undone its own transaction, so this is
/// another one; it has no key, because nothing is answered under it.
async fn set_aside(call: &Call, batch: agenda_batch::Model) -> Result<()> {
    let call = Call { repeat: None, ..call.clone() };
    call.write("set_aside_agenda_batch", async |tx| {
        open(tx, batch.meeting_id.into()).await?;
        let still = undoable_batches_of(batch.meeting_id.into()).filter(agenda_batch::Column::Id.eq(batch.id));
        if let Some(batch) = still.one(tx.conn()).await? {
            let mut aside = batch.into_active_model();
            aside.undone_at = Set(Some(tx.now));
            aside.update(tx.conn()).await?;
        }
        Ok(())
    })
    .await
}

/// Keeps the older entries that remain on anybody's undo stack usable after the one of number `seq` was undone.
async fn rebase_older(
    tx: &WriteTx,
    id: MeetingId,
    seq: i32,
    undone: &[AgendaCommand],
    tree: &AgendaTree,
) -> Result<()> {
    let rows = undoable_batches_of(id).filter(agenda_batch::Column::Seq.lt(seq)).all(tx.conn()).await?;
    let read = rows.iter().map(|row| serde_json::from_str(&row.inverse)).collect::<Result<_, _>>();
    let mut entries: Vec<Vec<AgendaCommand>> = read?;
    rebase_undo(&mut entries, undone, tree);
    for (row, entry) in rows.into_iter().zip(entries) {
        let text = serde_json::to_string(&entry)?;
        if text != row.inverse {
            let mut change = row.into_active_model();
            change.inverse = Set(text);
            change.update(tx.conn()).await?;
        }
    }
    Ok(())
}
