//! Work plans: what a body wants to take up in a year; public. A planned topic stays in the backlog until an agenda
//! takes it, also across the year end (I-18): a plan reads topics and never changes their state.

use super::query::{ensure_accepts_new, get_body_row, get_body_row_locked};
use super::view;
use crate::ctx::{Call, WriteTx};
use crate::db::{check_version, lock_row};
use crate::error::{DomainError, Result};
use crate::events::Change;
use crate::paging::{self, Key, Sorting};
use crate::policy::{Action, scope_of};
use crate::words::word;
use obrady_entity::{body, topic, work_plan, work_plan_entry};
use obrady_rules::periods::normalise;
use obrady_types::groups::FuzzyPeriod;
use obrady_types::work_plans::{WorkPlan, WorkPlanCreate, WorkPlanEntry, WorkPlanEntryCreate, WorkPlanEntryPatch};
use obrady_types::{BodyId, Page, PageQuery, RegionId, WorkPlanEntryId, WorkPlanId};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder, Set,
};
use serde_json::json;
use std::collections::BTreeMap;
use uuid::Uuid;

/// Most entries of a plan.
const MOST_ENTRIES: usize = 100;

/// Lists a body's plans with their entries, the latest year first.
///
/// # Errors
/// `not_found`; `invalid_query` and `invalid_cursor` for wrong paging.
pub async fn list_work_plans(call: &Call, body_id: BodyId, page: &PageQuery) -> Result<Page<WorkPlan>> {
    let reader = call.read().await?;
    get_body_row(reader.conn(), body_id).await?;
    let select = work_plan::Entity::find().filter(work_plan::Column::BodyId.eq(Uuid::from(body_id)));
    let sorting = Sorting::<work_plan::Entity> {
        columns: &[work_plan::Column::Year, work_plan::Column::Id],
        descending: true,
        key: |row| vec![Key::Number(row.year), Key::Id(row.id)],
    };
    let rows = paging::page(&reader.ctx, reader.conn(), select, &sorting, page, &("work-plans", body_id)).await?;
    let mut entries = entries_of(reader.conn(), rows.items.iter().map(|row| row.id)).await?;
    paging::map(rows, |row| {
        let entries = entries.remove(&row.id).unwrap_or_default();
        Ok(view::work_plan(row, entries))
    })
}

/// Reads a plan.
///
/// # Errors
/// `not_found`.
pub async fn get_work_plan(call: &Call, id: WorkPlanId) -> Result<WorkPlan> {
    let reader = call.read().await?;
    viewed(reader.conn(), plan_row(reader.conn(), id).await?).await
}

/// Makes an empty plan for a year.
///
/// # Errors
/// `not_found`, `unauthenticated`, `forbidden`, `body_dissolved`; `already_exists` for a year that has one.
pub async fn create_work_plan(call: &Call, body_id: BodyId, input: WorkPlanCreate) -> Result<WorkPlan> {
    call.write("create_work_plan", async |tx| {
        let body = get_body_row_locked(tx.conn(), body_id).await?;
        tx.require(Action::EditWorkPlan, &scope_of(&body))?;
        ensure_accepts_new(&body)?;
        let id = insert_work_plan(tx, RegionId(body.region_id), body_id, input.year).await?;
        viewed(tx.conn(), plan_row(tx.conn(), id).await?).await
    })
    .await
}

/// Writes an empty plan.
pub(super) async fn insert_work_plan(tx: &WriteTx, region: RegionId, body: BodyId, year: i32) -> Result<WorkPlanId> {
    let id = WorkPlanId(tx.new_id());
    let row = work_plan::ActiveModel {
        id: Set(id.into()),
        region_id: Set(region.into()),
        body_id: Set(body.into()),
        year: Set(year),
        version: Set(1),
    };
    row.insert(tx.conn()).await?;
    let change = Change::of("work_plan.created", "work_plan", id, 1).in_region(region).in_body(body);
    tx.record(change.with(json!({ "year": year }))).await?;
    Ok(id)
}

/// Reads an entry.
///
/// # Errors
/// `not_found`.
pub async fn get_work_plan_entry(call: &Call, id: WorkPlanEntryId) -> Result<WorkPlanEntry> {
    let reader = call.read().await?;
    let row = work_plan_entry::Entity::find_by_id(Uuid::from(id)).one(reader.conn()).await?;
    entry_view(reader.conn(), row.ok_or(DomainError::NotFound)?).await
}

/// Puts a topic of the body into a plan.
///
/// # Errors
/// `not_found`, `unauthenticated`, `forbidden`, `body_dissolved`; `validation_failed` for a topic of another body or a
/// plan that is full; `already_exists` for a topic that the plan has.
pub async fn create_work_plan_entry(call: &Call, id: WorkPlanId, input: WorkPlanEntryCreate) -> Result<WorkPlanEntry> {
    call.write("create_work_plan_entry", async |tx| {
        let plan = Plan::open(tx, id).await?;
        let topic = topic::Entity::find_by_id(Uuid::from(input.topic_id)).one(tx.conn()).await?;
        topic
            .filter(|topic| topic.body_id == plan.body.id)
            .ok_or_else(|| DomainError::field("/topic_id", "invalid"))?;
        let entries = plan.entries(tx).await?;
        if entries.len() >= MOST_ENTRIES {
            return Err(DomainError::field_with("/topic_id", "too_long", &format!("too_long|{MOST_ENTRIES}")));
        }
        let row = insert_entry(tx, &plan.row, input, entries).await?;
        plan.touch(tx).await?;
        entry_view(tx.conn(), row).await
    })
    .await
}

