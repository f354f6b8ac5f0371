//! Acting chairs: a deputy in office acts while there is no chair (I-05). Acting terms follow from the others, so they
//! are settled after every change of those.

use super::query::{effective_terms_of, standing_terms_of};
use super::seed;
use super::term_rows::{End, end_of, has_instants, is_history, set_cancelled, set_end};
use crate::ctx::WriteTx;
use crate::error::Result;
use crate::groups;
use crate::words::word;
use chrono::{DateTime, Utc};
use obrady_entity::{body, term};
use obrady_types::convents::{Office, TermEndReason};
use sea_orm::{ColumnTrait, QueryFilter, QuerySelect};
use serde_json::json;
use uuid::Uuid;

/// From when until when.
type Span = (DateTime<Utc>, Option<DateTime<Utc>>);

/// What a deputy's acting term ought to be.
struct Acting {
    deputy: term::Model,
    from: DateTime<Utc>,
    end: End,
}

/// Makes the acting terms of a body what follows from its other terms. What has ended is history and stays.
pub(super) async fn settle_acting(tx: &WriteTx, body: &body::Model) -> Result<()> {
    if groups::ensure_accepts_new(body).is_err() {
        return Ok(());
    }
    let terms = effective_terms_of(body.id.into()).lock_exclusive().all(tx.conn()).await?;
    let current = |row: &&term::Model| row.acting && row.annulled_at.is_none() && !is_history(row, tx.now);
    let mut current: Vec<term::Model> = terms.iter().filter(current).cloned().collect();
    let (mut longer, mut fresh) = (Vec::new(), Vec::new());
    for acting in wanted(&terms, tx.now)? {
        let same = |row: &term::Model| row.person_id == acting.deputy.person_id && row.starts_at == acting.from;
        let Some(place) = current.iter().position(same) else {
            fresh.push(acting);
            continue;
        };
        let row = current.swap_remove(place);
        let at = acting.end.map(|(at, _)| at);
        if at.is_some_and(|at| row.ended_at.is_none_or(|ended| at < ended)) {
            set_end(tx, body, row, acting.end).await?;
        } else if at != row.ended_at {
            longer.push((row, acting.end));
        }
    }
    // What is too long gives way before anything begins or grows.
    for row in current {
        remove(tx, body, &terms, row).await?;
    }
    for (row, end) in longer {
        set_end(tx, body, row, end).await?;
    }
    for acting in fresh {
        begin(tx, acting).await?;
    }
    Ok(())
}

/// Ends the acting terms that reach beyond the start of a chair.
pub(super) async fn give_way(tx: &WriteTx, body: &body::Model, rows: &[term::Model], at: DateTime<Utc>) -> Result<()> {
    let reaches = |row: &&term::Model| row.acting && row.ended_at.is_none_or(|ended| ended > at);
    for row in rows.iter().filter(reaches) {
        if row.starts_at > tx.now && row.starts_at >= at {
            set_cancelled(tx, body, row.clone(), json!({ "reason": TermEndReason::Successor })).await?;
        } else {
            let end = at.max(row.starts_at);
            set_end(tx, body, row.clone(), Some((end, TermEndReason::Successor))).await?;
        }
    }
    Ok(())
}

/// Writes another end of a term that has not ended; the planned acting terms after the old end make room for a later
/// one. [`settle_acting`] has to follow.
pub(super) async fn move_end(tx: &WriteTx, body: &body::Model, row: term::Model, end: End) -> Result<term::Model> {
    let chair = word(&Office::Chair)?;
    let later = row.ended_at.filter(|old| end.is_none_or(|(at, _)| *old < at));
    if let Some(old) = later.filter(|_| !row.acting && row.office == chair) {
        let planned = standing_terms_of(body.id.into())
            .filter(term::Column::Acting.eq(true))
            .filter(term::Column::StartsAt.gte(old))
            .filter(term::Column::StartsAt.gt(tx.now));
        for acting in planned.all(tx.conn()).await? {
            set_cancelled(tx, body, acting, json!({})).await?;
        }
    }
    set_end(tx, body, row, end).await
}

