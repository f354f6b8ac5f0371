//! The last step: what ends and what begins, side by side; and what stands there afterwards.

use super::model::{predecessor, rules_at};
use super::rotation::{Wizard, go_to, input, send};
use super::rotation_people::name_of;
use super::term_actions::{self, Asked};
use crate::components::feedback::{Tone, note};
use crate::components::words;
use crate::texts::text;
use crate::{dates, tr, tx};
use chrono::{DateTime, Utc};
use leptos::prelude::*;
use obrady_types::convents::{Office, Term};

/// What ends, what begins, and the button that does it.
pub fn check_step(wizard: Wizard) -> AnyView {
    let (Some(start), Some(facts)) = (input(wizard), wizard.facts.ready()) else { return ().into_any() };
    let at = start.starts_at;
    let rules = rules_at(&facts.rules, at).map(|rules| (rules.term_months, rules.auto_extension_months));
    let mut ends = Vec::new();
    let mut begins = Vec::new();
    let mut change = |office: Office, person: String| {
        if let Some(term) = predecessor(&facts.terms, office) {
            ends.push(ending(&term, at));
        }
        begins.push(beginning(office, name_of(wizard, &person), at, rules));
    };
    change(start.office, start.person_id.to_string());
    if let Some(deputy) = &start.deputy {
        change(Office::DeputyChair, deputy.person_id.to_string());
    }
    // A deputy who becomes chair gives up that office.
    let given_up = |term: &Term| start.office == Office::Chair && term.person_id == start.person_id;
    let deputy = predecessor(&facts.terms, Office::DeputyChair).filter(|_| start.deputy.is_none());
    if let Some(term) = deputy.as_ref().filter(|term| given_up(term)) {
        ends.push(ending(term, at));
    }
    let nothing = ends.is_empty().then(|| view! { <li class="quiet">{tx!(convents.nothing_ends)}</li> }.into_any());
    let stays = deputy.filter(|term| start.office == Office::Chair && !given_up(term)).map(|term| {
        let name = term.person_name;
        view! { <p>{text(move || tr!(convents.deputy_stays, name = name.clone()))}</p> }.into_any()
    });
    let reference = start
        .decision_reference
        .map(|reference| view! { <p>{tx!(convents.reference)} ": " {reference}</p> }.into_any());
    let no_rules =
        rules.is_none().then(|| note(Tone::Attention, view! { <p>{tx!(errors.rules_missing)}</p> }.into_any()));
    let future = (at > dates::now()).then(|| view! { <p class="quiet">{tx!(convents.can_be_undone)}</p> }.into_any());
    let form = wizard.form;
    let label = match wizard.office {
        Office::Chair => tx!(convents.do_rotate_chair),
        Office::DeputyChair => tx!(convents.do_rotate_deputy),
    };
    let before = if wizard.office == Office::Chair { 2 } else { 1 };
    view! {
        <form novalidate=true on:submit=move |event: leptos::ev::SubmitEvent| {
            event.prevent_default();
            send(wizard);
        }>
            <h2 id="step-title" tabindex="-1">{tx!(convents.step_check)}</h2>
            <div class="cards">
                <div class="card"><h3>{tx!(convents.what_ends)}</h3><ul>{ends}{nothing}</ul></div>
                <div class="card"><h3>{tx!(convents.what_begins)}</h3><ul>{begins}</ul></div>
            </div>
            {no_rules}
            {stays}
            {reference}
            <p>{tx!(convents.powers)}</p>
            {future}
            <div class="actions">
                {form.button(label)}
                <button type="button" on:click=move |_| go_to(wizard, before)>{tx!(convents.back)}</button>
            </div>
        </form>
    }
    .into_any()
}

fn ending(term: &Term, at: DateTime<Utc>) -> AnyView {
    let (name, office) = (term.person_name.clone(), term.office);
    view! {
        <li><strong>{name}</strong> ", " {words::office(office)} <br /> {text(move || tr!(convents.ends_at, date = dates::instant_time(at)))}</li>
    }
    .into_any()
}

/// `rules`: months of a term and of its automatic extension.
fn beginning(office: Office, name: String, at: DateTime<Utc>, rules: Option<(i32, i32)>) -> AnyView {
    let planned = rules.map(|(months, extension)| {
        let until = dates::months_later(at, months);
        let extended = (extension > 0).then(|| {
            let to = dates::months_later(until, extension);
            view! { <br /> {text(move || tr!(convents.extends_to, date = dates::instant_day(to)))} }.into_any()
        });
        view! { <br /> {text(move || tr!(convents.planned_until, date = dates::instant_day(until)))} {extended} }
            .into_any()
    });
    view! {
        <li><strong>{name}</strong> ", " {words::office(office)} <br /> {text(move || tr!(convents.begins_at, date = dates::instant_time(at)))} {planned}</li>
    }
    .into_any()
}

/// Says that somebody else was faster, and what they entered.
pub fn superseded(other: Term) -> AnyView {
    let (name, since) = (other.person_name, other.starts_at);
    let words = text(move || tr!(convents.superseded_by, name = name.clone(), date = dates::instant_time(since)));
    note(Tone::Attention, view! { <p>{words}</p><p>{tx!(convents.superseded_next)}</p> }.into_any())
}

/// What was done, and the way back as long as it has not begun.
pub fn done(term: Term) -> AnyView {
    let (name, since, office, body) = (term.person_name.clone(), term.starts_at, term.office, term.body_id);
    let sentence = text(move || {
        let (name, date) = (name.clone(), dates::instant_time(since));
        match office {
            Office::Chair => tr!(convents.done_chair, name = name, date = date),
            Office::DeputyChair => tr!(convents.done_deputy, name = name, date = date),
        }
    });
    let asked: Asked = RwSignal::new(None);
    let undone = RwSignal::new(false);
    let planned = since > dates::now();
    let undo = move || (planned && !undone.get()).then(|| term_actions::cancel_button(asked, term.clone()));
    let back = move || undone.get().then(|| note(Tone::Info, view! { <p>{tx!(convents.plan_undone)}</p> }.into_any()));
    view! {
        <h2 id="step-title" tabindex="-1">{tx!(convents.done)}</h2>
        {note(Tone::Done, view! { <p>{sentence}</p> }.into_any())}
        <div aria-live="polite">{back}</div>
        <div class="actions">
            <a class="button primary" href=format!("/convents/{body}")>{tx!(start.to_convent)}</a>
            {undo}
        </div>
        {term_actions::dialogs(asked, move || undone.set(true))}
    }
    .into_any()
}
