//! People: those of public functions are public, the rest is for who may read the directory.

use super::query::{PersonFilter, find_region, get_person_row, people};
use super::{seed, view};
use crate::ctx::{Call, WriteTx};
use crate::db::{check_version, lock_row};
use crate::error::{DomainError, Result};
use crate::events::Change;
use crate::groups;
use crate::identity;
use crate::paging::{self, Key, Sorting};
use crate::policy::{Action, Actor, Principal, Scope, allows};
use crate::polish::sort_key;
use obrady_entity::person::{self, Column};
use obrady_types::directory::{Person, PersonCreate, PersonPatch};
use obrady_types::{ErrorCode, Page, PageQuery, PersonId, RegionId};
use sea_orm::sea_query::Expr;
use sea_orm::{ActiveModelTrait, ColumnTrait, Condition, IntoActiveModel, QueryFilter, Set};
use uuid::Uuid;

/// Whether the actor may read the directory of a region.
pub(super) fn reads(actor: &Actor, region_id: Uuid) -> bool {
    allows(actor, Action::ReadDirectory, &Scope::region(region_id))
}

/// The people that the actor may know of: all of the regions whose directory it may read, and public functions.
pub(super) fn visible(actor: &Actor) -> Condition {
    if actor.principal == Principal::System
        || actor.grants.iter().any(|grant| grant.role == obrady_types::identity::Role::Operator)
    {
        return Condition::all();
    }
    let mut regions: Vec<RegionId> = actor.grants.iter().filter_map(|grant| grant.region_id).collect();
    regions.extend(actor.region_id);
    regions.retain(|region| reads(actor, (*region).into()));
    // The bare column is what the index of public names has.
    let public = Expr::col((person::Entity, Column::IsPublicFunction));
    if regions.is_empty() {
        return Condition::all().add(public);
    }
    Condition::any().add(public).add(Column::RegionId.is_in(regions.into_iter().map(Uuid::from)))
}

/// Lists people in Polish order: last names first.
///
/// # Errors
/// `invalid_query` and `invalid_cursor` for wrong paging.
pub async fn list_people(call: &Call, filter: &PersonFilter, page: &PageQuery) -> Result<Page<Person>> {
    let reader = call.read().await?;
    let mut select = people().filter(visible(&reader.actor));
    if let Some(region) = filter.region_id {
        select = select.filter(Column::RegionId.eq(Uuid::from(region)));
    }
    if let Some(text) = &filter.q {
        select = select.filter(paging::search_contains(Column::Search, text));
    }
    let sorting = Sorting::<person::Entity> {
        columns: &[Column::SortKey, Column::Id],
        descending: false,
        key: |row| vec![Key::Text(row.sort_key.clone()), Key::Id(row.id)],
    };
    let rows = paging::page(&reader.ctx, reader.conn(), select, &sorting, page, &("people", filter)).await?;
    paging::map(rows, |row| {
        let reads = reads(&reader.actor, row.region_id);
        Ok(view::person(row, reads))
    })
}

/// Reads a person.
///
/// # Errors
/// `not_found`, also for somebody whose name is not public to the caller.
pub async fn get_person(call: &Call, id: PersonId) -> Result<Person> {
    let reader = call.read().await?;
    let row = get_person_row(reader.conn(), id).await?;
    let reads = reads(&reader.actor, row.region_id);
    if !reads && !row.is_public_function {
        return Err(DomainError::NotFound);
    }
    Ok(view::person(row, reads))
}

