//! What the browser offers: storage, focus, title, scrolling, new ids.

use leptos::prelude::*;
use std::cell::{Cell, RefCell};
use wasm_bindgen::JsCast;
use web_sys::{FocusOptions, HtmlElement, HtmlInputElement, ScrollRestoration};

thread_local! {
    static NAVIGATED: Cell<bool> = const { Cell::new(false) };
    static WANTED: RefCell<Option<Wanted>> = const { RefCell::new(None) };
    static FOLLOWED: RefCell<String> = const { RefCell::new(String::new()) };
    static TITLE: RefCell<(String, &'static str)> = const { RefCell::new((String::new(), "")) };
    static SCROLLS: RefCell<Vec<(String, f64)>> = const { RefCell::new(Vec::new()) };
}

/// Where a page was scrolled when the reader left it, until it is reached again.
struct Wanted {
    address: String,
    offset: f64,
    /// Until when it is tried, in milliseconds of the browser's clock.
    until: f64,
}

/// For how many frames a place keeps the focus that it got from the address.
const HELD_FRAMES: u32 = 12;

/// How long a page that the reader came back to may take to grow to its old length.
const PATIENCE_MS: f64 = 3_000.0;

/// Reads a remembered setting. Nothing sensitive is stored but what could not be sent yet, until signing out.
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

/// The remembered keys that begin with this, in their order.
pub fn remembered(start: &str) -> Vec<String> {
    let Ok(Some(store)) = window().local_storage() else { return Vec::new() };
    let names = (0..store.length().unwrap_or_default()).filter_map(|nth| store.key(nth).ok()?);
    let keys = names.filter_map(|name| name.strip_prefix("obrady.").map(ToOwned::to_owned));
    let mut keys: Vec<String> = keys.filter(|key| key.starts_with(start)).collect();
    keys.sort_unstable();
    keys
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

/// Where the application is drawn: in the page, or beside it as long as the page's first picture is shown, which then
/// gives its place (assets/first-picture.js).
pub fn stage() -> Option<HtmlElement> {
    let stage = js_sys::Reflect::get(&window(), &"obradyStage".into()).ok();
    stage.and_then(|stage| stage.dyn_into().ok()).or_else(|| document().body())
}

/// The element with an id, if it is there.
pub fn element(id: &str) -> Option<HtmlElement> {
    document().get_element_by_id(id)?.dyn_into().ok()
}

/// Selects the text of an element.
pub fn select(id: &str) {
    let Some(element) = element(id) else { return };
    if let Some(input) = element.dyn_ref::<HtmlInputElement>() {
        let _ = input.focus();
        input.select();
    } else if let Ok(Some(selection)) = window().get_selection() {
        let _ = selection.select_all_children(&element);
    }
}

/// Closes a popover, if it is open.
pub fn hide_popover(id: &str) {
    let Some(element) = element(id).filter(|element| element.matches(":popover-open").unwrap_or(false)) else { return };
    let hide = js_sys::Reflect::get(&element, &"hidePopover".into()).ok();
    if let Some(hide) = hide.and_then(|hide| hide.dyn_into::<js_sys::Function>().ok()) {
        let _ = hide.call0(&element);
    }
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

/// Moves the focus to a part of the page that is no control, once the view has settled.
pub fn focus_place_later(id: impl Into<String>) {
    let id = id.into();
    request_animation_frame(move || {
        focus_place(&id);
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
    if !is_scrolling_back() {
        FOLLOWED.set(String::new());
    }
}

/// Takes scrolling after Back into our own hands: the browser would do it before the page is loaded.
pub fn start_scrolling() {
    if let Ok(history) = window().history() {
        let _ = history.set_scroll_restoration(ScrollRestoration::Manual);
    }
    for event in ["wheel", "touchmove", "pointerdown", "keydown"] {
        window_event_listener_untyped(event, |_| WANTED.set(None));
    }
}

/// Says that the reader went back: the page returns to where it was scrolled, as soon as it is long enough.
pub fn note_going_back() {
    let address = address();
    let known = SCROLLS.with_borrow(|all| all.iter().find(|(url, _)| *url == address).map(|(_, y)| *y));
    // A place within the page was shown before; now the reader wants the page as they left it.
    FOLLOWED.set(address.clone());
    WANTED.set(Some(Wanted { address, offset: known.unwrap_or_default(), until: js_sys::Date::now() + PATIENCE_MS }));
    request_animation_frame(scroll_back);
}

fn is_scrolling_back() -> bool {
    let here = address();
    WANTED.with_borrow(|wanted| wanted.as_ref().is_some_and(|wanted| wanted.address == here))
}

/// Tries in each frame, since any part of the page may be the one that makes it long enough.
fn scroll_back() {
    let wanted = if is_scrolling_back() {
        WANTED.with_borrow(|wanted| wanted.as_ref().map(|wanted| (wanted.offset, wanted.until)))
    } else {
        None
    };
    let Some((offset, until)) = wanted else {
        WANTED.set(None);
        return;
    };
    window().scroll_to_with_x_and_y(0.0, offset);
    let reached = (window().scroll_y().unwrap_or_default() - offset).abs() < 2.0;
    // An offset of 0 is there at once, so it is held until the new page has taken the place of the old one.
    if (reached && offset > 0.0) || js_sys::Date::now() > until {
        WANTED.set(None);
    } else {
        request_animation_frame(scroll_back);
    }
}

/// Remembers how far the page at the current address is scrolled.
pub fn note_scroll() {
    if is_scrolling_back() {
        return;
    }
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
pub fn arrive(title_id: &'static str) {
    if NAVIGATED.replace(false) {
        request_animation_frame(move || {
            if let Some(heading) = element(title_id) {
                let options = FocusOptions::new();
                options.set_prevent_scroll(true);
                let _ = heading.focus_with_options(&options);
            }
        });
    }
}

/// Shows the place within the page that the address names, once, as soon as it is there (UX-17).
pub fn follow_hash() {
    let hash = window().location().hash().unwrap_or_default();
    if let Some(id) = hash.strip_prefix('#').filter(|id| !id.is_empty()) {
        follow(address(), id.to_owned());
    }
}

fn follow(here: String, id: String) {
    let is_done = move |here: &str| FOLLOWED.with_borrow(|done| done == here) || here != address();
    if is_done(&here) {
        return;
    }
    request_animation_frame(move || {
        // When all that a document names has come, the browser shows the place itself, and takes the focus from it.
        if document().ready_state() != "complete" {
            follow(here, id);
        } else if !is_done(&here) && focus_place(&id) {
            FOLLOWED.set(here.clone());
            hold_focus(here, id, HELD_FRAMES);
        }
    });
}

/// Gives the focus back to a place that was shown: the browser may come to the place itself some frames after the
/// document is complete, and takes the focus away then.
fn hold_focus(here: String, id: String, frames: u32) {
    request_animation_frame(move || {
        if frames == 0 || here != address() {
            return;
        }
        if document().active_element().is_none_or(|active| active.tag_name() == "BODY") {
            focus_place(&id);
        }
        hold_focus(here, id, frames - 1);
    });
}

/// Moves the focus to a part of the page that is no control, and says whether it was there.
pub fn focus_place(id: &str) -> bool {
    let Some(element) = element(id) else { return false };
    if element.tab_index() < 0 {
        let _ = element.set_attribute("tabindex", "-1");
    }
    element.focus().is_ok()
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
