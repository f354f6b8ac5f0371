//! Who came on which day; marked by who manages trainings and by who leads the edition.

use super::query::{CONFIRMED, days_of, get_edition_row, leads, lock_edition, manages, marks_of};
use super::states;
use crate::ctx::Call;
use crate::error::{DomainError, Result};
use crate::events::Change;
use crate::policy::Actor;
use crate::words::{of_word, word};
use obrady_entity::{registration, training_attendance, training_edition};
use obrady_types::trainings::{AttendanceMark, AttendanceRecord, EditionState, TrainingAttendanceSheet};
use obrady_types::{ErrorCode, RegionId, TrainingEditionId};
use sea_orm::sea_query::OnConflict;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, Set};
use serde_json::json;
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

/// Reads the attendance list of an edition.
///
/// # Errors
/// `not_found`, `unauthenticated`, `forbidden`.
pub async fn get_training_attendance(call: &Call, id: TrainingEditionId) -> Result<TrainingAttendanceSheet> {
    let reader = call.read().await?;
    reader.actor.refuse_anonymous()?;
    let edition = get_edition_row(reader.conn(), &reader.actor, id).await?;
    require(reader.conn(), &reader.actor, &edition).await?;
    sheet(reader.conn(), &edition).await
}

/// Records marks, each from its day on; a mark replaces the earlier one of the same person and day.
///
/// # Errors
/// `not_found`, `unauthenticated`, `forbidden`; `edition_state` for a draft or a cancelled edition; `day_not_begun`
/// before a day; `validation_failed` for somebody without a place or a day of another edition.
pub async fn record_training_attendance(
    call: &Call,
    id: TrainingEditionId,
    input: AttendanceRecord,
) -> Result<TrainingAttendanceSheet> {
    call.write("record_training_attendance", async |tx| {
        let edition = lock_edition(tx.conn(), &tx.actor, id).await?;
        require(tx.conn(), &tx.actor, &edition).await?;
        let now = tx.now_after_lock();
        if matches!(states::edition(&edition, now), EditionState::Draft | EditionState::Cancelled) {
            return Err(ErrorCode::EditionState.into());
        }
        let days: BTreeMap<Uuid, _> =
            days_of(tx.conn(), [edition.id]).await?.into_iter().map(|day| (day.id, day.date)).collect();
        let people = with_place(tx.conn(), &edition).await?;
        let today = tx.ctx.date_of(now);
        for (index, mark) in input.marks.iter().enumerate() {
            let at = |part: &str| format!("/marks/{index}/{part}");
            let date = days.get(&mark.day_id.into());
            let date = *date.ok_or_else(|| DomainError::field(&at("day_id"), "invalid"))?;
            if !people.contains(&mark.registration_id.into()) {
                return Err(DomainError::field(&at("registration_id"), "invalid"));
            }
            if date > today {
                return Err(DomainError::refused_field(ErrorCode::DayNotBegun, &at("day_id"), "out_of_range"));
            }
            let row = training_attendance::ActiveModel {
                registration_id: Set(mark.registration_id.into()),
                day_id: Set(mark.day_id.into()),
                status: Set(word(&mark.status)?),
                recorded_at: Set(now),
            };
            use training_attendance::Column;
            let replace = OnConflict::columns([Column::RegistrationId, Column::DayId])
                .update_columns([Column::Status, Column::RecordedAt])
                .to_owned();
            training_attendance::Entity::insert(row).on_conflict(replace).exec_without_returning(tx.conn()).await?;
        }
        let event = Change::of("training_edition.attendance_recorded", "training_edition", id, edition.version);
        let event = event.in_region(RegionId(edition.region_id));
        tx.record(event.with(json!({ "marks": input.marks.len() }))).await?;
        sheet(tx.conn(), &edition).await
    })
    .await
}

/// Who manages the region's trainings, and who leads this edition.
async fn require<C: ConnectionTrait>(conn: &C, actor: &Actor, edition: &training_edition::Model) -> Result<()> {
    if manages(actor, edition.region_id) {
        return Ok(());
    }
    match actor.person_id.map(Uuid::from) {
        Some(person) if leads(conn, edition.id, person).await? => Ok(()),
        _ => Err(ErrorCode::Forbidden.into()),
    }
}

async fn with_place<C: ConnectionTrait>(conn: &C, edition: &training_edition::Model) -> Result<BTreeSet<Uuid>> {
    use registration::Column;
    let rows =
        registration::Entity::find().filter(Column::EditionId.eq(edition.id)).filter(Column::State.eq(CONFIRMED));
    Ok(rows.all(conn).await?.into_iter().map(|row| row.id).collect())
}

async fn sheet<C: ConnectionTrait>(conn: &C, edition: &training_edition::Model) -> Result<TrainingAttendanceSheet> {
    let people = with_place(conn, edition).await?;
    let marks = marks_of(conn, people).await?.into_iter().map(|row| {
        Ok(AttendanceMark {
            registration_id: row.registration_id.into(),
            day_id: row.day_id.into(),
            status: of_word(&row.status)?,
        })
    });
    Ok(TrainingAttendanceSheet { edition_id: edition.id.into(), marks: marks.collect::<Result<Vec<_>>>()? })
}
