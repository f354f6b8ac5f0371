//! Rows of the directory as views.

use crate::error::Result;
use crate::words::of_word;
use obrady_entity::{affiliation, institution, person, region};
use obrady_types::directory::{Affiliation, Institution, Person, Region};

pub(super) fn region(row: region::Model) -> Region {
    Region { id: row.id.into(), teryt: row.teryt, name: row.name }
}

pub(super) fn institution(row: institution::Model) -> Result<Institution> {
    Ok(Institution {
        id: row.id.into(),
        region_id: row.region_id.into(),
        kind: of_word(&row.kind)?,
        name: row.name,
        teryt_county: row.teryt_county,
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
