//! The wizard that changes an officer: who and from when, the deputy, the check; then what was done.

use super::model::{self, Place};
use super::rotation_check::{check_step, done, superseded};
use super::rotation_people::{deputy_choices, officer_choices, search};
use crate::api::{self, Attempts, Failure, Loaded, fetch, load};
use crate::calendar::{parse_clock, parse_date};
use crate::components::choices::choices;
use crate::components::feedback::{Tone, failure_words, note, show};
use crate::components::form::{Field, Form};
use crate::components::form_errors::{FormError, Refused};
use crate::components::page::PageHead;
use crate::components::words;
use crate::state::session;
use crate::{address, browser, dates, standing, tr, tx};
use chrono::{DateTime, Utc};
use leptos::prelude::*;
use obrady_client::{ClientError, TermFilter};
use obrady_types::convents::{DeputyStart, Office, RulesVersion, Seat, Term, TermStart};
use obrady_types::directory::Person;
use obrady_types::groups::Body;
use obrady_types::{BodyId, ErrorCode, validate};

/// What the wizard knows of the convent.
#[derive(Clone)]
pub struct Facts {
    /// The convent.
    pub body: Body,
    /// Its terms.
    pub terms: Vec<Term>,
    /// Its seats now.
    pub seats: Vec<Seat>,
    /// Its rules.
    pub rules: Vec<RulesVersion>,
}

/// What was chosen and typed so far; it stays when a step is shown again.
#[derive(Clone, Copy)]
pub struct Wizard {
    /// What is known.
    pub facts: Loaded<Facts>,
    /// The office that changes.
    pub office: Office,
    /// 1 to 3.
    pub step: RwSignal<u8>,
    /// Errors.
    pub form: Form,
    /// Who, as an id.
    pub person: RwSignal<String>,
    /// The deputy, as an id; empty for "as it is".
    pub deputy: RwSignal<String>,
    /// First day as typed.
    pub date: RwSignal<String>,
    /// First hour as typed.
    pub time: RwSignal<String>,
    /// Where the decision stands.
    pub reference: RwSignal<String>,
    /// People found by search, beside the holders of seats.
    pub found: RwSignal<Vec<Person>>,
    /// The term that somebody else started in the meantime.
    pub other: RwSignal<Option<Term>>,
    /// The term that was started.
    pub done: RwSignal<Option<Term>>,
    attempts: Attempts,
}

/// The page; `?office=deputy_chair` changes the deputy alone.
pub fn page(id: BodyId) -> AnyView {
    let office = match address::query("office").get_untracked().as_deref() {
        Some("deputy_chair") => Office::DeputyChair,
        _ => Office::Chair,
    };
    let facts = load(move || fetch(move |client| known(client, id)));
    let (day, clock) = dates::home_clock(model::proposed_start(dates::now()));
    let wizard = Wizard {
        facts,
        office,
        step: RwSignal::new(1),
        form: Form::default(),
        person: RwSignal::default(),
        deputy: RwSignal::default(),
        date: RwSignal::new(dates::typed(day)),
        time: RwSignal::new(dates::clock(clock)),
        reference: RwSignal::default(),
        found: RwSignal::default(),
        other: RwSignal::new(None),
        done: RwSignal::new(None),
        attempts: Attempts::default(),
    };
    let title = facts.title(move |_| match office {
        Office::Chair => tr!(convents.rotate_chair).to_owned(),
        Office::DeputyChair => tr!(convents.rotate_deputy).to_owned(),
    });
    let name = crate::texts::text(move || facts.ready().map_or_else(String::new, |facts| facts.body.name));
    PageHead::new(title)
        .under(tx!(convents.list_title), "/convents?all=1")
        .under(name, format!("/convents/{id}"))
        .form(wizard.form)
        .view(show(facts, move |facts| content(wizard, &facts)))
}

async fn known(client: obrady_client::Client, id: BodyId) -> Result<Facts, ClientError> {
    let page = api::many();
    let filter = TermFilter { page: page.clone(), ..TermFilter::default() };
    let (body, terms, seats, rules) = futures::try_join!(
        client.get_body(id),
        client.list_terms(id, &filter),
        client.list_seats(id, None, &page),
        client.list_rules_versions(id, &page),
    )?;
    Ok(Facts { body: body.value, terms: terms.items, seats: seats.items, rules: rules.items })
}

