//! The attendance list on paper: who has a place, and room to sign for each day.

use super::manage::{Managed, load_managed};
use super::withdrawing::Changing;
use crate::components::edition_rows::when;
use crate::components::feedback::{empty, show};
use crate::components::icon::{Icon, icon};
use crate::components::page::PageHead;
use crate::texts::text;
use crate::{dates, tr, tx};
use leptos::prelude::*;
use obrady_types::TrainingEditionId;
use obrady_types::trainings::RegistrationState;

/// The page.
pub fn page(id: TrainingEditionId) -> AnyView {
    let managed = load_managed(id, Changing::new());
    let print = view! {
        <button type="button" class="primary" on:click=|_| drop(window().print())>{icon(Icon::Print)}{tx!(trainings.print)}</button>
    };
    let facts = move || {
        managed.ready().map(|all| {
            let days = all.edition.days.clone();
            view! { <span>{all.edition.title}</span><span>{move || when(&days)}</span><span>{all.edition.venue}</span> }
                .into_any()
        })
    };
    PageHead::new(tx!(trainings.sheet_title))
        .under(tx!(trainings.title), "/trainings")
        .under(tx!(trainings.manage), format!("/trainings/{id}/manage"))
        .facts(facts.into_any())
        .action(print.into_any())
        .view(show(managed, table))
}

fn table(all: Managed) -> AnyView {
    let Managed { edition, mut rows, .. } = all;
    rows.retain(|row| {
        !matches!(row.state, RegistrationState::Waiting | RegistrationState::Cancelled | RegistrationState::Expired)
    });
    if rows.is_empty() {
        return empty(tx!(trainings.nobody), None);
    }
    let heads: Vec<AnyView> = edition
        .days
        .iter()
        .map(|day| {
            let date = day.date;
            let words = text(move || format!("{} {}", tr!(trainings.col_signature), dates::typed(date)));
            view! { <th scope="col">{words}</th> }.into_any()
        })
        .collect();
    let count = heads.len();
    let body: Vec<AnyView> = rows
        .into_iter()
        .enumerate()
        .map(|(nth, row)| {
            let cells: Vec<AnyView> = (0..count).map(|_| view! { <td class="sign"></td> }.into_any()).collect();
            view! {
                <tr>
                    <td>{nth + 1}</td>
                    <th scope="row">{row.person_name}</th>
                    <td>{row.institution_name}</td>
                    {cells}
                </tr>
            }
            .into_any()
        })
        .collect();
    view! {
        <div class="table-box" tabindex="0" role="region" aria-label=tx!(trainings.sheet_title)>
            <table class="sign-sheet">
                <thead>
                    <tr>
                        <th scope="col">{tx!(trainings.col_number)}</th>
                        <th scope="col">{tx!(trainings.col_name)}</th>
                        <th scope="col">{tx!(trainings.col_institution)}</th>
                        {heads}
                    </tr>
                </thead>
                <tbody>{body}</tbody>
            </table>
        </div>
        <p class="quiet">{tx!(trainings.privacy)}</p>
    }
    .into_any()
}
