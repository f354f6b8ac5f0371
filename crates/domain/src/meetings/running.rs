//! A meeting begins, and is held: in_progress → held.

use super::lifecycle::set_state;
use super::query::{Found, get_locked, get_visible, items_of};
use super::view;
use crate::ctx::{Call, WriteTx};
use crate::db::check_version;
use crate::error::{DomainError, Result};
use crate::groups;
use crate::policy::Action;
use crate::words::{of_word, word};
use chrono::{Datelike, NaiveDate};
use obrady_entity::{agenda_item, meeting};
use obrady_types::meetings::{AgendaItemKind, AgendaItemState, Meeting, MeetingState};
use obrady_types::{BodyId, ErrorCode, FieldError, MeetingId};
use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder, Set,
};
use uuid::Uuid;

/// Begins a meeting of the given version whose agenda is published.
///
/// # Errors
/// `not_found`, `unauthenticated`, `forbidden`, `stale_version`; `meeting_state` when its agenda is not published or it
/// has begun; `too_early` before its first day.
pub async fn start_meeting(call: &Call, id: MeetingId, version: i32) -> Result<Meeting> {
    call.write("start_meeting", async |tx| {
        let found = get_locked(tx.conn(), &tx.actor, id).await?;
        tx.require(Action::RecordMeeting, &found.scope())?;
        if found.state()? != MeetingState::AgendaPublished {
            return Err(ErrorCode::MeetingState.into());
        }
        check_version(found.meeting.version, version)?;
        if tx.ctx.date_of(tx.now_after_lock()) < found.meeting.first_date {
            return Err(ErrorCode::TooEarly.into());
        }
        let found = set_state(tx, found, MeetingState::InProgress, "meeting.started").await?;
        view::meeting(tx.conn(), &tx.actor, found).await
    })
    .await
}

/// Marks a meeting of the given version as held. Each item must be done, postponed or withdrawn (I-17); headings and
/// breaks are done with the meeting. It gets the next number of its body and year (I-16).
///
/// # Errors
/// `not_found`, `unauthenticated`, `forbidden`, `stale_version`; `meeting_state` when it is not in progress;
/// `items_open` with a pointer to each open item.
pub async fn hold_meeting(call: &Call, id: MeetingId, version: i32) -> Result<Meeting> {
    call.write("hold_meeting", async |tx| {
        tx.actor.refuse_anonymous()?;
        let body = get_visible(tx.conn(), &tx.actor, id).await?.body;
        // The body first: it gives the numbers, and nobody waits in a circle.
        groups::get_body_row_locked(tx.conn(), body.id.into()).await?;
        let found = get_locked(tx.conn(), &tx.actor, id).await?;
        tx.require(Action::RecordMeeting, &found.scope())?;
        if found.state()? != MeetingState::InProgress {
            return Err(ErrorCode::MeetingState.into());
        }
        check_version(found.meeting.version, version)?;
        close_items(tx, &found).await?;
        let found = number(tx, found).await?;
        let found = set_state(tx, found, MeetingState::Held, "meeting.held").await?;
        view::meeting(tx.conn(), &tx.actor, found).await
    })
    .await
}

/// What the pointer of an open item says.
pub(super) fn open_item(id: Uuid) -> FieldError {
    FieldError { pointer: format!("/agenda-items/{id}"), code: "open".to_owned(), detail: "open".to_owned() }
}

/// Refuses open items; headings and breaks end with the meeting.
async fn close_items(tx: &WriteTx, found: &Found) -> Result<()> {
    let (mut open, mut over) = (Vec::new(), Vec::new());
    for item in items_of(tx.conn(), found.id()).await? {
        if !is_open(&item)? {
            continue;
        }
        match of_word::<AgendaItemKind>(&item.kind)? {
            AgendaItemKind::Section | AgendaItemKind::Break => over.push(item.id),
            _ => open.push(open_item(item.id)),
        }
    }
    if !open.is_empty() {
        return Err(DomainError::RefusedFields(ErrorCode::ItemsOpen, open));
    }
    if over.is_empty() {
        return Ok(());
    }
    use agenda_item::Column;
    agenda_item::Entity::update_many()
        .col_expr(Column::State, Expr::value(word(&AgendaItemState::Done)?))
        .col_expr(Column::EndedAt, Expr::value(tx.now))
        .col_expr(Column::Version, Expr::col(Column::Version).add(1))
        .filter(Column::Id.is_in(over))
        .exec(tx.conn())
        .await?;
    Ok(())
}

/// Whether an item is neither done nor postponed nor withdrawn.
pub(super) fn is_open(item: &agenda_item::Model) -> Result<bool> {
    let state = of_word(&item.state)?;
    Ok(matches!(state, AgendaItemState::Scheduled | AgendaItemState::InProgress))
}

/// Gives a meeting its number, unless it has one.
async fn number(tx: &WriteTx, found: Found) -> Result<Found> {
    if found.meeting.ordinal.is_some() {
        return Ok(found);
    }
    let last = last_ordinal(tx.conn(), found.meeting.body_id.into(), found.meeting.first_date.year()).await?;
    let mut change = found.meeting.into_active_model();
    change.ordinal = Set(Some(last + 1));
    Ok(Found { meeting: change.update(tx.conn()).await?, body: found.body })
}

/// The highest number that a body's meetings of a year have.
async fn last_ordinal<C: ConnectionTrait>(conn: &C, body: BodyId, year: i32) -> Result<i32> {
    use meeting::Column;
    let first = |year| NaiveDate::from_ymd_opt(year, 1, 1).unwrap_or_default();
    let numbered = meeting::Entity::find()
        .filter(Column::BodyId.eq(Uuid::from(body)))
        .filter(Column::FirstDate.gte(first(year)))
        .filter(Column::FirstDate.lt(first(year + 1)))
        .filter(Column::Ordinal.is_not_null())
        .order_by_desc(Column::Ordinal);
    Ok(numbered.one(conn).await?.and_then(|row| row.ordinal).unwrap_or(0))
}
