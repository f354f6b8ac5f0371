//! Who is there: a line for each person, by click or by the keys 1 to 5, and the quorum.

use super::run::Run;
use super::sending::Sending;
use super::words::{STATUSES, status};
use crate::api::{fetch, load};
use crate::calendar::parse_clock;
use crate::components::feedback::{Tone, badge, empty, show, show_unless};
use crate::components::page::section;
use crate::state::toasts;
use crate::texts::text;
use crate::{browser, dates, tr, tx};
use chrono::{NaiveTime, Timelike};
use leptos::ev::KeyboardEvent;
use leptos::prelude::*;
use obrady_client::PeopleFilter;
use obrady_types::directory::Person;
use obrady_types::meetings::{
    Attendance, AttendanceCreate, AttendanceDay, AttendancePatch, AttendanceRow, AttendanceSheet, AttendanceStatus,
    Meeting,
};
use obrady_types::{MeetingDayId, Patch, PersonId, RegionId};

/// Those who are expected on a day, with their names.
type Others = Vec<(PersonId, String)>;

/// The attendance list of all days.
pub(super) fn part(run: Run, view: &Meeting) -> AnyView {
    let region = view.region_id;
    let list = show_unless(run.sheet, PartialEq::eq, move |sheet: AttendanceSheet| {
        let several = sheet.days.len() > 1;
        let days: Vec<AnyView> = sheet.days.into_iter().map(|one| day(run, region, one, several)).collect();
        view! { {days} }.into_any()
    });
    let print = view! {
        <button type="button" class="plain print-button" on:click=move |_| { let _ = window().print(); }>
            {tx!(running.print_attendance)}
        </button>
    };
    let body = view! { <p class="quiet no-print">{tx!(running.attendance_keys)}</p>{list} };
    section(tx!(running.attendance), Some(print.into_any()), body.into_any())
}

fn day(run: Run, region: RegionId, day: AttendanceDay, several: bool) -> AnyView {
    let (date, present) = (day.date, day.present);
    let heading = several.then(|| view! { <h3>{text(move || dates::day(date))}</h3> }.into_any());
    let quorum = day.quorum.clone().map(|quorum| {
        let (tone, word) = if quorum.reached {
            (Tone::Done, tx!(running.quorum_reached))
        } else {
            (Tone::Attention, tx!(running.quorum_missing))
        };
        let seats = text(move || {
            let (present, entitled, needed) =
                (quorum.present.to_string(), quorum.entitled.to_string(), quorum.needed.to_string());
            tr!(running.quorum, present = present, entitled = entitled, needed = needed)
        });
        view! { <span>{seats}</span>{badge(tone, word)} }.into_any()
    });
    let there = text(move || tr!(running.there, count = present.unsigned_abs()));
    let too_early =
        (!day.open).then(|| view! { <p class="quiet no-print">{tx!(running.attendance_closed)}</p> }.into_any());
    let (day_id, open) = (day.day_id, day.open);
    let expected = day.people.iter().filter(|row| row.expected);
    let others: Others = expected.filter_map(|row| row.person_id.zip(row.person_name.clone())).collect();
    let rows: Vec<AnyView> = day
        .people
        .iter()
        .cloned()
        .enumerate()
        .map(|(nth, row)| person(run, day_id, open, nth, row, others.clone()))
        .collect();
    let add = open.then(|| somebody(run, region, &day));
    view! {
        {heading}
        <p class="row-facts run-quorum"><span>{there}</span>{quorum}</p>
        {too_early}
        <ol class="run-people">{rows}</ol>
        {add}
    }
    .into_any()
}

fn row_id(day: MeetingDayId, nth: usize) -> String {
    format!("person-{day}-{nth}")
}

fn person(run: Run, day: MeetingDayId, open: bool, nth: usize, row: AttendanceRow, others: Others) -> AnyView {
    let recorded = row.attendance.clone();
    let now = recorded.as_ref().map(|one| one.status);
    let name = row.person_name.clone().unwrap_or_default();
    let nobody = row.person_id.is_none();
    let institution = row.institution_name.clone().map(|name| view! { <span>{name}</span> }.into_any());
    let instead = recorded.as_ref().and_then(|one| one.substitutes_for_name.clone());
    let instead = instead
        .map(|name| view! { <span>{text(move || tr!(running.instead_of, name = name.clone()))}</span> }.into_any());
    let times = recorded.clone().filter(|_| open).map(|one| {
        let late = matches!(one.status, AttendanceStatus::Late | AttendanceStatus::LeftEarly);
        let arrived = late.then(|| time(run, &one, one.arrived_at, true));
        let left = one.left_at.map(|at| time(run, &one, Some(at), false));
        let signed = one.status.counts().then(|| signature(run, &one));
        view! { {arrived}{left}{signed}{more(run, &one, others.clone())} }.into_any()
    });
    let for_keys = row.clone();
    let keys = move |event: KeyboardEvent| {
        let target = match event.key().as_str() {
            "ArrowDown" => row_id(day, nth + 1),
            "ArrowUp" => row_id(day, nth.saturating_sub(1)),
            key => {
                let which = key.parse::<usize>().ok().and_then(|key| STATUSES.get(key.wrapping_sub(1)).copied());
                let Some(which) = which.filter(|_| open && !is_field(&event)) else { return };
                event.prevent_default();
                mark(run, day, &for_keys, which);
                row_id(day, nth + 1)
            }
        };
        if is_field(&event) {
            return;
        }
        event.prevent_default();
        browser::focus_later(target);
    };
    let buttons: Vec<AnyView> = if open && !nobody {
        STATUSES.into_iter().map(|which| button(run, day, &row, which, now == Some(which))).collect()
    } else {
        now.map(|now| badge(Tone::Plain, status(now))).into_iter().collect()
    };
    let shown = if nobody { tx!(running.vacant) } else { text(move || name.clone()) };
    view! {
        <li class="run-person" id=row_id(day, nth) tabindex="0" on:keydown=keys>
            <div class="row-main"><span class="row-title">{shown}</span><div class="row-facts">{institution}{instead}</div></div>
            <div class="run-statuses">{buttons}{times}</div>
            <span class="run-signature">{tx!(running.signature)}</span>
        </li>
    }
    .into_any()
}

