//! Work of the night: once over all servers (REL-24). A row for a task and a date is the claim; whoever writes it first
//! holds it by a lease, and when the holder dies another takes it over. No server's memory matters.

use crate::ctx::Call;
use crate::error::Result;
use crate::paging::{self, Key, Sorting};
use crate::policy::{Action, Scope, require};
use chrono::{DateTime, Days, Duration, LocalResult, NaiveDate, NaiveTime, TimeZone, Utc};
use chrono_tz::Tz;
use obrady_entity::scheduled_run::{ActiveModel, Column, Entity, Model};
use obrady_types::scheduled_runs::{NightlyPlan, ScheduledRun, ScheduledRunCount, ScheduledRunState};
use obrady_types::{ErrorCode, Page, PageQuery};
use sea_orm::sea_query::{Expr, OnConflict};
use sea_orm::{ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder, Set, TryInsertResult};
use std::collections::BTreeMap;
use uuid::Uuid;

/// Seconds of a lease; whoever runs a task renews it three times as often.
pub const LEASE_SECONDS: i64 = 45;
/// Attempts after which a task whose servers died is given up for the night.
const MOST_ATTEMPTS: i32 = 3;

/// What a run counted, by name.
pub type Counts = BTreeMap<String, i64>;

/// The latest date whose run is due at `now`: its local time `at` has come. Where the clocks skip that time the run is
/// due an hour later, where they show it twice at its first; either way each date has one instant.
pub fn latest_due(now: DateTime<Utc>, at: NaiveTime, zone: Tz) -> NaiveDate {
    let today = now.with_timezone(&zone).date_naive();
    if due_on(today, at, zone).is_none_or(|due| due <= now) {
        today
    } else {
        today.checked_sub_days(Days::new(1)).unwrap_or(today)
    }
}

/// The instant at which the run of a date is due.
fn due_on(date: NaiveDate, at: NaiveTime, zone: Tz) -> Option<DateTime<Utc>> {
    let local = date.and_time(at);
    let due = match zone.from_local_datetime(&local) {
        LocalResult::Single(due) | LocalResult::Ambiguous(due, _) => Some(due),
        LocalResult::None => zone.from_local_datetime(&(local + Duration::hours(1))).earliest(),
    };
    due.map(|due| due.with_timezone(&Utc))
}

/// When the work of the night becomes due after `now`.
fn next_due(now: DateTime<Utc>, at: NaiveTime, zone: Tz) -> DateTime<Utc> {
    let next = latest_due(now, at, zone).checked_add_days(Days::new(1));
    next.and_then(|next| due_on(next, at, zone)).unwrap_or(now)
}

/// Claims the run of a task and a night: its id, unless another server has run it, runs it, or it was given up.
///
/// # Errors
/// Failures of the database.
pub async fn claim(call: &Call, worker: Uuid, task: &str, night: NaiveDate) -> Result<Option<Uuid>> {
    // Mostly there is nothing to do, and asking must not wait for a writer.
    let reader = call.read().await?;
    if let Some(row) = find(reader.conn(), task, night).await?
        && (row.ended_at.is_some() || row.leased_until > reader.now)
    {
        return Ok(None);
    }
    call.write("claim_scheduled_run", async |tx| {
        let leased_until = tx.now + Duration::seconds(LEASE_SECONDS);
        let first = ActiveModel {
            id: Set(tx.new_id()),
            task: Set(task.to_owned()),
            night: Set(night),
            started_at: Set(tx.now),
            ended_at: Set(None),
            outcome: Set(None),
            attempts: Set(1),
            counts: Set("{}".to_owned()),
            error: Set(None),
            worker: Set(worker),
            leased_until: Set(leased_until),
        };
        let once = OnConflict::columns([Column::Task, Column::Night]).do_nothing().to_owned();
        let written = Entity::insert(first).on_conflict(once).try_insert().exec_without_returning(tx.conn()).await?;
        let row = find(tx.conn(), task, night).await?;
        let Some(row) = row else { return Ok(None) };
        if matches!(written, TryInsertResult::Inserted(1..)) {
            return Ok(Some(row.id));
        }
        let given_up = row.attempts >= MOST_ATTEMPTS;
        let taken = Entity::update_many()
            .filter(Column::Id.eq(row.id))
            .filter(Column::EndedAt.is_null())
            .filter(Column::LeasedUntil.lte(tx.now))
            .filter(Column::Attempts.eq(row.attempts));
        let taken = if given_up {
            taken
                .col_expr(Column::EndedAt, Expr::value(tx.now))
                .col_expr(Column::Outcome, Expr::value("failed"))
                .col_expr(Column::Error, Expr::value("the server died each time"))
        } else {
            taken
                .col_expr(Column::Worker, Expr::value(worker))
                .col_expr(Column::StartedAt, Expr::value(tx.now))
                .col_expr(Column::LeasedUntil, Expr::value(leased_until))
                .col_expr(Column::Attempts, Expr::value(row.attempts + 1))
        };
        let taken = taken.exec(tx.conn()).await?.rows_affected == 1;
        Ok((taken && !given_up).then_some(row.id))
    })
    .await
}

