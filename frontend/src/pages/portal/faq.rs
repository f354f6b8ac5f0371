//! Frequent questions by what they are about; the words searched for stand in the address.

use super::parts::{prose, state_badge};
use crate::api::{self, fetch, load};
use crate::components::feedback::{empty, show};
use crate::components::page::{PageHead, section};
use crate::state::session;
use crate::texts::Text;
use crate::{address, tx};
use leptos::prelude::*;
use obrady_client::FaqFilter;
use obrady_types::portal::{FaqArea, FaqEntry};

/// The page.
pub fn page() -> AnyView {
    let q = address::query("q");
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
        {show(entries, move |all| areas(all, q))}
    };
    let lead = view! { <span>{tx!(portal.faq_lead)}</span> }.into_any();
    PageHead::new(tx!(portal.faq_title)).facts(lead).view(body.into_any())
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

const AREAS: [FaqArea; 5] = [FaqArea::Groups, FaqArea::Convent, FaqArea::Programmes, FaqArea::Trainings, FaqArea::Site];

fn area_words(area: FaqArea) -> Text {
    match area {
        FaqArea::Groups => tx!(portal.area_groups),
        FaqArea::Convent => tx!(portal.area_convent),
        FaqArea::Programmes => tx!(portal.area_programmes),
        FaqArea::Trainings => tx!(portal.area_trainings),
        FaqArea::Site => tx!(portal.area_site),
    }
}

fn areas(all: Vec<FaqEntry>, q: Memo<Option<String>>) -> AnyView {
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
            let own: Vec<AnyView> = all.iter().filter(|entry| entry.area == area).cloned().map(question).collect();
            (!own.is_empty()).then(|| section(area_words(area), None, own.into_any()))
        })
        .collect();
    parts.into_any()
}

fn question(entry: FaqEntry) -> AnyView {
    view! {
        <details class="question" id=format!("question-{}", entry.id)>
            <summary>{entry.question}" "{state_badge(entry.state)}</summary>
            <div>{prose(&entry.answer)}</div>
        </details>
    }
    .into_any()
}
