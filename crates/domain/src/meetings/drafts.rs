//! Meetings: making, reading and changing them.

use super::query::{Found, MeetingFilter, get_locked, get_visible, meetings_visible_to};
use super::{days, view};
use crate::ctx::{Call, WriteTx};
use crate::db::check_version;
use crate::error::Result;
use crate::events::Change;
use crate::groups;
use crate::paging::{self, Key, Sorting};
use crate::policy::{Action, scope_of};
use crate::words::word;
use obrady_entity::meeting::{self, Column};
use obrady_types::meetings::{Meeting, MeetingCreate, MeetingDayInput, MeetingPatch, MeetingState};
use obrady_types::{BodyId, ErrorCode, MeetingId, Page, PageQuery, RegionId};
use sea_orm::{ActiveModelTrait, ColumnTrait, IntoActiveModel, QueryFilter, Set};
use serde_json::json;
use uuid::Uuid;

/// Lists meetings that the caller may know of, by date.
///
/// # Errors
/// `invalid_query` and `invalid_cursor` for wrong paging.
pub async fn list_meetings(call: &Call, filter: &MeetingFilter, page: &PageQuery) -> Result<Page<Meeting>> {
    let reader = call.read().await?;
    let mut select = meetings_visible_to(&reader.actor);
    if let Some(body) = filter.body_id {
        select = select.filter(Column::BodyId.eq(Uuid::from(body)));
    }
    if let Some(region) = filter.region_id {
        select = select.filter(Column::RegionId.eq(Uuid::from(region)));
    }
    if let Some(state) = &filter.state {
        select = select.filter(Column::State.eq(word(state)?));
    }
    if let Some(from) = filter.from {
        select = select.filter(Column::LastDate.gte(from));
    }
    if let Some(to) = filter.to {
        select = select.filter(Column::FirstDate.lte(to));
    }
    let sorting = Sorting::<meeting::Entity> {
        columns: &[Column::FirstDate, Column::Id],
        descending: false,
        key: |row| vec![Key::Date(row.first_date), Key::Id(row.id)],
    };
    let rows = paging::page(&reader.ctx, reader.conn(), select, &sorting, page, &("meetings", filter)).await?;
    let items = view::meetings(reader.conn(), &reader.actor, rows.items).await?;
    Ok(Page { items, next: rows.next, total: rows.total })
}

/// Reads a meeting.
///
/// # Errors
/// `not_found`, also for a draft that the caller may not know of.
pub async fn get_meeting(call: &Call, id: MeetingId) -> Result<Meeting> {
    let reader = call.read().await?;
    let found = get_visible(reader.conn(), &reader.actor, id).await?;
    view::meeting(reader.conn(), &reader.actor, found).await
}

/// Makes a meeting, a draft.
///
/// # Errors
/// `unauthenticated`, `forbidden`, `body_dissolved`; `validation_failed` for an unknown body or dates that do not
/// ascend (I-12).
pub async fn create_meeting(call: &Call, input: MeetingCreate) -> Result<Meeting> {
    call.write("create_meeting", async |tx| {
        tx.actor.refuse_anonymous()?;
        let body = match groups::get_body_row_locked(tx.conn(), input.body_id).await {
            Err(crate::error::DomainError::NotFound) => {
                return Err(crate::error::DomainError::field("/body_id", "invalid"));
            }
            other => other?,
        };
        tx.require(Action::EditMeeting, &scope_of(&body))?;
        groups::ensure_accepts_new(&body)?;
        days::check_new(&input.days)?;
        days::check_order(&input.days)?;
        let id = insert(tx, RegionId(body.region_id), &input).await?;
        let found = get_visible(tx.conn(), &tx.actor, id).await?;
        view::meeting(tx.conn(), &tx.actor, found).await
    })
    .await
}

