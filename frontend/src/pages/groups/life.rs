//! The steps of a body's life, for administrators: found, begin, suspend, take up again, dissolve, each with its reason.

use super::model::steps;
use crate::api::{self, Attempts, Failure, Loaded};
use crate::calendar::parse_date;
use crate::components::dialog::dialog;
use crate::components::feedback::{Tone, note};
use crate::components::form::{Field, Form};
use crate::components::form_errors::error_summary;
use crate::state::toasts;
use crate::texts::{Text, text};
use crate::{dates, tr, tx};
use leptos::prelude::*;
use obrady_types::groups::{Body, BodyDissolve, BodyPatch, BodyState};
use obrady_types::{ErrorCode, validate};

/// The buttons and their dialogue.
pub fn life(group: Loaded<Body>, body: &Body) -> AnyView {
    let next = RwSignal::new(None::<BodyState>);
    let open = RwSignal::new(false);
    let from = body.state;
    let buttons: Vec<AnyView> = steps(from)
        .iter()
        .map(|to| {
            let to = *to;
            let start = move |_| {
                next.set(Some(to));
                open.set(true);
            };
            view! { <button type="button" on:click=start>{name(from, to)}</button> }.into_any()
        })
        .collect();
    let title = text(move || next.get().map(|to| name(from, to).get()).unwrap_or_default());
    let content = move || match (group.ready_untracked(), next.get_untracked()) {
        (Some(body), Some(to)) => form(group, body, to, open),
        _ => ().into_any(),
    };
    view! {
        <div class="actions no-print">{buttons}</div>
        {dialog(open, "body-life", title, content)}
    }
    .into_any()
}

fn name(from: BodyState, to: BodyState) -> Text {
    match (from, to) {
        (_, BodyState::Established) => tx!(groups.step_establish),
        (BodyState::Suspended, BodyState::Active) => tx!(groups.step_resume),
        (_, BodyState::Suspended) => tx!(groups.step_suspend),
        (_, BodyState::Dissolved) => tx!(groups.step_dissolve),
        (_, BodyState::Active | BodyState::Proposed) => tx!(groups.step_begin),
    }
}

fn form(group: Loaded<Body>, body: Body, to: BodyState, open: RwSignal<bool>) -> AnyView {
    let form = Form::default();
    let reason = RwSignal::new(String::new());
    let day = RwSignal::new(dates::typed(dates::today()));
    let attempts = Attempts::default();
    let (id, version, from) = (body.id, body.version, body.state);
    let dissolves = to == BodyState::Dissolved;
    let needs_reason = dissolves || to == BodyState::Suspended;
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let why = Some(reason.get_untracked().trim().to_owned()).filter(|why| !why.is_empty());
        let mut errors = Vec::new();
        if needs_reason && why.is_none() {
            errors.push(form.at("life-reason", tr!(groups.reason_missing)));
        }
        let last = parse_date(&day.get_untracked());
        if dissolves && last.is_none() {
            errors.push(form.at("life-day", tr!(meetings.date_wrong)));
        }
        let input = BodyDissolve { dissolved_on: last.unwrap_or_else(dates::today), reason: why.clone() };
        errors.extend(form.found(&validate(&input)));
        if form.refuse(errors) {
            return;
        }
        let key = attempts.key(&input);
        form.submit(async move {
            let answer = api::send(|client| {
                let (client, input) = (client.with_idempotency_key(&key), input.clone());
                let patch = BodyPatch { state: Some(to), reason: input.reason.clone(), ..BodyPatch::default() };
                async move {
                    if dissolves {
                        client.dissolve_body(id, &input).await
                    } else {
                        client.update_body(id, version, &patch).await
                    }
                }
            })
            .await
            .map_err(Failure::from);
            if answer.as_ref().is_err_and(|failure| failure.code() == Some(ErrorCode::StaleVersion)) {
                group.reload_quietly();
            }
            let now = answer?.value;
            toasts::show(tr!(common.saved).to_owned());
            open.set(false);
            group.update(|body| *body = now.clone());
            Ok(())
        });
    };
    let warning = match to {
        BodyState::Dissolved => Some(note(Tone::Attention, view! { <p>{tx!(groups.dissolve_note)}</p> }.into_any())),
        BodyState::Suspended => Some(note(Tone::Info, view! { <p>{tx!(groups.suspend_note)}</p> }.into_any())),
        BodyState::Proposed | BodyState::Established | BodyState::Active => None,
    };
    let why = Field::new("life-reason", "/reason", tx!(groups.reason)).hint(tx!(groups.reason_hint));
    let why = if needs_reason { why } else { why.optional() };
    let last = dissolves.then(|| {
        let field = Field::new("life-day", "/dissolved_on", tx!(groups.last_day)).hint(tx!(groups.last_day_hint));
        form.input(field.width("short"), day)
    });
    view! {
        <form class="form" novalidate=true on:submit=submit>
            {error_summary(form)}
            {warning}
            {last}
            {form.area(why, reason)}
            {form.button(name(from, to))}
        </form>
    }
    .into_any()
}