async fn find(conn: &impl sea_orm::ConnectionTrait, task: &str, night: NaiveDate) -> Result<Option<Model>> {
    Ok(Entity::find().filter(Column::Task.eq(task)).filter(Column::Night.eq(night)).one(conn).await?)
}

/// Renews the lease; false when another server has taken the run over.
///
/// # Errors
/// Failures of the database.
pub async fn renew(call: &Call, worker: Uuid, run: Uuid) -> Result<bool> {
    call.write("renew_scheduled_run", async |tx| {
        let renewed = Entity::update_many()
            .filter(Column::Id.eq(run))
            .filter(Column::Worker.eq(worker))
            .filter(Column::EndedAt.is_null())
            .col_expr(Column::LeasedUntil, Expr::value(tx.now + Duration::seconds(LEASE_SECONDS)));
        Ok(renewed.exec(tx.conn()).await?.rows_affected == 1)
    })
    .await
}

/// Gives a run back that was not finished, so that another server need not wait for the lease to end.
///
/// # Errors
/// Failures of the database.
pub async fn release(call: &Call, worker: Uuid) -> Result<()> {
    call.write("release_scheduled_run", async |tx| {
        let released = Entity::update_many()
            .filter(Column::Worker.eq(worker))
            .filter(Column::EndedAt.is_null())
            .col_expr(Column::LeasedUntil, Expr::value(tx.now));
        released.exec(tx.conn()).await?;
        Ok(())
    })
    .await
}

/// Notes how a run ended.
///
/// # Errors
/// Failures of the database.
pub async fn end(call: &Call, worker: Uuid, run: Uuid, ended: std::result::Result<Counts, String>) -> Result<()> {
    call.write("end_scheduled_run", async |tx| {
        let row = Entity::find_by_id(run).filter(Column::Worker.eq(worker)).filter(Column::EndedAt.is_null());
        let Some(row) = row.one(tx.conn()).await? else { return Ok(()) };
        let mut row = row.into_active_model();
        row.ended_at = Set(Some(tx.now));
        match &ended {
            Ok(counts) => {
                row.outcome = Set(Some("done".to_owned()));
                row.counts = Set(serde_json::to_string(counts)?);
            }
            Err(why) => {
                row.outcome = Set(Some("failed".to_owned()));
                row.error = Set(Some(why.chars().take(500).collect()));
            }
        }
        Entity::update(row).exec(tx.conn()).await?;
        Ok(())
    })
    .await
}

/// The latest run of each task, for whoever watches over the server.
///
/// # Errors
/// Failures of the database.
pub async fn latest(call: &Call, task: &str) -> Result<Option<ScheduledRun>> {
    let reader = call.read().await?;
    let row = Entity::find().filter(Column::Task.eq(task)).order_by_desc(Column::Night).one(reader.conn()).await?;
    row.map(view).transpose()
}

/// What the server does at night, and at which local time.
#[derive(Clone, Debug)]
pub struct Nights {
    /// The local time.
    pub at: NaiveTime,
    /// Names of the tasks, in their order.
    pub tasks: Vec<&'static str>,
}

/// Says what becomes due when; for administrators.
///
/// # Errors
/// `unauthenticated`, `forbidden`.
pub async fn get_nightly_plan(call: &Call, nights: &Nights) -> Result<NightlyPlan> {
    let reader = call.read().await?;
    reader.actor.refuse_anonymous()?;
    let region = reader.actor.region_id.ok_or(ErrorCode::Forbidden)?;
    require(&reader.actor, Action::ReadAudit, &Scope::region(region))?;
    let zone = reader.ctx.time_zone;
    Ok(NightlyPlan {
        at: nights.at,
        time_zone: zone.name().to_owned(),
        next_at: next_due(reader.now, nights.at, zone),
        tasks: nights.tasks.iter().map(|task| (*task).to_owned()).collect(),
    })
}

