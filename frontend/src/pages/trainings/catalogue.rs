//! The trainings of a region for those who manage them: also those that nobody knows of yet, each with the way to its
//! texts and to its next edition.

use super::model::manages;
use crate::api::{fetch, load};
use crate::components::edition_rows::form_words;
use crate::components::feedback::{Tone, badge, empty, show};
use crate::components::icon::{Icon, icon};
use crate::components::page::PageHead;
use crate::components::paged::{paged, some};
use crate::state::session;
use crate::{address, tx};
use leptos::prelude::*;
use obrady_client::TrainingFilter;
use obrady_types::trainings::Training;
use obrady_types::{Page, PageQuery};
use std::sync::Arc;

/// The page.
pub fn page() -> AnyView {
    let q = address::query("q");
    let body = move || match session::me() {
        Some(me) if manages(Some(&me), me.region_id) => found(me.region_id, q),
        _ => empty(tx!(trainings.may_not), None),
    };
    let action = move || {
        let me = session::me()?;
        manages(Some(&me), me.region_id).then(|| {
            view! { <a class="button primary" href="/trainings/new">{icon(Icon::Add)}{tx!(trainings.new)}</a> }
                .into_any()
        })
    };
    let lead = view! { <span>{tx!(trainings.catalogue_lead)}</span> }.into_any();
    PageHead::new(tx!(trainings.catalogue))
        .under(tx!(trainings.title), "/trainings")
        .facts(lead)
        .action(action.into_any())
        .view(view! { {search(q)}{body} }.into_any())
}

fn found(region: obrady_types::RegionId, q: Memo<Option<String>>) -> AnyView {
    let read = move |words: Option<String>, page: PageQuery| {
        let filter = TrainingFilter { region_id: Some(region), q: words, page, ..TrainingFilter::default() };
        fetch(move |client| {
            let filter = filter.clone();
            async move { client.list_trainings(&filter).await }
        })
    };
    let trainings = load(move || read(q.get(), some()));
    show(trainings, move |first: Page<Training>| {
        let words = q.get_untracked();
        if first.items.is_empty() {
            return match words {
                Some(_) => {
                    let clear = view! { <a class="button" href="/trainings/catalogue">{tx!(trainings.clear)}</a> };
                    empty(tx!(trainings.no_hits), Some(clear.into_any()))
                }
                None => empty(tx!(trainings.catalogue_empty), None),
            };
        }
        let next = move |cursor| read(words.clone(), PageQuery { cursor: Some(cursor), ..some() });
        paged(first, Arc::new(next), rows)
    })
}

fn search(q: Memo<Option<String>>) -> AnyView {
    let words = RwSignal::new(q.get_untracked().unwrap_or_default());
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let typed = words.get_untracked();
        let typed = typed.trim();
        let query = if typed.is_empty() { String::new() } else { format!("?q={}", address::encode(typed)) };
        address::go_within(&format!("/trainings/catalogue{query}"));
    };
    view! {
        <form class="search" role="search" on:submit=submit>
            <div class="field">
                <label for="catalogue-q">{tx!(trainings.filter_q)}</label>
                <input id="catalogue-q" type="search" autocomplete="off" maxlength="200" prop:value=words
                    on:input=move |event| words.set(event_target_value(&event)) />
            </div>
            <button type="submit">{tx!(trainings.apply)}</button>
        </form>
    }
    .into_any()
}

fn rows(all: Vec<Training>) -> AnyView {
    let rows: Vec<AnyView> = all.into_iter().map(row).collect();
    view! { <ul class="rows">{rows}</ul> }.into_any()
}

fn row(training: Training) -> AnyView {
    let name = training.title.clone();
    let unannounced = (!training.announced).then(|| badge(Tone::Attention, tx!(trainings.state_draft)));
    view! {
        <li class="row">
            <div class="row-main">
                <a href=format!("/trainings/texts/{}", training.id)>{training.title}</a>
                <div class="row-facts"><span>{form_words(training.form)}</span><span>{training.audiences.join(", ")}</span></div>
            </div>
            <div class="row-end">
                {unannounced}
                <a class="button" href=format!("/trainings/new?training={}", training.id)>
                    {tx!(trainings.new_edition)}<span class="sr">": " {name}</span>
                </a>
            </div>
        </li>
    }
    .into_any()
}
