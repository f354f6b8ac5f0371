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
    let rows: [(&str, Text); 10] = [
        ("?", tx!(common.keys_help)),
        ("↑ ↓", tx!(common.keys_rows)),
        ("Enter, F2", tx!(common.keys_rename)),
        ("Esc", tx!(common.keys_escape)),
        ("Alt + ↑ ↓", tx!(common.keys_move)),
        ("Alt + Shift + ← →", tx!(common.keys_level)),
        ("Space", tx!(common.keys_lift)),
        ("Page Up, Page Down", tx!(common.keys_day)),
        ("Delete", tx!(common.keys_delete)),
        ("Ctrl + Z", tx!(common.keys_undo)),
    ];
    let rows: Vec<AnyView> =
        rows.into_iter().map(|(keys, what)| view! { <dt><kbd>{keys}</kbd></dt><dd>{what}</dd> }.into_any()).collect();
    view! { <dl class="facts-list">{rows}</dl> }.into_any()
}
