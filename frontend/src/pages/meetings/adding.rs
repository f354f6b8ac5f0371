//! Lines that add items: one at the end of each day, one below an item that was just written.

use super::editor::Editor;
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
pub(super) fn last_line(editor: Editor, index: usize, day: MeetingDayId) -> AnyView {
    let value = RwSignal::new(String::new());
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let place = editor.shown.with_untracked(|shown| shown.tree.last_place(day, None));
        if add(editor, place, &value.get_untracked(), None).is_some() {
            value.set(String::new());
        }
    };
    let id = format!("add-{}", index + 1);
    let named = id.clone();
    view! {
        <form class="agenda-add" on:submit=submit>
            <label for=named class="sr">{move || tr!(agenda.add_to_day, day = index + 1)}</label>
            <input
                id=id
                type="text"
                maxlength="300"
                autocomplete="off"
                placeholder=tx!(agenda.add_hint)
                prop:value=value
                on:input=move |event| value.set(event_target_value(&event))
            />
            <button type="submit">{icon(Icon::Add)}{tx!(agenda.add)}</button>
        </form>
    }
    .into_any()
}

/// The line below an item: Enter adds and goes on below the new one, Escape or an empty line ends it.
pub(super) fn line_below(editor: Editor, id: AgendaItemId) -> AnyView {
    let value = RwSignal::new(String::new());
    let close = move || {
        if editor.adding.try_get_untracked() == Some(Some(id)) {
            editor.adding.set(None);
        }
    };
    let take = move || {
        let place = editor.shown.try_with_untracked(|shown| shown.tree.place_of(id))?;
        let place = place.map(|place| AgendaPlace { after_id: Some(id), ..place });
        // A line that is taken away loses the focus, too: by then its text was taken before.
        let typed = value.try_get_untracked()?;
        place.and_then(|place| add(editor, place, &typed, None))
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
                on:input=move |event| value.set(event_target_value(&event))
                on:blur=move |_| {
                    take();
                    close();
                }
                on:keydown=move |event| match event.key().as_str() {
                    "Enter" => {
                        event.prevent_default();
                        let made = take();
                        value.set(String::new());
                        match made {
                            Some(made) => {
                                editor.adding.set(Some(made));
                                browser::focus_later(format!("below-{made}"));
                            }
                            None => {
                                close();
                                browser::focus_later(format!("name-{id}"));
                            }
                        }
                    }
                    "Escape" => {
                        event.prevent_default();
                        event.stop_propagation();
                        value.set(String::new());
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
