//! A piece of news.

use super::model::kilobytes;
use super::parts::{kind_words, picture, prose, state_badge};
use super::steps::{Step, Thing, steps};
use crate::api::{fetch, load};
use crate::components::feedback::{Tone, note, show};
use crate::components::page::{PageHead, section};
use crate::state::session;
use crate::texts::text;
use crate::{address, dates, tr, tx};
use leptos::prelude::*;
use obrady_types::portal::{FileRef, NewsItem, NewsLink, NewsRef, PublicationState};
use obrady_types::{MeetingId, NewsItemId};

/// The page.
pub fn page(id: NewsItemId) -> AnyView {
    let news = load(move || {
        session::me();
        fetch(move |client| async move { client.get_news_item(id).await.map(|news| news.value) })
    });
    let done = Callback::new(move |step| match step {
        Some(Step::Remove) => address::go("/news"),
        _ => news.reload_quietly(),
    });
    let action = move || news.ready().filter(|news| news.editable).map(|news| steps(thing(news, done), false));
    PageHead::new(news.title(|news| news.title.clone()))
        .under(tx!(common.nav_news), "/news")
        .facts((move || news.ready().map(facts)).into_any())
        .action(action.into_any())
        .view(show(news, content))
}

fn thing(news: NewsItem, done: Callback<Option<Step>>) -> Thing {
    Thing {
        id: news.id.into(),
        version: news.version,
        title: news.title,
        state: news.state,
        published_on: news.published_on,
        edit: format!("/news/{}/edit", news.id),
        take: |client, step, id, version| {
            Box::pin(async move {
                let id = NewsItemId(id);
                match step {
                    Step::Publish => client.publish_news_item(id, version).await.map(|_| ()),
                    Step::Withdraw => client.withdraw_news_item(id, version).await.map(|_| ()),
                    Step::Remove => client.delete_news_item(id, version).await,
                }
            })
        },
        done,
    }
}

fn facts(news: NewsItem) -> AnyView {
    view! {
        <span>{kind_words(news.kind)}</span>
        {news.event_on.map(|day| view! { <span>{text(move || tr!(portal.event_on, date = dates::plain_day(day)))}</span> }.into_any())}
        {news.published_on.map(|day| view! { <span>{text(move || tr!(portal.published_on, date = dates::plain_day(day)))}</span> }.into_any())}
        {state_badge(news.state)}
        {news.synthetic.then(|| view! { <span class="badge">{tx!(common.synthetic)}</span> }.into_any())}
    }
    .into_any()
}

/// The text with everything that belongs to it; the editor's preview shows the same.
pub(crate) fn content(news: NewsItem) -> AnyView {
    let is_public = news.state == PublicationState::Published;
    let stands = match news.state {
        PublicationState::Published => None,
        PublicationState::Draft => Some(tx!(portal.draft_note)),
        PublicationState::Withdrawn => Some(tx!(portal.withdrawn_note)),
    };
    let stands = stands.map(|words| note(Tone::Attention, view! { <p>{words}</p> }.into_any()));
    let photo = news.photo.map(|file| view! { <figure class="photo">{picture(file, is_public)}</figure> }.into_any());
    let act = news.call_to_action.map(|link| {
        view! { <p><a class="button primary" href=link.address.clone() rel=elsewhere(&link.address)>{link.title}</a></p> }
            .into_any()
    });
    let links = (!news.links.is_empty()).then(|| section(tx!(portal.links), None, links(news.links)));
    let files =
        (!news.attachments.is_empty()).then(|| section(tx!(portal.attachments), None, attachments(news.attachments)));
    let related = (!news.related.is_empty()).then(|| section(tx!(portal.related), None, related(news.related)));
    let (author, publisher) = (news.author, news.publisher);
    view! {
        {stands}
        <div class="columns two">
            <article class="news">
                <p class="lead prose">{news.lead}</p>
                {photo}
                {prose(&news.body)}
                {act}
                <p class="quiet">
                    {author.map(|name| view! { <span>{text(move || tr!(portal.author, name = name.clone()))}". "</span> }.into_any())}
                    <span>{text(move || tr!(portal.publisher, name = publisher.clone()))}</span>
                </p>
                {funding(news.funding, news.logos, is_public)}
            </article>
            <div>
                {news.source_meeting_id.map(source)}
                {links}
                {files}
                {related}
                <p><a class="button" href="/news">{tx!(portal.back_news)}</a></p>
            </div>
        </div>
    }
    .into_any()
}

/// Who pays, in words and marks.
fn funding(words: Option<String>, logos: Vec<FileRef>, is_public: bool) -> AnyView {
    if words.is_none() && logos.is_empty() {
        return ().into_any();
    }
    let logos: Vec<AnyView> =
        logos.into_iter().map(|logo| view! { <li>{picture(logo, is_public)}</li> }.into_any()).collect();
    view! {
        <aside class="funding" aria-label=tx!(portal.funding)>
            {words.map(|words| view! { <p>{words}</p> }.into_any())}
            {(!logos.is_empty()).then(|| view! { <ul class="logos">{logos}</ul> }.into_any())}
        </aside>
    }
    .into_any()
}

/// The meeting that it tells of.
fn source(id: MeetingId) -> AnyView {
    let meeting = load(move || fetch(move |client| async move { client.get_meeting(id).await.map(|one| one.value) }));
    let row = show(meeting, |meeting: obrady_types::meetings::Meeting| {
        let days = meeting.days;
        view! {
            <ul class="rows">
                <li class="row link-row">
                    <div class="row-main">
                        <a href=format!("/meetings/{}", meeting.id)>{meeting.title}</a>
                        <div class="row-facts"><span>{move || dates::meeting_days(&days)}</span></div>
                    </div>
                </li>
            </ul>
        }
        .into_any()
    });
    section(tx!(portal.source), None, row)
}

/// What a link to another site says of itself.
fn elsewhere(address: &str) -> Option<&'static str> {
    address.starts_with("https://").then_some("noopener noreferrer nofollow external")
}

fn links(links: Vec<NewsLink>) -> AnyView {
    let links: Vec<AnyView> = links
        .into_iter()
        .map(|link| {
            let rel = elsewhere(&link.address);
            view! { <li><a href=link.address rel=rel>{link.title}</a></li> }.into_any()
        })
        .collect();
    view! { <ul>{links}</ul> }.into_any()
}

fn attachments(files: Vec<FileRef>) -> AnyView {
    let files: Vec<AnyView> = files
        .into_iter()
        .map(|file| {
            let size = kilobytes(file.size);
            view! {
                <li>
                    <a href=file.address rel="external" download=file.file_name.clone()>{file.file_name.clone()}</a>
                    " " <span class="quiet">{text(move || tr!(portal.size_kb, size = size))}</span>
                </li>
            }
            .into_any()
        })
        .collect();
    view! { <ul>{files}</ul> }.into_any()
}

fn related(all: Vec<NewsRef>) -> AnyView {
    let rows: Vec<AnyView> = all
        .into_iter()
        .map(|news| {
            let day = news.published_on;
            view! {
                <li class="row link-row">
                    <div class="row-main">
                        <a href=format!("/news/{}", news.id)>{news.title}</a>
                        {day.map(|day| view! { <div class="row-facts"><span>{move || dates::plain_day(day)}</span></div> }.into_any())}
                    </div>
                </li>
            }
            .into_any()
        })
        .collect();
    view! { <ul class="rows">{rows}</ul> }.into_any()
}
