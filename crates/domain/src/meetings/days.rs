//! Days of a meeting: their order (I-12), and how local time relates to UTC on them.

use super::query::find_release;
use crate::ctx::WriteTx;
use crate::error::{DomainError, Result};
use chrono::{DateTime, Duration, NaiveDate, NaiveTime, Offset, TimeZone, Utc};
use chrono_tz::Tz;
use obrady_entity::{agenda_item, meeting, meeting_day};
use obrady_types::meetings::{AgendaItem, MeetingDay, MeetingDayInput, ZoneTransition};
use obrady_types::{ErrorCode, MeetingId};
use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, Set};
use std::collections::BTreeSet;
use uuid::Uuid;

/// Refuses dates that do not ascend strictly, naming the first that does not.
pub(super) fn check_order(days: &[MeetingDayInput]) -> Result<()> {
    for (index, pair) in days.windows(2).enumerate() {
        if let [before, after] = pair
            && after.date <= before.date
        {
            return Err(DomainError::field(&format!("/days/{}/date", index + 1), "out_of_range"));
        }
    }
    Ok(())
}

/// A new meeting keeps no day of another one.
pub(super) fn check_new(days: &[MeetingDayInput]) -> Result<()> {
    match days.iter().position(|day| day.id.is_some()) {
        Some(index) => Err(DomainError::field(&format!("/days/{index}/id"), "invalid")),
        None => Ok(()),
    }
}

/// First and last date.
pub(super) fn span(days: &[MeetingDayInput]) -> Result<(NaiveDate, NaiveDate)> {
    match (days.first(), days.last()) {
        (Some(first), Some(last)) => Ok((first.date, last.date)),
        _ => Err(DomainError::field("/days", "required")),
    }
}

/// Writes a day.
pub(super) async fn insert(tx: &WriteTx, meeting: MeetingId, day: &MeetingDayInput) -> Result<Uuid> {
    let id = tx.new_id();
    let row = meeting_day::ActiveModel {
        id: Set(id),
        meeting_id: Set(meeting.into()),
        date: Set(day.date),
        starts_at: Set(day.starts_at),
        ends_at: Set(day.ends_at),
        time_zone: Set(tx.ctx.time_zone.name().to_owned()),
    };
    row.insert(tx.conn()).await?;
    Ok(id)
}

/// Replaces a meeting's days. A day that is left out goes away, if neither the draft nor the last release has items
/// on it (I-12).
pub(super) async fn replace(
    tx: &WriteTx,
    meeting: &meeting::Model,
    before: &[meeting_day::Model],
    days: &[MeetingDayInput],
) -> Result<()> {
    let mut kept = BTreeSet::new();
    for (index, day) in days.iter().enumerate() {
        let Some(id) = day.id.map(Uuid::from) else {
            insert(tx, meeting.id.into(), day).await?;
            continue;
        };
        if !before.iter().any(|row| row.id == id) || !kept.insert(id) {
            return Err(DomainError::field(&format!("/days/{index}/id"), "invalid"));
        }
        let change = meeting_day::ActiveModel {
            id: Set(id),
            date: Set(day.date),
            starts_at: Set(day.starts_at),
            ends_at: Set(day.ends_at),
            ..Default::default()
        };
        change.update(tx.conn()).await?;
    }
    let removed: Vec<Uuid> = before.iter().map(|row| row.id).filter(|id| !kept.contains(id)).collect();
    if removed.is_empty() {
        return Ok(());
    }
    refuse_used(tx, meeting, &removed).await?;
    meeting_day::Entity::delete_many().filter(meeting_day::Column::Id.is_in(removed)).exec(tx.conn()).await?;
    Ok(())
}

/// Refuses to remove days that the draft or the last release still has items on.
async fn refuse_used(tx: &WriteTx, meeting: &meeting::Model, removed: &[Uuid]) -> Result<()> {
    let refused = |why| DomainError::refused_field(ErrorCode::MeetingDays, "/days", why);
    let held = agenda_item::Entity::find().filter(agenda_item::Column::DayId.is_in(removed.iter().copied()));
    if held.count(tx.conn()).await? > 0 {
        return Err(refused("day_has_items"));
    }
    let Some(number) = meeting.agenda_release else { return Ok(()) };
    let release = find_release(tx.conn(), meeting.id.into(), number).await?.ok_or(DomainError::NotFound)?;
    let items: Vec<AgendaItem> = serde_json::from_str(&release.items)?;
    if items.iter().any(|item| removed.contains(&item.day_id.into())) {
        return Err(refused("day_is_published"));
    }
    Ok(())
}

/// A day's row as a view, with the zone's changes in the 48 hours from the start of its date.
pub(super) fn view(row: meeting_day::Model) -> Result<MeetingDay> {
    let zone: Tz = row.time_zone.parse().map_err(|_| DomainError::internal("a day in an unknown time zone"))?;
    let midnight = row.date.and_time(NaiveTime::MIN);
    // Where the clocks skip midnight, the offset before counts.
    let start = zone.from_local_datetime(&midnight).earliest().map(|at| at.with_timezone(&Utc));
    let start = start.unwrap_or_else(|| Utc.from_utc_datetime(&midnight));
    Ok(MeetingDay {
        id: row.id.into(),
        date: row.date,
        starts_at: row.starts_at,
        ends_at: row.ends_at,
        offset_minutes: offset(zone, start),
        transitions: transitions(zone, start, start + Duration::hours(48)),
        time_zone: row.time_zone,
    })
}

fn offset(zone: Tz, at: DateTime<Utc>) -> i32 {
    at.with_timezone(&zone).offset().fix().local_minus_utc() / 60
}

/// Changes of the offset within a span, to the minute: zones change on whole minutes.
fn transitions(zone: Tz, from: DateTime<Utc>, to: DateTime<Utc>) -> Vec<ZoneTransition> {
    let mut found = Vec::new();
    let mut at = from;
    while at < to {
        let next = at + Duration::hours(1);
        if offset(zone, at) != offset(zone, next) {
            let minute = (1..=60).map(|minute| at + Duration::minutes(minute));
            let change = minute.into_iter().find(|minute| offset(zone, *minute) != offset(zone, at));
            let change = change.unwrap_or(next);
            found.push(ZoneTransition { at: change, offset_minutes: offset(zone, change) });
        }
        at = next;
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn warsaw_changes_at_one_o_clock_utc() {
        let start = Utc.with_ymd_and_hms(2027, 3, 27, 23, 0, 0).unwrap();
        let found = transitions(chrono_tz::Europe::Warsaw, start, start + Duration::hours(48));
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].at, Utc.with_ymd_and_hms(2027, 3, 28, 1, 0, 0).unwrap());
        assert_eq!(found[0].offset_minutes, 120);
        assert!(
            transitions(chrono_tz::Europe::Warsaw, start + Duration::days(9), start + Duration::days(11)).is_empty()
        );
    }
}
