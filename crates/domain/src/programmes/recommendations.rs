//! Recommendations of a programme.

use super::fields::{replace, replace_value};
use super::query::{check_objective, editable, get_visible};
use super::{seed, view};
use crate::ctx::{Call, WriteTx};
use crate::db::{check_version, lock_row};
use crate::error::{DomainError, Result};
use crate::events::Change;
use crate::paging::{self, Key, Sorting};
use obrady_entity::programme;
use obrady_entity::recommendation::{self, Column};
use obrady_types::programmes::{Recommendation, RecommendationCreate, RecommendationPatch};
use obrady_types::{Page, PageQuery, ProgrammeId, RecommendationId, RegionId};
use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, Set};
use serde_json::json;
use uuid::Uuid;

/// Lists the recommendations of a programme by number.
///
/// # Errors
/// `not_found`; `invalid_query` and `invalid_cursor` for wrong paging.
pub async fn list_recommendations(
    call: &Call,
    programme_id: ProgrammeId,
    page: &PageQuery,
) -> Result<Page<Recommendation>> {
    let reader = call.read().await?;
    get_visible(reader.conn(), &reader.actor, programme_id).await?;
    let select = recommendation::Entity::find().filter(Column::ProgrammeId.eq(Uuid::from(programme_id)));
    let sorting = Sorting::<recommendation::Entity> {
        columns: &[Column::Number, Column::Id],
        descending: false,
        key: |row| vec![Key::Number(row.number), Key::Id(row.id)],
    };
    let filter = ("recommendations", programme_id);
    paging::map(paging::page(&reader.ctx, reader.conn(), select, &sorting, page, &filter).await?, view::recommendation)
}

/// Reads a recommendation.
///
/// # Errors
/// `not_found`.
pub async fn get_recommendation(call: &Call, id: RecommendationId) -> Result<Recommendation> {
    let reader = call.read().await?;
    let row = recommendation::Entity::find_by_id(Uuid::from(id)).one(reader.conn()).await?;
    let row = row.ok_or(DomainError::NotFound)?;
    get_visible(reader.conn(), &reader.actor, row.programme_id).await?;
    view::recommendation(row)
}

/// Makes a recommendation with the next number.
///
/// # Errors
/// `not_found`, `unauthenticated`, `forbidden`; `validation_failed` for a goal of another programme.
pub async fn create_recommendation(
    call: &Call,
    programme_id: ProgrammeId,
    input: RecommendationCreate,
) -> Result<Recommendation> {
    call.write("create_recommendation", async |tx| {
        let programme = editable(tx, programme_id).await?;
        check_objective(tx.conn(), programme.id, input.objective_id).await?;
        view::recommendation(seed::insert_recommendation(tx, &programme, input).await?)
    })
    .await
}

/// A recommendation of a programme that the caller edits; both are locked.
async fn editable_row(tx: &WriteTx, id: RecommendationId) -> Result<(programme::Model, recommendation::Model)> {
    tx.actor.refuse_anonymous()?;
    let found = recommendation::Entity::find_by_id(Uuid::from(id)).one(tx.conn()).await?;
    let programme = editable(tx, found.ok_or(DomainError::NotFound)?.programme_id).await?;
    Ok((programme, lock_row::<recommendation::Entity>(tx.conn(), id).await?))
}

/// Changes a recommendation of the given version.
///
/// # Errors
/// `not_found`, `unauthenticated`, `forbidden`, `stale_version`; `validation_failed` for a goal of another programme.
pub async fn update_recommendation(
    call: &Call,
    id: RecommendationId,
    version: i32,
    patch: RecommendationPatch,
) -> Result<Recommendation> {
    call.write("update_recommendation", async |tx| {
        let (programme, row) = editable_row(tx, id).await?;
        check_version(row.version, version)?;
        check_objective(tx.conn(), programme.id, patch.objective_id.value().copied()).await?;
        let before = view::recommendation(row.clone())?;
        let mut change = row.into_active_model();
        replace(&mut change.title, patch.title);
        replace(&mut change.description, patch.description);
        replace_value(&mut change.objective_id, patch.objective_id);
        change.version = Set(version + 1);
        let row = change.update(tx.conn()).await?;
        let event = Change::of("recommendation.updated", "recommendation", id, row.version);
        let event = event.in_region(RegionId(programme.region_id));
        let after = view::recommendation(row)?;
        tx.record(event.between(&before, &after)?).await?;
        Ok(after)
    })
    .await
}

/// Removes a recommendation of the given version that no topic works on.
///
/// # Errors
/// `not_found`, `unauthenticated`, `forbidden`, `stale_version`, `still_referenced`.
pub async fn delete_recommendation(call: &Call, id: RecommendationId, version: i32) -> Result<()> {
    call.write("delete_recommendation", async |tx| {
        let (programme, row) = editable_row(tx, id).await?;
        check_version(row.version, version)?;
        recommendation::Entity::delete_by_id(row.id).exec(tx.conn()).await?;
        let event = Change::of("recommendation.deleted", "recommendation", id, version + 1).removed();
        tx.record(event.in_region(RegionId(programme.region_id)).with(json!({ "number": row.number }))).await
    })
    .await
}
