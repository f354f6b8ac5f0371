//! Who leads an edition: chosen one after the other, each with what they teach.

use super::model::lines;
use crate::components::form::{Field, Form};
use crate::components::form_errors::FormError;
use crate::texts::Text;
use crate::{browser, tr, tx};
use leptos::prelude::*;
use obrady_types::trainings::{Adviser, Trainer, TrainerInput};
use obrady_types::{AdviserId, validate};

/// What the fields hold.
#[derive(Clone, Copy)]
pub(super) struct Trainers {
    form: Form,
    chosen: RwSignal<Vec<TrainerInput>>,
    adviser: RwSignal<String>,
    blocks: RwSignal<String>,
}

impl Trainers {
    /// Those who lead an edition, nobody for a new one.
    pub(super) fn of(form: Form, trainers: &[Trainer]) -> Self {
        let chosen = trainers
            .iter()
            .map(|one| TrainerInput { adviser_id: one.adviser_id, blocks: one.blocks.clone() })
            .collect();
        let empty = || RwSignal::new(String::new());
        Self { form, chosen: RwSignal::new(chosen), adviser: empty(), blocks: empty() }
    }

    /// All who were chosen, with whom the fields still name.
    pub(super) fn read(self) -> Result<Vec<TrainerInput>, Vec<FormError>> {
        self.add()?;
        Ok(self.chosen.get_untracked())
    }

    /// Takes up whom the fields name; says whether they name anybody.
    fn add(self) -> Result<bool, Vec<FormError>> {
        let Ok(adviser_id) = self.adviser.get_untracked().parse::<AdviserId>() else { return Ok(false) };
        let input = TrainerInput { adviser_id, blocks: lines(&self.blocks.get_untracked()) };
        let errors = self.form.found(&validate(&input));
        if !errors.is_empty() {
            return Err(errors);
        }
        self.chosen.update(|all| match all.iter_mut().find(|one| one.adviser_id == adviser_id) {
            Some(one) => *one = input,
            None => all.push(input),
        });
        self.adviser.set(String::new());
        self.blocks.set(String::new());
        Ok(true)
    }

    /// The fields.
    pub(super) fn view(self, advisers: Vec<Adviser>) -> AnyView {
        if advisers.is_empty() {
            return view! { <p class="quiet">{tx!(trainings.no_advisers_hint)}" "<a href="/trainings/advisers">{tx!(trainings.advisers)}</a></p> }
                .into_any();
        }
        let named = advisers.clone();
        let rows = move || {
            let all = self.chosen.get();
            let rows: Vec<AnyView> = all
                .into_iter()
                .map(|one| {
                    let name = named.iter().find(|adviser| adviser.id == one.adviser_id).map(name_of);
                    self.row(one, name.unwrap_or_default())
                })
                .collect();
            (!rows.is_empty()).then(|| view! { <ul class="rows">{rows}</ul> }.into_any())
        };
        let mut options = vec![(String::new(), tx!(trainings.no_trainer))];
        options.extend(advisers.iter().map(|adviser| (adviser.id.to_string(), Text::stored(name_of(adviser)))));
        let add = move |_| {
            let (errors, at) = match self.add() {
                Ok(true) => (Vec::new(), ""),
                Ok(false) => (vec![self.form.at("edition-trainer", tr!(trainings.trainer_missing))], "edition-trainer"),
                Err(errors) => (errors, "edition-blocks"),
            };
            // Not the form around them: its summary, if it has one, keeps what it says.
            self.form.errors.set(errors);
            browser::focus_later(at);
        };
        let (form, adviser, blocks) = (self.form, self.adviser, self.blocks);
        let field = Field::new("edition-trainer", "/trainers", tx!(trainings.f_trainer)).width("medium").optional();
        let select = form.select(field, adviser, options);
        view! {
            <fieldset class="part">
                <legend>{tx!(trainings.trainers)}</legend>
                <div>
                    {rows}
                    {select}
                    {form.area(Field::new("edition-blocks", "/blocks", tx!(trainings.f_blocks)).hint(tx!(trainings.f_lines)).optional().list(), blocks)}
                    <button type="button" on:click=add>{tx!(trainings.add_trainer)}</button>
                </div>
            </fieldset>
        }
        .into_any()
    }

    fn row(self, one: TrainerInput, name: String) -> AnyView {
        let (id, spoken, also) = (one.adviser_id, name.clone(), name.clone());
        let blocks = one.blocks.join("; ");
        let change = move |_| {
            self.adviser.set(id.to_string());
            self.blocks.set(one.blocks.join("\n"));
            browser::focus_later("edition-blocks");
        };
        let away = move |_| self.chosen.update(|all| all.retain(|one| one.adviser_id != id));
        view! {
            <li class="row">
                <div class="row-main"><span class="row-title">{name}</span><div class="row-facts"><span>{blocks}</span></div></div>
                <div class="row-end">
                    <button type="button" class="plain" on:click=change>{tx!(trainings.change)}<span class="sr">": " {spoken}</span></button>
                    <button type="button" class="plain" on:click=away>{tx!(trainings.take_away)}<span class="sr">": " {also}</span></button>
                </div>
            </li>
        }
        .into_any()
    }
}

/// An adviser in a choice: the name where it is public, and the title.
pub(super) fn name_of(adviser: &Adviser) -> String {
    match &adviser.name {
        Some(name) => format!("{name}, {}", adviser.title),
        None => adviser.title.clone(),
    }
}