/// Writes an entry among those that the plan has.
pub(super) async fn insert_entry(
    tx: &WriteTx,
    plan: &work_plan::Model,
    input: WorkPlanEntryCreate,
    others: Vec<work_plan_entry::Model>,
) -> Result<work_plan_entry::Model> {
    let id = WorkPlanEntryId(tx.new_id());
    let planned = normalise(input.planned);
    let row = work_plan_entry::ActiveModel {
        id: Set(id.into()),
        plan_id: Set(plan.id),
        topic_id: Set(input.topic_id.into()),
        position: Set(0),
        planned_from: Set(planned.from),
        planned_precision: Set(word(&planned.precision)?),
        deliverable: Set(input.deliverable.map(|text| text.trim().to_owned())),
        note: Set(input.note.map(|text| text.trim().to_owned())),
        meetings: Set(periods(&input.meetings)?),
        version: Set(1),
    };
    let row = row.insert(tx.conn()).await?;
    let row = place(tx, row, others, input.position).await?;
    let change = change_of("work_plan_entry.created", plan, &row);
    let detail = json!({ "topic_id": input.topic_id, "planned": planned, "deliverable": row.deliverable });
    tx.record(change.with(detail)).await?;
    Ok(row)
}

/// Changes an entry of the given version, or moves it.
///
/// # Errors
/// `not_found`, `unauthenticated`, `forbidden`, `stale_version`, `body_dissolved`.
pub async fn update_work_plan_entry(
    call: &Call,
    id: WorkPlanEntryId,
    version: i32,
    patch: WorkPlanEntryPatch,
) -> Result<WorkPlanEntry> {
    call.write("update_work_plan_entry", async |tx| {
        let (plan, row) = Plan::of_entry(tx, id, version).await?;
        let before = entry_view(tx.conn(), row.clone()).await?;
        let mut change = row.into_active_model();
        if let Some(planned) = patch.planned.map(normalise) {
            change.planned_from = Set(planned.from);
            change.planned_precision = Set(word(&planned.precision)?);
        }
        change.deliverable =
            Set(patch.deliverable.apply(before.deliverable.clone()).map(|text| text.trim().to_owned()));
        change.note = Set(patch.note.apply(before.note.clone()).map(|text| text.trim().to_owned()));
        if let Some(meetings) = &patch.meetings {
            change.meetings = Set(periods(meetings)?);
        }
        change.version = Set(version + 1);
        let mut row = change.update(tx.conn()).await?;
        if patch.position.is_some() {
            let mut others = plan.entries(tx).await?;
            others.retain(|other| other.id != row.id);
            row = place(tx, row, others, patch.position).await?;
        }
        plan.touch(tx).await?;
        let event = change_of("work_plan_entry.updated", &plan.row, &row);
        let after = entry_view(tx.conn(), row).await?;
        tx.record(event.between(&before, &after)?).await?;
        Ok(after)
    })
    .await
}

/// Takes a topic out of a plan; the topic itself stays in the backlog.
///
/// # Errors
/// `not_found`, `unauthenticated`, `forbidden`, `stale_version`, `body_dissolved`.
pub async fn delete_work_plan_entry(call: &Call, id: WorkPlanEntryId, version: i32) -> Result<()> {
    call.write("delete_work_plan_entry", async |tx| {
        let (plan, row) = Plan::of_entry(tx, id, version).await?;
        work_plan_entry::Entity::delete_by_id(row.id).exec(tx.conn()).await?;
        for (other, position) in plan.entries(tx).await?.into_iter().zip(1..) {
            put_at(tx, other, position).await?;
        }
        plan.touch(tx).await?;
        let event = Change { version: version + 1, ..change_of("work_plan_entry.deleted", &plan.row, &row) };
        tx.record(event.removed().with(json!({ "topic_id": row.topic_id }))).await
    })
    .await
}

/// A plan that is being changed: its body and its row are locked, in this order.
struct Plan {
    body: body::Model,
    row: work_plan::Model,
}

impl Plan {
    /// The plan, for somebody who may change it.
    async fn open(tx: &WriteTx, id: WorkPlanId) -> Result<Self> {
        let row = plan_row(tx.conn(), id).await?;
        let body = get_body_row_locked(tx.conn(), row.body_id.into()).await?;
        tx.require(Action::EditWorkPlan, &scope_of(&body))?;
        ensure_accepts_new(&body)?;
        Ok(Self { body, row: lock_row::<work_plan::Entity>(tx.conn(), id).await? })
    }

