//! A clock that jumps an hour forth and back, over 29 February and over the change to and from summer time (REL-11):
//! one real server, whose clock is moved while it runs. What becomes of each thing is said in docs/OPERATIONS.md.

mod access;
mod lists;
mod moved;
mod nights;
mod offices;

use crate::check;
use anyhow::{Context, Result, ensure};
use chrono::{DateTime, Duration, TimeZone, Utc};
use moved::Moved;
use obrady_domain::audit_chain;
use obrady_tests::place::Place;
use obrady_tests::process::{Process, Program};
use obrady_tests::sink::Sink;
use sea_orm::ConnectionTrait;
use std::time::Instant;

/// What every part works with.
pub struct Scene {
    place: Place,
    clock: Moved,
    program: Program,
    mails: Sink,
    /// The running server; none while it is restarted.
    server: Option<Process>,
}

/// Noon in Warsaw on the day before 29 February, the beginning.
fn noon() -> DateTime<Utc> {
    instant(2028, 2, 28, 11, 0, 0)
}

/// An hour later, by a clock that is then set back.
fn ahead() -> DateTime<Utc> {
    noon() + Duration::hours(1)
}

fn instant(year: i32, month: u32, day: u32, hour: u32, minute: u32, second: u32) -> DateTime<Utc> {
    Utc.with_ymd_and_hms(year, month, day, hour, minute, second).single().expect("an instant")
}

/// Runs all parts over one database.
///
/// # Errors
/// The first thing that is not as documented.
pub async fn run() -> Result<()> {
    let begun = Instant::now();
    let place = Place::make().await?;
    let mails = Sink::start().await;
    // Nothing is ever sent to the addresses of examples.
    let db = place.connect().await?;
    let reachable = "UPDATE person SET email = 'osoba@poczta.test' WHERE last_name = 'Łącka'";
    db.writer().execute_unprepared(reachable).await?;
    db.close().await?;
    let clock = Moved::at(&place.folder, noon())?;
    let program = place.program()?.with("OBRADY_SMTP_URL", &mails.url);
    let program = program.with("OBRADY_SMTP_FROM", "Obrady <obrady@example.org>").with("OBRADY_NIGHTLY_AT", "02:30");
    let server = Some(clock.start(&program).await?);
    let mut scene = Scene { place, clock, program, mails, server };
    access::tokens(&scene).await.context("tokens")?;
    access::stolen(&scene).await.context("a retired refresh token")?;
    access::guesses(&scene).await.context("guesses")?;
    access::confirmation(&scene).await.context("confirmation")?;
    lists::keys_and_versions(&scene).await.context("keys and versions")?;
    lists::pages(&scene).await.context("pages")?;
    lists::news(&scene).await.context("news")?;
    offices::chairs(&scene).await.context("chairs")?;
    nights::jobs(&scene).await.context("jobs")?;
    nights::nights(&mut scene).await.context("nights")?;
    let asked = scene.server.take().context("no server")?;
    asked.terminate()?;
    let status = asked.ended().await?;
    ensure!(status.success(), "the server ended with {status}");
    let db = scene.place.connect().await?;
    check::data(&db).await?;
    let chain = audit_chain::verify_audit(&db, None).await?;
    let chain = chain.map_err(|broken| anyhow::anyhow!("the audit's chain: {broken}"))?;
    ensure!(chain.waiting == 0, "{} rows of the audit wait for their seal", chain.waiting);
    db.close().await?;
    println!(
        "a clock that jumped, {}, in {:.0} s: everything as documented, nothing broken",
        if obrady_tests::db::is_postgres() { "PostgreSQL" } else { "SQLite" },
        begun.elapsed().as_secs_f64(),
    );
    Ok(())
}

impl Scene {
    fn base(&self) -> String {
        format!("http://{}", self.program.address)
    }

    /// A number from the database.
    async fn count(&self, sql: &str) -> Result<i64> {
        let db = self.place.connect().await?;
        let count = check::value(&db, sql).await?;
        db.close().await?;
        Ok(count)
    }
}
