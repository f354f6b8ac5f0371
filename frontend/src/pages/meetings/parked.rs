//! What an editor left behind: changes that were not saved yet go on without it, and the next editor of the same
//! meeting takes them up.

use super::editor::Editor;
use super::queue::Queue;
use super::setback::{Clash, Setback, note};
use super::sync;
use crate::api::{self, Failure, new_key};
use crate::components::feedback::failure_words;
use crate::delay::{delay, patience};
use crate::state::{session, toasts};
use crate::tr;
use gloo_timers::future::TimeoutFuture;
use leptos::prelude::*;
use obrady_client::ClientError;
use obrady_types::meetings::Agenda;
use obrady_types::{AccountId, MeetingDayId, MeetingId};
use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use wasm_bindgen_futures::spawn_local;

thread_local! {
    static PARKED: RefCell<BTreeMap<MeetingId, Parked>> = const { RefCell::new(BTreeMap::new()) };
    static TURN: Cell<u32> = const { Cell::new(0) };
}

/// What an editor left behind.
pub(super) struct Parked {
    /// Changes that were not saved.
    pub(super) queue: Queue,
    /// Texts that wait for a decision.
    pub(super) clashes: Vec<Clash>,
    /// Text in the lines that add items.
    pub(super) drafts: BTreeMap<MeetingDayId, String>,
    /// Whose they are: nobody else sends them.
    account: Option<AccountId>,
    turn: u32,
}

/// Who works here.
pub(super) fn account() -> Option<AccountId> {
    untrack(session::me).and_then(|me| me.account_id)
}

/// Keeps what an editor that is going away has not saved.
pub(super) fn leave(editor: Editor) {
    let Some(queue) = editor.queue.try_update(std::mem::take) else { return };
    let clashes = editor.clashes.try_get_untracked().unwrap_or_default();
    let drafts = editor.drafts.try_get_value().unwrap_or_default();
    let mut parked = Parked { queue, clashes, drafts, account: editor.account, turn: TURN.get().wrapping_add(1) };
    if parked.is_empty() {
        return;
    }
    parked.queue.hold();
    let turn = parked.turn;
    if TURN.replace(turn) == 0 {
        window_event_listener_untyped("beforeunload", |event| {
            if PARKED.with_borrow(|all| !all.is_empty()) {
                event.prevent_default();
            }
        });
    }
    PARKED.with_borrow_mut(|all| all.insert(editor.id, parked));
    spawn_local(drain(editor.id, turn));
}

/// Takes up what was left of a meeting.
pub(super) fn take(id: MeetingId) -> Option<Parked> {
    let mine = account();
    PARKED.with_borrow_mut(|all| {
        let is_mine = all.get(&id).is_some_and(|parked| parked.account == mine);
        if is_mine { all.remove(&id) } else { None }
    })
}

impl Parked {
    fn is_empty(&self) -> bool {
        self.queue.is_settled() && self.clashes.is_empty() && self.drafts.values().all(|text| text.trim().is_empty())
    }
}

/// Works on what was left, as long as no editor has taken it up.
fn with<T>(id: MeetingId, turn: u32, work: impl FnOnce(&mut Parked) -> T) -> Option<T> {
    PARKED.with_borrow_mut(|all| all.get_mut(&id).filter(|parked| parked.turn == turn).map(work))
}

async fn drain(id: MeetingId, turn: u32) {
    let mut failures = 0;
    while let Some(unsent) = with(id, turn, |parked| !parked.queue.is_settled()) {
        if !unsent {
            PARKED.with_borrow_mut(|all| all.retain(|one, parked| *one != id || !parked.is_empty()));
            return;
        }
        // Somebody else may have signed in meanwhile.
        let mine = with(id, turn, |parked| parked.account) == Some(account());
        let next = if mine { with(id, turn, |parked| parked.queue.take_next(new_key)).flatten() } else { None };
        let goes_on = match next {
            Some((outgoing, key)) => {
                let answer = sync::call(id, &outgoing, &key).await;
                digest(id, turn, answer).await
            }
            None => false,
        };
        failures = if goes_on { 0 } else { failures + 1 };
        if !goes_on {
            TimeoutFuture::new(patience(failures)).await;
        }
    }
}

/// Takes an answer; says whether the next batch may go out at once.
async fn digest(id: MeetingId, turn: u32, answer: Result<Agenda, ClientError>) -> bool {
    let outcome = with(id, turn, |parked| match answer {
        Ok(agenda) => parked.queue.confirm(agenda.items),
        Err(error) if delay(error.status(), error.code()).is_some() => {
            parked.queue.hold();
            Ok(Vec::new())
        }
        Err(error) => {
            let failure = Failure::from(error);
            match failure.problem.as_ref().and_then(|problem| problem.agenda_conflict.clone()) {
                Some(conflict) => parked.queue.refuse(*conflict),
                None => Ok(parked.queue.give_up(Some(&failure_words(&failure)))),
            }
        }
    });
    match outcome {
        Some(Ok(setbacks)) => {
            let waits = with(id, turn, |parked| parked.queue.is_held()) == Some(true);
            with(id, turn, |parked| keep(parked, setbacks));
            !waits
        }
        Some(Err(_)) => {
            with(id, turn, |parked| parked.queue.hold());
            let meeting = api::send(move |client| async move { client.get_meeting(id).await }).await;
            if let Ok(meeting) = meeting {
                let days: Vec<MeetingDayId> = meeting.value.days.iter().map(|day| day.id).collect();
                with(id, turn, |parked| parked.queue.set_days(&days));
            }
            false
        }
        None => false,
    }
}

fn keep(parked: &mut Parked, setbacks: Vec<Setback>) {
    for setback in setbacks {
        match setback {
            Setback::Text(clash) => {
                note(&mut parked.clashes, *clash);
                toasts::show(tr!(agenda.left_text).to_owned());
            }
            other => toasts::show(sync::words(&other)),
        }
    }
}
