//! Copies a text for somebody, or says that they have to do it themselves.

use crate::state::toasts;
use crate::{browser, tr};
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::{JsFuture, spawn_local};

/// Copies a text; where the browser refuses, or has no clipboard because the page came in the open, the element that
/// shows the text is selected.
pub fn copy(text: String, shown_in: &'static str) {
    spawn_local(async move {
        if is_copied(&text).await {
            toasts::show(tr!(admin.copied).to_owned());
        } else {
            browser::select(shown_in);
            toasts::show(tr!(common.copy_failed).to_owned());
        }
    });
}

async fn is_copied(text: &str) -> bool {
    let found = js_sys::Reflect::get(&window().navigator(), &"clipboard".into()).ok();
    let Some(clipboard) = found.filter(|found| !found.is_undefined()) else { return false };
    JsFuture::from(clipboard.unchecked_into::<web_sys::Clipboard>().write_text(text)).await.is_ok()
}
