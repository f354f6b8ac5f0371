//! Links to single items: the row that the address names gets the focus and stands out.

use crate::{browser, tx};
use leptos::prelude::*;
use leptos_router::hooks::use_location;
use obrady_types::AgendaItemId;
use web_sys::{HtmlElement, ScrollIntoViewOptions, ScrollLogicalPosition};

/// The number of an item as a link to it, so that the link can be copied.
pub(super) fn label(id: AgendaItemId, words: impl Fn() -> String + Copy + Send + Sync + 'static) -> AnyView {
    let link = move || {
        if words().is_empty() {
            return ().into_any();
        }
        let (href, title) = (format!("#item-{id}"), tx!(agenda.link));
        view! { <a id=format!("link-{id}") href=href title=title>{words}</a> }.into_any()
    };
    view! { <span class="agenda-label">{link}</span> }.into_any()
}

/// Goes to the row that the address names, now and whenever it names another one.
pub(super) fn follow() {
    let hash = use_location().hash;
    Effect::new(move |_| {
        let wanted = hash.get().trim_start_matches('#').to_owned();
        if wanted.starts_with("item-") {
            arrive(wanted);
        }
    });
}

fn arrive(wanted: String) {
    wasm_bindgen_futures::spawn_local(async move {
        leptos::task::tick().await;
        // A frame later, because a new page gives the focus to its heading first.
        request_animation_frame(move || {
            let Some(row) = browser::element(&wanted) else { return };
            mark(&row);
            let _ = row.focus();
            let options = ScrollIntoViewOptions::new();
            options.set_block(ScrollLogicalPosition::Center);
            row.scroll_into_view_with_scroll_into_view_options(&options);
        });
    });
}

fn mark(row: &HtmlElement) {
    if let Ok(Some(before)) = document().query_selector("[data-linked]") {
        let _ = before.remove_attribute("data-linked");
    }
    let _ = row.set_attribute("data-linked", "");
}
