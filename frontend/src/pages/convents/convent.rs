//! The page of a convent: officers on a day, terms, seats, rules, sessions.

use super::term_actions::{self, Asked};
use super::{annals, annulling, seats, timeline};
use crate::api::{self, Loaded, fetch, load};
use crate::components::feedback::{Tone, note, show};
use crate::components::icon::{Icon, icon};
use crate::components::new_meeting::new_meeting;
use crate::components::officer::officer_cards;
use crate::components::page::{PageHead, section};
use crate::state::session;
use crate::texts::text;
use crate::{address, browser, dates, standing, tr, tx};
use chrono::{DateTime, Datelike, NaiveDate, NaiveTime, Utc};
use leptos::prelude::*;
use obrady_client::TermFilter;
use obrady_types::BodyId;
use obrady_types::convents::{Office, Term, TermState};
use obrady_types::groups::Body;

/// The page.
pub fn page(id: BodyId) -> AnyView {
    let convent = load(move || fetch(move |client| async move { client.get_body(id).await.map(|body| body.value) }));
    let action = move || {
        let body = convent.ready()?;
        standing::administers(session::me().as_deref(), body.region_id).then(|| {
            view! { <a class="button primary" href=format!("/convents/{id}/rotate")>{tx!(convents.rotate)}</a> }
                .into_any()
        })
    };
    let facts = move || {
        let body = convent.ready()?;
        let since = body.established_on;
        Some(view! { <span>{text(move || tr!(groups.since, date = dates::plain_day(since)))}</span> }.into_any())
    };
    PageHead::new(convent.title(|body| body.name.clone()))
        .under(tx!(convents.list_title), "/convents?all=1")
        .facts(facts.into_any())
        .action(action.into_any())
        .view(show(convent, content))
}

/// All terms of a body.
pub fn all_terms(id: BodyId) -> Loaded<Vec<Term>> {
    load(move || {
        fetch(move |client| async move {
            api::whole(|page| {
                let client = client.clone();
                async move { client.list_terms(id, &TermFilter { page, ..TermFilter::default() }).await }
            })
            .await
        })
    })
}

/// The end of a day in Poland: whoever took office during the day is shown.
fn end_of(day: NaiveDate) -> DateTime<Utc> {
    dates::home_instant(day, NaiveTime::from_hms_opt(23, 59, 59).unwrap_or_default())
}

fn content(body: Body) -> AnyView {
    let id = body.id;
    let on = address::query("on");
    let day = Memo::new(move |_| {
        on.get().and_then(|on| on.parse::<NaiveDate>().ok()).filter(|on| YEARS.contains(&on.year()))
    });
    let as_of = Memo::new(move |_| day.get().map(end_of));
    let officers = load(move || {
        let as_of = as_of.get();
        fetch(move |client| async move { client.get_officers(id, as_of).await })
    });
    let terms = all_terms(id);
    let administers = {
        let region = body.region_id;
        Memo::new(move |_| standing::administers(session::me().as_deref(), region))
    };
    let asked: Asked = RwSignal::new(None);
    let annul: annulling::Asked = RwSignal::new(None);
    let changed = move || {
        officers.reload_quietly();
        terms.reload_quietly();
        browser::focus_place_later("officers");
    };
    let cards = show(officers, move |officers| {
        officer_cards(officers, move |term| {
            let (term, open) = (term.clone(), term.ended_at.is_none());
            let button = move || {
                (open && administers.get() && day.get().is_none())
                    .then(|| term_actions::end_button(asked, term.clone()))
            };
            Some(button.into_any())
        })
    });
    let planned = move || {
        let terms = terms.ready().unwrap_or_default().into_iter();
        terms
            .filter(|term| term.state == TermState::Planned)
            .map(|term| plan(term, administers, asked))
            .collect::<Vec<_>>()
    };
    let planning = RwSignal::new(false);
    let edits = Memo::new(move |_| standing::edits(session::me().as_deref(), &body));
    let new_session = move || {
        edits.get().then(|| {
            view! { <button type="button" on:click=move |_| planning.set(true)>{icon(Icon::Add)}{tx!(convents.new_session)}</button> }
                .into_any()
        })
    };
    let officers = view! {
        {picker(id, day)}
        {planned}
        {cards}
    };
    view! {
        {section(tx!(convents.officers), None, view! { <div id="officers">{officers}</div> }.into_any())}
        {section(tx!(convents.terms), None, show(terms, move |terms| timeline::terms(terms, as_of, annul, administers)))}
        {section(tx!(convents.seats), None, seats::seats(id, as_of))}
        {section(tx!(convents.rules), None, annals::rules(id))}
        {section(tx!(convents.sessions), Some(new_session.into_any()), annals::sessions(id, new_session))}
        {new_meeting(planning, id, tx!(convents.session_title))}
        {term_actions::dialogs(asked, changed)}
        {annulling::dialogue(annul, changed)}
    }
    .into_any()
}

/// Years that the officers can be looked up for.
const YEARS: std::ops::RangeInclusive<i32> = 2000..=2100;

/// The day that officers and seats are shown for; it stands in the address.
fn picker(id: BodyId, day: Memo<Option<NaiveDate>>) -> AnyView {
    let value = move || day.get().unwrap_or_else(dates::today).to_string();
    let choose = move |event: leptos::ev::Event| {
        // While a year is being typed the field says 0002 and 0020, and in between nothing at all.
        let Some(on) = event_target_value(&event).parse::<NaiveDate>().ok().filter(|on| YEARS.contains(&on.year()))
        else {
            return;
        };
        let today = on == dates::today();
        let target = if today { format!("/convents/{id}") } else { format!("/convents/{id}?on={on}") };
        address::replace(&target);
    };
    let back = move || {
        day.get().map(|day| {
            let words = text(move || tr!(convents.shown_for, date = dates::plain_day(day)));
            let link = view! { <a href=format!("/convents/{id}") data-noscroll="">{tx!(convents.show_today)}</a> };
            note(Tone::Info, view! { <p>{words}</p><p>{link}</p> }.into_any())
        })
    };
    view! {
        <div class="field as-of no-print">
            <label for="as-of">{tx!(convents.as_of)}</label>
            <input id="as-of" type="date" class="medium" min="2000-01-01" max="2100-12-31" prop:value=value on:change=choose />
        </div>
        <div aria-live="polite">{back}</div>
    }
    .into_any()
}

/// A change that is declared but has not happened yet.
fn plan(term: Term, administers: Memo<bool>, asked: Asked) -> AnyView {
    let (name, since, office) = (term.person_name.clone(), term.starts_at, term.office);
    let sentence = text(move || {
        let (name, date) = (name.clone(), dates::instant_time(since));
        match office {
            Office::Chair => tr!(convents.planned_chair, name = name, date = date),
            Office::DeputyChair => tr!(convents.planned_deputy, name = name, date = date),
        }
    });
    let undo = move || administers.get().then(|| term_actions::cancel_button(asked, term.clone()));
    note(Tone::Info, view! { <p>{sentence}</p>{undo} }.into_any())
}
