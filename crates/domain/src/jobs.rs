//! Work to be done after a commit (REL-22): claimed with a lease, done outside of any transaction, tried again later
//! when it fails, given up in the end. Nothing here is recorded in the audit: nobody looks at these rows but the server.
//!
//! An effect may happen twice, when a server dies between the effect and its note; it carries the job's id both times.

use crate::ctx::Call;
use crate::error::Result;
use chrono::{DateTime, Duration, Utc};
use obrady_entity::job::{Column, Entity, Model};
use sea_orm::sea_query::{Expr, LockBehavior, LockType, SimpleExpr};
use sea_orm::{ColumnTrait, Condition, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect};
use serde_json::Value;
use uuid::Uuid;

/// Seconds of a lease. Each effect has a time limit well below it, so that nobody else takes over what is being done.
pub const LEASE_SECONDS: i64 = 45;
/// Attempts after which a job is given up: they span about five hours.
pub const MOST_ATTEMPTS: i32 = 12;
/// Seconds before the second attempt; each further one waits twice as long.
const FIRST_DELAY: i64 = 30;
/// Most seconds between two attempts.
const LONGEST_DELAY: i64 = 3600;

/// Work that this process has claimed.
#[derive(Clone, Debug, PartialEq)]
pub struct Job {
    /// Its id: what it causes carries it.
    pub id: Uuid,
    /// What is to be done: `mail.…`.
    pub kind: String,
    /// What it needs to know.
    pub payload: Value,
    /// Attempts so far, with this one.
    pub attempts: i32,
    /// When it was written.
    pub written_at: DateTime<Utc>,
}

