//! When each item of a day begins and ends, in the meeting's zone and in UTC.
//!
//! The day carries its zone's offset and transitions, so no zone table is needed and the days on which clocks
//! change come out right.

use crate::agenda::AgendaTree;
use chrono::{DateTime, Days, NaiveDateTime, NaiveTime, TimeDelta, Utc};
use obrady_types::AgendaItemId;
use obrady_types::meetings::{AgendaItem, MeetingDay};

/// The planned course of one day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DaySchedule {
    /// The day's items, depth-first.
    pub entries: Vec<ScheduleEntry>,
    /// Minutes that the items take together.
    pub planned_minutes: i32,
    /// Minutes between the day's start and its planned end.
    pub available_minutes: i32,
    /// Minutes by which the items pass the planned end; 0 when they fit. It warns and never forbids.
    pub over_by: i32,
    /// When the day starts.
    pub starts_at: DateTime<Utc>,
    /// When the last item ends.
    pub ends_at: DateTime<Utc>,
}

/// When one item begins and ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ScheduleEntry {
    /// The item.
    pub item_id: AgendaItemId,
    /// First instant.
    pub starts_at: DateTime<Utc>,
    /// First instant after it.
    pub ends_at: DateTime<Utc>,
    /// Start on the wall clock of the day's zone.
    pub local_start: NaiveTime,
    /// End on the wall clock of the day's zone.
    pub local_end: NaiveTime,
    /// Minutes from start to end: the item's own or those of its children, whichever are more.
    pub minutes: i32,
}

/// The instant of a wall-clock time in the day's zone.
///
/// A time that occurs twice (clocks go back) means the earlier one; a time that does not occur (clocks go
/// forward) is shifted forward by the length of the gap. Good for times within the 48 hours from the start of
/// `date`, for which the day carries its zone's transitions.
#[must_use]
pub fn local_to_utc(day: &MeetingDay, local: NaiveDateTime) -> DateTime<Utc> {
    let mut before_gap = None;
    for offset in offsets(day) {
        let instant = shifted(local, -offset.minutes).and_utc();
        let begun = offset.from.is_none_or(|from| from <= instant);
        let over = offset.until.is_some_and(|until| until <= instant);
        if begun && !over {
            return instant;
        }
        if begun {
            before_gap = Some(instant);
        }
    }
    before_gap.unwrap_or_else(|| shifted(local, -day.offset_minutes).and_utc())
}

/// What the wall clock of the day's zone shows at an instant; for the same 48 hours as [`local_to_utc`].
#[must_use]
pub fn utc_to_local(day: &MeetingDay, instant: DateTime<Utc>) -> NaiveDateTime {
    let minutes = offsets(day)
        .into_iter()
        .rfind(|offset| offset.from.is_none_or(|from| from <= instant))
        .map_or(day.offset_minutes, |offset| offset.minutes);
    shifted(instant.naive_utc(), minutes)
}

/// The day's start as an instant.
#[must_use]
pub fn day_start(day: &MeetingDay) -> DateTime<Utc> {
    local_to_utc(day, day.date.and_time(day.starts_at))
}

/// The day's planned end as an instant; on the next date when it is before the start on the clock.
#[must_use]
pub fn day_end(day: &MeetingDay) -> DateTime<Utc> {
    let after_midnight = u64::from(day.ends_at < day.starts_at);
    let date = day.date.checked_add_days(Days::new(after_midnight)).unwrap_or(day.date);
    local_to_utc(day, date.and_time(day.ends_at))
}

/// Minutes an item takes: its own or the sum of its children's, whichever are more; 0 where none are given.
#[must_use]
pub fn effective_minutes(tree: &AgendaTree, item: &AgendaItem) -> i32 {
    let below = tree
        .children(item.day_id, Some(item.id))
        .fold(0_i32, |sum, child| sum.saturating_add(effective_minutes(tree, child)));
    item.planned_minutes.unwrap_or(0).max(below)
}

/// The course of a day: items follow one another, and children start where their parent starts.
#[must_use]
pub fn day_schedule(day: &MeetingDay, tree: &AgendaTree) -> DaySchedule {
    let starts_at = day_start(day);
    let mut entries = Vec::new();
    let planned_minutes = append(day, tree, None, starts_at, &mut entries);
    let available = (day_end(day) - starts_at).num_minutes();
    let available_minutes = i32::try_from(available).unwrap_or(0).max(0);
    DaySchedule {
        entries,
        planned_minutes,
        available_minutes,
        over_by: planned_minutes.saturating_sub(available_minutes).max(0),
        starts_at,
        ends_at: later(starts_at, planned_minutes),
    }
}

