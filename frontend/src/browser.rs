//! What the browser offers: storage, focus, title, scrolling, new ids.

use leptos::prelude::*;
use std::cell::{Cell, RefCell};
use wasm_bindgen::JsCast;
use web_sys::{FocusOptions, HtmlElement};

thread_local! {
    static NAVIGATED: Cell<bool> = const { Cell::new(false) };
    static GOING_BACK: Cell<bool> = const { Cell::new(false) };
    static TITLE: RefCell<(String, &'static str)> = const { RefCell::new((String::new(), "")) };
    static SCROLLS: RefCell<Vec<(String, f64)>> = const { RefCell::new(Vec::new()) };
}

/// Reads a remembered setting. Nothing sensitive is stored.
pub fn recall(key: &str) -> Option<String> {
    window().local_storage().ok()??.get_item(&format!("obrady.{key}")).ok()?
}

/// Remembers a setting; `None` forgets it.
pub fn remember(key: &str, value: Option<&str>) {
    let key = format!("obrady.{key}");
    if let Ok(Some(store)) = window().local_storage() {
        // A full or forbidden store only means that the setting is not remembered.
        let _ = match value {
            Some(value) => store.set_item(&key, value),
            None => store.remove_item(&key),
        };
    }
}

/// Sets an attribute of `<html>`.
pub fn set_root_attribute(name: &str, value: Option<&str>) {
    if let Some(root) = document().document_element() {
        let _ = match value {
            Some(value) => root.set_attribute(name, value),
            None => root.remove_attribute(name),
        };
    }
}

/// The element with an id, if it is there.
pub fn element(id: &str) -> Option<HtmlElement> {
    document().get_element_by_id(id)?.dyn_into().ok()
}

/// Moves the focus to an element once the view has settled: before the next key can arrive, where that is
/// possible, so that nothing typed is lost.
pub fn focus_later(id: impl Into<String>) {
    focus_settled(id.into());
}

fn focus_settled(id: String) {
    wasm_bindgen_futures::spawn_local(async move {
        leptos::task::tick().await;
        if !focus(&id) {
            request_animation_frame(move || {
                focus(&id);
            });
        }
    });
}

/// Moves the focus to an element and says whether it was there.
pub fn focus(id: &str) -> bool {
    element(id).is_some_and(|element| element.focus().is_ok())
}

/// Whether a dialogue is open: keys belong to it then.
pub fn dialog_is_open() -> bool {
    document().query_selector("dialog[open]").is_ok_and(|open| open.is_some())
}

/// Says that the address has changed: the next page that knows its title takes the focus.
pub fn note_navigation() {
    NAVIGATED.set(true);
    TITLE.with_borrow_mut(|title| title.1 = "");
}

/// Says that the reader went back: the next page returns to where it was scrolled.
pub fn note_going_back() {
    GOING_BACK.set(true);
}

/// Remembers how far the page at the current address is scrolled.
pub fn note_scroll() {
    let (here, offset) = (address(), window().scroll_y().unwrap_or_default());
    SCROLLS.with_borrow_mut(|scrolls| {
        scrolls.retain(|(url, _)| *url != here);
        scrolls.push((here, offset));
        if scrolls.len() > 50 {
            scrolls.remove(0);
        }
    });
}

/// Moves the focus to the page's heading after a change of address, once.
pub fn arrive() {
    if NAVIGATED.replace(false) {
        request_animation_frame(|| {
            if let Some(heading) = element("page-title") {
                let options = FocusOptions::new();
                options.set_prevent_scroll(true);
                let _ = heading.focus_with_options(&options);
            }
        });
    }
}

/// Scrolls to where the reader was before, if they came back.
pub fn restore_scroll() {
    if GOING_BACK.replace(false) {
        let here = address();
        let found = SCROLLS.with_borrow(|all| all.iter().find(|(url, _)| *url == here).map(|(_, y)| *y));
        if let Some(offset) = found {
            request_animation_frame(move || window().scroll_to_with_x_and_y(0.0, offset));
        }
    }
}

/// Moves the focus to the summary of a form's errors, in an open dialogue first.
pub fn focus_summary() {
    request_animation_frame(|| {
        let found = |place: &str| document().query_selector(place).ok().flatten();
        let summary = found("dialog[open] #error-summary").or_else(|| found("#error-summary"));
        if let Some(summary) = summary.and_then(|summary| summary.dyn_into::<HtmlElement>().ok()) {
            let _ = summary.focus();
        }
    });
}

/// Sets the page's title.
pub fn set_title(words: String) {
    TITLE.with_borrow_mut(|title| title.0 = words);
    show_title();
}

/// Puts a word before the page's title, "Błąd: ", as long as a form has errors (UX-19).
pub fn set_title_prefix(prefix: &'static str) {
    TITLE.with_borrow_mut(|title| title.1 = prefix);
    show_title();
}

fn show_title() {
    TITLE.with_borrow(|(words, prefix)| document().set_title(&format!("{prefix}{words}")));
}

/// Path, query and fragment of the address.
pub fn address() -> String {
    let location = window().location();
    [location.pathname(), location.search(), location.hash()].into_iter().filter_map(Result::ok).collect()
}

/// A new UUIDv7 from the browser's clock and its randomness.
pub fn new_id() -> uuid::Uuid {
    let mut random = [0_u8; 10];
    if let Ok(crypto) = window().crypto() {
        let _ = crypto.get_random_values_with_u8_array(&mut random);
    }
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "milliseconds since 1970 fit")]
    let millis = js_sys::Date::now() as u64;
    uuid::Builder::from_unix_timestamp_millis(millis, &random).into_uuid()
}
