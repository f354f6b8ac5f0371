//! The dialogue that makes a meeting, a draft, and goes to it.

use super::dialog::dialog;
use super::form::{Field, Form};
use super::form_errors::{FormError, error_summary};
use crate::api::{self, Attempts};
use crate::calendar::{DayPart, parse_day};
use crate::texts::Text;
use crate::{address, tr, tx};
use leptos::prelude::*;
use obrady_types::BodyId;
use obrady_types::meetings::{MeetingCreate, MeetingDayInput, MeetingMode};
use obrady_types::validate;

/// The fields of one day: ids and pointers differ, words do not.
#[derive(Clone, Copy)]
struct Day {
    ids: [&'static str; 3],
    pointers: [&'static str; 3],
    date: RwSignal<String>,
    start: RwSignal<String>,
    end: RwSignal<String>,
}

impl Day {
    fn new(ids: [&'static str; 3], pointers: [&'static str; 3]) -> Self {
        let time = |text: &str| RwSignal::new(text.to_owned());
        Self { ids, pointers, date: RwSignal::default(), start: time("10:00"), end: time("13:00") }
    }

    fn read(self, form: Form) -> Result<MeetingDayInput, Vec<FormError>> {
        let typed = [self.date, self.start, self.end].map(|value| value.get_untracked());
        let [date, start, end] = &typed;
        let [date_id, start_id, end_id] = self.ids;
        parse_day(date, start, end).map_err(|parts| {
            let word = |part| match part {
                DayPart::Date => form.at(date_id, tr!(meetings.date_wrong)),
                DayPart::Start => form.at(start_id, tr!(meetings.time_wrong)),
                DayPart::End => form.at(end_id, tr!(meetings.time_wrong)),
            };
            parts.into_iter().map(word).collect()
        })
    }

    fn view(self, form: Form) -> AnyView {
        let [date, start, end] = self.ids;
        let [date_pointer, start_pointer, end_pointer] = self.pointers;
        view! {
            {form.input(Field::new(date, date_pointer, tx!(meetings.date)).hint(tx!(meetings.date_hint)).width("short"), self.date)}
            <div class="pair">
                {form.input(Field::new(start, start_pointer, tx!(meetings.start)).width("short"), self.start)}
                {form.input(Field::new(end, end_pointer, tx!(meetings.to)).width("short"), self.end)}
            </div>
        }
        .into_any()
    }
}

/// The dialogue; its content is new each time it opens. `title` is proposed.
pub fn new_meeting(open: RwSignal<bool>, body: BodyId, title: Text) -> AnyView {
    dialog(open, "new-meeting", tx!(meetings.new), move || form(body, title.get_untracked()))
}

fn form(body: BodyId, proposed: String) -> AnyView {
    let form = Form::default();
    let (title, venue) = (RwSignal::new(proposed), RwSignal::new(String::new()));
    let mode = RwSignal::new("in_person".to_owned());
    let first = Day::new(
        ["meeting-date", "meeting-from", "meeting-to"],
        ["/days/0/date", "/days/0/starts_at", "/days/0/ends_at"],
    );
    let second =
        Day::new(["second-date", "second-from", "second-to"], ["/days/1/date", "/days/1/starts_at", "/days/1/ends_at"]);
    let two_days = RwSignal::new(false);
    let attempts = Attempts::default();
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let (mut days, mut errors) = (Vec::new(), Vec::new());
        let wanted = if two_days.get_untracked() { vec![first, second] } else { vec![first] };
        for day in wanted {
            match day.read(form) {
                Ok(day) => days.push(day),
                Err(wrong) => errors.extend(wrong),
            }
        }
        if let [one, two] = days.as_slice()
            && two.date <= one.date
        {
            errors.push(form.at("second-date", tr!(meetings.dates_ascend)));
        }
        let words = Some(venue.get_untracked()).filter(|venue| !venue.trim().is_empty());
        let mode = mode_named(&mode.get_untracked());
        let input = MeetingCreate { body_id: body, title: title.get_untracked(), mode, venue: words, days };
        let found = validate(&input).into_iter().filter(|error| !error.pointer.starts_with("/days"));
        let mut all = form.found(&found.collect::<Vec<_>>());
        all.extend(errors);
        if form.refuse(all) {
            return;
        }
        let key = attempts.key(&input);
        form.submit(async move {
            let made = api::send(|client| {
                let (client, input) = (client.with_idempotency_key(&key), input.clone());
                async move { client.create_meeting(&input).await }
            })
            .await?;
            address::go(&format!("/meetings/{}", made.id));
            Ok(())
        });
    };
    let modes = vec![
        ("in_person".to_owned(), tx!(meetings.mode_in_person)),
        ("online".to_owned(), tx!(meetings.mode_online)),
        ("hybrid".to_owned(), tx!(meetings.mode_hybrid)),
    ];
    let second_day = move || {
        two_days.get().then(|| {
            view! { <fieldset class="part"><legend>{tx!(meetings.second_day_legend)}</legend><div>{second.view(form)}</div></fieldset> }
                .into_any()
        })
    };
    view! {
        <form class="form" novalidate=true on:submit=submit>
            {error_summary(form)}
            <p class="quiet">{tx!(meetings.create_note)}</p>
            {form.input(Field::new("meeting-title", "/title", tx!(meetings.title)), title)}
            {first.view(form)}
            <p>
                <label class="check">
                    <input type="checkbox" prop:checked=two_days on:change=move |_| two_days.update(|two| *two = !*two) />
                    {tx!(meetings.second_day)}
                </label>
            </p>
            {second_day}
            {form.select(Field::new("meeting-mode", "/mode", tx!(meetings.mode)).width("medium"), mode, modes)}
            {form.input(Field::new("meeting-venue", "/venue", tx!(meetings.venue)).hint(tx!(meetings.venue_hint)).optional(), venue)}
            {form.button(tx!(meetings.create))}
        </form>
    }
    .into_any()
}

fn mode_named(name: &str) -> MeetingMode {
    match name {
        "online" => MeetingMode::Online,
        "hybrid" => MeetingMode::Hybrid,
        _ => MeetingMode::InPerson,
    }
}
