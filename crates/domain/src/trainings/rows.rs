//! What rows of trainings and editions hold: searchable texts, links, days, trainers, instants.

use super::query::active_of;
use super::seed::lines;
use crate::ctx::WriteTx;
use crate::error::{DomainError, Result};
use crate::polish::fold;
use chrono::{DateTime, NaiveDate, NaiveTime, TimeZone, Utc};
use chrono_tz::Tz;
use obrady_entity::{adviser, edition_day, practice_model, trainer_assignment, training_attendance, training_model};
use obrady_types::trainings::{EditionDayInput, TrainerInput};
use obrady_types::{ErrorCode, PracticeModelId, RegionId};
use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, QueryFilter, Set};
use std::collections::BTreeSet;
use uuid::Uuid;

/// What searching a training compares: its title and its topics.
pub(super) fn training_search(title: &str, topics: &str) -> Result<String> {
    let topics: Vec<String> = serde_json::from_str(topics)?;
    Ok(fold(&format!("{title}\n{}", topics.join("\n"))))
}

/// What searching by audience compares.
pub(super) fn audience_search(audiences: &str) -> Result<String> {
    let audiences: Vec<String> = serde_json::from_str(audiences)?;
    Ok(fold(&audiences.join("\n")))
}

/// Replaces the models that a training passes on.
pub(super) async fn link_models(
    tx: &WriteTx,
    region_id: RegionId,
    training: Uuid,
    models: &[PracticeModelId],
) -> Result<()> {
    training_model::Entity::delete_many()
        .filter(training_model::Column::TrainingId.eq(training))
        .exec(tx.conn())
        .await?;
    let known = practice_model::Entity::find()
        .filter(practice_model::Column::Id.is_in(models.iter().copied().map(Uuid::from)))
        .filter(practice_model::Column::RegionId.eq(Uuid::from(region_id)))
        .all(tx.conn())
        .await?;
    let known: BTreeSet<Uuid> = known.into_iter().map(|row| row.id).collect();
    let mut linked = BTreeSet::new();
    for (index, model) in models.iter().copied().map(Uuid::from).enumerate() {
        if !known.contains(&model) || !linked.insert(model) {
            return Err(DomainError::field(&format!("/practice_model_ids/{index}"), "invalid"));
        }
        let link = training_model::ActiveModel {
            training_id: Set(training),
            model_id: Set(model),
            position: Set(place(index)),
        };
        link.insert(tx.conn()).await?;
    }
    Ok(())
}

fn place(index: usize) -> i32 {
    i32::try_from(index + 1).unwrap_or(i32::MAX)
}

/// When an edition takes place.
pub(super) struct Span {
    pub(super) first_date: NaiveDate,
    pub(super) last_date: NaiveDate,
    pub(super) starts_at: DateTime<Utc>,
    pub(super) ends_at: DateTime<Utc>,
}

/// Checks that days ascend and end after they begin, and says when they are.
pub(super) fn span(zone: Tz, days: &[EditionDayInput]) -> Result<Span> {
    for (index, day) in days.iter().enumerate() {
        if day.ends_at <= day.starts_at {
            return Err(DomainError::field(&format!("/days/{index}/ends_at"), "out_of_range"));
        }
    }
    for (index, pair) in days.windows(2).enumerate() {
        if let [before, after] = pair
            && after.date <= before.date
        {
            return Err(DomainError::field(&format!("/days/{}/date", index + 1), "out_of_range"));
        }
    }
    let (Some(first), Some(last)) = (days.first(), days.last()) else {
        return Err(DomainError::field("/days", "required"));
    };
    Ok(Span {
        first_date: first.date,
        last_date: last.date,
        starts_at: instant(zone, first.date, first.starts_at),
        ends_at: instant(zone, last.date, last.ends_at),
    })
}

/// The instant of a wall-clock time: in the doubled hour of autumn the earlier one, in the lost hour of spring an hour
/// later.
fn instant(zone: Tz, date: NaiveDate, time: NaiveTime) -> DateTime<Utc> {
    let local = date.and_time(time);
    let at = zone.from_local_datetime(&local).earliest();
    let at = at.or_else(|| zone.from_local_datetime(&(local + chrono::Duration::hours(1))).earliest());
    at.map_or_else(|| Utc.from_utc_datetime(&local), |at| at.with_timezone(&Utc))
}

