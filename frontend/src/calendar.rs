//! Dates as people type them, and meetings in the order of their dates.

use crate::order::by_key;
use chrono::{DateTime, NaiveDate, NaiveTime, TimeDelta, Utc};
use obrady_rules::clock_times;
use obrady_types::MeetingDayId;
use obrady_types::groups::{FuzzyPeriod, PeriodPrecision};
use obrady_types::meetings::{Meeting, MeetingDay, MeetingDayInput, MeetingState, ZoneTransition};

/// A date as typed: `8.12.2026`, `8. 12. 2026`, `8/12/2026` or `2026-12-08`.
pub fn parse_date(text: &str) -> Option<NaiveDate> {
    let parts = numbers(text)?;
    match parts.as_slice() {
        [(year, 4), (month, _), (day, _)] | [(day, _), (month, _), (year, 4)] => {
            NaiveDate::from_ymd_opt(i32::try_from(*year).ok()?, *month, *day)
        }
        _ => None,
    }
}

/// A month or a year as typed: `9.2027`, `09/2027`, `2027-09`, or `2027` alone; its first day.
pub fn parse_month(text: &str) -> Option<NaiveDate> {
    let (year, month) = match numbers(text)?.as_slice() {
        [(year, 4)] => (*year, 1),
        [(year, 4), (month, _)] | [(month, _), (year, 4)] => (*year, *month),
        _ => return None,
    };
    NaiveDate::from_ymd_opt(i32::try_from(year).ok()?, month, 1)
}

/// The whole numbers of a text and how many digits each has; nothing else but separators may stand there.
fn numbers(text: &str) -> Option<Vec<(u32, usize)>> {
    let text = text.trim().trim_end_matches(['.', 'r', ' ']);
    let mut found = Vec::new();
    for part in text.split(['.', '-', '/', ' ', '–']).filter(|part| !part.is_empty()) {
        found.push((part.parse().ok()?, part.len()));
    }
    (!found.is_empty()).then_some(found)
}

/// How exactly a period is meant, as the form's choice calls it.
pub const PRECISIONS: [(&str, PeriodPrecision); 6] = [
    ("month_start", PeriodPrecision::MonthStart),
    ("month_middle", PeriodPrecision::MonthMiddle),
    ("month_end", PeriodPrecision::MonthEnd),
    ("month", PeriodPrecision::Month),
    ("quarter", PeriodPrecision::Quarter),
    ("year", PeriodPrecision::Year),
];

/// The month of a period cannot be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UnreadableMonth;

/// A period from the form's choice and the typed month; `Ok(None)` for "no date", an error for a wrong month.
///
/// # Errors
/// When the month cannot be read.
pub fn parse_period(choice: &str, month: &str) -> Result<Option<FuzzyPeriod>, UnreadableMonth> {
    let Some((_, precision)) = PRECISIONS.iter().find(|(name, _)| *name == choice) else { return Ok(None) };
    let from = parse_month(month).ok_or(UnreadableMonth)?;
    Ok(Some(obrady_rules::periods::normalise(FuzzyPeriod { from, precision: *precision })))
}

/// A part of a meeting's day that could not be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DayPart {
    /// The date.
    Date,
    /// The start.
    Start,
    /// The planned end.
    End,
}

/// A meeting's day as typed.
///
/// # Errors
/// Each part that could not be read.
pub fn parse_day(date: &str, start: &str, end: &str) -> Result<MeetingDayInput, Vec<DayPart>> {
    let (date, start, end) = (parse_date(date), parse_clock(start), parse_clock(end));
    match (date, start, end) {
        (Some(date), Some(starts_at), Some(ends_at)) => Ok(MeetingDayInput { id: None, date, starts_at, ends_at }),
        _ => {
            let wrong =
                [(date.is_none(), DayPart::Date), (start.is_none(), DayPart::Start), (end.is_none(), DayPart::End)];
            Err(wrong.into_iter().filter(|(is, _)| *is).map(|(_, part)| part).collect())
        }
    }
}

/// A time of day as typed: `10:00`, `10.00`, `10`.
pub fn parse_clock(text: &str) -> Option<NaiveTime> {
    clock_times::parse(text).ok()
}

/// A date in a zone that only `offset` knows, in minutes from UTC at an instant; with the changes of its clocks, as the
/// rules want it. Clocks are taken to change on full hours.
pub fn zone_day(date: NaiveDate, offset: impl Fn(DateTime<Utc>) -> i32) -> MeetingDay {
    let hours = |count| TimeDelta::hours(count);
    let midnight = date.and_time(NaiveTime::MIN).and_utc();
    let start = midnight - TimeDelta::minutes(offset(midnight).into());
    let offset_minutes = offset(start);
    let mut transitions = Vec::new();
    // Two days never hold two changes, so equal ends mean none.
    if offset(start + hours(48)) != offset_minutes
        && let Some(at) = (1..=48).map(|count| start + hours(count)).find(|at| offset(*at) != offset_minutes)
    {
        transitions.push(ZoneTransition { at, offset_minutes: offset(at) });
    }
    MeetingDay {
        id: MeetingDayId(uuid::Uuid::nil()),
        date,
        starts_at: NaiveTime::MIN,
        ends_at: NaiveTime::MIN,
        time_zone: String::new(),
        offset_minutes,
        transitions,
    }
}

