//! Initiatives that carry out a programme.

use super::fields::{replace, replace_text, replace_value};
use super::query::{check_objective, editable, get_visible};
use super::{seed, view};
use crate::ctx::{Call, WriteTx};
use crate::db::{check_version, lock_row};
use crate::error::{DomainError, Result};
use crate::events::Change;
use crate::paging::{self, Key, Sorting};
use crate::words::word;
use chrono::NaiveDate;
use obrady_entity::initiative::{self, Column};
use obrady_entity::programme;
use obrady_types::programmes::{Initiative, InitiativeCreate, InitiativePatch};
use obrady_types::{InitiativeId, Page, PageQuery, Patch, ProgrammeId, RegionId};
use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, Set};
use serde_json::json;
use uuid::Uuid;

/// Lists the initiatives of a programme in their order.
///
/// # Errors
/// `not_found`; `invalid_query` and `invalid_cursor` for wrong paging.
pub async fn list_initiatives(call: &Call, programme_id: ProgrammeId, page: &PageQuery) -> Result<Page<Initiative>> {
    let reader = call.read().await?;
    get_visible(reader.conn(), &reader.actor, programme_id).await?;
    let select = initiative::Entity::find().filter(Column::ProgrammeId.eq(Uuid::from(programme_id)));
    let sorting = Sorting::<initiative::Entity> {
        columns: &[Column::Number, Column::Id],
        descending: false,
        key: |row| vec![Key::Number(row.number), Key::Id(row.id)],
    };
    let filter = ("initiatives", programme_id);
    paging::map(paging::page(&reader.ctx, reader.conn(), select, &sorting, page, &filter).await?, view::initiative)
}

/// Reads an initiative.
///
/// # Errors
/// `not_found`.
pub async fn get_initiative(call: &Call, id: InitiativeId) -> Result<Initiative> {
    let reader = call.read().await?;
    let row = initiative::Entity::find_by_id(Uuid::from(id)).one(reader.conn()).await?;
    let row = row.ok_or(DomainError::NotFound)?;
    get_visible(reader.conn(), &reader.actor, row.programme_id).await?;
    view::initiative(row)
}

/// Makes an initiative, the last of its programme.
///
/// # Errors
/// `not_found`, `unauthenticated`, `forbidden`; `validation_failed` for an end before the beginning or a goal of another
/// programme.
pub async fn create_initiative(call: &Call, programme_id: ProgrammeId, input: InitiativeCreate) -> Result<Initiative> {
    call.write("create_initiative", async |tx| {
        let programme = editable(tx, programme_id).await?;
        check_period(input.from, input.to)?;
        check_objective(tx.conn(), programme.id, input.objective_id).await?;
        view::initiative(seed::insert_initiative(tx, &programme, input).await?)
    })
    .await
}

fn check_period(from: Option<NaiveDate>, to: Option<NaiveDate>) -> Result<()> {
    match (from, to) {
        (Some(from), Some(to)) if to < from => Err(DomainError::field("/to", "invalid")),
        _ => Ok(()),
    }
}

/// An initiative of a programme that the caller edits; both are locked.
async fn editable_row(tx: &WriteTx, id: InitiativeId) -> Result<(programme::Model, initiative::Model)> {
    tx.actor.refuse_anonymous()?;
    let found = initiative::Entity::find_by_id(Uuid::from(id)).one(tx.conn()).await?;
    let programme = editable(tx, found.ok_or(DomainError::NotFound)?.programme_id).await?;
    Ok((programme, lock_row::<initiative::Entity>(tx.conn(), id).await?))
}

/// Changes an initiative of the given version.
///
/// # Errors
/// As for a new one, and `stale_version`.
pub async fn update_initiative(
    call: &Call,
    id: InitiativeId,
    version: i32,
    patch: InitiativePatch,
) -> Result<Initiative> {
    call.write("update_initiative", async |tx| {
        let (programme, row) = editable_row(tx, id).await?;
        check_version(row.version, version)?;
        let (from, to) = (patch.from.clone().apply(row.from_date), patch.to.clone().apply(row.to_date));
        check_period(from, to)?;
        check_objective(tx.conn(), programme.id, patch.objective_id.value().copied()).await?;
        let before = view::initiative(row.clone())?;
        let mut change = row.into_active_model();
        replace(&mut change.name, patch.name);
        replace_text(&mut change.leader, patch.leader);
        (change.from_date, change.to_date) = (Set(from), Set(to));
        match &patch.status {
            Patch::Absent => {}
            Patch::Null => change.status = Set(None),
            Patch::Value(status) => change.status = Set(Some(word(status)?)),
        }
        replace_value(&mut change.objective_id, patch.objective_id);
        change.version = Set(version + 1);
        let row = change.update(tx.conn()).await?;
        let event = Change::of("initiative.updated", "initiative", id, row.version);
        let after = view::initiative(row)?;
        tx.record(event.in_region(RegionId(programme.region_id)).between(&before, &after)?).await?;
        Ok(after)
    })
    .await
}

/// Removes an initiative of the given version that no topic works on.
///
/// # Errors
/// `not_found`, `unauthenticated`, `forbidden`, `stale_version`, `still_referenced`.
pub async fn delete_initiative(call: &Call, id: InitiativeId, version: i32) -> Result<()> {
    call.write("delete_initiative", async |tx| {
        let (programme, row) = editable_row(tx, id).await?;
        check_version(row.version, version)?;
        initiative::Entity::delete_by_id(row.id).exec(tx.conn()).await?;
        let event = Change::of("initiative.deleted", "initiative", id, version + 1).removed();
        tx.record(event.in_region(RegionId(programme.region_id)).with(json!({ "name": row.name }))).await
    })
    .await
}
