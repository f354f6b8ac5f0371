//! The fields of an edition, for a new one and for a change.

use super::model::{day_and_clock, days};
use super::withdrawing::{Changing, refused};
use crate::api;
use crate::components::form::{Field, Form};
use crate::components::form_errors::{FormError, error_summary};
use crate::components::words;
use crate::state::toasts;
use crate::{dates, tr, tx};
use chrono::{DateTime, NaiveDate, NaiveTime, Utc};
use leptos::prelude::*;
use obrady_types::meetings::MeetingMode;
use obrady_types::trainings::{EditionDayInput, TrainingEdition, TrainingEditionPatch};
use obrady_types::{Patch, validate};

/// What the fields hold.
#[derive(Clone, Copy)]
pub(super) struct Fields {
    pub(super) form: Form,
    days: RwSignal<String>,
    hours: RwSignal<String>,
    venue: RwSignal<String>,
    mode: RwSignal<String>,
    capacity: RwSignal<String>,
    limit: RwSignal<String>,
    opens: RwSignal<String>,
    closes: RwSignal<String>,
    funding: RwSignal<String>,
}

/// What was read from them.
pub(super) struct Read {
    pub(super) days: Vec<EditionDayInput>,
    pub(super) hours: i32,
    pub(super) venue: Option<String>,
    pub(super) mode: MeetingMode,
    pub(super) capacity: i32,
    pub(super) limit: Option<i32>,
    pub(super) opens: DateTime<Utc>,
    pub(super) closes: DateTime<Utc>,
    pub(super) funding: Option<String>,
}

fn clocked((date, clock): (NaiveDate, NaiveTime)) -> String {
    format!("{} {}", dates::typed(date), dates::clock(clock))
}

impl Fields {
    /// The fields of a new edition.
    pub(super) fn new() -> Self {
        let text = |text: &str| RwSignal::new(text.to_owned());
        Self {
            form: Form::default(),
            days: text(""),
            hours: text("8"),
            venue: text(""),
            mode: text("in_person"),
            capacity: text("20"),
            limit: text(""),
            opens: text(""),
            closes: text(""),
            funding: text(""),
        }
    }

    fn of(edition: &TrainingEdition) -> Self {
        let days: Vec<String> = edition
            .days
            .iter()
            .map(|day| format!("{}-{}", clocked((day.date, day.starts_at)), dates::clock(day.ends_at)))
            .collect();
        let mode = match edition.mode {
            MeetingMode::InPerson => "in_person",
            MeetingMode::Online => "online",
            MeetingMode::Hybrid => "hybrid",
        };
        Self {
            form: Form::default(),
            days: RwSignal::new(days.join("\n")),
            hours: RwSignal::new(edition.teaching_hours.to_string()),
            venue: RwSignal::new(edition.venue.clone().unwrap_or_default()),
            mode: RwSignal::new(mode.to_owned()),
            capacity: RwSignal::new(edition.capacity.to_string()),
            limit: RwSignal::new(edition.institution_limit.map(|limit| limit.to_string()).unwrap_or_default()),
            opens: RwSignal::new(clocked(dates::home_clock(edition.registration_opens_at))),
            closes: RwSignal::new(clocked(dates::home_clock(edition.registration_closes_at))),
            funding: RwSignal::new(edition.funding_source.clone().unwrap_or_default()),
        }
    }

