//! What of programmes the topics of a body and of a meeting serve, and what agendas made of a topic.

use crate::api::{self, fetch, load};
use crate::components::page::section;
use crate::state::session;
use crate::texts::{Text, text};
use crate::{dates, tr, tx};
use leptos::prelude::*;
use obrady_client::TopicLinkFilter;
use obrady_types::programmes::{TopicItem, TopicLink};
use obrady_types::{BodyId, MeetingId, TopicId};

/// The links of all topics of a body.
pub fn links_of_body(id: BodyId) -> api::Loaded<Vec<TopicLink>> {
    load(move || {
        session::me();
        fetch(move |client| async move {
            api::whole(|page| {
                let (client, filter) =
                    (client.clone(), TopicLinkFilter { body_id: Some(id), page, ..TopicLinkFilter::default() });
                async move { client.list_topic_links(&filter).await }
            })
            .await
        })
    })
}

/// What one topic serves and what agendas made of it; nothing for a topic without links.
pub fn of_topic(id: TopicId, links: &[TopicLink]) -> Option<AnyView> {
    let own: Vec<&TopicLink> = links.iter().filter(|link| link.topic_id == id).collect();
    let items = own.first()?.taken_up.clone();
    let parts: Vec<AnyView> = own.into_iter().map(|link| view! { <li>{part(link)}</li> }.into_any()).collect();
    let taken = (!items.is_empty())
        .then(|| view! { <span class="quiet">{tx!(programmes.on_agendas)}</span> {taken_up(items)} }.into_any());
    Some(view! { <div class="chain"><ul>{parts}</ul>{taken}</div> }.into_any())
}

/// The section of a meeting that says which parts of programmes its topics serve; nothing when there are none.
pub fn of_meeting(id: MeetingId) -> AnyView {
    let links = load(move || {
        session::me();
        fetch(move |client| async move {
            let filter = TopicLinkFilter { meeting_id: Some(id), page: api::many(), ..TopicLinkFilter::default() };
            client.list_topic_links(&filter).await.map(|links| links.items)
        })
    });
    (move || {
        let links = links.ready().filter(|links| !links.is_empty())?;
        let rows: Vec<AnyView> = links
            .iter()
            .map(|link| {
                let topic = format!("/groups/{}?topics=all#topic-{}", link.body_id, link.topic_id);
                view! {
                    <li>
                        <a href=topic>{link.topic_title.clone()}</a>
                        <div>{part(link)}</div>
                    </li>
                }
                .into_any()
            })
            .collect();
        let list = view! { <ul class="rows served">{rows}</ul> };
        Some(section(tx!(programmes.meeting_serves), None, list.into_any()))
    })
    .into_any()
}

/// The part of a programme that a link names, as a link to it.
fn part(link: &TopicLink) -> AnyView {
    let (label, programme) = (link.part_label.clone(), link.programme_title.clone());
    let (hash, words): (String, Text) = if let Some(id) = link.objective_id {
        let words = move || tr!(programmes.serves_goal, label = label.clone(), programme = programme.clone());
        (format!("goal-{id}"), text(words))
    } else if let Some(id) = link.recommendation_id {
        let words = move || tr!(programmes.serves_recommendation, label = label.clone(), programme = programme.clone());
        (format!("recommendation-{id}"), text(words))
    } else {
        let words = move || tr!(programmes.serves_initiative, label = label.clone(), programme = programme.clone());
        (link.initiative_id.map(|id| format!("initiative-{id}")).unwrap_or_default(), text(words))
    };
    let href = format!("/programmes/{}#{hash}", link.programme_id);
    view! { <a href=href>{words}</a>" "<span class="quiet">{link.part_title.clone()}</span> }.into_any()
}

/// The agenda items that took a topic up, each with what was found out and decided on it.
pub fn taken_up(items: Vec<TopicItem>) -> AnyView {
    let rows: Vec<AnyView> = items
        .into_iter()
        .map(|item| {
            let (date, title) = (item.date, item.title);
            let words = text(move || tr!(programmes.taken_up, date = dates::plain_day(date), title = title.clone()));
            let found = item.findings.into_iter().map(|one| outcome(tx!(programmes.found_out), one.text));
            let decided = item.decisions.into_iter().map(|one| outcome(tx!(programmes.decided), one.text));
            let outcomes: Vec<AnyView> = found.chain(decided).collect();
            view! {
                <li>
                    <a href=format!("/meetings/{}#item-{}", item.meeting_id, item.agenda_item_id)>{words}</a>
                    {(!outcomes.is_empty()).then(|| view! { <ul>{outcomes}</ul> }.into_any())}
                </li>
            }
            .into_any()
        })
        .collect();
    view! { <ul>{rows}</ul> }.into_any()
}

fn outcome(label: Text, words: String) -> AnyView {
    view! { <li><strong>{label}</strong>" "{words}</li> }.into_any()
}
