//! Attendance: one record for each person on each day, not before that day (I-14).

use super::attendance_sheet::{Expected, expected_on, view_of};
use super::query::{Found, days_of, get_locked, get_visible};
use super::recording::{record, record_removal};
use crate::ctx::{Call, WriteTx};
use crate::db::check_version;
use crate::directory;
use crate::error::{DomainError, Result};
use crate::policy::Action;
use crate::words::{of_word, word};
use chrono::NaiveTime;
use obrady_entity::{attendance, meeting_day};
use obrady_types::meetings::{Attendance, AttendanceCreate, AttendancePatch, AttendanceStatus, MeetingState};
use obrady_types::{AttendanceId, ErrorCode, MeetingId};
use sea_orm::{ActiveModelTrait, ConnectionTrait, EntityTrait, IntoActiveModel, Set};
use serde_json::json;
use uuid::Uuid;

/// Whether attendance can be recorded in this state: not of what nobody knows of, was cancelled or has its minutes
/// approved.
pub(super) fn takes_attendance(state: MeetingState) -> bool {
    matches!(
        state,
        MeetingState::Scheduled | MeetingState::AgendaPublished | MeetingState::InProgress | MeetingState::Held
    )
}

/// Reads an attendance record.
///
/// # Errors
/// `not_found`, `unauthenticated`, `forbidden`.
pub async fn get_attendance(call: &Call, id: AttendanceId) -> Result<Attendance> {
    let reader = call.read().await?;
    let row = find(reader.conn(), id).await?;
    let found = get_visible(reader.conn(), &reader.actor, row.meeting_id.into()).await?;
    reader.require(Action::ReadMemberships, &found.scope())?;
    view_of(reader.conn(), row).await
}

/// Records somebody's attendance on a day.
///
/// # Errors
/// `not_found`, `unauthenticated`, `forbidden`; `meeting_state` for a draft, and when the meeting was cancelled or its
/// minutes are approved; `too_early` before the day; `validation_failed` for a day of another meeting, somebody
/// unknown, a substitute for somebody who is not expected, and for times that do not fit the status; `already_exists`
/// when there is a record of the person on that day, or somebody else sits on the seat.
pub async fn create_attendance(call: &Call, id: MeetingId, input: AttendanceCreate) -> Result<Attendance> {
    call.write("create_attendance", async |tx| {
        let found = open(tx, id).await?;
        let day = day_of(tx, &found, input.day_id.into()).await?;
        let person = directory::find_person(tx.conn(), input.person_id).await?;
        person
            .filter(|person| person.region_id == found.meeting.region_id)
            .ok_or_else(|| DomainError::field("/person_id", "invalid"))?;
        let row = insert(tx, &found, &day, &input).await?;
        view_of(tx.conn(), row).await
    })
    .await
}

/// Writes an attendance record.
pub(super) async fn insert(
    tx: &WriteTx,
    found: &Found,
    day: &meeting_day::Model,
    input: &AttendanceCreate,
) -> Result<attendance::Model> {
    let expected = expected_on(tx.conn(), &found.body, day.date).await?;
    let substituted = input.substitutes_for_id.map(Uuid::from);
    let place = place(input.person_id.into(), substituted, input.seat_id.map(Uuid::from), &expected)?;
    let institution_id = match input.institution_id {
        Some(institution) => {
            let known = directory::find_institution(tx.conn(), institution).await?;
            Some(known.ok_or_else(|| DomainError::field("/institution_id", "invalid"))?.id)
        }
        None => place.as_ref().and_then(|place| place.institution_id),
    };
    check_times(input.status, input.arrived_at, input.left_at)?;
    let mode = input.mode.as_ref().map(word).transpose()?;
    let row = attendance::ActiveModel {
        id: Set(tx.new_id()),
        meeting_id: Set(found.meeting.id),
        day_id: Set(day.id),
        person_id: Set(input.person_id.into()),
        institution_id: Set(institution_id),
        seat_id: Set(place.and_then(|place| place.seat_id)),
        status: Set(word(&input.status)?),
        arrived_at: Set(input.arrived_at),
        left_at: Set(input.left_at),
        substitutes_for_id: Set(input.substitutes_for_id.map(Into::into)),
        mode: Set(mode.unwrap_or_else(|| if found.meeting.mode == "online" { "online" } else { "in_person" }.into())),
        signed_at: Set(input.signed.then_some(tx.now)),
        recorded_at: Set(tx.now),
        version: Set(1),
    };
    let row = row.insert(tx.conn()).await?;
    let detail = json!({ "day": day.date, "person_id": row.person_id, "status": row.status });
    record(tx, found, ("attendance.created", "attendance"), (row.id, 1), detail).await?;
    Ok(row)
}