/// Whether a key was pressed in a field, where it means something else.
fn is_field(event: &KeyboardEvent) -> bool {
    use wasm_bindgen::JsCast;
    let target = event.target().and_then(|target| target.dyn_into::<web_sys::HtmlElement>().ok());
    target.is_some_and(|target| matches!(target.tag_name().as_str(), "INPUT" | "SELECT"))
}

fn button(run: Run, day: MeetingDayId, row: &AttendanceRow, which: AttendanceStatus, on: bool) -> AnyView {
    let (row, name) = (row.clone(), row.person_name.clone().unwrap_or_default());
    let act = move |_| mark(run, day, &row, which);
    view! {
        <button type="button" aria-pressed=if on { "true" } else { "false" } on:click=act>
            {status(which)}<span class="sr">": "{name}</span>
        </button>
    }
    .into_any()
}

/// Whether somebody has signed the list.
fn signature(run: Run, record: &Attendance) -> AnyView {
    let (id, version, name) = (record.id, record.version, record.person_name.clone());
    let (signed, shown) = (record.signed_at.is_some(), record.person_name.clone());
    let change = move |event: leptos::ev::Event| {
        let patch = AttendancePatch { signed: Some(event_target_checked(&event)), ..AttendancePatch::default() };
        run.outbox.push(name.clone(), Sending::Attendance(id, version, patch));
    };
    view! {
        <label class="run-signed">
            <input type="checkbox" prop:checked=signed on:change=change />
            {tx!(running.signed)}<span class="sr">": "{shown}</span>
        </label>
    }
    .into_any()
}

/// In whose place somebody came, and taking back what was entered by mistake.
fn more(run: Run, record: &Attendance, others: Others) -> AnyView {
    let (id, version, name, person) = (record.id, record.version, record.person_name.clone(), record.person_id);
    let now = record.substitutes_for_id.map(|id| id.to_string()).unwrap_or_default();
    let mut options = vec![(String::new(), tr!(running.in_nobodys_place).to_owned())];
    options.extend(others.into_iter().filter(|(id, _)| *id != person).map(|(id, name)| (id.to_string(), name)));
    let options: Vec<AnyView> = options
        .into_iter()
        .map(|(key, name)| {
            let chosen = key == now;
            view! { <option value=key selected=chosen>{name}</option> }.into_any()
        })
        .collect();
    let (removed, shown) = (name.clone(), name.clone());
    let change = move |event: leptos::ev::Event| {
        let instead: Option<PersonId> = event_target_value(&event).parse().ok();
        let patch = AttendancePatch { substitutes_for_id: Patch::from(instead), ..AttendancePatch::default() };
        run.outbox.push(name.clone(), Sending::Attendance(id, version, patch));
    };
    let remove = move |_| run.outbox.push(removed.clone(), Sending::RemoveAttendance(id, version));
    view! {
        <details class="run-more">
            <summary>{tx!(running.more)}<span class="sr">": "{shown}</span></summary>
            <label>{tx!(running.instead_label)}<select on:change=change>{options}</select></label>
            <button type="button" on:click=remove>{tx!(running.remove_attendance)}</button>
        </details>
    }
    .into_any()
}

/// Now, as a wall clock shows it.
fn minute() -> NaiveTime {
    let (_, now) = dates::home_clock(dates::now());
    NaiveTime::from_hms_opt(now.hour(), now.minute(), 0).unwrap_or_default()
}

