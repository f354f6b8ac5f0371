//! The information clause of a region in all its versions. A version never changes: a new text is a new number.

use super::model::manages;
use crate::api::{self, Attempts, Failure, fetch, load};
use crate::components::dialog::dialog;
use crate::components::feedback::{Tone, badge, empty, show};
use crate::components::form::{Field, Form};
use crate::components::form_errors::error_summary;
use crate::components::icon::{Icon, icon};
use crate::components::page::PageHead;
use crate::components::paged::{paged, some};
use crate::components::region::{chosen_region, region_filter};
use crate::state::{session, toasts};
use crate::texts::text;
use crate::{dates, tr, tx};
use leptos::prelude::*;
use obrady_types::trainings::{InformationClause, InformationClauseCreate};
use obrady_types::{Page, PageQuery, RegionId, validate};
use std::collections::BTreeSet;
use std::sync::Arc;

/// The page.
pub fn page() -> AnyView {
    let (open, turn) = (RwSignal::new(false), RwSignal::new(0_u32));
    let chosen = chosen_region();
    let region = Memo::new(move |_| chosen.get().or_else(|| session::me().map(|me| me.region_id)));
    let read = move |region: Option<RegionId>, page: PageQuery| {
        fetch(move |client| {
            let page = page.clone();
            async move { client.list_information_clauses(region, &page).await }
        })
    };
    let clauses = load(move || {
        turn.track();
        read(region.get(), some())
    });
    let list = show(clauses, move |first: Page<InformationClause>| {
        if first.items.is_empty() {
            return empty(tx!(trainings.clauses_empty), None);
        }
        let of = region.get_untracked();
        let next = move |cursor| read(of, PageQuery { cursor: Some(cursor), ..some() });
        paged(first, Arc::new(next), rows)
    });
    let add = move || {
        let me = session::me()?;
        manages(Some(&me), me.region_id).then(|| {
            view! {
                <button type="button" class="primary" on:click=move |_| open.set(true)>{icon(Icon::Add)}{tx!(trainings.new_clause)}</button>
            }
            .into_any()
        })
    };
    let body = view! {
        {region_filter("/trainings/clauses", chosen)}
        {list}
        {dialog(open, "new-clause", tx!(trainings.new_clause), move || form(open, turn))}
    };
    let lead = view! { <span>{tx!(trainings.clauses_lead)}</span> }.into_any();
    PageHead::new(tx!(trainings.clauses))
        .under(tx!(trainings.title), "/trainings")
        .facts(lead)
        .action(add.into_any())
        .view(body.into_any())
}

fn rows(all: Vec<InformationClause>) -> AnyView {
    let mut seen = BTreeSet::new();
    let rows: Vec<AnyView> = all
        .into_iter()
        .map(|clause| {
            // Newest first: the first one of a region is in force.
            let in_force = seen.insert(clause.region_id);
            row(clause, in_force)
        })
        .collect();
    view! { <ul class="rows">{rows}</ul> }.into_any()
}

fn row(clause: InformationClause, in_force: bool) -> AnyView {
    let (number, since) = (clause.number, clause.published_at);
    let state = in_force.then(|| badge(Tone::Done, tx!(trainings.clause_in_force)));
    view! {
        <li class="row">
            <div class="row-main">
                <span class="row-title">{text(move || tr!(trainings.clause_version, number = number))}</span>
                <div class="row-facts"><span>{text(move || tr!(trainings.clause_since, date = dates::instant_time(since)))}</span></div>
                <details class="clause">
                    <summary>{tx!(trainings.clause_text)}</summary>
                    <p class="prose" lang="pl">{clause.text_pl}</p>
                    <p class="prose" lang="en">{clause.text_en}</p>
                </details>
            </div>
            <div class="row-end">{state}</div>
        </li>
    }
    .into_any()
}

fn form(open: RwSignal<bool>, turn: RwSignal<u32>) -> AnyView {
    let form = Form::default();
    let (polish, english) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let attempts = Attempts::default();
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let input = InformationClauseCreate {
            text_pl: polish.get_untracked(),
            text_en: english.get_untracked(),
            region_id: None,
        };
        if form.refuse(form.found(&validate(&input))) {
            return;
        }
        let key = attempts.key(&input);
        form.submit(async move {
            let made = api::send(|client| {
                let (client, input) = (client.with_idempotency_key(&key), input.clone());
                async move { client.create_information_clause(&input).await }
            });
            let number = made.await.map_err(Failure::from)?.number;
            open.set(false);
            toasts::show(tr!(trainings.clause_published, number = number));
            turn.update(|turn| *turn = turn.wrapping_add(1));
            Ok(())
        });
    };
    view! {
        <form class="form" novalidate=true on:submit=submit>
            {error_summary(form)}
            <p class="quiet">{tx!(trainings.clause_note)}</p>
            {form.area(Field::new("clause-pl", "/text_pl", tx!(trainings.clause_pl)), polish)}
            {form.area(Field::new("clause-en", "/text_en", tx!(trainings.clause_en)), english)}
            {form.button(tx!(trainings.clause_publish))}
        </form>
    }
    .into_any()
}
