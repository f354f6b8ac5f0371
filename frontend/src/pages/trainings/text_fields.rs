//! The fields of a training's texts, for a new one and for a change.

use super::model::lines;
use crate::components::edition_rows::form_words;
use crate::components::form::{Field, Form};
use crate::tx;
use leptos::prelude::*;
use obrady_types::trainings::{PracticeModel, Training, TrainingCreate, TrainingForm};
use obrady_types::{PracticeModelId, RegionId};

/// The forms in the order of the menu.
pub(super) const FORMS: [(&str, TrainingForm); 5] = [
    ("workshop", TrainingForm::Workshop),
    ("course", TrainingForm::Course),
    ("seminar", TrainingForm::Seminar),
    ("study_visit", TrainingForm::StudyVisit),
    ("supervision", TrainingForm::Supervision),
];

/// What the fields hold.
#[derive(Clone, Copy)]
pub(super) struct Texts {
    form: Form,
    title: RwSignal<String>,
    description: RwSignal<String>,
    kind: RwSignal<String>,
    topics: RwSignal<String>,
    audiences: RwSignal<String>,
    models: RwSignal<Vec<PracticeModelId>>,
}

impl Texts {
    /// The fields of a new training, or of one that is there.
    pub(super) fn of(form: Form, training: Option<&Training>) -> Self {
        let text = |read: fn(&Training) -> String| RwSignal::new(training.map(read).unwrap_or_default());
        let kind = training.map_or(TrainingForm::Workshop, |training| training.form);
        let kind = FORMS.iter().find(|(_, form)| *form == kind).map_or("workshop", |(word, _)| word);
        let models = training.map(|training| training.practice_models.iter().map(|model| model.id).collect());
        Self {
            form,
            title: text(|training| training.title.clone()),
            description: text(|training| training.description.clone()),
            kind: RwSignal::new(kind.to_owned()),
            topics: text(|training| training.topics.join("\n")),
            audiences: text(|training| training.audiences.join("\n")),
            models: RwSignal::new(models.unwrap_or_default()),
        }
    }

    /// What they say.
    pub(super) fn input(self, region_id: Option<RegionId>) -> TrainingCreate {
        let kind = FORMS.iter().find(|(word, _)| self.kind.with_untracked(|kind| kind == word));
        TrainingCreate {
            title: self.title.get_untracked(),
            description: self.description.get_untracked(),
            form: kind.map_or(TrainingForm::Workshop, |(_, form)| *form),
            topics: lines(&self.topics.get_untracked()),
            audiences: lines(&self.audiences.get_untracked()),
            practice_model_ids: self.models.get_untracked(),
            region_id,
        }
    }

    /// Shows what somebody else has saved beside what was typed.
    pub(super) fn compare(self, now: &Training) {
        let fields = [
            ("training-title", self.title, now.title.clone()),
            ("training-description", self.description, now.description.clone()),
            ("training-topics", self.topics, now.topics.join("\n")),
            ("training-audiences", self.audiences, now.audiences.join("\n")),
        ];
        let differs =
            fields.into_iter().filter(|(_, typed, stored)| typed.with_untracked(|typed| typed.trim() != stored));
        self.form.refuse_stale(differs.map(|(id, _, stored)| (id, stored)).collect());
    }

    /// The fields, with the practice models of the region to choose from.
    pub(super) fn view(self, models: Vec<PracticeModel>) -> AnyView {
        let form = self.form;
        let kinds = FORMS.map(|(word, form)| (word.to_owned(), form_words(form)));
        let listed = |id, pointer, label| Field::new(id, pointer, label).hint(tx!(trainings.f_lines)).optional().list();
        view! {
            {form.input(Field::new("training-title", "/title", tx!(trainings.f_title)), self.title)}
            {form.area(Field::new("training-description", "/description", tx!(trainings.f_description)).hint(tx!(trainings.f_description_hint)).optional(), self.description)}
            {form.select(Field::new("training-form", "/form", tx!(trainings.f_form)).width("medium"), self.kind, Vec::from(kinds))}
            {form.area(listed("training-topics", "/topics", tx!(trainings.f_topics)), self.topics)}
            {form.area(listed("training-audiences", "/audiences", tx!(trainings.f_audiences)), self.audiences)}
            {self.models(models)}
        }
        .into_any()
    }

    fn models(self, all: Vec<PracticeModel>) -> Option<AnyView> {
        let chosen = self.models;
        let rows: Vec<AnyView> = all
            .into_iter()
            .map(|model| {
                let id = model.id;
                let toggle = move |_| {
                    chosen.update(|ids| if ids.contains(&id) { ids.retain(|one| *one != id) } else { ids.push(id) });
                };
                view! {
                    <label class="check">
                        <input type="checkbox" prop:checked=move || chosen.with(|ids| ids.contains(&id)) on:change=toggle />
                        <span>{model.name}</span>
                    </label>
                }
                .into_any()
            })
            .collect();
        (!rows.is_empty()).then(|| {
            view! { <fieldset class="part"><legend>{tx!(trainings.models)}</legend><div>{rows}</div></fieldset> }
                .into_any()
        })
    }
}
