//! Sending an editor's changes, one batch after the other, and fetching those of others.

use super::editor::{Editor, Saving, complain};
use crate::api::{self, Failure, new_key};
use crate::state::toasts;
use crate::{dates, tr};
use gloo_timers::future::TimeoutFuture;
use leptos::prelude::*;
use obrady_client::{ClientError, Release};
use obrady_types::ErrorCode;
use obrady_types::meetings::{Agenda, AgendaCommand, AgendaCommands};
use std::time::Duration;
use wasm_bindgen_futures::spawn_local;

/// How often others' changes are fetched.
const POLL: Duration = Duration::from_secs(10);
/// How long a change waits after a lost connection before it is tried again, in milliseconds.
const RETRY_MS: u32 = 5_000;

/// Sends the next batch, if none is on its way.
pub(super) fn pump(editor: Editor) {
    let Some(Some(commands)) = editor.queue.try_update(super::queue::Queue::take_next) else { return };
    let _ = editor.saving.try_set(Saving::Sending);
    // A batch that waits after a lost answer goes out under its old key, so that it is not carried out twice.
    let key = editor.key.get_value();
    let key = if key.is_empty() { new_key() } else { key };
    editor.key.set_value(key.clone());
    spawn_local(send(editor, AgendaCommands { commands }, key));
}

async fn send(editor: Editor, input: AgendaCommands, key: String) {
    let id = editor.id;
    let answer = api::send(|client| {
        let (client, input) = (client.with_idempotency_key(&key), input.clone());
        async move { client.apply_agenda_commands(id, &input).await.map(|agenda| agenda.value) }
    })
    .await;
    match answer {
        Ok(agenda) => {
            let _ = editor.key.try_set_value(String::new());
            take(editor, agenda);
        }
        Err(error) if error.is_temporary() => {
            let _ = editor.queue.try_update(super::queue::Queue::hold);
            if editor.saving.try_set(Saving::Waiting).is_none() {
                TimeoutFuture::new(RETRY_MS).await;
                pump(editor);
            }
        }
        Err(error) => {
            let _ = editor.key.try_set_value(String::new());
            refused(editor, error);
        }
    }
}

/// Takes the server's word for an agenda.
fn take(editor: Editor, agenda: Agenda) {
    let Some(clashes) = editor.queue.try_update(|queue| queue.confirm(agenda.items.clone())) else { return };
    editor.facts.set(Agenda { items: Vec::new(), ..agenda });
    editor.clashes.update(|all| all.extend(clashes.into_iter().filter(|clash| is_text(&clash.mine))));
    editor.draw();
    if editor.queue.with_untracked(super::queue::Queue::is_settled) {
        editor.saving.set(Saving::Saved(dates::clock_now()));
    }
    pump(editor);
}

/// Only texts are worth showing beside each other; a move that came too late is just gone.
fn is_text(command: &AgendaCommand) -> bool {
    matches!(command, AgendaCommand::Edit(_))
}

fn refused(editor: Editor, error: ClientError) {
    let failure = Failure::from(error);
    let conflict = failure.problem.as_ref().and_then(|problem| problem.agenda_conflict.clone());
    match conflict {
        Some(conflict) => {
            let clash = editor.queue.try_update(|queue| queue.refuse(*conflict)).flatten();
            if let Some(clash) = clash.filter(|clash| is_text(&clash.mine)) {
                editor.clashes.update(|all| all.push(clash));
                toasts::announce(tr!(agenda.clash).to_owned());
            } else {
                complain(&failure);
            }
        }
        None => {
            let _ = editor.queue.try_update(super::queue::Queue::give_up);
            complain(&failure);
        }
    }
    if editor.saving.try_set(Saving::Idle).is_none() {
        editor.draw();
        pump(editor);
        refetch(editor);
    }
}

/// Fetches the agenda as others have left it, when nothing of one's own is under way.
pub(super) fn refetch(editor: Editor) {
    let quiet = editor.queue.try_with_untracked(super::queue::Queue::is_settled) == Some(true)
        && editor.lifted.get_untracked().is_none()
        && editor.dragged.get_untracked().is_none();
    if !quiet {
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
        let known = editor.facts.try_with_untracked(|facts| (facts.version, facts.unpublished_changes));
        if known.is_none_or(|known| known == (agenda.version, agenda.unpublished_changes)) {
            return;
        }
        let days: Vec<_> = editor.days.with_value(|days| days.iter().map(|day| day.id).collect());
        editor.queue.update(|queue| queue.refresh(&days, agenda.items.clone()));
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
        if editor.queue.try_with_untracked(super::queue::Queue::is_settled) == Some(false) {
            event.prevent_default();
        }
    });
    on_cleanup(move || {
        if let Ok(tick) = tick {
            tick.clear();
        }
        back.remove();
        online.remove();
        leaving.remove();
    });
}

/// Takes the caller's last change back, once everything has been sent.
pub(super) fn undo(editor: Editor) {
    if editor.queue.try_with_untracked(super::queue::Queue::is_settled) != Some(true) {
        // The change to take back is still on its way.
        spawn_local(async move {
            TimeoutFuture::new(300).await;
            // Without a connection it would wait for ever: the saving state says so already.
            if editor.saving.try_get_untracked().is_some_and(|saving| saving != Saving::Waiting) {
                undo(editor);
            }
        });
        return;
    }
    let id = editor.id;
    let key = new_key();
    spawn_local(async move {
        let answer = api::send(|client| {
            let client = client.with_idempotency_key(&key);
            async move { client.undo_agenda_commands(id).await.map(|agenda| agenda.value) }
        })
        .await;
        match answer {
            Ok(agenda) => {
                take(editor, agenda);
                toasts::announce(tr!(agenda.undone).to_owned());
            }
            Err(error) => {
                let failure = Failure::from(error);
                if failure.code() != Some(ErrorCode::NothingToUndo) {
                    refetch(editor);
                }
                complain(&failure);
            }
        }
    });
}
