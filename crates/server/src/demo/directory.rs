//! The directory of Małopolska: counties, institutions, their heads, and the officers of the past.

use super::facts::convent::{NAMED, ROTATIONS, Rotation};
use super::facts::directory::{
    BRANIEWO, BRANIEWO_INSTITUTIONS, BRANIEWO_TOWN, CENTRES, COMMUNES, FORMER_TARNOW, OFFICES, OTHER_REGIONS, ROPS,
    UNITS, Unit, WARMIA,
};
use super::facts::groups::{AUTHORS, MEMBERS};
use super::{Seeded, date};
use chrono::NaiveDate;
use obrady_domain::directory::seed::{
    close_institution, insert_affiliation, insert_commune, insert_county, insert_institution, insert_person,
    insert_region,
};
use obrady_domain::{DomainError, Result, WriteTx};
use obrady_types::directory::{
    AffiliationCreate, County, InstitutionCreate, InstitutionKind, OpsSubtype, PersonCreate,
};
use obrady_types::{BodyId, InstitutionId, PersonId, RegionId};
use std::collections::BTreeMap;
use uuid::Uuid;

/// When the heads of today took over, unless an officer of the convent held the post longer; invented.
const TODAYS_HEADS: (i32, u32, u32) = (2023, 1, 1);
/// When the centre in Tarnów became a social-services centre; the year is inferred.
pub(super) const TARNOW_CHANGED: (i32, u32, u32) = (2022, 1, 1);

pub(super) async fn seed(tx: &WriteTx) -> Result<Seeded> {
    let region = insert_region(tx, "12", "małopolskie").await?;
    let warmia = other_regions(tx).await?;
    let mut institutions = BTreeMap::new();
    for (kind, name) in OFFICES {
        institutions.insert(*name, institution(tx, region, *kind, name, None, "Kraków").await?);
    }
    let mut units = BTreeMap::new();
    for unit in UNITS {
        seed_county(tx, region, unit).await?;
        let id = institution(tx, region, unit.kind, unit.name, Some(unit.teryt), unit.town).await?;
        units.insert(unit.teryt, id);
        institutions.insert(unit.name, id);
    }
    for (teryt, kind, name, town) in CENTRES {
        institutions.insert(*name, institution(tx, region, *kind, name, Some(teryt), town).await?);
    }
    let (teryt, name, town) = FORMER_TARNOW;
    let former = institution(tx, region, InstitutionKind::Mops, name, Some(teryt), town).await?;
    institutions.insert(name, former);
    if let Some(successor) = units.get(teryt) {
        close_institution(tx, former, *successor, date(TARNOW_CHANGED)).await?;
    }
    for (teryt, name) in COMMUNES {
        insert_commune(tx, teryt, name, None).await?;
    }
    braniewo(tx, warmia, &mut institutions).await?;
    let mut people = seed_heads(tx, region, &units).await?;
    for (first, last, place, title, on) in NAMED {
        let person = head(tx, region, first, last, false).await?;
        // Nothing more is known of their posts than that day; one headed the centre, the other one a department.
        let input = AffiliationCreate {
            person_id: person,
            institution_id: institutions.get(place).copied().ok_or(DomainError::NotFound)?,
            position_title: (*title).to_owned(),
            profession: None,
            is_head: *place == ROPS,
            from: date(*on),
            to: date(*on).succ_opt(),
        };
        insert_affiliation(tx, region, input).await?;
        people.insert(format!("{first} {last}"), person);
    }
    let mut members = Vec::new();
    for (first, last) in MEMBERS {
        members.push(member(tx, region, first, last).await?);
    }
    let mut authors = Vec::new();
    for (first, last, place) in AUTHORS {
        authors.push((member(tx, region, first, last).await?, institutions.get(place).copied()));
    }
    let nobody = BodyId(Uuid::nil());
    Ok(Seeded {
        region,
        units,
        institutions,
        people,
        family_group: nobody,
        foster_group: nobody,
        convent: nobody,
        programme: None,
        topics: BTreeMap::new(),
        members,
        authors,
    })
}

/// The regions beside Małopolska; the one of Braniewo.
async fn other_regions(tx: &WriteTx) -> Result<RegionId> {
    let mut warmia = RegionId(Uuid::nil());
    for (teryt, name) in OTHER_REGIONS {
        let id = insert_region(tx, teryt, name).await?;
        if *teryt == WARMIA {
            warmia = id;
        }
    }
    Ok(warmia)
}

/// The county of the training of 2013 and the institutions that took part in it.
async fn braniewo(
    tx: &WriteTx,
    region: RegionId,
    institutions: &mut BTreeMap<&'static str, InstitutionId>,
) -> Result<()> {
    let county = County {
        teryt: BRANIEWO.to_owned(),
        name: "braniewski".to_owned(),
        seat_town: Some("Braniewo".to_owned()),
        is_city: false,
        communes: 7,
        as_of: None,
    };
    insert_county(tx, region, county).await?;
    insert_commune(tx, BRANIEWO_TOWN.0, BRANIEWO_TOWN.1, None).await?;
    for (teryt_county, kind, name, town, address) in BRANIEWO_INSTITUTIONS {
        let input = InstitutionCreate {
            kind: *kind,
            name: (*name).to_owned(),
            teryt_county: teryt_county.map(ToOwned::to_owned),
            town: Some((*town).to_owned()),
            address: address.map(ToOwned::to_owned),
            ..InstitutionCreate::default()
        };
        institutions.insert(name, insert_institution(tx, region, input, false).await?);
    }
    Ok(())
}

