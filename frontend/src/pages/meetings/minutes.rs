//! The minutes of a row: typed as people write durations, or counted up and down by keys.

use super::editor::Editor;
use crate::state::toasts;
use crate::tr;
use leptos::ev::KeyboardEvent;
use leptos::prelude::*;
use obrady_rules::durations::{self, MAX_MINUTES};
use obrady_types::AgendaItemId;
use obrady_types::meetings::AgendaItemPatch;
use std::time::Duration;
use wasm_bindgen::JsCast;
use web_sys::HtmlInputElement;

/// What one key press adds or takes away.
const KEY_STEP: i32 = 5;
/// How long after the last key press the minutes are taken: several presses are one change.
const PAUSE: Duration = Duration::from_millis(600);

/// The field.
pub(super) fn minutes(editor: Editor, id: AgendaItemId) -> AnyView {
    let planned = Memo::new(move |_| editor.item(id).and_then(|item| item.planned_minutes));
    let shown = move || planned.get().map(|minutes| minutes.to_string()).unwrap_or_default();
    // Without minutes of its own an item takes what stands under it.
    let taken = move || editor.minutes(id).filter(|minutes| *minutes > 0).map(|minutes| minutes.to_string());
    let wrong = RwSignal::new(false);
    let timer = StoredValue::new(None::<TimeoutHandle>);
    let touched = StoredValue::new(false);
    let take = move |typed: String| {
        stop(timer);
        touched.set_value(false);
        let value = if typed.trim().is_empty() { Ok(None) } else { durations::parse(&typed).map(Some) };
        wrong.set(value.is_err());
        match value {
            Ok(value) if value != planned.get_untracked() => {
                editor.edit(id, AgendaItemPatch { planned_minutes: value.into(), ..AgendaItemPatch::default() });
            }
            Ok(_) => {}
            Err(_) => toasts::show(tr!(agenda.minutes_wrong).to_owned()),
        }
    };
    let count = move |event: KeyboardEvent| {
        let Some(field) = counted(&event, || editor.minutes(id).unwrap_or(0)) else { return };
        event.prevent_default();
        event.stop_propagation();
        stop(timer);
        touched.set_value(true);
        let later = move || {
            // The field may be gone, and its row with it.
            if timer.try_get_value().is_some() {
                take(field.value());
            }
        };
        timer.set_value(set_timeout_with_handle(later, PAUSE).ok());
    };
    let leave = move |event: leptos::ev::FocusEvent| {
        // A field that is taken away with its row loses the focus, too.
        if touched.try_get_value() == Some(true) {
            take(event_target_value(&event));
        }
    };
    let name = move || {
        let title = editor.item(id).and_then(|item| item.title).unwrap_or_default();
        tr!(agenda.minutes_of, title = title)
    };
    view! {
        <span class="agenda-minutes">
            <input
                id=format!("minutes-{id}")
                type="text"
                inputmode="numeric"
                maxlength="12"
                autocomplete="off"
                aria-label=name
                aria-invalid=move || wrong.get().then_some("true")
                placeholder=taken
                prop:value=shown
                on:change=move |event| take(event_target_value(&event))
                on:input=move |_| {
                    // What is being typed is taken when it is finished.
                    stop(timer);
                    touched.set_value(true);
                }
                on:keydown=count
                on:blur=leave
            />
            <span aria-hidden="true">"min"</span>
        </span>
    }
    .into_any()
}

fn stop(timer: StoredValue<Option<TimeoutHandle>>) {
    if let Some(Some(waiting)) = timer.try_update_value(Option::take) {
        waiting.clear();
    }
}

/// Counts the field of a key event up or down, if that is what the key does; an empty one starts from `taken`.
fn counted(event: &KeyboardEvent, taken: impl Fn() -> i32) -> Option<HtmlInputElement> {
    if event.alt_key() || event.ctrl_key() || event.meta_key() {
        return None;
    }
    let by = match event.key().as_str() {
        "ArrowUp" | "+" => KEY_STEP,
        "ArrowDown" | "-" => -KEY_STEP,
        _ => return None,
    };
    let field: HtmlInputElement = event.target()?.dyn_into().ok()?;
    let typed = field.value();
    // What is no duration stays, to be put right by hand.
    let now = if typed.trim().is_empty() { taken() } else { durations::parse(&typed).ok()? };
    field.set_value(&(now + by).clamp(0, MAX_MINUTES).to_string());
    Some(field)
}
