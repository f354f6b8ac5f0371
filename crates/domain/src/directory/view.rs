//! Rows of the directory as views.

use super::query::{communes_of, counties_of};
use crate::error::{DomainError, Result};
use crate::words::of_word;
use chrono::NaiveDate;
use obrady_entity::{affiliation, commune, county, institution, person, region};
use obrady_types::directory::{
    Affiliation, Commune, CommuneKind, County, Institution, InstitutionStatus, Person, Region,
};
use sea_orm::ConnectionTrait;

pub(super) fn region(row: region::Model) -> Region {
    Region { id: row.id.into(), teryt: row.teryt, name: row.name }
}

/// Institutions with their counties and communes, in two statements for any number of them.
pub(super) async fn institutions<C: ConnectionTrait>(
    conn: &C,
    rows: Vec<institution::Model>,
    today: NaiveDate,
) -> Result<Vec<Institution>> {
    let counties = counties_of(conn, &rows).await?;
    let communes = communes_of(conn, &rows).await?;
    let county = |row: &institution::Model| row.teryt_county.as_ref().and_then(|teryt| counties.get(teryt)).cloned();
    let commune = |row: &institution::Model| row.teryt_commune.as_ref().and_then(|teryt| communes.get(teryt)).cloned();
    rows.into_iter().map(|row| known_institution(county(&row), commune(&row), row, today)).collect()
}

/// One institution with its county.
pub(super) async fn institution<C: ConnectionTrait>(
    conn: &C,
    row: institution::Model,
    today: NaiveDate,
) -> Result<Institution> {
    let view = institutions(conn, vec![row], today).await?.pop();
    view.ok_or_else(|| DomainError::internal("an institution without a view"))
}

pub(super) fn county(row: county::Model) -> County {
    County {
        teryt: row.teryt,
        name: row.name,
        seat_town: Some(row.seat_town).filter(|town| !town.is_empty()),
        is_city: row.is_city,
        communes: row.communes,
        as_of: row.as_of,
    }
}

/// A commune; its code says what kind it is.
pub(super) fn commune(row: commune::Model) -> Result<Commune> {
    let kind = CommuneKind::of_code(&row.teryt);
    let kind = kind.ok_or_else(|| DomainError::internal("a commune whose code names no kind"))?;
    Ok(Commune { teryt: row.teryt, teryt_county: row.teryt_county, name: row.name, kind, as_of: row.as_of })
}

/// Whether an institution works on a day.
fn status(row: &institution::Model, today: NaiveDate) -> InstitutionStatus {
    match (row.closed_on, row.successor_id) {
        (Some(day), Some(_)) if day <= today => InstitutionStatus::Merged,
        (Some(day), None) if day <= today => InstitutionStatus::Closed,
        _ => InstitutionStatus::Active,
    }
}

fn known_institution(
    of: Option<county::Model>,
    inside: Option<commune::Model>,
    row: institution::Model,
    today: NaiveDate,
) -> Result<Institution> {
    let status = status(&row, today);
    Ok(Institution {
        id: row.id.into(),
        region_id: row.region_id.into(),
        kind: of_word(&row.kind)?,
        subtype: row.subtype.as_deref().map(of_word).transpose()?,
        name: row.name,
        short_name: row.short_name,
        teryt_county: row.teryt_county,
        county: of.map(county),
        teryt_commune: row.teryt_commune,
        commune: inside.map(commune).transpose()?,
        town: row.town,
        address: row.address,
        acts_as_county_centre: row.acts_as_county_centre,
        status,
        external_reference: row.external_reference,
        successor_id: row.successor_id.map(Into::into),
        closed_on: row.closed_on,
        synthetic: row.synthetic,
        version: row.version,
    })
}

/// A person; mail address, phone and reference only for those who may read the directory.
pub(super) fn person(row: person::Model, reads_directory: bool) -> Person {
    Person {
        id: row.id.into(),
        region_id: row.region_id.into(),
        first_name: row.first_name,
        last_name: row.last_name,
        display_title: row.display_title,
        email: row.email.filter(|_| reads_directory),
        phone: row.phone.filter(|_| reads_directory),
        external_reference: row.external_reference.filter(|_| reads_directory),
        erased_at: row.erased_at,
        is_public_function: row.is_public_function,
        synthetic: row.synthetic,
        version: row.version,
    }
}

pub(super) fn affiliation(row: affiliation::Model) -> Result<Affiliation> {
    Ok(Affiliation {
        id: row.id.into(),
        person_id: row.person_id.into(),
        institution_id: row.institution_id.into(),
        position_title: row.position_title,
        profession: row.profession.as_deref().map(of_word).transpose()?,
        is_head: row.is_head,
        from: row.from_date,
        to: row.to_date,
        version: row.version,
    })
}
