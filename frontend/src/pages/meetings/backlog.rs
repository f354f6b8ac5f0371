//! Topics of the body that wait: taking one puts it on the agenda.

use super::adding::add;
use super::editor::Editor;
use super::proposals;
use crate::api::{self, fetch, load};
use crate::components::dialog::dialog;
use crate::components::feedback::{empty, show};
use crate::components::words;
use crate::texts::text;
use crate::{dates, tr, tx};
use leptos::prelude::*;
use obrady_types::groups::{Topic, TopicState};
use obrady_types::meetings::MeetingDay;

/// The dialogue with the waiting topics.
pub(super) fn drawer(editor: Editor) -> AnyView {
    dialog(editor.backlog, "backlog", tx!(agenda.from_backlog), move || content(editor))
}

fn content(editor: Editor) -> AnyView {
    let body = editor.body;
    let topics = load(move || {
        fetch(move |client| async move {
            let page = api::many();
            client.list_topics(body, Some(TopicState::Backlog), &page).await.map(|page| page.items)
        })
    });
    let list = move |topics: Vec<Topic>| {
        if topics.is_empty() {
            let propose =
                view! { <a class="button" href=format!("/groups/{body}#topics")>{tx!(agenda.backlog_propose)}</a> };
            return empty(tx!(agenda.backlog_empty), Some(propose.into_any()));
        }
        let rows: Vec<AnyView> = topics.into_iter().map(|topic| row(editor, topic)).collect();
        view! { <ul class="rows">{rows}</ul> }.into_any()
    };
    view! {
        {proposals::list(editor)}
        <h3>{tx!(agenda.backlog)}</h3>
        <p class="quiet">{tx!(agenda.backlog_hint)}</p>
        {show(topics, list)}
    }
    .into_any()
}

fn row(editor: Editor, topic: Topic) -> AnyView {
    let id = topic.id;
    let taken = Signal::derive(move || {
        editor.shown.with(|shown| shown.tree.items().iter().any(|item| item.topic_id == Some(id)))
    });
    let title = topic.title.clone();
    let days = editor.days.get_untracked();
    let several = days.len() > 1;
    let button = move |day: &MeetingDay| {
        let (day_id, date, title) = (day.id, day.date, title.clone());
        let words = text(move || if several { dates::day(date) } else { tr!(agenda.take).to_owned() });
        let name = title.clone();
        let act = move |_| {
            let place = editor.shown.with_untracked(|shown| shown.tree.last_place(day_id, None));
            add(editor, place, &title, Some(id));
        };
        view! { <button type="button" on:click=act>{words}<span class="sr">": " {name}</span></button> }.into_any()
    };
    let buttons = move || {
        if taken.get() {
            view! { <span class="quiet">{tx!(agenda.taken)}</span> }.into_any()
        } else {
            days.iter().map(&button).collect::<Vec<_>>().into_any()
        }
    };
    let planned = topic.planned.map(|period| view! { <span>{text(move || words::period(period))}</span> }.into_any());
    view! {
        <li class="row">
            <div class="row-main"><span class="row-title">{topic.title}</span><div class="row-facts">{planned}</div></div>
            <div class="row-end">{buttons}</div>
        </li>
    }
    .into_any()
}
