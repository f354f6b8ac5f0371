//! How terms end: by resignation or dismissal, with the body, by annulment; and how a planned one is cancelled.

use super::acting::settle_acting;
use super::cancelling::{cancel_planned, deputy_planned_with};
use super::query::terms_after;
use super::term_rows::{is_history, record, set_cancelled, set_end};
use super::view;
use crate::ctx::{Call, WriteTx};
use crate::db::{check_version, lock_row};
use crate::error::{DomainError, Result};
use crate::groups;
use crate::policy::{Action, scope_of};
use chrono::{DateTime, SubsecRound, Utc};
use obrady_entity::{body, term};
use obrady_types::convents::{Term, TermAnnul, TermEnd, TermEndReason};
use obrady_types::{BodyId, ErrorCode, TermId};
use sea_orm::{ActiveModelTrait, EntityTrait, IntoActiveModel, Set};
use serde_json::json;
use uuid::Uuid;

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
        let (body, mut row) = locked(tx, id).await?;
        tx.require(Action::RotateOffice, &scope_of(&body))?;
        // What has ended is history, whatever version somebody has of it.
        if row.annulled_at.is_some() || is_history(&row, tx.now_after_lock()) {
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
        if let Some(reference) = &input.decision_reference {
            row = set_reference(tx, row, reference.trim()).await?;
        }
        let row = set_end(tx, &body, row, Some((at, input.reason))).await?;
        settle_acting(tx, &body).await?;
        view::term(tx.conn(), row, tx.now).await
    })
    .await
}

/// The end's decision, which is what somebody looks for from then on; the start's stays in the audit.
async fn set_reference(tx: &WriteTx, row: term::Model, reference: &str) -> Result<term::Model> {
    let mut change = row.into_active_model();
    change.decision_reference = Set(Some(reference.to_owned()));
    change.changed_at = Set(tx.now);
    Ok(change.update(tx.conn()).await?)
}

/// Cancels a term of the given version before it starts; its predecessor goes on. With a chair's, the deputy's that
/// was planned together with it.
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
        let detail = json!({ "starts_at": row.starts_at });
        if let Some(deputy) = deputy_planned_with(tx, &row).await? {
            cancel_planned(tx, &body, deputy, detail.clone()).await?;
        }
        let row = cancel_planned(tx, &body, row, detail).await?;
        settle_acting(tx, &body).await?;
        view::term(tx.conn(), row, tx.now).await
    })
    .await
}

/// Annuls a term of the given version that has begun (I-09). It ends now, unless it has ended, and stays in history
/// with the reason; until then it was in force. Whoever held the office before comes back by a new term.
///
/// # Errors
/// `not_found`, `unauthenticated`, `forbidden`, `stale_version`; `term_not_started` before it begins; `term_ended`
/// when it was annulled or cancelled already.
pub async fn annul_term(call: &Call, id: TermId, version: i32, input: TermAnnul) -> Result<Term> {
    call.write("annul_term", async |tx| {
        let (body, row) = locked(tx, id).await?;
        tx.require(Action::RotateOffice, &scope_of(&body))?;
        tx.require_confirmed()?;
        if row.annulled_at.is_some() {
            return Err(ErrorCode::TermEnded.into());
        }
        if row.starts_at > tx.now {
            return Err(ErrorCode::TermNotStarted.into());
        }
        check_version(row.version, version)?;
        let row = set_annulled(tx, &body, row, &input).await?;
        settle_acting(tx, &body).await?;
        view::term(tx.conn(), row, tx.now).await
    })
    .await
}

/// Writes the annulment. The reason of an end that did not come is dropped; that of an end in the past stays.
async fn set_annulled(tx: &WriteTx, body: &body::Model, row: term::Model, input: &TermAnnul) -> Result<term::Model> {
    let (reason, reference) = (input.reason.trim().to_owned(), input.decision_reference.trim().to_owned());
    let (version, ended) = (row.version + 1, is_history(&row, tx.now));
    let mut change = row.into_active_model();
    if !ended {
        change.ended_at = Set(Some(tx.now));
        change.end_reason = Set(None);
    }
    change.annulled_at = Set(Some(tx.now));
    change.annul_reason = Set(Some(reason.clone()));
    change.annul_reference = Set(Some(reference.clone()));
    change.changed_at = Set(tx.now);
    change.version = Set(version);
    let row = change.update(tx.conn()).await?;
    let detail = json!({ "ended_at": row.ended_at, "reason": reason, "decision_reference": reference });
    record(tx, body, "term.annulled", &row, detail).await?;
    Ok(row)
}

/// Ends or cancels every term of a body that is dissolved (I-11).
pub(crate) async fn end_terms_of_dissolved_body(tx: &WriteTx, body_id: Uuid, at: DateTime<Utc>) -> Result<()> {
    let body = groups::get_body_row_locked(tx.conn(), BodyId(body_id)).await?;
    for row in terms_after(tx.conn(), BodyId(body_id), at).await? {
        if is_history(&row, tx.now) {
            continue;
        }
        if row.starts_at > tx.now {
            set_cancelled(tx, &body, row, json!({ "reason": TermEndReason::BodyDissolved })).await?;
        } else {
            let end = at.max(row.starts_at);
            set_end(tx, &body, row, Some((end, TermEndReason::BodyDissolved))).await?;
        }
    }
    Ok(())
}
