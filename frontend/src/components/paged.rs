//! A list that is read page by page: what is there, and a button for more.

use crate::api::{self, Failure};
use crate::components::feedback::failure_words;
use crate::loading::Loading;
use crate::tx;
use leptos::prelude::*;
use obrady_types::Page;
use std::sync::Arc;
use wasm_bindgen_futures::spawn_local;

/// Reads the page after a cursor.
pub type Next<T> = Arc<dyn Fn(String) -> Loading<Page<T>> + Send + Sync>;

/// The rows of a first page, then those of the following ones as they are asked for.
pub fn paged<T: Clone + Send + Sync + 'static>(
    first: Page<T>,
    next: Next<T>,
    draw: impl Fn(Vec<T>) -> AnyView + Send + 'static,
) -> AnyView {
    let rows = RwSignal::new(first.items);
    let cursor = RwSignal::new(first.next);
    let (busy, refused) = (RwSignal::new(false), RwSignal::new(String::new()));
    let more = move |_| {
        let Some(at) = cursor.get_untracked().filter(|_| !busy.get_untracked()) else { return };
        let next = Arc::clone(&next);
        busy.set(true);
        refused.set(String::new());
        spawn_local(async move {
            match next(at).await {
                Ok(page) => {
                    rows.update(|rows| rows.extend(page.items));
                    cursor.set(page.next);
                }
                Err(error) => refused.set(failure_words(&Failure::from(error))),
            }
            busy.set(false);
        });
    };
    let button = move || {
        let more = more.clone();
        cursor.with(Option::is_some).then(|| {
            view! {
                <p><button type="button" aria-disabled=move || busy.get().then_some("true") on:click=more>{tx!(portal.more)}</button></p>
            }
            .into_any()
        })
    };
    view! {
        {move || draw(rows.get())}
        <p class="field-error" role="status">{refused}</p>
        {button}
    }
    .into_any()
}

/// The size of the first page.
pub fn some() -> obrady_types::PageQuery {
    obrady_types::PageQuery { limit: Some(20), ..api::many() }
}
