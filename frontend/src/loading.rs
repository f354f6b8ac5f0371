//! Loading states of pages. What is loaded is held behind one type, so that its machinery is there only once.

use crate::api::Failure;
use crate::state::session;
use crate::texts::{self, Text};
use crate::tr;
use futures::future::{AbortHandle, LocalBoxFuture, abortable};
use gloo_timers::future::TimeoutFuture;
use leptos::prelude::*;
use obrady_client::ClientError;
use obrady_types::ErrorCode;
use std::any::Any;
use std::marker::PhantomData;
use std::sync::Arc;
use wasm_bindgen_futures::spawn_local;

/// Whatever was loaded.
pub type Held = Arc<dyn Any + Send + Sync>;

/// A call under way.
pub type Loading<T> = LocalBoxFuture<'static, Result<T, ClientError>>;

/// State of something that is loaded.
#[derive(Clone)]
pub enum Load {
    /// Under way; nothing is shown yet.
    Waiting,
    /// Under way for more than 300 ms: a skeleton is shown.
    Slow,
    /// Under way for more than 10 s: a word and a retry are shown.
    Stuck,
    /// It is there.
    Ready(Held),
    /// It failed.
    Failed(Failure),
}

/// Something that a page loads, again whenever what its source reads changes.
pub struct Loaded<T> {
    state: RwSignal<Load>,
    again: RwSignal<u32>,
    quiet: StoredValue<bool>,
    kind: PhantomData<fn() -> T>,
}

impl<T> Copy for Loaded<T> {}
impl<T> Clone for Loaded<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T: Clone + Send + Sync + 'static> Loaded<T> {
    /// Loads it again.
    pub fn reload(self) {
        self.again.update(|n| *n = n.wrapping_add(1));
    }

    /// Loads it again while what is there stays on the screen, so that neither title nor focus are lost.
    pub fn reload_quietly(self) {
        self.quiet.set_value(true);
        self.reload();
    }

    /// Its state; tracked.
    pub fn state(self) -> Load {
        self.state.get()
    }

    /// What is there; tracked.
    pub fn ready(self) -> Option<T> {
        value(&self.state.get())
    }

    /// What is there; not tracked.
    pub fn ready_untracked(self) -> Option<T> {
        value(&self.state.get_untracked())
    }

    /// Changes what is there.
    pub fn update(self, change: impl FnOnce(&mut T)) {
        if let Some(mut value) = self.ready_untracked() {
            change(&mut value);
            self.set(value);
        }
    }

    /// Replaces what is there.
    pub fn set(self, value: T) {
        self.state.set(Load::Ready(Arc::new(value)));
    }

    /// A page's title: of what is there, or that it could not be loaded; empty while it is under way.
    pub fn title(self, name: impl Fn(&T) -> String + Send + Sync + 'static) -> Text {
        texts::text(move || match self.state.get() {
            Load::Ready(held) => held.downcast_ref::<T>().map(&name).unwrap_or_default(),
            Load::Failed(failure) => failure_title(&failure).to_owned(),
            Load::Waiting | Load::Slow | Load::Stuck => String::new(),
        })
    }
}

/// What a state holds.
pub fn value<T: Clone + 'static>(state: &Load) -> Option<T> {
    match state {
        Load::Ready(held) => held.downcast_ref::<T>().cloned(),
        _ => None,
    }
}

fn failure_title(failure: &Failure) -> &'static str {
    match failure.code() {
        Some(ErrorCode::NotFound) => tr!(errors.title_not_found),
        Some(ErrorCode::Forbidden) => tr!(errors.title_forbidden),
        Some(ErrorCode::Unauthenticated) => tr!(errors.title_unauthenticated),
        _ => tr!(errors.title_failed),
    }
}

/// Loads what `source` fetches; the call is aborted when the page is left or the source runs again.
pub fn load<T: Clone + Send + Sync + 'static>(source: impl Fn() -> Loading<T> + 'static) -> Loaded<T> {
    let (state, again, quiet) = (RwSignal::new(Load::Waiting), RwSignal::new(0), StoredValue::new(false));
    follow(
        state,
        again,
        quiet,
        Box::new(move || {
            let call = source();
            Box::pin(async move { call.await.map(|value| Arc::new(value) as Held) })
        }),
    );
    Loaded { state, again, quiet, kind: PhantomData }
}

fn follow(
    state: RwSignal<Load>,
    again: RwSignal<u32>,
    quiet: StoredValue<bool>,
    source: Box<dyn Fn() -> Loading<Held>>,
) {
    Effect::new(move |_| {
        again.track();
        session::came_late();
        let call = source();
        let asked = quiet.get_value();
        quiet.set_value(false);
        let quietly = asked && state.with_untracked(|now| matches!(now, Load::Ready(_)));
        if !quietly {
            state.set(Load::Waiting);
        }
        let patience = start(async move {
            TimeoutFuture::new(300).await;
            step(state, |now| matches!(now, Load::Waiting), Load::Slow);
            TimeoutFuture::new(9_700).await;
            step(state, |now| matches!(now, Load::Slow), Load::Stuck);
        });
        let waiting = patience.clone();
        let stop = start(async move {
            let outcome = match call.await {
                Ok(held) => Load::Ready(held),
                Err(error) => Load::Failed(error.into()),
            };
            waiting.abort();
            if quietly
                && let Load::Failed(failure) = &outcome
                && !failure.is_final()
            {
                return;
            }
            let _ = state.try_set(outcome);
        });
        on_cleanup(move || {
            stop.abort();
            patience.abort();
        });
    });
}

/// Goes on to a state, if the one before is still the expected one; otherwise nobody is disturbed.
fn step(state: RwSignal<Load>, expected: fn(&Load) -> bool, next: Load) {
    if state.try_with_untracked(expected) == Some(true) {
        let _ = state.try_set(next);
    }
}

/// Starts work that can be aborted.
fn start(work: impl Future<Output = ()> + 'static) -> AbortHandle {
    let (work, handle) = abortable(work);
    spawn_local(async move {
        let _ = work.await;
    });
    handle
}
