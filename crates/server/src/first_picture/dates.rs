//! Dates and times as the browser application writes them, without a browser's `Intl`.

use super::Pen;
use chrono::{DateTime, Datelike, NaiveDate, NaiveTime, Timelike, Utc};
use obrady_api::Language;
use obrady_rules::periods;
use obrady_types::groups::{FuzzyPeriod, PeriodPrecision};
use obrady_types::meetings::MeetingDay;
use obrady_types::trainings::EditionDay;

const WEEKDAYS_PL: [&str; 7] = ["pon.", "wt.", "śr.", "czw.", "pt.", "sob.", "niedz."];

/// "10:05".
pub(super) fn clock(time: NaiveTime) -> String {
    format!("{}:{:02}", time.hour(), time.minute())
}

impl Pen<'_> {
    /// "8 grudnia 2026".
    pub(super) fn day(&self, date: NaiveDate) -> String {
        let period = FuzzyPeriod { from: date, precision: PeriodPrecision::Day };
        match self.words.0 {
            Language::Pl => periods::label_pl(period),
            Language::En => periods::label_en(period),
        }
    }

    /// "wt. 8 grudnia 2026"; "Tue, 8 December 2026".
    pub(super) fn weekday(&self, date: NaiveDate) -> String {
        let weekday = match self.words.0 {
            Language::Pl => {
                let place = usize::try_from(date.weekday().num_days_from_monday()).ok();
                place.and_then(|place| WEEKDAYS_PL.get(place)).copied().unwrap_or_default().to_owned()
            }
            // "Tue".
            Language::En => format!("{},", date.weekday()),
        };
        format!("{weekday} {}", self.day(date))
    }

    /// "wt. 8 grudnia 2026, 10:00".
    pub(super) fn day_and_time(&self, date: NaiveDate, time: NaiveTime) -> String {
        format!("{}, {}", self.weekday(date), clock(time))
    }

    /// "8 grudnia 2026", on the clocks of the installation.
    pub(super) fn instant_day(&self, instant: DateTime<Utc>) -> String {
        self.day(self.call.ctx.date_of(instant))
    }

    /// "8 grudnia 2026, 13:00", on the clocks of the installation.
    pub(super) fn instant_time(&self, instant: DateTime<Utc>) -> String {
        let local = instant.with_timezone(&self.call.ctx.time_zone);
        // English clocks have two digits here, as the browser writes them.
        let clock = match self.words.0 {
            Language::Pl => clock(local.time()),
            Language::En => local.format("%H:%M").to_string(),
        };
        format!("{}, {clock}", self.day(local.date_naive()))
    }

    /// "wt. 8 grudnia 2026, 10:00–13:00", or "pon. 11 marca 2024 – wt. 12 marca 2024" for several days.
    pub(super) fn days(&self, days: &[(NaiveDate, NaiveTime, NaiveTime)]) -> String {
        match days {
            [] => String::new(),
            [(date, from, to)] => format!("{}–{}", self.day_and_time(*date, *from), clock(*to)),
            [(first, ..), .., (last, ..)] => format!("{} – {}", self.weekday(*first), self.weekday(*last)),
        }
    }

    /// When a meeting is.
    pub(super) fn meeting_days(&self, days: &[MeetingDay]) -> String {
        self.days(&days.iter().map(|day| (day.date, day.starts_at, day.ends_at)).collect::<Vec<_>>())
    }

    /// When an edition is.
    pub(super) fn edition_days(&self, days: &[EditionDay]) -> String {
        self.days(&days.iter().map(|day| (day.date, day.starts_at, day.ends_at)).collect::<Vec<_>>())
    }

    /// "dziś", "jutro", "za 3 dni", "za 2 miesiące"; nothing for what has begun.
    pub(super) fn distance(&self, date: NaiveDate) -> String {
        let days = date.signed_duration_since(self.today).num_days();
        let years = i64::from(date.year() - self.today.year());
        let months = years * 12 + i64::from(date.month()) - i64::from(self.today.month());
        let polish = self.words.0 == Language::Pl;
        let few = |count: i64| matches!(count % 10, 2..=4) && !matches!(count % 100, 12..=14);
        match (days, months, years) {
            (..0, ..) => String::new(),
            (0, ..) => if polish { "dzisiaj" } else { "today" }.to_owned(),
            (1, ..) => if polish { "jutro" } else { "tomorrow" }.to_owned(),
            (2, ..) if polish => "pojutrze".to_owned(),
            (..=45, ..) if polish => format!("za {days} dni"),
            (..=45, ..) => format!("in {days} days"),
            (..=600, 1, _) if polish => "w przyszłym miesiącu".to_owned(),
            (..=600, 1, _) => "next month".to_owned(),
            (..=600, ..) if polish => format!("za {months} {}", if few(months) { "miesiące" } else { "miesięcy" }),
            (..=600, ..) => format!("in {months} months"),
            (.., 1) if polish => "w przyszłym roku".to_owned(),
            (.., 1) => "next year".to_owned(),
            _ if polish => format!("za {years} {}", if few(years) { "lata" } else { "lat" }),
            _ => format!("in {years} years"),
        }
    }
}
