//! Lines that add items: one at the end of each day, one below an item that was just written.

use super::editor::Editor;
use super::typing::{Field, left};
use crate::components::icon::{Icon, icon};
use crate::{browser, tr, tx};
use leptos::prelude::*;
use obrady_types::meetings::{AgendaAdd, AgendaCommand, AgendaItemKind, AgendaPlace, Confidentiality};
use obrady_types::{AgendaItemId, MeetingDayId, TopicId};

/// Adds an item at a place and returns its id.
pub(super) fn add(editor: Editor, place: AgendaPlace, title: &str, topic_id: Option<TopicId>) -> Option<AgendaItemId> {
    let title = title.trim();
    if title.is_empty() {
        return None;
    }
    let item_id = AgendaItemId(browser::new_id());
    let minutes = editor.facts.with_untracked(|facts| facts.default_item_minutes);
    let command = AgendaCommand::Add(AgendaAdd {
        item_id,
        place,
        title: title.to_owned(),
        kind: AgendaItemKind::Discussion,
        planned_minutes: Some(minutes),
        speaker_text: None,
        topic_id,
        confidentiality: Confidentiality::Public,
    });
    let done = editor.run(vec![command]);
    if done {
        editor.announce_place(item_id);
    }
    done.then_some(item_id)
}

/// The line at the end of a day; Enter adds, and it stays for the next.
pub(super) fn last_line(editor: Editor, index: Signal<usize>, day: MeetingDayId) -> AnyView {
    let value = RwSignal::new(editor.drafts.with_value(|drafts| drafts.get(&day).cloned()).unwrap_or_default());
    let keep = move |text: String| {
        editor.drafts.update_value(|drafts| {
            drafts.insert(day, text.clone());
        });
        value.set(text);
    };
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let place = editor.shown.with_untracked(|shown| shown.tree.last_place(day, None));
        if add(editor, place, &value.get_untracked(), None).is_some() {
            keep(String::new());
        }
    };
    let id = move || format!("add-{}", index.get() + 1);
    view! {
        <form class="agenda-add" on:submit=submit>
            <label for=id class="sr">{move || tr!(agenda.add_to_day, day = index.get() + 1)}</label>
            <input
                id=id
                type="text"
                maxlength="300"
                autocomplete="off"
                placeholder=tx!(agenda.add_hint)
                prop:value=value
                on:input=move |event| keep(event_target_value(&event))
            />
            <button type="submit">{icon(Icon::Add)}{tx!(agenda.add)}</button>
        </form>
    }
    .into_any()
}

/// The line below an item: Enter adds and goes on below the new one, Escape or an empty line ends it.
pub(super) fn line_below(editor: Editor, id: AgendaItemId) -> AnyView {
    editor.open(id, Field::Below, String::new());
    let typed = editor.typed_now(id, Field::Below);
    let value = RwSignal::new(typed.map(|typed| typed.now).unwrap_or_default());
    let close = move || {
        if editor.adding.try_get_untracked() == Some(Some(id)) {
            editor.adding.set(None);
        }
    };
    let enter = move || match take(editor, id) {
        Taken::Added(made) => {
            value.try_set(String::new());
            editor.adding.set(Some(made));
            browser::focus_later(format!("below-{made}"));
        }
        Taken::Nothing => {
            close();
            browser::focus_later(format!("name-{id}"));
        }
        Taken::Refused => {}
    };
    let leave = move || {
        if !matches!(take(editor, id), Taken::Refused) {
            close();
        }
    };
    view! {
        <div class="agenda-add">
            <input
                id=format!("below-{id}")
                type="text"
                maxlength="300"
                autocomplete="off"
                aria-label=tx!(agenda.add_below)
                placeholder=tx!(agenda.add_hint)
                prop:value=value
                on:input=move |event| {
                    value.set(event_target_value(&event));
                    editor.typed(id, Field::Below, value.get_untracked());
                }
                on:blur=move |event| left(editor, &event, id, Field::Below, leave)
                on:keydown=move |event| match event.key().as_str() {
                    "Enter" => {
                        event.prevent_default();
                        enter();
                    }
                    "Escape" => {
                        event.prevent_default();
                        event.stop_propagation();
                        editor.close(id, Field::Below);
                        close();
                        browser::focus_later(format!("name-{id}"));
                    }
                    _ => {}
                }
            />
        </div>
    }
    .into_any()
}

/// What became of a line below an item.
enum Taken {
    Added(AgendaItemId),
    /// There was no text.
    Nothing,
    /// It does not fit; the text stays.
    Refused,
}

/// Takes the text of a line below an item: as an item there, or at the end of the day when there is no such place.
fn take(editor: Editor, id: AgendaItemId) -> Taken {
    // A line that is taken away loses the focus, too: by then its text was taken before.
    let Some(typed) = editor.close(id, Field::Below).filter(|typed| !typed.now.trim().is_empty()) else {
        return Taken::Nothing;
    };
    let places = editor.shown.with_untracked(|shown| {
        let below = shown.tree.place_of(id).map(|place| AgendaPlace { after_id: Some(id), ..place });
        let day = below.map(|place| place.day_id).or(shown.tree.days().last().copied());
        [below, day.map(|day| shown.tree.last_place(day, None))]
    });
    let made = places.into_iter().flatten().find_map(|place| add(editor, place, &typed.now, None));
    match made {
        Some(made) => Taken::Added(made),
        None => {
            editor.typed(id, Field::Below, typed.now);
            Taken::Refused
        }
    }
}
