//! What is kept how long, and what is deleted at night (DOM-25, DOM-29): one table for the nightly work, the dry run and
//! the register of processing activities.

mod due;
mod table;

pub use table::{CATEGORIES, Category, Keep, Periods};

use crate::ctx::Call;
use crate::error::Result;
use crate::events::Change;
use crate::nightly::Counts;
use chrono::{DateTime, Utc};
use serde_json::json;
use uuid::Uuid;

/// Rows that one transaction deletes, so that nobody waits for it.
const AT_ONCE: u64 = 500;
/// Transactions of one run and category; what is left then goes in the next night.
const ROUNDS: usize = 2000;

/// What would go of a category now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Forecast {
    /// The category.
    pub category: &'static Category,
    /// The days for which it is kept here.
    pub days: Option<u32>,
    /// Rows that are due.
    pub rows: i64,
    /// The age of the oldest row that is due.
    pub oldest: Option<DateTime<Utc>>,
}

/// Says what would go now, category by category; changes nothing.
///
/// # Errors
/// Failures of the database.
pub async fn forecast(call: &Call, periods: &Periods) -> Result<Vec<Forecast>> {
    let reader = call.read().await?;
    let mut told = Vec::new();
    for category in CATEGORIES {
        let days = category.keep.days(periods);
        let (rows, oldest) = match days {
            Some(days) => due::count(reader.conn(), &reader.ctx, category.name, days, reader.now).await?,
            None => (0, None),
        };
        told.push(Forecast { category, days, rows, oldest });
    }
    Ok(told)
}

/// Deletes what is due, in small transactions, and records how much of what. Anybody may do it again at any time.
///
/// # Errors
/// Failures of the database.
pub async fn apply(call: &Call, periods: &Periods) -> Result<Counts> {
    let mut counts = Counts::new();
    for category in CATEGORIES {
        let Some(days) = category.keep.days(periods) else { continue };
        let mut all = 0;
        for _ in 0..ROUNDS {
            let gone = call.write("apply_retention", async |tx| due::delete(tx, category.name, days, AT_ONCE).await);
            let gone = gone.await?;
            all += gone;
            if gone < i64::try_from(AT_ONCE).unwrap_or(i64::MAX) {
                break;
            }
        }
        counts.insert(category.name.to_owned(), all);
    }
    if counts.values().any(|count| *count > 0) {
        call.write("apply_retention", async |tx| {
            let change = Change::of("retention.applied", "installation", Uuid::nil(), 1);
            tx.record(change.with(json!(counts))).await
        })
        .await?;
    }
    Ok(counts)
}
