//! What an editor does with the meeting itself: change its facts, announce, cancel or remove it, see it as the public.

use super::editor::complain;
use super::facts_form;
use crate::api::{self, Failure, Loaded, new_key};
use crate::components::dialog::dialog;
use crate::components::form::Form;
use crate::components::form_errors::Refused;
use crate::state::toasts;
use crate::texts::{Text, text};
use crate::{address, browser, tr, tx};
use leptos::prelude::*;
use obrady_types::meetings::Meeting;

/// A step in the meeting's life that is asked about first.
#[derive(Clone, Copy, PartialEq)]
enum Step {
    Schedule,
    Cancel,
    Delete,
}

/// The buttons beside the title; they stay while the meeting's facts change, and with them an open dialogue.
pub(super) fn actions(loaded: Loaded<Meeting>, draft: bool, preview: RwSignal<bool>) -> AnyView {
    let changing = RwSignal::new(false);
    let (asking, step) = (RwSignal::new(false), RwSignal::new(Step::Schedule));
    let ask = move |which: Step| {
        step.set(which);
        asking.set(true);
    };
    let pressed = move || if preview.get() { "true" } else { "false" };
    let facts = move || loaded.ready_untracked().map(|meeting| facts_form::form(loaded, meeting, changing)).into_any();
    let asked = move || {
        loaded.ready_untracked().map(|meeting| question(loaded, meeting, step.get_untracked(), asking)).into_any()
    };
    view! {
        <button type="button" aria-pressed=pressed on:click=move |_| preview.update(|on| *on = !*on)>{tx!(agenda.preview)}</button>
        <button type="button" on:click=move |_| changing.set(true)>{tx!(agenda.change_facts)}</button>
        {draft.then(|| view! { <button type="button" on:click=move |_| ask(Step::Schedule)>{tx!(agenda.schedule)}</button> }.into_any())}
        {draft.then(|| view! { <button type="button" on:click=move |_| ask(Step::Delete)>{tx!(agenda.delete)}</button> }.into_any())}
        {(!draft).then(|| view! { <button type="button" on:click=move |_| ask(Step::Cancel)>{tx!(agenda.cancel_meeting)}</button> }.into_any())}
        {dialog(changing, "meeting-facts", tx!(agenda.change_facts), facts)}
        {dialog(asking, "meeting-step", step_title(step), asked)}
    }
    .into_any()
}

fn step_title(step: RwSignal<Step>) -> Text {
    text(move || {
        match step.get() {
            Step::Schedule => tr!(agenda.schedule),
            Step::Cancel => tr!(agenda.cancel_meeting),
            Step::Delete => tr!(agenda.delete),
        }
        .to_owned()
    })
}

fn question(loaded: Loaded<Meeting>, meeting: Meeting, step: Step, open: RwSignal<bool>) -> AnyView {
    let (words, button) = match step {
        Step::Schedule => (tx!(agenda.schedule_question), tx!(agenda.schedule)),
        Step::Cancel => (tx!(agenda.cancel_question), tx!(agenda.cancel_meeting)),
        Step::Delete => (tx!(agenda.delete_question), tx!(agenda.delete)),
    };
    let form = Form::default();
    let (id, version, body) = (meeting.id, meeting.version, meeting.body_id);
    let key = new_key();
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let key = key.clone();
        form.submit(async move {
            let answer = api::send(|client| {
                let client = client.with_idempotency_key(&key);
                async move {
                    match step {
                        Step::Schedule => client.schedule_meeting(id, version).await.map(Some),
                        Step::Cancel => client.cancel_meeting(id, version).await.map(Some),
                        Step::Delete => client.delete_meeting(id, version).await.map(|()| None),
                    }
                }
            })
            .await;
            open.set(false);
            match answer {
                Ok(Some(meeting)) => loaded.set(meeting.value),
                Ok(None) => address::replace(&format!("/groups/{body}")),
                Err(error) => {
                    complain(&Failure::from(error));
                    loaded.reload_quietly();
                    return Err(Refused::Shown);
                }
            }
            toasts::show(tr!(common.saved).to_owned());
            // The button that was pressed belongs to the state before.
            browser::focus_place_later("page-title");
            Ok(())
        });
    };
    view! {
        <form class="form" novalidate=true on:submit=submit>
            <p>{words}</p>
            {form.button(button)}
        </form>
    }
    .into_any()
}
