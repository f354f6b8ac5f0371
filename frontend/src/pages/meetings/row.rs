//! One row of the editor: number, clock time, title, minutes, and the buttons that move it.

use super::editor::{Editor, Line};
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

/// The row of an item, and what of the editor concerns it; copies share it.
#[derive(Clone, Copy)]
struct Row {
    editor: Editor,
    id: AgendaItemId,
    line: Memo<Line>,
    /// Whether it is being carried, by keys or by a pointer.
    carried: Memo<bool>,
}

impl Row {
    fn title(self) -> String {
        self.line.with(|line| line.title.clone())
    }
}

/// The row of an item.
pub(super) fn row(editor: Editor, id: AgendaItemId) -> AnyView {
    let is = move |chosen: RwSignal<Option<AgendaItemId>>| Memo::new(move |_| chosen.get() == Some(id));
    let (is_lifted, is_open, is_adding) = (is(editor.lifted), is(editor.detailed), is(editor.adding));
    let is_dragged = move || editor.dragged.with(|dragged| dragged.as_ref().is_some_and(|dragged| dragged.id == id));
    let carried = Memo::new(move |_| is_lifted.get() || is_dragged());
    let row = Row { editor, id, line: Memo::new(move |_| editor.line(id)), carried };
    let class = move || {
        let (level, is_break) = row.line.with(|line| (line.level, line.kind == Some(AgendaItemKind::Break)));
        let mut class = format!("agenda-row level-{level}");
        for (holds, word) in [(carried.get(), " carried"), (is_break, " is-break"), (is_open.get(), " is-open")] {
            if holds {
                class.push_str(word);
            }
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
                {grip(row, is_lifted)}
                {links::label(id, move || row.line.with(|line| line.label.clone()))}
                <span class="agenda-time">{move || row.line.with(|line| line.times.clone())}</span>
                <div class="agenda-title">{title(row)}{facts(row)}</div>
                {minutes::minutes(editor, id, row.line)}
                {steps(row)}
            </div>
            {move || is_open.get().then(|| details::details(editor, id))}
            {move || is_adding.get().then(|| adding::line_below(editor, id))}
        </li>
    }
    .into_any()
}

fn grip(row: Row, is_lifted: Memo<bool>) -> AnyView {
    let Row { editor, id, .. } = row;
    let pressed = move || if is_lifted.get() { "true" } else { "false" };
    let name = move || tr!(agenda.grip, title = row.title());
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
fn title(row: Row) -> AnyView {
    let Row { editor, id, .. } = row;
    let is_renamed = Memo::new(move |_| editor.renaming.get() == Some(id));
    (move || {
        if !is_renamed.get() {
            return view! {
                <button type="button" id=format!("name-{id}") class="plain agenda-name" on:click=move |_| rename(editor, id)>
                    {move || row.title()}
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
fn facts(row: Row) -> AnyView {
    let says = Memo::new(move |_| row.line.with(|line| (line.speaker.clone(), line.kind, line.confidentiality)));
    (move || {
        let (speaker, kind, confidentiality) = says.get();
        let speaker = speaker.map(|speaker| view! { <span>{speaker}</span> }.into_any());
        let kind = kind.filter(|kind| !matches!(kind, AgendaItemKind::Discussion));
        let kind = kind.map(|kind| view! { <span>{words::item_kind(kind)}</span> }.into_any());
        let hidden = confidentiality.filter(|level| *level != Confidentiality::Public);
        let hidden = hidden.map(|level| badge(Tone::Attention, words::confidentiality(level)));
        let landing = row.carried.get().then(|| row.editor.above(row.id)).flatten();
        let landing =
            landing.map(|title| view! { <span class="landing">{tr!(agenda.under, title = title)}</span> }.into_any());
        view! { <div class="row-facts">{landing}{speaker}{kind}{hidden}</div> }.into_any()
    })
    .into_any()
}

/// The buttons: each does with one click what a drag or a key does. One that would do nothing says so and keeps
/// the focus.
fn steps(row: Row) -> AnyView {
    let Row { editor, id, .. } = row;
    let step = move |which: Icon, name: Text, key: &'static str, find: Step| {
        let useless = Memo::new(move |_| editor.shown.with(|shown| find(&shown.tree, id).is_none()));
        let act = move |editor, id| keys::step(editor, id, find, key);
        button(editor, id, (which, name, key), move || useless.get().then_some("true"), act)
    };
    let other = move |which: Icon, name: Text, key: &'static str, act: fn(Editor, AgendaItemId)| {
        button(editor, id, (which, name, key), || None, act)
    };
    let name = text(move || tr!(agenda.steps_of, title = row.title()));
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
