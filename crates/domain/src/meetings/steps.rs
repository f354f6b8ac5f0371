//! Steps of an agenda item on its day, and its outcome (I-17).

use super::query::{Found, items_of};
use super::recording::{is_public, record, recorded, recorded_item};
use super::running::{is_open, open_item};
use super::{store, view};
use crate::ctx::{Call, WriteTx};
use crate::db::check_version;
use crate::error::{DomainError, Result};
use crate::groups;
use crate::words::{of_word, word};
use obrady_entity::agenda_item;
use obrady_types::meetings::{
    AgendaItem, AgendaItemAdvance, AgendaItemKind, AgendaItemState, AgendaItemStep, AgendaOutcomePatch, MeetingState,
};
use obrady_types::{AgendaItemId, BodyId, ErrorCode, RegionId};
use sea_orm::{ActiveModelTrait, IntoActiveModel, Set};
use serde_json::json;
use std::collections::BTreeSet;
use uuid::Uuid;

/// Takes an item of the given version one step on while its meeting is in progress.
///
/// # Errors
/// `not_found`, `unauthenticated`, `forbidden`, `stale_version`; `meeting_state` when the meeting is not in progress;
/// `item_state` for a step that does not fit; `item_in_progress` when the meeting deals with another item; `items_open`
/// when something under a finished item is open; `topic_already_planned` when another agenda has its topic by now.
pub async fn advance_agenda_item(
    call: &Call,
    id: AgendaItemId,
    version: i32,
    input: AgendaItemAdvance,
) -> Result<AgendaItem> {
    call.write("advance_agenda_item", async |tx| {
        let (found, item) = recorded_item(tx, id).await?;
        if found.state()? != MeetingState::InProgress {
            return Err(ErrorCode::MeetingState.into());
        }
        check_version(item.version, version)?;
        let items = items_of(tx.conn(), found.id()).await?;
        let item = match input.step {
            AgendaItemStep::Start => start(tx, item, &items).await?,
            AgendaItemStep::Finish => finish(tx, item, &items).await?,
            AgendaItemStep::Postpone => put_off(tx, &found, item, &items).await?,
            AgendaItemStep::Withdraw => withdraw(tx, item, &items).await?,
            AgendaItemStep::Reopen => reopen(tx, item).await?,
        };
        let found = store::count_on(tx, found).await?;
        let detail = json!({ "step": input.step, "state": item.state });
        record(tx, &found, ("agenda_item.advanced", "agenda_item"), (item.id, item.version), detail).await?;
        view::item(item)
    })
    .await
}

/// Changes the outcome of an item of the given version, until the minutes are approved.
///
/// # Errors
/// `not_found`, `unauthenticated`, `forbidden`, `stale_version`; `meeting_state` before the meeting begins and after
/// its minutes are approved.
pub async fn update_agenda_item_outcome(
    call: &Call,
    id: AgendaItemId,
    version: i32,
    patch: AgendaOutcomePatch,
) -> Result<AgendaItem> {
    call.write("update_agenda_item_outcome", async |tx| {
        let (found, item) = recorded_item(tx, id).await?;
        check_version(item.version, version)?;
        let outcome = patch.outcome_text.apply(item.outcome_text.clone()).map(|text| text.trim().to_owned());
        let mut change = item.into_active_model();
        change.outcome_text = Set(outcome);
        change.version = Set(version + 1);
        let item = change.update(tx.conn()).await?;
        let found = store::count_on(tx, recorded(tx, found.id()).await?).await?;
        let detail = json!({ "outcome_text": item.outcome_text });
        record(tx, &found, ("agenda_item.outcome_changed", "agenda_item"), (item.id, item.version), detail).await?;
        view::item(item)
    })
    .await
}

async fn set(tx: &WriteTx, item: agenda_item::Model, state: AgendaItemState) -> Result<agenda_item::Model> {
    let (version, started_at) = (item.version + 1, item.started_at);
    let mut change = item.into_active_model();
    change.state = Set(word(&state)?);
    match state {
        AgendaItemState::InProgress => {
            change.started_at = Set(Some(started_at.unwrap_or(tx.now)));
            change.ended_at = Set(None);
        }
        AgendaItemState::Scheduled => change.ended_at = Set(None),
        AgendaItemState::Done | AgendaItemState::Postponed | AgendaItemState::Withdrawn => {
            change.ended_at = Set(Some(tx.now));
        }
    }
    change.version = Set(version);
    Ok(change.update(tx.conn()).await?)
}

