//! Institutions; public.

use super::query::{InstitutionFilter, find_institution, find_region, in_status, institutions};
use super::{seed, view};
use crate::ctx::{Call, WriteTx};
use crate::db::{check_version, lock_row};
use crate::error::{DomainError, Result};
use crate::events::Change;
use crate::paging::{self, Key, Sorting};
use crate::policy::{Action, Scope};
use crate::polish::sort_key;
use crate::words::{of_word, word};
use obrady_entity::institution::{self, Column};
use obrady_entity::region;
use obrady_types::directory::{Institution, InstitutionCreate, InstitutionKind, InstitutionPatch, OpsSubtype};
use obrady_types::{ErrorCode, InstitutionId, Page, PageQuery, Patch, RegionId};
use sea_orm::{ActiveModelTrait, ColumnTrait, IntoActiveModel, QueryFilter, Set};
use std::collections::BTreeSet;
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
    if let Some(county) = &filter.teryt_county {
        select = select.filter(Column::TerytCounty.eq(county));
    }
    if let Some(commune) = &filter.teryt_commune {
        select = select.filter(Column::TerytCommune.eq(commune));
    }
    let today = reader.ctx.date_of(reader.now);
    if let Some(status) = filter.status {
        select = select.filter(in_status(status, today));
    }
    if let Some(successor) = filter.successor_id {
        select = select.filter(Column::SuccessorId.eq(Uuid::from(successor)));
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
    let items = view::institutions(reader.conn(), rows.items, today).await?;
    Ok(Page { items, next: rows.next, total: rows.total })
}

/// Reads an institution.
///
/// # Errors
/// `not_found`.
pub async fn get_institution(call: &Call, id: InstitutionId) -> Result<Institution> {
    let reader = call.read().await?;
    let row = find_institution(reader.conn(), id).await?.ok_or(DomainError::NotFound)?;
    view::institution(reader.conn(), row, reader.ctx.date_of(reader.now)).await
}

/// Makes an institution.
///
/// # Errors
/// `unauthenticated`, `forbidden`; `validation_failed` for an unknown region, a TERYT code elsewhere or a subtype that
/// does not fit; `already_exists` for a reference that is taken.
pub async fn create_institution(call: &Call, input: InstitutionCreate) -> Result<Institution> {
    call.write("create_institution", async |tx| {
        let region_id = tx.actor.region_or(input.region_id)?;
        tx.require(Action::EditInstitution, &Scope::region(region_id))?;
        let region = find_region(tx.conn(), region_id).await?;
        let region = region.ok_or_else(|| DomainError::field("/region_id", "invalid"))?;
        check_place(&region, input.teryt_county.as_deref(), input.teryt_commune.as_deref())?;
        check_subtype(input.kind, input.subtype)?;
        let id = seed::insert_institution(tx, region_id, input, false).await?;
        let row = find_institution(tx.conn(), id).await?.ok_or(DomainError::NotFound)?;
        view::institution(tx.conn(), row, tx.ctx.date_of(tx.now)).await
    })
    .await
}

/// Changes an institution of the given version.
///
/// # Errors
/// `not_found`, `unauthenticated`, `forbidden`, `stale_version`; `validation_failed` for a successor that is unknown or
/// of another region, a TERYT code elsewhere or a subtype that does not fit; `successor_cycle`; `already_exists` for a
/// reference that is taken.
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
            check_successor(tx, &row, *successor).await?;
        }
        let region = find_region(tx.conn(), row.region_id.into()).await?.ok_or(DomainError::NotFound)?;
        let change = changed(&region, &row, patch)?;
        let renamed = change.name.as_ref() != &row.name || change.teryt_county.as_ref() != &row.teryt_county;
        let row = change.update(tx.conn()).await?;
        if renamed {
            crate::convents::institution_renamed(tx, &row).await?;
        }
        let event = Change::of("institution.updated", "institution", id, row.version);
        tx.record(event.in_region(RegionId(row.region_id))).await?;
        view::institution(tx.conn(), row, tx.ctx.date_of(tx.now)).await
    })
    .await
}

