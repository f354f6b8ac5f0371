//! Where a registration stands, and why: each decision in words.

use crate::api::{self, fetch, load};
use crate::components::feedback::{Tone, badge, show};
use crate::texts::{Text, text};
use crate::{dates, tr, tx};
use leptos::prelude::*;
use obrady_types::RegistrationId;
use obrady_types::trainings::{
    Registration, RegistrationDecision, RegistrationOutcome, RegistrationReason, RegistrationState,
};

/// Where a registration stands, with the place in the queue.
pub(super) fn standing(row: &Registration) -> AnyView {
    let (tone, words): (Tone, Text) = match row.state {
        RegistrationState::Confirmed => (Tone::Done, tx!(trainings.reg_confirmed)),
        RegistrationState::Waiting => match row.place {
            Some(place) => (Tone::Attention, text(move || tr!(trainings.place, place = place))),
            None => (Tone::Attention, tx!(trainings.reg_waiting)),
        },
        RegistrationState::Cancelled => (Tone::Plain, tx!(trainings.reg_cancelled)),
        RegistrationState::Expired => (Tone::Plain, tx!(trainings.reg_expired)),
        RegistrationState::Attended => (Tone::Done, tx!(trainings.reg_attended)),
        RegistrationState::NoShow => (Tone::Plain, tx!(trainings.reg_no_show)),
    };
    badge(tone, words)
}

/// Whether a registration is still on its way to the training.
pub(super) fn is_active(row: &Registration) -> bool {
    matches!(row.state, RegistrationState::Confirmed | RegistrationState::Waiting)
}

/// The decisions, fetched when they are asked for.
pub(super) fn why(id: RegistrationId) -> AnyView {
    let open = RwSignal::new(false);
    let decisions = move || {
        let decisions = load(move || {
            fetch(move |client| async move {
                api::whole(|page| {
                    let client = client.clone();
                    async move { client.list_registration_decisions(id, &page).await }
                })
                .await
            })
        });
        show(decisions, list)
    };
    view! {
        <details class="why" on:toggle=move |_| open.set(true)>
            <summary>{tx!(trainings.why)}</summary>
            {move || open.get().then(decisions)}
        </details>
    }
    .into_any()
}

fn list(all: Vec<RegistrationDecision>) -> AnyView {
    let rows: Vec<AnyView> = all
        .into_iter()
        .map(|step| {
            let at = step.at;
            view! { <li><span class="quiet">{move || dates::instant_time(at)}</span> " " {words(&step)}</li> }
                .into_any()
        })
        .collect();
    view! { <ol class="decisions" aria-label=tx!(trainings.why_title)>{rows}</ol> }.into_any()
}

fn words(step: &RegistrationDecision) -> Text {
    let (place, limit) = (step.place.unwrap_or_default(), step.institution_limit.unwrap_or_default());
    match (step.outcome, step.reason) {
        (RegistrationOutcome::Confirmed, _) => tx!(trainings.because_confirmed),
        (RegistrationOutcome::Waiting, _) => text(move || tr!(trainings.because_waiting, place = place)),
        (RegistrationOutcome::Promoted, RegistrationReason::CapacityRaised) => tx!(trainings.because_raised),
        (RegistrationOutcome::Promoted, _) => text(move || tr!(trainings.because_promoted, place = place)),
        (RegistrationOutcome::Skipped, _) => text(move || tr!(trainings.because_skipped, place = place, limit = limit)),
        (RegistrationOutcome::Swapped, _) => tx!(trainings.because_swapped),
        (RegistrationOutcome::Cancelled, RegistrationReason::EditionCancelled) => tx!(trainings.because_edition),
        (RegistrationOutcome::Cancelled, _) => tx!(trainings.because_cancelled),
    }
}
