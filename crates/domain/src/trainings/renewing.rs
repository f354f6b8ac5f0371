//! Moving the invented trainings of the demonstration on, so that there is always one to register for.

use super::query::{EDITION_CANCELLED, days_of};
use super::rows::span;
use crate::ctx::WriteTx;
use crate::error::Result;
use crate::events::Change;
use chrono::{Days, Duration, NaiveDate};
use obrady_entity::{registration, training, training_edition};
use obrady_types::RegionId;
use obrady_types::trainings::EditionDayInput;
use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, QuerySelect, QueryTrait, Set};
use serde_json::json;

/// Once registration for the invented edition `code` has closed, moves every edition of an invented training on by
/// whole weeks, with its days, its window and its registrations: afterwards the first day of `code` is again `ahead`
/// days from now, less at most six. Editions of trainings that somebody else made stay.
///
/// # Errors
/// Failures of the database.
pub async fn renew_editions(tx: &WriteTx, code: &str, ahead: i64) -> Result<()> {
    use training_edition::Column;
    let invented = training::Entity::find()
        .select_only()
        .column(training::Column::Id)
        .filter(training::Column::Synthetic.eq(true))
        .into_query();
    let editions = training_edition::Entity::find()
        .filter(Column::Synthetic.eq(true))
        .filter(Column::TrainingId.in_subquery(invented))
        .filter(Column::State.ne(EDITION_CANCELLED));
    let editions = editions.all(tx.conn()).await?;
    let Some(open) = editions.iter().find(|row| row.code == code && row.registration_closes_at <= tx.now) else {
        return Ok(());
    };
    let past = (tx.ctx.date_of(tx.now) - open.first_date).num_days() + ahead;
    let Some(weeks) = u64::try_from(past / 7).ok().filter(|weeks| *weeks > 0) else { return Ok(()) };
    for row in editions {
        move_on(tx, row, weeks).await?;
    }
    Ok(())
}

async fn move_on(tx: &WriteTx, row: training_edition::Model, weeks: u64) -> Result<()> {
    let later = |date: NaiveDate| date.checked_add_days(Days::new(7 * weeks)).unwrap_or(date);
    let by = Duration::weeks(i64::try_from(weeks).unwrap_or_default());
    let mut days = Vec::new();
    // From the last one back, so that no two days ever share a date.
    for day in days_of(tx.conn(), [row.id]).await?.into_iter().rev() {
        let input = EditionDayInput { date: later(day.date), starts_at: day.starts_at, ends_at: day.ends_at };
        let mut change = day.into_active_model();
        change.date = Set(input.date);
        change.update(tx.conn()).await?;
        days.insert(0, input);
    }
    let when = span(tx.ctx.time_zone, &days)?;
    let registered = registration::Entity::find().filter(registration::Column::EditionId.eq(row.id));
    for one in registered.all(tx.conn()).await? {
        let before = one.clone();
        let mut change = one.into_active_model();
        change.submitted_at = Set(before.submitted_at + by);
        change.promoted_at = Set(before.promoted_at.map(|at| at + by));
        change.cancelled_at = Set(before.cancelled_at.map(|at| at + by));
        change.update(tx.conn()).await?;
    }
    let (region_id, version) = (RegionId(row.region_id), row.version + 1);
    let before = row.clone();
    let mut change = row.into_active_model();
    change.first_date = Set(when.first_date);
    change.last_date = Set(when.last_date);
    change.starts_at = Set(when.starts_at);
    change.ends_at = Set(when.ends_at);
    change.moved_from = Set(before.moved_from.map(later));
    change.registration_opens_at = Set(before.registration_opens_at + by);
    change.registration_closes_at = Set(before.registration_closes_at + by);
    change.version = Set(version);
    let row = change.update(tx.conn()).await?;
    let event = Change::of("training_edition.updated", "training_edition", row.id, version).in_region(region_id);
    tx.record(event.with(json!({ "from": when.first_date, "to": when.last_date, "moved": true }))).await
}
