//! The agenda to read: the last release for visitors, the draft for the body's members.

use super::links;
use crate::api::{fetch, load};
use crate::components::feedback::{empty, show};
use crate::components::icon::{Icon, icon};
use crate::components::page::section;
use crate::components::words;
use crate::texts::text;
use crate::{dates, tr, tx};
use leptos::prelude::*;
use obrady_client::Release;
use obrady_rules::agenda::{AgendaTree, frozen_labels};
use obrady_rules::schedule::day_schedule;
use obrady_types::meetings::{Agenda, AgendaItem, AgendaItemKind, Meeting, MeetingDay};
use obrady_types::{AgendaItemId, MeetingDayId};
use std::collections::BTreeMap;

/// The agenda of a meeting; `release` is what the public sees.
pub(super) fn reader(view: &Meeting, release: Release) -> AnyView {
    let (id, days) = (view.id, view.days.clone());
    let agenda = load(move || {
        fetch(move |client| async move { client.get_agenda(id, release).await.map(|agenda| agenda.value) })
    });
    let print = view! {
        <button type="button" class="plain print-button" on:click=move |_| {
            let _ = window().print();
        }>
            {icon(Icon::Print)}{tx!(agenda.print)}
        </button>
    };
    section(tx!(meetings.agenda), Some(print.into_any()), show(agenda, move |agenda| list(agenda, &days)))
}

fn list(agenda: Agenda, days: &[MeetingDay]) -> AnyView {
    links::follow();
    if agenda.items.is_empty() {
        return empty(tx!(meetings.no_items), None);
    }
    let ids: Vec<MeetingDayId> = days.iter().map(|day| day.id).collect();
    // Items that outsiders do not see leave gaps in the positions, which the tree closes.
    let tree = AgendaTree::new(&ids, closed_up(agenda.items)).unwrap_or_default();
    let printed: BTreeMap<_, _> = tree.items().iter().filter_map(|item| Some((item.id, item.label.clone()?))).collect();
    let labels = frozen_labels(&printed, &tree);
    let several = days.len() > 1;
    let parts: Vec<AnyView> = days
        .iter()
        .map(|day| {
            let times: BTreeMap<_, _> =
                day_schedule(day, &tree).entries.into_iter().map(|entry| (entry.item_id, entry.local_start)).collect();
            let rows: Vec<AnyView> = tree
                .items()
                .iter()
                .filter(|item| item.day_id == day.id)
                .map(|item| {
                    let time = times.get(&item.id).map(|time| dates::clock(*time)).unwrap_or_default();
                    let level = tree.depth(item.id).unwrap_or(1);
                    row(item.clone(), labels.get(&item.id).cloned().unwrap_or_default(), time, level)
                })
                .collect();
            let (date, start) = (day.date, day.starts_at);
            let heading =
                several.then(|| view! { <h3>{text(move || dates::day_and_time(date, start))}</h3> }.into_any());
            view! { <div class="agenda-day">{heading}<ol class="agenda-rows">{rows}</ol></div> }.into_any()
        })
        .collect();
    let release = agenda.release.zip(agenda.released_at).map(|(number, at)| {
        let words = text(move || {
            let date = dates::instant_time(at);
            tr!(agenda.release, number = number, date = date)
        });
        view! { <p class="quiet">{words}</p> }.into_any()
    });
    view! { <div class="agenda-days">{parts}</div>{release} }.into_any()
}

/// Items with positions 1 to n among those that are there.
fn closed_up(items: Vec<AgendaItem>) -> Vec<AgendaItem> {
    let mut counts: BTreeMap<(MeetingDayId, Option<AgendaItemId>), i32> = BTreeMap::new();
    items
        .into_iter()
        .map(|item| {
            let count = counts.entry((item.day_id, item.parent_id)).or_insert(0);
            *count += 1;
            AgendaItem { position: *count, ..item }
        })
        .collect()
}

fn row(item: AgendaItem, label: String, time: String, level: usize) -> AnyView {
    let hidden = item.title.is_none();
    let label = StoredValue::new(label);
    let title = item.title;
    let title = text(move || title.clone().unwrap_or_else(|| tr!(meetings.closed_item).to_owned()));
    let kind = (!matches!(item.kind, AgendaItemKind::Discussion | AgendaItemKind::Section))
        .then(|| view! { <span>{words::item_kind(item.kind)}</span> }.into_any());
    let speaker = item.speaker_text.map(|speaker| view! { <span>{speaker}</span> }.into_any());
    let minutes = item.planned_minutes.map(|minutes| view! { <span>{format!("{minutes} min")}</span> }.into_any());
    let outcome = item.outcome_text.map(|outcome| view! { <p class="agenda-outcome prose">{outcome}</p> }.into_any());
    view! {
        <li id=format!("item-{}", item.id) tabindex="-1" class=format!("agenda-row level-{level}") class:is-break=item.kind == AgendaItemKind::Break>
            <div class="agenda-line">
                {links::label(item.id, move || label.get_value())}
                <span class="agenda-time">{time}</span>
                <div class="agenda-title">
                    <span class="agenda-name">{hidden.then(|| icon(Icon::Lock))}{title}</span>
                    <div class="row-facts">{speaker}{kind}{minutes}</div>
                    {outcome}
                </div>
            </div>
        </li>
    }
    .into_any()
}
