//! What an editor may do with a piece of news, an album or a question: change, publish, withdraw, remove.

use crate::api::{self, Failure};
use crate::components::feedback::failure_words;
use crate::state::toasts;
use crate::texts::Text;
use crate::{tr, tx};
use chrono::NaiveDate;
use futures::future::LocalBoxFuture;
use leptos::prelude::*;
use obrady_client::{Client, ClientError};
use obrady_types::ErrorCode;
use obrady_types::portal::PublicationState;
use uuid::Uuid;
use wasm_bindgen_futures::spawn_local;

/// A step.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Step {
    /// Everybody sees it.
    Publish,
    /// Only its editors see it.
    Withdraw,
    /// It is gone; only of what nobody else has seen.
    Remove,
}

/// Takes a step of what has this id and version.
type Take = fn(Client, Step, Uuid, i32) -> LocalBoxFuture<'static, Result<(), ClientError>>;

/// What the steps are of.
#[derive(Clone)]
pub(super) struct Thing {
    pub(super) id: Uuid,
    pub(super) version: i32,
    pub(super) title: String,
    pub(super) state: PublicationState,
    pub(super) published_on: Option<NaiveDate>,
    /// Where it is changed.
    pub(super) edit: String,
    pub(super) take: Take,
    /// What the page does once a step was taken, or turned out to be no longer possible (`None`).
    pub(super) done: Callback<Option<Step>>,
}

/// The buttons. Where several things stand on one page, `named` says to screen readers which one a button is of.
pub(super) fn steps(thing: Thing, named: bool) -> AnyView {
    let busy = RwSignal::new(false);
    let spoken = named.then(|| thing.title.clone());
    let of = move || spoken.clone().map(|title| view! { <span class="sr">": " {title}</span> }.into_any());
    let button = |step: Step, label: Text, class: &'static str| {
        let thing = thing.clone();
        view! {
            <button type="button" class=class aria-disabled=move || busy.get().then_some("true")
                on:click=move |_| take(&thing, step, busy)>{label}{of()}</button>
        }
        .into_any()
    };
    let first = match thing.state {
        PublicationState::Published => button(Step::Withdraw, tx!(portal.withdraw), "danger"),
        PublicationState::Draft | PublicationState::Withdrawn => button(Step::Publish, tx!(portal.publish), "primary"),
    };
    let remove = thing.published_on.is_none().then(|| button(Step::Remove, tx!(portal.remove), "danger"));
    let change = view! { <a class="button" href=thing.edit.clone()>{tx!(portal.edit)}{of()}</a> };
    view! {
        {change}
        {remove}
        {first}
    }
    .into_any()
}

fn take(thing: &Thing, step: Step, busy: RwSignal<bool>) {
    if busy.get_untracked() {
        return;
    }
    busy.set(true);
    let Thing { id, version, take, done, .. } = *thing;
    let title = thing.title.clone();
    spawn_local(async move {
        let answer = api::send(move |client| take(client, step, id, version)).await;
        let _ = busy.try_set(false);
        match answer {
            Ok(()) => {
                toasts::show(match step {
                    Step::Publish => tr!(portal.published_toast, title = title),
                    Step::Withdraw => tr!(portal.withdrawn_toast, title = title),
                    Step::Remove => tr!(portal.removed_toast, title = title),
                });
                done.run(Some(step));
            }
            Err(error) => {
                let failure = Failure::from(error);
                if matches!(failure.code(), Some(ErrorCode::StaleVersion | ErrorCode::PublicationState)) {
                    done.run(None);
                }
                toasts::show(failure_words(&failure));
            }
        }
    });
}