/// The row with a patch applied and its version raised.
pub(super) fn changed(
    region: &region::Model,
    row: &institution::Model,
    patch: InstitutionPatch,
) -> Result<institution::ActiveModel> {
    let trimmed = |text: Option<String>| text.map(|text| text.trim().to_owned());
    let name = patch.name.map_or_else(|| row.name.clone(), |name| name.trim().to_owned());
    let town = trimmed(patch.town.apply(row.town.clone()));
    let commune = patch.teryt_commune.apply(row.teryt_commune.clone());
    let county = seed::county_of(patch.teryt_county.apply(row.teryt_county.clone()), commune.as_deref());
    check_place(region, county.as_deref(), commune.as_deref())?;
    let kind = match patch.kind {
        Some(kind) => kind,
        None => of_word(&row.kind)?,
    };
    let subtype = patch.subtype.apply(row.subtype.as_deref().map(of_word).transpose()?);
    check_subtype(kind, subtype)?;
    let mut change = row.clone().into_active_model();
    change.sort_key = Set(sort_key(&[&name]));
    change.search = Set(seed::institution_search(&name, town.as_deref()));
    change.kind = Set(word(&kind)?);
    change.subtype = Set(subtype.as_ref().map(word).transpose()?);
    change.name = Set(name);
    change.town = Set(town);
    change.short_name = Set(trimmed(patch.short_name.apply(row.short_name.clone())));
    change.address = Set(trimmed(patch.address.apply(row.address.clone())));
    change.teryt_county = Set(county);
    change.teryt_commune = Set(commune);
    change.acts_as_county_centre = Set(patch.acts_as_county_centre.unwrap_or(row.acts_as_county_centre));
    change.external_reference = Set(trimmed(patch.external_reference.apply(row.external_reference.clone())));
    change.successor_id = Set(patch.successor_id.apply(row.successor_id.map(Into::into)).map(Uuid::from));
    change.closed_on = Set(patch.closed_on.apply(row.closed_on));
    change.version = Set(row.version + 1);
    Ok(change)
}

/// TERYT codes nest: a commune lies in its county, a county in its region.
pub(super) fn check_place(region: &region::Model, county: Option<&str>, commune: Option<&str>) -> Result<()> {
    if county.is_some_and(|county| !county.starts_with(&region.teryt)) {
        return Err(DomainError::field("/teryt_county", "invalid"));
    }
    let around = county.unwrap_or(&region.teryt);
    if commune.is_some_and(|commune| !commune.starts_with(around)) {
        return Err(DomainError::field("/teryt_commune", "invalid"));
    }
    Ok(())
}

/// Only communal centres have subtypes.
pub(super) fn check_subtype(kind: InstitutionKind, subtype: Option<OpsSubtype>) -> Result<()> {
    if subtype.is_some() && kind != InstitutionKind::Ops {
        return Err(DomainError::field("/subtype", "invalid"));
    }
    Ok(())
}

/// A successor is another institution of the region, and does not lead back. The region is locked, so that two
/// changes at once do not close a circle.
pub(super) async fn check_successor(tx: &WriteTx, row: &institution::Model, successor: InstitutionId) -> Result<()> {
    lock_row::<region::Entity>(tx.conn(), row.region_id).await?;
    let found = find_institution(tx.conn(), successor).await?;
    let found = found
        .filter(|found| found.region_id == row.region_id)
        .ok_or_else(|| DomainError::field("/successor_id", "invalid"))?;
    let mut next = Some(found);
    let mut seen = BTreeSet::new();
    while let Some(institution) = next {
        if institution.id == row.id {
            return Err(DomainError::refused_field(ErrorCode::SuccessorCycle, "/successor_id", "invalid"));
        }
        if !seen.insert(institution.id) {
            break;
        }
        next = match institution.successor_id {
            Some(id) => find_institution(tx.conn(), id.into()).await?,
            None => None,
        };
    }
    Ok(())
}
