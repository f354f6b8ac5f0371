//! Changing the texts of a training: they hold for all its editions.

use super::text_fields::Texts;
use crate::api::{self, Failure, fetch, load};
use crate::components::feedback::{empty, show};
use crate::components::form::Form;
use crate::components::form_errors::Refused;
use crate::components::page::PageHead;
use crate::state::{session, toasts};
use crate::{address, tr, tx};
use leptos::prelude::*;
use obrady_types::trainings::{PracticeModel, Training, TrainingPatch};
use obrady_types::{ErrorCode, Patch, TrainingId, validate};

/// A training with the models that it may name.
#[derive(Clone)]
struct Shown {
    training: Training,
    models: Vec<PracticeModel>,
}

/// The page.
pub fn page(id: TrainingId) -> AnyView {
    let form = Form::default();
    let shown = load(move || {
        session::me();
        fetch(move |client| async move {
            let training = client.get_training(id).await?.value;
            let region = Some(training.region_id);
            let models = api::whole(|page| {
                let client = client.clone();
                async move { client.list_practice_models(region, &page).await }
            })
            .await?;
            Ok(Shown { training, models })
        })
    });
    let body = show(shown, move |all: Shown| {
        if !all.training.editable {
            return empty(tx!(trainings.may_not), None);
        }
        editor(form, all)
    });
    PageHead::new(tx!(trainings.texts_title))
        .under(tx!(trainings.title), "/trainings")
        .under(tx!(trainings.catalogue), "/trainings/catalogue")
        .form(form)
        .view(body)
}

fn editor(form: Form, all: Shown) -> AnyView {
    let Shown { training, models } = all;
    let texts = Texts::of(form, Some(&training));
    let (id, version) = (training.id, StoredValue::new(training.version));
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let input = texts.input(None);
        if form.refuse(form.found(&validate(&input))) {
            return;
        }
        let patch = TrainingPatch {
            title: Patch::Value(input.title),
            description: Patch::Value(input.description),
            form: Some(input.form),
            topics: Some(input.topics),
            audiences: Some(input.audiences),
            practice_model_ids: Some(input.practice_model_ids),
        };
        form.submit(async move {
            let before = version.get_value();
            let answer = api::send(|client| {
                let patch = patch.clone();
                async move { client.update_training(id, before, &patch).await }
            })
            .await
            .map_err(Failure::from);
            match answer {
                Ok(_) => {
                    toasts::show(tr!(common.saved).to_owned());
                    address::go("/trainings/catalogue");
                    Ok(())
                }
                Err(failure) if failure.code() == Some(ErrorCode::StaleVersion) => {
                    let now = api::send(move |client| async move { client.get_training(id).await }).await?.value;
                    version.set_value(now.version);
                    texts.compare(&now);
                    Err(Refused::Shown)
                }
                Err(failure) => Err(failure.into()),
            }
        });
    };
    view! {
        <form class="form" novalidate=true on:submit=submit>
            <p class="quiet">{tx!(trainings.texts_note)}</p>
            {texts.view(models)}
            {form.button(tx!(common.save))}
        </form>
    }
    .into_any()
}