/// Registration opens before it closes, and closes by the start.
pub(super) fn check_window(opens: DateTime<Utc>, closes: DateTime<Utc>, starts: DateTime<Utc>) -> Result<()> {
    if closes <= opens || closes > starts {
        return Err(DomainError::field("/registration_closes_at", "out_of_range"));
    }
    Ok(())
}

/// Replaces the days of an edition; only before it begins, so that no attendance is recorded for them.
pub(super) async fn set_days(tx: &WriteTx, edition: Uuid, days: &[EditionDayInput]) -> Result<()> {
    let before = super::query::days_of(tx.conn(), [edition]).await?;
    let ids: Vec<Uuid> = before.iter().map(|row| row.id).collect();
    training_attendance::Entity::delete_many()
        .filter(training_attendance::Column::DayId.is_in(ids))
        .exec(tx.conn())
        .await?;
    edition_day::Entity::delete_many().filter(edition_day::Column::EditionId.eq(edition)).exec(tx.conn()).await?;
    for day in days {
        let row = edition_day::ActiveModel {
            id: Set(tx.new_id()),
            edition_id: Set(edition),
            date: Set(day.date),
            starts_at: Set(day.starts_at),
            ends_at: Set(day.ends_at),
            time_zone: Set(tx.ctx.time_zone.name().to_owned()),
        };
        row.insert(tx.conn()).await?;
    }
    Ok(())
}

/// Replaces who leads an edition. Who takes part in it cannot lead it (I-29).
pub(super) async fn set_trainers(
    tx: &WriteTx,
    region_id: RegionId,
    edition: Uuid,
    trainers: &[TrainerInput],
) -> Result<()> {
    use trainer_assignment::Column;
    trainer_assignment::Entity::delete_many().filter(Column::EditionId.eq(edition)).exec(tx.conn()).await?;
    let mut named = BTreeSet::new();
    for (index, trainer) in trainers.iter().enumerate() {
        let pointer = format!("/trainers/{index}/adviser_id");
        let row = adviser::Entity::find_by_id(Uuid::from(trainer.adviser_id)).one(tx.conn()).await?;
        let row = row.filter(|row| RegionId(row.region_id) == region_id && named.insert(row.id));
        let row = row.ok_or_else(|| DomainError::field(&pointer, "invalid"))?;
        if !active_of(tx.conn(), [edition], row.person_id).await?.is_empty() {
            return Err(DomainError::refused_field(ErrorCode::OwnEdition, &pointer, "invalid"));
        }
        let assignment = trainer_assignment::ActiveModel {
            edition_id: Set(edition),
            adviser_id: Set(row.id),
            position: Set(place(index)),
            blocks: Set(lines(&trainer.blocks)?),
        };
        assignment.insert(tx.conn()).await?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(date: &str, from: &str, to: &str) -> EditionDayInput {
        let time = |text: &str| text.parse().unwrap();
        EditionDayInput { date: date.parse().unwrap(), starts_at: time(from), ends_at: time(to) }
    }

    #[test]
    fn days_ascend_and_have_instants_in_warsaw() {
        let zone = chrono_tz::Europe::Warsaw;
        let days = [day("2027-03-27", "09:00:00", "15:30:00"), day("2027-03-28", "02:30:00", "12:00:00")];
        let found = span(zone, &days).unwrap();
        assert_eq!(found.starts_at.to_rfc3339(), "2027-03-27T08:00:00+00:00");
        assert_eq!(found.ends_at.to_rfc3339(), "2027-03-28T10:00:00+00:00");
        assert_eq!((found.first_date, found.last_date), (days[0].date, days[1].date));
        assert_eq!(instant(zone, days[1].date, days[1].starts_at).to_rfc3339(), "2027-03-28T01:30:00+00:00");
        for wrong in [
            vec![],
            vec![day("2027-03-27", "09:00:00", "09:00:00")],
            vec![days[1].clone(), days[0].clone()],
            vec![days[0].clone(), days[0].clone()],
        ] {
            assert!(span(zone, &wrong).is_err());
        }
    }

    #[test]
    fn registration_closes_after_it_opens_and_by_the_start() {
        let at = |hour| Utc.with_ymd_and_hms(2027, 1, 1, hour, 0, 0).unwrap();
        assert!(check_window(at(1), at(2), at(2)).is_ok());
        assert!(check_window(at(2), at(2), at(3)).is_err() && check_window(at(1), at(3), at(2)).is_err());
    }
}