/// Changes an attendance record of the given version.
///
/// # Errors
/// `not_found`, `unauthenticated`, `forbidden`, `stale_version`, `meeting_state`; `validation_failed` for times that do
/// not fit the status, and for a substitute for somebody who is not expected; `already_exists` when somebody else sits
/// on the seat.
pub async fn update_attendance(
    call: &Call,
    id: AttendanceId,
    version: i32,
    patch: AttendancePatch,
) -> Result<Attendance> {
    call.write("update_attendance", async |tx| {
        let (found, row) = open_record(tx, id).await?;
        check_version(row.version, version)?;
        let status = match patch.status {
            Some(status) => status,
            None => of_word(&row.status)?,
        };
        // What was typed for another status does not fit any more; what is sent now has to.
        let timed = |fits: bool, before: Option<NaiveTime>| before.filter(|_| fits || patch.status.is_none());
        let may_be_late = matches!(status, AttendanceStatus::Late | AttendanceStatus::LeftEarly);
        let arrived_at = patch.arrived_at.apply(timed(may_be_late, row.arrived_at));
        let left_at = patch.left_at.apply(timed(status == AttendanceStatus::LeftEarly, row.left_at));
        check_times(status, arrived_at, left_at)?;
        let signed_at = match patch.signed {
            Some(true) => row.signed_at.or(Some(tx.now)),
            Some(false) => None,
            None => row.signed_at,
        };
        let substituted =
            patch.substitutes_for_id.clone().apply(row.substitutes_for_id.map(Into::into)).map(Uuid::from);
        let moved = substituted != row.substitutes_for_id;
        let place = if moved { seat_of(tx, &found, &row, substituted).await? } else { None };
        let mut change = row.into_active_model();
        if moved {
            change.substitutes_for_id = Set(substituted);
            change.seat_id = Set(place.as_ref().and_then(|place| place.seat_id));
            change.institution_id = Set(place.and_then(|place| place.institution_id));
        }
        change.status = Set(word(&status)?);
        change.arrived_at = Set(arrived_at);
        change.left_at = Set(left_at);
        if let Some(mode) = &patch.mode {
            change.mode = Set(word(mode)?);
        }
        change.signed_at = Set(signed_at);
        change.recorded_at = Set(tx.now);
        change.version = Set(version + 1);
        let row = change.update(tx.conn()).await?;
        let detail = json!({ "person_id": row.person_id, "status": row.status });
        record(tx, &found, ("attendance.updated", "attendance"), (row.id, row.version), detail).await?;
        view_of(tx.conn(), row).await
    })
    .await
}

/// Removes an attendance record of the given version: it was entered by mistake.
///
/// # Errors
/// `not_found`, `unauthenticated`, `forbidden`, `stale_version`, `meeting_state`.
pub async fn delete_attendance(call: &Call, id: AttendanceId, version: i32) -> Result<()> {
    call.write("delete_attendance", async |tx| {
        let (found, row) = open_record(tx, id).await?;
        check_version(row.version, version)?;
        attendance::Entity::delete_by_id(row.id).exec(tx.conn()).await?;
        record_removal(tx, &found, ("attendance.deleted", "attendance"), (row.id, version + 1)).await
    })
    .await
}

async fn find<C: ConnectionTrait>(conn: &C, id: AttendanceId) -> Result<attendance::Model> {
    attendance::Entity::find_by_id(Uuid::from(id)).one(conn).await?.ok_or(DomainError::NotFound)
}

