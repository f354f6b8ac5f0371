//! A body's backlog of topics; public.

use super::query::{ensure_accepts_new, get_body_row, get_body_row_locked, topics_of};
use super::{seed, view};
use crate::ctx::{Call, WriteTx};
use crate::db::{check_version, lock_row};
use crate::error::{DomainError, Result};
use crate::events::Change;
use crate::paging::{self, Key, Sorting};
use crate::policy::{Action, scope_of};
use crate::words::word;
use obrady_entity::topic::{self, Column};
use obrady_types::groups::{Topic, TopicCreate, TopicPatch, TopicSource, TopicState};
use obrady_types::{BodyId, ErrorCode, Page, PageQuery, Patch, RegionId, TopicId};
use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder, QuerySelect, Set};
use serde_json::json;
use uuid::Uuid;

/// Lists a body's topics, most pressing first.
///
/// # Errors
/// `not_found`; `invalid_query` and `invalid_cursor` for wrong paging.
pub async fn list_topics(
    call: &Call,
    body_id: BodyId,
    state: Option<TopicState>,
    page: &PageQuery,
) -> Result<Page<Topic>> {
    let reader = call.read().await?;
    get_body_row(reader.conn(), body_id).await?;
    let mut select = topics_of(body_id);
    if let Some(state) = &state {
        select = select.filter(Column::State.eq(word(state)?));
    }
    let sorting = Sorting::<topic::Entity> {
        columns: &[Column::Priority, Column::Id],
        descending: false,
        key: |row| vec![Key::Number(row.priority), Key::Id(row.id)],
    };
    let filter = ("topics", body_id, state);
    let rows = paging::page(&reader.ctx, reader.conn(), select, &sorting, page, &filter).await?;
    paging::map(rows, view::topic)
}

/// Reads a topic.
///
/// # Errors
/// `not_found`.
pub async fn get_topic(call: &Call, id: TopicId) -> Result<Topic> {
    let reader = call.read().await?;
    let row = topic::Entity::find_by_id(Uuid::from(id)).one(reader.conn()).await?;
    view::topic(row.ok_or(DomainError::NotFound)?)
}

/// Proposes a topic; it waits in the backlog.
///
/// # Errors
/// `not_found`, `unauthenticated`, `forbidden`, `body_dissolved`.
pub async fn create_topic(call: &Call, body_id: BodyId, input: TopicCreate) -> Result<Topic> {
    call.write("create_topic", async |tx| {
        let body = get_body_row_locked(tx.conn(), body_id).await?;
        tx.require(Action::ProposeTopic, &scope_of(&body))?;
        ensure_accepts_new(&body)?;
        let (source, state) = (TopicSource::Member, TopicState::Backlog);
        let id = seed::insert_topic(tx, RegionId(body.region_id), body_id, input, source, state).await?;
        let row = topic::Entity::find_by_id(Uuid::from(id)).one(tx.conn()).await?;
        view::topic(row.ok_or(DomainError::NotFound)?)
    })
    .await
}