fn content(wizard: Wizard, facts: &Facts) -> AnyView {
    if !standing::administers(session::me().as_deref(), facts.body.region_id) {
        return note(Tone::Danger, view! { <p>{tx!(errors.forbidden)}</p> }.into_any());
    }
    (move || {
        if let Some(term) = wizard.done.get() {
            return done(term);
        }
        let step = match wizard.step.get() {
            1 => first_step(wizard),
            2 => deputy_step(wizard),
            _ => check_step(wizard),
        };
        view! {
            {move || wizard.other.get().map(superseded)}
            {progress(wizard)}
            {step}
        }
        .into_any()
    })
    .into_any()
}

/// Shows another step and moves the focus to its heading.
pub fn go_to(wizard: Wizard, step: u8) {
    wizard.form.refuse(Vec::new());
    wizard.step.set(step);
    browser::focus_later("step-title");
}

fn progress(wizard: Wizard) -> AnyView {
    let step = wizard.step.get_untracked();
    let mut names = vec![(1, tx!(convents.step_who))];
    if wizard.office == Office::Chair {
        names.push((2, tx!(convents.step_deputy)));
    }
    names.push((3, tx!(convents.step_check)));
    let items: Vec<AnyView> = names
        .into_iter()
        .map(|(nth, name)| {
            let current = (nth == step).then_some("step");
            view! { <li aria-current=current class:past=nth < step>{name}</li> }.into_any()
        })
        .collect();
    view! { <ol class="steps" aria-label=tx!(convents.steps)>{items}</ol> }.into_any()
}

fn first_step(wizard: Wizard) -> AnyView {
    let form = wizard.form;
    let now = move || {
        let current = wizard.facts.ready().and_then(|facts| model::predecessor(&facts.terms, wizard.office));
        match current {
            Some(term) => tr!(convents.now_holds, name = term.person_name, date = dates::instant_day(term.starts_at)),
            None => tr!(convents.now_vacant).to_owned(),
        }
    };
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        if !form.refuse(first_errors(wizard)) {
            go_to(wizard, if wizard.office == Office::Chair { 2 } else { 3 });
        }
    };
    let who = Field::new("officer", "/person_id", tx!(convents.who));
    let reference = Field::new("reference", "/decision_reference", tx!(convents.reference));
    view! {
        <form class="form" novalidate=true on:submit=submit>
            <h2 id="step-title" tabindex="-1">{tx!(convents.step_who)}</h2>
            <p>{words::office(wizard.office)} ": " {now}</p>
            {choices(form, who.hint(tx!(convents.who_hint)), wizard.person, officer_choices(wizard))}
            {search(wizard)}
            <div class="pair">
                {form.input(Field::new("start-date", "/starts_at", tx!(convents.start_date)).hint(tx!(meetings.date_hint)).width("short"), wizard.date)}
                {form.input(Field::new("start-time", "", tx!(convents.start_time)).hint(tx!(convents.time_hint)).width("short"), wizard.time)}
            </div>
            {form.input(reference.hint(tx!(convents.reference_hint)).optional(), wizard.reference)}
            <p>{form.button(tx!(convents.next))}</p>
        </form>
    }
    .into_any()
}

fn deputy_step(wizard: Wizard) -> AnyView {
    let form = wizard.form;
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        if !form.refuse(rule_errors(wizard)) {
            go_to(wizard, 3);
        }
    };
    let field = Field::new("deputy", "/deputy", tx!(convents.deputy_who)).hint(tx!(convents.deputy_hint));
    view! {
        <form class="form" novalidate=true on:submit=submit>
            <h2 id="step-title" tabindex="-1">{tx!(convents.step_deputy)}</h2>
            {choices(form, field, wizard.deputy, deputy_choices(wizard))}
            <div class="actions">
                {form.button(tx!(convents.next))}
                <button type="button" on:click=move |_| go_to(wizard, 1)>{tx!(convents.back)}</button>
            </div>
        </form>
    }
    .into_any()
}

/// The start as typed.
pub fn starts_at(wizard: Wizard) -> Option<DateTime<Utc>> {
    let (day, clock) = (parse_date(&wizard.date.get_untracked())?, parse_clock(&wizard.time.get_untracked())?);
    Some(dates::home_instant(day, clock))
}

