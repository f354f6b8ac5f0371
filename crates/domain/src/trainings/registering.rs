//! Registering: one number after the other, a place while there is one, the waiting list after that (I-28 to I-31).

use super::query::{
    CONFIRMED, PUBLISHED, WAITING, active_of, clauses_in_force, held_by_institutions, leads, lock_edition, manages,
    posts_on, waiting_of,
};
use super::queue::{Decision, decide, is_at_limit};
use super::{states, view};
use crate::ctx::{Call, WriteTx};
use crate::directory;
use crate::error::{DomainError, Result};
use crate::events::Change;
use crate::policy::{Action, Principal, Scope, allows};
use crate::sealed::seal;
use chrono::{DateTime, SecondsFormat, Utc};
use obrady_entity::{affiliation, registration, training_edition};
use obrady_types::trainings::{
    EditionState, Registration, RegistrationCreate, RegistrationOutcome, RegistrationReason,
};
use obrady_types::{ErrorCode, InstitutionId, PersonId, RegionId, RegistrationId, TrainingEditionId};
use sea_orm::{ActiveModelTrait, IntoActiveModel, Set};
use serde_json::json;
use uuid::Uuid;

/// Registers somebody: oneself, somebody of an institution that one speaks for, or anybody of a region whose trainings
/// one manages. Whoever comes while there are places gets one, later ones wait in the order of their numbers.
///
/// # Errors
/// `not_found`, `unauthenticated`; `forbidden` for a foreign institution; `edition_state` when it is not public or was
/// cancelled; `registration_not_open` and `registration_closed` with the instant; `already_registered`; `own_edition`
/// for a trainer of it; `institution_limit`; `clause_outdated` when another clause is in force than the one shown;
/// `validation_failed` for an unknown person or somebody who does not work at the institution.
pub async fn create_registration(
    call: &Call,
    edition_id: TrainingEditionId,
    input: RegistrationCreate,
) -> Result<Registration> {
    call.write("create_registration", async |tx| {
        let edition = lock_edition(tx.conn(), &tx.actor, edition_id).await?;
        let now = tx.now_after_lock();
        let (person, institution) = whom(tx, &edition, &input, now).await?;
        check_window(&edition, now)?;
        check_clause(tx, edition.region_id, input.clause_number).await?;
        check_person(tx, &edition, person).await?;
        check_limit(tx, &edition, institution).await?;
        let row = insert(tx, edition, person, institution, input, now).await?;
        view::registration(&tx.ctx, tx.conn(), &tx.actor, now, row).await
    })
    .await
}

/// Person and institution, if the actor may register them.
async fn whom(
    tx: &WriteTx,
    edition: &training_edition::Model,
    input: &RegistrationCreate,
    now: DateTime<Utc>,
) -> Result<(Uuid, Option<Uuid>)> {
    let manages = manages(&tx.actor, edition.region_id);
    let own = input.person_id.is_none_or(|person| tx.actor.person_id == Some(person));
    if !own && !manages {
        let institution = input.institution_id.ok_or_else(|| DomainError::field("/institution_id", "required"))?;
        require_institution(tx, edition.region_id, institution)?;
    }
    let person = input.person_id.or(tx.actor.person_id);
    let person = person.ok_or_else(|| DomainError::field("/person_id", "required"))?;
    let found = directory::find_person(tx.conn(), person).await?;
    let found = found.filter(|found| found.region_id == edition.region_id);
    found.ok_or_else(|| DomainError::field("/person_id", "invalid"))?;
    let posts = posts_on(tx.conn(), person.into(), tx.ctx.date_of(now)).await?;
    Ok((person.into(), sender(&posts, input.institution_id, own)?))
}

/// The institution that sends a person: the one named, at which they work; or the only one.
fn sender(posts: &[affiliation::Model], named: Option<InstitutionId>, own: bool) -> Result<Option<Uuid>> {
    match (named.map(Uuid::from), posts) {
        (Some(id), posts) if posts.iter().any(|post| post.institution_id == id) => Ok(Some(id)),
        (Some(_), _) => Err(DomainError::field(if own { "/institution_id" } else { "/person_id" }, "invalid")),
        (None, []) => Ok(None),
        (None, [only, rest @ ..]) if rest.iter().all(|post| post.institution_id == only.institution_id) => {
            Ok(Some(only.institution_id))
        }
        (None, _) => Err(DomainError::field("/institution_id", "required")),
    }
}

