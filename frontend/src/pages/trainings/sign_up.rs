//! Registering oneself: what is asked, and at once what happened.

use super::reasons::{is_active, standing, why};
use super::withdrawing::{Changing, refused};
use crate::api::{self, Attempts, Failure, Loaded};
use crate::components::feedback::{Tone, note};
use crate::components::form::{Field, Form};
use crate::components::form_errors::error_summary;
use crate::components::page::section;
use crate::state::{locale, session, toasts};
use crate::texts::{Locale, text};
use crate::{address, browser, dates, tr, tx};
use leptos::prelude::*;
use obrady_types::trainings::{
    EditionState, InformationClause, Registration, RegistrationCreate, RegistrationState, TrainingEdition,
};
use obrady_types::{ErrorCode, PageQuery, RegionId, validate};

/// The section: one's own registration, or the way to it.
pub(super) fn panel<T: Clone + Send + Sync + 'static>(
    edition: &TrainingEdition,
    clause: Option<InformationClause>,
    own: Option<Registration>,
    page: Loaded<T>,
    changing: Changing,
) -> AnyView {
    let body = match own {
        Some(own) => mine(own, changing),
        None => way(edition, clause, move || page.reload_quietly()),
    };
    section(tx!(trainings.sign_up_title), None, view! { <div id="sign-up">{body}</div> }.into_any())
}

fn mine(own: Registration, changing: Changing) -> AnyView {
    let number = own.seq;
    let buttons = is_active(&own).then(|| changing.buttons(&own, false));
    view! {
        <p><strong>{tx!(trainings.own)}</strong> " " {standing(&own)}</p>
        <p class="quiet">{text(move || tr!(trainings.number, number = number))}</p>
        {why(own.id)}
        <div class="actions">{buttons}</div>
    }
    .into_any()
}

fn way(edition: &TrainingEdition, clause: Option<InformationClause>, made: impl Fn() + Copy + 'static) -> AnyView {
    let (opens, closes) = (edition.registration_opens_at, edition.registration_closes_at);
    match edition.state {
        EditionState::Published => {
            let words = text(move || tr!(trainings.opens, date = dates::instant_time(opens)));
            return view! { <p>{words}</p> }.into_any();
        }
        EditionState::RegistrationOpen => {}
        EditionState::RegistrationClosed | EditionState::InProgress | EditionState::Completed => {
            let words = text(move || tr!(trainings.closed, date = dates::instant_time(closes)));
            return view! { <p>{words}</p> }.into_any();
        }
        EditionState::Draft | EditionState::Cancelled => return ().into_any(),
    }
    let Some(clause) = clause else {
        return note(Tone::Attention, view! { <p>{tx!(trainings.no_clause)}</p> }.into_any());
    };
    match session::me() {
        None => {
            let href = address::sign_in_from(&browser::address());
            view! {
                <p>{tx!(trainings.sign_in_first)}</p>
                <p><a class="button primary" href=href>{tx!(common.sign_in)}</a></p>
            }
            .into_any()
        }
        Some(me) if me.person_id.is_none() => view! { <p>{tx!(trainings.no_person)}</p> }.into_any(),
        Some(_) => form(edition, clause, made),
    }
}

/// The clause in the language of the moment, folded.
fn clause_text(clause: RwSignal<InformationClause>) -> AnyView {
    let words = move || match locale::lang() {
        Locale::pl => clause.with(|clause| clause.text_pl.clone()),
        Locale::en => clause.with(|clause| clause.text_en.clone()),
    };
    view! {
        <details class="clause">
            <summary>{text(move || tr!(trainings.clause, number = clause.with(|clause| clause.number)))}</summary>
            <p class="prose">{words}</p>
        </details>
    }
    .into_any()
}

fn form(edition: &TrainingEdition, clause: InformationClause, made: impl Fn() + Copy + 'static) -> AnyView {
    let form = Form::default();
    let clause = RwSignal::new(clause);
    let (needs, diet, read) = (RwSignal::new(String::new()), RwSignal::new(String::new()), RwSignal::new(false));
    let attempts = Attempts::default();
    let (id, region) = (edition.id, edition.region_id);
    let some = |value: RwSignal<String>| Some(value.get_untracked()).filter(|text| !text.trim().is_empty());
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let input = RegistrationCreate {
            person_id: None,
            institution_id: None,
            clause_number: clause.with_untracked(|clause| clause.number),
            accessibility_needs: some(needs),
            diet_needs: some(diet),
        };
        let mut errors = form.found(&validate(&input));
        if !read.get_untracked() {
            errors.push(form.at("sign-up-clause", tr!(trainings.clause_unread)));
        }
        if form.refuse(errors) {
            return;
        }
        let key = attempts.key(&input);
        form.submit(async move {
            let answer = api::send(|client| {
                let (client, input) = (client.with_idempotency_key(&key), input.clone());
                async move { client.create_registration(id, &input).await }
            })
            .await;
            let row = match answer.map_err(Failure::from) {
                Ok(row) => row,
                Err(failure) => {
                    if failure.code() == Some(ErrorCode::ClauseOutdated) {
                        // The one in force now is to be read before the same is sent again.
                        if let Some(newest) = newest_clause(region).await {
                            clause.set(newest);
                            read.set(false);
                        }
                    }
                    return Err(refused(form, failure));
                }
            };
            toasts::show(match (row.state, row.place) {
                (RegistrationState::Waiting, Some(place)) => tr!(trainings.done_waiting, place = place),
                _ => tr!(trainings.done_confirmed).to_owned(),
            });
            made();
            Ok(())
        });
    };
    let full = (edition.confirmed >= edition.capacity)
        .then(|| note(Tone::Attention, view! { <p>{tx!(trainings.will_wait)}</p> }.into_any()));
    view! {
        <form class="form" novalidate=true on:submit=submit>
            {error_summary(form)}
            {full}
            {form.input(Field::new("sign-up-needs", "/accessibility_needs", tx!(trainings.needs)).hint(tx!(trainings.needs_hint)).optional(), needs)}
            {form.input(Field::new("sign-up-diet", "/diet_needs", tx!(trainings.diet)).hint(tx!(trainings.diet_hint)).optional(), diet)}
            {clause_text(clause)}
            <p>
                <label class="check">
                    <input id="sign-up-clause" type="checkbox" prop:checked=read on:change=move |_| read.update(|read| *read = !*read) />
                    {tx!(trainings.clause_read)}
                </label>
            </p>
            {form.button(tx!(trainings.sign_up))}
        </form>
    }
    .into_any()
}

/// The clause in force in a region.
async fn newest_clause(region: RegionId) -> Option<InformationClause> {
    let newest = PageQuery { limit: Some(1), ..PageQuery::default() };
    let page = api::send(move |client| {
        let newest = newest.clone();
        async move { client.list_information_clauses(Some(region), &newest).await }
    });
    page.await.ok()?.items.pop()
}
