//! What an administrator may do with a term: end it without a successor, or undo a planned change.

use crate::api::{self, Attempts};
use crate::calendar::{parse_clock, parse_date};
use crate::components::dialog::dialog;
use crate::components::form::{Field, Form};
use crate::components::form_errors::error_summary;
use crate::components::words;
use crate::state::toasts;
use crate::texts::text;
use crate::{dates, tr, tx};
use leptos::prelude::*;
use obrady_types::convents::{Term, TermEnd, TermEndReason};
use obrady_types::validate;
use std::sync::Arc;

/// What is asked for: which term, and whether to cancel it rather than end it.
pub type Asked = RwSignal<Option<(Term, bool)>>;

/// Asks to end a term.
pub fn end_button(asked: Asked, term: Term) -> AnyView {
    view! {
        <button type="button" on:click=move |_| asked.set(Some((term.clone(), false)))>{tx!(convents.end_term)}</button>
    }
    .into_any()
}

/// Asks to undo a planned change.
pub fn cancel_button(asked: Asked, term: Term) -> AnyView {
    view! {
        <button type="button" on:click=move |_| asked.set(Some((term.clone(), true)))>{tx!(convents.undo_plan)}</button>
    }
    .into_any()
}

/// The two dialogues; `changed` runs after a change.
pub fn dialogs(asked: Asked, changed: impl Fn() + Send + Sync + 'static) -> AnyView {
    let changed: Arc<dyn Fn() + Send + Sync> = Arc::new(changed);
    let ending = opened(asked, false);
    let cancelling = opened(asked, true);
    let after = Arc::clone(&changed);
    view! {
        {dialog(ending, "end-term", tx!(convents.end_term), move || {
            asked.get_untracked().map(|(term, _)| end_form(term, ending, Arc::clone(&after))).into_any()
        })}
        {dialog(cancelling, "cancel-term", tx!(convents.undo_plan), move || {
            asked.get_untracked().map(|(term, _)| cancel_form(term, cancelling, Arc::clone(&changed))).into_any()
        })}
    }
    .into_any()
}

fn opened(asked: Asked, cancel: bool) -> RwSignal<bool> {
    let open = RwSignal::new(false);
    Effect::new(move |_| open.set(asked.with(|asked| asked.as_ref().is_some_and(|(_, which)| *which == cancel))));
    Effect::new(move |before: Option<bool>| {
        let now = open.get();
        if before == Some(true) && !now {
            asked.set(None);
        }
        now
    });
    open
}

fn cancel_form(term: Term, open: RwSignal<bool>, changed: Arc<dyn Fn() + Send + Sync>) -> AnyView {
    let form = Form::default();
    let (name, since) = (term.person_name.clone(), term.starts_at);
    let attempts = Attempts::default();
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let (id, version, changed) = (term.id, term.version, Arc::clone(&changed));
        let key = attempts.key(&(id, version));
        form.submit(async move {
            api::send(|client| {
                let client = client.with_idempotency_key(&key);
                async move { client.cancel_term(id, version).await }
            })
            .await?;
            toasts::show(tr!(convents.plan_undone).to_owned());
            open.set(false);
            changed();
            Ok(())
        });
    };
    view! {
        <form class="form" novalidate=true on:submit=submit>
            {error_summary(form)}
            <p>{text(move || tr!(convents.undo_plan_body, name = name.clone(), date = dates::instant_time(since)))}</p>
            <div class="actions">
                {form.button(tx!(convents.undo_plan))}
                <button type="button" on:click=move |_| open.set(false)>{tx!(convents.keep_plan)}</button>
            </div>
        </form>
    }
    .into_any()
}

fn end_form(term: Term, open: RwSignal<bool>, changed: Arc<dyn Fn() + Send + Sync>) -> AnyView {
    let form = Form::default();
    let (day, clock) = dates::home_clock(dates::now());
    let date = RwSignal::new(dates::typed(day));
    let time = RwSignal::new(dates::clock(clock));
    let reason = RwSignal::new("resigned".to_owned());
    let reference = RwSignal::new(String::new());
    let attempts = Attempts::default();
    let (name, office) = (term.person_name.clone(), term.office);
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let (day, clock) = (parse_date(&date.get_untracked()), parse_clock(&time.get_untracked()));
        let mut errors = Vec::new();
        if day.is_none() {
            errors.push(form.at("end-date", tr!(meetings.date_wrong)));
        }
        if clock.is_none() {
            errors.push(form.at("end-time", tr!(meetings.time_wrong)));
        }
        let reason = if reason.with_untracked(|reason| reason == "dismissed") {
            TermEndReason::Dismissed
        } else {
            TermEndReason::Resigned
        };
        let ended_at = dates::home_instant(day.unwrap_or_default(), clock.unwrap_or_default());
        let decision_reference = Some(reference.get_untracked()).filter(|text| !text.trim().is_empty());
        let input = TermEnd { ended_at, reason, decision_reference };
        errors.extend(form.found(&validate(&input)));
        if form.refuse(errors) {
            return;
        }
        let (id, version, changed) = (term.id, term.version, Arc::clone(&changed));
        let key = attempts.key(&input);
        form.submit(async move {
            api::send(|client| {
                let (client, input) = (client.with_idempotency_key(&key), input.clone());
                async move { client.end_term(id, version, &input).await }
            })
            .await?;
            toasts::show(tr!(convents.term_ended_toast).to_owned());
            open.set(false);
            changed();
            Ok(())
        });
    };
    let reasons = vec![
        ("resigned".to_owned(), words::term_end(TermEndReason::Resigned)),
        ("dismissed".to_owned(), words::term_end(TermEndReason::Dismissed)),
    ];
    let reference_field = Field::new("end-reference", "/decision_reference", tx!(convents.reference));
    view! {
        <form class="form" novalidate=true on:submit=submit>
            {error_summary(form)}
            <p><strong>{name}</strong> ", " {words::office(office)}</p>
            <p>{tx!(convents.end_term_body)}</p>
            {form.select(Field::new("end-reason", "/reason", tx!(convents.end_reason)).width("medium"), reason, reasons)}
            <div class="pair">
                {form.input(Field::new("end-date", "/ended_at", tx!(convents.end_date)).hint(tx!(meetings.date_hint)).width("short"), date)}
                {form.input(Field::new("end-time", "", tx!(convents.end_time)).hint(tx!(convents.time_hint)).width("short"), time)}
            </div>
            {form.input(reference_field.hint(tx!(convents.reference_hint)).optional(), reference)}
            <div class="actions">
                {form.button(tx!(convents.end_term))}
                <button type="button" on:click=move |_| open.set(false)>{tx!(common.cancel)}</button>
            </div>
        </form>
    }
    .into_any()
}
