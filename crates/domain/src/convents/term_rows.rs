//! Rows of terms as they change: each change leaves an audit row and an event row.

use crate::ctx::WriteTx;
use crate::error::Result;
use crate::events::Change;
use crate::words::{of_word, word};
use chrono::{DateTime, Utc};
use obrady_entity::{body, term};
use obrady_types::RegionId;
use obrady_types::convents::TermEndReason;
use sea_orm::{ActiveModelTrait, IntoActiveModel, Set};
use serde_json::{Value, json};

/// The end of a term and why; none for a term without an end.
pub(super) type End = Option<(DateTime<Utc>, TermEndReason)>;

/// The end that a row names; none when it names no reason.
pub(super) fn end_of(row: &term::Model) -> Result<End> {
    let reason = row.end_reason.as_deref().map(of_word).transpose()?;
    Ok(row.ended_at.zip(reason))
}

/// What has ended is history (I-09).
pub(super) fn is_history(row: &term::Model, now: DateTime<Utc>) -> bool {
    row.ended_at.is_some_and(|ended| ended <= now)
}

/// Whether the term lasts or lasted for an instant at least.
pub(super) fn has_instants(row: &term::Model) -> bool {
    row.ended_at.is_none_or(|ended| row.starts_at < ended)
}

/// Writes the end of a term, or that it has none any more.
pub(super) async fn set_end(tx: &WriteTx, body: &body::Model, row: term::Model, end: End) -> Result<term::Model> {
    let version = row.version + 1;
    let mut change = row.into_active_model();
    change.ended_at = Set(end.map(|(at, _)| at));
    change.end_reason = Set(end.map(|(_, reason)| word(&reason)).transpose()?);
    change.changed_at = Set(tx.now);
    change.version = Set(version);
    let row = change.update(tx.conn()).await?;
    let (action, detail) = match end {
        Some((at, reason)) => ("term.ended", json!({ "ended_at": at, "reason": reason })),
        None => ("term.reopened", json!({})),
    };
    record(tx, body, action, &row, detail).await?;
    Ok(row)
}

/// Writes that a term never began: it has no end then.
pub(super) async fn set_cancelled(
    tx: &WriteTx,
    body: &body::Model,
    row: term::Model,
    detail: Value,
) -> Result<term::Model> {
    let version = row.version + 1;
    let mut change = row.into_active_model();
    change.ended_at = Set(None);
    change.end_reason = Set(None);
    change.annulled_at = Set(Some(tx.now));
    change.changed_at = Set(tx.now);
    change.version = Set(version);
    let row = change.update(tx.conn()).await?;
    record(tx, body, "term.cancelled", &row, detail).await?;
    Ok(row)
}

/// Writes the audit row and the event row of a change.
pub(super) async fn record(
    tx: &WriteTx,
    body: &body::Model,
    action: &'static str,
    row: &term::Model,
    detail: Value,
) -> Result<()> {
    let event = Change::of(action, "term", row.id, row.version);
    tx.record(event.in_region(RegionId(body.region_id)).in_body(body.id.into()).with(detail)).await
}
