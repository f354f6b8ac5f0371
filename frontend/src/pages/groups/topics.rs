//! The topics of a group: filter in the address, proposing, changing, closing with undo.

use super::model::{TopicFilter, Urgency, shown};
use super::topic_form::{change_form, propose_form};
use crate::api::{self, Failure, Loaded, fetch, load};
use crate::components::dialog::dialog;
use crate::components::feedback::{Tone, badge, empty, failure_words, show_unless};
use crate::components::icon::{Icon, icon};
use crate::components::page::section;
use crate::components::served;
use crate::components::words;
use crate::state::toasts;
use crate::texts::{Text, text};
use crate::{address, browser, tr, tx};
use leptos::prelude::*;
use obrady_types::groups::{Topic, TopicPatch, TopicState};
use obrady_types::programmes::TopicLink;
use obrady_types::{BodyId, ErrorCode, TopicId};
use wasm_bindgen_futures::spawn_local;

/// What the rows need to know.
#[derive(Clone, Copy)]
struct Board {
    body: BodyId,
    topics: Loaded<Vec<Topic>>,
    /// What of programmes they serve.
    links: Loaded<Vec<TopicLink>>,
    edits: Memo<bool>,
    changing: RwSignal<Option<TopicId>>,
    filter: Memo<TopicFilter>,
    /// Topics whose change of state is under way.
    closing: StoredValue<Vec<TopicId>>,
}

/// The section.
pub fn topics(id: BodyId, edits: Memo<bool>, may_propose: Memo<bool>) -> AnyView {
    let topics = load(move || {
        fetch(move |client| async move {
            api::whole(|page| {
                let client = client.clone();
                async move { client.list_topics(id, None, &page).await }
            })
            .await
        })
    });
    let proposing = RwSignal::new(false);
    let filter = address::query("topics");
    let filter = Memo::new(move |_| TopicFilter::named(filter.get().as_deref()));
    let board = Board {
        body: id,
        topics,
        links: served::links_of_body(id),
        edits,
        changing: RwSignal::new(None),
        filter,
        closing: StoredValue::new(Vec::new()),
    };
    Effect::new(move |done: Option<bool>| done == Some(true) || show_linked(board));
    let propose = move || may_propose.get().then(|| propose_button(proposing, tx!(groups.propose)));
    let body = view! {
        <p class="quiet">{tx!(groups.topics_hint)}</p>
        {filters(id, filter)}
        {show_unless(topics, |_, _| true, move |_| list(board, proposing, may_propose))}
        {dialog(proposing, "propose-topic", tx!(groups.propose), move || propose_form(id, topics, proposing))}
        {change_dialog(board)}
    };
    section(tx!(groups.topics), Some(propose.into_any()), view! { <div id="topics">{body}</div> }.into_any())
}

/// A link to a topic that the filter hides leads to the list of all; says whether the topics were there to tell.
fn show_linked(board: Board) -> bool {
    let hash = window().location().hash().unwrap_or_default();
    let Some(all) = board.topics.ready() else { return false };
    let linked = all.iter().find(|topic| hash.strip_prefix("#topic-").is_some_and(|id| topic.id.to_string() == id));
    if linked.is_some_and(|topic| !board.filter.get_untracked().shows(topic.state)) {
        address::replace(&format!("/groups/{}?topics=all{hash}", board.body));
    }
    true
}

fn propose_button(open: RwSignal<bool>, label: Text) -> AnyView {
    view! { <button type="button" on:click=move |_| open.set(true)>{icon(Icon::Add)}{label}</button> }.into_any()
}

fn filters(id: BodyId, chosen: Memo<TopicFilter>) -> AnyView {
    let links: Vec<AnyView> = TopicFilter::ALL
        .into_iter()
        .map(|filter| {
            let href = match filter.word() {
                Some(word) => format!("/groups/{id}?topics={word}"),
                None => format!("/groups/{id}"),
            };
            let name = match filter {
                TopicFilter::Open => tx!(groups.filter_open),
                TopicFilter::Done => tx!(groups.filter_done),
                TopicFilter::Dropped => tx!(groups.filter_dropped),
                TopicFilter::All => tx!(groups.filter_all),
            };
            let current = move || (chosen.get() == filter).then_some("true");
            view! { <li><a href=href data-noscroll="" aria-current=current>{name}</a></li> }.into_any()
        })
        .collect();
    view! { <nav aria-label=tx!(groups.filter_label)><ul class="filters">{links}</ul></nav> }.into_any()
}

