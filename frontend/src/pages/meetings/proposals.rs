//! What the agenda should take up again: open action items and items that the last meeting put off. Each is taken into
//! the agenda or left to the next meeting, by click or by key.

use super::adding::add;
use super::editor::Editor;
use crate::api::{self, Failure, Loaded, fetch, load, new_key};
use crate::components::feedback::{Tone, badge, empty, failure_words, show_unless};
use crate::components::words;
use crate::state::toasts;
use crate::texts::text;
use crate::{browser, dates, tr, tx};
use leptos::ev::KeyboardEvent;
use leptos::prelude::*;
use obrady_types::meetings::{
    ActionItem, AgendaItem, AgendaProposalAnswer, AgendaProposalState, AgendaProposals, MeetingDay,
};
use obrady_types::{ActionItemId, AgendaItemId, MeetingDayId};
use wasm_bindgen_futures::spawn_local;

/// Letters that a title may have.
const MOST: usize = 300;

/// What is proposed: exactly one of both.
type Which = (Option<ActionItemId>, Option<AgendaItemId>);

/// The proposals and what was answered here; copies share it.
#[derive(Clone, Copy)]
struct Board {
    editor: Editor,
    loaded: Loaded<AgendaProposals>,
    /// Answers that were given here, before those of the server.
    given: RwSignal<Vec<AgendaProposalAnswer>>,
}

/// One proposal, as a row shows it.
#[derive(Clone)]
struct Proposal {
    which: Which,
    title: String,
    facts: Vec<String>,
    overdue: bool,
}

/// The list.
pub(super) fn list(editor: Editor) -> AnyView {
    let id = editor.id;
    let loaded = load(move || fetch(move |client| async move { client.get_agenda_proposals(id).await }));
    let board = Board { editor, loaded, given: RwSignal::default() };
    let rows = move |proposals: AgendaProposals| {
        let tasks = proposals.action_items.iter().map(of_task);
        let all: Vec<Proposal> = proposals.postponed.iter().map(of_item).chain(tasks).collect();
        if all.is_empty() {
            return empty(tx!(running.proposals_none), None);
        }
        let rows: Vec<AnyView> = all.into_iter().enumerate().map(|(nth, one)| row(board, nth, one)).collect();
        view! { <p class="quiet">{tx!(running.proposals_hint)}</p><ul class="rows">{rows}</ul> }.into_any()
    };
    // Answers change the rows themselves.
    let same = |before: &AgendaProposals, now: &AgendaProposals| {
        (&before.action_items, &before.postponed) == (&now.action_items, &now.postponed)
    };
    view! { <h3>{tx!(running.proposals)}</h3>{show_unless(loaded, same, rows)} }.into_any()
}

fn of_task(task: &ActionItem) -> Proposal {
    let name = task.title.clone();
    let title = tr!(running.proposal_title, title = name);
    let due = format!("{} {}", tr!(running.due), words::period(task.due));
    let facts = task.owner_name.clone().into_iter().chain([due]).collect();
    Proposal { which: (Some(task.id), None), title, facts, overdue: task.overdue }
}

fn of_item(item: &AgendaItem) -> Proposal {
    let facts = vec![tr!(running.proposal_postponed).to_owned()];
    Proposal { which: (None, Some(item.id)), title: item.title.clone().unwrap_or_default(), facts, overdue: false }
}

impl Board {
    /// What became of a proposal; tracked. One that is taken is open again when its item is gone.
    fn state(self, which: Which) -> AgendaProposalState {
        let is = |one: &AgendaProposalAnswer| (one.action_item_id, one.postponed_id) == which;
        let given = self.given.with(|given| given.iter().find(|one| is(one)).cloned());
        let answer = given.or_else(|| self.loaded.ready()?.answers.into_iter().find(is));
        match answer {
            Some(AgendaProposalAnswer { state: AgendaProposalState::Taken, taken_by_id: Some(item), .. }) => {
                let there = self.editor.shown.with(|shown| shown.tree.get(item).is_some());
                if there { AgendaProposalState::Taken } else { AgendaProposalState::Open }
            }
            Some(answer) => answer.state,
            None => AgendaProposalState::Open,
        }
    }

    /// Takes a proposal into the agenda, at the end of a day.
    fn take(self, day_id: MeetingDayId, proposal: &Proposal) {
        if untrack(|| self.state(proposal.which)) == AgendaProposalState::Taken {
            return;
        }
        let place = self.editor.shown.with_untracked(|shown| shown.tree.last_place(day_id, None));
        let title: String = proposal.title.chars().take(MOST).collect();
        if let Some(item) = add(self.editor, place, &title, None) {
            self.answer(proposal.which, AgendaProposalState::Taken, Some(item));
        }
    }

