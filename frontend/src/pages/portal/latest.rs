//! The latest news, for the start page.

use crate::api::{fetch, load};
use crate::components::feedback::{empty, show};
use crate::components::page::section;
use crate::state::session;
use crate::{dates, tx};
use leptos::prelude::*;
use obrady_client::NewsFilter;
use obrady_types::PageQuery;
use obrady_types::portal::{NewsEntry, PublicationState};

/// How many.
const SOME: u32 = 4;

/// The section.
pub fn news() -> AnyView {
    let latest = load(|| {
        let region = session::me().map(|me| me.region_id);
        fetch(move |client| async move {
            let filter = NewsFilter {
                region_id: region,
                state: Some(PublicationState::Published),
                page: PageQuery { limit: Some(SOME), ..PageQuery::default() },
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
