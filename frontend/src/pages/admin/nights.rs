//! Nightly work: what becomes due next, and what the server did in the nights before.

use super::model::{took, works};
use crate::api::{fetch, load};
use crate::components::feedback::{Tone, badge, empty, show};
use crate::components::page::{PageHead, section};
use crate::components::paged::{paged, some};
use crate::texts::{Text, text};
use crate::{dates, tr, tx};
use leptos::prelude::*;
use obrady_types::scheduled_runs::{NightlyPlan, ScheduledRun, ScheduledRunCount, ScheduledRunState};
use obrady_types::{Page, PageQuery};
use std::sync::Arc;

/// The page.
pub fn page() -> AnyView {
    let plan = load(|| fetch(|client| async move { client.get_nightly_plan().await }));
    let read = |page: PageQuery| {
        fetch(move |client| {
            let page = page.clone();
            async move { client.list_scheduled_runs(None, &page).await }
        })
    };
    let runs = load(move || read(some()));
    let list = show(runs, move |first: Page<ScheduledRun>| {
        if first.items.is_empty() {
            return empty(tx!(admin.no_nights), None);
        }
        paged(first, Arc::new(move |cursor| read(PageQuery { cursor: Some(cursor), ..some() })), rows)
    });
    let body = view! {
        {section(tx!(admin.nights_next), None, show(plan, next))}
        {section(tx!(admin.nights_last), None, list)}
    };
    let lead = view! { <span>{tx!(admin.nights_hint)}</span> }.into_any();
    PageHead::new(tx!(admin.nights)).under(tx!(admin.audit), "/admin/audit").facts(lead).view(body.into_any())
}

fn next(plan: NightlyPlan) -> AnyView {
    let NightlyPlan { next_at, time_zone, tasks, .. } = plan;
    let tasks: Vec<AnyView> = tasks.iter().map(|name| view! { <li>{task(name)}</li> }.into_any()).collect();
    let when = move || tr!(admin.nights_next_at, date = dates::instant_time(next_at), zone = time_zone.clone());
    view! {
        <p>{text(when)}</p>
        <ul>{tasks}</ul>
    }
    .into_any()
}

fn rows(runs: Vec<ScheduledRun>) -> AnyView {
    let runs: Vec<AnyView> = runs.into_iter().map(row).collect();
    view! { <ul class="rows">{runs}</ul> }.into_any()
}

fn row(run: ScheduledRun) -> AnyView {
    let ScheduledRun { night, started_at, ended_at, .. } = run;
    let state = match run.state {
        ScheduledRunState::Running => badge(Tone::Info, tx!(admin.night_running)),
        ScheduledRunState::Done => badge(Tone::Done, tx!(admin.night_done)),
        ScheduledRunState::Failed => badge(Tone::Danger, tx!(admin.night_failed)),
    };
    let took = ended_at.map(|ended| {
        let span = match took(started_at, ended) {
            Some(span) => Text::stored(span),
            None => tx!(admin.night_second),
        };
        view! { <span>{tx!(admin.night_took)}" "{span}</span> }.into_any()
    });
    let again = (run.attempts > 1).then(|| view! { <span>{tx!(admin.night_again)}</span> }.into_any());
    let nothing = run.state == ScheduledRunState::Done && !works(&run.counts);
    let nothing = nothing.then(|| view! { <span>{tx!(admin.night_nothing)}</span> }.into_any());
    let counts: Vec<AnyView> = run.counts.into_iter().filter(|count| count.count > 0).map(count).collect();
    let counts = (!counts.is_empty()).then(|| view! { <ul>{counts}</ul> }.into_any());
    let error = run.error.map(|error| view! { <p><code>{error}</code></p> }.into_any());
    view! {
        <li class="row">
            <div class="row-main">
                <span class="row-title">{task(&run.task)}", "{text(move || dates::day(night))}</span>
                <div class="row-facts">
                    {state}
                    <span>{tx!(admin.night_started)}" "{text(move || dates::instant_time(started_at))}</span>
                    {took}
                    {again}
                    {nothing}
                </div>
                {counts}
                {error}
            </div>
        </li>
    }
    .into_any()
}

fn count(count: ScheduledRunCount) -> AnyView {
    view! { <li>{counted(&count.name)}": "{count.count}</li> }.into_any()
}

/// The name of a task; one without words is told as it is.
fn task(name: &str) -> Text {
    match name {
        "retention" => tx!(admin.task_retention),
        "copy" => tx!(admin.task_copy),
        other => Text::stored(other.to_owned()),
    }
}

/// What was counted, in words.
fn counted(name: &str) -> Text {
    match name {
        "registration_needs" => tx!(admin.count_needs),
        "sign_ins" => tx!(admin.count_sign_ins),
        "done_jobs" => tx!(admin.count_done_jobs),
        "failed_jobs" => tx!(admin.count_failed_jobs),
        "scheduled_runs" => tx!(admin.count_runs),
        "audit_rows" => tx!(admin.count_audit_rows),
        other => Text::stored(other.to_owned()),
    }
}
