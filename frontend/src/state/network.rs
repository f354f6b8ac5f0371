//! Whether the browser has a network.

use leptos::prelude::*;
use std::sync::LazyLock;

static ONLINE: LazyLock<ArcRwSignal<bool>> = LazyLock::new(|| ArcRwSignal::new(true));

/// Whether the browser has a network; tracked.
pub fn is_online() -> bool {
    ONLINE.get()
}

/// Follows the browser's word; `back` runs when the network returns.
pub fn start(back: impl Fn() + 'static) {
    ONLINE.set(window().navigator().on_line());
    window_event_listener_untyped("offline", |_| ONLINE.set(false));
    window_event_listener_untyped("online", move |_| {
        ONLINE.set(true);
        back();
    });
}
