//! An officer as a plain card: name, position, institution, since and until when.

use super::feedback::{Tone, badge};
use super::words;
use crate::{dates, tr, tx};
use leptos::prelude::*;
use obrady_types::convents::{Office, Officers, Term, TermState};

/// What a term's state means.
pub fn state_tone(state: TermState) -> Tone {
    match state {
        TermState::InForce => Tone::Done,
        TermState::Planned => Tone::Info,
        TermState::Extended | TermState::Overrun => Tone::Attention,
        TermState::Ended | TermState::Annulled => Tone::Plain,
    }
}

/// Both officers; `below` adds what may be done with a term.
pub fn officer_cards(officers: Officers, below: impl Fn(&Term) -> Option<AnyView>) -> AnyView {
    let cards =
        [(Office::Chair, officers.chair), (Office::DeputyChair, officers.deputy_chair)].map(|(office, term)| {
            let more = term.as_ref().and_then(&below);
            card(office, term, more)
        });
    view! { <ul class="cards">{Vec::from(cards)}</ul> }.into_any()
}

fn card(office: Office, term: Option<Term>, more: Option<AnyView>) -> AnyView {
    let Some(term) = term else {
        return view! {
            <li class="card vacant">
                <p class="over">{words::office(office)}</p>
                <p class="name">{tx!(convents.vacant)}</p>
            </li>
        }
        .into_any();
    };
    let (starts, planned, state) = (term.starts_at, term.planned_end, term.state);
    let extended = term
        .extended_until
        .filter(|_| state == TermState::Extended)
        .map(|until| view! { <span>{move || tr!(groups.until, date = dates::instant_day(until))}</span> }.into_any());
    let post: Vec<String> = [term.position_title, term.institution_name].into_iter().flatten().collect();
    view! {
        <li class="card">
            <p class="over">
                {words::office(office)}
                {term.acting.then(|| view! { " · " {tx!(convents.acting)} }.into_any())}
            </p>
            <p class="name">{term.person_name}</p>
            <p>{post.join(", ")}</p>
            <p class="quiet">
                {move || tr!(convents.since_until, since = dates::instant_day(starts), until = dates::instant_day(planned))}
                " " {badge(state_tone(state), words::term_state(state))} " " {extended}
            </p>
            {term.decision_reference.map(|reference| view! { <p class="quiet">{tx!(convents.elected_by)} " " {reference}</p> }.into_any())}
            {term.synthetic.then(|| view! { <p class="quiet">{tx!(convents.synthetic_dates)}</p> }.into_any())}
            {more}
        </li>
    }
    .into_any()
}
