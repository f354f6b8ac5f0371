//! Two people changed the same item: both texts, and the choice between them.

use super::editor::Editor;
use super::queue::{Clash, item_of};
use crate::components::icon::{Icon, icon};
use crate::{tr, tx};
use leptos::prelude::*;
use obrady_types::Patch;
use obrady_types::meetings::{AgendaCommand, AgendaItemPatch};

/// The clashes that wait for a decision.
pub(super) fn clashes(editor: Editor) -> AnyView {
    (move || {
        let all = editor.clashes.get();
        let shown: Vec<AnyView> = all.into_iter().enumerate().map(|(nth, clash)| panel(editor, nth, clash)).collect();
        shown.into_any()
    })
    .into_any()
}

fn panel(editor: Editor, nth: usize, clash: Clash) -> AnyView {
    let AgendaCommand::Edit(edit) = &clash.mine else { return ().into_any() };
    let changes = edit.changes.clone();
    let mine = words(&changes);
    let gone = clash.theirs.is_none();
    let theirs = match &clash.theirs {
        Some(item) => match (&changes.title, &changes.speaker_text, &changes.planned_minutes) {
            (Patch::Absent, Patch::Absent, _) => item.planned_minutes.map(|n| format!("{n} min")).unwrap_or_default(),
            (Patch::Absent, _, _) => item.speaker_text.clone().unwrap_or_default(),
            _ => item.title.clone().unwrap_or_default(),
        },
        None => tr!(agenda.clash_gone).to_owned(),
    };
    let settle = move || {
        editor.clashes.update(|all| {
            if nth < all.len() {
                all.remove(nth);
            }
        });
    };
    let id = item_of(&clash.mine);
    let use_mine = move |_| {
        settle();
        if let Some(id) = id {
            editor.edit(id, changes.clone());
        }
    };
    view! {
        <div class="note attention clash" role="group" aria-label=tx!(agenda.clash)>
            {icon(Icon::Attention)}
            <div>
                <p><strong>{tx!(agenda.clash)}</strong></p>
                <dl class="clash-texts">
                    <div><dt>{tx!(agenda.mine)}</dt><dd>{mine}</dd></div>
                    <div><dt>{tx!(agenda.theirs)}</dt><dd>{theirs}</dd></div>
                </dl>
                <p class="buttons">
                    {(!gone).then(|| view! { <button type="button" class="primary" on:click=use_mine>{tx!(agenda.use_mine)}</button> }.into_any())}
                    <button type="button" on:click=move |_| settle()>{tx!(agenda.keep_theirs)}</button>
                </p>
            </div>
        </div>
    }
    .into_any()
}

/// What somebody wanted to write, in words.
fn words(changes: &AgendaItemPatch) -> String {
    match (&changes.title, &changes.speaker_text, &changes.planned_minutes) {
        (Patch::Value(title), ..) => title.clone(),
        (_, Patch::Value(speaker), _) => speaker.clone(),
        (_, _, Patch::Value(minutes)) => format!("{minutes} min"),
        _ => String::new(),
    }
}