fn list(board: Board, proposing: RwSignal<bool>, may_propose: Memo<bool>) -> AnyView {
    let ids = Memo::new(move |_| {
        let all = board.topics.ready().unwrap_or_default();
        shown(&all, board.filter.get()).into_iter().map(|topic| topic.id).collect::<Vec<_>>()
    });
    let none = Memo::new(move |_| ids.with(Vec::is_empty));
    (move || {
        if none.get() {
            return nothing(board, proposing, may_propose);
        }
        // Rows stay while their topics change, and with them the focus.
        view! { <ul class="rows"><For each=move || ids.get() key=|id| *id children=move |id| row(board, id) /></ul> }
            .into_any()
    })
    .into_any()
}

fn nothing(board: Board, proposing: RwSignal<bool>, may_propose: Memo<bool>) -> AnyView {
    if matches!(board.filter.get(), TopicFilter::Done | TopicFilter::Dropped) {
        let clear = view! { <a class="button" href=format!("/groups/{}", board.body) data-noscroll="">{tx!(groups.show_open)}</a> };
        return empty(tx!(groups.no_topics_here), Some(clear.into_any()));
    }
    let first = move || may_propose.get().then(|| propose_button(proposing, tx!(groups.first_topic)));
    empty(tx!(groups.no_topics), Some(first.into_any()))
}

fn row(board: Board, id: TopicId) -> AnyView {
    let topic = Memo::new(move |_| board.topics.ready()?.into_iter().find(|topic| topic.id == id));
    let content = move || topic.get().map(|topic| row_content(board, topic));
    // The filter may show it only after the address has named it.
    browser::follow_hash();
    view! { <li id=format!("topic-{id}") class="row">{content}</li> }.into_any()
}

fn row_content(board: Board, topic: Topic) -> AnyView {
    let (id, state) = (topic.id, topic.state);
    let points: Vec<AnyView> =
        topic.sub_points.into_iter().map(|point| view! { <li>{point}</li> }.into_any()).collect();
    let urgent = (Urgency::of(topic.priority) == Urgency::High && is_open(state))
        .then(|| badge(Tone::Attention, tx!(groups.priority_high)));
    let planned = topic.planned.map(|period| view! { <span>{text(move || words::period(period))}</span> }.into_any());
    let carried = topic.carried_count;
    let carried =
        (carried > 0).then(|| view! { <span>{text(move || tr!(groups.carried, count = carried))}</span> }.into_any());
    let tone = match state {
        TopicState::Backlog => Tone::Plain,
        TopicState::Scheduled => Tone::Info,
        TopicState::Done => Tone::Done,
        TopicState::Dropped => Tone::Plain,
    };
    let title = topic.title.clone();
    view! {
            <div class="row-main">
                <span class="row-title">{topic.title}</span>
                <div class="row-facts">{planned}{carried}</div>
                {(!points.is_empty()).then(|| view! { <ul>{points}</ul> }.into_any())}
                {move || board.links.ready().and_then(|links| served::of_topic(id, &links))}
            </div>
            <div class="row-end">
                {urgent}
                {badge(tone, words::topic_state(state))}
                {move || board.edits.get().then(|| buttons(board, id, state, title.clone()))}
            </div>
    }
    .into_any()
}

fn is_open(state: TopicState) -> bool {
    matches!(state, TopicState::Backlog | TopicState::Scheduled)
}

