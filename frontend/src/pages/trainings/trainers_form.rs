//! The dialogue that says who leads an edition.

use super::trainer_fields::Trainers;
use super::withdrawing::{Changing, refused};
use crate::api::{self, fetch, load};
use crate::components::feedback::show;
use crate::components::form::Form;
use crate::components::form_errors::error_summary;
use crate::state::toasts;
use crate::{tr, tx};
use leptos::prelude::*;
use obrady_types::trainings::{Adviser, TrainingEdition, TrainingEditionPatch};

/// The form.
pub(super) fn change(edition: TrainingEdition, open: RwSignal<bool>, changing: Changing) -> AnyView {
    let region = Some(edition.region_id);
    let advisers = load(move || {
        fetch(move |client| async move {
            api::whole(|page| {
                let client = client.clone();
                async move { client.list_advisers(region, &page).await }
            })
            .await
        })
    });
    show(advisers, move |all| form(&edition, all, open, changing))
}

fn form(edition: &TrainingEdition, advisers: Vec<Adviser>, open: RwSignal<bool>, changing: Changing) -> AnyView {
    let form = Form::default();
    let trainers = Trainers::of(form, &edition.trainers);
    let (id, version) = (edition.id, edition.version);
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let led = match trainers.read() {
            Ok(led) => led,
            Err(errors) => {
                form.refuse(errors);
                return;
            }
        };
        let patch = TrainingEditionPatch { trainers: Some(led), ..TrainingEditionPatch::default() };
        form.submit(async move {
            let answer = api::send(|client| {
                let patch = patch.clone();
                async move { client.update_training_edition(id, version, &patch).await }
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
            {trainers.view(advisers)}
            {form.button(tx!(common.save))}
        </form>
    }
    .into_any()
}