async fn start(tx: &WriteTx, item: agenda_item::Model, items: &[agenda_item::Model]) -> Result<agenda_item::Model> {
    if item.state != word(&AgendaItemState::Scheduled)? {
        return Err(ErrorCode::ItemState.into());
    }
    let current = word(&AgendaItemState::InProgress)?;
    if let Some(other) = items.iter().find(|other| other.state == current) {
        return Err(DomainError::RefusedFields(ErrorCode::ItemInProgress, vec![open_item(other.id)]));
    }
    set(tx, item, AgendaItemState::InProgress).await
}

async fn finish(tx: &WriteTx, item: agenda_item::Model, items: &[agenda_item::Model]) -> Result<agenda_item::Model> {
    refuse_closed(&item)?;
    let open = under(&item, items)?;
    if !open.is_empty() {
        let open = open.iter().map(|item| open_item(item.id)).collect();
        return Err(DomainError::RefusedFields(ErrorCode::ItemsOpen, open));
    }
    let topics: Vec<Uuid> = item.topic_id.into_iter().collect();
    let item = set(tx, item, AgendaItemState::Done).await?;
    groups::finish_topics(tx, &topics).await?;
    Ok(item)
}

/// Items that are part of every meeting come again by themselves; of the others none is lost.
fn comes_again(kind: AgendaItemKind) -> bool {
    use AgendaItemKind::*;
    matches!(kind, Opening | AdoptAgenda | ApproveMinutes | Aob | Closing | Section | Break)
}

async fn put_off(
    tx: &WriteTx,
    found: &Found,
    item: agenda_item::Model,
    items: &[agenda_item::Model],
) -> Result<agenda_item::Model> {
    refuse_closed(&item)?;
    let mut carried: Vec<Uuid> = item.topic_id.into_iter().collect();
    for below in under(&item, items)? {
        carried.extend(below.topic_id);
        set(tx, below, AgendaItemState::Postponed).await?;
    }
    let mut item = set(tx, item, AgendaItemState::Postponed).await?;
    groups::carry_topics(tx, &carried, found.id()).await?;
    // A backlog is public: what is for members only is offered by its item instead.
    if carried.is_empty() && !comes_again(of_word(&item.kind)?) && is_public(tx.conn(), found, item.id.into()).await? {
        let (region, body) = (RegionId(found.meeting.region_id), BodyId(found.meeting.body_id));
        let topic = groups::insert_carried_topic(tx, region, body, found.id(), &item.title).await?;
        let mut change = item.into_active_model();
        change.topic_id = Set(Some(topic.into()));
        item = change.update(tx.conn()).await?;
    }
    Ok(item)
}

async fn withdraw(tx: &WriteTx, item: agenda_item::Model, items: &[agenda_item::Model]) -> Result<agenda_item::Model> {
    refuse_closed(&item)?;
    let mut topics: Vec<Uuid> = item.topic_id.into_iter().collect();
    for below in under(&item, items)? {
        topics.extend(below.topic_id);
        set(tx, below, AgendaItemState::Withdrawn).await?;
    }
    let item = set(tx, item, AgendaItemState::Withdrawn).await?;
    groups::release_topics(tx, &topics).await?;
    Ok(item)
}

async fn reopen(tx: &WriteTx, item: agenda_item::Model) -> Result<agenda_item::Model> {
    if is_open(&item)? {
        return Err(ErrorCode::ItemState.into());
    }
    let put_off = item.state == word(&AgendaItemState::Postponed)?;
    if let Some(topic) = item.topic_id {
        groups::take_up_topic(tx, topic, put_off).await?;
    }
    set(tx, item, AgendaItemState::Scheduled).await
}

fn refuse_closed(item: &agenda_item::Model) -> Result<()> {
    if is_open(item)? { Ok(()) } else { Err(ErrorCode::ItemState.into()) }
}

/// What is open under an item, at any level.
fn under(item: &agenda_item::Model, items: &[agenda_item::Model]) -> Result<Vec<agenda_item::Model>> {
    let mut above = BTreeSet::from([item.id]);
    let mut found = Vec::new();
    // As often as an agenda has levels: rows come in any order.
    for _ in 0..obrady_rules::agenda::MAX_DEPTH {
        for below in items.iter().filter(|below| below.parent_id.is_some_and(|parent| above.contains(&parent))) {
            found.push(below.clone());
        }
        above.extend(found.iter().map(|below| below.id));
    }
    let mut seen = BTreeSet::new();
    found.retain(|below| seen.insert(below.id));
    let mut open = Vec::new();
    for below in found {
        if is_open(&below)? {
            open.push(below);
        }
    }
    Ok(open)
}