/// Appends the items under `parent`, from `start` on, and returns the minutes they take.
fn append(
    day: &MeetingDay,
    tree: &AgendaTree,
    parent: Option<AgendaItemId>,
    start: DateTime<Utc>,
    entries: &mut Vec<ScheduleEntry>,
) -> i32 {
    let mut total = 0_i32;
    for item in tree.children(day.id, parent) {
        let minutes = effective_minutes(tree, item);
        let starts_at = later(start, total);
        let ends_at = later(starts_at, minutes);
        entries.push(ScheduleEntry {
            item_id: item.id,
            starts_at,
            ends_at,
            local_start: utc_to_local(day, starts_at).time(),
            local_end: utc_to_local(day, ends_at).time(),
            minutes,
        });
        append(day, tree, Some(item.id), starts_at, entries);
        total = total.saturating_add(minutes);
    }
    total
}

struct Offset {
    from: Option<DateTime<Utc>>,
    until: Option<DateTime<Utc>>,
    minutes: i32,
}

fn offsets(day: &MeetingDay) -> Vec<Offset> {
    let mut transitions = day.transitions.clone();
    transitions.sort_by_key(|transition| transition.at);
    let mut offsets = vec![Offset { from: None, until: None, minutes: day.offset_minutes }];
    for transition in transitions {
        if let Some(last) = offsets.last_mut() {
            last.until = Some(transition.at);
        }
        offsets.push(Offset { from: Some(transition.at), until: None, minutes: transition.offset_minutes });
    }
    offsets
}

/// Beyond chrono's range of dates (year 262 143) the time stays as it is.
fn shifted(time: NaiveDateTime, minutes: i32) -> NaiveDateTime {
    time.checked_add_signed(TimeDelta::minutes(minutes.into())).unwrap_or(time)
}