/// What will be sent; none as long as something is missing.
pub fn input(wizard: Wizard) -> Option<TermStart> {
    let facts = wizard.facts.ready_untracked()?;
    let starts_at = starts_at(wizard)?;
    let predecessor = |office| model::predecessor(&facts.terms, office).map(|term| term.id);
    let deputy = wizard.deputy.get_untracked().parse().ok().filter(|_| wizard.office == Office::Chair);
    Some(TermStart {
        office: wizard.office,
        person_id: wizard.person.get_untracked().parse().ok()?,
        starts_at,
        predecessor_id: predecessor(wizard.office),
        // A result is declared at the latest when its term starts; without it "now" would be taken.
        declared_at: (starts_at < dates::now()).then_some(starts_at),
        decision_reference: Some(wizard.reference.get_untracked()).filter(|text| !text.trim().is_empty()),
        deputy: deputy.map(|person_id| DeputyStart { person_id, predecessor_id: predecessor(Office::DeputyChair) }),
    })
}

/// Everything that is wrong with the first step.
fn first_errors(wizard: Wizard) -> Vec<FormError> {
    let form = wizard.form;
    let mut errors = Vec::new();
    if wizard.person.with_untracked(String::is_empty) {
        errors.push(form.at("officer", tr!(convents.who_missing)));
    }
    if parse_date(&wizard.date.get_untracked()).is_none() {
        errors.push(form.at("start-date", tr!(meetings.date_wrong)));
    }
    if parse_clock(&wizard.time.get_untracked()).is_none() {
        errors.push(form.at("start-time", tr!(meetings.time_wrong)));
    }
    if let Some(input) = input(wizard) {
        errors.extend(form.found(&validate(&input)));
        // Whether chair and deputy go together is asked in the next step.
        let first =
            rule_errors(wizard).into_iter().filter(|error| error.id != Some("officer") && error.id != Some("deputy"));
        errors.extend(first);
    }
    errors
}

/// The first rule that the start breaks, shown where it belongs.
fn rule_errors(wizard: Wizard) -> Vec<FormError> {
    let (Some(input), Some(facts)) = (input(wizard), wizard.facts.ready()) else { return Vec::new() };
    match model::check(&input, &facts.terms, dates::now()) {
        Ok(()) => Vec::new(),
        Err(refusal) => {
            let code = refusal.code();
            let text = words::error(code).to_owned();
            vec![FormError { id: id_of(wizard, code), text }]
        }
    }
}

/// The field that a refusal belongs to.
fn id_of(wizard: Wizard, code: ErrorCode) -> Option<&'static str> {
    let seated = |person: &str| {
        let seats = wizard.facts.ready().map(|facts| facts.seats).unwrap_or_default();
        seats.iter().any(|seat| seat.holder_id.is_some_and(|holder| holder.to_string() == person))
    };
    let chair = wizard.office == Office::Chair;
    let deputy = match code {
        // The chair is named first, so with a seat of their own only the chosen deputy can lack one.
        ErrorCode::SeatRequired => {
            !wizard.deputy.with_untracked(String::is_empty) && wizard.person.with_untracked(|person| seated(person))
        }
        _ => chair,
    };
    match model::place_of(code, deputy && chair) {
        Place::Person => Some("officer"),
        Place::Deputy => Some("deputy"),
        Place::Start => Some("start-date"),
        Place::Reference => Some("reference"),
        Place::Whole => None,
    }
}

/// Sends the start. A refusal is shown at its field, in its step; what was chosen stays.
pub fn send(wizard: Wizard) {
    let Some(input) = input(wizard) else { return };
    let Some(body) = wizard.facts.ready().map(|facts| facts.body.id) else { return };
    let key = wizard.attempts.key(&input);
    wizard.form.submit(async move {
        let answer = api::send(|client| {
            let (client, input) = (client.with_idempotency_key(&key), input.clone());
            async move { client.start_term(body, &input).await }
        })
        .await;
        match answer {
            Ok(term) => {
                wizard.done.set(Some(term.value));
                browser::focus_later("step-title");
                Ok(())
            }
            Err(error) => refused(wizard, error.into()).await,
        }
    });
}

async fn refused(wizard: Wizard, failure: Failure) -> Result<(), Refused> {
    let Some(code) = failure.code() else { return Err(failure.into()) };
    if code == ErrorCode::TermSuperseded {
        let id = wizard.facts.ready().map(|facts| facts.body.id);
        if let Some(id) = id
            && let Ok(facts) = api::send(|client| known(client, id)).await
        {
            wizard.other.set(model::predecessor(&facts.terms, wizard.office));
            wizard.step.set(1);
            wizard.facts.set(facts);
        }
        return Err(failure.into());
    }
    let Some(id) = id_of(wizard, code) else { return Err(failure.into()) };
    wizard.step.set(if id == "deputy" { 2 } else { 1 });
    wizard.form.refuse(vec![FormError { id: Some(id), text: failure_words(&failure) }]);
    Err(Refused::Shown)
}