    /// Leaves a proposal to the next meeting.
    fn decline(self, proposal: &Proposal) {
        if untrack(|| self.state(proposal.which)) != AgendaProposalState::Open {
            return;
        }
        let which = proposal.which;
        self.answer(which, AgendaProposalState::Declined, None);
        let words = tr!(running.proposal_declined_toast, title = proposal.title.clone());
        toasts::show_with(words, tr!(common.undo).to_owned(), move || {
            self.answer(which, AgendaProposalState::Open, None);
        });
    }

    fn answer(self, (action_item_id, postponed_id): Which, state: AgendaProposalState, item: Option<AgendaItemId>) {
        let answer = AgendaProposalAnswer { action_item_id, postponed_id, state, taken_by_id: item };
        let known =
            |one: &AgendaProposalAnswer| (one.action_item_id, one.postponed_id) == (action_item_id, postponed_id);
        let Some(before) = self.given.try_get_untracked() else { return };
        self.given.update(|given| {
            given.retain(|one| !known(one));
            given.push(answer.clone());
        });
        let (id, key) = (self.editor.id, new_key());
        spawn_local(async move {
            let sent = api::send(move |client| {
                let (client, answer) = (client.with_idempotency_key(&key), answer.clone());
                async move { client.answer_agenda_proposal(id, &answer).await }
            });
            if let Err(error) = sent.await {
                toasts::show(failure_words(&Failure::from(error)));
                // A taken item stands on the agenda in any case; only an answer of its own goes back.
                if state != AgendaProposalState::Taken {
                    let _ = self.given.try_set(before);
                }
            }
        });
    }
}

fn row_id(nth: usize) -> String {
    format!("proposal-{nth}")
}

fn row(board: Board, nth: usize, proposal: Proposal) -> AnyView {
    let days = board.editor.days.get_untracked();
    let last = days.last().map(|day| day.id);
    let by_key = proposal.clone();
    let keys = move |event: KeyboardEvent| {
        // A key on a button belongs to the button.
        if event.target() != event.current_target() {
            return;
        }
        match event.key().as_str() {
            "Enter" => {
                if let Some(day) = last {
                    board.take(day, &by_key);
                }
            }
            "Delete" => board.decline(&by_key),
            "ArrowDown" => browser::focus_later(row_id(nth + 1)),
            "ArrowUp" => browser::focus_later(row_id(nth.saturating_sub(1))),
            _ => return,
        }
        event.prevent_default();
        event.stop_propagation();
    };
    let facts: Vec<AnyView> =
        proposal.facts.iter().cloned().map(|fact| view! { <span>{fact}</span> }.into_any()).collect();
    let overdue = proposal.overdue.then(|| badge(Tone::Danger, tx!(running.overdue)));
    let title = proposal.title.clone();
    let state = Memo::new({
        let which = proposal.which;
        move |_| board.state(which)
    });
    let buttons = move || match state.get() {
        AgendaProposalState::Taken => view! { <span class="quiet">{tx!(agenda.taken)}</span> }.into_any(),
        AgendaProposalState::Declined => {
            let (which, name) = (proposal.which, proposal.title.clone());
            let restore = move |_| {
                board.answer(which, AgendaProposalState::Open, None);
                browser::focus_later(row_id(nth));
            };
            view! {
                <span class="quiet">{tx!(running.proposal_declined)}</span>
                <button type="button" on:click=restore>{tx!(running.proposal_restore)}<span class="sr">": "{name}</span></button>
            }
            .into_any()
        }
        AgendaProposalState::Open => choices(board, nth, &days, &proposal),
    };
    view! {
        <li class="row" id=row_id(nth) tabindex="0" aria-keyshortcuts="Enter Delete" on:keydown=keys>
            <div class="row-main"><span class="row-title">{title}</span><div class="row-facts">{facts}{overdue}</div></div>
            <div class="row-end">{buttons}</div>
        </li>
    }
    .into_any()
}

fn choices(board: Board, nth: usize, days: &[MeetingDay], proposal: &Proposal) -> AnyView {
    let several = days.len() > 1;
    let take = |day: &MeetingDay| {
        let (day_id, date, proposal) = (day.id, day.date, proposal.clone());
        let words = text(move || if several { dates::day(date) } else { tr!(agenda.take).to_owned() });
        let name = proposal.title.clone();
        let act = move |_| {
            board.take(day_id, &proposal);
            browser::focus_later(row_id(nth));
        };
        view! { <button type="button" on:click=act>{words}<span class="sr">": "{name}</span></button> }.into_any()
    };
    let takes: Vec<AnyView> = days.iter().map(take).collect();
    let (proposal, name) = (proposal.clone(), proposal.title.clone());
    let decline = move |_| {
        board.decline(&proposal);
        browser::focus_later(row_id(nth));
    };
    view! {
        {takes}
        <button type="button" class="plain" on:click=decline>{tx!(running.proposal_decline)}<span class="sr">": "{name}</span></button>
    }
    .into_any()
}