/// Refuses whoever does not speak for an institution, at its field.
pub(super) fn require_institution(tx: &WriteTx, region_id: Uuid, institution: InstitutionId) -> Result<()> {
    if allows(&tx.actor, Action::RegisterStaff, &Scope::institution(region_id, institution)) {
        return Ok(());
    }
    Err(DomainError::refused_field(ErrorCode::Forbidden, "/institution_id", "invalid"))
}

/// Registration is open from its opening until just before its closing; the refusal says when.
fn check_window(edition: &training_edition::Model, now: DateTime<Utc>) -> Result<()> {
    let refused = |code, why: &str, at: DateTime<Utc>| {
        let message = format!("{why}|{}", at.to_rfc3339_opts(SecondsFormat::Secs, true));
        Err(DomainError::refused_field_with(code, "", why, &message))
    };
    match states::edition(edition, now) {
        EditionState::RegistrationOpen => Ok(()),
        EditionState::Published => refused(ErrorCode::RegistrationNotOpen, "opens_at", edition.registration_opens_at),
        EditionState::RegistrationClosed | EditionState::InProgress | EditionState::Completed => {
            refused(ErrorCode::RegistrationClosed, "closed_at", edition.registration_closes_at)
        }
        EditionState::Draft | EditionState::Cancelled => Err(ErrorCode::EditionState.into()),
    }
}

/// The clause that was shown must be the one in force, and its number is kept with the registration (DOM-27).
pub(super) async fn check_clause(tx: &WriteTx, region_id: Uuid, shown: i32) -> Result<()> {
    match clauses_in_force(tx.conn(), [region_id]).await?.get(&region_id) {
        None => Err(ErrorCode::ClauseMissing.into()),
        Some(number) if *number == shown => Ok(()),
        Some(_) => Err(DomainError::refused_field(ErrorCode::ClauseOutdated, "/clause_number", "invalid")),
    }
}

/// One active registration a person, and none of who leads the edition (I-29).
pub(super) async fn check_person(tx: &WriteTx, edition: &training_edition::Model, person: Uuid) -> Result<()> {
    let refused = |code| Err(DomainError::refused_field(code, "/person_id", "invalid"));
    if leads(tx.conn(), edition.id, person).await? {
        return refused(ErrorCode::OwnEdition);
    }
    if !active_of(tx.conn(), [edition.id], person).await?.is_empty() {
        return refused(ErrorCode::AlreadyRegistered);
    }
    Ok(())
}

/// An institution that has as many places as it may have cannot get another one. While it has fewer, more of its
/// people may wait; when their turn comes and the limit is reached by then, they are passed over.
async fn check_limit(tx: &WriteTx, edition: &training_edition::Model, institution: Option<Uuid>) -> Result<()> {
    let (Some(_), Some(institution)) = (edition.institution_limit, institution) else { return Ok(()) };
    let held = held_by_institutions(tx.conn(), edition.id).await?;
    if is_at_limit(edition.institution_limit, held.get(&institution).copied()) {
        return Err(DomainError::refused_field(ErrorCode::InstitutionLimit, "/institution_id", "invalid"));
    }
    Ok(())
}