async fn open(tx: &WriteTx, id: MeetingId) -> Result<Found> {
    let found = get_locked(tx.conn(), &tx.actor, id).await?;
    tx.require(Action::RecordMeeting, &found.scope())?;
    if takes_attendance(found.state()?) { Ok(found) } else { Err(ErrorCode::MeetingState.into()) }
}

async fn open_record(tx: &WriteTx, id: AttendanceId) -> Result<(Found, attendance::Model)> {
    tx.actor.refuse_anonymous()?;
    let found = open(tx, find(tx.conn(), id).await?.meeting_id.into()).await?;
    // Read again: the meeting is locked now.
    Ok((found, find(tx.conn(), id).await?))
}

async fn day_of(tx: &WriteTx, found: &Found, id: Uuid) -> Result<meeting_day::Model> {
    let day = days_of(tx.conn(), [found.meeting.id]).await?.into_iter().find(|day| day.id == id);
    let day = day.ok_or_else(|| DomainError::field("/day_id", "invalid"))?;
    if tx.ctx.date_of(tx.now_after_lock()) < day.date {
        return Err(DomainError::refused_field(ErrorCode::TooEarly, "/day_id", "too_early"));
    }
    Ok(day)
}

/// The seat or membership that somebody comes by: the one named, that of the person whose place they take, their own.
fn place(
    person: Uuid,
    substituted: Option<Uuid>,
    seat: Option<Uuid>,
    expected: &[Expected],
) -> Result<Option<Expected>> {
    let of = |person: Uuid| expected.iter().find(|one| one.person_id == Some(person)).cloned();
    if substituted == Some(person) {
        return Err(DomainError::field("/substitutes_for_id", "invalid"));
    }
    let substituted = match substituted {
        Some(person) => Some(of(person).ok_or_else(|| DomainError::field("/substitutes_for_id", "invalid"))?),
        None => None,
    };
    let own = substituted.or_else(|| of(person));
    let Some(seat) = seat else { return Ok(own) };
    let named = expected.iter().find(|one| one.seat_id == Some(seat)).cloned();
    let named = named.ok_or_else(|| DomainError::field("/seat_id", "invalid"))?;
    // A seat is taken by its holder or by somebody in the holder's place.
    if own.is_some_and(|own| own.seat_id == Some(seat)) {
        Ok(Some(named))
    } else {
        Err(DomainError::field("/seat_id", "invalid"))
    }
}

/// The seat or membership that somebody who was recorded comes by, in the place of somebody else.
async fn seat_of(
    tx: &WriteTx,
    found: &Found,
    row: &attendance::Model,
    substituted: Option<Uuid>,
) -> Result<Option<Expected>> {
    let days = days_of(tx.conn(), [found.meeting.id]).await?;
    let date = days.into_iter().find(|day| day.id == row.day_id).map_or(found.meeting.first_date, |day| day.date);
    place(row.person_id, substituted, None, &expected_on(tx.conn(), &found.body, date).await?)
}

/// Times fit the status: who is late arrived at a time, who left early left at a time, and after arriving.
fn check_times(status: AttendanceStatus, arrived: Option<NaiveTime>, left: Option<NaiveTime>) -> Result<()> {
    let wrong = |pointer, code| Err(DomainError::field(pointer, code));
    match status {
        AttendanceStatus::Late if arrived.is_none() => wrong("/arrived_at", "required"),
        AttendanceStatus::LeftEarly if left.is_none() => wrong("/left_at", "required"),
        AttendanceStatus::Present | AttendanceStatus::Absent | AttendanceStatus::Excused if arrived.is_some() => {
            wrong("/arrived_at", "invalid")
        }
        _ if status != AttendanceStatus::LeftEarly && left.is_some() => wrong("/left_at", "invalid"),
        _ => match (arrived, left) {
            (Some(arrived), Some(left)) if left <= arrived => wrong("/left_at", "out_of_range"),
            _ => Ok(()),
        },
    }
}
