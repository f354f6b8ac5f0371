//! Steps in the life of a meeting: draft → scheduled, cancelled, gone.

use super::drafts::{editable, endable, record};
use super::query::{Found, items_of, open_meetings_after};
use super::view;
use crate::ctx::{Call, WriteTx};
use crate::db::{check_version, lock_row};
use crate::error::Result;
use crate::events::Change;
use crate::groups;
use crate::words::word;
use chrono::NaiveDate;
use obrady_entity::{agenda_batch, agenda_item, body, meeting, meeting_day};
use obrady_types::meetings::{AgendaItemState, Meeting, MeetingState};
use obrady_types::{BodyId, ErrorCode, MeetingId, RegionId};
use sea_orm::sea_query::Expr;
use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, Set};
use uuid::Uuid;

/// Makes the dates of a draft of the given version public.
///
/// # Errors
/// `not_found`, `unauthenticated`, `forbidden`, `stale_version`, `body_dissolved`; `meeting_state` when it is no draft.
pub async fn schedule_meeting(call: &Call, id: MeetingId, version: i32) -> Result<Meeting> {
    call.write("schedule_meeting", async |tx| {
        let found = editable(tx, id).await?;
        if found.state()? != MeetingState::Draft {
            return Err(ErrorCode::MeetingState.into());
        }
        check_version(found.meeting.version, version)?;
        let found = set_state(tx, found, MeetingState::Scheduled, "meeting.scheduled").await?;
        view::meeting(tx.conn(), &tx.actor, found).await
    })
    .await
}

/// Cancels a meeting of the given version: its open items are withdrawn, their topics return to the backlog. A draft
/// that was never announced stays unknown to outsiders.
///
/// # Errors
/// `not_found`, `unauthenticated`, `forbidden`, `stale_version`; `meeting_state` when it has begun.
pub async fn cancel_meeting(call: &Call, id: MeetingId, version: i32) -> Result<Meeting> {
    call.write("cancel_meeting", async |tx| {
        let found = endable(tx, id).await?;
        check_version(found.meeting.version, version)?;
        let found = cancel(tx, found).await?;
        view::meeting(tx.conn(), &tx.actor, found).await
    })
    .await
}

async fn cancel(tx: &WriteTx, found: Found) -> Result<Found> {
    let id = found.id();
    release_topics(tx, id).await?;
    agenda_item::Entity::update_many()
        .col_expr(agenda_item::Column::State, Expr::value(word(&AgendaItemState::Withdrawn)?))
        .filter(agenda_item::Column::MeetingId.eq(Uuid::from(id)))
        .filter(agenda_item::Column::State.eq(word(&AgendaItemState::Scheduled)?))
        .exec(tx.conn())
        .await?;
    set_state(tx, found, MeetingState::Cancelled, "meeting.cancelled").await
}

/// Cancels what a body would still have met for after its last day (I-11). What began by then stays as it is, since
/// it may have taken place.
pub(crate) async fn cancel_meetings_of_dissolved_body(
    tx: &WriteTx,
    body: &body::Model,
    last_day: NaiveDate,
) -> Result<()> {
    for id in open_meetings_after(tx.conn(), body.id.into(), last_day).await? {
        let meeting = lock_row::<meeting::Entity>(tx.conn(), id).await?;
        let found = Found { meeting, body: body.clone() };
        // Read again: somebody may have cancelled it or moved it to an earlier day.
        if view::is_open(found.state()?) && found.meeting.first_date > last_day {
            cancel(tx, found).await?;
        }
    }
    Ok(())
}

/// Removes a draft of the given version; its topics return to the backlog.
///
/// # Errors
/// `not_found`, `unauthenticated`, `forbidden`, `stale_version`; `meeting_state` when it is no draft any more.
pub async fn delete_meeting(call: &Call, id: MeetingId, version: i32) -> Result<()> {
    call.write("delete_meeting", async |tx| {
        let found = endable(tx, id).await?;
        if found.state()? != MeetingState::Draft {
            return Err(ErrorCode::MeetingState.into());
        }
        check_version(found.meeting.version, version)?;
        release_topics(tx, id).await?;
        let row = found.meeting;
        let conn = tx.conn();
        agenda_batch::Entity::delete_many().filter(agenda_batch::Column::MeetingId.eq(row.id)).exec(conn).await?;
        agenda_item::Entity::delete_many().filter(agenda_item::Column::MeetingId.eq(row.id)).exec(conn).await?;
        meeting_day::Entity::delete_many().filter(meeting_day::Column::MeetingId.eq(row.id)).exec(conn).await?;
        meeting::Entity::delete_by_id(row.id).exec(conn).await?;
        let event = Change::of("meeting.deleted", "meeting", id, version + 1).removed();
        tx.record(event.in_region(RegionId(row.region_id)).in_body(BodyId(row.body_id))).await
    })
    .await
}

pub(super) async fn set_state(tx: &WriteTx, found: Found, state: MeetingState, action: &'static str) -> Result<Found> {
    let version = found.meeting.version + 1;
    let mut change = found.meeting.into_active_model();
    change.state = Set(word(&state)?);
    if state == MeetingState::Scheduled {
        change.announced_at = Set(Some(tx.now));
    }
    change.version = Set(version);
    let meeting = change.update(tx.conn()).await?;
    record(tx, action, &meeting).await?;
    Ok(Found { meeting, body: found.body })
}

async fn release_topics(tx: &WriteTx, id: MeetingId) -> Result<()> {
    let scheduled = word(&AgendaItemState::Scheduled)?;
    let items = items_of(tx.conn(), id).await?;
    let topics: Vec<Uuid> =
        items.into_iter().filter(|item| item.state == scheduled).filter_map(|item| item.topic_id).collect();
    groups::release_topics(tx, &topics).await
}
