//! What people who register are told about their data: numbered texts that never change (DOM-27).

use super::query::clauses_in_force;
use super::{seed, view};
use crate::ctx::Call;
use crate::db::lock_row;
use crate::error::{DomainError, Result};
use crate::paging::{self, Key, Sorting};
use crate::policy::{Action, Scope};
use obrady_entity::information_clause::{self, Column};
use obrady_entity::region;
use obrady_types::trainings::{InformationClause, InformationClauseCreate};
use obrady_types::{InformationClauseId, Page, PageQuery, RegionId};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use uuid::Uuid;

/// Lists information clauses, newest first.
///
/// # Errors
/// `invalid_query` and `invalid_cursor` for wrong paging.
pub async fn list_information_clauses(
    call: &Call,
    region_id: Option<RegionId>,
    page: &PageQuery,
) -> Result<Page<InformationClause>> {
    let reader = call.read().await?;
    let mut select = information_clause::Entity::find();
    if let Some(region) = region_id {
        select = select.filter(Column::RegionId.eq(Uuid::from(region)));
    }
    let sorting = Sorting::<information_clause::Entity> {
        columns: &[Column::Number, Column::Id],
        descending: true,
        key: |row| vec![Key::Number(row.number), Key::Id(row.id)],
    };
    let filter = ("information_clauses", region_id);
    let rows = paging::page(&reader.ctx, reader.conn(), select, &sorting, page, &filter).await?;
    paging::map(rows, |row| Ok(view::clause(row)))
}

/// Reads an information clause.
///
/// # Errors
/// `not_found`.
pub async fn get_information_clause(call: &Call, id: InformationClauseId) -> Result<InformationClause> {
    let reader = call.read().await?;
    let row = information_clause::Entity::find_by_id(Uuid::from(id)).one(reader.conn()).await?;
    Ok(view::clause(row.ok_or(DomainError::NotFound)?))
}

/// Publishes a new text: it has the next number of its region and is in force at once.
///
/// # Errors
/// `unauthenticated`, `forbidden`; `validation_failed` for an unknown region.
pub async fn create_information_clause(call: &Call, input: InformationClauseCreate) -> Result<InformationClause> {
    call.write("create_information_clause", async |tx| {
        let region_id = tx.actor.region_or(input.region_id)?;
        tx.require(Action::ManageTrainings, &Scope::region(region_id))?;
        // Two texts at once get two numbers.
        lock_row::<region::Entity>(tx.conn(), region_id).await.map_err(|error| match error {
            DomainError::NotFound => DomainError::field("/region_id", "invalid"),
            other => other,
        })?;
        let before = clauses_in_force(tx.conn(), [region_id.into()]).await?;
        let number = before.get(&region_id.into()).copied().unwrap_or(0) + 1;
        let id = seed::insert_clause(tx, region_id, number, input).await?;
        let row = information_clause::Entity::find_by_id(Uuid::from(id)).one(tx.conn()).await?;
        Ok(view::clause(row.ok_or(DomainError::NotFound)?))
    })
    .await
}