/// Makes a person. That somebody holds a public function makes the name public: only who edits the directory says so.
///
/// # Errors
/// `unauthenticated`, `forbidden`, also for a public function that a coordinator claims; `validation_failed` for an unknown region.
pub async fn create_person(call: &Call, input: PersonCreate) -> Result<Person> {
    call.write("create_person", async |tx| {
        let region_id = tx.actor.region_or(input.region_id)?;
        tx.require(Action::CreatePerson, &Scope::region(region_id))?;
        if input.is_public_function {
            tx.require(Action::EditPerson, &Scope::region(region_id))?;
        }
        find_region(tx.conn(), region_id).await?.ok_or_else(|| DomainError::field("/region_id", "invalid"))?;
        let id = seed::insert_person(tx, region_id, input, false).await?;
        Ok(view::person(get_person_row(tx.conn(), id).await?, true))
    })
    .await
}

/// Changes a person of the given version. Coordinators keep only the mail address of their bodies' members.
///
/// # Errors
/// `not_found` (also for somebody whom the caller may not know of), `unauthenticated`, `forbidden`, `stale_version`,
/// `person_erased`; `already_exists` for a reference that is taken.
pub async fn update_person(call: &Call, id: PersonId, version: i32, patch: PersonPatch) -> Result<Person> {
    call.write("update_person", async |tx| {
        tx.actor.refuse_anonymous()?;
        let row = lock_row::<person::Entity>(tx.conn(), id).await?;
        if !row.is_public_function && !reads(&tx.actor, row.region_id) {
            return Err(DomainError::NotFound);
        }
        require_edit(tx, &row, &patch).await?;
        check_version(row.version, version)?;
        if row.erased_at.is_some() {
            return Err(ErrorCode::PersonErased.into());
        }
        let mail = patch.email.apply(row.email.clone());
        let mail_before = row.email.clone().filter(|_| mail != row.email);
        if mail != row.email {
            identity::guard_mail(tx, row.id).await?;
        }
        let first = patch.first_name.apply(Some(row.first_name.clone())).unwrap_or_default().trim().to_owned();
        let last = patch.last_name.apply(Some(row.last_name.clone())).unwrap_or_default().trim().to_owned();
        let mut change = row.clone().into_active_model();
        change.sort_key = Set(sort_key(&[&last, &first]));
        change.search = Set(seed::person_search(&first, &last));
        change.first_name = Set(first);
        change.last_name = Set(last);
        change.email = Set(mail);
        let trimmed = |text: Option<String>| text.map(|text| text.trim().to_owned());
        change.display_title = Set(trimmed(patch.display_title.apply(row.display_title.clone())));
        change.phone = Set(trimmed(patch.phone.apply(row.phone.clone())));
        change.external_reference = Set(trimmed(patch.external_reference.apply(row.external_reference.clone())));
        change.is_public_function = Set(patch.is_public_function.unwrap_or(row.is_public_function));
        change.version = Set(version + 1);
        let row = change.update(tx.conn()).await?;
        if let Some(before) = mail_before {
            identity::mail_changed(tx, row.id, &before).await?;
        }
        let event = Change::of("person.updated", "person", id, row.version);
        tx.record(event.in_region(RegionId(row.region_id))).await?;
        Ok(view::person(row, true))
    })
    .await
}

/// Refuses changes by others than those who edit the directory; a body's coordinator may correct the mail address of
/// its members.
async fn require_edit(tx: &WriteTx, row: &person::Model, patch: &PersonPatch) -> Result<()> {
    let only_contact = patch.first_name.is_absent()
        && patch.last_name.is_absent()
        && patch.is_public_function.is_none()
        && patch.display_title.is_absent()
        && patch.phone.is_absent()
        && patch.external_reference.is_absent();
    if only_contact && !allows(&tx.actor, Action::EditPerson, &Scope::region(row.region_id)) {
        let own = tx.actor.grants.iter().filter_map(|grant| grant.body_id);
        let own = own.filter(|body| allows(&tx.actor, Action::EditMemberships, &Scope::body(row.region_id, *body)));
        if groups::belongs_to_any(tx.conn(), row.id, own.map(Uuid::from), tx.ctx.date_of(tx.now)).await? {
            return Ok(());
        }
    }
    tx.require(Action::EditPerson, &Scope::region(row.region_id))
}
