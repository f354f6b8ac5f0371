//! The chair: whatever the clock does, at every instant there is one.

use super::{Scene, ahead, instant, noon};
use crate::check;
use anyhow::{Context, Result, ensure};
use chrono::{DateTime, Duration, Utc};
use obrady_client::Client;
use obrady_tests::Who;
use obrady_types::convents::{Office, TermStart};
use obrady_types::{PersonId, TermId};

/// A term that was started by a clock that was ahead begins when the clock gets there again. Until then the one before
/// goes on, and nobody slips in between. A term that starts on 29 February ends on 28 February.
pub async fn chairs(scene: &Scene) -> Result<()> {
    let (first, third) = (scene.place.world.heads[0], scene.place.world.heads[2]);
    scene.clock.set(ahead())?;
    let admin = scene.place.client(&scene.base(), Who::Admin).await?;
    let old = scene.place.world.chair_term;
    let new = start(&admin, scene, third, Some(old), ahead()).await?;
    in_office(&admin, scene, new, "an hour ahead").await?;

    scene.clock.set(noon())?;
    admin.refresh_access_token().await?;
    in_office(&admin, scene, old, "after the clock was set back").await?;
    // Somebody who replaces the old chair again does not see the one that is to begin.
    let late = start(&admin, scene, third, Some(old), noon()).await;
    ensure!(late.is_err(), "a second successor of the same chair");
    let early = start(&admin, scene, first, Some(new), noon()).await;
    ensure!(early.is_err(), "a successor before their predecessor");
    in_office(&admin, scene, old, "after both were refused").await?;
    one_chair(scene).await?;

    scene.clock.set(ahead() + Duration::minutes(1))?;
    admin.refresh_access_token().await?;
    in_office(&admin, scene, new, "when the clock gets there again").await?;

    let leap_day = instant(2028, 2, 29, 10, 0, 0);
    scene.clock.set(leap_day)?;
    let admin = scene.place.client(&scene.base(), Who::Admin).await?;
    let leap = start(&admin, scene, first, Some(new), leap_day).await?;
    let ends = admin.get_term(leap, None).await?.planned_end;
    ensure!(ends.date_naive() == instant(2030, 2, 28, 0, 0, 0).date_naive(), "two years from 29 February are {ends}");
    in_office(&admin, scene, leap, "on 29 February").await?;
    scene.clock.set(leap_day - Duration::hours(1))?;
    admin.refresh_access_token().await?;
    in_office(&admin, scene, new, "an hour before").await?;
    one_chair(scene).await?;
    scene.clock.set(leap_day)
}

async fn start(
    client: &Client,
    scene: &Scene,
    person_id: PersonId,
    predecessor_id: Option<TermId>,
    at: DateTime<Utc>,
) -> Result<TermId> {
    // The clock goes on while this is asked; a moment later is no start in the past.
    let starts_at = at + Duration::seconds(5);
    let input = TermStart {
        office: Office::Chair,
        person_id,
        starts_at,
        predecessor_id,
        declared_at: None,
        decision_reference: Some("Uchwała konwentu".into()),
        deputy: None,
    };
    let made = client.start_term(scene.place.world.convent, &input).await?.id;
    scene.clock.set(starts_at + Duration::seconds(1))?;
    Ok(made)
}

async fn in_office(client: &Client, scene: &Scene, term: TermId, when: &str) -> Result<()> {
    let officers = client.get_officers(scene.place.world.convent, None).await?;
    let chair = officers.chair.with_context(|| format!("{when}: the chair is vacant"))?;
    ensure!(chair.id == term, "{when}: {} is in office instead of {term}", chair.id);
    Ok(())
}

async fn one_chair(scene: &Scene) -> Result<()> {
    let db = scene.place.connect().await?;
    check::data(&db).await?;
    Ok(db.close().await?)
}
