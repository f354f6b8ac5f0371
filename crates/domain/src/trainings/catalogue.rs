//! Trainings: what is taught and for whom; public once an edition was published.

use super::query::{TrainingFilter, get_training_row, manages, trainings_visible_to};
use super::rows::{audience_search, link_models, training_search};
use super::{seed, view};
use crate::ctx::Call;
use crate::db::{check_version, lock_row};
use crate::directory;
use crate::error::{DomainError, Result};
use crate::events::Change;
use crate::paging::{self, Key, Sorting};
use crate::policy::{Action, Scope};
use crate::polish::sort_key;
use crate::words::word;
use obrady_entity::training::{self, Column};
use obrady_entity::training_edition;
use obrady_types::trainings::{Training, TrainingCreate, TrainingPatch};
use obrady_types::{Page, PageQuery, RegionId, TrainingId};
use sea_orm::sea_query::Expr;
use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, Set};
use uuid::Uuid;

/// Lists trainings that the caller may know of, in Polish order of their titles.
///
/// # Errors
/// `invalid_query` and `invalid_cursor` for wrong paging.
pub async fn list_trainings(call: &Call, filter: &TrainingFilter, page: &PageQuery) -> Result<Page<Training>> {
    let reader = call.read().await?;
    let mut select = trainings_visible_to(&reader.actor);
    if let Some(region) = filter.region_id {
        select = select.filter(Column::RegionId.eq(Uuid::from(region)));
    }
    if let Some(form) = &filter.form {
        select = select.filter(Column::Form.eq(word(form)?));
    }
    if let Some(text) = &filter.q {
        select = select.filter(paging::search_contains(Column::Search, text));
    }
    let sorting = Sorting::<training::Entity> {
        columns: &[Column::SortKey, Column::Id],
        descending: false,
        key: |row| vec![Key::Text(row.sort_key.clone()), Key::Id(row.id)],
    };
    let rows = paging::page(&reader.ctx, reader.conn(), select, &sorting, page, &("trainings", filter)).await?;
    let items = view::trainings(reader.conn(), &reader.actor, rows.items).await?;
    Ok(Page { items, next: rows.next, total: rows.total })
}

/// Reads a training.
///
/// # Errors
/// `not_found`, also for one that is not announced to the caller.
pub async fn get_training(call: &Call, id: TrainingId) -> Result<Training> {
    let reader = call.read().await?;
    let row = get_training_row(reader.conn(), &reader.actor, id).await?;
    view::training(reader.conn(), &reader.actor, row).await
}

/// Makes a training.
///
/// # Errors
/// `unauthenticated`, `forbidden`; `validation_failed` for an unknown region or model.
pub async fn create_training(call: &Call, input: TrainingCreate) -> Result<Training> {
    call.write("create_training", async |tx| {
        let region_id = tx.actor.region_or(input.region_id)?;
        tx.require(Action::ManageTrainings, &Scope::region(region_id))?;
        let region = directory::find_region(tx.conn(), region_id).await?;
        region.ok_or_else(|| DomainError::field("/region_id", "invalid"))?;
        let id = seed::insert_training(tx, region_id, input, false).await?;
        let row = get_training_row(tx.conn(), &tx.actor, id).await?;
        view::training(tx.conn(), &tx.actor, row).await
    })
    .await
}

/// Changes a training of the given version.
///
/// # Errors
/// `not_found`, `unauthenticated`, `forbidden`, `stale_version`; `validation_failed` for an unknown model.
pub async fn update_training(call: &Call, id: TrainingId, version: i32, patch: TrainingPatch) -> Result<Training> {
    call.write("update_training", async |tx| {
        tx.actor.refuse_anonymous()?;
        let row = lock_row::<training::Entity>(tx.conn(), id).await?;
        if row.announced_at.is_none() && !manages(&tx.actor, row.region_id) {
            return Err(DomainError::NotFound);
        }
        tx.require(Action::ManageTrainings, &Scope::region(row.region_id))?;
        check_version(row.version, version)?;
        let title = patch.title.value().map_or(&row.title, |title| title).trim().to_owned();
        let topics = patch.topics.as_ref().map(|topics| seed::lines(topics)).transpose()?;
        let topics = topics.unwrap_or_else(|| row.topics.clone());
        let audiences = patch.audiences.as_ref().map(|all| seed::lines(all)).transpose()?;
        let audiences = audiences.unwrap_or_else(|| row.audiences.clone());
        let (order, search) = (sort_key(&[&title]), training_search(&title, &topics)?);
        let audience = audience_search(&audiences)?;
        let region_id = RegionId(row.region_id);
        let mut change = row.into_active_model();
        if let Some(text) = patch.description.value() {
            change.description = Set(text.trim().to_owned());
        }
        if let Some(form) = &patch.form {
            change.form = Set(word(form)?);
        }
        change.title = Set(title);
        change.topics = Set(topics);
        change.audiences = Set(audiences);
        change.sort_key = Set(order.clone());
        change.search = Set(search.clone());
        change.audience_search = Set(audience.clone());
        change.version = Set(version + 1);
        let row = change.update(tx.conn()).await?;
        if let Some(models) = &patch.practice_model_ids {
            link_models(tx, region_id, row.id, models).await?;
        }
        // Lists of editions are sorted and searched by these.
        training_edition::Entity::update_many()
            .col_expr(training_edition::Column::SortKey, Expr::value(order))
            .col_expr(training_edition::Column::Search, Expr::value(search))
            .col_expr(training_edition::Column::AudienceSearch, Expr::value(audience))
            .filter(training_edition::Column::TrainingId.eq(row.id))
            .exec(tx.conn())
            .await?;
        tx.record(Change::of("training.updated", "training", id, row.version).in_region(region_id)).await?;
        view::training(tx.conn(), &tx.actor, row).await
    })
    .await
}
