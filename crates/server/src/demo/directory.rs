//! The directory of Małopolska: institutions, their heads, and the officers of the past.

use super::facts::{FORMER_TARNOW, MEMBERS, Officer, ROTATIONS, UNITS};
use super::{Seeded, date};
use chrono::NaiveDate;
use obrady_domain::directory::seed::{
    close_institution, insert_affiliation, insert_institution, insert_person, insert_region,
};
use obrady_domain::{Result, WriteTx};
use obrady_types::directory::{AffiliationCreate, InstitutionCreate, InstitutionKind, PersonCreate};
use obrady_types::{BodyId, InstitutionId, PersonId, RegionId};
use std::collections::BTreeMap;
use uuid::Uuid;

/// When the convent was founded: no head is older here.
const FOUNDED: (i32, u32, u32) = (2014, 10, 28);
/// When the heads of today took over; invented.
const TODAYS_HEADS: (i32, u32, u32) = (2023, 1, 1);

pub(super) async fn seed(tx: &WriteTx) -> Result<Seeded> {
    let region = insert_region(tx, "12", "małopolskie").await?;
    for (teryt, name) in [("24", "śląskie"), ("28", "warmińsko-mazurskie")] {
        insert_region(tx, teryt, name).await?;
    }
    let rops = institution(
        tx,
        region,
        InstitutionKind::Rops,
        "Regionalny Ośrodek Polityki Społecznej w Krakowie",
        None,
        "Kraków",
    )
    .await?;
    institution(
        tx,
        region,
        InstitutionKind::MarshalOffice,
        "Urząd Marszałkowski Województwa Małopolskiego",
        None,
        "Kraków",
    )
    .await?;
    institution(tx, region, InstitutionKind::VoivodeOffice, "Małopolski Urząd Wojewódzki", None, "Kraków").await?;
    let mut units = BTreeMap::new();
    for unit in UNITS {
        let id = institution(tx, region, unit.kind, unit.name, Some(unit.teryt), unit.town).await?;
        units.insert(unit.teryt, id);
    }
    let (teryt, name, town) = FORMER_TARNOW;
    let former = institution(tx, region, InstitutionKind::Mops, name, Some(teryt), town).await?;
    if let Some(successor) = units.get(teryt) {
        close_institution(tx, former, *successor, date((2022, 1, 1))).await?;
    }
    let mut people = BTreeMap::new();
    seed_officers(tx, region, &units, &mut people).await?;
    for unit in UNITS {
        let (first, last, title) = unit.head;
        let known = people.get(&format!("{first} {last}")).copied();
        let person = match known {
            Some(person) => person,
            None => head(tx, region, first, last, true, &mut people).await?,
        };
        if let Some(id) = units.get(unit.teryt) {
            post(tx, region, person, *id, title, date(TODAYS_HEADS), None).await?;
        }
    }
    let mut members = Vec::new();
    for (first, last) in MEMBERS {
        let input = PersonCreate {
            first_name: (*first).to_owned(),
            last_name: (*last).to_owned(),
            email: Some("demo@example.org".to_owned()),
            is_public_function: false,
            region_id: None,
        };
        members.push(insert_person(tx, region, input, true).await?);
    }
    let nobody = BodyId(Uuid::nil());
    Ok(Seeded { region, units, rops, people, family_group: nobody, foster_group: nobody, convent: nobody, members })
}

/// The officers of the past, each once, with their posts until the heads of today took over. Those who are heads
/// today keep theirs.
async fn seed_officers(
    tx: &WriteTx,
    region: RegionId,
    units: &BTreeMap<&'static str, InstitutionId>,
    people: &mut BTreeMap<String, PersonId>,
) -> Result<()> {
    let officers: Vec<&Officer> =
        ROTATIONS.iter().flat_map(|rotation| std::iter::once(&rotation.chair).chain(&rotation.deputy)).collect();
    for officer in officers {
        let name = format!("{} {}", officer.first_name, officer.last_name);
        if people.contains_key(&name) {
            continue;
        }
        let person = head(tx, region, officer.first_name, officer.last_name, false, people).await?;
        let unit = officer.unit.and_then(|teryt| Some((teryt, units.get(teryt)?)));
        if let Some((teryt, id)) = unit {
            let is_todays = UNITS.iter().any(|unit| {
                unit.teryt == teryt && unit.head.0 == officer.first_name && unit.head.1 == officer.last_name
            });
            if !is_todays {
                post(tx, region, person, *id, officer.title, date(FOUNDED), Some(date(TODAYS_HEADS))).await?;
            }
        }
    }
    Ok(())
}

async fn institution(
    tx: &WriteTx,
    region: RegionId,
    kind: InstitutionKind,
    name: &str,
    teryt_county: Option<&str>,
    town: &str,
) -> Result<InstitutionId> {
    let is_city_unit = teryt_county.is_some_and(|teryt| teryt.starts_with("126"));
    let input = InstitutionCreate {
        kind,
        name: name.to_owned(),
        teryt_county: teryt_county.map(ToOwned::to_owned),
        town: Some(town.to_owned()),
        acts_as_county_centre: is_city_unit,
        region_id: None,
    };
    insert_institution(tx, region, input, false).await
}

async fn head(
    tx: &WriteTx,
    region: RegionId,
    first: &str,
    last: &str,
    synthetic: bool,
    people: &mut BTreeMap<String, PersonId>,
) -> Result<PersonId> {
    let input = PersonCreate {
        first_name: first.to_owned(),
        last_name: last.to_owned(),
        email: None,
        is_public_function: true,
        region_id: None,
    };
    let id = insert_person(tx, region, input, synthetic).await?;
    people.insert(format!("{first} {last}"), id);
    Ok(id)
}

async fn post(
    tx: &WriteTx,
    region: RegionId,
    person_id: PersonId,
    institution_id: InstitutionId,
    title: &str,
    from: NaiveDate,
    to: Option<NaiveDate>,
) -> Result<()> {
    let position_title = title.to_owned();
    let input = AffiliationCreate { person_id, institution_id, position_title, is_head: true, from, to };
    insert_affiliation(tx, region, input).await.map(|_| ())
}
