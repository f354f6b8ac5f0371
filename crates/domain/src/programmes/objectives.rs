//! The goals of a programme (I-21). Whoever changes one locks the programme, so that the tree is the same all the while.

use super::fields::replace;
use super::query::{editable, get_objective_row, get_visible, objectives_of};
use super::{seed, view};
use crate::ctx::{Call, WriteTx};
use crate::db::check_version;
use crate::error::{DomainError, Result};
use crate::events::Change;
use crate::words::word;
use obrady_entity::{objective, programme};
use obrady_rules::programmes::{Goal, MAX_GOALS, check_place};
use obrady_types::programmes::{Objective, ObjectiveCreate, ObjectiveLevel, ObjectivePatch, ObjectiveTree};
use obrady_types::{ErrorCode, ObjectiveId, Patch, ProgrammeId, RegionId};
use sea_orm::{ActiveModelTrait, EntityTrait, IntoActiveModel, Set};
use serde_json::json;

/// Reads all goals of a programme with what follows from their parts, in a constant number of statements.
///
/// # Errors
/// `not_found`.
pub async fn get_objective_tree(call: &Call, programme_id: ProgrammeId) -> Result<ObjectiveTree> {
    let reader = call.read().await?;
    let programme = get_visible(reader.conn(), &reader.actor, programme_id).await?;
    let rows = objectives_of(reader.conn(), programme.id).await?;
    Ok(ObjectiveTree { objectives: view::objectives(&rows)? })
}

/// Reads a goal.
///
/// # Errors
/// `not_found`.
pub async fn get_objective(call: &Call, id: ObjectiveId) -> Result<Objective> {
    let reader = call.read().await?;
    let row = get_objective_row(reader.conn(), id).await?;
    get_visible(reader.conn(), &reader.actor, row.programme_id).await?;
    let rows = objectives_of(reader.conn(), row.programme_id).await?;
    view::objective(&rows, id)?.ok_or(DomainError::NotFound)
}

/// Makes a goal, the last at its place.
///
/// # Errors
/// `not_found`, `unauthenticated`, `forbidden`; `validation_failed` for a parent of another programme;
/// `objective_code_taken`, `objective_place`.
pub async fn create_objective(call: &Call, programme_id: ProgrammeId, input: ObjectiveCreate) -> Result<Objective> {
    call.write("create_objective", async |tx| {
        let programme = editable(tx, programme_id).await?;
        let rows = objectives_of(tx.conn(), programme.id).await?;
        if rows.len() >= MAX_GOALS {
            return Err(ErrorCode::ObjectivePlace.into());
        }
        let id = ObjectiveId(tx.new_id());
        check(&rows, id, input.level, input.parent_id, "/parent_id")?;
        check_code(&rows, id, input.parent_id, input.code.trim())?;
        seed::insert_objective(tx, &programme, id, last_position(&rows, input.parent_id) + 1, input).await?;
        read_back(tx, programme.id, id).await
    })
    .await
}

/// The highest position among the goals at a place.
fn last_position(rows: &[objective::Model], parent: Option<ObjectiveId>) -> i32 {
    let parent = parent.map(Into::into);
    rows.iter().filter(|row| row.parent_id == parent).map(|row| row.position).max().unwrap_or(0)
}

/// Refuses a place that the rules forbid, at the field that names it.
pub(super) fn check(
    rows: &[objective::Model],
    id: ObjectiveId,
    level: ObjectiveLevel,
    parent: Option<ObjectiveId>,
    pointer: &str,
) -> Result<()> {
    let goals = rows.iter().map(view::goal).collect::<Result<Vec<Goal>>>()?;
    check_place(&goals, id, level, parent).map_err(|refusal| match refusal.code() {
        ErrorCode::ValidationFailed => DomainError::field(pointer, refusal.why()),
        code => DomainError::refused_field(code, pointer, refusal.why()),
    })
}

/// Refuses a code that a sibling has; the storage would refuse it, too, without naming the field.
pub(super) fn check_code(
    rows: &[objective::Model],
    id: ObjectiveId,
    parent: Option<ObjectiveId>,
    code: &str,
) -> Result<()> {
    let parent = parent.map(Into::into);
    if rows.iter().any(|row| row.id != id.0 && row.parent_id == parent && row.code == code) {
        return Err(DomainError::refused_field(ErrorCode::ObjectiveCodeTaken, "/code", "taken"));
    }
    Ok(())
}

