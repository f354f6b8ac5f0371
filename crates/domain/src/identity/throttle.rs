//! Slows guessing down (SEC-10): per name and per address, in the database, so that all replicas count together.
//! Delays grow and end by themselves: nobody can lock somebody else out for good.

use crate::ctx::WriteTx;
use crate::error::{DomainError, Result};
use chrono::{DateTime, Duration, Utc};
use obrady_entity::sign_in_throttle::{ActiveModel, Column, Entity, Model};
use sea_orm::sea_query::OnConflict;
use sea_orm::{EntityTrait, QuerySelect, Set};

/// Failures that cost nothing.
const FREE: i32 = 5;
/// Longest delay, and the quiet time after which failures are forgotten, in seconds.
const LONGEST: i64 = 15 * 60;

/// What is counted: a sign-in name or an address.
pub(super) fn name_subject(name: &str) -> String {
    format!("name:{name}")
}

/// The subject of a network address.
pub(super) fn address_subject(address: &str) -> String {
    format!("address:{address}")
}

/// Refuses while the subject is blocked.
pub(super) async fn check(tx: &WriteTx, subject: &str) -> Result<()> {
    let row = row(tx, subject).await?;
    match row.and_then(|row| row.blocked_until).filter(|until| *until > tx.now) {
        Some(until) => {
            let wait = (until - tx.now).num_milliseconds().max(0);
            Err(DomainError::Throttled(u64::try_from((wait + 999) / 1000).unwrap_or(1)))
        }
        None => Ok(()),
    }
}

/// Counts a failure. A name's attempt is counted before its password is checked, so that guessing side by side
/// wins nothing.
pub(super) async fn count(tx: &WriteTx, subject: &str) -> Result<()> {
    let before = row(tx, subject).await?;
    let recent = before.filter(|row| row.last_failure_at + Duration::seconds(LONGEST) > tx.now);
    let failures = recent.map_or(0, |row| row.failures).saturating_add(1);
    let row = ActiveModel {
        subject: Set(subject.to_owned()),
        failures: Set(failures),
        last_failure_at: Set(tx.now),
        blocked_until: Set(blocked_until(failures, tx.now)),
    };
    let update = [Column::Failures, Column::LastFailureAt, Column::BlockedUntil];
    Entity::insert(row)
        .on_conflict(OnConflict::column(Column::Subject).update_columns(update).to_owned())
        .exec(tx.conn())
        .await?;
    Ok(())
}

/// Forgets a subject's failures.
pub(super) async fn forget(tx: &WriteTx, subject: &str) -> Result<()> {
    Entity::delete_by_id(subject.to_owned()).exec(tx.conn()).await?;
    Ok(())
}

async fn row(tx: &WriteTx, subject: &str) -> Result<Option<Model>> {
    Ok(Entity::find_by_id(subject.to_owned()).lock_exclusive().one(tx.conn()).await?)
}

/// 1, 2, 4, … seconds from the fifth failure on.
fn blocked_until(failures: i32, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
    let over = u32::try_from(failures - FREE).ok()?;
    let seconds = 1_i64.checked_shl(over.min(20)).unwrap_or(LONGEST).min(LONGEST);
    Some(now + Duration::seconds(seconds))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn delays_grow_and_are_bounded() {
        let now = DateTime::<Utc>::UNIX_EPOCH;
        let seconds = |failures| blocked_until(failures, now).map(|until| (until - now).num_seconds());
        assert_eq!(
            [1, 4, 5, 6, 7, 8, 100].map(seconds),
            [None, None, Some(1), Some(2), Some(4), Some(8), Some(LONGEST)]
        );
    }
}
