//! Frequent questions by what they are about; the words searched for stand in the address.

use super::parts::{prose, state_badge};
use super::steps::{Step, Thing, steps};
use crate::api::{self, Failure, Loaded, fetch, load};
use crate::components::feedback::{empty, failure_words, show};
use crate::components::icon::{Icon, icon};
use crate::components::page::{PageHead, section};
use crate::state::{session, toasts};
use crate::texts::Text;
use crate::{address, standing, tx};
use leptos::prelude::*;
use obrady_client::FaqFilter;
use obrady_types::FaqEntryId;
use obrady_types::portal::{FaqArea, FaqEntry, FaqEntryPatch};
use wasm_bindgen_futures::spawn_local;

/// The page.
pub fn page() -> AnyView {
    let q = address::query("q");
    let opened = RwSignal::new(None);
    let entries = load(move || {
        session::me();
        let filter = FaqFilter { q: q.get(), ..FaqFilter::default() };
        fetch(move |client| {
            let filter = filter.clone();
            async move {
                api::whole(|page| {
                    let (client, filter) = (client.clone(), FaqFilter { page, ..filter.clone() });
                    async move { client.list_faq_entries(&filter).await }
                })
                .await
            }
        })
    });
    let body = view! {
        {search(q)}
        {show(entries, move |all| areas(all, q, Board { page: entries, opened }))}
    };
    let add = move || {
        session::me().filter(|me| standing::administers(Some(me), me.region_id)).map(|_| {
            view! { <a class="button primary" href="/faq/new">{icon(Icon::Add)}{tx!(portal.new_question)}</a> }
                .into_any()
        })
    };
    let lead = view! { <span>{tx!(portal.faq_lead)}</span> }.into_any();
    PageHead::new(tx!(portal.faq_title)).facts(lead).action(add.into_any()).view(body.into_any())
}

fn search(q: Memo<Option<String>>) -> AnyView {
    let words = RwSignal::new(String::new());
    Effect::new(move |_| words.set(q.get().unwrap_or_default()));
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let words = words.get_untracked();
        let words = words.trim();
        address::go(&if words.is_empty() { "/faq".to_owned() } else { format!("/faq?q={}", address::encode(words)) });
    };
    view! {
        <form class="search" role="search" on:submit=submit>
            <div class="field">
                <label for="search-faq">{tx!(portal.search_faq)}</label>
                <input id="search-faq" type="search" name="q" autocomplete="off" prop:value=words
                    on:input=move |event| words.set(event_target_value(&event)) />
            </div>
            <button type="submit">{tx!(portal.search)}</button>
        </form>
    }
    .into_any()
}

/// The areas in the order of the page.
pub(super) const AREAS: [FaqArea; 5] =
    [FaqArea::Groups, FaqArea::Convent, FaqArea::Programmes, FaqArea::Trainings, FaqArea::Site];

/// What an area is called.
pub(super) fn area_words(area: FaqArea) -> Text {
    match area {
        FaqArea::Groups => tx!(portal.area_groups),
        FaqArea::Convent => tx!(portal.area_convent),
        FaqArea::Programmes => tx!(portal.area_programmes),
        FaqArea::Trainings => tx!(portal.area_trainings),
        FaqArea::Site => tx!(portal.area_site),
    }
}

fn areas(all: Vec<FaqEntry>, q: Memo<Option<String>>, board: Board) -> AnyView {
    if all.is_empty() {
        if q.get_untracked().is_none() {
            return empty(tx!(portal.no_faq), None);
        }
        let clear = view! { <a class="button" href="/faq">{tx!(portal.clear)}</a> };
        return empty(tx!(portal.no_hits), Some(clear.into_any()));
    }
    let parts: Vec<AnyView> = AREAS
        .into_iter()
        .filter_map(|area| {
            let of_area: Vec<&FaqEntry> = all.iter().filter(|entry| entry.area == area).collect();
            let beside = |nth: Option<usize>| nth.and_then(|nth| of_area.get(nth)).map(|entry| place(entry));
            let own: Vec<AnyView> = of_area
                .iter()
                .enumerate()
                .map(|(nth, entry)| {
                    let neighbours = (beside(nth.checked_sub(1)), beside(Some(nth + 1)));
                    question((*entry).clone(), neighbours, board)
                })
                .collect();
            (!own.is_empty()).then(|| section(area_words(area), None, own.into_any()))
        })
        .collect();
    parts.into_any()
}

