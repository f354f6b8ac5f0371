//! The waiting list: a freed place goes to the first eligible person, and every decision has its reason (I-30, I-31).

use super::query::{CONFIRMED, PUBLISHED, held_by_institutions, waiting_of};
use crate::ctx::WriteTx;
use crate::error::Result;
use crate::events::Change;
use crate::words::word;
use chrono::{DateTime, Utc};
use obrady_entity::{registration, registration_decision, training_edition};
use obrady_types::RegionId;
use obrady_types::trainings::{RegistrationOutcome, RegistrationReason};
use sea_orm::{ActiveModelTrait, EntityTrait, IntoActiveModel, NotSet, Set};
use serde_json::json;
use uuid::Uuid;

/// One decision to be recorded.
pub(super) struct Decision {
    pub(super) registration: Uuid,
    pub(super) outcome: RegistrationOutcome,
    pub(super) reason: RegistrationReason,
    pub(super) place: Option<i32>,
    pub(super) limit: Option<i32>,
    pub(super) cause: Option<Uuid>,
}

impl Decision {
    pub(super) fn of(registration: Uuid, outcome: RegistrationOutcome, reason: RegistrationReason) -> Self {
        Self { registration, outcome, reason, place: None, limit: None, cause: None }
    }
}

/// Records decisions, in one statement for any number of them.
pub(super) async fn decide(tx: &WriteTx, at: DateTime<Utc>, decisions: Vec<Decision>) -> Result<()> {
    // SQLite binds at most 32766 values in one statement.
    let mut rows = Vec::with_capacity(decisions.len());
    for decision in decisions {
        rows.push(registration_decision::ActiveModel {
            number: NotSet,
            registration_id: Set(decision.registration),
            at: Set(at),
            outcome: Set(word(&decision.outcome)?),
            reason: Set(word(&decision.reason)?),
            place: Set(decision.place),
            institution_limit: Set(decision.limit),
            caused_by: Set(decision.cause),
        });
    }
    for chunk in rows.chunks(1000) {
        registration_decision::Entity::insert_many(chunk.to_vec()).exec_without_returning(tx.conn()).await?;
    }
    Ok(())
}

/// Whether an institution has as many places as it may have.
pub(super) fn is_at_limit(limit: Option<i32>, held: Option<i64>) -> bool {
    limit.is_some_and(|limit| held.unwrap_or(0) >= i64::from(limit))
}

/// Gives the free places of a locked edition to who waits, in order; who is passed over because of the limit of their
/// institution finds that recorded. Promotion stops when the edition begins. The caller holds the edition's lock.
pub(super) async fn promote(
    tx: &WriteTx,
    edition: training_edition::Model,
    cause: Option<Uuid>,
    reason: RegistrationReason,
    now: DateTime<Utc>,
) -> Result<training_edition::Model> {
    let open = edition.state == PUBLISHED && now < edition.starts_at;
    if !open || edition.waiting == 0 || edition.confirmed >= edition.capacity {
        return Ok(edition);
    }
    let mut held = match edition.institution_limit {
        Some(_) => held_by_institutions(tx.conn(), edition.id).await?,
        None => Default::default(),
    };
    let (mut confirmed, mut waiting) = (edition.confirmed, edition.waiting);
    let mut decisions = Vec::new();
    for (row, place) in waiting_of(tx.conn(), edition.id).await?.into_iter().zip(1..) {
        if confirmed >= edition.capacity {
            break;
        }
        let place = Some(place);
        if row.institution_id.is_some_and(|id| is_at_limit(edition.institution_limit, held.get(&id).copied())) {
            let (limit, cause) = (edition.institution_limit, cause);
            let skipped = Decision::of(row.id, RegistrationOutcome::Skipped, RegistrationReason::InstitutionLimit);
            decisions.push(Decision { place, limit, cause, ..skipped });
            continue;
        }
        if let Some(institution) = row.institution_id {
            *held.entry(institution).or_default() += 1;
        }
        decisions.push(Decision { place, cause, ..Decision::of(row.id, RegistrationOutcome::Promoted, reason) });
        confirm(tx, row, now).await?;
        confirmed += 1;
        waiting -= 1;
    }
    decide(tx, now, decisions).await?;
    count(tx, edition, confirmed, waiting).await
}

async fn confirm(tx: &WriteTx, row: registration::Model, now: DateTime<Utc>) -> Result<()> {
    let (id, region_id, version) = (row.id, RegionId(row.region_id), row.version + 1);
    let edition_id = row.edition_id;
    let mut change = row.into_active_model();
    change.state = Set(CONFIRMED.to_owned());
    change.promoted_at = Set(Some(now));
    change.version = Set(version);
    change.update(tx.conn()).await?;
    let event = Change::of("registration.promoted", "registration", id, version).in_region(region_id);
    tx.record(event.with(json!({ "edition_id": edition_id }))).await?;
    tx.enqueue("mail.registration_promoted", &json!({ "registration_id": id })).await
}

/// Writes how many have a place and how many wait.
pub(super) async fn count(
    tx: &WriteTx,
    edition: training_edition::Model,
    confirmed: i32,
    waiting: i32,
) -> Result<training_edition::Model> {
    if (edition.confirmed, edition.waiting) == (confirmed, waiting) {
        return Ok(edition);
    }
    let mut change = edition.into_active_model();
    change.confirmed = Set(confirmed);
    change.waiting = Set(waiting);
    Ok(change.update(tx.conn()).await?)
}
