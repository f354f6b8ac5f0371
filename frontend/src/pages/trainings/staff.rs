//! Registering the people of an institution that one speaks for.

use super::reasons::{is_active, standing, why};
use super::withdrawing::Changing;
use crate::api::{self, Failure, fetch, load};
use crate::components::feedback::{empty, failure_words, show_unless};
use crate::components::page::section;
use crate::state::toasts;
use crate::texts::text;
use crate::{tr, tx};
use leptos::prelude::*;
use obrady_client::RegistrationFilter;
use obrady_types::trainings::{EditionState, Registration, RegistrationCreate, TrainingCandidate, TrainingEdition};
use obrady_types::{InstitutionId, PersonId};
use wasm_bindgen_futures::spawn_local;

/// The institution with its people and their registrations.
#[derive(Clone, PartialEq)]
struct Staff {
    name: String,
    people: Vec<TrainingCandidate>,
    registrations: Vec<Registration>,
}

/// The section of one institution.
pub(super) fn panel(edition: TrainingEdition, institution: InstitutionId, changing: Changing) -> AnyView {
    let id = edition.id;
    let staff = load(move || {
        changing.turn.track();
        fetch(move |client| async move {
            let people = api::whole(|page| {
                let client = client.clone();
                async move { client.list_training_candidates(id, institution, &page).await }
            })
            .await?;
            let registrations = api::whole(|page| {
                let client = client.clone();
                let filter = RegistrationFilter {
                    edition_id: Some(id),
                    institution_id: Some(institution),
                    page,
                    ..RegistrationFilter::default()
                };
                async move { client.list_registrations(&filter).await }
            })
            .await?;
            let name = client.get_institution(institution).await?.name.clone();
            Ok(Staff { name, people, registrations })
        })
    });
    let name = staff.title(|staff| staff.name.clone());
    let title = text(move || tr!(trainings.staff, name = name.get()));
    let list =
        show_unless(staff, |old, new| old == new, move |staff: Staff| rows(&edition, institution, staff, changing));
    section(title, None, view! { <p class="quiet">{tx!(trainings.staff_hint)}</p>{list} }.into_any())
}

fn rows(edition: &TrainingEdition, institution: InstitutionId, staff: Staff, changing: Changing) -> AnyView {
    if staff.people.is_empty() && staff.registrations.is_empty() {
        return empty(tx!(trainings.no_staff), None);
    }
    let open = edition.state == EditionState::RegistrationOpen;
    let clause = edition.clause_number.unwrap_or_default();
    let registered = staff.registrations.into_iter().filter(is_active).map(|row| {
        let name = row.person_name.clone();
        view! {
            <li class="row">
                <div class="row-main"><span class="row-title">{name}</span>{why(row.id)}</div>
                <div class="row-end">{standing(&row)}{changing.buttons(&row, true)}</div>
            </li>
        }
        .into_any()
    });
    let registered: Vec<AnyView> = registered.collect();
    let id = edition.id;
    let others = staff.people.into_iter().filter(|person| person.registration_id.is_none()).map(|person| {
        let (name, person_id) = (person.name.clone(), person.person_id);
        let act = move |_| register(id, person_id, institution, clause, changing);
        let button = open.then(|| {
            view! {
                <button type="button" on:click=act>{tx!(trainings.register)}<span class="sr">": " {name.clone()}</span></button>
            }
            .into_any()
        });
        view! {
            <li class="row">
                <div class="row-main">
                    <span class="row-title">{person.name}</span>
                    <div class="row-facts"><span>{person.position_title}</span></div>
                </div>
                <div class="row-end">{button}</div>
            </li>
        }
        .into_any()
    });
    let others: Vec<AnyView> = others.collect();
    view! {
        <ul class="rows">{registered}{others}</ul>
        {open.then(|| view! { <p class="quiet">{tx!(trainings.staff_clause)}</p> }.into_any())}
    }
    .into_any()
}

fn register(
    id: obrady_types::TrainingEditionId,
    person: PersonId,
    institution: InstitutionId,
    clause_number: i32,
    changing: Changing,
) {
    let input = RegistrationCreate {
        person_id: Some(person),
        institution_id: Some(institution),
        clause_number,
        accessibility_needs: None,
        diet_needs: None,
    };
    // A second click meets the first one's registration: one person registers once.
    spawn_local(async move {
        let answer = api::send(|client| {
            let input = input.clone();
            async move { client.create_registration(id, &input).await }
        })
        .await;
        match answer {
            Ok(row) => toasts::show(tr!(trainings.registered, name = row.person_name.clone())),
            Err(error) => toasts::show(failure_words(&Failure::from(error))),
        }
        changing.done();
    });
}
