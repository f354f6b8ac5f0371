//! Changing, publishing and cancelling editions.

use super::query::{
    CANCELLED, CONFIRMED, DRAFT, EDITION_CANCELLED, PUBLISHED, WAITING, clauses_in_force, lock_edition,
};
use super::rows::{check_window, set_days, set_trainers, span};
use super::{queue, seed, states, view};
use crate::ctx::{Call, WriteTx};
use crate::db::check_version;
use crate::error::{DomainError, Result};
use crate::events::Change;
use crate::policy::{Action, Scope};
use crate::words::word;
use chrono::{DateTime, Utc};
use obrady_entity::{registration, training_edition};
use obrady_types::trainings::{
    EditionState, RegistrationOutcome, RegistrationReason, TrainingEdition, TrainingEditionCancel, TrainingEditionPatch,
};
use obrady_types::{ErrorCode, RegionId, TrainingEditionId};
use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder, Set};
use serde_json::json;

/// An edition that the actor manages and that has not begun, locked, and the instant to decide by.
async fn changeable(
    tx: &WriteTx,
    id: TrainingEditionId,
    version: i32,
) -> Result<(training_edition::Model, DateTime<Utc>)> {
    let row = lock_edition(tx.conn(), &tx.actor, id).await?;
    tx.require(Action::ManageTrainings, &Scope::region(row.region_id))?;
    check_version(row.version, version)?;
    let now = tx.now_after_lock();
    match states::edition(&row, now) {
        EditionState::InProgress | EditionState::Completed | EditionState::Cancelled => {
            Err(ErrorCode::EditionState.into())
        }
        _ => Ok((row, now)),
    }
}

/// Changes an edition of the given version until it begins. Other days of a published edition are a move, of which
/// everybody registered is told; more places go to who waits (I-31).
///
/// # Errors
/// `not_found`, `unauthenticated`, `forbidden`, `stale_version`; `edition_state` once it has begun or was cancelled;
/// `capacity_full` for fewer places than are taken (I-28); `own_edition` for a trainer who takes part;
/// `validation_failed` as when it is made.
pub async fn update_training_edition(
    call: &Call,
    id: TrainingEditionId,
    version: i32,
    patch: TrainingEditionPatch,
) -> Result<TrainingEdition> {
    call.write("update_training_edition", async |tx| {
        let (row, now) = changeable(tx, id, version).await?;
        let published = row.state == PUBLISHED;
        let mut change = row.clone().into_active_model();
        let mut starts_at = row.starts_at;
        let mut moved = false;
        if let Some(days) = &patch.days {
            let when = span(tx.ctx.time_zone, days)?;
            if published && when.starts_at <= now {
                return Err(DomainError::field("/days/0/date", "out_of_range"));
            }
            moved = published && (when.starts_at, when.ends_at) != (row.starts_at, row.ends_at);
            starts_at = when.starts_at;
            set_days(tx, row.id, days).await?;
            change.first_date = Set(when.first_date);
            change.last_date = Set(when.last_date);
            change.starts_at = Set(when.starts_at);
            change.ends_at = Set(when.ends_at);
            if moved && when.first_date != row.first_date {
                change.moved_from = Set(Some(row.first_date));
            }
        }
        let opens = patch.registration_opens_at.unwrap_or(row.registration_opens_at);
        let closes = patch.registration_closes_at.unwrap_or(row.registration_closes_at);
        check_window(opens, closes, starts_at)?;
        change.registration_opens_at = Set(opens);
        change.registration_closes_at = Set(closes);
        if let Some(capacity) = patch.capacity {
            if capacity < row.confirmed {
                return Err(DomainError::refused_field(ErrorCode::CapacityFull, "/capacity", "out_of_range"));
            }
            change.capacity = Set(capacity);
        }
        if let Some(hours) = patch.teaching_hours {
            change.teaching_hours = Set(hours);
        }
        if let Some(mode) = &patch.mode {
            change.mode = Set(word(mode)?);
        }
        change.venue = Set(patch.venue.apply(row.venue.clone()).map(|venue| venue.trim().to_owned()));
        change.institution_limit = Set(patch.institution_limit.apply(row.institution_limit));
        let funding = patch.funding_source.apply(row.funding_source.clone());
        change.funding_source = Set(funding.map(|source| source.trim().to_owned()));
        change.version = Set(version + 1);
        let changed = change.update(tx.conn()).await?;
        if let Some(trainers) = &patch.trainers {
            set_trainers(tx, RegionId(row.region_id), row.id, trainers).await?;
        }
        let event = Change::of("training_edition.updated", "training_edition", id, changed.version);
        let event = event.in_region(RegionId(row.region_id));
        tx.record(event.with(json!({ "from": changed.first_date, "to": changed.last_date, "moved": moved }))).await?;
        if moved {
            tx.enqueue("mail.training_edition_moved", &json!({ "edition_id": id, "from": row.first_date })).await?;
        }
        let changed = queue::promote(tx, changed, None, RegistrationReason::CapacityRaised, now).await?;
        view::edition(tx.conn(), &tx.actor, now, changed).await
    })
    .await
}