/// Lists what the server did at night, the latest first; for administrators.
///
/// # Errors
/// `unauthenticated`, `forbidden`; `invalid_query` and `invalid_cursor` for wrong paging.
pub async fn list_scheduled_runs(call: &Call, task: Option<String>, page: &PageQuery) -> Result<Page<ScheduledRun>> {
    let reader = call.read().await?;
    reader.actor.refuse_anonymous()?;
    let region = reader.actor.region_id.ok_or(ErrorCode::Forbidden)?;
    require(&reader.actor, Action::ReadAudit, &Scope::region(region))?;
    let mut select = Entity::find();
    if let Some(task) = &task {
        select = select.filter(Column::Task.eq(task.as_str()));
    }
    let sorting = Sorting::<Entity> {
        columns: &[Column::StartedAt, Column::Id],
        descending: true,
        key: |row| vec![Key::Instant(row.started_at), Key::Id(row.id)],
    };
    let rows = paging::page(&reader.ctx, reader.conn(), select, &sorting, page, &("scheduled-runs", &task)).await?;
    paging::map(rows, view)
}

fn view(row: Model) -> Result<ScheduledRun> {
    let counts: Counts = serde_json::from_str(&row.counts)?;
    Ok(ScheduledRun {
        id: row.id.into(),
        task: row.task,
        night: row.night,
        started_at: row.started_at,
        ended_at: row.ended_at,
        state: match row.outcome.as_deref() {
            None => ScheduledRunState::Running,
            Some("done") => ScheduledRunState::Done,
            Some(_) => ScheduledRunState::Failed,
        },
        attempts: row.attempts,
        counts: counts.into_iter().map(|(name, count)| ScheduledRunCount { name, count }).collect(),
        error: row.error,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The instants, minute by minute, at which the latest due date changes.
    fn nights(from: &str, to: &str, at: &str) -> Vec<(String, NaiveDate)> {
        let zone: Tz = "Europe/Warsaw".parse().unwrap();
        let at = NaiveTime::parse_from_str(at, "%H:%M").unwrap();
        let (mut now, to): (DateTime<Utc>, DateTime<Utc>) = (from.parse().unwrap(), to.parse().unwrap());
        let (mut before, mut found) = (latest_due(now, at, zone), Vec::new());
        while now < to {
            now += Duration::minutes(1);
            let due = latest_due(now, at, zone);
            if due != before {
                found.push((now.format("%d %H:%M").to_string(), due));
            }
            before = due;
        }
        found
    }

    #[test]
    fn each_night_has_one_instant_when_the_clocks_change_too() {
        let date = |text: &str| text.parse::<NaiveDate>().unwrap();
        // In spring 02:30 does not exist: the run is due at 03:30 summer time.
        assert_eq!(
            nights("2027-03-26T12:00:00Z", "2027-03-29T12:00:00Z", "02:30"),
            [
                ("27 01:30".to_owned(), date("2027-03-27")),
                ("28 01:30".to_owned(), date("2027-03-28")),
                ("29 00:30".to_owned(), date("2027-03-29")),
            ]
        );
        // In autumn 02:30 comes twice: the first counts.
        assert_eq!(
            nights("2026-10-24T12:00:00Z", "2026-10-26T12:00:00Z", "02:30"),
            [("25 00:30".to_owned(), date("2026-10-25")), ("26 01:30".to_owned(), date("2026-10-26"))]
        );
        assert_eq!(nights("2026-10-24T12:00:00Z", "2026-10-26T12:00:00Z", "00:00").len(), 2);
    }

    #[test]
    fn the_next_night_begins_when_its_date_becomes_due() {
        let zone: Tz = "Europe/Warsaw".parse().unwrap();
        let at = NaiveTime::from_hms_opt(2, 30, 0).unwrap();
        for (now, next) in [
            ("2026-11-24T09:00:00Z", "2026-11-25T01:30:00Z"),
            ("2026-11-25T01:29:59Z", "2026-11-25T01:30:00Z"),
            ("2026-11-25T01:30:00Z", "2026-11-26T01:30:00Z"),
            // Over the hour that is skipped, and over the one that comes twice.
            ("2027-03-27T12:00:00Z", "2027-03-28T01:30:00Z"),
            ("2026-10-24T12:00:00Z", "2026-10-25T00:30:00Z"),
            ("2026-10-25T01:00:00Z", "2026-10-26T01:30:00Z"),
        ] {
            assert_eq!(next_due(now.parse().unwrap(), at, zone), next.parse::<DateTime<Utc>>().unwrap(), "{now}");
        }
    }
}
