//! Publishing: what will be public, what to look at before, and the release.

use super::editor::{Editor, Saving, complain};
use super::{keys, sync};
use crate::api::{self, Failure, new_key};
use crate::components::dialog::dialog;
use crate::components::feedback::{Tone, note};
use crate::components::form::Form;
use crate::components::form_errors::Refused;
use crate::state::toasts;
use crate::texts::text;
use crate::{dates, tr, tx};
use gloo_timers::future::TimeoutFuture;
use leptos::prelude::*;
use obrady_rules::durations;
use obrady_rules::schedule::day_schedule;
use obrady_types::ErrorCode;
use obrady_types::meetings::{AgendaItemKind, AgendaPublish};

/// How often it is looked whether everything is saved, in milliseconds.
const LOOK_AGAIN_MS: u32 = 100;

/// The dialogue.
pub(super) fn dialog_of(editor: Editor) -> AnyView {
    dialog(editor.publishing, "publish-agenda", tx!(agenda.publish_title), move || content(editor))
}

fn content(editor: Editor) -> AnyView {
    let is_empty = Memo::new(move |_| editor.shown.with(|shown| shown.tree.items().is_empty()));
    (move || if is_empty.get() { nothing() } else { form(editor) }).into_any()
}

fn nothing() -> AnyView {
    note(Tone::Attention, view! { <p>{tx!(agenda.publish_empty)}</p> }.into_any())
}

/// The form stays while others' changes come in; only what it says about the agenda follows them.
fn form(editor: Editor) -> AnyView {
    let form = Form::default();
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        form.submit(publish(editor));
    };
    let count = text(move || {
        let count = editor.shown.with(|shown| shown.tree.items().len());
        tr!(agenda.publish_count, count = u32::try_from(count).unwrap_or(u32::MAX))
    });
    let warned = move || {
        let warnings = warnings(editor);
        (!warnings.is_empty()).then(|| {
            let list: Vec<AnyView> = warnings.into_iter().map(|words| view! { <li>{words}</li> }.into_any()).collect();
            note(Tone::Attention, view! { <p>{tx!(agenda.warnings)}</p><ul>{list}</ul> }.into_any())
        })
    };
    view! {
        <form class="form" novalidate=true on:submit=submit>
            <p>{count}</p>
            <p class="quiet">{tx!(agenda.publish_frozen)}</p>
            {warned}
            {form.button(tx!(agenda.publish))}
        </form>
    }
    .into_any()
}

/// What to look at before publishing; tracked.
fn warnings(editor: Editor) -> Vec<String> {
    let shown = editor.shown.get();
    let mut warnings: Vec<String> = Vec::new();
    for (index, day) in editor.days.get().iter().enumerate() {
        let over = day_schedule(day, &shown.tree).over_by;
        if over > 0 {
            let over = durations::format(over);
            warnings.push(tr!(agenda.warn_over, day = index + 1, over = over));
        }
        if day.date < dates::today() {
            warnings.push(tr!(agenda.warn_past).to_owned());
        }
    }
    let without = shown
        .tree
        .items()
        .iter()
        .filter(|item| item.planned_minutes.is_none() && shown.tree.subtree(item.id).len() == 1)
        .filter(|item| item.kind != AgendaItemKind::Section)
        .count();
    if without > 0 {
        warnings.push(tr!(agenda.warn_minutes, count = u32::try_from(without).unwrap_or(u32::MAX)));
    }
    warnings
}

/// Waits until every change is saved; says whether they are.
async fn settled(editor: Editor) -> bool {
    keys::put_down_lifted(editor);
    sync::pump(editor);
    let is_settled = || editor.queue.try_with_untracked(super::queue::Queue::is_settled) == Some(true);
    while !is_settled() {
        if editor.saving.try_get_untracked().is_none_or(|saving| matches!(saving, Saving::Waiting(_))) {
            return false;
        }
        TimeoutFuture::new(LOOK_AGAIN_MS).await;
    }
    true
}

async fn publish(editor: Editor) -> Result<(), Refused> {
    if !settled(editor).await {
        toasts::show(tr!(agenda.publish_unsaved).to_owned());
        return Err(Refused::Shown);
    }
    if editor.clashes.with_untracked(|clashes| !clashes.is_empty()) {
        // What would be published is not what was typed.
        editor.publishing.set(false);
        toasts::show(tr!(agenda.publish_clash).to_owned());
        return Err(Refused::Shown);
    }
    let (id, key) = (editor.id, new_key());
    let input = AgendaPublish { agenda_version: editor.facts.with_untracked(|facts| facts.version) };
    let answer = api::send(|client| {
        let (client, input) = (client.with_idempotency_key(&key), input.clone());
        async move { client.publish_agenda(id, &input).await }
    })
    .await;
    match answer {
        Ok(release) => {
            let number = release.release.unwrap_or(1);
            editor.publishing.set(false);
            toasts::show(tr!(agenda.published, number = number));
            editor.meeting.reload_quietly();
            sync::refetch(editor);
            Ok(())
        }
        Err(error) => {
            let failure = Failure::from(error);
            editor.publishing.set(false);
            if failure.code() == Some(ErrorCode::StaleVersion) {
                toasts::show(tr!(agenda.publish_changed).to_owned());
                sync::refetch(editor);
            } else {
                complain(&failure);
            }
            Err(Refused::Shown)
        }
    }
}

/// A note about what changed since the last release.
pub(super) fn release_note(editor: Editor) -> AnyView {
    (move || {
        let (release, changed) = editor.facts.with(|facts| (facts.release, facts.unpublished_changes));
        let release = release.or_else(|| editor.meeting.ready().and_then(|meeting| meeting.agenda_release));
        match (release, changed) {
            (Some(number), Some(true)) => note(
                Tone::Attention,
                view! { <p>{text(move || tr!(agenda.unpublished, number = number))}</p> }.into_any(),
            ),
            _ => ().into_any(),
        }
    })
    .into_any()
}
