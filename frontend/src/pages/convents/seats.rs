//! The seats of a convent with their holders, by county.

use crate::api::{self, fetch, load};
use crate::components::feedback::{Tone, badge, empty, show};
use crate::order::by_key;
use crate::{tr, tx};
use chrono::{DateTime, Utc};
use leptos::prelude::*;
use obrady_types::BodyId;
use obrady_types::convents::Seat;

/// The seats as of the chosen day.
pub fn seats(id: BodyId, as_of: Memo<Option<DateTime<Utc>>>) -> AnyView {
    let seats = load(move || {
        let as_of = as_of.get();
        fetch(move |client| async move {
            api::whole(|page| {
                let client = client.clone();
                async move { client.list_seats(id, as_of, &page).await }
            })
            .await
        })
    });
    show(seats, list)
}

fn list(seats: Vec<Seat>) -> AnyView {
    if seats.is_empty() {
        return empty(tx!(convents.no_seats), None);
    }
    let county = |seat: &Seat| seat.teryt_county.as_ref().and_then(|code| code.parse().ok()).unwrap_or(i64::MAX);
    let seats = by_key(seats, |seat| [county(seat), 0, 0]);
    let count = seats.len();
    let rows: Vec<AnyView> = seats.into_iter().map(row).collect();
    view! {
        <table class="cards-on-phone">
            <caption>{move || tr!(convents.seats_caption, count = count)}</caption>
            <thead><tr>
                <th scope="col">{tx!(convents.col_institution)}</th><th scope="col">{tx!(convents.col_county)}</th>
                <th scope="col">{tx!(convents.col_holder)}</th>
            </tr></thead>
            <tbody>{rows}</tbody>
        </table>
    }
    .into_any()
}

fn row(seat: Seat) -> AnyView {
    let synthetic = seat.synthetic.then(|| badge(Tone::Plain, tx!(common.synthetic)));
    let holder = match (seat.holder_name, seat.holder_id) {
        (Some(name), _) => {
            let title = seat.holder_title.map(|title| view! { <span class="quiet">", " {title}</span> }.into_any());
            view! { {name} {title} }.into_any()
        }
        (None, Some(_)) => view! { <span class="quiet">{tx!(convents.holder_hidden)}</span> }.into_any(),
        (None, None) => view! { <span class="quiet">{tx!(convents.vacant)}</span> }.into_any(),
    };
    let code = seat.teryt_county.map(|code| view! { <span class="quiet">{code}</span> });
    let county = view! { {seat.county_name} " " {code} };
    view! {
        <tr id=format!("seat-{}", seat.id)>
            <th scope="row">{seat.institution_name}</th>
            <td data-label=tx!(convents.col_county)>{county}</td>
            <td data-label=tx!(convents.col_holder)>{holder} " " {synthetic}</td>
        </tr>
    }
    .into_any()
}
