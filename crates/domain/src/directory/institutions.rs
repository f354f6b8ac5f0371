//! Institutions; public.

use super::query::{InstitutionFilter, find_institution, find_region, institutions};
use super::{seed, view};
use crate::ctx::Call;
use crate::db::{check_version, lock_row};
use crate::error::{DomainError, Result};
use crate::events::Change;
use crate::paging::{self, Key, Sorting};
use crate::policy::{Action, Scope};
use crate::polish::sort_key;
use crate::words::word;
use obrady_entity::institution::{self, Column};
use obrady_types::directory::{Institution, InstitutionCreate, InstitutionPatch};
use obrady_types::{InstitutionId, Page, PageQuery, Patch};
use sea_orm::{ActiveModelTrait, ColumnTrait, IntoActiveModel, QueryFilter, Set};
use uuid::Uuid;

/// Lists institutions in Polish order of their names.
///
/// # Errors
/// `invalid_query` and `invalid_cursor` for wrong paging.
pub async fn list_institutions(call: &Call, filter: &InstitutionFilter, page: &PageQuery) -> Result<Page<Institution>> {
    let reader = call.read().await?;
    let mut select = institutions();
    if let Some(region) = filter.region_id {
        select = select.filter(Column::RegionId.eq(Uuid::from(region)));
    }
    if let Some(kind) = &filter.kind {
        select = select.filter(Column::Kind.eq(word(kind)?));
    }
    if let Some(text) = &filter.q {
        select = select.filter(paging::search_contains(Column::Search, text));
    }
    let sorting = Sorting::<institution::Entity> {
        columns: &[Column::SortKey, Column::Id],
        descending: false,
        key: |row| vec![Key::Text(row.sort_key.clone()), Key::Id(row.id)],
    };
    let rows = paging::page(&reader.ctx, reader.conn(), select, &sorting, page, &("institutions", filter)).await?;
    let items = view::institutions(reader.conn(), rows.items).await?;
    Ok(Page { items, next: rows.next, total: rows.total })
}

/// Reads an institution.
///
/// # Errors
/// `not_found`.
pub async fn get_institution(call: &Call, id: InstitutionId) -> Result<Institution> {
    let reader = call.read().await?;
    let row = find_institution(reader.conn(), id).await?.ok_or(DomainError::NotFound)?;
    view::institution(reader.conn(), row).await
}

/// Makes an institution.
///
/// # Errors
/// `unauthenticated`, `forbidden`; `validation_failed` for an unknown region.
pub async fn create_institution(call: &Call, input: InstitutionCreate) -> Result<Institution> {
    call.write("create_institution", async |tx| {
        let region_id = tx.actor.region_or(input.region_id)?;
        tx.require(Action::EditInstitution, &Scope::region(region_id))?;
        find_region(tx.conn(), region_id).await?.ok_or_else(|| DomainError::field("/region_id", "invalid"))?;
        let id = seed::insert_institution(tx, region_id, input, false).await?;
        let row = find_institution(tx.conn(), id).await?.ok_or(DomainError::NotFound)?;
        view::institution(tx.conn(), row).await
    })
    .await
}

/// Changes an institution of the given version.
///
/// # Errors
/// `not_found`, `unauthenticated`, `forbidden`, `stale_version`; `validation_failed` for a successor that is unknown,
/// of another region or the institution itself.
pub async fn update_institution(
    call: &Call,
    id: InstitutionId,
    version: i32,
    patch: InstitutionPatch,
) -> Result<Institution> {
    call.write("update_institution", async |tx| {
        let row = lock_row::<institution::Entity>(tx.conn(), id).await?;
        tx.require(Action::EditInstitution, &Scope::region(row.region_id))?;
        check_version(row.version, version)?;
        if let Patch::Value(successor) = &patch.successor_id {
            let found = find_institution(tx.conn(), *successor).await?;
            found
                .filter(|found| found.region_id == row.region_id && found.id != row.id)
                .ok_or_else(|| DomainError::field("/successor_id", "invalid"))?;
        }
        let name = patch.name.map_or_else(|| row.name.clone(), |name| name.trim().to_owned());
        let town = patch.town.apply(row.town.clone()).map(|town| town.trim().to_owned());
        let renamed = name != row.name;
        let mut change = row.clone().into_active_model();
        change.sort_key = Set(sort_key(&[&name]));
        change.search = Set(seed::institution_search(&name, town.as_deref()));
        change.name = Set(name);
        change.town = Set(town);
        change.successor_id = Set(patch.successor_id.apply(row.successor_id.map(Into::into)).map(Uuid::from));
        change.closed_on = Set(patch.closed_on.apply(row.closed_on));
        change.version = Set(version + 1);
        let row = change.update(tx.conn()).await?;
        if renamed {
            crate::convents::institution_renamed(tx, &row).await?;
        }
        let event = Change::of("institution.updated", "institution", id, row.version);
        tx.record(event.in_region(obrady_types::RegionId(row.region_id))).await?;
        view::institution(tx.conn(), row).await
    })
    .await
}
