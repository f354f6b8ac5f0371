//! What the pages of trainings compute: months, typed days and instants, who may do what.

use crate::calendar::{parse_clock, parse_date, parse_month};
use chrono::{Datelike, Days, Months, NaiveDate, NaiveTime};
use obrady_types::identity::{Me, Role};
use obrady_types::trainings::EditionDayInput;
use obrady_types::{InstitutionId, RegionId};

/// Whether the caller manages the trainings of a region: any coordinator of it, and its administrators.
pub fn manages(me: Option<&Me>, region: RegionId) -> bool {
    me.is_some_and(|me| {
        me.roles.iter().any(|grant| match grant.role {
            Role::Operator => true,
            Role::Admin | Role::Coordinator => grant.region_id == Some(region),
            Role::InstitutionRepresentative => false,
        })
    })
}

/// The institutions of a region that the caller speaks for.
pub fn speaks_for(me: Option<&Me>, region: RegionId) -> Vec<InstitutionId> {
    let grants = me.map(|me| me.roles.as_slice()).unwrap_or_default().iter();
    grants
        .filter(|grant| grant.role == Role::InstitutionRepresentative && grant.region_id == Some(region))
        .filter_map(|grant| grant.institution_id)
        .collect()
}

/// First and last day of a month written `2026-12`.
pub fn month(text: &str) -> Option<(NaiveDate, NaiveDate)> {
    let first = parse_month(text)?;
    Some((first, first.checked_add_months(Months::new(1))?.pred_opt()?))
}

/// A month as it stands in an address.
pub fn month_word(day: NaiveDate) -> String {
    format!("{}-{:02}", day.year(), day.month())
}

/// The weeks of a month, Monday first; days of other months are left out.
pub fn weeks(first: NaiveDate) -> Vec<[Option<NaiveDate>; 7]> {
    let before = u64::from(first.weekday().num_days_from_monday());
    let Some(mut day) = first.checked_sub_days(Days::new(before)) else { return Vec::new() };
    let mut weeks = Vec::new();
    while (day.year(), day.month()) <= (first.year(), first.month()) {
        let mut week = [None; 7];
        for place in &mut week {
            *place = (day.month() == first.month() && day.year() == first.year()).then_some(day);
            day = day.succ_opt().unwrap_or(day);
        }
        weeks.push(week);
    }
    weeks
}

/// Days as typed, one a line: `8.12.2026 9:00-15:30`. Nothing when a line cannot be read.
pub fn days(text: &str) -> Option<Vec<EditionDayInput>> {
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    let days = lines.map(|line| {
        let (date, hours) = line.split_once(' ')?;
        let (from, to) = hours.split_once(['-', '–'])?;
        let (starts_at, ends_at) = (parse_clock(from.trim())?, parse_clock(to.trim())?);
        Some(EditionDayInput { date: parse_date(date)?, starts_at, ends_at })
    });
    let days: Option<Vec<_>> = days.collect();
    days.filter(|days| !days.is_empty())
}

/// A date and a time as typed: `1.12.2026 8:00`.
pub fn day_and_clock(text: &str) -> Option<(NaiveDate, NaiveTime)> {
    let (date, clock) = text.trim().split_once(' ')?;
    Some((parse_date(date)?, parse_clock(clock.trim())?))
}

/// Texts, one a line.
pub fn lines(text: &str) -> Vec<String> {
    text.lines().map(|line| line.trim().to_owned()).filter(|line| !line.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(text: &str) -> NaiveDate {
        text.parse().expect("a date")
    }

    #[test]
    fn months_have_a_first_and_a_last_day() {
        assert_eq!(month("2027-02"), Some((date("2027-02-01"), date("2027-02-28"))));
        assert_eq!(month("2028-02").map(|(_, last)| last), Some(date("2028-02-29")));
        assert_eq!(month("2026-12").map(|(_, last)| last), Some(date("2026-12-31")));
        assert_eq!((month("kiedyś"), month_word(date("2026-03-09"))), (None, "2026-03".to_owned()));
    }

    #[test]
    fn weeks_begin_on_monday_and_hold_each_day_once() {
        for (first, last, count) in [("2026-12-01", 31, 5), ("2027-02-01", 28, 4), ("2026-03-01", 31, 6)] {
            let weeks = weeks(date(first));
            let days: Vec<u32> = weeks.iter().flatten().flatten().map(Datelike::day).collect();
            assert_eq!(days, (1..=last).collect::<Vec<_>>(), "{first}");
            assert_eq!(weeks.len(), count, "{first}");
        }
    }

    #[test]
    fn days_and_instants_are_read_as_people_type_them() {
        let read = days("8.12.2026 9:00-15:30\n\n9.12.2026 10:00 – 14:00\n").expect("two days");
        assert_eq!((read.len(), read[0].date), (2, date("2026-12-08")));
        assert_eq!(read[1].ends_at.to_string(), "14:00:00");
        assert!(days("8.12.2026").is_none() && days("").is_none() && days("jutro 9:00-10:00").is_none());
        let (day, clock) = day_and_clock(" 1.12.2026 8:00 ").expect("an instant");
        assert_eq!((day, clock.to_string().as_str()), (date("2026-12-01"), "08:00:00"));
        assert_eq!(lines(" a \n\n b"), ["a", "b"]);
    }
}