/// The questions, and the one that an editor is at.
#[derive(Clone, Copy)]
struct Board {
    page: Loaded<Vec<FaqEntry>>,
    opened: RwSignal<Option<FaqEntryId>>,
}

impl Board {
    /// Loads the questions again; the one that was worked on stays open.
    fn show_again(self, id: FaqEntryId) {
        self.opened.set(Some(id));
        self.page.reload_quietly();
    }
}

/// Where a question stands.
#[derive(Clone, Copy)]
struct Place {
    id: FaqEntryId,
    version: i32,
    position: i32,
}

fn place(entry: &FaqEntry) -> Place {
    Place { id: entry.id, version: entry.version, position: entry.position }
}

fn question(entry: FaqEntry, beside: (Option<Place>, Option<Place>), board: Board) -> AnyView {
    let tools = entry.editable.then(|| tools(&entry, beside, board));
    let open = board.opened.get_untracked() == Some(entry.id);
    view! {
        <details class="question" id=format!("question-{}", entry.id) open=open>
            <summary>{entry.question}" "{state_badge(entry.state)}</summary>
            <div>{prose(&entry.answer)}{tools}</div>
        </details>
    }
    .into_any()
}

/// What an administrator may do with a question.
fn tools(entry: &FaqEntry, (before, after): (Option<Place>, Option<Place>), board: Board) -> AnyView {
    let own = place(entry);
    let name = entry.question.clone();
    let mover = |other: Option<Place>, up: bool, label: Text| {
        let name = name.clone();
        other.map(|other| {
            view! {
                <button type="button" class="plain" on:click=move |_| change_places(own, other, up, board)>
                    {label}<span class="sr">": " {name}</span>
                </button>
            }
            .into_any()
        })
    };
    let thing = Thing {
        id: entry.id.into(),
        version: entry.version,
        title: entry.question.clone(),
        state: entry.state,
        published_on: entry.published_on,
        edit: format!("/faq/{}/edit", entry.id),
        take: |client, step, id, version| {
            Box::pin(async move {
                let id = FaqEntryId(id);
                match step {
                    Step::Publish => client.publish_faq_entry(id, version).await.map(|_| ()),
                    Step::Withdraw => client.withdraw_faq_entry(id, version).await.map(|_| ()),
                    Step::Remove => client.delete_faq_entry(id, version).await,
                }
            })
        },
        done: Callback::new(move |_| board.show_again(own.id)),
    };
    view! {
        <div class="actions">
            {mover(before, true, tx!(portal.move_up))}
            {mover(after, false, tx!(portal.move_down))}
            {steps(thing, true)}
        </div>
    }
    .into_any()
}

/// Lets a question change places with its neighbour. Two with the same number are told apart first.
fn change_places(own: Place, other: Place, up: bool, board: Board) {
    let (mine, theirs) = match (other.position, own.position) {
        (there, here) if there != here => (there, here),
        (there, _) if up && there > 1 => (there - 1, there),
        (there, _) if up => (there, there + 1),
        (there, _) => (there + 1, there),
    };
    spawn_local(async move {
        for (place, position) in [(own, mine), (other, theirs)] {
            if place.position == position {
                continue;
            }
            let patch = FaqEntryPatch { position: Some(position), ..FaqEntryPatch::default() };
            let answer = api::send(move |client| {
                let patch = patch.clone();
                async move { client.update_faq_entry(place.id, place.version, &patch).await }
            });
            if let Err(error) = answer.await {
                toasts::show(failure_words(&Failure::from(error)));
                break;
            }
        }
        board.show_again(own.id);
    });
}
