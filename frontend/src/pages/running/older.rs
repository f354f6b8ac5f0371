//! What the body still has to do: agreed at earlier meetings, and at this one.

use super::run::Run;
use super::tasks::tasks;
use crate::api::{self, Loaded, fetch, load};
use crate::components::page::section;
use crate::tx;
use leptos::prelude::*;
use obrady_client::ActionItemFilter;
use obrady_types::meetings::{ActionItem, Meeting};

/// The body's open action items, the first due first.
pub(super) fn part(run: Run, view: &Meeting) -> AnyView {
    let body = view.body_id;
    let items: Loaded<Vec<ActionItem>> = load(move || {
        fetch(move |client| async move {
            let filter = ActionItemFilter {
                body_id: Some(body),
                open: Some(true),
                page: api::many(),
                ..ActionItemFilter::default()
            };
            client.list_action_items(&filter).await.map(|page| page.items)
        })
    });
    // What the outbox has sent may have been an action item.
    Effect::new(move |before: Option<u32>| {
        let now = run.outbox.answered.get();
        if before.is_some_and(|before| before != now) {
            items.reload_quietly();
        }
        now
    });
    section(tx!(running.to_do), None, tasks(items, "older-task", tx!(running.no_to_do)))
}
