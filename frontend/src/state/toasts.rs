//! Short notices that go away by themselves, and words for screen readers only.

use gloo_timers::future::TimeoutFuture;
use leptos::prelude::*;
use std::sync::{Arc, LazyLock};
use wasm_bindgen_futures::spawn_local;

/// What a toast offers to do.
#[derive(Clone)]
pub struct Offer {
    /// Words on the button.
    pub label: String,
    /// What it does.
    pub act: Arc<dyn Fn() + Send + Sync>,
}

/// A notice.
#[derive(Clone)]
pub struct Toast {
    /// Its number.
    pub id: u32,
    /// Its words.
    pub text: String,
    /// What it offers.
    pub offer: Option<Offer>,
}

static TOASTS: LazyLock<ArcRwSignal<Vec<Toast>>> = LazyLock::new(ArcRwSignal::default);
static SPOKEN: LazyLock<ArcRwSignal<String>> = LazyLock::new(ArcRwSignal::default);
static PLACES: LazyLock<ArcRwSignal<Vec<&'static str>>> = LazyLock::new(ArcRwSignal::default);
static NEXT: LazyLock<ArcRwSignal<u32>> = LazyLock::new(ArcRwSignal::default);

/// A toast offers an undo for at least ten seconds (UX-05).
const SHOWN_FOR_MS: u32 = 12_000;

/// The toasts shown now; tracked.
pub fn toasts() -> Vec<Toast> {
    TOASTS.get()
}

/// Shows a notice.
pub fn show(text: String) {
    push(text, None);
}

/// Shows a notice that offers something.
pub fn show_with(text: String, label: String, act: impl Fn() + Send + Sync + 'static) {
    push(text, Some(Offer { label, act: Arc::new(act) }));
}

fn push(text: String, offer: Option<Offer>) {
    let id = NEXT.get_untracked();
    NEXT.set(id.wrapping_add(1));
    TOASTS.update(|all| {
        all.push(Toast { id, text, offer });
        if all.len() > 3 {
            all.remove(0);
        }
    });
    spawn_local(async move {
        TimeoutFuture::new(SHOWN_FOR_MS).await;
        dismiss(id);
    });
}

/// Takes a notice away.
pub fn dismiss(id: u32) {
    TOASTS.update(|all| all.retain(|toast| toast.id != id));
}

/// Says that a dialogue has opened. While it is open nothing outside is seen or read, so notices appear inside.
pub fn enter(dialog: &'static str) {
    PLACES.update(|places| {
        places.retain(|place| *place != dialog);
        places.push(dialog);
    });
}

/// Says that a dialogue has closed.
pub fn leave(dialog: &'static str) {
    if PLACES.with_untracked(|places| places.contains(&dialog)) {
        PLACES.update(|places| places.retain(|place| *place != dialog));
    }
}

/// Where notices appear: the topmost dialogue, or the page when none is open; tracked.
pub fn place() -> Option<&'static str> {
    PLACES.with(|places| places.last().copied())
}

/// What the live region says now; tracked.
pub fn spoken() -> String {
    SPOKEN.get()
}

/// What the live region said last; not tracked.
pub fn spoken_last() -> String {
    SPOKEN.get_untracked()
}

/// Says something to screen readers. The same words twice are said twice.
pub fn announce(text: String) {
    // A no-break space at the end makes the text differ from the one before.
    let same = SPOKEN.with_untracked(|last| *last == text);
    SPOKEN.set(if same { text + "\u{a0}" } else { text });
}
