//! What a meeting came to, item by item: for everyone once it is over.

use super::correct::Subject;
use super::words;
use crate::api::{fetch, load};
use crate::components::feedback::{badge, empty, show};
use crate::components::icon::{Icon, icon};
use crate::components::page::section;
use crate::components::words::period;
use crate::texts::text;
use crate::{browser, tr, tx};
use leptos::prelude::*;
use obrady_types::meetings::{ActionItem, ItemRecord, Meeting, MeetingRecord, Statement};
use std::collections::BTreeMap;

/// The record of a meeting.
pub fn record(view: &Meeting) -> AnyView {
    let (id, days) = (view.id, view.days.clone());
    let record = load(move || fetch(move |client| async move { client.get_meeting_record(id).await }));
    let print = view! {
        <button type="button" class="plain print-button" on:click=move |_| { let _ = window().print(); }>
            {icon(Icon::Print)}{tx!(agenda.print)}
        </button>
    };
    let list = move |record: MeetingRecord| {
        if record.agenda.is_empty() {
            return empty(tx!(running.nothing_recorded), None);
        }
        browser::follow_hash();
        let several = days.len() > 1;
        let parts: Vec<AnyView> = days
            .iter()
            .map(|day| {
                let rows: Vec<AnyView> =
                    record.agenda.iter().filter(|one| one.item.day_id == day.id).cloned().map(row).collect();
                let (date, start) = (day.date, day.starts_at);
                let heading = several
                    .then(|| view! { <h3>{text(move || crate::dates::day_and_time(date, start))}</h3> }.into_any());
                view! { <div class="agenda-day">{heading}<ol class="agenda-rows">{rows}</ol></div> }.into_any()
            })
            .collect();
        view! { <div class="agenda-days">{parts}</div> }.into_any()
    };
    section(tx!(running.record), Some(print.into_any()), show(record, list))
}

fn row(record: ItemRecord) -> AnyView {
    let item = &record.item;
    let (tone, state) = words::item_state(item.state);
    let title = item.title.clone();
    let hidden = title.is_none();
    let title = text(move || title.clone().unwrap_or_else(|| tr!(meetings.closed_item).to_owned()));
    let level = if item.parent_id.is_some() { 2 } else { 1 };
    let speaker = item.speaker_text.clone().map(|speaker| view! { <span>{speaker}</span> }.into_any());
    let label = item.label.clone().unwrap_or_default();
    let id = format!("item-{}", item.id);
    view! {
        <li id=id tabindex="-1" class=format!("agenda-row level-{level}")>
            <div class="agenda-line">
                <span class="agenda-label">{label}</span>
                <div class="agenda-title">
                    <span class="agenda-name">{hidden.then(|| icon(Icon::Lock))}{title}</span>
                    <div class="row-facts">{speaker}{badge(tone, state)}</div>
                    {entries(&record, None)}
                </div>
            </div>
        </li>
    }
    .into_any()
}

/// Draws what puts an entry right; its text names the button.
pub(super) type Tool<'a> = Option<&'a dyn Fn(Subject, String) -> AnyView>;

/// Everything that was recorded on an item, each with its tool where there is one.
pub(super) fn entries(record: &ItemRecord, tool: Tool) -> AnyView {
    let outcome = record
        .item
        .outcome_text
        .clone()
        .map(|outcome| view! { <p class="agenda-outcome prose">{outcome}</p> }.into_any());
    let part = |title, rows: Vec<AnyView>| {
        (!rows.is_empty()).then(|| view! { <h3 class="minor">{title}</h3><ul>{rows}</ul> }.into_any())
    };
    let findings = record.findings.iter().map(|one| {
        let area = one.area.clone().map(|area| view! { <strong>{area}": "</strong> }.into_any());
        let tool = tool.map(|tool| tool(Subject::Finding(one.clone()), one.text.clone()));
        view! { <li class="prose">{area}{one.text.clone()}{tool}</li> }.into_any()
    });
    let decisions = record.decisions.iter().map(|one| {
        let tool = tool.map(|tool| tool(Subject::Decision(one.clone()), one.text.clone()));
        view! { <li class="prose">{one.text.clone()}{tool}</li> }.into_any()
    });
    let numbers: BTreeMap<_, _> = record.statements.iter().enumerate().map(|(nth, one)| (one.id, nth + 1)).collect();
    let statements = record
        .statements
        .iter()
        .map(|one| statement(one, one.reply_to_id.and_then(|id| numbers.get(&id).copied()), tool));
    let actions = record.action_items.iter().map(|one| action(one, tool));
    let statements: Vec<AnyView> = statements.collect();
    let said = (!statements.is_empty())
        .then(|| view! { <h3 class="minor">{tx!(running.statements)}</h3><ol>{statements}</ol> }.into_any());
    view! {
        {outcome}
        {said}
        {part(tx!(running.findings), findings.collect())}
        {part(tx!(running.decisions), decisions.collect())}
        {part(tx!(running.action_items), actions.collect())}
    }
    .into_any()
}

fn statement(one: &Statement, reply: Option<usize>, tool: Tool) -> AnyView {
    let side = words::side(one.side);
    let name = one.speaker_name.clone();
    let who = text(move || name.clone().unwrap_or_else(|| side.get()));
    let reply = reply.map(|number| {
        view! { <span class="quiet">" "{text(move || tr!(running.reply_to, number = number.to_string()))}</span> }
            .into_any()
    });
    let tool = tool.map(|tool| tool(Subject::Statement(one.clone()), one.text.clone()));
    let led = one.led_to.clone().map(|led| view! { <p class="quiet">{tx!(running.led_to)}" "{led}</p> }.into_any());
    view! { <li class="prose"><strong>{who}</strong>{reply}": "{one.text.clone()}{tool}{led}</li> }.into_any()
}

fn action(one: &ActionItem, tool: Tool) -> AnyView {
    let (tone, state) = words::action_state(one.state, one.overdue);
    let due = one.due;
    let owner = one.owner_name.clone().map(|name| view! { <span>{name}</span> }.into_any());
    let delivered: Vec<AnyView> = one
        .deliverables
        .iter()
        .map(|made| {
            let about =
                made.description.clone().map(|about| view! { <span class="quiet">" "{about}</span> }.into_any());
            view! { <p><a href=made.url.clone() rel="noopener noreferrer nofollow external">{made.title.clone()}</a>{about}</p> }.into_any()
        })
        .collect();
    let reason = one.cancel_reason.clone().or(one.carry_reason.clone());
    let reason = reason.map(|reason| view! { <p class="quiet prose">{reason}</p> }.into_any());
    let promised = one.deliverable_kind.filter(|_| one.deliverables.is_empty());
    let promised = promised.map(|kind| view! { <span>{words::deliverable(kind)}</span> }.into_any());
    let tool = tool
        .filter(|_| one.editable && one.state.is_open())
        .map(|tool| tool(Subject::Action(one.clone()), one.title.clone()));
    view! {
        <li>
            <span>{one.title.clone()}</span>{tool}
            <div class="row-facts">
                {owner}
                <span>{tx!(running.due)}" "{text(move || period(due))}</span>
                {promised}
                {badge(tone, state)}
            </div>
            {reason}
            {delivered}
        </li>
    }
    .into_any()
}