/// A goal that was just written.
pub(super) async fn read_back(tx: &WriteTx, programme: uuid::Uuid, id: ObjectiveId) -> Result<Objective> {
    let rows = objectives_of(tx.conn(), programme).await?;
    view::objective(&rows, id)?.ok_or(DomainError::NotFound)
}

/// A goal's programme, locked, and all goals of it.
pub(super) async fn editable_tree(tx: &WriteTx, id: ObjectiveId) -> Result<Tree> {
    tx.actor.refuse_anonymous()?;
    let found = get_objective_row(tx.conn(), id).await?;
    let programme = editable(tx, found.programme_id).await?;
    let rows = objectives_of(tx.conn(), programme.id).await?;
    let row = rows.iter().find(|row| row.id == id.0).cloned().ok_or(DomainError::NotFound)?;
    Ok(Tree { programme, rows, row })
}

/// A goal among all of its programme.
pub(super) struct Tree {
    pub(super) programme: programme::Model,
    pub(super) rows: Vec<objective::Model>,
    pub(super) row: objective::Model,
}

/// Changes a goal of the given version.
///
/// # Errors
/// `not_found`, `unauthenticated`, `forbidden`, `stale_version`, `objective_code_taken`, `objective_place`;
/// `objective_derived` for the status of a goal with parts.
pub async fn update_objective(call: &Call, id: ObjectiveId, version: i32, patch: ObjectivePatch) -> Result<Objective> {
    call.write("update_objective", async |tx| {
        let Tree { programme, rows, row } = editable_tree(tx, id).await?;
        check_version(row.version, version)?;
        let parent = row.parent_id.map(ObjectiveId);
        if let Some(level) = patch.level {
            check(&rows, id, level, parent, "/level")?;
        }
        if let Some(code) = patch.code.value() {
            check_code(&rows, id, parent, code.trim())?;
        }
        if !patch.status.is_absent() && rows.iter().any(|other| other.parent_id == Some(id.0)) {
            return Err(DomainError::refused_field(ErrorCode::ObjectiveDerived, "/status", "derived"));
        }
        let before = view::objective(&rows, id)?.ok_or(DomainError::NotFound)?;
        let mut change = row.into_active_model();
        replace(&mut change.code, patch.code);
        replace(&mut change.title, patch.title);
        replace(&mut change.description, patch.description);
        if let Some(level) = &patch.level {
            change.level = Set(word(level)?);
        }
        match &patch.status {
            Patch::Absent => {}
            Patch::Null => change.status = Set(None),
            Patch::Value(status) => change.status = Set(Some(word(status)?)),
        }
        change.version = Set(version + 1);
        let row = change.update(tx.conn()).await?;
        let after = read_back(tx, programme.id, id).await?;
        let event = Change::of("objective.updated", "objective", id, row.version);
        tx.record(event.in_region(RegionId(programme.region_id)).between(&before, &after)?).await?;
        Ok(after)
    })
    .await
}

/// Removes a goal of the given version that nothing refers to: no part, recommendation, initiative, topic or match.
///
/// # Errors
/// `not_found`, `unauthenticated`, `forbidden`, `stale_version`, `still_referenced`.
pub async fn delete_objective(call: &Call, id: ObjectiveId, version: i32) -> Result<()> {
    call.write("delete_objective", async |tx| {
        let Tree { programme, row, .. } = editable_tree(tx, id).await?;
        check_version(row.version, version)?;
        objective::Entity::delete_by_id(row.id).exec(tx.conn()).await?;
        let event = Change::of("objective.deleted", "objective", id, version + 1).removed();
        tx.record(event.in_region(RegionId(programme.region_id)).with(json!({ "code": row.code }))).await
    })
    .await
}

pub(super) async fn record(
    tx: &WriteTx,
    action: &'static str,
    programme: &programme::Model,
    row: &objective::Model,
) -> Result<()> {
    let event = Change::of(action, "objective", row.id, row.version).in_region(RegionId(programme.region_id));
    let detail = json!({ "programme_id": row.programme_id, "parent_id": row.parent_id, "code": row.code });
    tx.record(event.with(detail)).await
}
