//! One row of the editor: number, clock time, title, minutes, and the buttons that move it.

use super::editor::{Dragged, Editor};
use super::typing::{Field, left};
use super::{adding, details, keys};
use crate::components::feedback::{Tone, badge};
use crate::components::icon::{Icon, icon};
use crate::components::words;
use crate::state::toasts;
use crate::texts::text;
use crate::{browser, tr, tx};
use leptos::prelude::*;
use obrady_rules::durations;
use obrady_types::AgendaItemId;
use obrady_types::meetings::{AgendaItemKind, Confidentiality};
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

/// The row of an item.
pub(super) fn row(editor: Editor, id: AgendaItemId) -> AnyView {
    let class = move || {
        let level = editor.level(id);
        let carried = editor.lifted.get() == Some(id) || editor.dragged.get().is_some_and(|dragged| dragged.id == id);
        let is_break = editor.item(id).is_some_and(|item| item.kind == AgendaItemKind::Break);
        let mut class = format!("agenda-row level-{level}");
        if carried {
            class.push_str(" carried");
        }
        if is_break {
            class.push_str(" is-break");
        }
        class
    };
    view! {
        <li
            id=format!("item-{id}")
            class=class
            data-item=id.to_string()
            on:keydown=move |event| keys::on_row(editor, id, &event)
        >
            <div class="agenda-line">
                {grip(editor, id)}
                <span class="agenda-label">{move || editor.label(id)}</span>
                <span class="agenda-time">{move || editor.times(id)}</span>
                <div class="agenda-title">{title(editor, id)}{facts(editor, id)}</div>
                {minutes(editor, id)}
                {steps(editor, id)}
            </div>
            {move || (editor.detailed.get() == Some(id)).then(|| details::details(editor, id))}
            {move || (editor.adding.get() == Some(id)).then(|| adding::line_below(editor, id))}
        </li>
    }
    .into_any()
}

fn grip(editor: Editor, id: AgendaItemId) -> AnyView {
    let pressed = move || if editor.lifted.get() == Some(id) { "true" } else { "false" };
    let name = move || {
        let title = editor.item(id).and_then(|item| item.title).unwrap_or_default();
        tr!(agenda.grip, title = title)
    };
    view! {
        <button
            type="button"
            id=format!("grip-{id}")
            class="plain icon-only grip"
            aria-label=name
            aria-pressed=pressed
            aria-describedby="agenda-grip-help"
            on:pointerdown=move |event| {
                if event.button() == 0 {
                    let level = i32::try_from(editor.level(id)).unwrap_or(1);
                    editor.dragged.set(Some(Dragged { id, start_x: event.client_x(), level }));
                }
            }
        >
            {icon(Icon::Grip)}
        </button>
    }
    .into_any()
}

/// The title as a button, or as a field while it is changed.
fn title(editor: Editor, id: AgendaItemId) -> AnyView {
    (move || {
        if editor.renaming.get() != Some(id) {
            let words = move || {
                let title = editor.item(id).and_then(|item| item.title);
                title.unwrap_or_else(|| tr!(meetings.closed_item).to_owned())
            };
            return view! {
                <button type="button" id=format!("name-{id}") class="plain agenda-name" on:click=move |_| rename(editor, id)>
                    {words}
                </button>
            }
            .into_any();
        }
        let typed = editor.typed_now(id, Field::Title);
        let value = RwSignal::new(typed.map_or_else(|| editor.title(id), |typed| typed.now));
        view! {
            <input
                id=format!("title-{id}")
                type="text"
                maxlength="300"
                autocomplete="off"
                aria-label=tx!(agenda.title)
                prop:value=value
                on:input=move |event| {
                    value.set(event_target_value(&event));
                    editor.typed(id, Field::Title, value.get_untracked());
                }
                on:blur=move |event| left(editor, &event, id, Field::Title, move || finish(editor, id))
                on:keydown=move |event| match event.key().as_str() {
                    "Enter" => {
                        event.prevent_default();
                        finish(editor, id);
                        editor.adding.set(Some(id));
                        browser::focus_later(format!("below-{id}"));
                    }
                    "Escape" => {
                        event.prevent_default();
                        event.stop_propagation();
                        editor.close(id, Field::Title);
                        editor.renaming.set(None);
                        browser::focus_later(format!("name-{id}"));
                    }
                    _ => {}
                }
            />
        }
        .into_any()
    })
    .into_any()
}

/// Opens the title's field.
pub(super) fn rename(editor: Editor, id: AgendaItemId) {
    editor.open(id, Field::Title, editor.title(id));
    editor.renaming.set(Some(id));
    browser::focus_later(format!("title-{id}"));
}

