//! The list of news with its filters, which stand in the address.

use super::parts::{kind_words, state_badge};
use crate::api::{fetch, load};
use crate::components::feedback::{empty, show};
use crate::components::icon::{Icon, icon};
use crate::components::page::PageHead;
use crate::components::paged::{paged, some};
use crate::state::session;
use crate::texts::{Text, text};
use crate::{address, dates, standing, tr, tx};
use leptos::prelude::*;
use obrady_client::NewsFilter;
use obrady_types::portal::{NewsEntry, NewsKind, PublicationState};
use obrady_types::{Page, PageQuery};
use std::sync::Arc;

/// The page.
pub fn page() -> AnyView {
    let (q, kind) = (address::query("q"), address::query("kind"));
    let news = load(move || {
        session::me();
        let filter =
            NewsFilter { q: q.get(), kind: kind_named(kind.get().as_deref()), page: some(), ..NewsFilter::default() };
        fetch(move |client| {
            let filter = filter.clone();
            async move { client.list_news_items(&filter).await }
        })
    });
    let body = view! {
        {search(q, kind)}
        {kinds(q, kind)}
        {show(news, move |first| entries(first, q, kind))}
    };
    let lead = view! { <span>{tx!(portal.news_lead)}</span> }.into_any();
    let write = move || {
        session::me().filter(|me| standing::writes_news(me)).map(|_| {
            view! { <a class="button primary" href="/news/new">{icon(Icon::Add)}{tx!(portal.write)}</a> }.into_any()
        })
    };
    PageHead::new(tx!(common.nav_news)).facts(lead).action(write.into_any()).view(body.into_any())
}

fn kind_named(word: Option<&str>) -> Option<NewsKind> {
    match word? {
        "news" => Some(NewsKind::News),
        "report" => Some(NewsKind::Report),
        "summary" => Some(NewsKind::Summary),
        _ => None,
    }
}

/// The address of the list with these filters.
fn filtered(q: Option<String>, kind: Option<&str>) -> String {
    let q = q.map(|q| format!("q={}", address::encode(&q)));
    let parts: Vec<String> = [q, kind.map(|kind| format!("kind={kind}"))].into_iter().flatten().collect();
    if parts.is_empty() { "/news".to_owned() } else { format!("/news?{}", parts.join("&")) }
}

fn search(q: Memo<Option<String>>, kind: Memo<Option<String>>) -> AnyView {
    let words = RwSignal::new(String::new());
    Effect::new(move |_| words.set(q.get().unwrap_or_default()));
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let typed = words.get_untracked().trim().to_owned();
        address::go(&filtered(Some(typed).filter(|typed| !typed.is_empty()), kind.get_untracked().as_deref()));
    };
    view! {
        <form class="search" role="search" on:submit=submit>
            <div class="field">
                <label for="search-news">{tx!(portal.search_news)}</label>
                <input id="search-news" type="search" name="q" autocomplete="off" prop:value=words
                    on:input=move |event| words.set(event_target_value(&event)) />
            </div>
            <button type="submit">{tx!(portal.search)}</button>
        </form>
    }
    .into_any()
}

fn kinds(q: Memo<Option<String>>, kind: Memo<Option<String>>) -> AnyView {
    let all: [(Option<&'static str>, Text); 4] = [
        (None, tx!(portal.all)),
        (Some("report"), tx!(portal.kinds_report)),
        (Some("summary"), tx!(portal.kinds_summary)),
        (Some("news"), tx!(portal.kinds_news)),
    ];
    let links: Vec<AnyView> = all
        .into_iter()
        .map(|(word, name)| {
            let current = move || kind.with(|kind| kind.as_deref() == word).then_some("true");
            view! { <li><a href=move || filtered(q.get(), word) aria-current=current>{name}</a></li> }.into_any()
        })
        .collect();
    view! { <ul class="filters" aria-label=tx!(portal.kind)>{links}</ul> }.into_any()
}

fn entries(first: Page<NewsEntry>, q: Memo<Option<String>>, kind: Memo<Option<String>>) -> AnyView {
    if first.items.is_empty() {
        if q.get_untracked().is_none() && kind.get_untracked().is_none() {
            return empty(tx!(portal.no_news), None);
        }
        let clear = view! { <a class="button" href="/news">{tx!(portal.clear)}</a> };
        return empty(tx!(portal.no_hits), Some(clear.into_any()));
    }
    let (q, kind) = (q.get_untracked(), kind_named(kind.get_untracked().as_deref()));
    let next = move |cursor: String| {
        let page = PageQuery { cursor: Some(cursor), ..some() };
        let filter = NewsFilter { q: q.clone(), kind, page, ..NewsFilter::default() };
        fetch(move |client| {
            let filter = filter.clone();
            async move { client.list_news_items(&filter).await }
        })
    };
    paged(first, Arc::new(next), rows)
}

/// News as rows with their pictures.
fn rows(all: Vec<NewsEntry>) -> AnyView {
    let rows: Vec<AnyView> = all.into_iter().map(row).collect();
    view! { <ul class="rows news-rows">{rows}</ul> }.into_any()
}

fn row(entry: NewsEntry) -> AnyView {
    let NewsEntry { id, kind, state, title, short_title, lead, event_on, published_on, photo, .. } = entry;
    // The words stand beside it already: here the picture adds nothing to them.
    let photo = photo.filter(|_| state == PublicationState::Published);
    let photo = photo.map(|file| {
        view! { <img src=file.address alt="" width=file.width height=file.height loading="lazy" /> }.into_any()
    });
    view! {
        <li class="row link-row">
            {photo}
            <div class="row-main">
                <a href=format!("/news/{id}")>{short_title.unwrap_or(title)}</a>
                <p class="row-lead">{lead}</p>
                <div class="row-facts">
                    <span>{kind_words(kind)}</span>
                    {event_on.map(|day| view! { <span>{text(move || tr!(portal.event_on, date = dates::plain_day(day)))}</span> }.into_any())}
                    {published_on.map(|day| view! { <span>{text(move || tr!(portal.published_on, date = dates::plain_day(day)))}</span> }.into_any())}
                </div>
            </div>
            {state_badge(state)}
        </li>
    }
    .into_any()
}
