//! Text that is being typed into an item: what the field said when it was opened, and what it says now.

use super::adding;
use super::editor::Editor;
use super::queue::EditRefusal;
use super::setback::{Clash, Setback, values};
use super::{refusals, sync};
use crate::state::toasts;
use leptos::ev::FocusEvent;
use leptos::prelude::*;
use obrady_rules::agenda::AgendaTree;
use obrady_rules::durations;
use obrady_types::meetings::{AgendaCommand, AgendaEdit, AgendaItemPatch};
use obrady_types::{AgendaItemId, Patch};
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::spawn_local;
use web_sys::HtmlInputElement;

/// A field of a row.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Field {
    Title,
    Speaker,
    Minutes,
    /// The line that adds an item below.
    Below,
}

/// Text in a field.
#[derive(Clone)]
pub(super) struct Typed {
    /// What the field said when it was opened.
    pub(super) opened: String,
    /// What it says now.
    pub(super) now: String,
}

impl Typed {
    /// Whether something was typed that would be lost with the field.
    pub(super) fn is_changed(&self) -> bool {
        self.now.trim() != self.opened.trim()
    }
}

impl Editor {
    /// Notes that somebody begins to type into a field that says this now. A field that is open stays as it is.
    pub(super) fn open(self, id: AgendaItemId, field: Field, opened: String) {
        self.typed.try_update_value(|all| {
            all.entry((id, field)).or_insert_with(|| Typed { now: opened.clone(), opened });
        });
    }

    /// Notes what a field says now.
    pub(super) fn typed(self, id: AgendaItemId, field: Field, now: String) {
        self.typed.try_update_value(|all| {
            let opened = String::new();
            all.entry((id, field)).or_insert_with(|| Typed { now: opened.clone(), opened }).now = now;
        });
    }

    /// What was typed into a field so far; not tracked.
    pub(super) fn typed_now(self, id: AgendaItemId, field: Field) -> Option<Typed> {
        self.typed.try_with_value(|all| all.get(&(id, field)).cloned()).flatten()
    }

    /// Takes the text out of a field. Whoever comes second gets nothing.
    pub(super) fn close(self, id: AgendaItemId, field: Field) -> Option<Typed> {
        self.typed.try_update_value(|all| all.remove(&(id, field))).flatten()
    }

    /// Changes an item's fields as they are shown now.
    pub(super) fn edit(self, id: AgendaItemId, changes: AgendaItemPatch) {
        let opened = self.shown.with_untracked(|shown| shown.tree.get(id).map(|item| values(item, &changes)));
        self.edit_from(id, changes, &opened.unwrap_or_default());
    }

    /// Changes fields that said `opened` when somebody began to type; both texts wait for a decision when they say
    /// something else by now.
    pub(super) fn edit_from(self, id: AgendaItemId, changes: AgendaItemPatch, opened: &AgendaItemPatch) {
        match self.queue.try_update(|queue| queue.edit(id, changes, opened)) {
            Some(Ok(())) => {
                self.draw();
                sync::pump(self);
            }
            Some(Err(EditRefusal::Clash(clash))) => sync::tell(self, vec![Setback::Text(clash)]),
            Some(Err(EditRefusal::Rule(refusal))) => toasts::show(refusals::words(refusal)),
            None => {}
        }
    }

    /// Takes the text out of a field and saves it, if it is another than when the field was opened.
    pub(super) fn commit(self, id: AgendaItemId, field: Field) {
        let Some(typed) = self.close(id, field).filter(Typed::is_changed) else { return };
        if let (Some(mine), Some(opened)) = (changes(field, &typed.now), changes(field, &typed.opened)) {
            self.edit_from(id, mine, &opened);
        }
    }

    /// Whether leaving now would lose something.
    pub(super) fn has_unsaved(self) -> bool {
        let typed = self.typed.try_with_value(|all| all.values().any(Typed::is_changed));
        let drafts = self.drafts.try_with_value(|all| all.values().any(|text| !text.trim().is_empty()));
        self.queue.try_with_untracked(super::queue::Queue::is_settled) == Some(false)
            || self.clashes.try_with_untracked(Vec::is_empty) == Some(false)
            || typed == Some(true)
            || drafts == Some(true)
    }
}

/// A field was left: its text is taken. When others' changes have moved the row, the field has only lost the focus
/// for a moment and gets it back.
pub(super) fn left(editor: Editor, event: &FocusEvent, id: AgendaItemId, field: Field, take: impl FnOnce() + 'static) {
    let input = event.target().and_then(|target| target.dyn_into::<HtmlInputElement>().ok());
    let moved = editor.drawing.try_get_value() == Some(true);
    let Some(input) = input.filter(|_| moved && editor.typed_now(id, field).is_some()) else {
        take();
        return;
    };
    let selection = (input.selection_start().ok().flatten(), input.selection_end().ok().flatten());
    spawn_local(async move {
        leptos::task::tick().await;
        let nowhere = document()
            .active_element()
            .is_none_or(|element| element.tag_name() == "BODY" || element.is_same_node(Some(&input)));
        if input.is_connected() && nowhere && editor.typed_now(id, field).is_some() && input.focus().is_ok() {
            if let (Some(start), Some(end)) = selection {
                // Without it, only the caret would stand elsewhere.
                let _ = input.set_selection_range(start, end);
            }
        } else {
            take();
        }
    });
}

/// Saves the text of fields whose items others have removed; `old` is the agenda with them.
pub(super) fn rescue(editor: Editor, old: &AgendaTree) {
    let gone = |id: AgendaItemId| editor.shown.with_untracked(|shown| shown.tree.get(id).is_none());
    let orphans: Vec<(AgendaItemId, Field)> = editor
        .typed
        .try_with_value(|all| all.keys().copied().filter(|(id, _)| gone(*id)).collect())
        .unwrap_or_default();
    for (id, field) in orphans {
        let Some(typed) = editor.close(id, field).filter(Typed::is_changed) else { continue };
        match changes(field, &typed.now) {
            Some(changes) => {
                let mine = AgendaCommand::Edit(AgendaEdit { item_id: id, base_revision: 0, changes });
                let clash = Clash { mine, theirs: None, known: old.get(id).cloned(), reason: None };
                sync::tell(editor, vec![Setback::from(clash)]);
            }
            None => {
                let day = old.get(id).map(|item| item.day_id);
                let place = day.map(|day| editor.shown.with_untracked(|shown| shown.tree.last_place(day, None)));
                if let Some(place) = place {
                    adding::add(editor, place, &typed.now, None);
                }
            }
        }
    }
    if editor.renaming.get_untracked().is_some_and(gone) {
        editor.renaming.set(None);
    }
    if editor.adding.get_untracked().is_some_and(gone) {
        editor.adding.set(None);
    }
}

/// The change that a field's text means; `None` for a line that adds.
pub(super) fn changes(field: Field, text: &str) -> Option<AgendaItemPatch> {
    let none = AgendaItemPatch::default();
    let words = text.trim();
    let patch = if words.is_empty() { Patch::Null } else { Patch::Value(words.to_owned()) };
    match field {
        Field::Title => Some(AgendaItemPatch { title: patch, ..none }),
        Field::Speaker => Some(AgendaItemPatch { speaker_text: patch, ..none }),
        Field::Minutes => Some(AgendaItemPatch { planned_minutes: durations::parse(words).ok().into(), ..none }),
        Field::Below => None,
    }
}
