//! A new training with its first edition, both drafts.

use super::edition_form::Fields;
use super::model::{lines, manages};
use super::withdrawing::refused;
use crate::api::{self, Attempts, fetch, load};
use crate::components::feedback::{empty, show};
use crate::components::form::Field;
use crate::components::page::PageHead;
use crate::state::session;
use crate::texts::Text;
use crate::{address, tx};
use leptos::prelude::*;
use obrady_types::RegionId;
use obrady_types::trainings::{Adviser, TrainerInput, TrainingCreate, TrainingEditionCreate, TrainingForm};
use obrady_types::{TrainingId, validate};

/// The forms in the order of the menu.
const FORMS: [(&str, TrainingForm); 5] = [
    ("workshop", TrainingForm::Workshop),
    ("course", TrainingForm::Course),
    ("seminar", TrainingForm::Seminar),
    ("study_visit", TrainingForm::StudyVisit),
    ("supervision", TrainingForm::Supervision),
];

/// The page.
pub fn page() -> AnyView {
    let fields = Fields::new();
    let body = move || match session::me() {
        Some(me) if manages(Some(&me), me.region_id) => with_advisers(me.region_id, fields),
        _ => empty(tx!(trainings.may_not), None),
    };
    PageHead::new(tx!(trainings.new)).under(tx!(trainings.title), "/trainings").form(fields.form).view(body.into_any())
}

fn with_advisers(region: RegionId, fields: Fields) -> AnyView {
    let advisers = load(move || {
        fetch(move |client| async move {
            api::whole(|page| {
                let client = client.clone();
                async move { client.list_advisers(Some(region), &page).await }
            })
            .await
        })
    });
    show(advisers, move |all| form(fields, all))
}

fn form(fields: Fields, advisers: Vec<Adviser>) -> AnyView {
    let form = fields.form;
    let empty_text = || RwSignal::new(String::new());
    let (title, description, topics, audiences, code) =
        (empty_text(), empty_text(), empty_text(), empty_text(), empty_text());
    let kind = RwSignal::new("workshop".to_owned());
    let trainer = empty_text();
    let (attempts, edition_attempts) = (Attempts::default(), Attempts::default());
    // The training that an earlier attempt made, when only its edition was refused.
    let made = StoredValue::new(None::<(String, TrainingId)>);
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let form_of = FORMS.iter().find(|(word, _)| kind.with_untracked(|kind| kind == word));
        let training = TrainingCreate {
            title: title.get_untracked(),
            description: description.get_untracked(),
            form: form_of.map_or(TrainingForm::Workshop, |(_, form)| *form),
            topics: lines(&topics.get_untracked()),
            audiences: lines(&audiences.get_untracked()),
            practice_model_ids: Vec::new(),
            region_id: None,
        };
        let mut errors = form.found(&validate(&training));
        let read = fields.read();
        let edition = match read {
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
                trainers: trainer
                    .get_untracked()
                    .parse()
                    .map(|adviser_id| vec![TrainerInput { adviser_id, blocks: Vec::new() }])
                    .unwrap_or_default(),
            }),
            Err(wrong) => {
                errors.extend(wrong);
                None
            }
        };
        if let Some(edition) = &edition {
            errors.extend(form.found(&validate(edition)));
        } else if code.with_untracked(|code| code.trim().is_empty()) {
            let found = obrady_types::FieldError {
                pointer: "/code".to_owned(),
                code: "required".to_owned(),
                detail: "required".to_owned(),
            };
            errors.extend(form.found(&[found]));
        }
        if form.refuse(errors) {
            return;
        }
        let Some(edition) = edition else { return };
        let content = serde_json::to_string(&training).unwrap_or_default();
        let key = attempts.key(&training);
        form.submit(async move {
            let known = made.get_value().filter(|(before, _)| *before == content).map(|(_, id)| id);
            let training_id = match known {
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
    let kinds = FORMS.map(|(word, form)| (word.to_owned(), super::edition_rows::form_words(form)));
    let mut trainers = vec![(String::new(), tx!(trainings.no_trainer))];
    trainers.extend(advisers.into_iter().map(|adviser| {
        let words = adviser.name.unwrap_or(adviser.title);
        (adviser.id.to_string(), Text::stored(words))
    }));
    let listed = |id, pointer, label| Field::new(id, pointer, label).hint(tx!(trainings.f_lines)).optional().list();
    view! {
        <form class="form" novalidate=true on:submit=submit>
            <p class="quiet">{tx!(trainings.create_note)}</p>
            {form.input(Field::new("training-title", "/title", tx!(trainings.f_title)), title)}
            {form.area(Field::new("training-description", "/description", tx!(trainings.f_description)).optional(), description)}
            {form.select(Field::new("training-form", "/form", tx!(trainings.f_form)).width("medium"), kind, Vec::from(kinds))}
            {form.area(listed("training-topics", "/topics", tx!(trainings.f_topics)), topics)}
            {form.area(listed("training-audiences", "/audiences", tx!(trainings.f_audiences)), audiences)}
            {form.input(Field::new("edition-code", "/code", tx!(trainings.f_code)).hint(tx!(trainings.f_code_hint)).width("medium"), code)}
            {fields.view()}
            {form.select(Field::new("edition-trainer", "/trainers", tx!(trainings.f_trainer)).width("medium"), trainer, trainers)}
            {form.button(tx!(trainings.create))}
        </form>
    }
    .into_any()
}