/// Takes the typed title; an empty one leaves the old.
fn finish(editor: Editor, id: AgendaItemId) {
    // A field that is taken away loses the focus, too: by then its text was taken before.
    let Some(typed) = editor.typed_now(id, Field::Title) else { return };
    if editor.renaming.get_untracked() == Some(id) {
        editor.renaming.set(None);
    }
    if typed.now.trim().is_empty() {
        editor.close(id, Field::Title);
        toasts::show(tr!(agenda.title_needed).to_owned());
    } else {
        editor.commit(id, Field::Title);
    }
}

/// Speaker, kind and confidentiality, where they say something.
fn facts(editor: Editor, id: AgendaItemId) -> AnyView {
    (move || {
        let item = editor.item(id)?;
        let speaker = item.speaker_text.map(|speaker| view! { <span>{speaker}</span> }.into_any());
        let kind = (!matches!(item.kind, AgendaItemKind::Discussion))
            .then(|| view! { <span>{words::item_kind(item.kind)}</span> }.into_any());
        let hidden = (item.confidentiality != Confidentiality::Public)
            .then(|| badge(Tone::Attention, words::confidentiality(item.confidentiality)));
        Some(view! { <div class="row-facts">{speaker}{kind}{hidden}</div> }.into_any())
    })
    .into_any()
}

/// The minutes: typed as people write durations, taken when the field is left.
fn minutes(editor: Editor, id: AgendaItemId) -> AnyView {
    let planned = Memo::new(move |_| editor.item(id).and_then(|item| item.planned_minutes));
    let words = move |minutes: Option<i32>| minutes.map(|minutes| minutes.to_string()).unwrap_or_default();
    let value = RwSignal::new(words(planned.get_untracked()));
    let wrong = RwSignal::new(false);
    // What others change shows at once, except in the field that is being typed in.
    Effect::new(move |_| {
        let minutes = planned.get();
        if editor.typed_now(id, Field::Minutes).is_none() {
            value.set(words(minutes));
        }
    });
    let take = move || {
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
    let name = move || {
        let title = editor.item(id).and_then(|item| item.title).unwrap_or_default();
        tr!(agenda.minutes_of, title = title)
    };
    view! {
        <span class="agenda-minutes">
            <input
                type="text"
                inputmode="numeric"
                maxlength="12"
                autocomplete="off"
                aria-label=name
                aria-invalid=move || wrong.get().then_some("true")
                prop:value=value
                on:focus=move |_| editor.open(id, Field::Minutes, value.get_untracked())
                on:input=move |event| {
                    value.set(event_target_value(&event));
                    editor.typed(id, Field::Minutes, value.get_untracked());
                }
                on:blur=move |event| left(editor, &event, id, Field::Minutes, take)
                on:keydown=move |event| {
                    if event.key() == "Enter" {
                        take();
                        editor.open(id, Field::Minutes, value.get_untracked());
                    }
                }
            />
            <span aria-hidden="true">"min"</span>
        </span>
    }
    .into_any()
}

/// The buttons: each does with one click what a drag or a key does.
fn steps(editor: Editor, id: AgendaItemId) -> AnyView {
    let button = move |which: Icon, name: crate::texts::Text, key: &'static str, act: fn(Editor, AgendaItemId)| {
        view! {
            <button type="button" id=format!("{key}-{id}") class="plain icon-only" aria-label=name title=name on:click=move |_| act(editor, id)>
                {icon(which)}
            </button>
        }
        .into_any()
    };
    let name = text(move || {
        let title = editor.item(id).and_then(|item| item.title).unwrap_or_default();
        tr!(agenda.steps_of, title = title)
    });
    view! {
        <div class="agenda-steps" role="group" aria-label=name>
            {button(Icon::Up, tx!(agenda.up), "up", keys::up)}
            {button(Icon::Down, tx!(agenda.down), "down", keys::down)}
            {button(Icon::Out, tx!(agenda.out), "out", keys::outdent)}
            {button(Icon::In, tx!(agenda.indent), "in", keys::indent)}
            {button(Icon::More, tx!(agenda.more), "more", toggle)}
            {button(Icon::Remove, tx!(agenda.remove), "remove", Editor::remove)}
        </div>
    }
    .into_any()
}

fn toggle(editor: Editor, id: AgendaItemId) {
    editor.detailed.update(|open| *open = if *open == Some(id) { None } else { Some(id) });
}

/// The row under the pointer, and whether the pointer is in its lower half.
pub(super) fn under_pointer(x: i32, y: i32) -> Option<(AgendaItemId, bool)> {
    #[expect(clippy::cast_precision_loss, reason = "pixels fit")]
    let found = document().element_from_point(x as f32, y as f32)?.closest("[data-item]").ok()??;
    let element: HtmlElement = found.dyn_into().ok()?;
    let id = element.get_attribute("data-item")?.parse().ok()?;
    let place = element.get_bounding_client_rect();
    Some((id, f64::from(y) > place.top() + place.height() / 2.0))
}