/// Splits meetings into those to come, the nearest first, and earlier ones, the latest first. `today` is the
/// date where the meetings are.
pub fn split(meetings: Vec<Meeting>, today: NaiveDate) -> (Vec<Meeting>, Vec<Meeting>) {
    let (coming, past): (Vec<_>, Vec<_>) = meetings.into_iter().partition(|meeting| is_coming(meeting, today));
    (by_key(coming, |meeting| [start(meeting), 0, 0]), by_key(past, |meeting| [-start(meeting), 0, 0]))
}

/// Whether a meeting's last day is not over, and it is neither held nor closed.
fn is_coming(meeting: &Meeting, today: NaiveDate) -> bool {
    let over = matches!(meeting.state, MeetingState::Held | MeetingState::Closed);
    !over && meeting.days.last().is_none_or(|day| day.date >= today)
}

/// The start on the wall clock, as a number that grows with time.
fn start(meeting: &Meeting) -> i64 {
    meeting.days.first().map_or(0, |day| day.date.and_time(day.starts_at).and_utc().timestamp())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(text: &str) -> Option<NaiveDate> {
        text.parse().ok()
    }

    #[test]
    fn dates_are_read_as_people_type_them() {
        for text in ["8.12.2026", "08.12.2026", " 8. 12. 2026 r.", "8/12/2026", "2026-12-08", "8-12-2026", "8 12 2026"]
        {
            assert_eq!(parse_date(text), date("2026-12-08"), "{text}");
        }
        for text in ["", "31.2.2026", "8.12", "8.12.26", "ósmy", "8.12.2026.1", "2026"] {
            assert_eq!(parse_date(text), None, "{text}");
        }
    }

    #[test]
    fn periods_are_read_from_choice_and_month() {
        let from = |choice, month| parse_period(choice, month).map(|period| period.map(|p| p.from));
        assert_eq!(from("", "whatever"), Ok(None));
        assert_eq!(from("month_middle", "9.2027"), Ok(date("2027-09-11")));
        assert_eq!(from("month", "2027-09"), Ok(date("2027-09-01")));
        assert_eq!(from("quarter", "9/2027"), Ok(date("2027-07-01")));
        assert_eq!(from("year", "2027"), Ok(date("2027-01-01")));
        assert_eq!(from("month", "13.2027"), Err(UnreadableMonth));
        assert_eq!(from("month", ""), Err(UnreadableMonth));
    }

    #[test]
    fn every_wrong_part_of_a_day_is_named() {
        assert_eq!(parse_day("x", "25:00", ""), Err(vec![DayPart::Date, DayPart::Start, DayPart::End]));
        assert_eq!(parse_day("8.12.2026", "10:00", "13:0x"), Err(vec![DayPart::End]));
        let day = parse_day("8.12.2026", "10:00", "13:00").expect("a day");
        assert_eq!(day.starts_at.to_string(), "10:00:00");
    }

    #[test]
    fn wall_clock_times_of_the_days_when_clocks_change_are_those_of_the_rules() {
        let change = |text: &str| text.parse::<DateTime<Utc>>().expect("an instant");
        let offset = move |at: DateTime<Utc>| {
            let summer = at >= change("2027-03-28T01:00:00Z") && at < change("2027-10-31T01:00:00Z");
            if summer { 120 } else { 60 }
        };
        let instant = |local: &str| {
            let local: chrono::NaiveDateTime = local.parse().expect("a time");
            obrady_rules::schedule::local_to_utc(&zone_day(local.date(), offset), local)
        };
        // The doubled hour is the earlier one, the lost one an hour later.
        for (local, utc) in [
            ("2027-10-31T02:30:00", "2027-10-31T00:30:00Z"),
            ("2027-10-31T03:00:00", "2027-10-31T02:00:00Z"),
            ("2027-10-31T00:10:00", "2027-10-30T22:10:00Z"),
            ("2027-10-30T13:00:00", "2027-10-30T11:00:00Z"),
            ("2027-03-28T02:30:00", "2027-03-28T01:30:00Z"),
            ("2027-03-28T13:00:00", "2027-03-28T11:00:00Z"),
            ("2027-12-08T13:00:00", "2027-12-08T12:00:00Z"),
        ] {
            assert_eq!(instant(local), change(utc), "{local}");
        }
    }

    fn meeting(day: &str, state: &str) -> Meeting {
        let id = uuid::Uuid::from_u128(1);
        serde_json::from_value(serde_json::json!({
            "id": id, "region_id": id, "body_id": id, "title": day, "state": state, "mode": "online",
            "days": [{"id": id, "date": day, "starts_at": "10:00:00", "ends_at": "13:00:00",
                "time_zone": "Europe/Warsaw", "offset_minutes": 60, "transitions": []}],
            "editable": false, "synthetic": false, "version": 1
        }))
        .expect("a meeting")
    }

    #[test]
    fn the_nearest_meeting_comes_first_and_the_latest_past_one() {
        let all = [
            ("2026-12-08", "scheduled"),
            ("2026-11-24", "agenda_published"),
            ("2024-03-11", "held"),
            ("2026-11-23", "scheduled"),
            ("2026-11-24", "held"),
        ]
        .map(|(day, state)| meeting(day, state));
        let (coming, past) = split(all.to_vec(), date("2026-11-24").expect("a date"));
        let days = |list: &[Meeting]| list.iter().map(|m| m.title.clone()).collect::<Vec<_>>();
        assert_eq!(days(&coming), ["2026-11-24", "2026-12-08"]);
        assert_eq!(days(&past), ["2026-11-24", "2026-11-23", "2024-03-11"]);
    }
}
