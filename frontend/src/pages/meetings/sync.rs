//! Sending an editor's changes, one batch after the other, and fetching those of others.

use super::editor::{Editor, Saving, complain};
use super::parked;
use super::queue::{Outgoing, Queue};
use super::setback::{Setback, note};
use crate::api::{self, Failure, new_key};
use crate::components::feedback::failure_words;
use crate::delay::{Delay, delay, patience};
use crate::state::{session, toasts};
use crate::{dates, tr};
use leptos::prelude::*;
use obrady_client::{ClientError, Release};
use obrady_types::meetings::{Agenda, AgendaCommands};
use obrady_types::{ErrorCode, MeetingDayId, MeetingId};
use std::time::Duration;
use wasm_bindgen_futures::spawn_local;

/// How often others' changes are fetched.
const POLL: Duration = Duration::from_secs(10);

/// The one timer after which waiting changes are sent again, and how often that has failed.
#[derive(Clone, Copy, Default)]
pub(super) struct Retry {
    failures: u32,
    timer: Option<TimeoutHandle>,
}

/// Sends what goes out next, if nothing is on its way.
pub(super) fn pump(editor: Editor) {
    let Some(Some((outgoing, key))) = editor.queue.try_update(|queue| queue.take_next(new_key)) else { return };
    stop_timer(editor);
    let _ = editor.saving.try_set(Saving::Sending);
    spawn_local(send(editor, outgoing, key));
}

fn stop_timer(editor: Editor) {
    let timer = editor.retry.try_update_value(|retry| retry.timer.take()).flatten();
    if let Some(timer) = timer {
        timer.clear();
    }
}

/// One request of the queue.
pub(super) async fn call(id: MeetingId, outgoing: &Outgoing, key: &str) -> Result<Agenda, ClientError> {
    api::send(|client| {
        let (client, outgoing) = (client.with_idempotency_key(key), outgoing.clone());
        async move {
            let answer = match outgoing {
                Outgoing::Undo => client.undo_agenda_commands(id).await,
                Outgoing::Commands(commands) => client.apply_agenda_commands(id, &AgendaCommands { commands }).await,
            };
            answer.map(|agenda| agenda.value)
        }
    })
    .await
}

async fn send(editor: Editor, outgoing: Outgoing, key: String) {
    let answer = call(editor.id, &outgoing, &key).await;
    if editor.queue.is_disposed() {
        // The editor was left meanwhile; its changes go on under the same key.
        return;
    }
    match answer {
        Ok(agenda) => {
            if take(editor, agenda) && outgoing == Outgoing::Undo {
                toasts::announce(tr!(agenda.undone).to_owned());
            }
        }
        Err(error) => match delay(error.status(), error.code()) {
            Some(_) if outgoing == Outgoing::Undo => undo_unknown(editor),
            Some(why) => wait(editor, why),
            None => refused(editor, &outgoing, error.into()),
        },
    }
}

/// Takes the server's word for an agenda; says whether it fits the days that are known.
fn take(editor: Editor, agenda: Agenda) -> bool {
    let Some(grounded) = editor.queue.try_update(|queue| queue.confirm(agenda.items.clone())) else { return false };
    let Ok(setbacks) = grounded else {
        new_days(editor);
        return false;
    };
    editor.retry.update_value(|retry| retry.failures = 0);
    editor.facts.set(Agenda { items: Vec::new(), ..agenda });
    editor.draw();
    tell(editor, setbacks);
    if editor.queue.with_untracked(Queue::is_settled) {
        editor.saving.set(Saving::Saved(dates::clock_now()));
    }
    pump(editor);
    true
}

/// Keeps changes that were not answered, and sends them again later.
fn wait(editor: Editor, why: Delay) {
    let _ = editor.queue.try_update(Queue::hold);
    editor.saving.set(Saving::Waiting(why));
    // When the session is back, that is noticed by itself.
    if why != Delay::SignedOut || !untrack(session::is_lost) {
        send_later(editor);
    }
}

fn send_later(editor: Editor) {
    stop_timer(editor);
    let failures = editor.retry.try_with_value(|retry| retry.failures).unwrap_or_default();
    let wait = Duration::from_millis(patience(failures).into());
    let timer = set_timeout_with_handle(move || pump(editor), wait).ok();
    editor.retry.try_update_value(|retry| *retry = Retry { failures: failures.saturating_add(1), timer });
}

/// An undo without an answer is not repeated by itself: another change might be taken back with it.
fn undo_unknown(editor: Editor) {
    let _ = editor.queue.try_update(Queue::hold);
    toasts::show(tr!(agenda.undo_unknown).to_owned());
    editor.saving.set(Saving::Idle);
    pump(editor);
    refetch(editor);
}

fn refused(editor: Editor, outgoing: &Outgoing, failure: Failure) {
    let conflict = failure.problem.as_ref().and_then(|problem| problem.agenda_conflict.clone());
    let undone = *outgoing == Outgoing::Undo;
    let setbacks = match conflict {
        Some(conflict) => match editor.queue.try_update(|queue| queue.refuse(*conflict)) {
            Some(Ok(setbacks)) => setbacks,
            Some(Err(_)) => return new_days(editor),
            None => return,
        },
        None => {
            let words = failure_words(&failure);
            editor.queue.try_update(|queue| queue.give_up(Some(&words))).unwrap_or_default()
        }
    };
    editor.retry.update_value(|retry| retry.failures = 0);
    editor.saving.set(Saving::Idle);
    editor.draw();
    if undone {
        undo_refused(editor, &failure);
    } else if setbacks.is_empty() && failure.problem.as_ref().is_none_or(|problem| problem.agenda_conflict.is_none()) {
        complain(&failure);
    }
    tell(editor, setbacks);
    pump(editor);
    refetch(editor);
}

