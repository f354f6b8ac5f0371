//! Reading registrations, and why each stands where it stands.

use super::query::{RegistrationFilter, registrations_visible_to};
use super::view;
use crate::ctx::{Call, Reader};
use crate::error::{DomainError, Result};
use crate::paging::{self, Key, Sorting};
use crate::words::of_word;
use obrady_entity::registration::{self, Column};
use obrady_entity::registration_decision;
use obrady_types::trainings::{Registration, RegistrationDecision};
use obrady_types::{Page, PageQuery, RegistrationId};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use std::collections::BTreeMap;
use uuid::Uuid;

/// Lists registrations that the caller may know of, by edition and number.
///
/// # Errors
/// `unauthenticated`; `invalid_query` and `invalid_cursor` for wrong paging.
pub async fn list_registrations(
    call: &Call,
    filter: &RegistrationFilter,
    page: &PageQuery,
) -> Result<Page<Registration>> {
    let reader = call.read().await?;
    reader.actor.refuse_anonymous()?;
    let mut select = registrations_visible_to(&reader.actor);
    if let Some(edition) = filter.edition_id {
        select = select.filter(Column::EditionId.eq(Uuid::from(edition)));
    }
    if let Some(person) = filter.person_id {
        select = select.filter(Column::PersonId.eq(Uuid::from(person)));
    }
    if let Some(institution) = filter.institution_id {
        select = select.filter(Column::InstitutionId.eq(Uuid::from(institution)));
    }
    let sorting = Sorting::<registration::Entity> {
        columns: &[Column::EditionId, Column::Seq],
        descending: false,
        key: |row| vec![Key::Id(row.edition_id), Key::Number(row.seq)],
    };
    let rows = paging::page(&reader.ctx, reader.conn(), select, &sorting, page, &("registrations", filter)).await?;
    let items = view::registrations(&reader.ctx, reader.conn(), &reader.actor, reader.now, rows.items).await?;
    Ok(Page { items, next: rows.next, total: rows.total })
}

async fn find(reader: &Reader, id: RegistrationId) -> Result<registration::Model> {
    reader.actor.refuse_anonymous()?;
    let row = registrations_visible_to(&reader.actor).filter(Column::Id.eq(Uuid::from(id))).one(reader.conn()).await?;
    row.ok_or(DomainError::NotFound)
}

/// Reads a registration.
///
/// # Errors
/// `unauthenticated`; `not_found`, also for one that the caller may not know of.
pub async fn get_registration(call: &Call, id: RegistrationId) -> Result<Registration> {
    let reader = call.read().await?;
    let row = find(&reader, id).await?;
    view::registration(&reader.ctx, reader.conn(), &reader.actor, reader.now, row).await
}

/// Lists what was decided about a registration and why, oldest first.
///
/// # Errors
/// `unauthenticated`; `not_found` as for the registration; `invalid_query` and `invalid_cursor` for wrong paging.
pub async fn list_registration_decisions(
    call: &Call,
    id: RegistrationId,
    page: &PageQuery,
) -> Result<Page<RegistrationDecision>> {
    use registration_decision::Column;
    let reader = call.read().await?;
    find(&reader, id).await?;
    let select = registration_decision::Entity::find().filter(Column::RegistrationId.eq(Uuid::from(id)));
    let sorting = Sorting::<registration_decision::Entity> {
        columns: &[Column::Number],
        descending: false,
        key: |row| vec![Key::Number(i32::try_from(row.number).unwrap_or(i32::MAX))],
    };
    let rows = paging::page(&reader.ctx, reader.conn(), select, &sorting, page, &("decisions", id)).await?;
    let causes = rows.items.iter().filter_map(|row| row.caused_by);
    let causes = registration::Entity::find().filter(registration::Column::Id.is_in(causes)).all(reader.conn()).await?;
    let numbers: BTreeMap<Uuid, i32> = causes.into_iter().map(|row| (row.id, row.seq)).collect();
    paging::map(rows, |row| {
        Ok(RegistrationDecision {
            at: row.at,
            outcome: of_word(&row.outcome)?,
            reason: of_word(&row.reason)?,
            place: row.place,
            institution_limit: row.institution_limit,
            caused_by_seq: row.caused_by.and_then(|cause| numbers.get(&cause)).copied(),
        })
    })
}
