//! Indicators of goals. Whoever changes one locks its programme.

use super::fields::{replace, replace_text, trimmed};
use super::query::{editable, get_objective_row, get_visible};
use crate::ctx::{Call, WriteTx};
use crate::db::{check_version, lock_row};
use crate::error::{DomainError, Result};
use crate::events::Change;
use crate::paging::{self, Key, Sorting};
use obrady_entity::indicator::{self, Column};
use obrady_entity::{indicator_value, programme};
use obrady_rules::programmes::reached;
use obrady_types::programmes::{Indicator, IndicatorCreate, IndicatorPatch, IndicatorValue};
use obrady_types::{IndicatorId, ObjectiveId, Page, PageQuery, ProgrammeId, RegionId};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder, Set,
};
use serde_json::json;
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

/// Lists the indicators of a programme's goals, those of a goal in their order; a constant number of statements.
///
/// # Errors
/// `not_found`; `invalid_query` and `invalid_cursor` for wrong paging.
pub async fn list_indicators(call: &Call, programme_id: ProgrammeId, page: &PageQuery) -> Result<Page<Indicator>> {
    let reader = call.read().await?;
    get_visible(reader.conn(), &reader.actor, programme_id).await?;
    let select = indicator::Entity::find().filter(Column::ProgrammeId.eq(Uuid::from(programme_id)));
    let sorting = Sorting::<indicator::Entity> {
        columns: &[Column::Number, Column::Id],
        descending: false,
        key: |row| vec![Key::Number(row.number), Key::Id(row.id)],
    };
    let filter = ("indicators", programme_id);
    let rows = paging::page(&reader.ctx, reader.conn(), select, &sorting, page, &filter).await?;
    let mut values = values_of(reader.conn(), rows.items.iter().map(|row| row.id)).await?;
    paging::map(rows, |row| {
        let own = values.remove(&row.id).unwrap_or_default();
        Ok(view(row, own))
    })
}

/// Reads an indicator.
///
/// # Errors
/// `not_found`.
pub async fn get_indicator(call: &Call, id: IndicatorId) -> Result<Indicator> {
    let reader = call.read().await?;
    let row = indicator::Entity::find_by_id(Uuid::from(id)).one(reader.conn()).await?;
    let row = row.ok_or(DomainError::NotFound)?;
    get_visible(reader.conn(), &reader.actor, row.programme_id).await?;
    with_values(reader.conn(), row).await
}

/// Makes an indicator, the last of its goal.
///
/// # Errors
/// `not_found`, `unauthenticated`, `forbidden`; `validation_failed` for a year without what it is the year of, or two
/// values of a year.
pub async fn create_indicator(call: &Call, objective_id: ObjectiveId, input: IndicatorCreate) -> Result<Indicator> {
    call.write("create_indicator", async |tx| {
        tx.actor.refuse_anonymous()?;
        let goal = get_objective_row(tx.conn(), objective_id).await?;
        let programme = editable(tx, goal.programme_id).await?;
        check(input.baseline, input.baseline_year, input.target, input.target_year)?;
        check_years(&input.values)?;
        insert(tx, &programme, objective_id, input, false).await
    })
    .await
}

/// Writes an indicator with the next number.
pub(super) async fn insert(
    tx: &WriteTx,
    programme: &programme::Model,
    objective_id: ObjectiveId,
    input: IndicatorCreate,
    synthetic: bool,
) -> Result<Indicator> {
    let last = indicator::Entity::find().filter(Column::ObjectiveId.eq(Uuid::from(objective_id)));
    let last = last.order_by_desc(Column::Number).one(tx.conn()).await?;
    let row = indicator::ActiveModel {
        id: Set(tx.new_id()),
        programme_id: Set(programme.id),
        objective_id: Set(objective_id.into()),
        number: Set(last.map_or(1, |last| last.number + 1)),
        name: Set(input.name.trim().to_owned()),
        unit: Set(trimmed(input.unit)),
        baseline: Set(input.baseline),
        baseline_year: Set(input.baseline_year),
        target: Set(input.target),
        target_year: Set(input.target_year),
        synthetic: Set(synthetic),
        version: Set(1),
    };
    let row = row.insert(tx.conn()).await?;
    write_values(tx, row.id, &input.values).await?;
    let made = with_values(tx.conn(), row).await?;
    let change = Change::of("indicator.created", "indicator", made.id, 1).in_region(RegionId(programme.region_id));
    tx.record(change.with(json!({ "objective_id": made.objective_id, "name": made.name }))).await?;
    Ok(made)
}