/// Writes a draft with its days.
pub(super) async fn insert(tx: &WriteTx, region_id: RegionId, input: &MeetingCreate) -> Result<MeetingId> {
    let id = MeetingId(tx.new_id());
    let (first_date, last_date) = days::span(&input.days)?;
    let row = meeting::ActiveModel {
        id: Set(id.into()),
        region_id: Set(region_id.into()),
        body_id: Set(input.body_id.into()),
        title: Set(input.title.trim().to_owned()),
        ordinal: Set(None),
        state: Set(word(&MeetingState::Draft)?),
        mode: Set(word(&input.mode)?),
        venue: Set(input.venue.as_ref().map(|venue| venue.trim().to_owned())),
        first_date: Set(first_date),
        last_date: Set(last_date),
        agenda_version: Set(1),
        agenda_release: Set(None),
        agenda_published_at: Set(None),
        announced_at: Set(None),
        synthetic: Set(false),
        version: Set(1),
    };
    row.insert(tx.conn()).await?;
    for day in &input.days {
        days::insert(tx, id, day).await?;
    }
    let change = Change::of("meeting.created", "meeting", id, 1).in_region(region_id).in_body(input.body_id);
    tx.record(change.with(json!({ "title": input.title.trim(), "from": first_date, "to": last_date }))).await?;
    Ok(id)
}

/// Changes a meeting of the given version. A day that is left out goes away, if neither the draft nor the last
/// release has items on it.
///
/// # Errors
/// `not_found`, `unauthenticated`, `forbidden`, `stale_version`, `body_dissolved`; `meeting_state` when it is over or
/// cancelled; `meeting_days` when the draft or the last release has items on a removed day; `validation_failed` for dates that do not ascend (I-12).
pub async fn update_meeting(call: &Call, id: MeetingId, version: i32, patch: MeetingPatch) -> Result<Meeting> {
    call.write("update_meeting", async |tx| {
        let found = editable(tx, id).await?;
        check_version(found.meeting.version, version)?;
        let mut change = found.meeting.clone().into_active_model();
        if let Some(title) = patch.title.value() {
            change.title = Set(title.trim().to_owned());
        }
        if let Some(mode) = &patch.mode {
            change.mode = Set(word(mode)?);
        }
        change.venue = Set(patch.venue.apply(found.meeting.venue.clone()).map(|venue| venue.trim().to_owned()));
        if let Some(days) = &patch.days {
            set_days(tx, &found.meeting, &mut change, days).await?;
        }
        change.version = Set(version + 1);
        let meeting = change.update(tx.conn()).await?;
        record(tx, "meeting.updated", &meeting).await?;
        view::meeting(tx.conn(), &tx.actor, Found { meeting, body: found.body }).await
    })
    .await
}

/// Replaces a meeting's days and what its row says of them.
pub(super) async fn set_days(
    tx: &WriteTx,
    row: &meeting::Model,
    change: &mut meeting::ActiveModel,
    days: &[MeetingDayInput],
) -> Result<()> {
    days::check_order(days)?;
    let (first, last) = days::span(days)?;
    let before = super::query::days_of(tx.conn(), [row.id]).await?;
    days::replace(tx, row, &before, days).await?;
    change.first_date = Set(first);
    change.last_date = Set(last);
    // What stands on the agenda is shown on other days now.
    change.agenda_version = Set(row.agenda_version + 1);
    Ok(())
}

/// A meeting that the actor may edit, in a state in which that is possible, of a body that still meets (I-11).
pub(super) async fn editable(tx: &WriteTx, id: MeetingId) -> Result<Found> {
    let found = endable(tx, id).await?;
    groups::ensure_accepts_new(&found.body)?;
    Ok(found)
}

/// The same whatever became of the body: what is left of a dissolved one can still be cancelled or removed.
pub(super) async fn endable(tx: &WriteTx, id: MeetingId) -> Result<Found> {
    let found = get_locked(tx.conn(), &tx.actor, id).await?;
    tx.require(Action::EditMeeting, &found.scope())?;
    if view::is_open(found.state()?) { Ok(found) } else { Err(ErrorCode::MeetingState.into()) }
}

/// Records a change of a meeting.
pub(super) async fn record(tx: &WriteTx, action: &'static str, row: &meeting::Model) -> Result<()> {
    let event = Change::of(action, "meeting", row.id, row.version);
    let event = event.in_region(RegionId(row.region_id)).in_body(BodyId(row.body_id));
    tx.record(event.with(json!({ "state": row.state, "from": row.first_date, "to": row.last_date }))).await
}
