//! What an editor does with the meeting itself: change its facts, announce, cancel or remove it, see it as the public.

use super::editor::complain;
use crate::api::{self, Failure, Loaded, new_key};
use crate::calendar::{parse_clock, parse_date};
use crate::components::dialog::dialog;
use crate::components::form::{Field, Form};
use crate::components::form_errors::{Refused, error_summary};
use crate::state::toasts;
use crate::texts::{Text, text};
use crate::{address, dates, tr, tx};
use leptos::prelude::*;
use obrady_types::meetings::{Meeting, MeetingDayInput, MeetingMode, MeetingPatch, MeetingState};
use obrady_types::{MeetingDayId, Patch, validate};

/// A step in the meeting's life that is asked about first.
#[derive(Clone, Copy, PartialEq)]
enum Step {
    Schedule,
    Cancel,
    Delete,
}

/// The buttons beside the title.
pub(super) fn actions(loaded: Loaded<Meeting>, meeting: Meeting, preview: RwSignal<bool>) -> AnyView {
    let changing = RwSignal::new(false);
    let (asking, step) = (RwSignal::new(false), RwSignal::new(Step::Schedule));
    let draft = meeting.state == MeetingState::Draft;
    let ask = move |which: Step| {
        step.set(which);
        asking.set(true);
    };
    let pressed = move || if preview.get() { "true" } else { "false" };
    let (for_change, for_step) = (meeting.clone(), meeting);
    view! {
        <button type="button" aria-pressed=pressed on:click=move |_| preview.update(|on| *on = !*on)>{tx!(agenda.preview)}</button>
        <button type="button" on:click=move |_| changing.set(true)>{tx!(agenda.change_facts)}</button>
        {draft.then(|| view! { <button type="button" on:click=move |_| ask(Step::Schedule)>{tx!(agenda.schedule)}</button> }.into_any())}
        {draft.then(|| view! { <button type="button" on:click=move |_| ask(Step::Delete)>{tx!(agenda.delete)}</button> }.into_any())}
        {(!draft).then(|| view! { <button type="button" on:click=move |_| ask(Step::Cancel)>{tx!(agenda.cancel_meeting)}</button> }.into_any())}
        {dialog(changing, "meeting-facts", tx!(agenda.change_facts), move || form(loaded, for_change.clone(), changing))}
        {dialog(asking, "meeting-step", step_title(step), move || question(loaded, for_step.clone(), step.get_untracked(), asking))}
    }
    .into_any()
}

fn step_title(step: RwSignal<Step>) -> Text {
    text(move || {
        match step.get() {
            Step::Schedule => tr!(agenda.schedule),
            Step::Cancel => tr!(agenda.cancel_meeting),
            Step::Delete => tr!(agenda.delete),
        }
        .to_owned()
    })
}

fn question(loaded: Loaded<Meeting>, meeting: Meeting, step: Step, open: RwSignal<bool>) -> AnyView {
    let (words, button) = match step {
        Step::Schedule => (tx!(agenda.schedule_question), tx!(agenda.schedule)),
        Step::Cancel => (tx!(agenda.cancel_question), tx!(agenda.cancel_meeting)),
        Step::Delete => (tx!(agenda.delete_question), tx!(agenda.delete)),
    };
    let form = Form::default();
    let (id, version, body) = (meeting.id, meeting.version, meeting.body_id);
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let key = new_key();
        form.submit(async move {
            let answer = api::send(|client| {
                let client = client.with_idempotency_key(&key);
                async move {
                    match step {
                        Step::Schedule => client.schedule_meeting(id, version).await.map(Some),
                        Step::Cancel => client.cancel_meeting(id, version).await.map(Some),
                        Step::Delete => client.delete_meeting(id, version).await.map(|()| None),
                    }
                }
            })
            .await;
            open.set(false);
            match answer {
                Ok(Some(meeting)) => loaded.set(meeting.value),
                Ok(None) => address::replace(&format!("/groups/{body}")),
                Err(error) => {
                    complain(&Failure::from(error));
                    loaded.reload();
                    return Err(Refused::Shown);
                }
            }
            toasts::show(tr!(common.saved).to_owned());
            Ok(())
        });
    };
    view! {
        <form class="form" novalidate=true on:submit=submit>
            <p>{words}</p>
            {form.button(button)}
        </form>
    }
    .into_any()
}

/// The fields of one day; `id` is absent for a new one.
#[derive(Clone, Copy)]
struct Day {
    id: Option<MeetingDayId>,
    date: RwSignal<String>,
    start: RwSignal<String>,
    end: RwSignal<String>,
}

