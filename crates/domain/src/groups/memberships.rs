//! Who belongs to a body; for its members, its coordinators and administrators.

use super::query::{ensure_accepts_new, get_body_row, get_body_row_locked, memberships_of};
use super::{seed, view};
use crate::ctx::{Call, WriteTx};
use crate::db::{check_version, lock_row};
use crate::directory;
use crate::error::{DomainError, Result};
use crate::events::Change;
use crate::paging::{self, Key, Sorting};
use crate::policy::{Action, scope_of};
use crate::words::word;
use chrono::NaiveDate;
use obrady_entity::body;
use obrady_entity::membership::{self, Column};
use obrady_types::groups::{Membership, MembershipCreate, MembershipPatch};
use obrady_types::{BodyId, InstitutionId, MembershipId, Page, PageQuery, RegionId};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, Condition, ConnectionTrait, EntityTrait, IntoActiveModel, PaginatorTrait,
    QueryFilter, Set,
};
use uuid::Uuid;

/// Lists the memberships of a body, oldest first, ended ones included.
///
/// # Errors
/// `not_found`, `unauthenticated`, `forbidden`; `invalid_query` and `invalid_cursor` for wrong paging.
pub async fn list_memberships(call: &Call, body_id: BodyId, page: &PageQuery) -> Result<Page<Membership>> {
    let reader = call.read().await?;
    let body = get_body_row(reader.conn(), body_id).await?;
    reader.require(Action::ReadMemberships, &scope_of(&body))?;
    let sorting = Sorting::<membership::Entity> {
        columns: &[Column::FromDate, Column::Id],
        descending: false,
        key: |row| vec![Key::Date(row.from_date), Key::Id(row.id)],
    };
    let filter = ("memberships", body_id);
    let rows = paging::page(&reader.ctx, reader.conn(), memberships_of(body_id), &sorting, page, &filter).await?;
    let people = directory::person_names(reader.conn(), rows.items.iter().map(|row| row.person_id)).await?;
    let institutions = rows.items.iter().filter_map(|row| row.institution_id);
    let institutions = directory::institution_names(reader.conn(), institutions).await?;
    paging::map(rows, |row| {
        let person = people.get(&row.person_id).ok_or_else(|| DomainError::internal("a member without a person"))?;
        let institution = row.institution_id.and_then(|id| institutions.get(&id));
        view::membership(row, person, institution)
    })
}

/// Reads a membership.
///
/// # Errors
/// `not_found`, `unauthenticated`, `forbidden`.
pub async fn get_membership(call: &Call, id: MembershipId) -> Result<Membership> {
    let reader = call.read().await?;
    let row = membership::Entity::find_by_id(Uuid::from(id)).one(reader.conn()).await?;
    let row = row.ok_or(DomainError::NotFound)?;
    let body = get_body_row(reader.conn(), row.body_id.into()).await?;
    reader.require(Action::ReadMemberships, &scope_of(&body))?;
    viewed(reader.conn(), row).await
}

/// Makes a membership.
///
/// # Errors
/// `not_found`, `unauthenticated`, `forbidden`, `body_dissolved`; `validation_failed` for an unknown person or
/// institution; `period_overlap` when the person is a member at that time.
pub async fn create_membership(call: &Call, body_id: BodyId, input: MembershipCreate) -> Result<Membership> {
    call.write("create_membership", async |tx| {
        let body = get_body_row_locked(tx.conn(), body_id).await?;
        tx.require(Action::EditMemberships, &scope_of(&body))?;
        ensure_accepts_new(&body)?;
        let person = directory::find_person(tx.conn(), input.person_id).await?;
        person
            .filter(|person| person.region_id == body.region_id)
            .ok_or_else(|| DomainError::field("/person_id", "invalid"))?;
        check_institution(tx, &body, input.institution_id).await?;
        if input.to.is_some_and(|to| to < input.from) {
            return Err(DomainError::field("/to", "out_of_range"));
        }
        let id = seed::insert_membership(tx, RegionId(body.region_id), body_id, input).await?;
        let row = membership::Entity::find_by_id(Uuid::from(id)).one(tx.conn()).await?;
        viewed(tx.conn(), row.ok_or(DomainError::NotFound)?).await
    })
    .await
}

/// Changes a membership of the given version.
///
/// # Errors
/// `not_found`, `unauthenticated`, `forbidden`, `stale_version`, `body_dissolved`; `validation_failed` for an unknown
/// institution or an end before the beginning;
/// `period_overlap` when reopening makes a second membership.
pub async fn update_membership(
    call: &Call,
    id: MembershipId,
    version: i32,
    patch: MembershipPatch,
) -> Result<Membership> {
    call.write("update_membership", async |tx| {
        let row = lock_row::<membership::Entity>(tx.conn(), id).await?;
        let body = get_body_row(tx.conn(), row.body_id.into()).await?;
        tx.require(Action::EditMemberships, &scope_of(&body))?;
        check_version(row.version, version)?;
        ensure_accepts_new(&body)?;
        check_institution(tx, &body, patch.institution_id.value().copied()).await?;
        let (from, to) = (patch.from.unwrap_or(row.from_date), patch.to.apply(row.to_date));
        if to.is_some_and(|to| to < from) {
            return Err(DomainError::field("/to", "out_of_range"));
        }
        let before = viewed(tx.conn(), row.clone()).await?;
        let mut change = row.into_active_model();
        if let Some(capacity) = &patch.capacity {
            change.capacity = Set(word(capacity)?);
        }
        change.institution_id = Set(patch.institution_id.apply(before.institution_id).map(Into::into));
        change.from_date = Set(from);
        change.to_date = Set(to);
        change.version = Set(version + 1);
        let after = viewed(tx.conn(), change.update(tx.conn()).await?).await?;
        let event = Change::of("membership.updated", "membership", id, after.version);
        let event = event.in_region(RegionId(body.region_id)).in_body(BodyId(body.id));
        tx.record(event.between(&before, &after)?).await?;
        Ok(after)
    })
    .await
}

/// An institution must be of the body's region.
async fn check_institution(tx: &WriteTx, body: &body::Model, institution: Option<InstitutionId>) -> Result<()> {
    let Some(institution) = institution else { return Ok(()) };
    let found = directory::find_institution(tx.conn(), institution).await?;
    let found = found.filter(|found| found.region_id == body.region_id);
    found.map(|_| ()).ok_or_else(|| DomainError::field("/institution_id", "invalid"))
}

/// A membership with the names that belong to it.
async fn viewed<C: ConnectionTrait>(conn: &C, row: membership::Model) -> Result<Membership> {
    let person = directory::get_person_row(conn, row.person_id.into()).await?;
    let institution = match row.institution_id {
        Some(id) => directory::find_institution(conn, id.into()).await?,
        None => None,
    };
    view::membership(row, &person, institution.as_ref())
}

/// Whether a person is a member of one of these bodies on a day.
pub(crate) async fn belongs_to_any<C: ConnectionTrait>(
    conn: &C,
    person: Uuid,
    bodies: impl IntoIterator<Item = Uuid>,
    on: NaiveDate,
) -> Result<bool> {
    let found = membership::Entity::find()
        .filter(Column::PersonId.eq(person))
        .filter(Column::BodyId.is_in(bodies))
        .filter(Column::FromDate.lte(on))
        .filter(Condition::any().add(Column::ToDate.is_null()).add(Column::ToDate.gt(on)));
    Ok(found.count(conn).await? > 0)
}
