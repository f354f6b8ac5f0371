//! Giving up a registration, and letting somebody else of the institution come instead.

use super::query::{CANCELLED, CONFIRMED, lock_edition, manages, posts_on, registrations_visible_to};
use super::queue::{self, Decision, count, decide};
use super::registering::{check_clause, check_person};
use super::view;
use crate::ctx::{Call, WriteTx};
use crate::db::check_version;
use crate::directory;
use crate::error::{DomainError, Result};
use crate::events::Change;
use crate::policy::{Action, Scope, allows};
use chrono::{DateTime, Utc};
use obrady_entity::{registration, training_edition};
use obrady_types::trainings::{
    Registration, RegistrationCancel, RegistrationOutcome, RegistrationReason, RegistrationSwap,
};
use obrady_types::{ErrorCode, InstitutionId, RegionId, RegistrationId};
use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, Set};
use serde_json::json;
use uuid::Uuid;

/// An active registration that the actor may change, with its edition, both kept from changes by others; and the
/// instant to decide by.
async fn changeable(
    tx: &WriteTx,
    id: RegistrationId,
    version: i32,
) -> Result<(registration::Model, training_edition::Model, DateTime<Utc>)> {
    use registration::Column;
    tx.actor.refuse_anonymous()?;
    let known = registrations_visible_to(&tx.actor).filter(Column::Id.eq(Uuid::from(id))).one(tx.conn()).await?;
    let known = known.ok_or(DomainError::NotFound)?;
    // Every change of a registration goes by its edition's lock; what is read after it stays.
    let edition = lock_edition(tx.conn(), &tx.actor, known.edition_id.into()).await?;
    let row = registration::Entity::find_by_id(known.id).one(tx.conn()).await?.ok_or(DomainError::NotFound)?;
    let now = tx.now_after_lock();
    if !speaks_for(tx, &row) && tx.actor.person_id.map(Uuid::from) != Some(row.person_id) {
        return Err(ErrorCode::Forbidden.into());
    }
    check_version(row.version, version)?;
    if row.state == CANCELLED || now >= edition.starts_at {
        return Err(ErrorCode::RegistrationState.into());
    }
    Ok((row, edition, now))
}

/// Whether the actor manages the region's trainings or speaks for the institution that sends the person.
fn speaks_for(tx: &WriteTx, row: &registration::Model) -> bool {
    let by_institution =
        |id: Uuid| allows(&tx.actor, Action::RegisterStaff, &Scope::institution(row.region_id, InstitutionId(id)));
    manages(&tx.actor, row.region_id) || row.institution_id.is_some_and(by_institution)
}

/// Gives up a registration of the given version, with a reason, before the edition begins. A place that becomes free
/// goes to the first eligible person who waits (I-30).
///
/// # Errors
/// `not_found`, `unauthenticated`, `forbidden`, `stale_version`; `registration_state` when it was given up or the
/// edition has begun.
pub async fn cancel_registration(
    call: &Call,
    id: RegistrationId,
    version: i32,
    input: RegistrationCancel,
) -> Result<Registration> {
    call.write("cancel_registration", async |tx| {
        let (row, edition, now) = changeable(tx, id, version).await?;
        let had_place = row.state == CONFIRMED;
        let mut change = row.into_active_model();
        change.state = Set(CANCELLED.to_owned());
        change.cancelled_at = Set(Some(now));
        change.cancelled_reason = Set(Some(input.reason.trim().to_owned()));
        change.version = Set(version + 1);
        let row = change.update(tx.conn()).await?;
        let because = RegistrationReason::OnRequest;
        decide(tx, now, vec![Decision::of(row.id, RegistrationOutcome::Cancelled, because)]).await?;
        let event = Change::of("registration.cancelled", "registration", id, row.version);
        let event = event.in_region(RegionId(row.region_id));
        tx.record(event.with(json!({ "edition_id": row.edition_id, "had_place": had_place }))).await?;
        tx.enqueue("mail.registration_cancelled", &json!({ "registration_id": id })).await?;
        let (confirmed, waiting) = (edition.confirmed, edition.waiting);
        let (confirmed, waiting) = if had_place { (confirmed - 1, waiting) } else { (confirmed, waiting - 1) };
        let edition = count(tx, edition, confirmed, waiting).await?;
        queue::promote(tx, edition, Some(row.id), RegistrationReason::PlaceFreed, now).await?;
        view::registration(&tx.ctx, tx.conn(), &tx.actor, now, row).await
    })
    .await
}

/// Lets another person of the same institution take over a registration of the given version: number and place stay.
///
/// # Errors
/// `not_found`, `unauthenticated`; `forbidden` for who neither manages trainings nor speaks for the institution;
/// `stale_version`; `registration_state` when it was given up or the edition has begun; `already_registered`,
/// `own_edition`; `clause_outdated`; `validation_failed` for somebody who does not work there.
pub async fn swap_registration(
    call: &Call,
    id: RegistrationId,
    version: i32,
    input: RegistrationSwap,
) -> Result<Registration> {
    call.write("swap_registration", async |tx| {
        let (row, edition, now) = changeable(tx, id, version).await?;
        if !speaks_for(tx, &row) {
            return Err(ErrorCode::Forbidden.into());
        }
        let wrong = || DomainError::field("/person_id", "invalid");
        let institution = row.institution_id.ok_or_else(wrong)?;
        directory::find_person(tx.conn(), input.person_id).await?.ok_or_else(wrong)?;
        let posts = posts_on(tx.conn(), input.person_id.into(), tx.ctx.date_of(now)).await?;
        if !posts.iter().any(|post| post.institution_id == institution) {
            return Err(wrong());
        }
        check_clause(tx, row.region_id, input.clause_number).await?;
        check_person(tx, &edition, input.person_id.into()).await?;
        let before = row.person_id;
        let mut change = row.into_active_model();
        change.person_id = Set(input.person_id.into());
        // What the other one needed is nobody's business any more.
        change.accessibility_needs = Set(None);
        change.diet_needs = Set(None);
        change.clause_number = Set(input.clause_number);
        change.version = Set(version + 1);
        let row = change.update(tx.conn()).await?;
        let because = RegistrationReason::OnRequest;
        decide(tx, now, vec![Decision::of(row.id, RegistrationOutcome::Swapped, because)]).await?;
        let event = Change::of("registration.swapped", "registration", id, row.version);
        let event = event.in_region(RegionId(row.region_id));
        tx.record(event.with(json!({ "from": before, "to": input.person_id }))).await?;
        tx.enqueue("mail.registration_swapped", &json!({ "registration_id": id, "from": before })).await?;
        view::registration(&tx.ctx, tx.conn(), &tx.actor, now, row).await
    })
    .await
}
