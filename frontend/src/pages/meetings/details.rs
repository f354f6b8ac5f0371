//! The rest of an item: kind, speaker, confidentiality, day.

use super::editor::Editor;
use super::typing::{Field, left};
use crate::components::form::select;
use crate::components::words;
use crate::texts::{Text, text};
use crate::{browser, dates, tr, tx};
use leptos::prelude::*;
use obrady_types::AgendaItemId;
use obrady_types::meetings::{AgendaItemKind, AgendaItemPatch, Confidentiality};

/// The fields below a row. What others change shows at once, except in the field that is being typed in.
pub(super) fn details(editor: Editor, id: AgendaItemId) -> AnyView {
    view! {
        <div class="agenda-details">
            <label><span>{tx!(agenda.speaker)}</span>{speaker(editor, id)}</label>
            <div><span>{tx!(agenda.kind)}</span>{kind(editor, id)}</div>
            <div><span>{tx!(agenda.reader)}</span>{reader(editor, id)}</div>
            {move || days(editor, id)}
        </div>
    }
    .into_any()
}

fn speaker(editor: Editor, id: AgendaItemId) -> AnyView {
    let current = Memo::new(move |_| editor.item(id).and_then(|item| item.speaker_text).unwrap_or_default());
    let typed = editor.typed_now(id, Field::Speaker);
    let value = RwSignal::new(typed.map_or_else(|| current.get_untracked(), |typed| typed.now));
    Effect::new(move |_| {
        let current = current.get();
        if editor.typed_now(id, Field::Speaker).is_none() {
            value.set(current);
        }
    });
    let take = move || {
        editor.commit(id, Field::Speaker);
        if let Some(current) = current.try_get_untracked() {
            value.try_set(current);
        }
    };
    view! {
        <input
            type="text"
            maxlength="300"
            autocomplete="off"
            prop:value=value
            on:focus=move |_| editor.open(id, Field::Speaker, value.get_untracked())
            on:input=move |event| {
                value.set(event_target_value(&event));
                editor.typed(id, Field::Speaker, value.get_untracked());
            }
            on:blur=move |event| left(editor, &event, id, Field::Speaker, take)
            on:keydown=move |event| {
                if event.key() == "Enter" {
                    take();
                    editor.open(id, Field::Speaker, value.get_untracked());
                }
            }
        />
    }
    .into_any()
}

fn kind(editor: Editor, id: AgendaItemId) -> AnyView {
    let kinds = words::ITEM_KINDS.iter().enumerate().map(|(nth, kind)| (nth.to_string(), words::item_kind(*kind)));
    let current = move || editor.item(id).map(|item| place_of(item.kind).to_string());
    let act = move |word: &str| {
        let chosen = word.parse::<usize>().ok().and_then(|nth| words::ITEM_KINDS.get(nth).copied());
        editor.edit(id, AgendaItemPatch { kind: chosen, ..AgendaItemPatch::default() });
    };
    choice("agenda-kind", tx!(agenda.kind), kinds.collect(), Box::new(current), Box::new(act))
}

fn reader(editor: Editor, id: AgendaItemId) -> AnyView {
    let readers = READERS.map(|(word, value)| (word.to_owned(), words::confidentiality(value))).to_vec();
    let current = move || editor.item(id).map(|item| word_of(item.confidentiality).to_owned());
    let act = move |word: &str| {
        editor.edit(id, AgendaItemPatch { confidentiality: Some(named(word)), ..AgendaItemPatch::default() });
    };
    choice("agenda-reader", tx!(agenda.reader), readers, Box::new(current), Box::new(act))
}

/// A choice that follows what the item says; only another one than that is a change.
fn choice(
    name: &'static str,
    label: Text,
    options: Vec<(String, Text)>,
    current: Box<dyn Fn() -> Option<String> + Send + Sync>,
    act: Box<dyn Fn(&str)>,
) -> AnyView {
    let current = Memo::new(move |_| current().unwrap_or_default());
    let value = RwSignal::new(current.get_untracked());
    Effect::new(move |_| value.set(current.get()));
    Effect::new(move |before: Option<()>| {
        let chosen = value.get();
        if before.is_some() && chosen != current.get_untracked() {
            act(&chosen);
            // Where it was not taken, the item's own value is shown again.
            value.set(current.get_untracked());
        }
    });
    let none = Signal::derive(|| None::<String>);
    let valid = Signal::derive(|| None::<&'static str>);
    select(name, value, options, none, valid, Some(label))
}

/// Buttons that move the item to another day.
fn days(editor: Editor, id: AgendaItemId) -> Option<AnyView> {
    let days = editor.days.get();
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
