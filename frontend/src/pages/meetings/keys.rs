//! Keys of the editor, and what they share with buttons and the pointer.

use super::editor::Editor;
use super::{pointer, refusals, row, sync};
use crate::state::toasts;
use crate::{browser, tr};
use leptos::ev::KeyboardEvent;
use leptos::prelude::*;
use obrady_rules::agenda::{AgendaRefusal, AgendaTree};
use obrady_types::AgendaItemId;
use obrady_types::meetings::{AgendaMove, AgendaPlace};
use wasm_bindgen::JsCast;
use web_sys::Element;

/// Where a key or a button takes an item; `None` where it goes no further.
pub(super) type Step = fn(&AgendaTree, AgendaItemId) -> Option<AgendaPlace>;

/// Takes an item one step, or says that there is none; then the element of that name in its row has the focus.
pub(super) fn step(editor: Editor, id: AgendaItemId, find: Step, then_focus: &str) {
    let place = editor.shown.with_untracked(|shown| find(&shown.tree, id));
    editor.relocate(id, place);
    browser::focus_later(format!("{then_focus}-{id}"));
}

/// Shows a carried item at a place without putting it down; says whether it fits there.
pub(super) fn carry(editor: Editor, id: AgendaItemId, place: Option<AgendaPlace>) -> bool {
    let Some(place) = place else { return false };
    let fits = editor.queue.try_update(|queue| {
        let base_revision = queue.revision(id);
        queue.carry(AgendaMove { item_id: id, base_revision, place })
    });
    if fits == Some(true) {
        editor.draw();
    }
    fits == Some(true)
}

/// Puts the carried item down where it is.
pub(super) fn put_down(editor: Editor, id: AgendaItemId) {
    let place = || editor.shown.with_untracked(|shown| shown.tree.place_of(id));
    let wanted = place();
    let moved = editor.queue.try_update(super::queue::Queue::put_down).unwrap_or(false);
    editor.lifted.set(None);
    editor.draw();
    if moved {
        editor.announce_place(id);
        sync::pump(editor);
    } else if place() != wanted {
        // Somebody changed it while it was carried.
        toasts::show(refusals::words(AgendaRefusal::Stale));
    }
}

/// Puts a lifted item down, if there is one: whoever goes on elsewhere leaves nothing carried.
pub(super) fn put_down_lifted(editor: Editor) {
    if let Some(id) = editor.lifted.try_get_untracked().flatten() {
        put_down(editor, id);
    }
}

/// The grip of a row was activated by a key or by a screen reader: the item is lifted or put down.
pub(super) fn on_grip(editor: Editor, id: AgendaItemId) {
    if editor.lifted.get_untracked() == Some(id) {
        put_down(editor, id);
    } else {
        put_down_lifted(editor);
        lift(editor, id);
    }
    browser::focus_later(format!("grip-{id}"));
}

/// Puts the carried item back where it was.
pub(super) fn put_back(editor: Editor) {
    editor.queue.update(super::queue::Queue::put_back);
    editor.lifted.set(None);
    editor.draw();
    toasts::announce(tr!(agenda.put_back).to_owned());
}

/// Tag and id of the element with the focus.
fn target_of(event: &KeyboardEvent) -> (String, String) {
    let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    target.map(|target| (target.tag_name(), target.id())).unwrap_or_default()
}

/// Whether the key was typed into a field, which keeps it.
fn is_typing(event: &KeyboardEvent) -> bool {
    matches!(target_of(event).0.as_str(), "INPUT" | "TEXTAREA" | "SELECT")
}

/// A key on a row.
pub(super) fn on_row(editor: Editor, id: AgendaItemId, event: &KeyboardEvent) {
    if event.default_prevented() || event.ctrl_key() || event.meta_key() {
        return;
    }
    let key = event.key();
    let (tag, target) = target_of(event);
    let on_grip = target == format!("grip-{id}");
    let taken = if editor.lifted.get_untracked() == Some(id) {
        on_lifted(editor, id, &key, on_grip)
    } else if event.alt_key() {
        // Alt and the down arrow opens a list of choices; in a text, Alt and Shift mark words.
        let keeps = tag == "SELECT" || is_typing(event) && event.shift_key();
        !keeps && on_alt(editor, id, &key, event.shift_key())
    } else if is_typing(event) {
        false
    } else {
        on_plain(editor, id, &key)
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

fn on_plain(editor: Editor, id: AgendaItemId, key: &str) -> bool {
    match key {
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

fn on_lifted(editor: Editor, id: AgendaItemId, key: &str, on_grip: bool) -> bool {
    let find: Step = match key {
        "ArrowUp" => AgendaTree::step_up,
        "ArrowDown" => AgendaTree::step_down,
        "ArrowRight" => AgendaTree::indent,
        "ArrowLeft" => AgendaTree::outdent,
        "PageDown" => |tree, id| other_day(tree, id, 1),
        "PageUp" => |tree, id| other_day(tree, id, -1),
        // The grip is a button: its click puts the item down.
        "Enter" | " " if on_grip => return false,
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
        "Home" | "End" => return true,
        _ => return false,
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

/// Ctrl+Z outside of fields and dialogues takes the last change back; Escape lets go of what the pointer drags.
pub(super) fn follow(editor: Editor) {
    let listener = window_event_listener(leptos::ev::keydown, move |event| {
        if browser::dialog_is_open() {
            return;
        }
        let wanted = (event.ctrl_key() || event.meta_key()) && !event.shift_key() && event.key() == "z";
        if event.key() == "Escape" && pointer::cancel(editor) {
            event.prevent_default();
        } else if wanted && !is_typing(&event) {
            event.prevent_default();
            take_back(editor);
        }
    });
    on_cleanup(move || listener.remove());
}

/// An item that is just being carried goes back; else the last change is undone.
fn take_back(editor: Editor) {
    if pointer::cancel(editor) {
        return;
    }
    match editor.lifted.get_untracked() {
        Some(id) => {
            put_back(editor);
            browser::focus_later(format!("grip-{id}"));
        }
        None => sync::undo(editor),
    }
}
