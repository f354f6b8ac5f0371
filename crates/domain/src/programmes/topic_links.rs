//! The chain from a part of a programme to the topics of bodies and to what published agendas made of them.

use super::query::{TopicLinkFilter, editable, get_visible, programmes_by_id, refers_to_visible};
use super::seed;
use crate::ctx::Call;
use crate::db::lock_row;
use crate::error::{DomainError, Result};
use crate::events::Change;
use crate::paging::{self, Key, Sorting};
use crate::{groups, meetings};
use obrady_entity::topic_link::{self, Column};
use obrady_entity::{body, initiative, objective, recommendation, topic};
use obrady_types::programmes::{TopicLink, TopicLinkCreate};
use obrady_types::{ErrorCode, Page, PageQuery, ProgrammeId, RegionId, TopicLinkId};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect, QueryTrait};
use serde_json::json;
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

/// Lists links in the order of their ids, each with what published agendas made of its topic; a constant
/// number of statements for any number of links.
///
/// # Errors
/// `invalid_query` and `invalid_cursor` for wrong paging.
pub async fn list_topic_links(call: &Call, filter: &TopicLinkFilter, page: &PageQuery) -> Result<Page<TopicLink>> {
    let reader = call.read().await?;
    let visible = refers_to_visible(&reader.actor, topic_link::Entity, Column::ProgrammeId);
    let mut select = topic_link::Entity::find().filter(visible);
    if let Some(programme) = filter.programme_id {
        select = select.filter(Column::ProgrammeId.eq(Uuid::from(programme)));
    }
    if let Some(topic) = filter.topic_id {
        select = select.filter(Column::TopicId.eq(Uuid::from(topic)));
    }
    if let Some(body) = filter.body_id {
        let topics = topic::Entity::find().filter(topic::Column::BodyId.eq(Uuid::from(body)));
        let topics = topics.select_only().column(topic::Column::Id).into_query();
        select = select.filter(Column::TopicId.in_subquery(topics));
    }
    if let Some(meeting) = filter.meeting_id {
        let topics = meetings::topics_on_agenda(reader.conn(), &reader.actor, meeting).await?;
        select = select.filter(Column::TopicId.is_in(topics));
    }
    let sorting =
        Sorting::<topic_link::Entity> { columns: &[Column::Id], descending: false, key: |row| vec![Key::Id(row.id)] };
    let rows = paging::page(&reader.ctx, reader.conn(), select, &sorting, page, &("topic-links", filter)).await?;
    let Page { items, next, total } = rows;
    Ok(Page { items: views(reader.conn(), items).await?, next, total })
}

/// Reads a link.
///
/// # Errors
/// `not_found`.
pub async fn get_topic_link(call: &Call, id: TopicLinkId) -> Result<TopicLink> {
    let reader = call.read().await?;
    let row = topic_link::Entity::find_by_id(Uuid::from(id)).one(reader.conn()).await?;
    let row = row.ok_or(DomainError::NotFound)?;
    get_visible(reader.conn(), &reader.actor, row.programme_id).await?;
    views(reader.conn(), vec![row]).await?.pop().ok_or(DomainError::NotFound)
}

/// Links one part of a programme to a topic of its region.
///
/// # Errors
/// `not_found`, `unauthenticated`, `forbidden`; `validation_failed` unless exactly one part of this programme and a topic
/// of its region are named; `already_exists`.
pub async fn create_topic_link(call: &Call, programme_id: ProgrammeId, input: TopicLinkCreate) -> Result<TopicLink> {
    call.write("create_topic_link", async |tx| {
        let programme = editable(tx, programme_id).await?;
        let conn = tx.conn();
        let of_programme = match (input.objective_id, input.recommendation_id, input.initiative_id) {
            (Some(id), None, None) => {
                let found = objective::Entity::find_by_id(Uuid::from(id)).one(conn).await?;
                found.map(|row| row.programme_id).ok_or("/objective_id")
            }
            (None, Some(id), None) => {
                let found = recommendation::Entity::find_by_id(Uuid::from(id)).one(conn).await?;
                found.map(|row| row.programme_id).ok_or("/recommendation_id")
            }
            (None, None, Some(id)) => {
                let found = initiative::Entity::find_by_id(Uuid::from(id)).one(conn).await?;
                found.map(|row| row.programme_id).ok_or("/initiative_id")
            }
            _ => Err("/objective_id"),
        };
        let of_programme = of_programme.map_err(|pointer| DomainError::field(pointer, "invalid"))?;
        if of_programme != programme.id {
            return Err(DomainError::field("/objective_id", "invalid"));
        }
        let topic = topic::Entity::find_by_id(Uuid::from(input.topic_id)).one(conn).await?;
        let topic = topic.filter(|topic| topic.region_id == programme.region_id);
        let topic = topic.ok_or_else(|| DomainError::field("/topic_id", "invalid"))?;
        let known = topic_link::Entity::find().filter(Column::TopicId.eq(topic.id)).all(conn).await?;
        let same = |row: &topic_link::Model| {
            row.objective_id == input.objective_id.map(Into::into)
                && row.recommendation_id == input.recommendation_id.map(Into::into)
                && row.initiative_id == input.initiative_id.map(Into::into)
        };
        if known.iter().any(same) {
            return Err(DomainError::refused_field(ErrorCode::AlreadyExists, "/topic_id", "taken"));
        }
        let row = seed::insert_topic_link(tx, &programme, &input).await?;
        views(conn, vec![row]).await?.pop().ok_or(DomainError::NotFound)
    })
    .await
}