    /// The plan of an entry, and the entry of the given version.
    async fn of_entry(tx: &WriteTx, id: WorkPlanEntryId, version: i32) -> Result<(Self, work_plan_entry::Model)> {
        let found = work_plan_entry::Entity::find_by_id(Uuid::from(id)).one(tx.conn()).await?;
        let plan = Self::open(tx, found.ok_or(DomainError::NotFound)?.plan_id.into()).await?;
        let row = lock_row::<work_plan_entry::Entity>(tx.conn(), id).await?;
        check_version(row.version, version)?;
        Ok((plan, row))
    }

    async fn entries(&self, tx: &WriteTx) -> Result<Vec<work_plan_entry::Model>> {
        use work_plan_entry::Column;
        let rows = work_plan_entry::Entity::find().filter(Column::PlanId.eq(self.row.id));
        Ok(rows.order_by_asc(Column::Position).order_by_asc(Column::Id).all(tx.conn()).await?)
    }

    /// Counts the plan's version on: its view holds the entries.
    async fn touch(&self, tx: &WriteTx) -> Result<()> {
        let mut change = self.row.clone().into_active_model();
        change.version = Set(self.row.version + 1);
        change.update(tx.conn()).await?;
        Ok(())
    }
}

/// Puts an entry at a place among the others, at the end unless told, and numbers all of them.
async fn place(
    tx: &WriteTx,
    row: work_plan_entry::Model,
    others: Vec<work_plan_entry::Model>,
    position: Option<i32>,
) -> Result<work_plan_entry::Model> {
    let wanted = position.and_then(|position| usize::try_from(position - 1).ok());
    let at = wanted.unwrap_or(others.len()).min(others.len());
    let id = row.id;
    let mut all = others;
    all.insert(at, row);
    let mut placed = None;
    for (entry, position) in all.into_iter().zip(1..) {
        let entry = put_at(tx, entry, position).await?;
        if entry.id == id {
            placed = Some(entry);
        }
    }
    placed.ok_or_else(|| DomainError::internal("an entry without a place"))
}

/// A neighbour that makes room keeps its version: nothing that somebody types has changed in it.
async fn put_at(tx: &WriteTx, row: work_plan_entry::Model, position: i32) -> Result<work_plan_entry::Model> {
    if row.position == position {
        return Ok(row);
    }
    let mut change = row.into_active_model();
    change.position = Set(position);
    Ok(change.update(tx.conn()).await?)
}

fn periods(periods: &[FuzzyPeriod]) -> Result<String> {
    let periods: Vec<FuzzyPeriod> = periods.iter().copied().map(normalise).collect();
    Ok(serde_json::to_string(&periods)?)
}

fn change_of(action: &'static str, plan: &work_plan::Model, row: &work_plan_entry::Model) -> Change {
    let change = Change::of(action, "work_plan_entry", row.id, row.version);
    change.in_region(RegionId(plan.region_id)).in_body(BodyId(plan.body_id))
}

pub(super) async fn plan_row<C: ConnectionTrait>(conn: &C, id: WorkPlanId) -> Result<work_plan::Model> {
    work_plan::Entity::find_by_id(Uuid::from(id)).one(conn).await?.ok_or(DomainError::NotFound)
}

async fn viewed<C: ConnectionTrait>(conn: &C, row: work_plan::Model) -> Result<WorkPlan> {
    let entries = entries_of(conn, [row.id]).await?.remove(&row.id).unwrap_or_default();
    Ok(view::work_plan(row, entries))
}

async fn entry_view<C: ConnectionTrait>(conn: &C, row: work_plan_entry::Model) -> Result<WorkPlanEntry> {
    let topic = topic::Entity::find_by_id(row.topic_id).one(conn).await?;
    let topic = topic.ok_or_else(|| DomainError::internal("an entry without a topic"))?;
    view::work_plan_entry(row, &topic)
}

/// The entries of plans, each plan's in their order.
async fn entries_of<C: ConnectionTrait>(
    conn: &C,
    plans: impl IntoIterator<Item = Uuid>,
) -> Result<BTreeMap<Uuid, Vec<WorkPlanEntry>>> {
    use work_plan_entry::Column;
    let rows = work_plan_entry::Entity::find().filter(Column::PlanId.is_in(plans)).order_by_asc(Column::Position);
    let rows = rows.order_by_asc(Column::Id).all(conn).await?;
    let topics = topic::Entity::find().filter(topic::Column::Id.is_in(rows.iter().map(|row| row.topic_id)));
    let topics: BTreeMap<Uuid, topic::Model> = topics.all(conn).await?.into_iter().map(|row| (row.id, row)).collect();
    let mut found: BTreeMap<Uuid, Vec<WorkPlanEntry>> = BTreeMap::new();
    for row in rows {
        let plan = row.plan_id;
        let topic = topics.get(&row.topic_id).ok_or_else(|| DomainError::internal("an entry without a topic"))?;
        found.entry(plan).or_default().push(view::work_plan_entry(row, topic)?);
    }
    Ok(found)
}
