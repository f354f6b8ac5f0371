//! Who may record what happens at a meeting, when, and who may read it.

use super::query::{Found, get_locked, get_visible, levels_since};
use crate::ctx::WriteTx;
use crate::error::{DomainError, Result};
use crate::events::Change;
use crate::policy::{Action, Actor, Scope, allows};
use obrady_entity::{agenda_item, person};
use obrady_types::meetings::{Confidentiality, MeetingState};
use obrady_types::{AgendaItemId, BodyId, ErrorCode, MeetingId, RegionId};
use sea_orm::{ConnectionTrait, EntityTrait};
use serde_json::Value;
use uuid::Uuid;

/// Whether statements, decisions and the like can be recorded or corrected: from its beginning until its minutes are
/// approved.
pub(super) fn is_recordable(state: MeetingState) -> bool {
    matches!(state, MeetingState::InProgress | MeetingState::Held)
}

/// Whether everybody may read what happened.
pub(super) fn is_over(state: MeetingState) -> bool {
    matches!(state, MeetingState::Held | MeetingState::Closed)
}

/// A meeting that the actor records now, kept from changes by others.
pub(super) async fn recorded(tx: &WriteTx, id: MeetingId) -> Result<Found> {
    let found = get_locked(tx.conn(), &tx.actor, id).await?;
    tx.require(Action::RecordMeeting, &found.scope())?;
    if is_recordable(found.state()?) { Ok(found) } else { Err(ErrorCode::MeetingState.into()) }
}

/// An item of such a meeting.
pub(super) async fn recorded_item(tx: &WriteTx, id: AgendaItemId) -> Result<(Found, agenda_item::Model)> {
    tx.actor.refuse_anonymous()?;
    let found = recorded(tx, find_item(tx.conn(), id).await?.meeting_id.into()).await?;
    // Read again: the meeting is locked now.
    Ok((found, find_item(tx.conn(), id).await?))
}

/// Refuses to take something away that everybody may have read already.
pub(super) fn refuse_over(found: &Found) -> Result<()> {
    if is_over(found.state()?) { Err(ErrorCode::MeetingState.into()) } else { Ok(()) }
}

/// An item whose proceedings the actor may read: those who read drafts always, everyone else once the meeting is over
/// and as far as the item is public.
pub(super) async fn readable_item<C: ConnectionTrait>(conn: &C, actor: &Actor, id: AgendaItemId) -> Result<Found> {
    let item = find_item(conn, id).await?;
    let found = get_visible(conn, actor, item.meeting_id.into()).await?;
    let known = found.reads_drafts(actor) || (is_over(found.state()?) && is_public(conn, &found, id).await?);
    if known { Ok(found) } else { Err(DomainError::NotFound) }
}

/// Whether an item is open to everybody, by the draft and by every release that has it.
pub(super) async fn is_public<C: ConnectionTrait>(conn: &C, found: &Found, id: AgendaItemId) -> Result<bool> {
    let levels = levels_since(conn, found.id(), 0).await?;
    Ok(levels.get(&id).is_none_or(|level| *level == Confidentiality::Public))
}

async fn find_item<C: ConnectionTrait>(conn: &C, id: AgendaItemId) -> Result<agenda_item::Model> {
    agenda_item::Entity::find_by_id(Uuid::from(id)).one(conn).await?.ok_or(DomainError::NotFound)
}

/// Whether the actor may know who somebody is: people of public functions, and everybody within a body.
pub(super) fn knows(actor: &Actor, person: &person::Model, scope: &Scope) -> bool {
    person.is_public_function
        || allows(actor, Action::ReadMemberships, scope)
        || allows(actor, Action::ReadDirectory, &Scope::region(person.region_id))
}

/// First and last name.
pub(super) fn full_name(person: &person::Model) -> String {
    format!("{} {}", person.first_name, person.last_name)
}

/// Records a change within a meeting.
pub(super) async fn record(
    tx: &WriteTx,
    found: &Found,
    (action, object): (&'static str, &'static str),
    (id, version): (Uuid, i32),
    detail: Value,
) -> Result<()> {
    let change = Change::of(action, object, id, version).in_region(RegionId(found.meeting.region_id));
    tx.record(change.in_body(BodyId(found.meeting.body_id)).with(detail)).await
}

/// Records that something within a meeting is gone.
pub(super) async fn record_removal(
    tx: &WriteTx,
    found: &Found,
    (action, object): (&'static str, &'static str),
    (id, version): (Uuid, i32),
) -> Result<()> {
    let change = Change::of(action, object, id, version).in_region(RegionId(found.meeting.region_id));
    tx.record(change.in_body(BodyId(found.meeting.body_id)).removed()).await
}
