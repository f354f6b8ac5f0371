//! Editions as rows, and the words of their states.

use crate::components::feedback::{Tone, badge};
use crate::components::words;
use crate::texts::{Text, text};
use crate::{dates, tr, tx};
use leptos::prelude::*;
use obrady_types::meetings::MeetingMode;
use obrady_types::trainings::{EditionDay, EditionState, TrainingEdition, TrainingForm};

/// Places that are left.
fn free(edition: &TrainingEdition) -> i32 {
    (edition.capacity - edition.confirmed).max(0)
}

/// Whether somebody can still be told how many places are left.
fn is_ahead(state: EditionState) -> bool {
    matches!(state, EditionState::Published | EditionState::RegistrationOpen | EditionState::RegistrationClosed)
}

/// How a training teaches.
pub fn form_words(form: TrainingForm) -> Text {
    match form {
        TrainingForm::Course => tx!(trainings.form_course),
        TrainingForm::Workshop => tx!(trainings.form_workshop),
        TrainingForm::Seminar => tx!(trainings.form_seminar),
        TrainingForm::StudyVisit => tx!(trainings.form_study_visit),
        TrainingForm::Supervision => tx!(trainings.form_supervision),
    }
}

/// Where an edition stands.
pub fn state_badge(state: EditionState) -> AnyView {
    let (tone, words) = match state {
        EditionState::Draft => (Tone::Attention, tx!(trainings.state_draft)),
        EditionState::Published => (Tone::Info, tx!(trainings.state_published)),
        EditionState::RegistrationOpen => (Tone::Done, tx!(trainings.state_open)),
        EditionState::RegistrationClosed => (Tone::Plain, tx!(trainings.state_closed)),
        EditionState::InProgress => (Tone::Done, tx!(trainings.state_in_progress)),
        EditionState::Completed => (Tone::Plain, tx!(trainings.state_completed)),
        EditionState::Cancelled => (Tone::Danger, tx!(trainings.state_cancelled)),
    };
    badge(tone, words)
}

/// How many places are left, in words.
pub fn seats(edition: &TrainingEdition) -> Option<AnyView> {
    if !is_ahead(edition.state) {
        return None;
    }
    let (left, waiting) = (free(edition), edition.waiting);
    let words = text(move || match (left, waiting) {
        (0, 0) => tr!(trainings.full).to_owned(),
        (0, _) => tr!(trainings.waiting, count = waiting),
        _ => tr!(trainings.seats_left, count = left),
    });
    Some(view! { <span class="seats">{words}</span> }.into_any())
}

/// "wt. 8 grudnia 2026, 9:00–15:30", or the first and the last of several days.
pub fn when(days: &[EditionDay]) -> String {
    match days {
        [] => String::new(),
        [only] => format!("{}–{}", dates::day_and_time(only.date, only.starts_at), dates::clock(only.ends_at)),
        [first, .., last] => format!("{} – {}", dates::day(first.date), dates::day(last.date)),
    }
}

/// The rows.
pub(crate) fn rows(editions: Vec<TrainingEdition>) -> AnyView {
    let rows: Vec<AnyView> = editions.into_iter().map(row).collect();
    view! { <ul class="rows">{rows}</ul> }.into_any()
}

fn row(edition: TrainingEdition) -> AnyView {
    let (state, form, mode) = (edition.state, edition.form, edition.mode);
    let seats = seats(&edition);
    let days = edition.days;
    let place = match mode {
        MeetingMode::Online => words::meeting_mode(mode),
        MeetingMode::InPerson | MeetingMode::Hybrid => match edition.venue {
            Some(venue) => Text::stored(venue),
            None => words::meeting_mode(mode),
        },
    };
    view! {
        <li class="row link-row">
            <div class="row-main">
                <a href=format!("/trainings/{}", edition.id)>{edition.title}</a>
                <div class="row-facts">
                    <span>{move || when(&days)}</span>
                    <span>{form_words(form)}</span>
                    <span>{place}</span>
                </div>
            </div>
            <div class="row-end">{seats}{state_badge(state)}</div>
        </li>
    }
    .into_any()
}
