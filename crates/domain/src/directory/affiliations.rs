//! Posts of people in institutions. Ending the post of a head moves the offices held by the seat (I-05).

use super::people::{reads, visible};
use super::query::{AffiliationFilter, affiliations, find_institution, find_person, get_person_row};
use super::{seed, view};
use crate::convents;
use crate::ctx::Call;
use crate::db::{check_version, lock_row};
use crate::error::{DomainError, Result};
use crate::events::Change;
use crate::paging::{self, Key, Sorting};
use crate::policy::{Action, Scope};
use crate::words::{of_word, word};
use obrady_entity::affiliation::{self, Column};
use obrady_entity::person;
use obrady_types::directory::{Affiliation, AffiliationCreate, AffiliationPatch};
use obrady_types::{AffiliationId, ErrorCode, Page, PageQuery, RegionId};
use sea_orm::sea_query::{Expr, ExprTrait, Query};
use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, Set};
use serde_json::json;
use uuid::Uuid;

/// Lists affiliations of people whom the caller may know of, oldest first.
///
/// # Errors
/// `invalid_query` and `invalid_cursor` for wrong paging.
pub async fn list_affiliations(call: &Call, filter: &AffiliationFilter, page: &PageQuery) -> Result<Page<Affiliation>> {
    let reader = call.read().await?;
    // Asked row by row in the order of the list: few people are public, and the page ends soon all the same.
    let known = Query::select()
        .expr(Expr::val(1))
        .from(person::Entity)
        .and_where(Expr::col((person::Entity, person::Column::Id)).equals((affiliation::Entity, Column::PersonId)))
        .cond_where(visible(&reader.actor))
        .to_owned();
    let mut select = affiliations().filter(Expr::exists(known));
    if let Some(person) = filter.person_id {
        select = select.filter(Column::PersonId.eq(Uuid::from(person)));
    }
    if let Some(institution) = filter.institution_id {
        select = select.filter(Column::InstitutionId.eq(Uuid::from(institution)));
    }
    let sorting = Sorting::<affiliation::Entity> {
        columns: &[Column::FromDate, Column::Id],
        descending: false,
        key: |row| vec![Key::Date(row.from_date), Key::Id(row.id)],
    };
    let rows = paging::page(&reader.ctx, reader.conn(), select, &sorting, page, &("affiliations", filter)).await?;
    paging::map(rows, view::affiliation)
}

/// Reads an affiliation.
///
/// # Errors
/// `not_found`, also for the post of somebody whose name is not public to the caller.
pub async fn get_affiliation(call: &Call, id: AffiliationId) -> Result<Affiliation> {
    let reader = call.read().await?;
    let row = affiliation::Entity::find_by_id(Uuid::from(id)).one(reader.conn()).await?;
    let row = row.ok_or(DomainError::NotFound)?;
    let person = get_person_row(reader.conn(), row.person_id.into()).await?;
    if !person.is_public_function && !reads(&reader.actor, person.region_id) {
        return Err(DomainError::NotFound);
    }
    view::affiliation(row)
}

/// Makes an affiliation.
///
/// # Errors
/// `unauthenticated`, `forbidden`; `validation_failed` for an unknown person or institution, or an end before the
/// beginning; `period_overlap` for a second head; `person_erased`.
pub async fn create_affiliation(call: &Call, input: AffiliationCreate) -> Result<Affiliation> {
    call.write("create_affiliation", async |tx| {
        tx.actor.refuse_anonymous()?;
        let person = find_person(tx.conn(), input.person_id).await?;
        let person = person.ok_or_else(|| DomainError::field("/person_id", "invalid"))?;
        tx.require(Action::EditAffiliation, &Scope::region(person.region_id))?;
        if person.erased_at.is_some() {
            return Err(ErrorCode::PersonErased.into());
        }
        let institution = find_institution(tx.conn(), input.institution_id).await?;
        institution
            .filter(|institution| institution.region_id == person.region_id)
            .ok_or_else(|| DomainError::field("/institution_id", "invalid"))?;
        if input.to.is_some_and(|to| to < input.from) {
            return Err(DomainError::field("/to", "out_of_range"));
        }
        let (institution_id, is_head) = (Uuid::from(input.institution_id), input.is_head);
        if is_head {
            convents::lock_bodies_seating(tx, institution_id).await?;
        }
        let id = seed::insert_affiliation(tx, RegionId(person.region_id), input).await?;
        if is_head {
            convents::headship_changed(tx, institution_id, person.id).await?;
        }
        let row = affiliation::Entity::find_by_id(Uuid::from(id)).one(tx.conn()).await?;
        view::affiliation(row.ok_or(DomainError::NotFound)?)
    })
    .await
}

/// Changes an affiliation of the given version. Ending the post of a head ends the offices that they hold by the
/// institution's seat (I-05); moving the end lets them go on until then.
///
/// # Errors
/// `not_found`, `unauthenticated`, `forbidden`, `stale_version`; `validation_failed` for an end before the beginning;
/// `period_overlap` when reopening makes a second head.
pub async fn update_affiliation(
    call: &Call,
    id: AffiliationId,
    version: i32,
    patch: AffiliationPatch,
) -> Result<Affiliation> {
    call.write("update_affiliation", async |tx| {
        tx.actor.refuse_anonymous()?;
        let found = affiliation::Entity::find_by_id(Uuid::from(id)).one(tx.conn()).await?;
        let found = found.ok_or(DomainError::NotFound)?;
        let person = get_person_row(tx.conn(), found.person_id.into()).await?;
        if !person.is_public_function && !reads(&tx.actor, person.region_id) {
            return Err(DomainError::NotFound);
        }
        tx.require(Action::EditAffiliation, &Scope::region(person.region_id))?;
        // The bodies first, as everywhere: whoever starts a term by this post waits, or has started it already.
        if found.is_head {
            convents::lock_bodies_seating(tx, found.institution_id).await?;
        }
        let row = lock_row::<affiliation::Entity>(tx.conn(), id).await?;
        check_version(row.version, version)?;
        let to = patch.to.apply(row.to_date);
        if to.is_some_and(|to| to < row.from_date) {
            return Err(DomainError::field("/to", "out_of_range"));
        }
        let mut change = row.clone().into_active_model();
        if let Some(title) = patch.position_title {
            change.position_title = Set(title.trim().to_owned());
        }
        let profession = patch.profession.apply(row.profession.as_deref().map(of_word).transpose()?);
        change.profession = Set(profession.as_ref().map(word).transpose()?);
        change.to_date = Set(to);
        change.version = Set(version + 1);
        let changed = change.update(tx.conn()).await?;
        let event = Change::of("affiliation.updated", "affiliation", id, changed.version);
        tx.record(event.in_region(RegionId(person.region_id)).with(json!({ "to": to }))).await?;
        if row.is_head && row.to_date != to {
            convents::headship_changed(tx, row.institution_id, row.person_id).await?;
        }
        view::affiliation(changed)
    })
    .await
}
