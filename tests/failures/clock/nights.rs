//! Jobs and the work of the night: nothing twice, nothing never.

use super::moved::wait_for;
use super::{Scene, instant};
use anyhow::{Context, Result, ensure};
use chrono::{DateTime, Duration, NaiveDate, Utc};
use obrady_tests::PASSWORD;
use obrady_tests::Who;
use obrady_tests::sink::Plan;
use obrady_types::identity::PasswordChange;

/// A letter that could not be sent is sent when its time comes by the clock: later when the clock was set back, and once.
pub async fn jobs(scene: &Scene) -> Result<()> {
    let now = instant(2028, 2, 29, 11, 0, 0);
    scene.clock.set(now + Duration::hours(1))?;
    scene.mails.plan([Plan::Refuse(450)]);
    let before = scene.mails.heard().len();
    let client = scene.place.client(&scene.base(), Who::Member).await?;
    let change = PasswordChange { current_password: PASSWORD.into(), password: "kotlet-schabowy-77".into() };
    client.change_password(&change).await?;
    let open = "SELECT count(*) FROM job WHERE kind = 'mail.account_changed' AND attempts = 1 AND done_at IS NULL \
                AND worker IS NULL";
    wait_for("the first attempt", 20, async || Ok(scene.count(open).await? == 1)).await?;
    scene.clock.set(now)?;
    still().await;
    ensure!(scene.mails.heard().len() == before, "sent before its time");
    scene.clock.set(now + Duration::hours(1) + Duration::seconds(40))?;
    wait_for("the second attempt", 20, async || Ok(scene.mails.heard().len() > before)).await?;
    scene.clock.set(now)?;
    scene.clock.set(now + Duration::hours(2))?;
    still().await;
    ensure!(scene.mails.heard().len() == before + 1, "sent twice");
    ensure!(scene.count("SELECT count(*) FROM job WHERE done_at IS NULL").await? == 0, "a job is left");
    ensure!(scene.count("SELECT count(*) FROM job WHERE outcome <> 'done'").await? == 0, "a job was given up");
    Ok(())
}

/// As long as a server takes to notice that there is something to do, and longer.
async fn still() {
    tokio::time::sleep(std::time::Duration::from_secs(4)).await;
}

/// Each night has one run: over 29 February, when 02:30 does not come, when it comes twice, and when the clock is set
/// back over it.
pub async fn nights(scene: &mut Scene) -> Result<()> {
    let leap = date(2028, 2, 29)?;
    // The server runs since before the night.
    scene.clock.set(instant(2028, 2, 29, 1, 29, 0))?;
    ensure!(runs(scene, leap).await? <= 1, "29 February has two runs");
    scene.clock.set(instant(2028, 2, 29, 1, 30, 5))?;
    done(scene, leap).await?;
    for now in [instant(2028, 2, 29, 0, 30, 0), instant(2028, 2, 29, 1, 30, 5)] {
        restart(scene, now).await?;
        ensure!(runs(scene, leap).await? == 1, "the night of 29 February has two runs");
    }
    restart(scene, instant(2028, 3, 1, 1, 29, 30)).await?;
    ensure!(runs(scene, date(2028, 3, 1)?).await? == 0, "1 March before its time");
    scene.clock.set(instant(2028, 3, 1, 1, 30, 5))?;
    done(scene, date(2028, 3, 1)?).await?;

    // In spring there is no 02:30 in Warsaw: at 03:30, which is 01:30 UTC.
    let spring = date(2028, 3, 26)?;
    restart(scene, instant(2028, 3, 26, 1, 0, 5)).await?;
    ensure!(runs(scene, spring).await? == 0, "at three o'clock summer time");
    restart(scene, instant(2028, 3, 26, 1, 30, 5)).await?;
    done(scene, spring).await?;

    // In autumn there are two, at 00:30 and at 01:30 UTC: the first counts.
    let autumn = date(2028, 10, 29)?;
    for hour in [0, 1, 0, 1] {
        restart(scene, instant(2028, 10, 29, hour, 30, 5)).await?;
        done(scene, autumn).await?;
    }

    let twice = "SELECT count(*) FROM (SELECT 1 FROM scheduled_run GROUP BY task, night HAVING count(*) > 1) AS double";
    ensure!(scene.count(twice).await? == 0, "a night has two runs");
    let bad = "SELECT count(*) FROM scheduled_run WHERE outcome IS NULL OR outcome <> 'done' OR attempts <> 1";
    ensure!(scene.count(bad).await? == 0, "a night was not done, or begun twice");
    Ok(())
}

fn date(year: i32, month: u32, day: u32) -> Result<NaiveDate> {
    NaiveDate::from_ymd_opt(year, month, day).context("a date")
}

async fn runs(scene: &Scene, night: NaiveDate) -> Result<i64> {
    scene.count(&format!("SELECT count(*) FROM scheduled_run WHERE night = '{night}'")).await
}

async fn done(scene: &Scene, night: NaiveDate) -> Result<()> {
    let ended = format!("SELECT count(*) FROM scheduled_run WHERE night = '{night}' AND outcome = 'done'");
    wait_for(&format!("the night of {night}"), 30, async || Ok(scene.count(&ended).await? == 1)).await?;
    ensure!(runs(scene, night).await? == 1, "the night of {night} has two runs");
    Ok(())
}

/// Starts the server anew at an instant: it looks at once for what is due.
async fn restart(scene: &mut Scene, now: DateTime<Utc>) -> Result<()> {
    if let Some(server) = scene.server.take() {
        server.kill()?;
    }
    scene.clock.set(now)?;
    scene.server = Some(scene.clock.start(&scene.program).await?);
    tokio::time::sleep(std::time::Duration::from_secs(2)).await;
    Ok(())
}