fn form(loaded: Loaded<Meeting>, meeting: Meeting, open: RwSignal<bool>) -> AnyView {
    let form = Form::default();
    let title = RwSignal::new(meeting.title.clone());
    let venue = RwSignal::new(meeting.venue.clone().unwrap_or_default());
    let mode = RwSignal::new(mode_word(meeting.mode).to_owned());
    let days: Vec<Day> = meeting
        .days
        .iter()
        .map(|day| Day {
            id: Some(day.id),
            date: RwSignal::new(dates::typed(day.date)),
            start: RwSignal::new(dates::clock(day.starts_at)),
            end: RwSignal::new(dates::clock(day.ends_at)),
        })
        .collect();
    let days = RwSignal::new(days);
    let (id, version) = (meeting.id, meeting.version);
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let read = days.with_untracked(|days| days.iter().map(read).collect::<Option<Vec<_>>>());
        let typed = venue.get_untracked().trim().to_owned();
        let patch = MeetingPatch {
            title: Patch::Value(title.get_untracked()),
            mode: Some(mode_named(&mode.get_untracked())),
            venue: if typed.is_empty() { Patch::Null } else { Patch::Value(typed) },
            days: read.clone(),
        };
        let mut errors = form.found(&validate(&patch));
        if read.is_none() {
            errors.push(form.at("facts-day-1", tr!(agenda.days_wrong)));
        }
        if form.refuse(errors) {
            return;
        }
        form.submit(async move {
            let changed = api::send(|client| {
                let patch = patch.clone();
                async move { client.update_meeting(id, version, &patch).await }
            })
            .await?;
            toasts::show(tr!(common.saved).to_owned());
            open.set(false);
            loaded.set(changed.value);
            Ok(())
        });
    };
    let modes = vec![
        ("in_person".to_owned(), tx!(meetings.mode_in_person)),
        ("online".to_owned(), tx!(meetings.mode_online)),
        ("hybrid".to_owned(), tx!(meetings.mode_hybrid)),
    ];
    view! {
        <form class="form" novalidate=true on:submit=submit>
            {error_summary(form)}
            {form.input(Field::new("facts-title", "/title", tx!(meetings.title)), title)}
            {move || day_fields(form, days)}
            {form.select(Field::new("facts-mode", "/mode", tx!(meetings.mode)).width("medium"), mode, modes)}
            {form.input(Field::new("facts-venue", "/venue", tx!(meetings.venue)).hint(tx!(meetings.venue_hint)).optional(), venue)}
            {form.button(tx!(common.save))}
        </form>
    }
    .into_any()
}

fn read(day: &Day) -> Option<MeetingDayInput> {
    let value = |signal: RwSignal<String>| signal.get_untracked();
    Some(MeetingDayInput {
        id: day.id,
        date: parse_date(&value(day.date))?,
        starts_at: parse_clock(&value(day.start))?,
        ends_at: parse_clock(&value(day.end))?,
    })
}

/// Ids of a day's fields; a meeting has at most fourteen days.
const DAY_IDS: [&str; 14] = [
    "facts-day-1",
    "facts-day-2",
    "facts-day-3",
    "facts-day-4",
    "facts-day-5",
    "facts-day-6",
    "facts-day-7",
    "facts-day-8",
    "facts-day-9",
    "facts-day-10",
    "facts-day-11",
    "facts-day-12",
    "facts-day-13",
    "facts-day-14",
];

fn day_fields(form: Form, days: RwSignal<Vec<Day>>) -> AnyView {
    let all = days.get();
    let count = all.len();
    let rows: Vec<AnyView> = all
        .into_iter()
        .zip(DAY_IDS)
        .enumerate()
        .map(|(nth, (day, id))| {
            let time = move |value: RwSignal<String>, name: Text| {
                view! {
                    <label>
                        <span>{name}</span>
                        <input
                            type="text"
                            class="short"
                            autocomplete="off"
                            prop:value=value
                            on:input=move |event| value.set(event_target_value(&event))
                        />
                    </label>
                }
                .into_any()
            };
            let remove = (count > 1).then(|| {
                let act = move |_| {
                    days.update(|days| {
                        days.remove(nth);
                    });
                };
                view! { <button type="button" class="plain" on:click=act>{tx!(agenda.remove_day)}</button> }.into_any()
            });
            let field = Field::new(id, "/days", text(move || tr!(agenda.day_date, day = nth + 1))).width("short");
            view! {
                {form.input(field, day.date)}
                <div class="pair">{time(day.start, tx!(meetings.start))}{time(day.end, tx!(meetings.to))}</div>
                {remove}
            }
            .into_any()
        })
        .collect();
    let add = move |_| {
        days.update(|days| {
            let new = |text: &str| RwSignal::new(text.to_owned());
            days.push(Day { id: None, date: new(""), start: new("10:00"), end: new("13:00") });
        });
    };
    let more = (count < DAY_IDS.len())
        .then(|| view! { <p><button type="button" on:click=add>{tx!(agenda.add_day)}</button></p> }.into_any());
    view! { {rows}{more} }.into_any()
}

fn mode_word(mode: MeetingMode) -> &'static str {
    match mode {
        MeetingMode::InPerson => "in_person",
        MeetingMode::Online => "online",
        MeetingMode::Hybrid => "hybrid",
    }
}

fn mode_named(word: &str) -> MeetingMode {
    match word {
        "online" => MeetingMode::Online,
        "hybrid" => MeetingMode::Hybrid,
        _ => MeetingMode::InPerson,
    }
}
