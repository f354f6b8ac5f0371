//! Slows guessing down (SEC-10), in the database, so that all replicas count together. Delays grow and end by
//! themselves: nobody can lock somebody else out for good.
//!
//! Three things are counted. A network address, whatever names it tries; a name tried from one address, with delays
//! up to a quarter of an hour; and a name from wherever it is tried, with delays up to half a minute, so that guesses
//! from many addresses are slowed down too while the owner, who asks from another address, always gets a turn.
//!
//! An attempt is counted before its password is checked, so that guessing side by side wins nothing; a right password
//! takes it back. An address may be that of a whole office that begins its day: what is still being checked blocks it
//! only from [`SIDE_BY_SIDE`] on.

use crate::clock::LEEWAY_SECONDS;
use crate::ctx::WriteTx;
use crate::error::{DomainError, Result};
use crate::network::network_of;
use chrono::{DateTime, Duration, Utc};
use obrady_entity::sign_in_throttle::{ActiveModel, Column, Entity, Model};
use sea_orm::sea_query::{LockBehavior, LockType, OnConflict};
use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder, QuerySelect, Set};

/// Failures that cost nothing.
const FREE: i32 = 5;
/// Longest delay, and the quiet time after which failures are forgotten, in seconds.
const LONGEST: i64 = 15 * 60;
/// Longest delay of a name for everybody, in seconds.
const LONGEST_OF_NAME: i64 = 30;
/// Attempts of one address that may be under way at the same time.
const SIDE_BY_SIDE: i32 = 20;
/// Rows that one attempt clears away.
const CLEARED: u64 = 50;

/// The counters of one attempt to sign in.
#[derive(Clone, Debug)]
pub(super) struct Attempt {
    address: String,
    name: String,
    name_there: String,
}

impl Attempt {
    /// An attempt with a normalised name from a network address.
    pub(super) fn of(name: &str, address: &str) -> Self {
        let network = network_of(address);
        Self {
            address: format!("address:{network}"),
            name: format!("name:{name}"),
            name_there: format!("name at {network}:{name}"),
        }
    }

    /// A request for a link to a password. It is counted apart from signing in, so that asking neither keeps the owner
    /// or their office out nor forgives guesses.
    pub(super) fn of_request(name: &str, address: &str) -> Self {
        let network = network_of(address);
        Self {
            address: format!("request from {network}"),
            name: format!("request:{name}"),
            name_there: format!("request at {network}:{name}"),
        }
    }

    /// Counts the attempt, or refuses it while one of its counters is blocked. Rows are always taken in this order,
    /// so that no two attempts wait for each other.
    pub(super) async fn begin(&self, tx: &WriteTx) -> Result<()> {
        let address = counter(tx, &self.address).await?;
        let name = counter(tx, &self.name).await?;
        let name_there = counter(tx, &self.name_there).await?;
        let until = [&address, &name, &name_there].into_iter().filter_map(|row| row.blocked_until).max();
        refuse_until(until, tx.now)?;
        let failures = address.failures.saturating_add(1);
        let until = blocked_until(failures.saturating_sub(SIDE_BY_SIDE), LONGEST, tx.now);
        // Only what has failed, or has gone on for too long, keeps the address from being forgotten.
        let last_failure_at = if until.is_some() { tx.now } else { address.last_failure_at };
        save(tx, Model { failures, blocked_until: until, last_failure_at, ..address }).await?;
        for (row, longest) in [(name, LONGEST_OF_NAME), (name_there, LONGEST)] {
            let failures = row.failures.saturating_add(1);
            let until = blocked_until(failures, longest, tx.now);
            save(tx, Model { failures, blocked_until: until, last_failure_at: tx.now, ..row }).await?;
        }
        forget_quiet(tx).await?;
        Ok(())
    }

    /// The password was wrong: the address has failed, too.
    pub(super) async fn failed(&self, tx: &WriteTx) -> Result<()> {
        let row = counter(tx, &self.address).await?;
        let until = blocked_until(row.failures, LONGEST, tx.now).max(row.blocked_until);
        save(tx, Model { blocked_until: until, last_failure_at: tx.now, ..row }).await
    }

    /// The password was right, and a code is still asked for: as if nothing had been tried, and nothing is forgiven.
    pub(super) async fn withdrawn(&self, tx: &WriteTx) -> Result<()> {
        for subject in [&self.address, &self.name, &self.name_there] {
            let row = counter(tx, subject).await?;
            let failures = row.failures.saturating_sub(1).max(0);
            // The delay that this attempt has brought goes with it.
            let blocked_until = row.blocked_until.filter(|_| failures >= FREE);
            save(tx, Model { failures, blocked_until, ..row }).await?;
        }
        Ok(())
    }