/// How an attempt ended.
#[derive(Clone, Debug, PartialEq)]
pub enum Ended {
    /// It is done.
    Done,
    /// There was nothing to do, for this reason.
    NotSent(&'static str),
    /// It may succeed later; why it did not, without anybody's data.
    Later(String),
    /// It cannot be done yet through no fault of its own: the attempt does not count.
    Wait(Duration),
    /// It will never succeed; why, without anybody's data.
    Never(String),
    /// These take its place: one for each effect, so that none happens again because another failed.
    Split(Vec<(&'static str, Value)>),
}

/// The jobs as a whole.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Queue {
    /// Jobs that are not done with.
    pub open: u64,
    /// Seconds for which the oldest due one has waited.
    pub oldest_seconds: i64,
    /// Jobs that were given up and are still kept.
    pub failed: u64,
}

/// Claims at most `most` due jobs for a process, oldest first: those that nobody holds, and those whose holder is gone.
///
/// # Errors
/// Failures of the database.
pub async fn claim(call: &Call, worker: Uuid, most: u64) -> Result<Vec<Job>> {
    let claimed = call.write("claim_jobs", async |tx| {
        let free = Condition::any().add(Column::LeasedUntil.is_null()).add(Column::LeasedUntil.lte(tx.now));
        let due = Entity::find()
            .filter(Column::DoneAt.is_null())
            .filter(Column::RunAt.lte(tx.now))
            .filter(free)
            .order_by_asc(Column::RunAt)
            .order_by_asc(Column::Id)
            .limit(most)
            .lock_with_behavior(LockType::Update, LockBehavior::SkipLocked);
        let due = due.all(tx.conn()).await?;
        if !due.is_empty() {
            Entity::update_many()
                .col_expr(Column::Worker, Expr::value(worker))
                .col_expr(Column::LeasedUntil, Expr::value(tx.now + Duration::seconds(LEASE_SECONDS)))
                .col_expr(Column::Attempts, attempts_and(1))
                .filter(Column::Id.is_in(due.iter().map(|job| job.id)))
                .exec(tx.conn())
                .await?;
        }
        Ok(due.into_iter().map(|row| (row.id, row.kind, row.payload, row.attempts + 1)).collect::<Vec<_>>())
    });
    let claimed = claimed.await?.into_iter();
    let job = |(id, kind, payload, attempts): (Uuid, String, String, i32)| {
        Ok(Job { id, kind, payload: serde_json::from_str(&payload)?, attempts, written_at: written_at(id) })
    };
    claimed.map(job).collect()
}

/// The instant that an id carries.
fn written_at(id: Uuid) -> DateTime<Utc> {
    let (seconds, nanos) = id.get_timestamp().map_or((0, 0), |stamp| stamp.to_unix());
    let seconds = i64::try_from(seconds).unwrap_or(i64::MAX);
    DateTime::from_timestamp(seconds, nanos).unwrap_or(DateTime::<Utc>::UNIX_EPOCH)
}

/// Notes how an attempt ended; whether the process still held the job. Secrets leave the job with its end.
///
/// # Errors
/// Failures of the database.
pub async fn settle(call: &Call, worker: Uuid, job: &Job, ended: &Ended) -> Result<bool> {
    call.write("settle_job", async |tx| {
        let held = Entity::update_many()
            .filter(Column::Id.eq(job.id))
            .filter(Column::Worker.eq(worker))
            .filter(Column::DoneAt.is_null())
            .col_expr(Column::Worker, Expr::value(None::<Uuid>))
            .col_expr(Column::LeasedUntil, Expr::value(None::<DateTime<Utc>>));
        let finished = |outcome: &str, error: Option<String>| {
            let mut payload = job.payload.clone();
            payload.as_object_mut().map(|fields| fields.remove("sealed_token"));
            [
                (Column::DoneAt, Expr::value(tx.now)),
                (Column::Outcome, Expr::value(outcome)),
                (Column::LastError, Expr::value(error)),
                (Column::Payload, Expr::value(payload.to_string())),
            ]
        };
        let again = |delay: Duration, attempts: i32, error: Option<String>| {
            [
                (Column::RunAt, Expr::value(tx.now + delay)),
                (Column::Attempts, Expr::value(attempts)),
                (Column::LastError, Expr::value(error)),
                (Column::DoneAt, Expr::value(None::<DateTime<Utc>>)),
            ]
        };
        let changes = match ended {
            Ended::Done | Ended::Split(_) => finished("done", None),
            Ended::NotSent(why) => finished("not_sent", Some((*why).to_owned())),
            Ended::Never(why) => finished("failed", Some(why.clone())),
            Ended::Later(why) if job.attempts >= MOST_ATTEMPTS => finished("failed", Some(why.clone())),
            Ended::Later(why) => again(delay(job.attempts), job.attempts, Some(why.clone())),
            Ended::Wait(time) => again(*time, job.attempts - 1, None),
        };
        let held = changes.into_iter().fold(held, |held, (column, value)| held.col_expr(column, value));
        let held = held.exec(tx.conn()).await?.rows_affected == 1;
        if let (true, Ended::Split(parts)) = (held, ended) {
            for (kind, payload) in parts {
                tx.enqueue(kind, payload).await?;
            }
        }
        Ok(held)
    })
    .await
}

/// Whether this end is the job's last.
pub fn is_given_up(job: &Job, ended: &Ended) -> bool {
    match ended {
        Ended::Never(_) => true,
        Ended::Later(_) => job.attempts >= MOST_ATTEMPTS,
        _ => false,
    }
}

fn attempts_and(more: i32) -> SimpleExpr {
    sea_orm::sea_query::ExprTrait::add(Expr::col(Column::Attempts), more)
}

/// 30 s, a minute, two minutes … an hour after the first, second, third … attempt.
fn delay(attempts: i32) -> Duration {
    let doublings = u32::try_from(attempts - 1).unwrap_or(0).min(20);
    Duration::seconds((FIRST_DELAY << doublings).min(LONGEST_DELAY))
}

/// Gives back what a process holds and has not done, so that others need not wait for its leases to end.
///
/// # Errors
/// Failures of the database.
pub async fn release(call: &Call, worker: Uuid) -> Result<u64> {
    call.write("release_jobs", async |tx| {
        let released = Entity::update_many()
            .filter(Column::Worker.eq(worker))
            .filter(Column::DoneAt.is_null())
            .col_expr(Column::Worker, Expr::value(None::<Uuid>))
            .col_expr(Column::LeasedUntil, Expr::value(None::<DateTime<Utc>>))
            .col_expr(Column::Attempts, attempts_and(-1));
        Ok(released.exec(tx.conn()).await?.rows_affected)
    })
    .await
}

/// How many jobs wait, for how long, and how many were given up.
///
/// # Errors
/// Failures of the database.
pub async fn queue(call: &Call) -> Result<Queue> {
    let reader = call.read().await?;
    let open = || Entity::find().filter(Column::DoneAt.is_null());
    let due = open().filter(Column::RunAt.lte(reader.now)).order_by_asc(Column::RunAt);
    let oldest = due.one(reader.conn()).await?;
    Ok(Queue {
        open: open().count(reader.conn()).await?,
        oldest_seconds: oldest.map_or(0, |job: Model| (reader.now - job.run_at).num_seconds()),
        failed: Entity::find().filter(Column::Outcome.eq("failed")).count(reader.conn()).await?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn attempts_come_more_and_more_seldom() {
        assert_eq!([1, 2, 3, 7, 8, 100].map(|n| delay(n).num_seconds()), [30, 60, 120, 1920, 3600, 3600]);
        let hours: i64 = (1..MOST_ATTEMPTS).map(|n| delay(n).num_seconds()).sum::<i64>() / 3600;
        assert_eq!(hours, 5);
    }

    #[test]
    fn an_id_tells_when_it_was_made() {
        let id = uuid::Builder::from_unix_timestamp_millis(1_700_000_000_123, &[7; 10]).into_uuid();
        assert_eq!(written_at(id).timestamp_millis(), 1_700_000_000_123);
    }
}
