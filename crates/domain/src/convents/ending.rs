//! How terms end: by resignation or dismissal, with the seat, with the body; and how a planned one is cancelled.

use super::query::{find_holder, terms_after};
use super::{seed, view};
use crate::ctx::{Call, WriteTx};
use crate::db::{check_version, lock_row};
use crate::error::{DomainError, Result};
use crate::events::Change;
use crate::groups;
use crate::policy::{Action, scope_of};
use crate::words::{of_word, word};
use chrono::{DateTime, SubsecRound, Utc};
use obrady_entity::{body, term};
use obrady_types::convents::{Office, Term, TermEnd, TermEndReason};
use obrady_types::{BodyId, ErrorCode, RegionId, TermId};
use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, Set};
use serde_json::json;
use uuid::Uuid;

/// Writes the end of a term.
pub(super) async fn close(
    tx: &WriteTx,
    body: &body::Model,
    row: term::Model,
    at: DateTime<Utc>,
    reason: TermEndReason,
    reference: Option<String>,
) -> Result<term::Model> {
    let version = row.version + 1;
    let mut change = row.into_active_model();
    change.ended_at = Set(Some(at));
    change.end_reason = Set(Some(word(&reason)?));
    if reference.is_some() {
        change.decision_reference = Set(reference);
    }
    change.changed_at = Set(tx.now);
    change.version = Set(version);
    let row = change.update(tx.conn()).await?;
    record(tx, body, "term.ended", &row, json!({ "ended_at": at, "reason": reason })).await?;
    Ok(row)
}

async fn record(
    tx: &WriteTx,
    body: &body::Model,
    action: &'static str,
    row: &term::Model,
    detail: serde_json::Value,
) -> Result<()> {
    let event = Change::of(action, "term", row.id, row.version);
    tx.record(event.in_region(RegionId(body.region_id)).in_body(body.id.into()).with(detail)).await
}

/// The body of a term, locked, and then the term: always in this order, so that nobody waits in a circle.
async fn locked(tx: &WriteTx, id: TermId) -> Result<(body::Model, term::Model)> {
    let found = term::Entity::find_by_id(Uuid::from(id)).one(tx.conn()).await?.ok_or(DomainError::NotFound)?;
    let body = groups::get_body_row_locked(tx.conn(), found.body_id.into()).await?;
    Ok((body, lock_row::<term::Entity>(tx.conn(), id).await?))
}

/// Ends a term of the given version without a successor: the office is vacant from then on, unless the deputy
/// becomes acting chair.
///
/// # Errors
/// `not_found`, `unauthenticated`, `forbidden`, `stale_version`; `term_ended` for history; `validation_failed` for a
/// reason that follows from other actions only, or an end before the start; `decision_reference_required` for an end
/// in the past.
pub async fn end_term(call: &Call, id: TermId, version: i32, input: TermEnd) -> Result<Term> {
    call.write("end_term", async |tx| {
        let (body, row) = locked(tx, id).await?;
        tx.require(Action::RotateOffice, &scope_of(&body))?;
        // What has ended is history, whatever version somebody has of it.
        if row.annulled_at.is_some() || row.ended_at.is_some_and(|ended| ended <= tx.now_after_lock()) {
            return Err(ErrorCode::TermEnded.into());
        }
        check_version(row.version, version)?;
        if !matches!(input.reason, TermEndReason::Resigned | TermEndReason::Dismissed) {
            return Err(DomainError::field("/reason", "invalid"));
        }
        let at = input.ended_at.trunc_subsecs(6);
        // An end may be moved forward; later than planned it would meet the successor.
        if at < row.starts_at || row.ended_at.is_some_and(|ended| at > ended) {
            return Err(DomainError::field("/ended_at", "out_of_range"));
        }
        if at < tx.now && input.decision_reference.is_none() {
            return Err(ErrorCode::DecisionReferenceRequired.into());
        }
        let until = row.ended_at;
        let office: Office = of_word(&row.office)?;
        let reference = input.decision_reference.as_ref().map(|text| text.trim().to_owned());
        let row = close(tx, &body, row, at, input.reason, reference).await?;
        if office == Office::Chair {
            let_deputy_act(tx, &body, at, until).await?;
        }
        view::term(tx.conn(), row, tx.now).await
    })
    .await
}

/// Cancels a term of the given version before it starts; its predecessor goes on.
///
/// # Errors
/// `not_found`, `unauthenticated`, `forbidden`, `stale_version`; `term_started` when it has begun; `term_ended` when
/// it was cancelled already.
pub async fn cancel_term(call: &Call, id: TermId, version: i32) -> Result<Term> {
    call.write("cancel_term", async |tx| {
        let (body, row) = locked(tx, id).await?;
        tx.require(Action::RotateOffice, &scope_of(&body))?;
        if row.annulled_at.is_some() {
            return Err(ErrorCode::TermEnded.into());
        }
        if row.starts_at <= tx.now_after_lock() {
            return Err(ErrorCode::TermStarted.into());
        }
        check_version(row.version, version)?;
        let (predecessor, starts_at) = (row.predecessor_id, row.starts_at);
        let row = annul(tx, &body, row, json!({ "starts_at": starts_at })).await?;
        if let Some(predecessor) = predecessor {
            let before = lock_row::<term::Entity>(tx.conn(), predecessor).await?;
            if before.annulled_at.is_none() && before.ended_at == Some(starts_at) {
                reopen(tx, &body, before).await?;
            }
        }
        view::term(tx.conn(), row, tx.now).await
    })
    .await
}

