//! Rows of the directory as views.

use super::query::counties_of;
use crate::error::{DomainError, Result};
use crate::words::of_word;
use obrady_entity::{affiliation, county, institution, person, region};
use obrady_types::directory::{Affiliation, County, Institution, Person, Region};
use sea_orm::ConnectionTrait;

pub(super) fn region(row: region::Model) -> Region {
    Region { id: row.id.into(), teryt: row.teryt, name: row.name }
}

/// Institutions with their counties, in one statement for any number of them.
pub(super) async fn institutions<C: ConnectionTrait>(
    conn: &C,
    rows: Vec<institution::Model>,
) -> Result<Vec<Institution>> {
    let counties = counties_of(conn, &rows).await?;
    let county = |row: &institution::Model| row.teryt_county.as_ref().and_then(|teryt| counties.get(teryt)).cloned();
    rows.into_iter().map(|row| known_institution(county(&row), row)).collect()
}

/// One institution with its county.
pub(super) async fn institution<C: ConnectionTrait>(conn: &C, row: institution::Model) -> Result<Institution> {
    let view = institutions(conn, vec![row]).await?.pop();
    view.ok_or_else(|| DomainError::internal("an institution without a view"))
}

fn county(row: county::Model) -> County {
    County { teryt: row.teryt, name: row.name, seat_town: row.seat_town, is_city: row.is_city, communes: row.communes }
}

fn known_institution(of: Option<county::Model>, row: institution::Model) -> Result<Institution> {
    Ok(Institution {
        id: row.id.into(),
        region_id: row.region_id.into(),
        kind: of_word(&row.kind)?,
        name: row.name,
        teryt_county: row.teryt_county,
        county: of.map(county),
        town: row.town,
        acts_as_county_centre: row.acts_as_county_centre,
        successor_id: row.successor_id.map(Into::into),
        closed_on: row.closed_on,
        synthetic: row.synthetic,
        version: row.version,
    })
}

/// A person; the mail address only for those who may read the directory.
pub(super) fn person(row: person::Model, reads_directory: bool) -> Person {
    Person {
        id: row.id.into(),
        region_id: row.region_id.into(),
        first_name: row.first_name,
        last_name: row.last_name,
        email: row.email.filter(|_| reads_directory),
        is_public_function: row.is_public_function,
        synthetic: row.synthetic,
        version: row.version,
    }
}

pub(super) fn affiliation(row: affiliation::Model) -> Affiliation {
    Affiliation {
        id: row.id.into(),
        person_id: row.person_id.into(),
        institution_id: row.institution_id.into(),
        position_title: row.position_title,
        is_head: row.is_head,
        from: row.from_date,
        to: row.to_date,
        version: row.version,
    }
}
