//! Loading, empty and failed states, badges and notes.

use super::icon::{Icon, icon};
use super::words;
use crate::api::Failure;
use crate::loading::{Load, Loaded, value};
use crate::state::session;
use crate::texts::Text;
use crate::{address, browser, tr, tx};
use leptos::prelude::*;
use obrady_types::ErrorCode;
use std::sync::Arc;

/// What a badge or note means; it always comes with a word.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Tone {
    /// Nothing particular.
    Plain,
    /// To know.
    Info,
    /// Done.
    Done,
    /// To look at.
    Attention,
    /// Wrong.
    Danger,
}

impl Tone {
    fn class(self) -> &'static str {
        match self {
            Tone::Plain => "plain",
            Tone::Info => "info",
            Tone::Done => "done",
            Tone::Attention => "attention",
            Tone::Danger => "danger",
        }
    }
}

/// A short word with a meaning.
pub fn badge(tone: Tone, words: Text) -> AnyView {
    view! { <span class=format!("badge {}", tone.class())>{words}</span> }.into_any()
}

/// A note in the page.
pub fn note(tone: Tone, content: AnyView) -> AnyView {
    let which = match tone {
        Tone::Done => Icon::Done,
        Tone::Attention | Tone::Danger => Icon::Attention,
        Tone::Plain | Tone::Info => Icon::Info,
    };
    view! { <div class=format!("note {}", tone.class())>{icon(which)}<div>{content}</div></div> }.into_any()
}

/// What an empty list says: what it is for, and the first thing to do.
pub fn empty(words: Text, action: Option<AnyView>) -> AnyView {
    view! { <div class="empty"><p>{words}</p>{action}</div> }.into_any()
}

/// What went wrong, in words.
pub fn failure_words(failure: &Failure) -> String {
    match failure.code() {
        Some(ErrorCode::SignInThrottled) if failure.retry_after.is_some() => {
            match failure.retry_after.unwrap_or_default().max(1) {
                seconds @ 1..60 => tr!(errors.throttled_seconds, count = seconds),
                seconds => tr!(errors.throttled_for, count = seconds.div_ceil(60)),
            }
        }
        Some(code) => words::error(code).to_owned(),
        None if failure.offline => tr!(errors.offline).to_owned(),
        None => tr!(errors.unexpected).to_owned(),
    }
}

/// What could not be loaded, with the way on: sign in, the start page, or a retry.
pub fn failed(failure: Failure, retry: impl Fn() + 'static) -> AnyView {
    // A number helps the administrator only where something failed; a missing page needs none.
    let request_id =
        failure.problem.as_ref().filter(|_| !failure.is_final()).and_then(|problem| problem.request_id.clone());
    let sign_in = || {
        let href = address::sign_in_from(&browser::address());
        view! { <a class="button primary" href=href>{tx!(common.sign_in)}</a> }.into_any()
    };
    let to_start = || view! { <a class="button" href="/">{tx!(common.to_start)}</a> }.into_any();
    let visitor = session::me().is_none();
    let way_on = match failure.code() {
        Some(ErrorCode::Unauthenticated) => sign_in(),
        Some(ErrorCode::SecondFactorSetupRequired) => {
            view! { <a class="button primary" href="/account/second-factor">{tx!(errors.set_up_factor)}</a> }.into_any()
        }
        // What is not public answers visitors as if it were not there.
        Some(ErrorCode::NotFound) if visitor => {
            view! { <p>{tx!(errors.not_found_visitor)}</p><div class="actions">{sign_in()}{to_start()}</div> }
                .into_any()
        }
        Some(ErrorCode::NotFound | ErrorCode::Forbidden) => to_start(),
        _ => view! { <p><button type="button" on:click=move |_| retry()>{tx!(common.retry)}</button></p> }.into_any(),
    };
    view! {
        <div class="note danger" role="alert">
            {icon(Icon::Attention)}
            <div>
                <p>{move || failure_words(&failure)}</p>
                {request_id.map(|id| view! { <p class="quiet">{tx!(common.request_id)} " " <code>{id}</code></p> }.into_any())}
                {way_on}
            </div>
        </div>
    }
    .into_any()
}

/// Grey lines in place of what is loading.
pub fn skeleton() -> AnyView {
    view! {
        <div class="skeleton" aria-busy="true">
            <p class="sr" role="status">{tx!(common.loading)}</p>
            <i></i><i></i><i></i>
        </div>
    }
    .into_any()
}

/// Shows what a page loads, in each of its states.
pub fn show<T: Clone + Send + Sync + 'static>(
    loaded: Loaded<T>,
    ready: impl Fn(T) -> AnyView + Send + 'static,
) -> AnyView {
    let ready = move |state: &Load| value(state).map_or_else(|| ().into_any(), &ready);
    show_boxed(Signal::derive(move || loaded.state()), Box::new(ready), Arc::new(move || loaded.reload()))
}

/// A state and how often it has changed in a way that is drawn.
#[derive(Clone)]
struct Shown {
    load: Load,
    turn: u32,
}

impl PartialEq for Shown {
    fn eq(&self, other: &Self) -> bool {
        self.turn == other.turn
    }
}

/// Like [`show`], but what is there is drawn anew only when `same` says that it has changed.
pub fn show_unless<T: Clone + Send + Sync + 'static>(
    loaded: Loaded<T>,
    same: fn(&T, &T) -> bool,
    ready: impl Fn(T) -> AnyView + Send + 'static,
) -> AnyView {
    let shown = Memo::new(move |before: Option<&Shown>| {
        let load = loaded.state();
        let turn = before.map_or(0, |before| match (value::<T>(&before.load), value::<T>(&load)) {
            (Some(old), Some(new)) if same(&old, &new) => before.turn,
            _ => before.turn.wrapping_add(1),
        });
        Shown { load, turn }
    });
    let state = Signal::derive(move || shown.get().load);
    let ready = move |state: &Load| value(state).map_or_else(|| ().into_any(), &ready);
    show_boxed(state, Box::new(ready), Arc::new(move || loaded.reload()))
}

/// Not generic, to be there once.
fn show_boxed(
    state: Signal<Load>,
    ready: Box<dyn Fn(&Load) -> AnyView + Send>,
    retry: Arc<dyn Fn() + Send + Sync>,
) -> AnyView {
    (move || {
        let retry = Arc::clone(&retry);
        match state.get() {
            Load::Waiting => view! { <div aria-busy="true"></div> }.into_any(),
            Load::Slow => skeleton(),
            Load::Stuck => stuck(retry),
            Load::Failed(failure) => failed(failure, move || retry()),
            there @ Load::Ready(_) => {
                let page = ready(&there);
                browser::follow_hash();
                page
            }
        }
    })
    .into_any()
}

fn stuck(retry: Arc<dyn Fn() + Send + Sync>) -> AnyView {
    view! {
        <div class="note attention" role="status" aria-busy="true">
            {icon(Icon::Attention)}
            <div>
                <p>{tx!(common.slow)}</p>
                <p><button type="button" on:click=move |_| retry()>{tx!(common.retry)}</button></p>
            </div>
        </div>
    }
    .into_any()
}
