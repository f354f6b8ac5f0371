//! Synthetic data in realistic sizes, for benchmarks: one province for a year, sixteen for a year, sixteen for twenty
//! years. Numbers and proportions are estimates from what one regional centre reports about itself.
//!
//! Rows are written past the use cases, many in one statement, because the sizes would take hours otherwise. What
//! storage checks still holds. The same size and day always make the same data.

mod directory;
mod groups;
mod meetings;
mod names;
mod news;
mod outcomes;
mod programmes;
mod trainings;

use anyhow::Result;
use chrono::{DateTime, Datelike, Days, NaiveDate, NaiveTime, TimeZone, Utc};
use obrady_domain::Db;
use obrady_domain::clock::{Clock, SystemClock};
use obrady_entity::{
    action_item, agenda_item, attendance, body, institution, meeting, membership, news_item, objective, person,
    programme, registration, statement, topic, training_edition,
};
use sea_orm::{
    ActiveModelTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, Iterable, PaginatorTrait, TransactionTrait,
};
use uuid::Uuid;

/// How much data.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Size {
    /// One province, one year.
    Small,
    /// Sixteen provinces, one year.
    Medium,
    /// Sixteen provinces, twenty years.
    Large,
}

impl std::str::FromStr for Size {
    type Err = anyhow::Error;

    fn from_str(name: &str) -> Result<Self> {
        match name {
            "small" => Ok(Self::Small),
            "medium" => Ok(Self::Medium),
            "large" => Ok(Self::Large),
            _ => anyhow::bail!("a size is small, medium or large, not {name}"),
        }
    }
}

impl Size {
    fn regions(self) -> usize {
        if self == Self::Small { 1 } else { 16 }
    }

    fn years(self) -> u32 {
        if self == Self::Large { 20 } else { 1 }
    }

    /// People grow by 8 % of the first year's number in each further year.
    fn people(self) -> usize {
        4_000 + 320 * (self.years() as usize - 1)
    }

    /// Bodies are dissolved and established anew.
    fn bodies(self) -> usize {
        11 + (self.years() as usize - 1) * 8 / 5
    }
}

/// Writes the tables, if they are missing, and the rows of a size into a database.
///
/// # Errors
/// What the database refuses.
#[expect(clippy::disallowed_methods, reason = "nobody else writes to a database that is being filled")]
pub async fn fill(url: &str, size: Size) -> Result<()> {
    let db = Db::connect(url, 2).await?;
    obrady_server::migrate(&db, url).await?;
    let tx = db.writer().begin().await?;
    generate(&tx, size, SystemClock.now().date_naive()).await?;
    tx.commit().await?;
    // Without statistics the planner of either engine would guess.
    db.writer().execute_unprepared("ANALYZE").await?;
    db.close().await?;
    Ok(())
}

/// The tables that hold generated rows, with how many they hold.
///
/// # Errors
/// What the database refuses.
pub async fn counts(db: &Db) -> Result<Vec<(&'static str, u64)>> {
    let conn = db.reader();
    Ok(vec![
        ("institutions", institution::Entity::find().count(conn).await?),
        ("people", person::Entity::find().count(conn).await?),
        ("bodies", body::Entity::find().count(conn).await?),
        ("memberships", membership::Entity::find().count(conn).await?),
        ("topics", topic::Entity::find().count(conn).await?),
        ("meetings", meeting::Entity::find().count(conn).await?),
        ("agenda items", agenda_item::Entity::find().count(conn).await?),
        ("attendances", attendance::Entity::find().count(conn).await?),
        ("statements", statement::Entity::find().count(conn).await?),
        ("action items", action_item::Entity::find().count(conn).await?),
        ("news", news_item::Entity::find().count(conn).await?),
        ("programmes", programme::Entity::find().count(conn).await?),
        ("goals", objective::Entity::find().count(conn).await?),
        ("training editions", training_edition::Entity::find().count(conn).await?),
        ("registrations", registration::Entity::find().count(conn).await?),
    ])
}

/// Writes the rows of a size.
async fn generate(tx: &DatabaseTransaction, size: Size, today: NaiveDate) -> Result<()> {
    let mut made = Generator { tx, random: fastrand::Rng::with_seed(2026), size, today, count: 0 };
    for number in 0..size.regions() {
        let province = directory::province(&mut made, number).await?;
        let bodies = groups::bodies(&mut made, &province).await?;
        meetings::meetings(&mut made, &province, &bodies).await?;
        news::news(&mut made, province.id).await?;
        programmes::programmes(&mut made, &province).await?;
        trainings::trainings(&mut made, &province).await?;
    }
    Ok(())
}

/// What all parts share.
struct Generator<'a> {
    tx: &'a DatabaseTransaction,
    random: fastrand::Rng,
    size: Size,
    today: NaiveDate,
    count: u64,
}

impl Generator<'_> {
    /// Ids rise, as those of the server do.
    fn id(&mut self) -> Uuid {
        let mut bits = [0; 10];
        self.random.fill(&mut bits);
        self.count += 1;
        uuid::Builder::from_unix_timestamp_millis(1_700_000_000_000 + self.count, &bits).into_uuid()
    }

    fn pick<'t, T: ?Sized>(&mut self, of: &'t [&'t T]) -> &'t T {
        of[self.random.usize(..of.len())]
    }

    /// One of so many cases in a hundred.
    fn chance(&mut self, percent: u32) -> bool {
        self.random.u32(..100) < percent
    }

    /// First days of the years that are covered, the last one being the current year.
    fn years(&self) -> impl Iterator<Item = i32> + use<> {
        let last = self.today.year();
        last + 1 - self.size.years() as i32..=last
    }

    /// A working day of a year, in the months in which people meet.
    fn working_day(&mut self, year: i32) -> NaiveDate {
        let month = [1, 2, 3, 3, 4, 4, 5, 5, 6, 6, 9, 9, 10, 10, 11, 11, 12][self.random.usize(..17)];
        let day = NaiveDate::from_ymd_opt(year, month, self.random.u32(1..=15)).expect("a date");
        day + Days::new(u64::from(7_u32.saturating_sub(day.weekday().number_from_monday()) % 3))
    }

    /// Writes rows, as many in a statement as both engines take.
    async fn insert<A>(&self, rows: Vec<A>) -> Result<()>
    where
        A: ActiveModelTrait + Send,
    {
        let columns = <A::Entity as EntityTrait>::Column::iter().count();
        let mut rows = rows.into_iter().peekable();
        while rows.peek().is_some() {
            let part: Vec<A> = rows.by_ref().take(30_000 / columns).collect();
            A::Entity::insert_many(part).exec_without_returning(self.tx).await?;
        }
        Ok(())
    }
}

fn hour(hour: u32) -> NaiveTime {
    NaiveTime::from_hms_opt(hour, 0, 0).expect("an hour")
}

fn noon(date: NaiveDate) -> DateTime<Utc> {
    Utc.from_utc_datetime(&date.and_time(hour(12)))
}
