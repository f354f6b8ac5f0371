//! The form that changes a meeting's facts: title, days, form, place.

use super::facts_days::{self, Day};
use crate::api::{self, Failure, Loaded};
use crate::components::form::{Field, Form};
use crate::components::form_errors::{FormError, Refused, error_summary, field_words};
use crate::components::words;
use crate::state::toasts;
use crate::{tr, tx};
use leptos::prelude::*;
use obrady_types::meetings::{Meeting, MeetingDayInput, MeetingMode, MeetingPatch};
use obrady_types::{ErrorCode, MeetingId, Patch, validate};

/// What the form knows; copies share it.
#[derive(Clone, Copy)]
struct Facts {
    form: Form,
    id: MeetingId,
    /// The meeting as the server last told it.
    known: RwSignal<Meeting>,
    title: RwSignal<String>,
    venue: RwSignal<String>,
    mode: RwSignal<String>,
    days: RwSignal<Vec<Day>>,
}

/// The form. After somebody else's change it shows what stands there now, and the next attempt replaces that.
pub(super) fn form(loaded: Loaded<Meeting>, meeting: Meeting, open: RwSignal<bool>) -> AnyView {
    let form = Form::default();
    let facts = Facts {
        form,
        id: meeting.id,
        title: RwSignal::new(meeting.title.clone()),
        venue: RwSignal::new(meeting.venue.clone().unwrap_or_default()),
        mode: RwSignal::new(mode_word(meeting.mode).to_owned()),
        days: RwSignal::new(meeting.days.iter().map(Day::of).collect()),
        known: RwSignal::new(meeting),
    };
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        match facts.patch() {
            Ok(patch) => form.submit(send(facts, patch, loaded, open)),
            Err(errors) => {
                form.refuse(errors);
            }
        }
    };
    let modes = [MeetingMode::InPerson, MeetingMode::Online, MeetingMode::Hybrid]
        .map(|mode| (mode_word(mode).to_owned(), words::meeting_mode(mode)));
    view! {
        <form class="form" novalidate=true on:submit=submit>
            {error_summary(form)}
            {form.input(Field::new("facts-title", "/title", tx!(meetings.title)), facts.title)}
            {facts_days::fields(form, facts.days)}
            {form.select(Field::new("facts-mode", "/mode", tx!(meetings.mode)).width("medium"), facts.mode, Vec::from(modes))}
            {form.input(Field::new("facts-venue", "/venue", tx!(meetings.venue)).hint(tx!(meetings.venue_hint)).optional(), facts.venue)}
            {form.button(tx!(common.save))}
        </form>
    }
    .into_any()
}

impl Facts {
    fn place(self) -> Option<String> {
        Some(self.venue.get_untracked().trim().to_owned()).filter(|venue| !venue.is_empty())
    }

    /// What to send, or everything that is wrong with it.
    fn patch(self) -> Result<MeetingPatch, Vec<FormError>> {
        let (days, mut errors) = facts_days::read(self.form, self.days);
        let patch = MeetingPatch {
            title: Patch::Value(self.title.get_untracked()),
            mode: Some(mode_named(&self.mode.get_untracked())),
            venue: self.place().into(),
            days: Some(days),
        };
        errors.extend(self.form.found(&validate(&patch)));
        if errors.is_empty() { Ok(patch) } else { Err(errors) }
    }

    /// Takes up what somebody else has saved: it is shown beside what was typed.
    fn compare(self, now: Meeting) {
        let mut found = Vec::new();
        if self.title.with_untracked(|title| *title != now.title) {
            found.push(("facts-title", now.title.clone()));
        }
        if mode_named(&self.mode.get_untracked()) != now.mode {
            found.push(("facts-mode", words::meeting_mode(now.mode).get_untracked()));
        }
        if self.place() != now.venue {
            found.push(("facts-venue", now.venue.clone().unwrap_or_else(|| tr!(common.nothing).to_owned())));
        }
        found.extend(facts_days::compare(self.days, &now.days));
        self.known.set(now);
        self.form.refuse_stale(found);
    }
}

async fn send(facts: Facts, patch: MeetingPatch, loaded: Loaded<Meeting>, open: RwSignal<bool>) -> Result<(), Refused> {
    let (id, version) = (facts.id, facts.known.with_untracked(|meeting| meeting.version));
    let answer = api::send(|client| {
        let patch = patch.clone();
        async move { client.update_meeting(id, version, &patch).await }
    })
    .await
    .map_err(Failure::from);
    match answer {
        Ok(changed) => {
            toasts::show(tr!(common.saved).to_owned());
            open.set(false);
            loaded.set(changed.value);
            Ok(())
        }
        Err(failure) if failure.code() == Some(ErrorCode::StaleVersion) => {
            let now = api::send(move |client| async move { client.get_meeting(id).await }).await?.value;
            loaded.set(now.clone());
            facts.compare(now);
            Err(Refused::Shown)
        }
        Err(failure) if failure.code() == Some(ErrorCode::MeetingDays) => {
            refuse_removal(facts, patch.days.unwrap_or_default(), &failure);
            Err(Refused::Shown)
        }
        Err(failure) => Err(failure.into()),
    }
}

/// A day that has items cannot go away: it is put back, with the reason.
fn refuse_removal(facts: Facts, sent: Vec<MeetingDayInput>, failure: &Failure) {
    let known = facts.known.with_untracked(|meeting| meeting.days.clone());
    let back = facts_days::put_back(facts.days, &known, &sent);
    let told = failure.problem.as_ref().and_then(|problem| problem.errors.first());
    let words = match told {
        Some(error) => field_words(tr!(meetings.date), error, false),
        None => words::error(ErrorCode::MeetingDays).to_owned(),
    };
    let errors = back.into_iter().map(|id| facts.form.at(id, words.clone()));
    facts.form.refuse(errors.collect());
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
