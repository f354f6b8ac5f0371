//! What the keyboard does: a list that `?` opens, and a button in the footer.

use super::dialog::dialog;
use crate::texts::Text;
use crate::tx;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::Element;

/// The button and the dialogue.
pub fn keys_help() -> AnyView {
    let open = RwSignal::new(false);
    let listener = window_event_listener(leptos::ev::keydown, move |event| {
        let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
        let typing = target.is_some_and(|target| matches!(target.tag_name().as_str(), "INPUT" | "TEXTAREA" | "SELECT"));
        if event.key() == "?" && !typing && !event.ctrl_key() && !event.alt_key() && !event.meta_key() {
            event.prevent_default();
            open.set(true);
        }
    });
    on_cleanup(move || listener.remove());
    view! {
        <button type="button" class="plain" on:click=move |_| open.set(true)>{tx!(common.keys)}</button>
        {dialog(open, "keys-help", tx!(common.keys), list)}
    }
    .into_any()
}

fn list() -> AnyView {
    let keys = |text: &str| Text::stored(text.to_owned());
    let rows: [(Text, Text); 10] = [
        (keys("?"), tx!(common.keys_help)),
        (keys("↑ ↓"), tx!(common.keys_rows)),
        (keys("Enter, F2"), tx!(common.keys_rename)),
        (keys("Esc"), tx!(common.keys_escape)),
        (keys("Alt + ↑ ↓"), tx!(common.keys_move)),
        (keys("Alt + Shift + ← →"), tx!(common.keys_level)),
        (tx!(common.key_space), tx!(common.keys_lift)),
        (keys("Page Up, Page Down"), tx!(common.keys_day)),
        (keys("Delete"), tx!(common.keys_delete)),
        (keys("Ctrl + Z"), tx!(common.keys_undo)),
    ];
    let rows: Vec<AnyView> =
        rows.into_iter().map(|(keys, what)| view! { <dt><kbd>{keys}</kbd></dt><dd>{what}</dd> }.into_any()).collect();
    view! { <dl class="facts-list">{rows}</dl> }.into_any()
}