/// Changes an indicator of the given version.
///
/// # Errors
/// As for a new one, and `stale_version`.
pub async fn update_indicator(call: &Call, id: IndicatorId, version: i32, patch: IndicatorPatch) -> Result<Indicator> {
    call.write("update_indicator", async |tx| {
        let (programme, row) = editable_row(tx, id).await?;
        check_version(row.version, version)?;
        let before = with_values(tx.conn(), row.clone()).await?;
        let (baseline, baseline_year) =
            (patch.baseline.apply(row.baseline), patch.baseline_year.apply(row.baseline_year));
        let (target, target_year) = (patch.target.apply(row.target), patch.target_year.apply(row.target_year));
        check(baseline, baseline_year, target, target_year)?;
        let mut change = row.into_active_model();
        replace(&mut change.name, patch.name);
        replace_text(&mut change.unit, patch.unit);
        (change.baseline, change.baseline_year) = (Set(baseline), Set(baseline_year));
        (change.target, change.target_year) = (Set(target), Set(target_year));
        change.version = Set(version + 1);
        let row = change.update(tx.conn()).await?;
        if let Some(values) = patch.values {
            check_years(&values)?;
            remove_values(tx, row.id).await?;
            write_values(tx, row.id, &values).await?;
        }
        let after = with_values(tx.conn(), row).await?;
        let event = Change::of("indicator.updated", "indicator", id, after.version);
        tx.record(event.in_region(RegionId(programme.region_id)).between(&before, &after)?).await?;
        Ok(after)
    })
    .await
}

/// Removes an indicator of the given version with its values.
///
/// # Errors
/// `not_found`, `unauthenticated`, `forbidden`, `stale_version`.
pub async fn delete_indicator(call: &Call, id: IndicatorId, version: i32) -> Result<()> {
    call.write("delete_indicator", async |tx| {
        let (programme, row) = editable_row(tx, id).await?;
        check_version(row.version, version)?;
        remove_values(tx, row.id).await?;
        indicator::Entity::delete_by_id(row.id).exec(tx.conn()).await?;
        let event = Change::of("indicator.deleted", "indicator", id, version + 1).removed();
        tx.record(event.in_region(RegionId(programme.region_id)).with(json!({ "name": row.name }))).await
    })
    .await
}

/// An indicator of a programme that the caller edits; both are locked.
async fn editable_row(tx: &WriteTx, id: IndicatorId) -> Result<(programme::Model, indicator::Model)> {
    tx.actor.refuse_anonymous()?;
    let found = indicator::Entity::find_by_id(Uuid::from(id)).one(tx.conn()).await?;
    let programme = editable(tx, found.ok_or(DomainError::NotFound)?.programme_id).await?;
    Ok((programme, lock_row::<indicator::Entity>(tx.conn(), id).await?))
}

fn check(
    baseline: Option<f64>,
    baseline_year: Option<i32>,
    target: Option<f64>,
    target_year: Option<i32>,
) -> Result<()> {
    if baseline_year.is_some() && baseline.is_none() {
        return Err(DomainError::field("/baseline_year", "invalid"));
    }
    if target_year.is_some() && target.is_none() {
        return Err(DomainError::field("/target_year", "invalid"));
    }
    Ok(())
}

fn check_years(values: &[IndicatorValue]) -> Result<()> {
    let mut years = BTreeSet::new();
    match values.iter().position(|value| !years.insert(value.year)) {
        Some(twice) => Err(DomainError::field(&format!("/values/{twice}/year"), "taken")),
        None => Ok(()),
    }
}

async fn write_values(tx: &WriteTx, id: Uuid, values: &[IndicatorValue]) -> Result<()> {
    let row = |one: &IndicatorValue| indicator_value::ActiveModel {
        indicator_id: Set(id),
        year: Set(one.year),
        value: Set(one.value),
    };
    if !values.is_empty() {
        indicator_value::Entity::insert_many(values.iter().map(row)).exec_without_returning(tx.conn()).await?;
    }
    Ok(())
}

async fn remove_values(tx: &WriteTx, id: Uuid) -> Result<()> {
    let own = indicator_value::Entity::delete_many().filter(indicator_value::Column::IndicatorId.eq(id));
    own.exec(tx.conn()).await?;
    Ok(())
}

/// Values by indicator, each by year.
async fn values_of<C: ConnectionTrait>(
    conn: &C,
    ids: impl Iterator<Item = Uuid>,
) -> Result<BTreeMap<Uuid, Vec<IndicatorValue>>> {
    use indicator_value::Column;
    let rows = indicator_value::Entity::find().filter(Column::IndicatorId.is_in(ids)).order_by_asc(Column::Year);
    let mut found: BTreeMap<Uuid, Vec<IndicatorValue>> = BTreeMap::new();
    for row in rows.all(conn).await? {
        found.entry(row.indicator_id).or_default().push(IndicatorValue { year: row.year, value: row.value });
    }
    Ok(found)
}

async fn with_values<C: ConnectionTrait>(conn: &C, row: indicator::Model) -> Result<Indicator> {
    let values = values_of(conn, std::iter::once(row.id)).await?.remove(&row.id).unwrap_or_default();
    Ok(view(row, values))
}

fn view(row: indicator::Model, values: Vec<IndicatorValue>) -> Indicator {
    let reached_percent = match (row.baseline, row.target, values.last()) {
        (Some(baseline), Some(target), Some(last)) => reached(baseline, target, last.value),
        _ => None,
    };
    Indicator {
        id: row.id.into(),
        programme_id: row.programme_id.into(),
        objective_id: row.objective_id.into(),
        number: row.number,
        name: row.name,
        unit: row.unit,
        baseline: row.baseline,
        baseline_year: row.baseline_year,
        target: row.target,
        target_year: row.target_year,
        values,
        reached_percent,
        synthetic: row.synthetic,
        version: row.version,
    }
}