/// Changes a topic of the given version. `scheduled` follows from agendas only.
///
/// # Errors
/// `not_found`, `unauthenticated`, `forbidden`, `stale_version`; `validation_failed` for the state `scheduled`;
/// `topic_already_planned` when a topic with an open agenda item is to change its state.
pub async fn update_topic(call: &Call, id: TopicId, version: i32, patch: TopicPatch) -> Result<Topic> {
    call.write("update_topic", async |tx| {
        let row = lock_row::<topic::Entity>(tx.conn(), id).await?;
        let body = get_body_row(tx.conn(), row.body_id.into()).await?;
        tx.require(Action::EditTopic, &scope_of(&body))?;
        check_version(row.version, version)?;
        ensure_accepts_new(&body)?;
        let scheduled = word(&TopicState::Scheduled)?;
        if patch.state == Some(TopicState::Scheduled) && row.state != scheduled {
            return Err(DomainError::field("/state", "invalid"));
        }
        if patch.state.is_some_and(|state| state != TopicState::Scheduled) && row.state == scheduled {
            return Err(ErrorCode::TopicAlreadyPlanned.into());
        }
        let before = view::topic(row.clone())?;
        let mut change = row.into_active_model();
        if let Some(points) = &patch.sub_points {
            change.sub_points = Set(seed::trimmed(points)?);
        }
        if let Some(title) = patch.title.value() {
            change.title = Set(title.trim().to_owned());
        }
        if let Some(priority) = patch.priority {
            change.priority = Set(priority);
        }
        if let Some(state) = &patch.state {
            change.state = Set(word(state)?);
        }
        let planned = match patch.planned {
            Patch::Absent => None,
            Patch::Null => Some(None),
            Patch::Value(period) => Some(Some(obrady_rules::periods::normalise(period))),
        };
        if let Some(planned) = planned {
            change.planned_from = Set(planned.map(|period| period.from));
            change.planned_precision = Set(planned.map(|period| word(&period.precision)).transpose()?);
        }
        change.version = Set(version + 1);
        let after = view::topic(change.update(tx.conn()).await?)?;
        let event = Change::of("topic.updated", "topic", id, after.version);
        let event = event.in_region(RegionId(body.region_id)).in_body(BodyId(body.id));
        tx.record(event.between(&before, &after)?).await?;
        Ok(after)
    })
    .await
}

/// Keeps topics from changes by others until the transaction ends. They are locked in the order of their ids, so
/// that nobody waits in a circle; one that does not exist is passed over.
pub(crate) async fn lock_topics(tx: &WriteTx, ids: &[Uuid]) -> Result<()> {
    if ids.is_empty() {
        return Ok(());
    }
    let topics = topic::Entity::find().filter(Column::Id.is_in(ids.iter().copied())).order_by_asc(Column::Id);
    topics.lock_exclusive().all(tx.conn()).await?;
    Ok(())
}

/// Marks topics as planned by an agenda: each must belong to the body and wait in the backlog.
///
/// # Errors
/// The first topic that is unknown to the body, or `topic_already_planned`.
pub(crate) async fn plan_topics(tx: &WriteTx, body_id: BodyId, ids: &[Uuid]) -> Result<(), (Uuid, DomainError)> {
    for id in ids {
        let planned = plan_topic(tx, body_id, *id).await;
        planned.map_err(|error| (*id, error))?;
    }
    Ok(())
}

async fn plan_topic(tx: &WriteTx, body_id: BodyId, id: Uuid) -> Result<()> {
    let row = lock_row::<topic::Entity>(tx.conn(), id).await?;
    if BodyId(row.body_id) != body_id {
        return Err(DomainError::NotFound);
    }
    if row.state == word(&TopicState::Scheduled)? {
        return Err(ErrorCode::TopicAlreadyPlanned.into());
    }
    if row.state != word(&TopicState::Backlog)? {
        return Err(DomainError::NotFound);
    }
    set_state(tx, row, TopicState::Scheduled).await
}

/// Puts topics that an agenda no longer holds back into the backlog.
pub(crate) async fn release_topics(tx: &WriteTx, ids: &[Uuid]) -> Result<()> {
    lock_topics(tx, ids).await?;
    for id in ids {
        let row = lock_row::<topic::Entity>(tx.conn(), *id).await?;
        if row.state == word(&TopicState::Scheduled)? {
            set_state(tx, row, TopicState::Backlog).await?;
        }
    }
    Ok(())
}

pub(super) async fn set_state(tx: &WriteTx, row: topic::Model, state: TopicState) -> Result<()> {
    let version = row.version + 1;
    let mut change = row.into_active_model();
    change.state = Set(word(&state)?);
    change.version = Set(version);
    let row = change.update(tx.conn()).await?;
    record_update(tx, &row).await
}

pub(super) async fn record_update(tx: &WriteTx, row: &topic::Model) -> Result<()> {
    let event = Change::of("topic.updated", "topic", row.id, row.version);
    let event = event.in_region(RegionId(row.region_id)).in_body(BodyId(row.body_id));
    tx.record(event.with(json!({ "state": row.state }))).await
}
