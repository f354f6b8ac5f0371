//! Keys of the editor, and what they share with buttons and the pointer.

use super::editor::Editor;
use super::{row, sync};
use crate::state::toasts;
use crate::{browser, tr};
use leptos::ev::KeyboardEvent;
use leptos::prelude::*;
use obrady_rules::agenda::AgendaTree;
use obrady_types::AgendaItemId;
use obrady_types::meetings::{AgendaMove, AgendaPlace};
use wasm_bindgen::JsCast;
use web_sys::Element;

type Step = fn(&AgendaTree, AgendaItemId) -> Option<AgendaPlace>;

fn step(editor: Editor, id: AgendaItemId, find: Step, then_focus: &str) {
    let place = editor.shown.with_untracked(|shown| find(&shown.tree, id));
    editor.relocate(id, place);
    browser::focus_later(format!("{then_focus}-{id}"));
}

/// One place up.
pub(super) fn up(editor: Editor, id: AgendaItemId) {
    step(editor, id, AgendaTree::step_up, "up");
}

/// One place down.
pub(super) fn down(editor: Editor, id: AgendaItemId) {
    step(editor, id, AgendaTree::step_down, "down");
}

/// One level in.
pub(super) fn indent(editor: Editor, id: AgendaItemId) {
    step(editor, id, AgendaTree::indent, "in");
}

/// One level out.
pub(super) fn outdent(editor: Editor, id: AgendaItemId) {
    step(editor, id, AgendaTree::outdent, "out");
}

/// Shows a carried item at a place without putting it down.
pub(super) fn carry(editor: Editor, id: AgendaItemId, place: Option<AgendaPlace>) {
    let Some(place) = place else { return };
    let fits = editor.queue.try_update(|queue| {
        let base_revision = queue.revision(id);
        queue.carry(AgendaMove { item_id: id, base_revision, place })
    });
    if fits == Some(true) {
        editor.draw();
    }
}

/// Puts the carried item down where it is.
pub(super) fn put_down(editor: Editor, id: AgendaItemId) {
    let moved = editor.queue.try_update(super::queue::Queue::put_down).unwrap_or(false);
    editor.lifted.set(None);
    editor.draw();
    if moved {
        editor.announce_place(id);
        sync::pump(editor);
    }
}

/// Puts the carried item back where it was.
pub(super) fn put_back(editor: Editor) {
    editor.queue.update(super::queue::Queue::put_back);
    editor.lifted.set(None);
    editor.draw();
    toasts::announce(tr!(agenda.put_back).to_owned());
}

/// Whether the key was typed into a field, which keeps it.
fn is_typing(event: &KeyboardEvent) -> bool {
    let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    target.is_some_and(|target| matches!(target.tag_name().as_str(), "INPUT" | "TEXTAREA" | "SELECT"))
}

/// A key on a row.
pub(super) fn on_row(editor: Editor, id: AgendaItemId, event: &KeyboardEvent) {
    if event.default_prevented() {
        return;
    }
    let key = event.key();
    let taken = if editor.lifted.get_untracked() == Some(id) {
        on_lifted(editor, id, &key)
    } else if event.alt_key() && !event.ctrl_key() {
        on_alt(editor, id, &key, event.shift_key())
    } else if is_typing(event) || event.ctrl_key() || event.meta_key() {
        false
    } else {
        on_plain(editor, id, &key, event)
    };
    if taken {
        event.prevent_default();
        event.stop_propagation();
    }
}

fn on_alt(editor: Editor, id: AgendaItemId, key: &str, shift: bool) -> bool {
    let find: Step = match (key, shift) {
        ("ArrowUp", false) => AgendaTree::step_up,
        ("ArrowDown", false) => AgendaTree::step_down,
        ("ArrowRight", true) => AgendaTree::indent,
        ("ArrowLeft", true) => AgendaTree::outdent,
        _ => return false,
    };
    step(editor, id, find, "name");
    true
}

fn on_plain(editor: Editor, id: AgendaItemId, key: &str, event: &KeyboardEvent) -> bool {
    let on_grip = event
        .target()
        .and_then(|target| target.dyn_into::<Element>().ok())
        .is_some_and(|target| target.id() == format!("grip-{id}"));
    match key {
        " " if on_grip => lift(editor, id),
        "F2" => row::rename(editor, id),
        "Delete" => editor.remove(id),
        "ArrowDown" => return neighbour(editor, id, 1),
        "ArrowUp" => return neighbour(editor, id, -1),
        _ => return false,
    }
    true
}

/// Moves the focus to the title of the row before or after.
fn neighbour(editor: Editor, id: AgendaItemId, by: isize) -> bool {
    let next = editor.shown.with_untracked(|shown| {
        let rows = shown.tree.items();
        let at = rows.iter().position(|item| item.id == id)?;
        rows.get(at.checked_add_signed(by)?).map(|item| item.id)
    });
    next.is_some_and(|next| browser::focus(&format!("name-{next}")))
}

fn lift(editor: Editor, id: AgendaItemId) {
    editor.lifted.set(Some(id));
    let title = editor.title(id);
    toasts::announce(tr!(agenda.lifted, title = title));
}

fn on_lifted(editor: Editor, id: AgendaItemId, key: &str) -> bool {
    let find: Step = match key {
        "ArrowUp" => AgendaTree::step_up,
        "ArrowDown" => AgendaTree::step_down,
        "ArrowRight" => AgendaTree::indent,
        "ArrowLeft" => AgendaTree::outdent,
        "PageDown" => |tree, id| other_day(tree, id, 1),
        "PageUp" => |tree, id| other_day(tree, id, -1),
        "Enter" | " " => {
            put_down(editor, id);
            browser::focus_later(format!("grip-{id}"));
            return true;
        }
        "Escape" => {
            put_back(editor);
            browser::focus_later(format!("grip-{id}"));
            return true;
        }
        "Tab" => {
            put_down(editor, id);
            return false;
        }
        _ => return true,
    };
    match editor.shown.with_untracked(|shown| find(&shown.tree, id)) {
        Some(place) => {
            carry(editor, id, Some(place));
            editor.announce_place(id);
        }
        None => toasts::announce(tr!(agenda.no_further).to_owned()),
    }
    browser::focus_later(format!("grip-{id}"));
    true
}

fn other_day(tree: &AgendaTree, id: AgendaItemId, by: isize) -> Option<AgendaPlace> {
    let day = tree.get(id)?.day_id;
    let at = tree.days().iter().position(|known| *known == day)?;
    let next = *tree.days().get(at.checked_add_signed(by)?)?;
    tree.to_day(id, next)
}

/// Ctrl+Z anywhere outside of fields takes the last change back.
pub(super) fn follow(editor: Editor) {
    let listener = window_event_listener(leptos::ev::keydown, move |event| {
        let wanted = (event.ctrl_key() || event.meta_key()) && !event.shift_key() && event.key() == "z";
        if wanted && !is_typing(&event) {
            event.prevent_default();
            sync::undo(editor);
        }
    });
    on_cleanup(move || listener.remove());
}
