//! Action items as rows that can be marked where they stand.

use super::task_steps::Steps;
use super::words;
use crate::api::{self, Loaded, new_key};
use crate::components::feedback::{badge, empty, show_unless};
use crate::components::form::{Field, Form};
use crate::components::form_errors::{Refused, error_summary};
use crate::components::words::period;
use crate::state::toasts;
use crate::texts::{Text, text};
use crate::{browser, dates, tr, tx};
use leptos::prelude::*;
use obrady_types::meetings::{ActionItem, ActionItemPatch, ActionItemState, DeliverableCreate};
use obrady_types::validate;

/// A list of action items, whose dialogue has the id `dialog`; `none` says what to do when there are none.
pub(super) fn tasks(loaded: Loaded<Vec<ActionItem>>, dialog: &'static str, none: Text) -> AnyView {
    let steps = Steps::new(loaded);
    let list = show_unless(loaded, PartialEq::eq, move |items: Vec<ActionItem>| {
        if items.is_empty() {
            return empty(none, None);
        }
        let rows: Vec<AnyView> = items.into_iter().map(|item| row(loaded, steps, item)).collect();
        view! { <ul class="rows">{rows}</ul> }.into_any()
    });
    view! { {list}{steps.dialogue(dialog)} }.into_any()
}

fn row(loaded: Loaded<Vec<ActionItem>>, steps: Steps, item: ActionItem) -> AnyView {
    let (tone, state) = words::action_state(item.state, item.overdue);
    let due = item.due;
    let owner = item.owner_name.clone().map(|name| view! { <span>{name}</span> }.into_any());
    let href = format!("/meetings/{}#item-{}", item.meeting_id, item.agenda_item_id);
    let mark = (item.markable && item.state.is_open()).then(|| marking(loaded, item.clone()));
    let steps = (item.editable && item.state.is_open()).then(|| steps.buttons(&item));
    view! {
        <li class="row">
            <div class="row-main">
                <a href=href>{item.title.clone()}</a>
                <div class="row-facts">
                    {owner}
                    <span>{tx!(running.due)}" "{text(move || period(due))}</span>
                    {badge(tone, state)}
                </div>
                {mark}
                {steps}
            </div>
        </li>
    }
    .into_any()
}

/// The button that marks it as done today; where a deliverable was promised, its address comes first.
fn marking(loaded: Loaded<Vec<ActionItem>>, item: ActionItem) -> AnyView {
    let form = Form::default();
    let asked = RwSignal::new(false);
    let (title, url) = (RwSignal::new(item.title.clone()), RwSignal::new(String::new()));
    let missing = item.deliverable_kind.filter(|_| item.deliverables.is_empty());
    let (id, version) = (item.id, item.version);
    let (made_key, done_key) = (new_key(), new_key());
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        if missing.is_some() && !asked.get_untracked() {
            asked.set(true);
            browser::focus_later("deliverable-url");
            return;
        }
        let made = missing.map(|kind| DeliverableCreate {
            title: title.get_untracked(),
            kind,
            description: None,
            url: url.get_untracked(),
            published_on: Some(dates::today()),
        });
        if let Some(made) = &made
            && form.refuse(form.found(&validate(made)))
        {
            return;
        }
        let (made_key, done_key) = (made_key.clone(), done_key.clone());
        form.submit(async move {
            if let Some(made) = made {
                let sent = api::send(|client| {
                    let (client, made) = (client.with_idempotency_key(&made_key), made.clone());
                    async move { client.create_deliverable(id, &made).await }
                });
                sent.await?;
            }
            let patch = ActionItemPatch {
                state: Some(ActionItemState::Done),
                completed_on: Some(dates::today()),
                ..ActionItemPatch::default()
            };
            let sent = api::send(|client| {
                let (client, patch) = (client.with_idempotency_key(&done_key), patch.clone());
                async move { client.update_action_item(id, version, &patch).await }
            });
            sent.await.map_err(Refused::from)?;
            loaded.update(|items| items.retain(|one| one.id != id));
            toasts::show(tr!(running.marked_done).to_owned());
            browser::focus_place_later("page-title");
            Ok(())
        });
    };
    let fields = move || {
        asked.get().then(|| {
            view! {
                <p class="quiet">{tx!(running.deliverable_first)}</p>
                {form.input(Field::new("deliverable-title", "/title", tx!(running.deliverable_title)), title)}
                {form.input(Field::new("deliverable-url", "/url", tx!(running.deliverable_url)).kind("url"), url)}
            }
            .into_any()
        })
    };
    view! {
        <form class="form" novalidate=true on:submit=submit>
            {error_summary(form)}
            {fields}
            {form.button(tx!(running.mark_done))}
        </form>
    }
    .into_any()
}
