//! One's own registrations, and those of the institutions that one speaks for.

use super::reasons::{is_active, standing, why};
use super::withdrawing::Changing;
use crate::api::{self, fetch, load};
use crate::components::feedback::{empty, show};
use crate::components::page::{PageHead, section};
use crate::state::session;
use crate::{address, browser, dates, order, tx};
use chrono::Datelike;
use leptos::prelude::*;
use obrady_client::RegistrationFilter;
use obrady_types::PersonId;
use obrady_types::trainings::Registration;

/// The page.
pub fn page() -> AnyView {
    let body = move || match session::me() {
        None => {
            let href = address::sign_in_from(&browser::address());
            let sign_in = view! { <a class="button primary" href=href>{tx!(common.sign_in)}</a> };
            empty(tx!(trainings.mine_visitor), Some(sign_in.into_any()))
        }
        Some(me) => content(me.person_id, me.region_id),
    };
    PageHead::new(tx!(trainings.mine)).under(tx!(trainings.title), "/trainings").view(body.into_any())
}

fn content(person: Option<PersonId>, region: obrady_types::RegionId) -> AnyView {
    let changing = Changing::new();
    let institutions = super::model::speaks_for(session::me().as_deref(), region);
    let rows = load(move || {
        changing.turn.track();
        let institutions = institutions.clone();
        fetch(move |client| {
            let institutions = institutions.clone();
            async move {
                let filters = person
                    .map(|person| RegistrationFilter { person_id: Some(person), ..RegistrationFilter::default() });
                let of_staff = institutions.into_iter().map(|institution| RegistrationFilter {
                    institution_id: Some(institution),
                    ..RegistrationFilter::default()
                });
                let mut rows: Vec<Registration> = Vec::new();
                for filter in filters.into_iter().chain(of_staff) {
                    let found = api::whole(|page| {
                        let (client, filter) = (client.clone(), RegistrationFilter { page, ..filter.clone() });
                        async move { client.list_registrations(&filter).await }
                    })
                    .await?;
                    rows.extend(found);
                }
                Ok(rows)
            }
        })
    });
    view! { {show(rows, move |rows| parts(rows, person, changing))}{changing.dialogs()} }.into_any()
}

fn parts(rows: Vec<Registration>, person: Option<PersonId>, changing: Changing) -> AnyView {
    let (own, staff): (Vec<_>, Vec<_>) = rows.into_iter().partition(|row| Some(row.person_id) == person);
    let of_staff = (!staff.is_empty()).then(|| section(tx!(trainings.staff_of), None, list(staff, changing, true)));
    let mine = if own.is_empty() {
        let see = view! { <a class="button" href="/trainings">{tx!(trainings.see_offer)}</a> };
        empty(tx!(trainings.mine_empty), Some(see.into_any()))
    } else {
        list(own, changing, false)
    };
    view! { <div class="section">{mine}</div>{of_staff} }.into_any()
}

fn list(rows: Vec<Registration>, changing: Changing, of_staff: bool) -> AnyView {
    // Latest first.
    let rows = order::by_key(rows, |row| [-i64::from(row.first_date.num_days_from_ce()), i64::from(row.seq), 0]);
    let rows: Vec<AnyView> = rows
        .into_iter()
        .map(|row| {
            let date = row.first_date;
            let who = of_staff.then(|| view! { <span>{row.person_name.clone()}</span> }.into_any());
            let buttons = is_active(&row).then(|| changing.buttons(&row, of_staff));
            view! {
                <li class="row">
                    <div class="row-main">
                        <a href=format!("/trainings/{}", row.edition_id)>{row.training_title.clone()}</a>
                        <div class="row-facts">
                            {who}
                            <span>{move || dates::day(date)}</span>
                            <span>{row.edition_code.clone()}</span>
                        </div>
                        {why(row.id)}
                    </div>
                    <div class="row-end">{standing(&row)}{buttons}</div>
                </li>
            }
            .into_any()
        })
        .collect();
    view! { <ul class="rows">{rows}</ul> }.into_any()
}