    /// The password was right: the name's failures are forgotten, those of the address with other names are not.
    pub(super) async fn succeeded(&self, tx: &WriteTx) -> Result<()> {
        let row = counter(tx, &self.address).await?;
        let failures = row.failures.saturating_sub(1).max(0);
        save(tx, Model { failures, ..row }).await?;
        for subject in [&self.name, &self.name_there] {
            Entity::delete_by_id(subject.clone()).exec(tx.conn()).await?;
        }
        Ok(())
    }
}

/// Refuses while the instant lies ahead.
fn refuse_until(until: Option<DateTime<Utc>>, now: DateTime<Utc>) -> Result<()> {
    let Some(until) = until.filter(|until| *until > now) else { return Ok(()) };
    let wait = (until - now).num_milliseconds().max(0);
    Err(DomainError::Throttled(u64::try_from((wait + 999) / 1000).unwrap_or(1)))
}

/// A counter's row, made if it is missing, and locked until the transaction ends: writing it is what locks it, since
/// a row that is not there yet cannot be locked by reading. What is older than the longest delay counts no more.
async fn counter(tx: &WriteTx, subject: &str) -> Result<Model> {
    let new = ActiveModel {
        subject: Set(subject.to_owned()),
        failures: Set(0),
        last_failure_at: Set(tx.now),
        blocked_until: Set(None),
    };
    let itself = OnConflict::column(Column::Subject).update_column(Column::Subject).to_owned();
    let mut row = Entity::insert(new).on_conflict(itself).exec_with_returning(tx.conn()).await?;
    if row.last_failure_at + Duration::seconds(LONGEST) <= tx.now {
        (row.failures, row.last_failure_at, row.blocked_until) = (0, tx.now, None);
    }
    Ok(counted_from(row, tx.now))
}

/// A counter of a clock that was set back since: it counts on, but its delay, which would last by so much longer, is over.
fn counted_from(row: Model, now: DateTime<Utc>) -> Model {
    if row.last_failure_at <= now + Duration::seconds(LEEWAY_SECONDS) {
        return row;
    }
    Model { last_failure_at: now, blocked_until: None, ..row }
}

async fn save(tx: &WriteTx, row: Model) -> Result<()> {
    row.into_active_model().reset_all().update(tx.conn()).await?;
    Ok(())
}

/// Deletes some counters that count no more; whether there may be more. Rows that somebody else holds are left for
/// the next attempt.
pub(crate) async fn forget_quiet(tx: &WriteTx) -> Result<bool> {
    let quiet: Vec<String> = Entity::find()
        .select_only()
        .column(Column::Subject)
        .filter(Column::LastFailureAt.lt(tx.now - Duration::seconds(LONGEST)))
        .order_by_asc(Column::LastFailureAt)
        .limit(CLEARED)
        .lock_with_behavior(LockType::Update, LockBehavior::SkipLocked)
        .into_tuple()
        .all(tx.conn())
        .await?;
    let more = quiet.len() as u64 == CLEARED;
    if !quiet.is_empty() {
        Entity::delete_many().filter(Column::Subject.is_in(quiet)).exec(tx.conn()).await?;
    }
    Ok(more)
}

/// 1, 2, 4, … seconds from the fifth failure on.
fn blocked_until(failures: i32, longest: i64, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
    let over = u32::try_from(failures - FREE).ok()?;
    let seconds = 1_i64.checked_shl(over.min(20)).unwrap_or(longest).min(longest);
    Some(now + Duration::seconds(seconds))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn delays_grow_and_are_bounded() {
        let now = DateTime::<Utc>::UNIX_EPOCH;
        let seconds =
            |failures, longest| blocked_until(failures, longest, now).map(|until| (until - now).num_seconds());
        assert_eq!(
            [1, 4, 5, 6, 7, 8, 100].map(|failures| seconds(failures, LONGEST)),
            [None, None, Some(1), Some(2), Some(4), Some(8), Some(LONGEST)]
        );
        assert_eq!(seconds(9, LONGEST_OF_NAME), Some(16));
        assert_eq!(seconds(100, LONGEST_OF_NAME), Some(LONGEST_OF_NAME));
    }

    #[test]
    fn a_clock_that_was_set_back_prolongs_no_delay() {
        let (then, now) = (DateTime::<Utc>::UNIX_EPOCH + Duration::hours(1), DateTime::<Utc>::UNIX_EPOCH);
        let row = |at: DateTime<Utc>| Model {
            subject: "name:jan.lis".to_owned(),
            failures: 7,
            last_failure_at: at,
            blocked_until: Some(at + Duration::seconds(4)),
        };
        let counted = Model { blocked_until: None, ..row(now) };
        assert_eq!(counted_from(row(then), now), counted);
        for near in [now, now + Duration::seconds(30)] {
            assert_eq!(counted_from(row(near), now), row(near), "clocks of replicas may differ by so much");
        }
    }
}
