//! Editions: listing, reading and making them.

use super::query::{EditionFilter, editions_visible_to, get_edition_row, get_training_row};
use super::{seed, view};
use crate::ctx::Call;
use crate::error::Result;
use crate::paging::{self, Key, Sorting};
use crate::policy::{Action, Scope};
use obrady_entity::training_edition::{self, Column};
use obrady_types::trainings::{EditionOrder, TrainingEdition, TrainingEditionCreate};
use obrady_types::{Page, PageQuery, TrainingEditionId, TrainingId};
use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{ColumnTrait, QueryFilter};
use uuid::Uuid;

/// Lists editions that the caller may know of.
///
/// # Errors
/// `invalid_query` and `invalid_cursor` for wrong paging.
pub async fn list_training_editions(
    call: &Call,
    filter: &EditionFilter,
    page: &PageQuery,
) -> Result<Page<TrainingEdition>> {
    let reader = call.read().await?;
    let mut select = editions_visible_to(&reader.actor);
    if let Some(training) = filter.training_id {
        select = select.filter(Column::TrainingId.eq(Uuid::from(training)));
    }
    if let Some(region) = filter.region_id {
        select = select.filter(Column::RegionId.eq(Uuid::from(region)));
    }
    if let Some(from) = filter.from {
        select = select.filter(Column::LastDate.gte(from));
    }
    if let Some(to) = filter.to {
        select = select.filter(Column::FirstDate.lte(to));
    }
    if let Some(text) = &filter.q {
        select = select.filter(paging::search_contains(Column::Search, text));
    }
    if let Some(text) = &filter.audience {
        select = select.filter(paging::search_contains(Column::AudienceSearch, text));
    }
    if filter.free == Some(true) {
        select = select
            .filter(Column::State.eq(super::query::PUBLISHED))
            .filter(Column::RegistrationClosesAt.gt(reader.now))
            .filter(Expr::col(Column::Confirmed).lt(Expr::col(Column::Capacity)));
    }
    let by_date = |descending| Sorting::<training_edition::Entity> {
        columns: &[Column::FirstDate, Column::Id],
        descending,
        key: |row| vec![Key::Date(row.first_date), Key::Id(row.id)],
    };
    let sorting = match filter.order {
        EditionOrder::Date => by_date(false),
        EditionOrder::Latest => by_date(true),
        EditionOrder::Title => Sorting::<training_edition::Entity> {
            columns: &[Column::SortKey, Column::FirstDate, Column::Id],
            descending: false,
            key: |row| vec![Key::Text(row.sort_key.clone()), Key::Date(row.first_date), Key::Id(row.id)],
        },
    };
    let rows = paging::page(&reader.ctx, reader.conn(), select, &sorting, page, &("editions", filter)).await?;
    let items = view::editions(reader.conn(), &reader.actor, reader.now, rows.items).await?;
    Ok(Page { items, next: rows.next, total: rows.total })
}

/// Reads an edition.
///
/// # Errors
/// `not_found`, also for a draft that the caller may not know of.
pub async fn get_training_edition(call: &Call, id: TrainingEditionId) -> Result<TrainingEdition> {
    let reader = call.read().await?;
    let row = get_edition_row(reader.conn(), &reader.actor, id).await?;
    view::edition(reader.conn(), &reader.actor, reader.now, row).await
}

/// Makes an edition, a draft.
///
/// # Errors
/// `not_found`, `unauthenticated`, `forbidden`; `already_exists` for a code that is taken; `validation_failed` for days
/// that do not ascend, a registration that closes before it opens or after the start, an unknown adviser.
pub async fn create_training_edition(
    call: &Call,
    training_id: TrainingId,
    input: TrainingEditionCreate,
) -> Result<TrainingEdition> {
    call.write("create_training_edition", async |tx| {
        tx.actor.refuse_anonymous()?;
        let training = get_training_row(tx.conn(), &tx.actor, training_id).await?;
        tx.require(Action::ManageTrainings, &Scope::region(training.region_id))?;
        let id = seed::insert_edition(tx, training_id, input, false).await?;
        let row = get_edition_row(tx.conn(), &tx.actor, id).await?;
        view::edition(tx.conn(), &tx.actor, tx.now, row).await
    })
    .await
}
