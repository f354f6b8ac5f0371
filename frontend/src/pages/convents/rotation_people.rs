//! Who can be chosen: the holders of seats, and people found by name.

use super::model;
use super::rotation::Wizard;
use crate::api::{self, Failure};
use crate::components::choices::Choice;
use crate::components::feedback::failure_words;
use crate::state::toasts;
use crate::{tr, tx};
use leptos::prelude::*;
use obrady_client::PeopleFilter;
use obrady_types::convents::Office;
use wasm_bindgen_futures::spawn_local;

/// The people who can take the office: holders of seats by name, then those found.
pub fn officer_choices(wizard: Wizard) -> Signal<Vec<Choice>> {
    Signal::derive(move || people(wizard))
}

/// The deputy: as it is, or another one.
pub fn deputy_choices(wizard: Wizard) -> Signal<Vec<Choice>> {
    Signal::derive(move || {
        let current = wizard.facts.ready().and_then(|facts| model::predecessor(&facts.terms, Office::DeputyChair));
        let words = match current {
            Some(term) => tr!(convents.deputy_stays, name = term.person_name),
            None => tr!(convents.deputy_none).to_owned(),
        };
        let chosen = wizard.person.get();
        let mut rows = vec![Choice { key: String::new(), words, more: String::new() }];
        rows.extend(people(wizard).into_iter().filter(|choice| choice.key != chosen));
        rows
    })
}

fn people(wizard: Wizard) -> Vec<Choice> {
    let seats = wizard.facts.ready().map(|facts| facts.seats).unwrap_or_default();
    let mut rows: Vec<Choice> = seats
        .into_iter()
        .filter_map(|seat| {
            let more = match seat.holder_title {
                Some(title) => format!("{title}, {}", seat.institution_name),
                None => seat.institution_name,
            };
            Some(Choice { key: seat.holder_id?.to_string(), words: seat.holder_name?, more })
        })
        .collect();
    for person in wizard.found.get() {
        let key = person.id.to_string();
        if rows.iter().all(|row| row.key != key) {
            let words = format!("{} {}", person.first_name, person.last_name);
            rows.push(Choice { key, words, more: tr!(convents.not_seated).to_owned() });
        }
    }
    rows
}

/// The name of a chosen person.
pub fn name_of(wizard: Wizard, key: &str) -> String {
    people(wizard).into_iter().find(|choice| choice.key == key).map(|choice| choice.words).unwrap_or_default()
}

/// Search for somebody who is not on the list; what it finds is added there.
pub fn search(wizard: Wizard) -> AnyView {
    let words = RwSignal::new(String::new());
    let look = move || {
        let q = words.get_untracked();
        if q.trim().is_empty() {
            return;
        }
        let region_id = wizard.facts.ready().map(|facts| facts.body.region_id);
        spawn_local(async move {
            let answer = api::send(|client| {
                let filter = PeopleFilter { region_id, q: Some(q.clone()), ..PeopleFilter::default() };
                async move { client.list_people(&filter).await }
            })
            .await;
            match answer {
                Ok(page) => {
                    let found = tr!(convents.people_found, count = page.items.len());
                    let above = if page.items.is_empty() { "" } else { tr!(convents.people_above) };
                    toasts::show(format!("{found} {above}"));
                    wizard.found.set(page.items);
                }
                Err(error) => toasts::show(failure_words(&Failure::from(error))),
            }
        });
    };
    view! {
        <details>
            <summary>{tx!(convents.somebody_else)}</summary>
            <div class="search" role="search">
                <div class="field">
                    <label for="person-search">{tx!(convents.person_search)}</label>
                    <input id="person-search" type="search" autocomplete="off" prop:value=words
                        on:input=move |event| words.set(event_target_value(&event))
                        on:keydown=move |event| {
                            if event.key() == "Enter" {
                                event.prevent_default();
                                look();
                            }
                        } />
                </div>
                <button type="button" on:click=move |_| look()>{tx!(groups.search_button)}</button>
            </div>
        </details>
    }
    .into_any()
}
