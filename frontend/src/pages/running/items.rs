//! The items of a running meeting: the one of now in large, and all with their steps.

use super::correct::{Subject, open};
use super::record::entries;
use super::run::Run;
use super::sending::Sending;
use super::words;
use crate::components::feedback::{badge, show_unless};
use crate::texts::text;
use crate::{dates, tr, tx};
use leptos::prelude::*;
use obrady_types::AgendaItemId;
use obrady_types::meetings::{AgendaItemState, AgendaItemStep, ItemRecord, MeetingRecord, MeetingState};

/// The item in progress, or what to do to begin with the next.
pub(super) fn current(run: Run) -> AnyView {
    let view = move || {
        let record = run.record.ready()?;
        let now = record.agenda.iter().find(|one| one.item.state == AgendaItemState::InProgress).cloned();
        let next = next_of(&record);
        let running = record.state == MeetingState::InProgress;
        let heading = match &now {
            Some(now) => {
                let title = now.item.title.clone().unwrap_or_default();
                let since = now.started_at.map(|at| {
                    view! { <p class="quiet">{text(move || { let time = dates::instant_clock(at); tr!(running.since, time = time) })}</p> }
                        .into_any()
                });
                view! { <p class="run-now">{title}</p>{since} }.into_any()
            }
            None => view! { <p class="quiet">{tx!(running.no_current)}</p> }.into_any(),
        };
        let on = move |_| go_on(run);
        let button = (running && (now.is_some() || next.is_some())).then(|| {
            let words = if now.is_some() { tx!(running.finish_and_next) } else { tx!(running.begin_next) };
            view! { <button type="button" class="primary" id="run-next" on:click=on aria-keyshortcuts="Alt+N">{words}</button> }
                .into_any()
        });
        Some(
            view! { <div class="run-current" aria-live="polite">{heading}<div class="actions">{button}</div></div> }
                .into_any(),
        )
    };
    view.into_any()
}

/// The first item that nobody has dealt with yet.
fn next_of(record: &MeetingRecord) -> Option<ItemRecord> {
    record.agenda.iter().find(|one| one.item.state == AgendaItemState::Scheduled).cloned()
}

/// Finishes the item in progress and begins the next.
pub(super) fn go_on(run: Run) {
    let Some(record) = run.record.ready_untracked() else { return };
    if record.state != MeetingState::InProgress || !run.outbox.is_settled() {
        return;
    }
    if let Some(now) = record.agenda.iter().find(|one| one.item.state == AgendaItemState::InProgress) {
        step(run, now, AgendaItemStep::Finish);
    }
    if let Some(next) = next_of(&record) {
        step(run, &next, AgendaItemStep::Start);
        run.chosen.set(Some(next.item.id));
    }
}

/// Takes an item one step on.
fn step(run: Run, record: &ItemRecord, step: AgendaItemStep) {
    let (id, version) = (record.item.id, record.item.version);
    let title = record.item.title.clone().unwrap_or_default();
    run.outbox.push(title, Sending::Step(id, version, step));
}

/// All items.
pub(super) fn list(run: Run) -> AnyView {
    show_unless(run.record, PartialEq::eq, move |record: MeetingRecord| {
        let running = record.state == MeetingState::InProgress;
        let rows: Vec<AnyView> = record.agenda.into_iter().map(|one| row(run, one, running)).collect();
        view! { <ol class="agenda-rows">{rows}</ol> }.into_any()
    })
}

fn row(run: Run, record: ItemRecord, running: bool) -> AnyView {
    let (tone, state) = words::item_state(record.item.state);
    let id = record.item.id;
    let title = record.item.title.clone().unwrap_or_default();
    let steps: Vec<AnyView> = if running { steps(run, &record) } else { Vec::new() };
    let tool = move |subject: Subject, name: String| {
        let act = move |_| open(run, subject.clone());
        view! { <button type="button" class="plain run-correct" on:click=act>{tx!(running.correct)}<span class="sr">": "{name}</span></button> }
            .into_any()
    };
    let (item, name) = (record.item.clone(), title.clone());
    let write = if item.outcome_text.is_some() { tx!(running.outcome_change) } else { tx!(running.outcome_write) };
    let outcome = view! {
        <button type="button" class="plain run-correct" on:click=move |_| open(run, Subject::Outcome(item.clone()))>
            {write}<span class="sr">": "{name}</span>
        </button>
    };
    let choose = move |_| run.chosen.set(Some(id));
    let pressed = move || if is_chosen(run, id) { "true" } else { "false" };
    let label = record.item.label.clone().unwrap_or_default();
    let level = if record.item.parent_id.is_some() { 2 } else { 1 };
    view! {
        <li class=format!("agenda-row level-{level}") class:carried=move || is_chosen(run, id)>
            <div class="agenda-line">
                <span class="agenda-label">{label}</span>
                <div class="agenda-title">
                    <button type="button" class="plain agenda-name" aria-pressed=pressed on:click=choose>{title}</button>
                    <div class="row-facts">{badge(tone, state)}</div>
                    {entries(&record, Some(&tool))}
                    {outcome}
                </div>
                <div class="run-steps">{steps}</div>
            </div>
        </li>
    }
    .into_any()
}

fn is_chosen(run: Run, id: AgendaItemId) -> bool {
    target(run) == Some(id)
}

/// The item that entries go to: the chosen one, or else the one in progress; tracked.
pub(super) fn target(run: Run) -> Option<AgendaItemId> {
    run.chosen.get().or_else(|| {
        let record = run.record.ready()?;
        record.agenda.iter().find(|one| one.item.state == AgendaItemState::InProgress).map(|one| one.item.id)
    })
}

fn steps(run: Run, record: &ItemRecord) -> Vec<AnyView> {
    let possible: &[AgendaItemStep] = match record.item.state {
        AgendaItemState::Scheduled => {
            &[AgendaItemStep::Start, AgendaItemStep::Finish, AgendaItemStep::Postpone, AgendaItemStep::Withdraw]
        }
        AgendaItemState::InProgress => &[AgendaItemStep::Finish, AgendaItemStep::Postpone, AgendaItemStep::Withdraw],
        AgendaItemState::Done | AgendaItemState::Postponed | AgendaItemState::Withdrawn => &[AgendaItemStep::Reopen],
    };
    let button = |which: AgendaItemStep| {
        let words = match which {
            AgendaItemStep::Start => tx!(running.step_start),
            AgendaItemStep::Finish => tx!(running.step_finish),
            AgendaItemStep::Postpone => tx!(running.step_postpone),
            AgendaItemStep::Withdraw => tx!(running.step_withdraw),
            AgendaItemStep::Reopen => tx!(running.step_reopen),
        };
        let name = record.item.title.clone().unwrap_or_default();
        let record = record.clone();
        let act = move |_| step(run, &record, which);
        view! { <button type="button" on:click=act>{words}<span class="sr">": "{name}</span></button> }.into_any()
    };
    possible.iter().copied().map(button).collect()
}
