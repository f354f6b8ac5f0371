//! Start of the application.

use crate::components::layout::frame;
use crate::state::{locale, network, session, theme};
use crate::{address, browser, routes};
use futures::future::{Either, select};
use gloo_timers::future::TimeoutFuture;
use leptos::prelude::*;
use leptos_router::components::Router;
use leptos_router::hooks::use_location;
use wasm_bindgen_futures::spawn_local;

/// How long the first page waits for the session of this browser, in milliseconds.
const SESSION_WAIT_MS: u32 = 3_000;

/// Takes up language, theme and session, then draws.
pub fn start() {
    console_error_panic_hook::set_once();
    theme::start();
    network::start(|| spawn_local(session::restore_late()));
    locale::start(None);
    browser::start_scrolling();
    spawn_local(async {
        // Without an answer the page opens as for a visitor; the session is taken up when the answer comes.
        let wait = TimeoutFuture::new(SESSION_WAIT_MS);
        if let Either::Right(((), answer)) = select(Box::pin(session::restore()), wait).await {
            spawn_local(session::finish_late(answer));
        }
        if let Some(waiting) = document().get_element_by_id("boot") {
            waiting.remove();
        }
        if let Some(stage) = browser::stage() {
            leptos::mount::mount_to(stage, || view! { <Router><App /></Router> }).forget();
        }
    });
}

/// The frame with the routes in it.
#[component]
fn App() -> impl IntoView {
    address::start();
    let path = use_location().pathname;
    Effect::new(move |before: Option<()>| {
        path.track();
        if before.is_some() {
            browser::note_navigation();
        }
    });
    window_event_listener(leptos::ev::popstate, |_| browser::note_going_back());
    window_event_listener(leptos::ev::scroll, |_| browser::note_scroll());
    frame(view! { <routes::Pages /> }.into_any())
}
