//! Versions of a programme: what was adopted, and when it is in force.

use super::fields::{replace, replace_text, replace_value};
use super::query::{editable, get_visible};
use super::{seed, view};
use crate::ctx::Call;
use crate::db::{check_version, lock_row};
use crate::error::{DomainError, Result};
use crate::events::Change;
use crate::paging::{self, Key, Sorting};
use crate::words::word;
use chrono::NaiveDate;
use obrady_entity::programme_version::{self, Column};
use obrady_types::programmes::{ProgrammeVersion, ProgrammeVersionCreate, ProgrammeVersionPatch};
use obrady_types::{Page, PageQuery, Patch, ProgrammeId, ProgrammeVersionId, RegionId};
use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, Set};
use uuid::Uuid;

/// Lists the versions of a programme, the last first.
///
/// # Errors
/// `not_found`; `invalid_query` and `invalid_cursor` for wrong paging.
pub async fn list_programme_versions(
    call: &Call,
    programme_id: ProgrammeId,
    page: &PageQuery,
) -> Result<Page<ProgrammeVersion>> {
    let reader = call.read().await?;
    get_visible(reader.conn(), &reader.actor, programme_id).await?;
    let select = programme_version::Entity::find().filter(Column::ProgrammeId.eq(Uuid::from(programme_id)));
    let sorting = Sorting::<programme_version::Entity> {
        columns: &[Column::Number, Column::Id],
        descending: true,
        key: |row| vec![Key::Number(row.number), Key::Id(row.id)],
    };
    let filter = ("programme-versions", programme_id);
    paging::map(paging::page(&reader.ctx, reader.conn(), select, &sorting, page, &filter).await?, view::version)
}

/// Reads a version.
///
/// # Errors
/// `not_found`.
pub async fn get_programme_version(call: &Call, id: ProgrammeVersionId) -> Result<ProgrammeVersion> {
    let reader = call.read().await?;
    let row = programme_version::Entity::find_by_id(Uuid::from(id)).one(reader.conn()).await?;
    let row = row.ok_or(DomainError::NotFound)?;
    get_visible(reader.conn(), &reader.actor, row.programme_id).await?;
    view::version(row)
}

/// Makes a version with the next number.
///
/// # Errors
/// `not_found`, `unauthenticated`, `forbidden`; `validation_failed` for an end without or before a beginning;
/// `programme_version_overlap` when another version is in force at that time (I-21).
pub async fn create_programme_version(
    call: &Call,
    programme_id: ProgrammeId,
    input: ProgrammeVersionCreate,
) -> Result<ProgrammeVersion> {
    call.write("create_programme_version", async |tx| {
        let programme = editable(tx, programme_id).await?;
        check_force(input.in_force_from, input.in_force_to)?;
        view::version(seed::insert_version(tx, &programme, input, false).await?)
    })
    .await
}

fn check_force(from: Option<NaiveDate>, to: Option<NaiveDate>) -> Result<()> {
    match (from, to) {
        (None, Some(_)) => Err(DomainError::field("/in_force_to", "invalid")),
        (Some(from), Some(to)) if to < from => Err(DomainError::field("/in_force_to", "invalid")),
        _ => Ok(()),
    }
}

/// Changes a version of the given row version.
///
/// # Errors
/// As for a new one, and `stale_version`.
pub async fn update_programme_version(
    call: &Call,
    id: ProgrammeVersionId,
    version: i32,
    patch: ProgrammeVersionPatch,
) -> Result<ProgrammeVersion> {
    call.write("update_programme_version", async |tx| {
        tx.actor.refuse_anonymous()?;
        let found = programme_version::Entity::find_by_id(Uuid::from(id)).one(tx.conn()).await?;
        let programme = editable(tx, found.ok_or(DomainError::NotFound)?.programme_id).await?;
        let row = lock_row::<programme_version::Entity>(tx.conn(), id).await?;
        check_version(row.version, version)?;
        let from = patch.in_force_from.clone().apply(row.in_force_from);
        let to = patch.in_force_to.clone().apply(row.in_force_to);
        check_force(from, to)?;
        let before = view::version(row.clone())?;
        let mut change = row.into_active_model();
        replace(&mut change.summary, patch.summary);
        match &patch.adopted_by {
            Patch::Absent => {}
            Patch::Null => change.adopted_by = Set(None),
            Patch::Value(body) => change.adopted_by = Set(Some(word(body)?)),
        }
        replace_text(&mut change.resolution_number, patch.resolution_number);
        replace_value(&mut change.resolution_date, patch.resolution_date);
        (change.in_force_from, change.in_force_to) = (Set(from), Set(to));
        change.version = Set(version + 1);
        let row = change.update(tx.conn()).await?;
        let event = Change::of("programme_version.updated", "programme_version", id, row.version);
        let event = event.in_region(RegionId(programme.region_id));
        let after = view::version(row)?;
        tx.record(event.between(&before, &after)?).await?;
        Ok(after)
    })
    .await
}