/// Makes a draft of the given version public; its registration opens and closes by the clock.
///
/// # Errors
/// `not_found`, `unauthenticated`, `forbidden`, `stale_version`; `edition_state` when it is no draft or would have
/// begun; `clause_missing` while the region has no information clause.
pub async fn publish_training_edition(call: &Call, id: TrainingEditionId, version: i32) -> Result<TrainingEdition> {
    call.write("publish_training_edition", async |tx| {
        let (row, now) = changeable(tx, id, version).await?;
        if row.state != DRAFT || row.starts_at <= now {
            return Err(ErrorCode::EditionState.into());
        }
        if clauses_in_force(tx.conn(), [row.region_id]).await?.is_empty() {
            return Err(ErrorCode::ClauseMissing.into());
        }
        let row = seed::announce(tx, row).await?;
        view::edition(tx.conn(), &tx.actor, now, row).await
    })
    .await
}

/// Cancels an edition of the given version before it begins, with all its registrations.
///
/// # Errors
/// `not_found`, `unauthenticated`, `forbidden`, `stale_version`; `edition_state` once it has begun or was cancelled.
pub async fn cancel_training_edition(
    call: &Call,
    id: TrainingEditionId,
    version: i32,
    input: TrainingEditionCancel,
) -> Result<TrainingEdition> {
    call.write("cancel_training_edition", async |tx| {
        let (row, now) = changeable(tx, id, version).await?;
        let reason = input.reason.trim().to_owned();
        let active = registration::Entity::find()
            .filter(registration::Column::EditionId.eq(row.id))
            .filter(registration::Column::State.is_in([CONFIRMED, WAITING]))
            .order_by_asc(registration::Column::Seq);
        let mut decisions = Vec::new();
        for one in active.all(tx.conn()).await? {
            let (registration_id, version) = (one.id, one.version + 1);
            let mut change = one.into_active_model();
            change.state = Set(CANCELLED.to_owned());
            change.cancelled_at = Set(Some(now));
            change.cancelled_reason = Set(Some(reason.clone()));
            change.version = Set(version);
            change.update(tx.conn()).await?;
            let because = RegistrationReason::EditionCancelled;
            decisions.push(queue::Decision::of(registration_id, RegistrationOutcome::Cancelled, because));
            let event = Change::of("registration.cancelled", "registration", registration_id, version);
            tx.record(event.in_region(RegionId(row.region_id))).await?;
        }
        queue::decide(tx, now, decisions).await?;
        let region_id = RegionId(row.region_id);
        let mut change = row.into_active_model();
        change.state = Set(EDITION_CANCELLED.to_owned());
        change.cancelled_reason = Set(Some(reason));
        change.confirmed = Set(0);
        change.waiting = Set(0);
        change.version = Set(version + 1);
        let row = change.update(tx.conn()).await?;
        let event = Change::of("training_edition.cancelled", "training_edition", id, row.version);
        tx.record(event.in_region(region_id)).await?;
        tx.enqueue("mail.training_edition_cancelled", &json!({ "edition_id": id })).await?;
        view::edition(tx.conn(), &tx.actor, now, row).await
    })
    .await
}
