//! Trainings, their editions and who registered.

use super::directory::Province;
use super::{Generator, hour, names, noon};
use anyhow::Result;
use chrono::{Days, NaiveDate};
use obrady_domain::polish::{fold, sort_key};
use obrady_entity::{edition_day, information_clause, registration, training, training_edition};
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, Set};
use uuid::Uuid;

/// Editions of one province in one year.
const A_YEAR: usize = 70;

/// Places of each edition.
const PLACES: usize = 20;

#[derive(Default)]
struct Rows {
    trainings: Vec<training::ActiveModel>,
    editions: Vec<training_edition::ActiveModel>,
    days: Vec<edition_day::ActiveModel>,
    registrations: Vec<registration::ActiveModel>,
}

/// 70 editions a year with about 2 000 registrations; a fifth of the editions have a waiting list.
pub async fn trainings(made: &mut Generator<'_>, province: &Province) -> Result<()> {
    let clauses = information_clause::Entity::find().filter(information_clause::Column::RegionId.eq(province.id));
    if clauses.count(made.tx).await? == 0 {
        let clause = information_clause::ActiveModel {
            id: Set(made.id()),
            region_id: Set(province.id),
            number: Set(1),
            text_pl: Set("Administratorem danych jest ROPS.".to_owned()),
            text_en: Set("The controller is ROPS.".to_owned()),
            published_at: Set(noon(NaiveDate::from_ymd_opt(2005, 1, 1).expect("a date"))),
        };
        made.insert(vec![clause]).await?;
    }
    for year in made.years() {
        let mut rows = Rows::default();
        for number in 0..A_YEAR {
            edition(made, province, (year, number), &mut rows)?;
        }
        made.insert(rows.trainings).await?;
        made.insert(rows.editions).await?;
        made.insert(rows.days).await?;
        made.insert(rows.registrations).await?;
    }
    Ok(())
}

fn edition(made: &mut Generator<'_>, province: &Province, (year, number): (i32, usize), rows: &mut Rows) -> Result<()> {
    let (course, id, first) = (made.id(), made.id(), made.working_day(year));
    let title = format!("Szkolenie: {} ({year}/{number})", made.pick(names::MATTERS));
    let last = if made.chance(40) { first + Days::new(1) } else { first };
    let opened = noon(first - Days::new(60));
    rows.trainings.push(training::ActiveModel {
        id: Set(course),
        region_id: Set(province.id),
        title: Set(title.clone()),
        description: Set("Ćwiczenia i omówienie przypadków.".to_owned()),
        form: Set("workshop".to_owned()),
        topics: Set(r#"["rozmowa motywująca"]"#.to_owned()),
        audiences: Set(r#"["asystenci rodziny"]"#.to_owned()),
        announced_at: Set(Some(opened)),
        sort_key: Set(sort_key(&[&title])),
        search: Set(fold(&title)),
        audience_search: Set(fold("asystenci rodziny")),
        synthetic: Set(true),
        version: Set(1),
    });
    let registered = if number % 5 == 0 { PLACES + 20 } else { PLACES + made.random.usize(..9) };
    for date in std::collections::BTreeSet::from([first, last]) {
        rows.days.push(edition_day::ActiveModel {
            id: Set(made.id()),
            edition_id: Set(id),
            date: Set(date),
            starts_at: Set(hour(9)),
            ends_at: Set(hour(15)),
            time_zone: Set("Europe/Warsaw".to_owned()),
        });
    }
    rows.editions.push(training_edition::ActiveModel {
        id: Set(id),
        region_id: Set(province.id),
        training_id: Set(course),
        code: Set(format!("G/{year}/{number}")),
        state: Set("published".to_owned()),
        teaching_hours: Set(8),
        venue: Set(Some(made.pick(names::TOWNS).to_owned())),
        mode: Set("in_person".to_owned()),
        capacity: Set(PLACES as i32),
        institution_limit: Set(None),
        registration_opens_at: Set(opened),
        registration_closes_at: Set(noon(first - Days::new(3))),
        funding_source: Set(None),
        starts_at: Set(noon(first) - chrono::Duration::hours(4)),
        ends_at: Set(noon(last) + chrono::Duration::hours(2)),
        first_date: Set(first),
        last_date: Set(last),
        moved_from: Set(None),
        cancelled_reason: Set(None),
        announced_at: Set(Some(opened)),
        confirmed: Set(PLACES as i32),
        waiting: Set(i32::try_from(registered - PLACES)?),
        last_seq: Set(i32::try_from(registered)?),
        sort_key: Set(sort_key(&[&title])),
        search: Set(fold(&title)),
        audience_search: Set(fold("asystenci rodziny")),
        synthetic: Set(true),
        version: Set(1),
    });
    let start = made.random.usize(..province.people.len());
    for seq in 1..=registered {
        let person = (start + seq) % province.people.len();
        rows.registrations.push(registered_by(
            made,
            province.id,
            id,
            (province.people[person], province.posts[person]),
            seq,
            opened,
        )?);
    }
    Ok(())
}

fn registered_by(
    made: &mut Generator<'_>,
    region: Uuid,
    edition: Uuid,
    (person, institution): (Uuid, Uuid),
    seq: usize,
    opened: chrono::DateTime<chrono::Utc>,
) -> Result<registration::ActiveModel> {
    Ok(registration::ActiveModel {
        id: Set(made.id()),
        region_id: Set(region),
        edition_id: Set(edition),
        person_id: Set(person),
        institution_id: Set(Some(institution)),
        seq: Set(i32::try_from(seq)?),
        state: Set(if seq <= PLACES { "confirmed" } else { "waiting" }.to_owned()),
        registered_by: Set(None),
        submitted_at: Set(opened + chrono::Duration::minutes(i64::try_from(seq)?)),
        promoted_at: Set(None),
        cancelled_at: Set(None),
        cancelled_reason: Set(None),
        accessibility_needs: Set(None),
        diet_needs: Set(None),
        clause_number: Set(1),
        version: Set(1),
    })
}