    /// What they say, or each field that cannot be read.
    pub(super) fn read(self) -> Result<Read, Vec<FormError>> {
        let mut errors = Vec::new();
        let form = self.form;
        let instant = |id: &'static str, value: RwSignal<String>, errors: &mut Vec<FormError>| {
            let read = day_and_clock(&value.get_untracked()).map(|(date, clock)| dates::home_instant(date, clock));
            if read.is_none() {
                errors.push(form.at(id, tr!(trainings.f_instant_wrong)));
            }
            read
        };
        let number = |id: &'static str, value: RwSignal<String>, errors: &mut Vec<FormError>| {
            let read = value.get_untracked().trim().parse::<i32>().ok();
            if read.is_none() {
                errors.push(form.at(id, tr!(trainings.f_number_wrong)));
            }
            read
        };
        let text = |value: RwSignal<String>| Some(value.get_untracked()).filter(|text| !text.trim().is_empty());
        let read_days = days(&self.days.get_untracked());
        if read_days.is_none() {
            errors.push(form.at("edition-days", tr!(trainings.f_days_wrong)));
        }
        let hours = number("edition-hours", self.hours, &mut errors);
        let capacity = number("edition-capacity", self.capacity, &mut errors);
        let limited = text(self.limit).is_some();
        let limit = limited.then(|| number("edition-limit", self.limit, &mut errors)).flatten();
        let opens = instant("edition-opens", self.opens, &mut errors);
        let closes = instant("edition-closes", self.closes, &mut errors);
        let mode = match self.mode.get_untracked().as_str() {
            "online" => MeetingMode::Online,
            "hybrid" => MeetingMode::Hybrid,
            _ => MeetingMode::InPerson,
        };
        match (read_days, hours, capacity, opens, closes) {
            (Some(days), Some(hours), Some(capacity), Some(opens), Some(closes)) if errors.is_empty() => Ok(Read {
                days,
                hours,
                venue: text(self.venue),
                mode,
                capacity,
                limit,
                opens,
                closes,
                funding: text(self.funding),
            }),
            _ => Err(errors),
        }
    }

    /// The fields.
    pub(super) fn view(self) -> AnyView {
        let form = self.form;
        let modes =
            [("in_person", MeetingMode::InPerson), ("online", MeetingMode::Online), ("hybrid", MeetingMode::Hybrid)]
                .map(|(word, mode)| (word.to_owned(), words::meeting_mode(mode)));
        let short = |id, pointer, label| Field::new(id, pointer, label).width("short");
        let instant =
            |id, pointer, label| Field::new(id, pointer, label).hint(tx!(trainings.f_instant_hint)).width("medium");
        view! {
            {form.area(Field::new("edition-days", "/days", tx!(trainings.f_days)).hint(tx!(trainings.f_days_hint)).list(), self.days)}
            {form.input(short("edition-hours", "/teaching_hours", tx!(trainings.f_hours)), self.hours)}
            {form.select(Field::new("edition-mode", "/mode", tx!(trainings.f_mode)).width("medium"), self.mode, Vec::from(modes))}
            {form.input(Field::new("edition-venue", "/venue", tx!(trainings.f_venue)).optional(), self.venue)}
            {form.input(short("edition-capacity", "/capacity", tx!(trainings.f_capacity)), self.capacity)}
            {form.input(short("edition-limit", "/institution_limit", tx!(trainings.f_limit)).hint(tx!(trainings.f_limit_hint)).optional(), self.limit)}
            {form.input(instant("edition-opens", "/registration_opens_at", tx!(trainings.f_opens)), self.opens)}
            {form.input(instant("edition-closes", "/registration_closes_at", tx!(trainings.f_closes)), self.closes)}
            {form.input(Field::new("edition-funding", "/funding_source", tx!(trainings.f_funding)).optional(), self.funding)}
        }
        .into_any()
    }
}

/// The form that changes an edition.
pub(super) fn change(edition: TrainingEdition, open: RwSignal<bool>, changing: Changing) -> AnyView {
    let fields = Fields::of(&edition);
    let form = fields.form;
    let (id, version) = (edition.id, edition.version);
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let read = match fields.read() {
            Ok(read) => read,
            Err(errors) => {
                form.refuse(errors);
                return;
            }
        };
        let same = edition.days.len() == read.days.len()
            && edition
                .days
                .iter()
                .zip(&read.days)
                .all(|(old, new)| (old.date, old.starts_at, old.ends_at) == (new.date, new.starts_at, new.ends_at));
        let input = TrainingEditionPatch {
            days: (!same).then_some(read.days),
            teaching_hours: Some(read.hours),
            venue: Patch::from(read.venue),
            mode: Some(read.mode),
            capacity: Some(read.capacity),
            institution_limit: Patch::from(read.limit),
            registration_opens_at: Some(read.opens),
            registration_closes_at: Some(read.closes),
            funding_source: Patch::from(read.funding),
            trainers: None,
        };
        if form.refuse(form.found(&validate(&input))) {
            return;
        }
        form.submit(async move {
            let answer = api::send(|client| {
                let input = input.clone();
                async move { client.update_training_edition(id, version, &input).await }
            })
            .await;
            answer.map_err(|error| refused(form, error.into()))?;
            open.set(false);
            toasts::show(tr!(trainings.saved).to_owned());
            changing.done();
            Ok(())
        });
    };
    view! {
        <form class="form" novalidate=true on:submit=submit>
            {error_summary(form)}
            {fields.view()}
            {form.button(tx!(common.save))}
        </form>
    }
    .into_any()
}
