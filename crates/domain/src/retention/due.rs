//! Which rows of a category are due, and deleting some of them.

use crate::ctx::{Ctx, WriteTx};
use crate::error::{DomainError, Result};
use crate::events::Change;
use chrono::{DateTime, Days, Duration, NaiveDate, Utc};
use obrady_entity::{job, refresh_token, registration, scheduled_run, sign_in, training_edition};
use obrady_types::RegionId;
use sea_orm::sea_query::{Expr, ExprTrait, LockBehavior, LockType, SimpleExpr};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, Condition, ConnectionTrait, EntityTrait, FromQueryResult, IntoActiveModel,
    PaginatorTrait, QueryFilter, QueryOrder, QuerySelect, QueryTrait, Select, Set,
};
use uuid::Uuid;

/// How many rows of a category are due, and how old the oldest is.
pub(super) async fn count(
    conn: &impl ConnectionTrait,
    ctx: &Ctx,
    category: &str,
    days: u32,
    now: DateTime<Utc>,
) -> Result<(i64, Option<DateTime<Utc>>)> {
    let before = now - Duration::days(i64::from(days));
    match category {
        "registration_needs" => {
            let due = needs(last_day(ctx, days, now));
            let rows = due.clone().count(conn).await?;
            let oldest: Option<NaiveDate> = training_edition::Entity::find()
                .select_only()
                .column(training_edition::Column::LastDate)
                .filter(
                    training_edition::Column::Id
                        .in_subquery(due.select_only().column(registration::Column::EditionId).into_query()),
                )
                .order_by_asc(training_edition::Column::LastDate)
                .into_tuple()
                .one(conn)
                .await?;
            Ok((signed(rows), oldest.map(|day| ctx.start_of(day))))
        }
        "sign_ins" => oldest_of(conn, sign_ins(before), sign_in::Column::LastUsedAt).await,
        "done_jobs" => oldest_of(conn, jobs(false, before), job::Column::DoneAt).await,
        "failed_jobs" => oldest_of(conn, jobs(true, before), job::Column::DoneAt).await,
        "scheduled_runs" => oldest_of(conn, runs(before), scheduled_run::Column::StartedAt).await,
        other => Err(DomainError::internal(format!("nobody deletes {other}"))),
    }
}

/// Deletes at most `most` rows that are due; how many there were. Rows that somebody holds are left for the next time.
pub(super) async fn delete(tx: &WriteTx, category: &str, days: u32, most: u64) -> Result<i64> {
    let before = tx.now - Duration::days(i64::from(days));
    let conn = tx.conn();
    match category {
        "registration_needs" => {
            let due = some(needs(last_day(&tx.ctx, days, tx.now)), most).all(conn).await?;
            let count = due.len() as u64;
            for row in due {
                let (id, region, version) = (row.id, row.region_id, row.version + 1);
                let mut change = row.into_active_model();
                change.accessibility_needs = Set(None);
                change.diet_needs = Set(None);
                change.version = Set(version);
                change.update(conn).await?;
                let change = Change::of("registration.needs_deleted", "registration", id, version);
                tx.record(change.in_region(RegionId(region))).await?;
            }
            Ok(signed(count))
        }
        "sign_ins" => {
            let ids = ids(tx, sign_ins(before), sign_in::Column::Id, most).await?;
            let tokens = refresh_token::Entity::delete_many();
            tokens.filter(refresh_token::Column::SignInId.is_in(ids.iter().copied())).exec(conn).await?;
            let gone = sign_in::Entity::delete_many().filter(sign_in::Column::Id.is_in(ids));
            Ok(signed(gone.exec(conn).await?.rows_affected))
        }
        "done_jobs" | "failed_jobs" => {
            let ids = ids(tx, jobs(category == "failed_jobs", before), job::Column::Id, most).await?;
            let gone = job::Entity::delete_many().filter(job::Column::Id.is_in(ids));
            Ok(signed(gone.exec(conn).await?.rows_affected))
        }
        "scheduled_runs" => {
            let ids = ids(tx, runs(before), scheduled_run::Column::Id, most).await?;
            let gone = scheduled_run::Entity::delete_many().filter(scheduled_run::Column::Id.is_in(ids));
            Ok(signed(gone.exec(conn).await?.rows_affected))
        }
        other => Err(DomainError::internal(format!("nobody deletes {other}"))),
    }
}

/// The last day of a training whose participants' needs are due.
fn last_day(ctx: &Ctx, days: u32, now: DateTime<Utc>) -> NaiveDate {
    let today = ctx.date_of(now);
    today.checked_sub_days(Days::new(u64::from(days) + 1)).unwrap_or(today)
}

fn needs(last_day: NaiveDate) -> Select<registration::Entity> {
    use registration::Column;
    let over = training_edition::Entity::find()
        .select_only()
        .column(training_edition::Column::Id)
        .filter(training_edition::Column::LastDate.lte(last_day));
    let any = Condition::any().add(Column::AccessibilityNeeds.is_not_null()).add(Column::DietNeeds.is_not_null());
    registration::Entity::find().filter(any).filter(Column::EditionId.in_subquery(over.into_query()))
}

/// Sign-ins end by themselves a week after they began, whether or not that was written down.
fn sign_ins(before: DateTime<Utc>) -> Select<sign_in::Entity> {
    use sign_in::Column;
    let ended = Condition::any()
        .add(Column::EndedAt.lt(before))
        .add(Condition::all().add(Column::EndedAt.is_null()).add(Column::LastUsedAt.lt(before)));
    sign_in::Entity::find().filter(ended)
}

fn jobs(failed: bool, before: DateTime<Utc>) -> Select<job::Entity> {
    use job::Column;
    let kind = if failed { Column::Outcome.eq("failed") } else { Column::Outcome.is_in(["done", "not_sent"]) };
    job::Entity::find().filter(Column::DoneAt.lt(before)).filter(kind)
}

fn runs(before: DateTime<Utc>) -> Select<scheduled_run::Entity> {
    scheduled_run::Entity::find().filter(scheduled_run::Column::StartedAt.lt(before))
}

fn some<E: EntityTrait>(due: Select<E>, most: u64) -> Select<E> {
    due.limit(most).lock_with_behavior(LockType::Update, LockBehavior::SkipLocked)
}

async fn ids<E: EntityTrait>(tx: &WriteTx, due: Select<E>, id: E::Column, most: u64) -> Result<Vec<Uuid>> {
    Ok(some(due.select_only().column(id), most).into_tuple().all(tx.conn()).await?)
}

#[derive(FromQueryResult)]
struct Told {
    rows: i64,
    oldest: Option<DateTime<Utc>>,
}

async fn oldest_of<E: EntityTrait>(
    conn: &impl ConnectionTrait,
    due: Select<E>,
    age: E::Column,
) -> Result<(i64, Option<DateTime<Utc>>)> {
    let rows: SimpleExpr = Expr::cust("count(*)");
    let told = due.select_only().expr_as(rows, "rows").expr_as(Expr::col(age.as_column_ref()).min(), "oldest");
    let told = told.into_model::<Told>().one(conn).await?;
    Ok(told.map_or((0, None), |told| (told.rows, told.oldest)))
}

fn signed(count: u64) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}