/// Writes that a term never began.
async fn annul(tx: &WriteTx, body: &body::Model, row: term::Model, detail: serde_json::Value) -> Result<term::Model> {
    let version = row.version + 1;
    let mut change = row.into_active_model();
    change.annulled_at = Set(Some(tx.now));
    change.changed_at = Set(tx.now);
    change.version = Set(version);
    let row = change.update(tx.conn()).await?;
    record(tx, body, "term.cancelled", &row, detail).await?;
    Ok(row)
}

async fn reopen(tx: &WriteTx, body: &body::Model, row: term::Model) -> Result<()> {
    let version = row.version + 1;
    let mut change = row.into_active_model();
    change.ended_at = Set(None);
    change.end_reason = Set(None);
    change.changed_at = Set(tx.now);
    change.version = Set(version);
    let row = change.update(tx.conn()).await?;
    record(tx, body, "term.reopened", &row, json!({})).await
}

/// The deputy in office becomes acting chair from `at` until the planned successor's start (I-05). The deputy's own
/// term goes on.
async fn let_deputy_act(
    tx: &WriteTx,
    body: &body::Model,
    at: DateTime<Utc>,
    until: Option<DateTime<Utc>>,
) -> Result<()> {
    let Some(deputy) = find_holder(tx.conn(), body.id.into(), Office::DeputyChair, at).await? else { return Ok(()) };
    if until.is_some_and(|until| until <= at) {
        return Ok(());
    }
    let acting = term::Model {
        id: tx.new_id(),
        office: word(&Office::Chair)?,
        starts_at: at,
        ended_at: until,
        end_reason: until.map(|_| word(&TermEndReason::Successor)).transpose()?,
        acting: true,
        decision_reference: None,
        predecessor_id: None,
        annulled_at: None,
        changed_at: tx.now,
        version: 1,
        ..deputy
    };
    seed::insert_term_row(tx, acting).await?;
    Ok(())
}

/// Somebody no longer heads an institution: the offices that they hold by its seats end at that instant, and a
/// deputy acts for a chair (I-05). Terms that had not begun by then are cancelled.
pub(crate) async fn seat_holder_left(
    tx: &WriteTx,
    institution_id: Uuid,
    person_id: Uuid,
    at: DateTime<Utc>,
) -> Result<()> {
    let held = term::Entity::find()
        .filter(term::Column::InstitutionId.eq(institution_id))
        .filter(term::Column::PersonId.eq(person_id))
        .filter(term::Column::AnnulledAt.is_null())
        .all(tx.conn())
        .await?;
    let bodies: std::collections::BTreeSet<Uuid> = held.into_iter().map(|row| row.body_id).collect();
    for body_id in bodies {
        let body = groups::get_body_row_locked(tx.conn(), body_id.into()).await?;
        let theirs = terms_after(tx.conn(), body_id.into(), at).await?;
        let theirs =
            theirs.into_iter().filter(|row| row.person_id == person_id && row.institution_id == Some(institution_id));
        // The deputy's term first: whoever leaves both offices cannot act.
        let mut theirs: Vec<term::Model> = theirs.collect();
        theirs.sort_by(|left, right| right.office.cmp(&left.office));
        for row in theirs {
            leave(tx, &body, row, at).await?;
        }
    }
    Ok(())
}

async fn leave(tx: &WriteTx, body: &body::Model, row: term::Model, at: DateTime<Utc>) -> Result<()> {
    let history = row.ended_at.is_some_and(|ended| ended <= tx.now);
    if history {
        return Ok(());
    }
    if row.starts_at > tx.now.max(at) {
        annul(tx, body, row, json!({ "reason": "lost_seat" })).await?;
        return Ok(());
    }
    let office: Office = of_word(&row.office)?;
    let until = row.ended_at;
    let end = at.max(row.starts_at);
    close(tx, body, row, end, TermEndReason::LostSeat, None).await?;
    if office == Office::Chair { let_deputy_act(tx, body, end, until).await } else { Ok(()) }
}

/// Ends or cancels every term of a body that is dissolved (I-11).
pub(crate) async fn end_terms_of_dissolved_body(tx: &WriteTx, body_id: Uuid, at: DateTime<Utc>) -> Result<()> {
    let body = groups::get_body_row_locked(tx.conn(), BodyId(body_id)).await?;
    for row in terms_after(tx.conn(), BodyId(body_id), at).await? {
        if row.ended_at.is_some_and(|ended| ended <= tx.now) {
            continue;
        }
        if row.starts_at > at {
            annul(tx, &body, row, json!({ "reason": "body_dissolved" })).await?;
        } else {
            close(tx, &body, row, at, TermEndReason::BodyDissolved, None).await?;
        }
    }
    Ok(())
}
