//! The minutes of a row: typed as people write durations, or counted up and down by keys.

use super::editor::{Editor, Line};
use super::typing::{Field, left};
use crate::state::toasts;
use crate::tr;
use leptos::ev::KeyboardEvent;
use leptos::prelude::*;
use obrady_rules::durations::{self, MAX_MINUTES};
use obrady_types::AgendaItemId;
use std::time::Duration;

/// What one key press adds or takes away.
const KEY_STEP: i32 = 5;
/// How long after the last key press the minutes are taken: several presses are one change.
const PAUSE: Duration = Duration::from_millis(600);

/// The field.
pub(super) fn minutes(editor: Editor, id: AgendaItemId, line: Memo<Line>) -> AnyView {
    let planned = Memo::new(move |_| line.with(|line| line.planned));
    let words = move |minutes: Option<i32>| minutes.map(|minutes| minutes.to_string()).unwrap_or_default();
    // Without minutes of its own an item takes what stands under it.
    let taken =
        move || line.with(|line| line.minutes.filter(|minutes| *minutes > 0).map(|minutes| minutes.to_string()));
    let value = RwSignal::new(words(planned.get_untracked()));
    let wrong = RwSignal::new(false);
    let timer = StoredValue::new(None::<TimeoutHandle>);
    // What others change shows at once, except in the field that is being typed in.
    Effect::new(move |_| {
        let minutes = planned.get();
        if editor.typed_now(id, Field::Minutes).is_none() {
            value.set(words(minutes));
        }
    });
    let take = move || {
        stop(timer);
        let Some(typed) = editor.typed_now(id, Field::Minutes) else { return };
        let bad = !typed.now.trim().is_empty() && durations::parse(&typed.now).is_err();
        wrong.try_set(bad);
        if bad {
            toasts::show(tr!(agenda.minutes_wrong).to_owned());
            return;
        }
        editor.commit(id, Field::Minutes);
        value.try_set(words(planned.try_get_untracked().flatten()));
    };
    // The field keeps the focus, so what is typed next starts from what was taken.
    let take_and_go_on = move || {
        take();
        if let Some(now) = value.try_get_untracked() {
            editor.open(id, Field::Minutes, now);
        }
    };
    let typed = move |now: String| {
        stop(timer);
        value.set(now.clone());
        editor.typed(id, Field::Minutes, now);
    };
    let press = move |event: KeyboardEvent| {
        if event.key() == "Enter" {
            take_and_go_on();
        } else if let Some(now) = counted(&event, &value.get_untracked(), || line.with_untracked(|line| line.minutes)) {
            event.prevent_default();
            event.stop_propagation();
            typed(now);
            timer.set_value(set_timeout_with_handle(take_and_go_on, PAUSE).ok());
        }
    };
    let name = move || tr!(agenda.minutes_of, title = line.with(|line| line.title.clone()));
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
                prop:value=value
                on:focus=move |_| editor.open(id, Field::Minutes, value.get_untracked())
                on:input=move |event| typed(event_target_value(&event))
                on:keydown=press
                on:blur=move |event| left(editor, &event, id, Field::Minutes, take)
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

/// What a key counts the typed minutes up or down to, if that is what the key does; an empty field starts from `taken`.
fn counted(event: &KeyboardEvent, typed: &str, taken: impl Fn() -> Option<i32>) -> Option<String> {
    if event.alt_key() || event.ctrl_key() || event.meta_key() {
        return None;
    }
    let by = match event.key().as_str() {
        "ArrowUp" | "+" => KEY_STEP,
        "ArrowDown" | "-" => -KEY_STEP,
        _ => return None,
    };
    // What is no duration stays, to be put right by hand.
    let now = if typed.trim().is_empty() { taken().unwrap_or(0) } else { durations::parse(typed).ok()? };
    Some((now + by).clamp(0, MAX_MINUTES).to_string())
}
