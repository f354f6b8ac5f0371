//! Rows of the directory; use cases and seeding write them through the same functions.

use crate::ctx::WriteTx;
use crate::error::Result;
use crate::events::Change;
use crate::polish::{fold, sort_key};
use crate::words::word;
use chrono::NaiveDate;
use obrady_entity::{affiliation, commune, county, institution, person, region};
use obrady_types::directory::{AffiliationCreate, County, InstitutionCreate, PersonCreate};
use obrady_types::{AffiliationId, InstitutionId, PersonId, RegionId};
use sea_orm::{ActiveModelTrait, Set};
use serde_json::json;
use uuid::Uuid;

/// Writes a region.
///
/// # Errors
/// `already_exists` for a TERYT code that is taken.
pub async fn insert_region(tx: &WriteTx, teryt: &str, name: &str) -> Result<RegionId> {
    let id = RegionId(tx.new_id());
    let row = region::ActiveModel {
        id: Set(id.into()),
        teryt: Set(teryt.to_owned()),
        name: Set(name.to_owned()),
        sort_key: Set(sort_key(&[name])),
    };
    row.insert(tx.conn()).await?;
    tx.record(Change::of("region.created", "region", id, 1).in_region(id)).await?;
    Ok(id)
}

/// Writes a county.
///
/// # Errors
/// Failures of the database.
pub async fn insert_county(tx: &WriteTx, region_id: RegionId, county: County) -> Result<()> {
    let row = county::ActiveModel {
        teryt: Set(county.teryt),
        region_id: Set(region_id.into()),
        name: Set(county.name),
        seat_town: Set(county.seat_town.unwrap_or_default()),
        is_city: Set(county.is_city),
        communes: Set(county.communes),
        as_of: Set(county.as_of),
    };
    row.insert(tx.conn()).await?;
    Ok(())
}

/// Writes a commune.
///
/// # Errors
/// Failures of the database, among them an unknown county.
pub async fn insert_commune(tx: &WriteTx, teryt: &str, name: &str, as_of: Option<NaiveDate>) -> Result<()> {
    let row = commune::ActiveModel {
        teryt: Set(teryt.to_owned()),
        teryt_county: Set(teryt.get(..4).unwrap_or_default().to_owned()),
        name: Set(name.to_owned()),
        as_of: Set(as_of),
    };
    row.insert(tx.conn()).await?;
    Ok(())
}

/// A text without blanks around it.
fn trimmed(text: Option<String>) -> Option<String> {
    text.map(|text| text.trim().to_owned())
}

/// Writes an institution.
///
/// # Errors
/// Failures of the database.
pub async fn insert_institution(
    tx: &WriteTx,
    region_id: RegionId,
    input: InstitutionCreate,
    synthetic: bool,
) -> Result<InstitutionId> {
    let id = InstitutionId(tx.new_id());
    let name = input.name.trim().to_owned();
    let row = institution::ActiveModel {
        id: Set(id.into()),
        region_id: Set(region_id.into()),
        kind: Set(word(&input.kind)?),
        sort_key: Set(sort_key(&[&name])),
        search: Set(institution_search(&name, input.town.as_deref())),
        name: Set(name.clone()),
        teryt_county: Set(county_of(input.teryt_county, input.teryt_commune.as_deref())),
        town: Set(trimmed(input.town)),
        acts_as_county_centre: Set(input.acts_as_county_centre),
        successor_id: Set(None),
        closed_on: Set(None),
        synthetic: Set(synthetic),
        version: Set(1),
        subtype: Set(input.subtype.as_ref().map(word).transpose()?),
        short_name: Set(trimmed(input.short_name)),
        address: Set(trimmed(input.address)),
        teryt_commune: Set(input.teryt_commune),
        external_reference: Set(trimmed(input.external_reference)),
    };
    row.insert(tx.conn()).await?;
    let change = Change::of("institution.created", "institution", id, 1).in_region(region_id);
    tx.record(change.with(json!({ "name": name }))).await?;
    Ok(id)
}

/// The county named, or the commune's.
pub(super) fn county_of(county: Option<String>, commune: Option<&str>) -> Option<String> {
    county.or_else(|| commune.and_then(|code| code.get(..4)).map(ToOwned::to_owned))
}

/// What searching an institution compares.
pub(super) fn institution_search(name: &str, town: Option<&str>) -> String {
    fold(&format!("{name} {}", town.unwrap_or_default()))
}

/// Writes a person.
///
/// # Errors
/// Failures of the database.
pub async fn insert_person(
    tx: &WriteTx,
    region_id: RegionId,
    input: PersonCreate,
    synthetic: bool,
) -> Result<PersonId> {
    let id = PersonId(tx.new_id());
    let (first, last) = (input.first_name.trim().to_owned(), input.last_name.trim().to_owned());
    let row = person::ActiveModel {
        id: Set(id.into()),
        region_id: Set(region_id.into()),
        sort_key: Set(sort_key(&[&last, &first])),
        search: Set(person_search(&first, &last)),
        first_name: Set(first),
        last_name: Set(last),
        email: Set(input.email),
        is_public_function: Set(input.is_public_function),
        synthetic: Set(synthetic),
        version: Set(1),
        display_title: Set(trimmed(input.display_title)),
        phone: Set(trimmed(input.phone)),
        external_reference: Set(trimmed(input.external_reference)),
        erased_at: Set(None),
    };
    row.insert(tx.conn()).await?;
    tx.record(Change::of("person.created", "person", id, 1).in_region(region_id)).await?;
    Ok(id)
}

/// What searching a person compares: the name in both orders.
pub(super) fn person_search(first: &str, last: &str) -> String {
    fold(&format!("{first} {last} {first}"))
}

/// Writes an affiliation.
///
/// # Errors
/// `period_overlap` for a second head of the institution.
pub async fn insert_affiliation(tx: &WriteTx, region_id: RegionId, input: AffiliationCreate) -> Result<AffiliationId> {
    let id = AffiliationId(tx.new_id());
    let row = affiliation::ActiveModel {
        id: Set(id.into()),
        person_id: Set(input.person_id.into()),
        institution_id: Set(input.institution_id.into()),
        position_title: Set(input.position_title.trim().to_owned()),
        is_head: Set(input.is_head),
        from_date: Set(input.from),
        to_date: Set(input.to),
        version: Set(1),
        profession: Set(input.profession.as_ref().map(word).transpose()?),
    };
    row.insert(tx.conn()).await?;
    let detail = json!({ "person_id": input.person_id, "institution_id": input.institution_id, "from": input.from, "to": input.to });
    let change = Change::of("affiliation.created", "affiliation", id, 1).in_region(region_id);
    tx.record(change.with(detail)).await?;
    Ok(id)
}

/// Closes an institution whose work another one took over, for seeding.
///
/// # Errors
/// Failures of the database.
pub async fn close_institution(
    tx: &WriteTx,
    id: InstitutionId,
    successor_id: InstitutionId,
    closed_on: NaiveDate,
) -> Result<()> {
    let row = institution::ActiveModel {
        id: Set(id.into()),
        successor_id: Set(Some(Uuid::from(successor_id))),
        closed_on: Set(Some(closed_on)),
        version: Set(2),
        ..Default::default()
    };
    let row = row.update(tx.conn()).await?;
    tx.record(Change::of("institution.updated", "institution", id, 2).in_region(RegionId(row.region_id))).await
}
