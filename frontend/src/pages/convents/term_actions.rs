//! What an administrator may do with a term: end it without a successor, or undo a planned change.

use super::asking::{Asking, Changed, opened};
use crate::calendar::{parse_clock, parse_date};
use crate::components::dialog::dialog;
use crate::components::form::Field;
use crate::components::words;
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
    let changed: Changed = Arc::new(changed);
    let ending = opened(asked, |(_, cancel)| !cancel);
    let cancelling = opened(asked, |(_, cancel)| *cancel);
    let after = Arc::clone(&changed);
    view! {
        {dialog(ending, "end-term", tx!(convents.end_term), move || {
            asked.get_untracked().map(|(term, _)| end_form(Asking::about(term, ending, &after))).into_any()
        })}
        {dialog(cancelling, "cancel-term", tx!(convents.undo_plan), move || {
            asked.get_untracked().map(|(term, _)| cancel_form(Asking::about(term, cancelling, &changed))).into_any()
        })}
    }
    .into_any()
}

fn cancel_form(asking: Asking) -> AnyView {
    let (name, since) = (asking.term.person_name.clone(), asking.term.starts_at);
    let body = move || tr!(convents.undo_plan_body, name = name.clone(), date = dates::instant_time(since));
    let inside = view! { <p>{text(body)}</p> };
    let sender = asking.clone();
    asking.view(inside.into_any(), tx!(convents.undo_plan), tx!(convents.keep_plan), move || {
        let key = (sender.term.id, sender.term.version);
        sender.send(
            &key,
            || tr!(convents.plan_undone).to_owned(),
            |client, id, version| async move { client.cancel_term(id, version).await },
        );
    })
}

fn end_form(asking: Asking) -> AnyView {
    let form = asking.form;
    let (day, clock) = dates::home_clock(dates::now());
    let date = RwSignal::new(dates::typed(day));
    let time = RwSignal::new(dates::clock(clock));
    let reason = RwSignal::new("resigned".to_owned());
    let reference = RwSignal::new(String::new());
    let reasons = vec![
        ("resigned".to_owned(), words::term_end(TermEndReason::Resigned)),
        ("dismissed".to_owned(), words::term_end(TermEndReason::Dismissed)),
    ];
    let reference_field = Field::new("end-reference", "/decision_reference", tx!(convents.reference));
    let inside = view! {
        {asking.whose()}
        <p>{tx!(convents.end_term_body)}</p>
        {form.select(Field::new("end-reason", "/reason", tx!(convents.end_reason)).width("medium"), reason, reasons)}
        <div class="pair">
            {form.input(Field::new("end-date", "/ended_at", tx!(convents.end_date)).hint(tx!(meetings.date_hint)).width("short"), date)}
            {form.input(Field::new("end-time", "", tx!(convents.end_time)).hint(tx!(convents.time_hint)).width("short"), time)}
        </div>
        {form.input(reference_field.hint(tx!(convents.reference_hint)).optional(), reference)}
    };
    let sender = asking.clone();
    asking.view(inside.into_any(), tx!(convents.end_term), tx!(common.cancel), move || {
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
        let sent = input.clone();
        sender.send(
            &input,
            || tr!(convents.term_ended_toast).to_owned(),
            move |client, id, version| {
                let input = sent.clone();
                async move { client.end_term(id, version, &input).await }
            },
        );
    })
}
