//! What the start page takes from other places: the latest news, trainings to register for, programmes of this year.

use crate::api::{fetch, load};
use crate::components::edition_rows;
use crate::components::feedback::{empty, show};
use crate::components::page::section;
use crate::state::session;
use crate::{dates, order, tx};
use chrono::Datelike;
use leptos::prelude::*;
use obrady_client::{EditionFilter, NewsFilter, ProgrammeFilter};
use obrady_types::PageQuery;
use obrady_types::portal::{NewsEntry, PublicationState};
use obrady_types::programmes::Programme;
use obrady_types::trainings::{EditionState, TrainingEdition};

/// How many of each.
const SOME: usize = 4;

/// For visitors.
pub fn public() -> AnyView {
    view! { {registrations()}{news()}{programmes()} }.into_any()
}

/// For those who are signed in: what is new in their region.
pub fn at_work() -> AnyView {
    view! { {news()}{registrations()} }.into_any()
}

fn page(limit: u32) -> PageQuery {
    PageQuery { limit: Some(limit), ..PageQuery::default() }
}

fn news() -> AnyView {
    let latest = load(|| {
        let region = session::me().map(|me| me.region_id);
        fetch(move |client| async move {
            let filter = NewsFilter {
                region_id: region,
                state: Some(PublicationState::Published),
                page: page(4),
                ..NewsFilter::default()
            };
            client.list_news_items(&filter).await.map(|page| page.items)
        })
    });
    let all = view! { <a href="/news">{tx!(portal.all_news)}</a> }.into_any();
    let list = show(latest, |news: Vec<NewsEntry>| {
        if news.is_empty() {
            return empty(tx!(portal.no_news), None);
        }
        let rows: Vec<AnyView> = news.into_iter().map(row).collect();
        view! { <ul class="rows">{rows}</ul> }.into_any()
    });
    section(tx!(portal.latest), Some(all), list)
}

fn row(news: NewsEntry) -> AnyView {
    let day = news.published_on;
    view! {
        <li class="row link-row">
            <div class="row-main">
                <a href=format!("/news/{}", news.id)>{news.short_title.unwrap_or(news.title)}</a>
                {day.map(|day| view! { <div class="row-facts"><span>{move || dates::plain_day(day)}</span></div> }.into_any())}
            </div>
        </li>
    }
    .into_any()
}

/// Trainings that can be registered for now, the soonest first.
fn registrations() -> AnyView {
    let today = dates::today();
    let open = load(move || {
        let region = session::me().map(|me| me.region_id);
        fetch(move |client| async move {
            let filter =
                EditionFilter { from: Some(today), region_id: region, page: page(20), ..EditionFilter::default() };
            client.list_training_editions(&filter).await.map(|page| page.items)
        })
    });
    let all = view! { <a href="/trainings">{tx!(portal.all_trainings)}</a> }.into_any();
    let list = show(open, |editions: Vec<TrainingEdition>| {
        let open = editions.into_iter().filter(|one| one.state == EditionState::RegistrationOpen);
        let open: Vec<TrainingEdition> = open.take(SOME).collect();
        if open.is_empty() { empty(tx!(portal.no_registrations), None) } else { edition_rows::rows(open) }
    });
    section(tx!(portal.registrations), Some(all), list)
}

/// The programmes whose years are now, the newest first.
fn programmes() -> AnyView {
    let year = dates::today().year();
    let current = load(move || {
        fetch(move |client| async move {
            let filter = ProgrammeFilter { year: Some(year), page: page(20), ..ProgrammeFilter::default() };
            client.list_programmes(&filter).await.map(|page| page.items)
        })
    });
    let all = view! { <a href="/programmes">{tx!(portal.all_programmes)}</a> }.into_any();
    let list = show(current, |all: Vec<Programme>| {
        if all.is_empty() {
            return empty(tx!(portal.no_programmes), None);
        }
        let newest = order::by_key(all, |one| [-i64::from(one.period_from.unwrap_or_default()), 0, 0]);
        let rows: Vec<AnyView> = newest.into_iter().take(SOME).map(programme).collect();
        view! { <ul class="rows">{rows}</ul> }.into_any()
    });
    section(tx!(portal.programmes), Some(all), list)
}

fn programme(one: Programme) -> AnyView {
    let years = one.period_from.zip(one.period_to).map(|(from, to)| format!("{from}–{to}"));
    view! {
        <li class="row link-row">
            <div class="row-main">
                <a href=format!("/programmes/{}", one.id)>{one.title}</a>
                <div class="row-facts"><span>{years}</span></div>
            </div>
        </li>
    }
    .into_any()
}
