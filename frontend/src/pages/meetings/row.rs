//! One row of the editor: number, clock time, title, minutes, and the buttons that move it.

use super::editor::Editor;
use super::keys::Step;
use super::typing::{Field, left};
use super::{adding, details, keys, links, minutes, pointer};
use crate::components::feedback::{Tone, badge};
use crate::components::icon::{Icon, icon};
use crate::components::words;
use crate::state::toasts;
use crate::texts::{Text, text};
use crate::{browser, tr, tx};
use leptos::prelude::*;
use obrady_rules::agenda::AgendaTree;
use obrady_types::AgendaItemId;
use obrady_types::meetings::{AgendaItemKind, Confidentiality};

/// The row of an item.
pub(super) fn row(editor: Editor, id: AgendaItemId) -> AnyView {
    let class = move || {
        let level = editor.level(id);
        let carried = is_carried(editor, id);
        let is_break = editor.item(id).is_some_and(|item| item.kind == AgendaItemKind::Break);
        let mut class = format!("agenda-row level-{level}");
        if carried {
            class.push_str(" carried");
        }
        if is_break {
            class.push_str(" is-break");
        }
        if editor.detailed.get() == Some(id) {
            class.push_str(" is-open");
        }
        class
    };
    view! {
        <li
            id=format!("item-{id}")
            class=class
            data-item=id.to_string()
            tabindex="-1"
            on:keydown=move |event| keys::on_row(editor, id, &event)
        >
            <div class="agenda-line">
                {grip(editor, id)}
                {links::label(id, move || editor.label(id))}
                <span class="agenda-time">{move || editor.times(id)}</span>
                <div class="agenda-title">{title(editor, id)}{facts(editor, id)}</div>
                {minutes::minutes(editor, id)}
                {steps(editor, id)}
            </div>
            {move || (editor.detailed.get() == Some(id)).then(|| details::details(editor, id))}
            {move || (editor.adding.get() == Some(id)).then(|| adding::line_below(editor, id))}
        </li>
    }
    .into_any()
}

fn is_carried(editor: Editor, id: AgendaItemId) -> bool {
    editor.lifted.get() == Some(id) || editor.dragged.get().is_some_and(|dragged| dragged.id == id)
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
            on:pointerdown=move |event| pointer::grab(editor, id, &event)
            on:click=move |event| {
                // Without a pointer: a key, or a screen reader that activates the button.
                if event.detail() == 0 {
                    keys::on_grip(editor, id);
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
        let landing = is_carried(editor, id).then(|| editor.above(id)).flatten();
        let landing =
            landing.map(|title| view! { <span class="landing">{tr!(agenda.under, title = title)}</span> }.into_any());
        Some(view! { <div class="row-facts">{landing}{speaker}{kind}{hidden}</div> }.into_any())
    })
    .into_any()
}

/// The buttons: each does with one click what a drag or a key does. One that would do nothing says so and keeps
/// the focus.
fn steps(editor: Editor, id: AgendaItemId) -> AnyView {
    let step = move |which: Icon, name: Text, key: &'static str, find: Step| {
        let useless = Memo::new(move |_| editor.shown.with(|shown| find(&shown.tree, id).is_none()));
        let act = move |editor, id| keys::step(editor, id, find, key);
        button(editor, id, (which, name, key), move || useless.get().then_some("true"), act)
    };
    let other = move |which: Icon, name: Text, key: &'static str, act: fn(Editor, AgendaItemId)| {
        button(editor, id, (which, name, key), || None, act)
    };
    let name = text(move || {
        let title = editor.item(id).and_then(|item| item.title).unwrap_or_default();
        tr!(agenda.steps_of, title = title)
    });
    view! {
        <div class="agenda-steps" role="group" aria-label=name>
            {step(Icon::Up, tx!(agenda.up), "up", AgendaTree::step_up)}
            {step(Icon::Down, tx!(agenda.down), "down", AgendaTree::step_down)}
            {step(Icon::Out, tx!(agenda.out), "out", AgendaTree::outdent)}
            {step(Icon::In, tx!(agenda.indent), "in", AgendaTree::indent)}
            {other(Icon::More, tx!(agenda.more), "more", toggle)}
            {other(Icon::Remove, tx!(agenda.remove), "remove", Editor::remove)}
        </div>
    }
    .into_any()
}

fn button(
    editor: Editor,
    id: AgendaItemId,
    (which, name, key): (Icon, Text, &'static str),
    disabled: impl Fn() -> Option<&'static str> + Send + 'static,
    act: impl Fn(Editor, AgendaItemId) + 'static,
) -> AnyView {
    view! {
        <button
            type="button"
            id=format!("{key}-{id}")
            class="plain icon-only"
            aria-label=name
            aria-disabled=disabled
            title=name
            on:click=move |_| act(editor, id)
        >
            {icon(which)}
        </button>
    }
    .into_any()
}

fn toggle(editor: Editor, id: AgendaItemId) {
    editor.detailed.update(|open| *open = if *open == Some(id) { None } else { Some(id) });
}
