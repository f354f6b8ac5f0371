//! The rest of an item: kind, speaker, confidentiality, day.

use super::editor::Editor;
use crate::components::form::select;
use crate::components::words;
use crate::texts::{Text, text};
use crate::{browser, dates, tr, tx};
use leptos::prelude::*;
use obrady_types::meetings::{AgendaItemKind, AgendaItemPatch, Confidentiality};
use obrady_types::{AgendaItemId, Patch};

/// The fields below a row.
pub(super) fn details(editor: Editor, id: AgendaItemId) -> AnyView {
    let Some(item) = editor.item(id) else { return ().into_any() };
    let speaker = RwSignal::new(item.speaker_text.clone().unwrap_or_default());
    let kind = RwSignal::new(place_of(item.kind).to_string());
    let reader = RwSignal::new(word_of(item.confidentiality).to_owned());
    Effect::new(move |before: Option<()>| {
        let chosen = kind.with(|kind| kind.parse::<usize>().ok()).and_then(|nth| words::ITEM_KINDS.get(nth).copied());
        if before.is_some() {
            editor.edit(id, AgendaItemPatch { kind: chosen, ..AgendaItemPatch::default() });
        }
    });
    Effect::new(move |before: Option<()>| {
        let chosen = reader.with(|word| named(word));
        if before.is_some() {
            editor.edit(id, AgendaItemPatch { confidentiality: Some(chosen), ..AgendaItemPatch::default() });
        }
    });
    let kinds: Vec<(String, Text)> =
        words::ITEM_KINDS.iter().enumerate().map(|(nth, kind)| (nth.to_string(), words::item_kind(*kind))).collect();
    let readers = READERS.map(|(word, value)| (word.to_owned(), words::confidentiality(value))).to_vec();
    let take = move |event: leptos::ev::Event| {
        let typed = event_target_value(&event).trim().to_owned();
        let value = if typed.is_empty() { Patch::Null } else { Patch::Value(typed) };
        editor.edit(id, AgendaItemPatch { speaker_text: value, ..AgendaItemPatch::default() });
    };
    let none = Signal::derive(|| None::<String>);
    let valid = Signal::derive(|| None::<&'static str>);
    view! {
        <div class="agenda-details">
            <label><span>{tx!(agenda.speaker)}</span>
                <input type="text" maxlength="300" autocomplete="off" prop:value=speaker on:change=take />
            </label>
            <div><span>{tx!(agenda.kind)}</span>{select("agenda-kind", kind, kinds, none, valid, Some(tx!(agenda.kind)))}</div>
            <div><span>{tx!(agenda.reader)}</span>{select("agenda-reader", reader, readers, none, valid, Some(tx!(agenda.reader)))}</div>
            {days(editor, id)}
        </div>
    }
    .into_any()
}

/// Buttons that move the item to another day.
fn days(editor: Editor, id: AgendaItemId) -> Option<AnyView> {
    let days = editor.days.get_value();
    let own = editor.item(id)?.day_id;
    if days.len() < 2 {
        return None;
    }
    let buttons: Vec<AnyView> = days
        .into_iter()
        .filter(|day| day.id != own)
        .map(|day| {
            let (target, date) = (day.id, day.date);
            let words = text(move || {
                let date = dates::day(date);
                tr!(agenda.to_day, date = date)
            });
            let act = move |_| {
                let place = editor.shown.with_untracked(|shown| shown.tree.to_day(id, target));
                editor.relocate(id, place);
                browser::focus_later(format!("more-{id}"));
            };
            view! { <button type="button" on:click=act>{words}</button> }.into_any()
        })
        .collect();
    Some(view! { <div>{buttons}</div> }.into_any())
}

fn place_of(kind: AgendaItemKind) -> usize {
    words::ITEM_KINDS.iter().position(|known| *known == kind).unwrap_or(0)
}

const READERS: [(&str, Confidentiality); 3] =
    [("public", Confidentiality::Public), ("members", Confidentiality::Members), ("closed", Confidentiality::Closed)];

fn word_of(value: Confidentiality) -> &'static str {
    READERS.iter().find(|(_, known)| *known == value).map_or("public", |(word, _)| word)
}

fn named(word: &str) -> Confidentiality {
    READERS.iter().find(|(known, _)| *known == word).map_or(Confidentiality::Public, |(_, value)| *value)
}
