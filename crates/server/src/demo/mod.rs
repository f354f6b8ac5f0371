//! Demo data: what the sources say about Małopolska, living data relative to today, and accounts to try it with.

mod accounts;
mod convent;
mod directory;
mod facts;
mod groups;
mod living;
mod portal;
mod programmes;
mod trainings;

pub use accounts::{ACCOUNTS, DemoAccount};

use anyhow::Result;
use chrono::{DateTime, NaiveDate, NaiveTime, TimeZone, Utc};
use obrady_domain::meetings::seed::renew_meetings;
use obrady_domain::{Call, Ctx};
use obrady_types::meetings::MeetingDayInput;
use obrady_types::{BodyId, InstitutionId, PersonId, ProgrammeId, RegionId, TopicId};
use std::collections::BTreeMap;

/// Ids of what was seeded, for what is seeded after it.
struct Seeded {
    region: RegionId,
    /// County-level units by TERYT code.
    units: BTreeMap<&'static str, InstitutionId>,
    /// Institutions by name.
    institutions: BTreeMap<&'static str, InstitutionId>,
    /// Officers and heads by full name.
    people: BTreeMap<String, PersonId>,
    family_group: BodyId,
    foster_group: BodyId,
    convent: BodyId,
    /// The programme in work, among living data.
    programme: Option<ProgrammeId>,
    /// Topics of both groups by title.
    topics: BTreeMap<&'static str, TopicId>,
    /// Members of the groups today.
    members: Vec<PersonId>,
    /// Those who wrote the handbook, with their institutions.
    authors: Vec<(PersonId, Option<InstitutionId>)>,
}

/// Loads the reference data into an empty database: regions, institutions, heads, both groups and the convent with
/// their history. Does nothing when there are regions already.
///
/// # Errors
/// Failures of the database.
pub async fn seed_reference(call: &Call) -> Result<()> {
    if !is_empty(call).await? {
        return Ok(());
    }
    seed(call, false).await
}

/// Loads the reference data, upcoming meetings relative to today, and the demo accounts into an empty database.
/// When there are regions already, it only sees to it that there are upcoming meetings and open registrations: if all
/// that were seeded are past, they move on by whole weeks.
///
/// # Errors
/// Failures of the database.
pub async fn seed_living(call: &Call) -> Result<()> {
    if is_empty(call).await? {
        return seed(call, true).await;
    }
    call.write("renew", async |tx| {
        renew_meetings(tx, tx.ctx.date_of(tx.now)).await?;
        trainings::renew(tx).await
    })
    .await?;
    Ok(())
}

async fn is_empty(call: &Call) -> Result<bool> {
    let page = obrady_domain::directory::list_regions(call, &obrady_types::PageQuery::default()).await?;
    Ok(page.items.is_empty())
}

/// All or nothing: one transaction.
async fn seed(call: &Call, living: bool) -> Result<()> {
    let hashes = if living { accounts::hash_passwords(call).await? } else { Vec::new() };
    call.write("seed", async |tx| {
        let seeded = directory::seed(tx).await?;
        let mut seeded = groups::seed(tx, seeded).await?;
        convent::seed(tx, &seeded).await?;
        portal::seed(tx, &seeded).await?;
        seeded.programme = programmes::seed(tx, &seeded, living).await?;
        trainings::seed_past(tx).await?;
        if living {
            living::seed(tx, &seeded).await?;
            portal::seed_living(tx, &seeded).await?;
            trainings::seed_living(tx, &seeded).await?;
            accounts::seed(tx, &seeded, &hashes).await?;
        }
        Ok(())
    })
    .await?;
    Ok(())
}

fn date((year, month, day): (i32, u32, u32)) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).unwrap_or_default()
}

fn time(hour: u32) -> NaiveTime {
    NaiveTime::from_hms_opt(hour, 0, 0).unwrap_or_default()
}

/// A day with hours that no source gives.
fn day_input(date: NaiveDate) -> MeetingDayInput {
    MeetingDayInput { id: None, date, starts_at: time(10), ends_at: time(15) }
}

/// Noon of a local date: when a session's result was declared, for want of a better hour.
fn noon(ctx: &Ctx, date: NaiveDate) -> DateTime<Utc> {
    let local = ctx.time_zone.from_local_datetime(&date.and_time(time(12))).earliest();
    local.map_or_else(|| ctx.start_of(date), |at| at.with_timezone(&Utc))
}