/// An acting term that nothing explains any more: a planned one is cancelled, one that has begun ends where it began.
async fn remove(tx: &WriteTx, body: &body::Model, terms: &[term::Model], row: term::Model) -> Result<()> {
    if row.starts_at > tx.now {
        set_cancelled(tx, body, row, json!({})).await?;
        return Ok(());
    }
    let deputy =
        terms.iter().filter(|term| !term.acting && term.person_id == row.person_id).max_by_key(|t| t.starts_at);
    let reason = deputy.map(end_of).transpose()?.flatten().map_or(TermEndReason::Successor, |(_, reason)| reason);
    let at = row.starts_at;
    set_end(tx, body, row, Some((at, reason))).await?;
    Ok(())
}

async fn begin(tx: &WriteTx, acting: Acting) -> Result<()> {
    let row = term::Model {
        id: tx.new_id(),
        office: word(&Office::Chair)?,
        starts_at: acting.from,
        ended_at: acting.end.map(|(at, _)| at),
        end_reason: acting.end.map(|(_, reason)| word(&reason)).transpose()?,
        acting: true,
        decision_reference: None,
        predecessor_id: None,
        annulled_at: None,
        annul_reason: None,
        annul_reference: None,
        changed_at: tx.now,
        version: 1,
        ..acting.deputy
    };
    seed::insert_term_row(tx, row).await?;
    Ok(())
}

/// The acting terms of every vacancy that has not passed: each deputy in office acts within it, unless they were
/// relieved of acting, and after what is history.
fn wanted(terms: &[term::Model], now: DateTime<Utc>) -> Result<Vec<Acting>> {
    let deputy = word(&Office::DeputyChair)?;
    let mut wanted = Vec::new();
    for (from, until) in vacancies(terms, now)? {
        let past = terms.iter().filter(|row| row.acting && is_history(row, now) && has_instants(row));
        let past = past.filter_map(|row| row.ended_at).filter(|ended| until.is_none_or(|until| *ended <= until));
        let from = past.max().map_or(from, |ended| ended.max(from));
        for row in terms.iter().filter(|row| row.office == deputy && has_instants(row)) {
            let from = from.max(row.starts_at);
            let until = until.map(|until| (until, TermEndReason::Successor));
            let own = end_of(row)?.or(row.ended_at.map(|at| (at, TermEndReason::Dismissed)));
            let end = earlier(earlier(until, own), relieved(terms, row.person_id, from)?);
            if end.is_none_or(|(at, _)| from < at) {
                wanted.push(Acting { deputy: row.clone(), from, end });
            }
        }
    }
    Ok(wanted)
}

fn earlier(left: End, right: End) -> End {
    match (left, right) {
        (Some(left), Some(right)) => Some(if right.0 < left.0 { right } else { left }),
        (left, right) => left.or(right),
    }
}

/// Where a decision ended the person's acting from `from` on, while they may have stayed deputy.
fn relieved(terms: &[term::Model], person: Uuid, from: DateTime<Utc>) -> Result<End> {
    for row in terms.iter().filter(|row| row.acting && row.person_id == person) {
        let decided = match end_of(row)? {
            Some((at, reason @ (TermEndReason::Resigned | TermEndReason::Dismissed))) => Some((at, reason)),
            _ => row.annulled_at.and(row.ended_at).map(|at| (at, TermEndReason::Dismissed)),
        };
        if let Some((at, _)) = decided
            && at >= from
        {
            return Ok(decided);
        }
    }
    Ok(None)
}

/// From when until when the body has had a chair before and has none, as far as that has not passed.
fn vacancies(terms: &[term::Model], now: DateTime<Utc>) -> Result<Vec<Span>> {
    let chair = word(&Office::Chair)?;
    let mut chairs: Vec<&term::Model> =
        terms.iter().filter(|row| row.office == chair && !row.acting && has_instants(row)).collect();
    chairs.sort_by_key(|row| row.starts_at);
    let nexts = chairs.iter().skip(1).map(|row| Some(row.starts_at)).chain([None]);
    let gaps = chairs.iter().zip(nexts).filter_map(|(row, next)| row.ended_at.map(|from| (from, next)));
    Ok(gaps.filter(|(from, until)| until.is_none_or(|until| *from < until && now < until)).collect())
}
