//! What the keyboard does: a list that `?` opens, and a button in the footer.

use super::dialog::dialog;
use crate::texts::Text;
use crate::{browser, tx};
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::Element;

/// Whether the single key `?` does something is remembered: who dictates may switch it off (WCAG 2.1.4).
const SETTING: &str = "keys";
const OFF: &str = "off";

/// The button and the dialogue.
pub fn keys_help() -> AnyView {
    let open = RwSignal::new(false);
    let is_on = RwSignal::new(browser::recall(SETTING).as_deref() != Some(OFF));
    let listener = window_event_listener(leptos::ev::keydown, move |event| {
        let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
        let typing = target.is_some_and(|target| matches!(target.tag_name().as_str(), "INPUT" | "TEXTAREA" | "SELECT"));
        let alone = !event.ctrl_key() && !event.alt_key() && !event.meta_key();
        if event.key() == "?" && alone && !typing && is_on.get_untracked() && !browser::dialog_is_open() {
            event.prevent_default();
            open.set(true);
        }
    });
    on_cleanup(move || listener.remove());
    view! {
        <button type="button" class="plain" on:click=move |_| open.set(true)>{tx!(common.keys)}</button>
        {dialog(open, "keys-help", tx!(common.keys), move || list(is_on))}
    }
    .into_any()
}

fn list(is_on: RwSignal<bool>) -> AnyView {
    let keys = |text: &str| Text::stored(text.to_owned());
    let rows: [(Text, Text); 11] = [
        (keys("?"), tx!(common.keys_help)),
        (keys("↑ ↓"), tx!(common.keys_rows)),
        (keys("Enter, F2"), tx!(common.keys_rename)),
        (keys("Esc"), tx!(common.keys_escape)),
        (keys("Alt + ↑ ↓"), tx!(common.keys_move)),
        (keys("Alt + Shift + ← →"), tx!(common.keys_level)),
        (tx!(common.key_space), tx!(common.keys_lift)),
        (keys("Page Up, Page Down"), tx!(common.keys_day)),
        (keys("+ −, ↑ ↓"), tx!(common.keys_minutes)),
        (keys("Delete"), tx!(common.keys_delete)),
        (keys("Ctrl + Z"), tx!(common.keys_undo)),
    ];
    let rows: Vec<AnyView> =
        rows.into_iter().map(|(keys, what)| view! { <dt><kbd>{keys}</kbd></dt><dd>{what}</dd> }.into_any()).collect();
    let switch = move |_| {
        is_on.update(|on| *on = !*on);
        browser::remember(SETTING, (!is_on.get_untracked()).then_some(OFF));
    };
    view! {
        <dl class="facts-list">{rows}</dl>
        <p>
            <label class="check">
                <input type="checkbox" id="keys-question" prop:checked=is_on on:change=switch />
                {tx!(common.keys_switch)}
            </label>
        </p>
    }
    .into_any()
}
