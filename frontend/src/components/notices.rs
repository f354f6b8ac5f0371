//! Toasts and the live region: of the page, and of each dialogue, since what lies outside an open one is inert.

use super::icon::{Icon, icon};
use crate::state::toasts;
use crate::tx;
use leptos::prelude::*;

/// Those of the page.
pub fn of_page() -> AnyView {
    view! {
        {list(None)}
        <div id="announcer" class="sr" aria-live="polite" aria-atomic="true">{toasts::spoken}</div>
    }
    .into_any()
}

/// Those of an open dialogue; made anew each time it opens.
pub fn of_dialog(id: &'static str) -> AnyView {
    // What was said before it opened is not said again.
    let before = toasts::spoken_last();
    let spoken = move || Some(toasts::spoken()).filter(|words| *words != before);
    view! {
        {list(Some(id))}
        <div class="sr" aria-live="polite" aria-atomic="true">{spoken}</div>
    }
    .into_any()
}

fn list(place: Option<&'static str>) -> AnyView {
    let list = move || {
        let shown = if toasts::place() == place { toasts::toasts() } else { Vec::new() };
        shown
            .into_iter()
            .map(|toast| {
                let id = toast.id;
                let offer = toast.offer.map(|offer| {
                    let act = offer.act;
                    view! {
                        <button type="button" class="plain" on:click=move |_| {
                            toasts::dismiss(id);
                            act();
                        }>{offer.label}</button>
                    }
                    .into_any()
                });
                view! {
                    <div class="toast">
                        <span>{toast.text}</span>
                        {offer}
                        <button type="button" class="plain icon-only" aria-label=tx!(common.close)
                            on:click=move |_| toasts::dismiss(id)>{icon(Icon::Close)}</button>
                    </div>
                }
                .into_any()
            })
            .collect::<Vec<_>>()
    };
    view! { <div class="toasts" role="status">{list}</div> }.into_any()
}
