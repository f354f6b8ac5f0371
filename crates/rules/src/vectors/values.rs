//! Vectors with one value in and one out.

use crate::agenda::AgendaTree;
use crate::clock_times;
use crate::durations;
use crate::periods;
use crate::schedule::day_schedule;
use crate::terms::{TermFacts, planned_end, term_state};
use chrono::{DateTime, NaiveDate, Utc};
use obrady_types::convents::TermState;
use obrady_types::groups::FuzzyPeriod;
use obrady_types::meetings::{AgendaItem, MeetingDay};
use serde::{Deserialize, Serialize};

/// A typed text and what it means, or the name of the error.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct TextCase {
    pub(super) text: String,
    pub(super) expect: String,
}

pub(super) fn duration(text: &str) -> String {
    durations::parse(text).map_or_else(|error| error.to_string(), durations::format)
}

pub(super) fn clock_time(text: &str) -> String {
    clock_times::parse(text).map_or_else(|error| error.to_string(), clock_times::format)
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct PeriodCase {
    pub(super) period: FuzzyPeriod,
    pub(super) expect: PeriodOutcome,
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct PeriodOutcome {
    first: NaiveDate,
    due: NaiveDate,
    pl: String,
    en: String,
}

impl PeriodCase {
    pub(super) fn outcome(&self) -> PeriodOutcome {
        PeriodOutcome {
            first: periods::bounds(self.period).0,
            due: periods::due(self.period),
            pl: periods::label_pl(self.period),
            en: periods::label_en(self.period),
        }
    }
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ScheduleCase {
    pub(super) name: String,
    day: MeetingDay,
    items: Vec<AgendaItem>,
    pub(super) expect: ScheduleOutcome,
}

/// Each entry is `10:00–10:20 (20)`.
#[derive(Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ScheduleOutcome {
    entries: Vec<String>,
    planned: i32,
    available: i32,
    over_by: i32,
    starts_at: DateTime<Utc>,
    ends_at: DateTime<Utc>,
}

impl ScheduleCase {
    pub(super) fn outcome(&self) -> ScheduleOutcome {
        let tree = AgendaTree::new(&[self.day.id], self.items.clone()).unwrap_or_default();
        let schedule = day_schedule(&self.day, &tree);
        let entry = |entry: &crate::schedule::ScheduleEntry| {
            let (start, end) = (clock_times::format(entry.local_start), clock_times::format(entry.local_end));
            format!("{start}–{end} ({})", entry.minutes)
        };
        ScheduleOutcome {
            entries: schedule.entries.iter().map(entry).collect(),
            planned: schedule.planned_minutes,
            available: schedule.available_minutes,
            over_by: schedule.over_by,
            starts_at: schedule.starts_at,
            ends_at: schedule.ends_at,
        }
    }
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct TermCase {
    pub(super) name: String,
    starts_at: DateTime<Utc>,
    term_months: i32,
    extension_months: i32,
    #[serde(default)]
    ended_at: Option<DateTime<Utc>>,
    #[serde(default)]
    annulled: bool,
    at: DateTime<Utc>,
    pub(super) expect: TermOutcome,
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct TermOutcome {
    planned_end: DateTime<Utc>,
    state: TermState,
}

impl TermCase {
    pub(super) fn outcome(&self) -> TermOutcome {
        let extended = self.term_months.saturating_add(self.extension_months);
        let term = TermFacts {
            starts_at: self.starts_at,
            planned_end: planned_end(&self.starts_at, self.term_months),
            extended_until: (self.extension_months > 0).then(|| planned_end(&self.starts_at, extended)),
            ended_at: self.ended_at,
            annulled: self.annulled,
        };
        TermOutcome { planned_end: term.planned_end, state: term_state(&term, self.at) }
    }
}