/// What an editor may do with a topic. One on an agenda follows that agenda.
fn buttons(board: Board, id: TopicId, state: TopicState, title: String) -> AnyView {
    let step = move |to: TopicState, label: Text| {
        let name = title.clone();
        view! {
            <button type="button" class="plain" on:click=move |_| close(board, id, to)>
                {label}<span class="sr">": " {name}</span>
            </button>
        }
        .into_any()
    };
    match state {
        TopicState::Backlog => {
            let change = view! {
                <button type="button" class="plain" on:click=move |_| board.changing.set(Some(id))>{tx!(groups.change)}</button>
            };
            vec![
                change.into_any(),
                step(TopicState::Done, tx!(groups.mark_done)),
                step(TopicState::Dropped, tx!(groups.drop)),
            ]
            .into_any()
        }
        TopicState::Done | TopicState::Dropped => step(TopicState::Backlog, tx!(groups.take_up)),
        TopicState::Scheduled => ().into_any(),
    }
}

/// Shows the new state at once, sends it, and takes it back with the reason when it is refused.
fn close(board: Board, id: TopicId, to: TopicState) {
    let Some(before) = find(board, id) else { return };
    // A second click would name a version that is about to pass.
    if board.closing.with_value(|closing| closing.contains(&id)) {
        return;
    }
    board.closing.update_value(|closing| closing.push(id));
    let next = place_after(board, id, to);
    set(board, Topic { state: to, ..before.clone() });
    browser::focus_place_later(next);
    spawn_local(async move {
        let patch = TopicPatch { state: Some(to), ..TopicPatch::default() };
        let version = before.version;
        let answer = api::send(|client| {
            let patch = patch.clone();
            async move { client.update_topic(id, version, &patch).await }
        })
        .await;
        board.closing.try_update_value(|closing| closing.retain(|one| *one != id));
        match answer {
            Ok(topic) => {
                let title = topic.title.clone();
                set(board, topic.value);
                let words = match to {
                    TopicState::Done => tr!(groups.done_toast, title = title),
                    TopicState::Dropped => tr!(groups.dropped_toast, title = title),
                    TopicState::Backlog | TopicState::Scheduled => tr!(groups.taken_up_toast, title = title),
                };
                let back = before.state;
                toasts::show_with(words, tr!(common.undo).to_owned(), move || close(board, id, back));
            }
            Err(error) => {
                let failure = Failure::from(error);
                set(board, before);
                if failure.code() == Some(ErrorCode::StaleVersion) {
                    board.topics.reload_quietly();
                }
                toasts::show(failure_words(&failure));
            }
        }
    });
}

/// Where the focus goes when a topic changes its state: it stays with the topic, or goes to the next one when the
/// filter takes it off the list.
fn place_after(board: Board, id: TopicId, to: TopicState) -> String {
    let filter = board.filter.get_untracked();
    if filter.shows(to) {
        return format!("topic-{id}");
    }
    let rows = shown(&board.topics.ready_untracked().unwrap_or_default(), filter);
    let at = rows.iter().position(|topic| topic.id == id).unwrap_or_default();
    let next = rows.get(at + 1).or_else(|| rows.get(at.checked_sub(1)?));
    next.map_or_else(|| "topics".to_owned(), |topic| format!("topic-{}", topic.id))
}

fn find(board: Board, id: TopicId) -> Option<Topic> {
    board.topics.ready_untracked()?.into_iter().find(|topic| topic.id == id)
}

/// Puts a changed topic in the place of the one before.
fn set(board: Board, topic: Topic) {
    board.topics.update(|all| all.iter_mut().filter(|one| one.id == topic.id).for_each(|one| *one = topic.clone()));
}

fn change_dialog(board: Board) -> AnyView {
    let open = RwSignal::new(false);
    Effect::new(move |_| open.set(board.changing.get().is_some()));
    Effect::new(move |before: Option<bool>| {
        let now = open.get();
        if before == Some(true) && !now {
            board.changing.set(None);
        }
        now
    });
    dialog(open, "change-topic", tx!(groups.change_title), move || {
        match board.changing.get_untracked().and_then(|id| find(board, id)) {
            Some(topic) => change_form(topic, board.topics, open),
            None => ().into_any(),
        }
    })
}