/// Records a status; the times of coming and going are those of now, and can be corrected.
fn mark(run: Run, day: MeetingDayId, row: &AttendanceRow, which: AttendanceStatus) {
    let arrived_at = (which == AttendanceStatus::Late).then(minute);
    let left_at = (which == AttendanceStatus::LeftEarly).then(minute);
    let name = row.person_name.clone().unwrap_or_default();
    let meeting = run.id;
    match (&row.attendance, row.person_id) {
        (Some(known), _) => {
            let (id, version) = (known.id, known.version);
            let patch = AttendancePatch {
                status: Some(which),
                arrived_at: arrived_at.map_or(Patch::Absent, Patch::Value),
                left_at: left_at.map_or(Patch::Absent, Patch::Value),
                ..AttendancePatch::default()
            };
            run.outbox.push(name, Sending::Attendance(id, version, patch));
        }
        (None, Some(person_id)) => {
            let input = AttendanceCreate { arrived_at, left_at, ..new_record(day, person_id, which) };
            run.outbox.push(name, Sending::NewAttendance(meeting, input));
        }
        (None, None) => {}
    }
}

fn new_record(day_id: MeetingDayId, person_id: PersonId, status: AttendanceStatus) -> AttendanceCreate {
    AttendanceCreate {
        day_id,
        person_id,
        institution_id: None,
        seat_id: None,
        status,
        arrived_at: None,
        left_at: None,
        substitutes_for_id: None,
        mode: None,
        signed: false,
    }
}

/// A time that can be corrected; an arrival may be left out where somebody left early.
fn time(run: Run, record: &Attendance, at: Option<NaiveTime>, arrival: bool) -> AnyView {
    let (id, version, name) = (record.id, record.version, record.person_name.clone());
    let optional = arrival && record.status == AttendanceStatus::LeftEarly;
    let label = if arrival { tx!(running.arrived_at) } else { tx!(running.left_at) };
    let change = move |event: leptos::ev::Event| {
        let typed = event_target_value(&event);
        let value = match parse_clock(&typed) {
            Some(time) => Patch::Value(time),
            None if optional && typed.trim().is_empty() => Patch::Null,
            None => {
                toasts::show(tr!(running.time_wrong).to_owned());
                return;
            }
        };
        let patch = if arrival {
            AttendancePatch { arrived_at: value, ..AttendancePatch::default() }
        } else {
            AttendancePatch { left_at: value, ..AttendancePatch::default() }
        };
        run.outbox.push(name.clone(), Sending::Attendance(id, version, patch));
    };
    let at = at.map(dates::clock).unwrap_or_default();
    view! { <label class="run-time">{label}<input type="text" inputmode="numeric" value=at on:change=change /></label> }
        .into_any()
}

/// Adds somebody who is not expected: a guest, or a substitute for somebody who is.
fn somebody(run: Run, region: RegionId, day: &AttendanceDay) -> AnyView {
    let (query, instead) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let found = load(move || {
        let q = query.get().trim().to_owned();
        fetch(move |client| {
            let q = q.clone();
            async move {
                if q.chars().count() < 3 {
                    return Ok(Vec::new());
                }
                let filter = PeopleFilter { region_id: Some(region), q: Some(q), ..PeopleFilter::default() };
                client.list_people(&filter).await.map(|page| page.items)
            }
        })
    });
    let day_id = day.day_id;
    let mut options = vec![(String::new(), tx!(running.as_guest))];
    options.extend(day.people.iter().filter(|row| row.expected).filter_map(|row| {
        let (id, name) = row.person_id.zip(row.person_name.clone())?;
        Some((id.to_string(), text(move || tr!(running.instead_of, name = name.clone()))))
    }));
    let there: Vec<PersonId> = day.people.iter().filter_map(|row| row.person_id).collect();
    let add = move |person: &Person| {
        let input = AttendanceCreate {
            substitutes_for_id: instead.with_untracked(|id| id.parse().ok()),
            ..new_record(day_id, person.id, AttendanceStatus::Present)
        };
        let meeting = run.id;
        let name = format!("{} {}", person.first_name, person.last_name);
        run.outbox.push(name, Sending::NewAttendance(meeting, input));
    };
    let rows = move |people: Vec<Person>| {
        if query.with_untracked(|q| q.trim().chars().count() < 3) {
            return ().into_any();
        }
        if people.is_empty() {
            return empty(tx!(running.nobody_found), None);
        }
        let one = |person: Person| {
            let name = format!("{} {}", person.first_name, person.last_name);
            let known = there.contains(&person.id);
            let act = move |_| add(&person);
            view! { <li class="row"><span class="row-main">{name}</span><button type="button" disabled=known on:click=act>{tx!(running.add)}</button></li> }
                .into_any()
        };
        view! { <ul class="rows">{people.into_iter().take(10).map(one).collect::<Vec<_>>()}</ul> }.into_any()
    };
    let form = crate::components::form::Form::default();
    let search = crate::components::form::Field::new("add-person", "", tx!(running.add_person));
    let place = crate::components::form::Field::new("add-instead", "", tx!(running.add_as));
    view! {
        <details class="no-print">
            <summary>{tx!(running.add_somebody)}</summary>
            {form.select(place, instead, options)}
            {form.input(search.hint(tx!(running.add_person_hint)), query)}
            {show(found, rows)}
        </details>
    }
    .into_any()
}
