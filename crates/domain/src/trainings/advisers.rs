//! Advisers, who lead trainings; public with their names, because they act in a public function.

use super::{seed, view};
use crate::ctx::Call;
use crate::db::{check_version, lock_row};
use crate::directory;
use crate::error::{DomainError, Result};
use crate::events::Change;
use crate::paging::{self, Key, Sorting};
use crate::policy::{Action, Scope};
use obrady_entity::adviser::{self, Column};
use obrady_types::trainings::{Adviser, AdviserCreate, AdviserPatch};
use obrady_types::{AdviserId, Page, PageQuery, RegionId};
use sea_orm::{ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter, Set};
use uuid::Uuid;

/// Lists advisers in Polish order of their names.
///
/// # Errors
/// `invalid_query` and `invalid_cursor` for wrong paging.
pub async fn list_advisers(call: &Call, region_id: Option<RegionId>, page: &PageQuery) -> Result<Page<Adviser>> {
    let reader = call.read().await?;
    let mut select = adviser::Entity::find();
    if let Some(region) = region_id {
        select = select.filter(Column::RegionId.eq(Uuid::from(region)));
    }
    let sorting = Sorting::<adviser::Entity> {
        columns: &[Column::SortKey, Column::Id],
        descending: false,
        key: |row| vec![Key::Text(row.sort_key.clone()), Key::Id(row.id)],
    };
    let filter = ("advisers", region_id);
    let rows = paging::page(&reader.ctx, reader.conn(), select, &sorting, page, &filter).await?;
    let people = directory::person_names(reader.conn(), rows.items.iter().map(|row| row.person_id)).await?;
    paging::map(rows, |row| {
        let person = people.get(&row.person_id).ok_or_else(|| DomainError::internal("an adviser without a person"))?;
        view::adviser(row, person)
    })
}

/// Reads an adviser.
///
/// # Errors
/// `not_found`.
pub async fn get_adviser(call: &Call, id: AdviserId) -> Result<Adviser> {
    let reader = call.read().await?;
    let row = adviser::Entity::find_by_id(Uuid::from(id)).one(reader.conn()).await?;
    one(reader.conn(), row.ok_or(DomainError::NotFound)?).await
}

async fn one<C: ConnectionTrait>(conn: &C, row: adviser::Model) -> Result<Adviser> {
    let person = directory::get_person_row(conn, row.person_id.into()).await?;
    view::adviser(row, &person)
}

/// Makes a person of a public function an adviser.
///
/// # Errors
/// `unauthenticated`, `forbidden`; `validation_failed` for an unknown person or one whose name is not public;
/// `already_exists` for somebody who is an adviser.
pub async fn create_adviser(call: &Call, input: AdviserCreate) -> Result<Adviser> {
    call.write("create_adviser", async |tx| {
        tx.actor.refuse_anonymous()?;
        let person = directory::find_person(tx.conn(), input.person_id).await?;
        // Who manages no trainings learns nothing about people.
        let region_id = person.as_ref().map(|person| RegionId(person.region_id)).or(tx.actor.region_id);
        let region_id = region_id.ok_or_else(|| DomainError::field("/person_id", "invalid"))?;
        tx.require(Action::ManageTrainings, &Scope::region(region_id))?;
        let person = person.filter(|person| person.is_public_function);
        let person = person.ok_or_else(|| DomainError::field("/person_id", "invalid"))?;
        let id = seed::insert_adviser(tx, input).await?;
        let row = adviser::Entity::find_by_id(Uuid::from(id)).one(tx.conn()).await?;
        view::adviser(row.ok_or(DomainError::NotFound)?, &person)
    })
    .await
}

/// Changes an adviser of the given version.
///
/// # Errors
/// `not_found`, `unauthenticated`, `forbidden`, `stale_version`.
pub async fn update_adviser(call: &Call, id: AdviserId, version: i32, patch: AdviserPatch) -> Result<Adviser> {
    call.write("update_adviser", async |tx| {
        let row = lock_row::<adviser::Entity>(tx.conn(), id).await?;
        tx.require(Action::ManageTrainings, &Scope::region(row.region_id))?;
        check_version(row.version, version)?;
        let mut change = row.into_active_model();
        if let Some(title) = patch.title.value() {
            change.title = Set(title.trim().to_owned());
        }
        if let Some(bio) = patch.bio.value() {
            change.bio = Set(bio.trim().to_owned());
        }
        if let Some(specialisations) = &patch.specialisations {
            change.specialisations = Set(seed::lines(specialisations)?);
        }
        change.version = Set(version + 1);
        let row = change.update(tx.conn()).await?;
        let event = Change::of("adviser.updated", "adviser", id, row.version);
        tx.record(event.in_region(RegionId(row.region_id))).await?;
        one(tx.conn(), row).await
    })
    .await
}