fn undo_refused(editor: Editor, failure: &Failure) {
    let title = editor.facts.with_untracked(|facts| facts.undo.as_ref().map(|undo| undo.title.clone()));
    match (failure.code(), title) {
        (Some(ErrorCode::AgendaConflict), Some(title)) => toasts::show(tr!(agenda.undo_refused, title = title)),
        _ => complain(failure),
    }
}

/// Tells what could not be done as it was meant: texts wait for a decision, the rest is said.
pub(super) fn tell(editor: Editor, setbacks: Vec<Setback>) {
    for setback in setbacks {
        match setback {
            Setback::Text(clash) => {
                let words = match &clash.reason {
                    Some(reason) => tr!(agenda.refused_because, reason = reason.clone()),
                    None => tr!(agenda.clash).to_owned(),
                };
                editor.clashes.update(|all| note(all, *clash));
                toasts::announce(words);
            }
            other => toasts::show(words(&other)),
        }
    }
}

/// A setback in words.
pub(super) fn words(setback: &Setback) -> String {
    match setback.clone() {
        Setback::Text(_) => tr!(agenda.clash).to_owned(),
        Setback::Replaced(title) => tr!(agenda.replaced, title = title),
        Setback::NotMoved(title, None) => tr!(agenda.not_moved, title = title),
        Setback::NotMoved(title, Some(reason)) => tr!(agenda.not_moved_because, title = title, reason = reason),
        Setback::NotRemoved(title, None) => tr!(agenda.not_removed, title = title),
        Setback::NotRemoved(title, Some(reason)) => tr!(agenda.not_removed_because, title = title, reason = reason),
    }
}

/// Others' items stand on days that are not known here: learns the days, and goes on.
fn new_days(editor: Editor) {
    let _ = editor.queue.try_update(Queue::hold);
    editor.saving.set(Saving::Idle);
    learn_days(editor);
}

/// Fetches the meeting's days.
pub(super) fn learn_days(editor: Editor) {
    let id = editor.id;
    spawn_local(async move {
        let answer = api::send(move |client| async move { client.get_meeting(id).await }).await;
        let days = answer.ok().map(|meeting| meeting.value.days);
        let news = days.filter(|days| editor.days.try_with_untracked(|known| known != days) == Some(true));
        match news {
            Some(days) => {
                let ids: Vec<MeetingDayId> = days.iter().map(|day| day.id).collect();
                editor.days.set(days);
                editor.queue.update(|queue| queue.set_days(&ids));
                editor.draw();
                pump(editor);
                refetch(editor);
            }
            None if editor.queue.is_disposed() => {}
            None => send_later(editor),
        }
    });
}

/// Whether nothing of one's own is under way that others' changes would disturb.
fn is_quiet(editor: Editor) -> bool {
    editor.queue.try_with_untracked(Queue::is_settled) == Some(true)
        && editor.lifted.try_get_untracked() == Some(None)
        && editor.dragged.try_with_untracked(Option::is_none) == Some(true)
}

/// Fetches the agenda as others have left it, when nothing of one's own is under way.
pub(super) fn refetch(editor: Editor) {
    if !is_quiet(editor) {
        return;
    }
    let id = editor.id;
    spawn_local(async move {
        let answer =
            api::send(
                move |client| async move { client.get_agenda(id, Release::Current).await.map(|agenda| agenda.value) },
            )
            .await;
        let Ok(agenda) = answer else { return };
        let known = editor.facts.try_with_untracked(|facts| {
            // An answer that was overtaken by a later one says what was.
            agenda.version < facts.version
                || (facts.version, facts.unpublished_changes, &facts.undo)
                    == (agenda.version, agenda.unpublished_changes, &agenda.undo)
        });
        if known != Some(false) || !is_quiet(editor) {
            return;
        }
        if editor.queue.try_update(|queue| queue.refresh(agenda.items.clone())) != Some(Ok(())) {
            learn_days(editor);
            return;
        }
        editor.facts.set(Agenda { items: Vec::new(), ..agenda });
        editor.draw();
    });
}

/// Fetches others' changes now and then, when the window comes back, and warns before unsent changes are lost.
pub(super) fn follow(editor: Editor) {
    let tick = set_interval_with_handle(move || refetch(editor), POLL);
    let back = window_event_listener_untyped("focus", move |_| refetch(editor));
    let online = window_event_listener_untyped("online", move |_| pump(editor));
    let leaving = window_event_listener_untyped("beforeunload", move |event| {
        if editor.has_unsaved() {
            event.prevent_default();
        }
    });
    Effect::new(move |before: Option<bool>| {
        let lost = session::is_lost();
        if before == Some(true) && !lost {
            pump(editor);
        }
        lost
    });
    on_cleanup(move || {
        if let Ok(tick) = tick {
            tick.clear();
        }
        back.remove();
        online.remove();
        leaving.remove();
        stop_timer(editor);
        parked::leave(editor);
    });
    pump(editor);
}

/// Takes the caller's last change back: at once if it was not sent yet, otherwise after what is on its way.
pub(super) fn undo(editor: Editor) {
    match editor.queue.try_update(Queue::take_back) {
        Some(true) => {
            editor.draw();
            toasts::announce(tr!(agenda.undone).to_owned());
        }
        Some(false) => {
            let waits = matches!(editor.saving.get_untracked(), Saving::Waiting(_));
            if waits {
                toasts::announce(tr!(agenda.undo_later).to_owned());
            }
            pump(editor);
        }
        None => {}
    }
}