async fn seed_county(tx: &WriteTx, region: RegionId, unit: &Unit) -> Result<()> {
    let county = County {
        teryt: unit.teryt.to_owned(),
        name: unit.county.to_owned(),
        seat_town: Some(unit.town.to_owned()),
        is_city: is_city(unit.teryt),
        communes: unit.communes,
        as_of: None,
    };
    insert_county(tx, region, county).await
}

/// The officers of the convent with the posts that they are known to have held, and the heads of today.
async fn seed_heads(
    tx: &WriteTx,
    region: RegionId,
    units: &BTreeMap<&'static str, InstitutionId>,
) -> Result<BTreeMap<String, PersonId>> {
    let mut people = BTreeMap::new();
    let mut free_from: BTreeMap<&'static str, Option<NaiveDate>> = BTreeMap::new();
    for officer in ROTATIONS.iter().flat_map(Rotation::officers) {
        let name = officer.name();
        if people.contains_key(&name) {
            continue;
        }
        let person = head(tx, region, officer.first_name, officer.last_name, false).await?;
        let (from, to) = in_office(&name);
        if let Some((teryt, id)) = officer.unit.and_then(|teryt| Some((teryt, units.get(teryt)?))) {
            post(tx, region, person, *id, officer.title.unwrap_or_default(), from, to).await?;
            free_from.insert(teryt, to);
        }
        people.insert(name, person);
    }
    for unit in UNITS {
        let (first, last, title) = unit.head;
        let from = match free_from.get(unit.teryt) {
            None => date(TODAYS_HEADS),
            Some(Some(free)) => date(TODAYS_HEADS).max(*free),
            Some(None) => continue,
        };
        let person = head(tx, region, first, last, true).await?;
        people.insert(format!("{first} {last}"), person);
        if let Some(id) = units.get(unit.teryt) {
            post(tx, region, person, *id, title, from, None).await?;
        }
    }
    Ok(people)
}

/// From the day of an officer's first election to the day after the end of the last term: so long they headed their
/// unit, or they could not have held the office (I-05). Nothing more is known of their posts.
fn in_office(name: &str) -> (NaiveDate, Option<NaiveDate>) {
    let holds = |rotation: &Rotation| rotation.officers().any(|officer| officer.name() == name);
    let first = ROTATIONS.iter().find(|rotation| holds(rotation)).map(|rotation| date(rotation.date));
    let after = ROTATIONS.iter().rposition(holds).and_then(|last| ROTATIONS.get(last + 1));
    (first.unwrap_or_default(), after.and_then(|next| date(next.date).succ_opt()))
}

fn is_city(teryt: &str) -> bool {
    teryt.starts_with("126")
}

async fn institution(
    tx: &WriteTx,
    region: RegionId,
    kind: InstitutionKind,
    name: &str,
    teryt_county: Option<&str>,
    town: &str,
) -> Result<InstitutionId> {
    let input = InstitutionCreate {
        kind,
        subtype: subtype(kind, name),
        name: name.to_owned(),
        teryt_county: teryt_county.map(ToOwned::to_owned),
        town: Some(town.to_owned()),
        acts_as_county_centre: teryt_county.is_some_and(is_city),
        ..InstitutionCreate::default()
    };
    insert_institution(tx, region, input, false).await
}

/// What a communal centre calls itself stands in its name.
fn subtype(kind: InstitutionKind, name: &str) -> Option<OpsSubtype> {
    match name.split(' ').next()? {
        _ if kind != InstitutionKind::Ops => None,
        "GOPS" => Some(OpsSubtype::Gops),
        "MGOPS" => Some(OpsSubtype::Mgops),
        _ => Some(OpsSubtype::Ops),
    }
}

/// Somebody of a public function, whose name is public.
async fn head(tx: &WriteTx, region: RegionId, first: &str, last: &str, synthetic: bool) -> Result<PersonId> {
    let input = person(first, last, None, true);
    insert_person(tx, region, input, synthetic).await
}

/// A fictional member of a group.
async fn member(tx: &WriteTx, region: RegionId, first: &str, last: &str) -> Result<PersonId> {
    // Addresses differ, or everybody would look like one person.
    let name: String =
        format!("{first}.{last}").to_lowercase().chars().filter(|c| c.is_ascii_alphanumeric() || *c == '.').collect();
    let input = person(first, last, Some(&format!("{name}@example.org")), false);
    insert_person(tx, region, input, true).await
}

fn person(first: &str, last: &str, email: Option<&str>, is_public_function: bool) -> PersonCreate {
    PersonCreate {
        first_name: first.to_owned(),
        last_name: last.to_owned(),
        email: email.map(ToOwned::to_owned),
        is_public_function,
        ..PersonCreate::default()
    }
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
    let input =
        AffiliationCreate { person_id, institution_id, position_title, profession: None, is_head: true, from, to };
    insert_affiliation(tx, region, input).await.map(|_| ())
}