fn later(instant: DateTime<Utc>, minutes: i32) -> DateTime<Utc> {
    instant.checked_add_signed(TimeDelta::minutes(minutes.into())).unwrap_or(instant)
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::NaiveDate;
    use obrady_types::meetings::ZoneTransition;
    use obrady_types::{AgendaItemId, MeetingDayId};
    use uuid::Uuid;

    fn day(date: &str, from: &str, to: &str) -> MeetingDay {
        MeetingDay {
            id: MeetingDayId(Uuid::from_u128(1)),
            date: date.parse().unwrap(),
            starts_at: from.parse().unwrap(),
            ends_at: to.parse().unwrap(),
            time_zone: "Europe/Warsaw".to_owned(),
            offset_minutes: 60,
            transitions: vec![],
        }
    }

    /// Clocks go forward on 31 March 2024 at 02:00, to 03:00.
    fn spring() -> MeetingDay {
        let at = "2024-03-31T01:00:00Z".parse().unwrap();
        MeetingDay {
            transitions: vec![ZoneTransition { at, offset_minutes: 120 }],
            ..day("2024-03-31", "01:30:00", "04:00:00")
        }
    }

    /// Clocks go back on 27 October 2024 at 03:00, to 02:00.
    fn autumn() -> MeetingDay {
        let at = "2024-10-27T01:00:00Z".parse().unwrap();
        MeetingDay {
            offset_minutes: 120,
            transitions: vec![ZoneTransition { at, offset_minutes: 60 }],
            ..day("2024-10-27", "01:30:00", "04:00:00")
        }
    }

    fn item(n: u128, parent: Option<u128>, position: i32, minutes: Option<i32>) -> AgendaItem {
        AgendaItem {
            id: AgendaItemId(Uuid::from_u128(n)),
            day_id: MeetingDayId(Uuid::from_u128(1)),
            parent_id: parent.map(|n| AgendaItemId(Uuid::from_u128(n))),
            position,
            title: Some(n.to_string()),
            kind: Default::default(),
            planned_minutes: minutes,
            speaker_text: None,
            topic_id: None,
            confidentiality: Default::default(),
            state: Default::default(),
            outcome_text: None,
            label: None,
            revision: 1,
            version: 1,
        }
    }

    fn tree(items: Vec<AgendaItem>) -> AgendaTree {
        AgendaTree::new(&[MeetingDayId(Uuid::from_u128(1))], items).unwrap()
    }

    fn at(text: &str) -> NaiveDateTime {
        text.parse().unwrap()
    }

    #[test]
    fn a_winter_day_has_one_offset() {
        let day = day("2024-03-11", "10:00:00", "15:00:00");
        assert_eq!(local_to_utc(&day, at("2024-03-11T10:00:00")).to_rfc3339(), "2024-03-11T09:00:00+00:00");
        assert_eq!(utc_to_local(&day, "2024-03-11T09:00:00Z".parse().unwrap()), at("2024-03-11T10:00:00"));
    }

    #[test]
    fn a_time_in_the_gap_is_shifted_forward() {
        let day = spring();
        for (local, utc, shown) in [
            ("2024-03-31T01:59:00", "2024-03-31T00:59:00+00:00", "2024-03-31T01:59:00"),
            ("2024-03-31T02:00:00", "2024-03-31T01:00:00+00:00", "2024-03-31T03:00:00"),
            ("2024-03-31T02:30:00", "2024-03-31T01:30:00+00:00", "2024-03-31T03:30:00"),
            ("2024-03-31T03:00:00", "2024-03-31T01:00:00+00:00", "2024-03-31T03:00:00"),
            ("2024-03-31T04:00:00", "2024-03-31T02:00:00+00:00", "2024-03-31T04:00:00"),
        ] {
            let instant = local_to_utc(&day, at(local));
            assert_eq!(instant.to_rfc3339(), utc, "{local}");
            assert_eq!(utc_to_local(&day, instant), at(shown), "{local}");
        }
    }

    #[test]
    fn a_time_that_occurs_twice_is_the_earlier_one() {
        let day = autumn();
        for (local, utc) in [
            ("2024-10-27T01:59:00", "2024-10-26T23:59:00+00:00"),
            ("2024-10-27T02:00:00", "2024-10-27T00:00:00+00:00"),
            ("2024-10-27T02:59:00", "2024-10-27T00:59:00+00:00"),
            ("2024-10-27T03:00:00", "2024-10-27T02:00:00+00:00"),
        ] {
            assert_eq!(local_to_utc(&day, at(local)).to_rfc3339(), utc, "{local}");
        }
        assert_eq!(utc_to_local(&day, "2024-10-27T01:30:00Z".parse().unwrap()), at("2024-10-27T02:30:00"));
    }

    #[test]
    fn clock_changes_lengthen_and_shorten_the_day() {
        assert_eq!(day_schedule(&spring(), &tree(vec![])).available_minutes, 90);
        assert_eq!(day_schedule(&autumn(), &tree(vec![])).available_minutes, 210);
        let schedule = day_schedule(&spring(), &tree(vec![item(1, None, 1, Some(60)), item(2, None, 2, Some(45))]));
        let clock = |h, m| NaiveTime::from_hms_opt(h, m, 0).unwrap();
        let shown: Vec<_> = schedule.entries.iter().map(|entry| (entry.local_start, entry.local_end)).collect();
        assert_eq!(shown, [(clock(1, 30), clock(3, 30)), (clock(3, 30), clock(4, 15))]);
        assert_eq!((schedule.planned_minutes, schedule.over_by), (105, 15));
    }

    #[test]
    fn children_start_with_their_parent_and_may_outlast_it() {
        let schedule = day_schedule(
            &day("2024-03-11", "10:00:00", "13:00:00"),
            &tree(vec![
                item(1, None, 1, Some(30)),
                item(2, Some(1), 1, Some(20)),
                item(3, Some(1), 2, Some(25)),
                item(4, None, 2, None),
                item(5, None, 3, Some(60)),
                item(6, Some(5), 1, Some(10)),
            ]),
        );
        let minutes: Vec<_> = schedule.entries.iter().map(|entry| entry.minutes).collect();
        assert_eq!(minutes, [45, 20, 25, 0, 60, 10]);
        let starts: Vec<_> = schedule.entries.iter().map(|entry| entry.local_start.to_string()).collect();
        assert_eq!(starts, ["10:00:00", "10:00:00", "10:20:00", "10:45:00", "10:45:00", "10:45:00"]);
        assert_eq!((schedule.planned_minutes, schedule.available_minutes, schedule.over_by), (105, 180, 0));
    }

    #[test]
    fn an_end_before_the_start_is_on_the_next_date() {
        let late = day("2024-03-11", "22:00:00", "01:00:00");
        let schedule = day_schedule(&late, &tree(vec![item(1, None, 1, Some(150))]));
        assert_eq!(schedule.available_minutes, 180);
        assert_eq!(schedule.entries[0].local_end, NaiveTime::from_hms_opt(0, 30, 0).unwrap());
        assert_eq!(day_schedule(&day("2024-03-11", "10:00:00", "10:00:00"), &tree(vec![])).available_minutes, 0);
    }

    #[test]
    fn nothing_overflows() {
        let mut last = day("2024-03-11", "23:00:00", "01:00:00");
        last.date = NaiveDate::MAX;
        let schedule = day_schedule(&last, &tree(vec![item(1, None, 1, Some(i32::MAX)), item(2, None, 2, Some(5))]));
        assert_eq!(schedule.planned_minutes, i32::MAX);
    }
}
