//! Practices that are worth spreading; public.

use super::{seed, view};
use crate::ctx::Call;
use crate::db::{check_version, lock_row};
use crate::directory;
use crate::error::{DomainError, Result};
use crate::events::Change;
use crate::paging::{self, Key, Sorting};
use crate::policy::{Action, Scope};
use crate::polish::sort_key;
use obrady_entity::practice_model::{self, Column};
use obrady_types::trainings::{PracticeModel, PracticeModelCreate, PracticeModelPatch};
use obrady_types::{Page, PageQuery, PracticeModelId, RegionId};
use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, Set};
use uuid::Uuid;

/// Lists practice models in Polish order of their names.
///
/// # Errors
/// `invalid_query` and `invalid_cursor` for wrong paging.
pub async fn list_practice_models(
    call: &Call,
    region_id: Option<RegionId>,
    page: &PageQuery,
) -> Result<Page<PracticeModel>> {
    let reader = call.read().await?;
    let mut select = practice_model::Entity::find();
    if let Some(region) = region_id {
        select = select.filter(Column::RegionId.eq(Uuid::from(region)));
    }
    let sorting = Sorting::<practice_model::Entity> {
        columns: &[Column::SortKey, Column::Id],
        descending: false,
        key: |row| vec![Key::Text(row.sort_key.clone()), Key::Id(row.id)],
    };
    let filter = ("practice_models", region_id);
    let rows = paging::page(&reader.ctx, reader.conn(), select, &sorting, page, &filter).await?;
    paging::map(rows, |row| Ok(view::practice_model(row)))
}

/// Reads a practice model.
///
/// # Errors
/// `not_found`.
pub async fn get_practice_model(call: &Call, id: PracticeModelId) -> Result<PracticeModel> {
    let reader = call.read().await?;
    let row = practice_model::Entity::find_by_id(Uuid::from(id)).one(reader.conn()).await?;
    Ok(view::practice_model(row.ok_or(DomainError::NotFound)?))
}

/// Makes a practice model.
///
/// # Errors
/// `unauthenticated`, `forbidden`; `validation_failed` for an unknown region.
pub async fn create_practice_model(call: &Call, input: PracticeModelCreate) -> Result<PracticeModel> {
    call.write("create_practice_model", async |tx| {
        let region_id = tx.actor.region_or(input.region_id)?;
        tx.require(Action::ManageTrainings, &Scope::region(region_id))?;
        let region = directory::find_region(tx.conn(), region_id).await?;
        region.ok_or_else(|| DomainError::field("/region_id", "invalid"))?;
        let id = seed::insert_practice_model(tx, region_id, input).await?;
        let row = practice_model::Entity::find_by_id(Uuid::from(id)).one(tx.conn()).await?;
        Ok(view::practice_model(row.ok_or(DomainError::NotFound)?))
    })
    .await
}

/// Changes a practice model of the given version.
///
/// # Errors
/// `not_found`, `unauthenticated`, `forbidden`, `stale_version`.
pub async fn update_practice_model(
    call: &Call,
    id: PracticeModelId,
    version: i32,
    patch: PracticeModelPatch,
) -> Result<PracticeModel> {
    call.write("update_practice_model", async |tx| {
        let row = lock_row::<practice_model::Entity>(tx.conn(), id).await?;
        tx.require(Action::ManageTrainings, &Scope::region(row.region_id))?;
        check_version(row.version, version)?;
        let mut change = row.into_active_model();
        if let Some(name) = patch.name.value().map(|name| name.trim()) {
            change.sort_key = Set(sort_key(&[name]));
            change.name = Set(name.to_owned());
        }
        if let Some(region) = patch.origin_region.value() {
            change.origin_region = Set(region.trim().to_owned());
        }
        if let Some(text) = patch.description.value() {
            change.description = Set(text.trim().to_owned());
        }
        if let Some(group) = patch.target_group.value() {
            change.target_group = Set(group.trim().to_owned());
        }
        change.version = Set(version + 1);
        let row = change.update(tx.conn()).await?;
        let event = Change::of("practice_model.updated", "practice_model", id, row.version);
        tx.record(event.in_region(RegionId(row.region_id))).await?;
        Ok(view::practice_model(row))
    })
    .await
}
