//! Publishing: what will be public, what to look at before, and the release.

use super::editor::{Editor, complain};
use super::sync;
use crate::api::{self, Failure, new_key};
use crate::components::dialog::dialog;
use crate::components::feedback::{Tone, note};
use crate::components::form::Form;
use crate::components::form_errors::Refused;
use crate::state::toasts;
use crate::texts::text;
use crate::{dates, tr, tx};
use leptos::prelude::*;
use obrady_rules::durations;
use obrady_rules::schedule::day_schedule;
use obrady_types::ErrorCode;
use obrady_types::meetings::{AgendaItemKind, AgendaPublish};

/// The dialogue.
pub(super) fn dialog_of(editor: Editor) -> AnyView {
    dialog(editor.publishing, "publish-agenda", tx!(agenda.publish_title), move || content(editor))
}

fn content(editor: Editor) -> AnyView {
    let shown = editor.shown.get();
    let count = shown.tree.items().len();
    if count == 0 {
        return note(Tone::Attention, view! { <p>{tx!(agenda.publish_empty)}</p> }.into_any());
    }
    let mut warnings: Vec<String> = Vec::new();
    for (index, day) in editor.days.get_value().iter().enumerate() {
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
    let warnings: Vec<AnyView> = warnings.into_iter().map(|words| view! { <li>{words}</li> }.into_any()).collect();
    let warned = (!warnings.is_empty())
        .then(|| note(Tone::Attention, view! { <p>{tx!(agenda.warnings)}</p><ul>{warnings}</ul> }.into_any()));
    let form = Form::default();
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        form.submit(publish(editor));
    };
    let count = u32::try_from(count).unwrap_or(u32::MAX);
    view! {
        <form class="form" novalidate=true on:submit=submit>
            <p>{text(move || tr!(agenda.publish_count, count = count))}</p>
            <p class="quiet">{tx!(agenda.publish_frozen)}</p>
            {warned}
            {form.button(tx!(agenda.publish))}
        </form>
    }
    .into_any()
}

async fn publish(editor: Editor) -> Result<(), Refused> {
    if !editor.queue.with_untracked(super::queue::Queue::is_settled) {
        toasts::show(tr!(agenda.publish_unsaved).to_owned());
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
