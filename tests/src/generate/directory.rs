//! Provinces with counties, institutions, people and posts.

use super::{Generator, names};
use anyhow::Result;
use chrono::NaiveDate;
use obrady_domain::polish::{fold, sort_key};
use obrady_entity::{affiliation, county, institution, person, region};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, Set};
use uuid::Uuid;

/// Code and name of the sixteen provinces, the one of the smallest size first.
const PROVINCES: &[(&str, &str, u32)] = &[
    ("12", "małopolskie", 22),
    ("02", "dolnośląskie", 30),
    ("04", "kujawsko-pomorskie", 23),
    ("06", "lubelskie", 24),
    ("08", "lubuskie", 14),
    ("10", "łódzkie", 24),
    ("14", "mazowieckie", 42),
    ("16", "opolskie", 12),
    ("18", "podkarpackie", 25),
    ("20", "podlaskie", 17),
    ("22", "pomorskie", 20),
    ("24", "śląskie", 36),
    ("26", "świętokrzyskie", 14),
    ("28", "warmińsko-mazurskie", 21),
    ("30", "wielkopolskie", 35),
    ("32", "zachodniopomorskie", 21),
];

/// A province's rows that others refer to.
pub struct Province {
    pub id: Uuid,
    pub name: &'static str,
    pub institutions: Vec<Uuid>,
    pub people: Vec<Uuid>,
    /// Institution of each person.
    pub posts: Vec<Uuid>,
}

pub async fn province(made: &mut Generator<'_>, number: usize) -> Result<Province> {
    let (teryt, name, counties) = PROVINCES[number];
    let known = region::Entity::find().filter(region::Column::Teryt.eq(teryt)).one(made.tx).await?;
    let id = match known {
        Some(row) => row.id,
        None => {
            let id = made.id();
            let row = region::ActiveModel {
                id: Set(id),
                teryt: Set(teryt.to_owned()),
                name: Set(name.to_owned()),
                sort_key: Set(sort_key(&[name])),
            };
            made.insert(vec![row]).await?;
            id
        }
    };
    let codes: Vec<String> = (1..=counties).map(|county| format!("{teryt}{county:02}")).collect();
    counties_of(made, id, &codes).await?;
    let institutions = institutions(made, id, &codes).await?;
    let (people, posts) = people(made, id, &institutions).await?;
    Ok(Province { id, name, institutions, people, posts })
}

async fn counties_of(made: &mut Generator<'_>, region: Uuid, codes: &[String]) -> Result<()> {
    let known = county::Entity::find().filter(county::Column::RegionId.eq(region)).all(made.tx).await?;
    let missing = codes.iter().filter(|code| !known.iter().any(|row| row.teryt == **code));
    let rows = missing.map(|code| {
        let town = names::TOWNS[code.bytes().map(usize::from).sum::<usize>() % names::TOWNS.len()];
        county::ActiveModel {
            teryt: Set(code.clone()),
            region_id: Set(region),
            name: Set(format!("powiat {code}")),
            seat_town: Set(town.to_owned()),
            is_city: Set(false),
            communes: Set(8),
            as_of: Set(None),
        }
    });
    made.insert(rows.collect()).await
}

/// About a thousand in a province: a fifth are the centres of communes.
async fn institutions(made: &mut Generator<'_>, region: Uuid, codes: &[String]) -> Result<Vec<Uuid>> {
    let (mut ids, mut rows) = (Vec::new(), Vec::new());
    for number in 0..1_000_usize {
        let (id, town) = (made.id(), made.pick(names::TOWNS));
        let (kind, words) = match number % 10 {
            0 | 1 => ("ops", "Gminny Ośrodek Pomocy Społecznej"),
            2 => ("pcpr", "Powiatowe Centrum Pomocy Rodzinie"),
            _ => ("other", "Placówka wsparcia"),
        };
        let name = format!("{words} {town} {number}");
        ids.push(id);
        rows.push(institution::ActiveModel {
            id: Set(id),
            region_id: Set(region),
            kind: Set(kind.to_owned()),
            sort_key: Set(sort_key(&[&name])),
            search: Set(fold(&format!("{name} {town}"))),
            name: Set(name),
            teryt_county: Set(Some(codes[number % codes.len()].clone())),
            town: Set(Some(town.to_owned())),
            acts_as_county_centre: Set(false),
            successor_id: Set(None),
            closed_on: Set(None),
            synthetic: Set(true),
            version: Set(1),
            ..Default::default()
        });
    }
    made.insert(rows).await?;
    Ok(ids)
}

async fn people(made: &mut Generator<'_>, region: Uuid, institutions: &[Uuid]) -> Result<(Vec<Uuid>, Vec<Uuid>)> {
    let (mut ids, mut posts) = (Vec::new(), Vec::new());
    let (mut rows, mut affiliations) = (Vec::new(), Vec::new());
    let since = NaiveDate::from_ymd_opt(2005, 1, 1).expect("a date");
    for number in 0..made.size.people() {
        let (id, first, last) = (made.id(), made.pick(names::FIRST), made.pick(names::LAST));
        let last = format!("{last}-{}", made.pick(names::LAST));
        rows.push(person::ActiveModel {
            id: Set(id),
            region_id: Set(region),
            sort_key: Set(sort_key(&[&last, first])),
            search: Set(fold(&format!("{first} {last} {first}"))),
            first_name: Set(first.to_owned()),
            last_name: Set(last),
            email: Set(Some(format!("osoba.{number}@example.org"))),
            is_public_function: Set(number % 20 == 0),
            synthetic: Set(true),
            version: Set(1),
            ..Default::default()
        });
        let institution = institutions[number % institutions.len()];
        affiliations.push(affiliation::ActiveModel {
            id: Set(made.id()),
            person_id: Set(id),
            institution_id: Set(institution),
            position_title: Set("pracownik socjalny".to_owned()),
            is_head: Set(number < institutions.len()),
            from_date: Set(since),
            to_date: Set(None),
            version: Set(1),
            profession: Set(None),
        });
        ids.push(id);
        posts.push(institution);
    }
    made.insert(rows).await?;
    made.insert(affiliations).await?;
    Ok((ids, posts))
}
