//! Texts that could not be saved: what was written, what stands there now, and the choice.

use super::editor::Editor;
use super::setback::{Clash, item_of, values};
use super::sync;
use crate::components::icon::{Icon, icon};
use crate::components::words;
use crate::texts::Text;
use crate::{browser, tr, tx};
use leptos::prelude::*;
use obrady_types::meetings::{AgendaCommand, AgendaItemPatch};
use obrady_types::{AgendaItemId, Patch};

/// The texts that wait for a decision.
pub(super) fn clashes(editor: Editor) -> AnyView {
    (move || {
        let all = editor.clashes.get();
        let shown: Vec<AnyView> = all.into_iter().map(|clash| panel(editor, clash)).collect();
        shown.into_any()
    })
    .into_any()
}

fn panel(editor: Editor, clash: Clash) -> AnyView {
    let name = if clash.reason.is_some() { tx!(agenda.refused) } else { tx!(agenda.clash) };
    let why = match (&clash.reason, &clash.theirs, &clash.mine) {
        (Some(reason), ..) => Some(reason.clone()),
        (None, None, AgendaCommand::Edit(_)) => Some(tr!(agenda.clash_gone).to_owned()),
        (None, None, _) => Some(tr!(agenda.no_place).to_owned()),
        _ => None,
    };
    view! {
        <div class="note attention clash" role="group" aria-label=name>
            {icon(Icon::Attention)}
            <div>
                <p><strong>{name}</strong></p>
                {why.map(|why| view! { <p>{why}</p> }.into_any())}
                <dl class="clash-texts">{texts(&clash)}</dl>
                <p class="buttons">{buttons(editor, clash)}</p>
            </div>
        </div>
    }
    .into_any()
}

/// Both texts, field by field.
fn texts(clash: &Clash) -> Vec<AnyView> {
    let pair = |name: Text, text: String| view! { <div><dt>{name}</dt><dd>{text}</dd></div> }.into_any();
    match &clash.mine {
        AgendaCommand::Add(add) => vec![pair(tx!(agenda.mine), add.title.clone())],
        AgendaCommand::Edit(edit) => {
            let mut all = vec![pair(tx!(agenda.mine), in_words(&edit.changes).join("; "))];
            if let Some(item) = &clash.theirs {
                all.push(pair(tx!(agenda.theirs), in_words(&values(item, &edit.changes)).join("; ")));
            }
            all
        }
        _ => Vec::new(),
    }
}

/// What fields say, in words.
fn in_words(changes: &AgendaItemPatch) -> Vec<String> {
    fn text<T>(value: &Patch<T>, words: impl Fn(&T) -> String) -> Option<String> {
        match value {
            Patch::Absent => None,
            Patch::Null => Some(tr!(agenda.nothing).to_owned()),
            Patch::Value(value) => Some(words(value)),
        }
    }
    let named = |name: &str, words: Option<String>| words.map(|words| format!("{name}: {words}"));
    let kind = changes.kind.map(|kind| words::item_kind(kind).get_untracked());
    let reader = changes.confidentiality.map(|value| words::confidentiality(value).get_untracked());
    [
        text(&changes.title, Clone::clone),
        named(tr!(agenda.speaker), text(&changes.speaker_text, Clone::clone)),
        text(&changes.planned_minutes, |minutes| format!("{minutes} min")),
        named(tr!(agenda.kind), kind),
        named(tr!(agenda.reader), reader),
        text(&changes.outcome_text, Clone::clone),
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn buttons(editor: Editor, clash: Clash) -> AnyView {
    let (refused, there) = (clash.reason.is_some(), clash.theirs.is_some());
    let label = match (refused, there) {
        (true, _) => tx!(common.retry),
        (false, true) => tx!(agenda.use_mine),
        (false, false) => tx!(agenda.add_as_new),
    };
    let other = if there && !refused { tx!(agenda.keep_theirs) } else { tx!(agenda.discard) };
    let id = item_of(&clash.mine);
    let (mine, theirs) = (clash.clone(), clash);
    view! {
        <button type="button" class="primary" on:click=move |_| insist(editor, &mine)>{label}</button>
        <button type="button" on:click=move |_| settle(editor, &theirs, id)>{other}</button>
    }
    .into_any()
}

/// The panel goes; the focus goes to the item, if there is one.
fn settle(editor: Editor, clash: &Clash, id: Option<AgendaItemId>) {
    editor.clashes.update(|all| all.retain(|one| one != clash));
    if let Some(id) = id {
        browser::focus_later(format!("name-{id}"));
    }
}

/// Saves one's own text: over theirs as it was shown, or as an item of its own.
fn insist(editor: Editor, clash: &Clash) {
    if let (AgendaCommand::Edit(edit), Some(item)) = (&clash.mine, &clash.theirs) {
        let there = editor.shown.with_untracked(|shown| shown.tree.get(edit.item_id).is_some());
        if there {
            settle(editor, clash, Some(edit.item_id));
            editor.edit_from(edit.item_id, edit.changes.clone(), &values(item, &edit.changes));
            return;
        }
    }
    let id = AgendaItemId(browser::new_id());
    let add = editor.shown.with_untracked(|shown| clash.as_new(id, &shown.tree));
    // What does not fit now stays in its panel.
    if add.is_some_and(|add| editor.run(vec![AgendaCommand::Add(add)])) {
        settle(editor, clash, Some(id));
        sync::pump(editor);
    }
}
