//! The days in the form of a meeting's facts: each part has its field, its error and its place in the request.

use crate::calendar::{DayPart, parse_day};
use crate::components::form::{Field, Form};
use crate::components::form_errors::FormError;
use crate::texts::text;
use crate::{browser, dates, tr, tx};
use leptos::prelude::*;
use obrady_types::MeetingDayId;
use obrady_types::meetings::{MeetingDay, MeetingDayInput};

/// The fields of one day; `id` is absent for a new one.
#[derive(Clone, Copy)]
pub(super) struct Day {
    id: Option<MeetingDayId>,
    date: RwSignal<String>,
    start: RwSignal<String>,
    end: RwSignal<String>,
}

/// Id and pointer of a field.
type Name = (&'static str, &'static str);

/// Names of a day's fields: date, start, end.
struct Names {
    date: Name,
    start: Name,
    end: Name,
}

macro_rules! names {
    ($($nth:literal)+) => {
        [$(Names {
            date: (concat!("facts-date-", $nth), concat!("/days/", $nth, "/date")),
            start: (concat!("facts-start-", $nth), concat!("/days/", $nth, "/starts_at")),
            end: (concat!("facts-end-", $nth), concat!("/days/", $nth, "/ends_at")),
        }),+]
    };
}

/// A meeting has at most fourteen days.
const NAMES: [Names; 14] = names!(0 1 2 3 4 5 6 7 8 9 10 11 12 13);

impl Day {
    /// The fields filled with a day.
    pub(super) fn of(day: &MeetingDay) -> Self {
        Self {
            id: Some(day.id),
            date: RwSignal::new(dates::typed(day.date)),
            start: RwSignal::new(dates::clock(day.starts_at)),
            end: RwSignal::new(dates::clock(day.ends_at)),
        }
    }

    fn new() -> Self {
        let new = |text: &str| RwSignal::new(text.to_owned());
        Self { id: None, date: new(""), start: new("10:00"), end: new("13:00") }
    }

    fn parse(self) -> Result<MeetingDayInput, Vec<DayPart>> {
        let [date, start, end] = [self.date, self.start, self.end].map(|value| value.get_untracked());
        parse_day(&date, &start, &end).map(|day| MeetingDayInput { id: self.id, ..day })
    }

    fn is(self, day: &MeetingDay) -> bool {
        self.parse()
            .is_ok_and(|typed| (typed.date, typed.starts_at, typed.ends_at) == (day.date, day.starts_at, day.ends_at))
    }
}

/// The days as typed, as far as they can be read, and what is wrong, part by part.
pub(super) fn read(form: Form, days: RwSignal<Vec<Day>>) -> (Vec<MeetingDayInput>, Vec<FormError>) {
    let (mut read, mut errors) = (Vec::new(), Vec::new());
    for (day, names) in days.get_untracked().into_iter().zip(NAMES) {
        match day.parse() {
            Ok(day) => {
                if read.last().is_some_and(|before: &MeetingDayInput| before.date >= day.date) {
                    errors.push(form.at(names.date.0, tr!(meetings.dates_ascend)));
                }
                read.push(day);
            }
            Err(parts) => errors.extend(parts.into_iter().map(|part| match part {
                DayPart::Date => form.at(names.date.0, tr!(meetings.date_wrong)),
                DayPart::Start => form.at(names.start.0, tr!(meetings.time_wrong)),
                DayPart::End => form.at(names.end.0, tr!(meetings.time_wrong)),
            })),
        }
    }
    (read, errors)
}

/// What somebody else has made of the days, beside those where something else was typed. A day of theirs that the form
/// lacks joins it, so that saving does not remove it unseen; one that they removed would be added again.
pub(super) fn compare(days: RwSignal<Vec<Day>>, now: &[MeetingDay]) -> Vec<(&'static str, String)> {
    days.update(|days| {
        for day in days.iter_mut() {
            day.id = day.id.filter(|id| now.iter().any(|known| known.id == *id));
        }
        let unknown = now.iter().filter(|known| days.iter().all(|day| day.id != Some(known.id)));
        let unknown: Vec<Day> = unknown.map(Day::of).collect();
        days.extend(unknown);
    });
    let all = days.get_untracked();
    let differing = all.into_iter().zip(NAMES).filter_map(|(day, names)| {
        let known = now.iter().find(|known| day.id == Some(known.id));
        match known {
            Some(known) if day.is(known) => None,
            Some(known) => Some((names.date.0, dates::meeting_days(std::slice::from_ref(known)))),
            None => Some((names.date.0, tr!(meetings.day_gone).to_owned())),
        }
    });
    differing.collect()
}

/// Puts days back that were left out of what was sent, where they were, and says where their dates stand.
pub(super) fn put_back(days: RwSignal<Vec<Day>>, known: &[MeetingDay], sent: &[MeetingDayInput]) -> Vec<&'static str> {
    let missing = |day: &MeetingDay| sent.iter().all(|input| input.id != Some(day.id));
    let gone: Vec<(usize, &MeetingDay)> = known.iter().enumerate().filter(|(_, day)| missing(day)).collect();
    days.update(|days| {
        for (place, day) in &gone {
            days.insert((*place).min(days.len()), Day::of(day));
        }
    });
    let places = days.get_untracked().into_iter().zip(NAMES);
    let back = places.filter(|(day, _)| gone.iter().any(|(_, known)| day.id == Some(known.id)));
    back.map(|(_, names)| names.date.0).collect()
}

/// The fields of all days.
pub(super) fn fields(form: Form, days: RwSignal<Vec<Day>>) -> AnyView {
    // A new day outlives the rows, which are made anew when there is one more.
    let owner = Owner::current().unwrap_or_default();
    (move || {
        let owner = owner.clone();
        let all = days.get();
        let count = all.len();
        let rows = all.into_iter().zip(NAMES).enumerate();
        let rows: Vec<AnyView> = rows.map(|(nth, (day, names))| row(form, days, day, nth, &names, count)).collect();
        let more = (count < NAMES.len()).then(|| {
            let add = move |_| {
                let day = owner.with(Day::new);
                days.update(|days| days.push(day));
                focus_date(count);
            };
            view! { <p><button type="button" on:click=add>{tx!(agenda.add_day)}</button></p> }.into_any()
        });
        view! { {rows}{more} }.into_any()
    })
    .into_any()
}

fn row(form: Form, days: RwSignal<Vec<Day>>, day: Day, nth: usize, names: &Names, count: usize) -> AnyView {
    let date = text(move || tr!(agenda.day_date, day = nth + 1));
    let part = |(id, pointer): Name, label| Field::new(id, pointer, label).width("short");
    let remove = (count > 1).then(|| {
        let act = move |_| {
            days.update(|days| {
                days.remove(nth);
            });
            // The errors belong to places, and the places have moved.
            for part in ["facts-date-", "facts-start-", "facts-end-"] {
                form.forget(part);
            }
            focus_date(nth.saturating_sub(1));
        };
        view! {
            <button type="button" class="plain" on:click=act>
                {tx!(agenda.remove_day)}<span class="sr">": " {date}</span>
            </button>
        }
        .into_any()
    });
    view! {
        <div class="day-fields">
            {form.input(part(names.date, date), day.date)}
            {form.input(part(names.start, tx!(meetings.start)), day.start)}
            {form.input(part(names.end, tx!(meetings.to)), day.end)}
            {remove}
        </div>
    }
    .into_any()
}

fn focus_date(nth: usize) {
    if let Some(names) = NAMES.get(nth) {
        browser::focus_later(names.date.0);
    }
}