/// Removes a link; topic and part stay.
///
/// # Errors
/// `not_found`, `unauthenticated`, `forbidden`.
pub async fn delete_topic_link(call: &Call, id: TopicLinkId) -> Result<()> {
    call.write("delete_topic_link", async |tx| {
        tx.actor.refuse_anonymous()?;
        let row = lock_row::<topic_link::Entity>(tx.conn(), id).await?;
        let programme = editable(tx, row.programme_id).await?;
        topic_link::Entity::delete_by_id(row.id).exec(tx.conn()).await?;
        let event = Change::of("topic_link.deleted", "topic_link", id, 2).removed();
        let detail = json!({ "programme_id": row.programme_id, "topic_id": row.topic_id });
        tx.record(event.in_region(RegionId(programme.region_id)).with(detail)).await
    })
    .await
}

/// A part's label and title by its id.
type Parts = BTreeMap<Uuid, (String, String)>;

async fn parts_of<C: ConnectionTrait>(conn: &C, rows: &[topic_link::Model]) -> Result<Parts> {
    let ids = |id: fn(&topic_link::Model) -> Option<Uuid>| rows.iter().filter_map(id).collect::<BTreeSet<_>>();
    let mut parts = Parts::new();
    let goals = objective::Entity::find().filter(objective::Column::Id.is_in(ids(|row| row.objective_id)));
    parts.extend(goals.all(conn).await?.into_iter().map(|row| (row.id, (row.code, row.title))));
    let found = recommendation::Entity::find();
    let found = found.filter(recommendation::Column::Id.is_in(ids(|row| row.recommendation_id)));
    parts.extend(found.all(conn).await?.into_iter().map(|row| (row.id, (row.number.to_string(), row.title))));
    let found = initiative::Entity::find().filter(initiative::Column::Id.is_in(ids(|row| row.initiative_id)));
    parts.extend(found.all(conn).await?.into_iter().map(|row| (row.id, (row.number.to_string(), row.name))));
    Ok(parts)
}

async fn views<C: ConnectionTrait>(conn: &C, rows: Vec<topic_link::Model>) -> Result<Vec<TopicLink>> {
    let programmes = programmes_by_id(conn, rows.iter().map(|row| row.programme_id)).await?;
    let parts = parts_of(conn, &rows).await?;
    let ids: BTreeSet<Uuid> = rows.iter().map(|row| row.topic_id).collect();
    let topics: BTreeMap<Uuid, topic::Model> = groups::topics_by_id(conn, ids.clone()).await?;
    let bodies: BTreeMap<Uuid, body::Model> =
        groups::bodies_by_id(conn, topics.values().map(|topic| topic.body_id)).await?;
    let mut items = meetings::public_items_of_topics(conn, ids).await?;
    let missing = || DomainError::internal("a link without one of its ends");
    rows.into_iter()
        .map(|row| {
            let programme = programmes.get(&row.programme_id).ok_or_else(missing)?;
            let part = row.objective_id.or(row.recommendation_id).or(row.initiative_id);
            let (label, title) = part.and_then(|part| parts.get(&part)).cloned().ok_or_else(missing)?;
            let topic = topics.get(&row.topic_id).ok_or_else(missing)?;
            let body = bodies.get(&topic.body_id).ok_or_else(missing)?;
            Ok(TopicLink {
                id: row.id.into(),
                programme_id: row.programme_id.into(),
                programme_title: programme.title.clone(),
                objective_id: row.objective_id.map(Into::into),
                recommendation_id: row.recommendation_id.map(Into::into),
                initiative_id: row.initiative_id.map(Into::into),
                part_label: label,
                part_title: title,
                topic_id: row.topic_id.into(),
                topic_title: topic.title.clone(),
                body_id: body.id.into(),
                body_name: body.name.clone(),
                taken_up: items.entry(row.topic_id).or_default().clone(),
            })
        })
        .collect()
}
