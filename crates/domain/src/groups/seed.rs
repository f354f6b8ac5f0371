//! Rows of bodies, memberships and topics; use cases and seeding write them through the same functions.

use crate::ctx::WriteTx;
use crate::error::Result;
use crate::events::Change;
use crate::polish::{fold, sort_key};
use crate::words::word;
use obrady_entity::{body, membership, topic};
use obrady_types::groups::{BodyCreate, BodyState, MembershipCreate, TopicCreate, TopicSource, TopicState};
use obrady_types::work_plans::WorkPlanEntryCreate;
use obrady_types::{BodyId, MembershipId, RegionId, TopicId};
use sea_orm::{ActiveModelTrait, Set};
use serde_json::json;

/// Minutes that a new agenda item gets unless the body says otherwise.
const DEFAULT_ITEM_MINUTES: i32 = 15;

/// Writes a body, an active one unless told.
///
/// # Errors
/// Failures of the database.
pub async fn insert_body(tx: &WriteTx, region_id: RegionId, input: BodyCreate) -> Result<BodyId> {
    let id = BodyId(tx.new_id());
    let name = input.name.trim().to_owned();
    let row = body::ActiveModel {
        id: Set(id.into()),
        region_id: Set(region_id.into()),
        kind: Set(word(&input.kind)?),
        group_kind: Set(input.group_kind.as_ref().map(word).transpose()?),
        sort_key: Set(sort_key(&[&name])),
        search: Set(fold(&name)),
        name: Set(name.clone()),
        purpose: Set(input.purpose.trim().to_owned()),
        host_institution_id: Set(input.host_institution_id.map(Into::into)),
        parent_id: Set(input.parent_id.map(Into::into)),
        topic_areas: Set(trimmed(&input.topic_areas)?),
        state: Set(word(&input.state.unwrap_or(BodyState::Active))?),
        established_on: Set(input.established_on),
        dissolved_on: Set(None),
        default_item_minutes: Set(DEFAULT_ITEM_MINUTES),
        version: Set(1),
    };
    row.insert(tx.conn()).await?;
    let change = Change::of("body.created", "body", id, 1).in_region(region_id).in_body(id);
    tx.record(change.with(json!({ "name": name, "kind": input.kind }))).await?;
    Ok(id)
}

/// Texts of a list as they are stored.
pub(super) fn trimmed(texts: &[String]) -> Result<String> {
    let texts: Vec<&str> = texts.iter().map(|text| text.trim()).collect();
    Ok(serde_json::to_string(&texts)?)
}

/// Writes a membership.
///
/// # Errors
/// `period_overlap` when the person is a member at that time.
pub async fn insert_membership(
    tx: &WriteTx,
    region_id: RegionId,
    body_id: BodyId,
    input: MembershipCreate,
) -> Result<MembershipId> {
    let id = MembershipId(tx.new_id());
    let row = membership::ActiveModel {
        id: Set(id.into()),
        body_id: Set(body_id.into()),
        person_id: Set(input.person_id.into()),
        institution_id: Set(input.institution_id.map(Into::into)),
        capacity: Set(word(&input.capacity)?),
        from_date: Set(input.from),
        to_date: Set(input.to),
        version: Set(1),
    };
    row.insert(tx.conn()).await?;
    let change = Change::of("membership.created", "membership", id, 1).in_region(region_id).in_body(body_id);
    let detail =
        json!({ "person_id": input.person_id, "capacity": input.capacity, "from": input.from, "to": input.to });
    tx.record(change.with(detail)).await?;
    Ok(id)
}

/// Writes a topic with its source and state.
///
/// # Errors
/// Failures of the database.
pub async fn insert_topic(
    tx: &WriteTx,
    region_id: RegionId,
    body_id: BodyId,
    input: TopicCreate,
    source: TopicSource,
    state: TopicState,
) -> Result<TopicId> {
    let id = TopicId(tx.new_id());
    let planned = input.planned.map(obrady_rules::periods::normalise);
    let row = topic::ActiveModel {
        id: Set(id.into()),
        region_id: Set(region_id.into()),
        body_id: Set(body_id.into()),
        title: Set(input.title.trim().to_owned()),
        sub_points: Set(trimmed(&input.sub_points)?),
        priority: Set(input.priority.unwrap_or(5)),
        source: Set(word(&source)?),
        planned_from: Set(planned.map(|period| period.from)),
        planned_precision: Set(planned.map(|period| word(&period.precision)).transpose()?),
        carried_count: Set(0),
        carried_from_id: Set(None),
        state: Set(word(&state)?),
        version: Set(1),
    };
    row.insert(tx.conn()).await?;
    let change = Change::of("topic.created", "topic", id, 1).in_region(region_id).in_body(body_id);
    tx.record(change.with(json!({ "title": input.title.trim() }))).await?;
    Ok(id)
}

/// Writes a work plan with its entries.
///
/// # Errors
/// `already_exists` for a year that has one, or a topic that comes twice.
pub async fn insert_work_plan(
    tx: &WriteTx,
    region_id: RegionId,
    body_id: BodyId,
    year: i32,
    entries: Vec<WorkPlanEntryCreate>,
) -> Result<()> {
    let id = super::work_plans::insert_work_plan(tx, region_id, body_id, year).await?;
    let plan = super::work_plans::plan_row(tx.conn(), id).await?;
    let mut written = Vec::new();
    for entry in entries {
        written.push(super::work_plans::insert_entry(tx, &plan, entry, written.clone()).await?);
    }
    Ok(())
}
