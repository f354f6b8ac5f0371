//! The list of groups with its search; the words searched for stand in the address.

use super::body_form;
use super::model::{by_state, tree};
use crate::api::{self, fetch, load};
use crate::components::dialog::dialog;
use crate::components::feedback::{Tone, badge, empty, show};
use crate::components::icon::{Icon, icon};
use crate::components::page::{PageHead, section};
use crate::components::words;
use crate::state::session;
use crate::texts::text;
use crate::{address, dates, standing, tr, tx};
use leptos::prelude::*;
use obrady_client::BodyFilter;
use obrady_types::groups::{Body, BodyState};

/// The page.
pub fn page() -> AnyView {
    let q = address::query("q");
    let bodies = load(move || {
        let q = q.get();
        let region = session::me().map(|me| me.region_id);
        fetch(move |client| {
            let q = q.clone();
            async move {
                let filter = BodyFilter { region_id: region, q, ..BodyFilter::default() };
                api::whole(|page| {
                    let (client, filter) = (client.clone(), BodyFilter { page, ..filter.clone() });
                    async move { client.list_bodies(&filter).await }
                })
                .await
            }
        })
    });
    let facts = move || {
        let count = bodies.ready().map(|all| by_state(all).0.len());
        count.map(|count| view! { <span>{tr!(groups.facts, count = count)}</span> }.into_any())
    };
    let making = RwSignal::new(false);
    let region = || session::me().filter(|me| standing::administers(Some(me), me.region_id)).map(|me| me.region_id);
    let action = move || {
        region().map(|_| {
            view! {
                <button type="button" class="primary" on:click=move |_| making.set(true)>{icon(Icon::Add)}{tx!(groups.body_new)}</button>
            }
        })
    };
    let form = move || untrack(region).map(body_form::create_form).into_any();
    let body = view! {
        {search(q)}
        {show(bodies, move |all| list(all, q))}
        {dialog(making, "new-body", tx!(groups.body_new), form)}
    };
    PageHead::new(tx!(groups.title)).facts(facts.into_any()).action(action.into_any()).view(body.into_any())
}

fn search(q: Memo<Option<String>>) -> AnyView {
    let words = RwSignal::new(String::new());
    Effect::new(move |_| words.set(q.get().unwrap_or_default()));
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let words = words.get_untracked();
        let words = words.trim();
        address::go(&if words.is_empty() {
            "/groups".to_owned()
        } else {
            format!("/groups?q={}", address::encode(words))
        });
    };
    view! {
        <form class="search" role="search" on:submit=submit>
            <div class="field">
                <label for="search-groups">{tx!(groups.search)}</label>
                <input id="search-groups" type="search" name="q" autocomplete="off" prop:value=words
                    on:input=move |event| words.set(event_target_value(&event)) />
            </div>
            <button type="submit">{tx!(groups.search_button)}</button>
        </form>
    }
    .into_any()
}

fn list(all: Vec<Body>, q: Memo<Option<String>>) -> AnyView {
    let (working, ended) = by_state(all);
    if working.is_empty() && ended.is_empty() {
        return if q.get_untracked().is_some() {
            let clear = view! { <a class="button" href="/groups">{tx!(groups.clear)}</a> };
            empty(tx!(groups.no_hits), Some(clear.into_any()))
        } else {
            empty(tx!(groups.empty), None)
        };
    }
    let parts = [(tx!(groups.working), working), (tx!(groups.dissolved), ended)]
        .into_iter()
        .filter(|(_, bodies)| !bodies.is_empty())
        .map(|(title, bodies)| section(title, None, rows(bodies)))
        .collect::<Vec<_>>();
    parts.into_any()
}

fn rows(bodies: Vec<Body>) -> AnyView {
    let rows: Vec<AnyView> = tree(bodies).into_iter().map(|(depth, body)| row(depth, body)).collect();
    view! { <ul class="rows">{rows}</ul> }.into_any()
}

fn row(depth: usize, body: Body) -> AnyView {
    let since = body.established_on;
    let state = match body.state {
        BodyState::Active | BodyState::Dissolved => None,
        BodyState::Proposed | BodyState::Established | BodyState::Suspended => {
            Some(badge(Tone::Attention, words::body_state(body.state)))
        }
    };
    let areas = (!body.topic_areas.is_empty()).then(|| view! { <span>{body.topic_areas.join(", ")}</span> }.into_any());
    view! {
        <li class=format!("row link-row depth-{depth}")>
            <div class="row-main">
                <a href=format!("/groups/{}", body.id)>{body.name}</a>
                <div class="row-facts">
                    <span>{words::body_kind(body.kind, body.group_kind)}</span>
                    <span>{text(move || tr!(groups.since, date = dates::plain_day(since)))}</span>
                    {areas}
                </div>
            </div>
            {state}
        </li>
    }
    .into_any()
}