/// Writes a registration under the edition's lock: the next number, and a place if there is one.
async fn insert(
    tx: &WriteTx,
    edition: training_edition::Model,
    person: Uuid,
    institution: Option<Uuid>,
    input: RegistrationCreate,
    now: DateTime<Utc>,
) -> Result<registration::Model> {
    let id = tx.new_id();
    let free = edition.confirmed < edition.capacity;
    let seal = |text: Option<String>| text.map(|text| seal(&tx.ctx.cursor_secret, id, text.trim())).transpose();
    let row = registration::ActiveModel {
        id: Set(id),
        region_id: Set(edition.region_id),
        edition_id: Set(edition.id),
        person_id: Set(person),
        institution_id: Set(institution),
        seq: Set(edition.last_seq + 1),
        state: Set(if free { CONFIRMED } else { WAITING }.to_owned()),
        registered_by: Set(match tx.actor.principal {
            Principal::Account(account) => Some(account.into()),
            _ => None,
        }),
        submitted_at: Set(now),
        promoted_at: Set(None),
        cancelled_at: Set(None),
        cancelled_reason: Set(None),
        accessibility_needs: Set(seal(input.accessibility_needs)?),
        diet_needs: Set(seal(input.diet_needs)?),
        clause_number: Set(input.clause_number),
        version: Set(1),
    };
    let row = row.insert(tx.conn()).await?;
    let mut decisions = Vec::new();
    if free {
        decisions.push(Decision::of(id, RegistrationOutcome::Confirmed, RegistrationReason::PlacesFree));
        if edition.waiting > 0 {
            // There are places and people who wait: their institutions are at the limit, or they would have one.
            for (passed, place) in waiting_of(tx.conn(), edition.id).await?.into_iter().zip(1..) {
                let because = RegistrationReason::InstitutionLimit;
                decisions.push(Decision {
                    place: Some(place),
                    limit: edition.institution_limit,
                    cause: Some(id),
                    ..Decision::of(passed.id, RegistrationOutcome::Skipped, because)
                });
            }
        }
    } else {
        let place = Some(edition.waiting + 1);
        let waits = Decision::of(id, RegistrationOutcome::Waiting, RegistrationReason::Full);
        decisions.push(Decision { place, ..waits });
    }
    decide(tx, now, decisions).await?;
    let region_id = RegionId(edition.region_id);
    let (confirmed, waiting, seq) = (edition.confirmed, edition.waiting, edition.last_seq + 1);
    let mut change = edition.into_active_model();
    change.last_seq = Set(seq);
    change.confirmed = Set(confirmed + i32::from(free));
    change.waiting = Set(waiting + i32::from(!free));
    change.update(tx.conn()).await?;
    let (action, mail) = if free {
        ("registration.confirmed", "mail.registration_confirmed")
    } else {
        ("registration.waiting", "mail.registration_waiting")
    };
    let event = Change::of(action, "registration", id, 1).in_region(region_id);
    tx.record(event.with(json!({ "edition_id": row.edition_id, "seq": seq }))).await?;
    tx.enqueue(mail, &json!({ "registration_id": id })).await?;
    Ok(row)
}

/// A registration to seed, with the instant at which it arrived.
#[derive(Clone, Debug)]
pub struct SeedRegistration {
    /// Its edition, published.
    pub edition_id: TrainingEditionId,
    /// The person.
    pub person_id: PersonId,
    /// The institution that sends them.
    pub institution_id: Option<InstitutionId>,
    /// When it arrived.
    pub at: DateTime<Utc>,
}

/// Writes a registration by the same rules, whatever the clock says of the window.
///
/// # Errors
/// What the rules refuse.
pub async fn insert_seeded_registration(tx: &WriteTx, seed: SeedRegistration) -> Result<RegistrationId> {
    let edition = lock_edition(tx.conn(), &tx.actor, seed.edition_id).await?;
    if edition.state != PUBLISHED {
        return Err(ErrorCode::EditionState.into());
    }
    let clause_number = clauses_in_force(tx.conn(), [edition.region_id]).await?.remove(&edition.region_id);
    let clause_number = clause_number.ok_or(DomainError::Refused(ErrorCode::ClauseMissing))?;
    check_person(tx, &edition, seed.person_id.into()).await?;
    let institution = seed.institution_id.map(Uuid::from);
    check_limit(tx, &edition, institution).await?;
    let input = RegistrationCreate {
        person_id: Some(seed.person_id),
        institution_id: seed.institution_id,
        clause_number,
        accessibility_needs: None,
        diet_needs: None,
    };
    let row = insert(tx, edition, seed.person_id.into(), institution, input, seed.at).await?;
    Ok(row.id.into())
}
