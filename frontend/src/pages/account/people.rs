//! Choosing bodies and a colleague, for a cover and for a handover.

use crate::api::{self, Loaded, fetch, load};
use crate::components::form::{Field, Form};
use crate::state::session;
use crate::texts::{Text, text};
use crate::{tr, tx};
use leptos::prelude::*;
use obrady_types::covers::{Colleague, HandoverBody};
use obrady_types::{AccountId, BodyId};

/// Whom one can name: the open accounts of the region.
pub fn colleagues() -> Loaded<Vec<Colleague>> {
    load(move || {
        fetch(move |client| async move {
            api::whole(|page| {
                let client = client.clone();
                async move { client.list_colleagues(None, &page).await }
            })
            .await
        })
    })
}

/// The choice of one of them, without the one whose bodies they are.
pub fn colleague_field(
    form: Form,
    field: Field,
    value: RwSignal<String>,
    all: Loaded<Vec<Colleague>>,
    without: Option<AccountId>,
) -> AnyView {
    (move || {
        let own = without.or_else(|| session::me().and_then(|me| me.account_id));
        let known: Vec<Colleague> = all.ready().unwrap_or_default();
        let rows = known.into_iter().filter(|one| Some(one.account_id) != own).map(|one| {
            let words = if one.coordinates > 0 {
                let (name, count) = (one.display_name, one.coordinates);
                text(move || tr!(account.colleague_coordinates, name = name.clone(), count = count))
            } else {
                Text::stored(one.display_name)
            };
            (one.account_id.to_string(), words)
        });
        let none = (String::new(), tx!(account.choose_colleague));
        form.select(field, value, std::iter::once(none).chain(rows).collect())
    })
    .into_any()
}

/// Bodies to tick, each with what comes with it.
pub fn body_boxes(
    form: Form,
    id: &'static str,
    legend: Text,
    bodies: Vec<HandoverBody>,
    chosen: RwSignal<Vec<BodyId>>,
    counts: bool,
) -> AnyView {
    let boxes: Vec<AnyView> = bodies
        .into_iter()
        .enumerate()
        .map(|(nth, one)| {
            let body = one.body.id;
            let input = if nth == 0 { id.to_owned() } else { format!("{id}-{nth}") };
            let toggle = move |_| {
                chosen.update(|all| {
                    if all.contains(&body) {
                        all.retain(|known| *known != body);
                    } else {
                        all.push(body);
                    }
                });
            };
            let more = counts.then(|| {
                let words = text(move || {
                    let (meetings, topics) = (one.open_meetings, one.open_topics);
                    let (entries, covers) = (one.plan_entries, one.covers);
                    tr!(account.moves, meetings = meetings, topics = topics, entries = entries, covers = covers)
                });
                view! { <span class="quiet">{words}</span> }.into_any()
            });
            view! {
                <label class="choice">
                    <input type="checkbox" id=input prop:checked=move || chosen.with(|all| all.contains(&body)) on:change=toggle />
                    <span><span>{one.body.name}</span>{more}</span>
                </label>
            }
            .into_any()
        })
        .collect();
    let wrong = move || {
        let found = form.errors.get().into_iter().find(|error| error.id == Some(id));
        found.map(|error| {
            view! { <p class="field-error"><span class="sr">{tx!(common.error_prefix)}</span>{error.text}</p> }
                .into_any()
        })
    };
    view! {
        <fieldset class="field">
            <legend class="legend">{legend}</legend>
            {wrong}
            <div class="choices">{boxes}</div>
        </fieldset>
    }
    .into_any()
}
