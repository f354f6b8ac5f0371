//! A new training with its first edition, or a further edition of a training that is there; all of it drafts.

use super::edition_form::Fields;
use super::model::manages;
use super::text_fields::Texts;
use super::trainer_fields::Trainers;
use super::withdrawing::refused;
use crate::api::{self, Attempts, fetch, load};
use crate::components::feedback::{empty, show};
use crate::components::form::Field;
use crate::components::page::PageHead;
use crate::state::session;
use crate::texts::text;
use crate::{address, tr, tx};
use leptos::prelude::*;
use obrady_types::trainings::{Adviser, PracticeModel, Training, TrainingEditionCreate};
use obrady_types::{FieldError, RegionId, TrainingId, validate};

/// What there is to choose from, and the training that gets a further edition.
#[derive(Clone)]
struct Known {
    training: Option<Training>,
    advisers: Vec<Adviser>,
    models: Vec<PracticeModel>,
}

/// The page.
pub fn page() -> AnyView {
    let fields = Fields::new();
    let training = address::query("training");
    let of = Memo::new(move |_| training.get().and_then(|id| id.parse::<TrainingId>().ok()));
    let body = move || match session::me() {
        Some(me) if manages(Some(&me), me.region_id) => with_choices(me.region_id, of.get(), fields),
        _ => empty(tx!(trainings.may_not), None),
    };
    let title =
        text(move || if of.get().is_some() { tr!(trainings.next_edition) } else { tr!(trainings.new) }.to_owned());
    PageHead::new(title).under(tx!(trainings.title), "/trainings").form(fields.form).view(body.into_any())
}

fn with_choices(region: RegionId, training: Option<TrainingId>, fields: Fields) -> AnyView {
    let known = load(move || {
        fetch(move |client| async move {
            let training = match training {
                Some(id) => Some(client.get_training(id).await?.value),
                None => None,
            };
            let region = Some(training.as_ref().map_or(region, |training| training.region_id));
            let advisers = api::whole(|page| {
                let client = client.clone();
                async move { client.list_advisers(region, &page).await }
            })
            .await?;
            let models = api::whole(|page| {
                let client = client.clone();
                async move { client.list_practice_models(region, &page).await }
            })
            .await?;
            Ok(Known { training, advisers, models })
        })
    });
    show(known, move |known: Known| match &known.training {
        Some(training) if !training.editable => empty(tx!(trainings.may_not), None),
        _ => form(fields, known),
    })
}

fn form(fields: Fields, known: Known) -> AnyView {
    let Known { training: further, advisers, models } = known;
    let form = fields.form;
    let code = RwSignal::new(String::new());
    let (texts, trainers) = (Texts::of(form, None), Trainers::of(form, &[]));
    let (attempts, edition_attempts) = (Attempts::default(), Attempts::default());
    let given = further.as_ref().map(|training| training.id);
    // The training that an earlier attempt made, when only its edition was refused.
    let made = StoredValue::new(None::<(String, TrainingId)>);
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let training = texts.input(None);
        let mut errors = if given.is_some() { Vec::new() } else { form.found(&validate(&training)) };
        let led = trainers.read().map_err(|wrong| errors.extend(wrong)).unwrap_or_default();
        let edition = match fields.read() {
            Ok(read) => Some(TrainingEditionCreate {
                code: code.get_untracked(),
                days: read.days,
                teaching_hours: read.hours,
                venue: read.venue,
                mode: read.mode,
                capacity: read.capacity,
                institution_limit: read.limit,
                registration_opens_at: read.opens,
                registration_closes_at: read.closes,
                funding_source: read.funding,
                trainers: led,
            }),
            Err(wrong) => {
                errors.extend(wrong);
                None
            }
        };
        if let Some(edition) = &edition {
            errors.extend(form.found(&validate(edition)));
        } else if code.with_untracked(|code| code.trim().is_empty()) {
            let required = "required".to_owned();
            let found = FieldError { pointer: "/code".to_owned(), code: required.clone(), detail: required };
            errors.extend(form.found(&[found]));
        }
        if form.refuse(errors) {
            return;
        }
        let Some(edition) = edition else { return };
        let content = serde_json::to_string(&training).unwrap_or_default();
        let key = attempts.key(&training);
        form.submit(async move {
            let before = made.get_value().filter(|(before, _)| *before == content).map(|(_, id)| id);
            let training_id = match given.or(before) {
                Some(id) => id,
                None => {
                    let answer = api::send(|client| {
                        let (client, input) = (client.with_idempotency_key(&key), training.clone());
                        async move { client.create_training(&input).await }
                    })
                    .await?;
                    made.set_value(Some((content, answer.id)));
                    answer.id
                }
            };
            let key = edition_attempts.key(&edition);
            let answer = api::send(|client| {
                let (client, input) = (client.with_idempotency_key(&key), edition.clone());
                async move { client.create_training_edition(training_id, &input).await }
            })
            .await;
            let answer = answer.map_err(|error| refused(form, error.into()))?;
            address::go(&format!("/trainings/{}/manage", answer.id));
            Ok(())
        });
    };
    let about = match further {
        Some(training) => {
            let title = training.title;
            view! { <p>{text(move || tr!(trainings.next_edition_of, title = title.clone()))}</p> }.into_any()
        }
        None => view! { <p class="quiet">{tx!(trainings.create_note)}</p>{texts.view(models)} }.into_any(),
    };
    view! {
        <form class="form" novalidate=true on:submit=submit>
            {about}
            {form.input(Field::new("edition-code", "/code", tx!(trainings.f_code)).hint(tx!(trainings.f_code_hint)).width("medium"), code)}
            {fields.view()}
            {trainers.view(advisers)}
            {form.button(tx!(trainings.create))}
        </form>
    }
    .into_any()
}
