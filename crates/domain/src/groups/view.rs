//! Rows of bodies, memberships and topics as views.

use crate::error::Result;
use crate::words::of_word;
use obrady_entity::{body, membership, person, topic};
use obrady_types::groups::{Body, FuzzyPeriod, Membership, Topic};

pub(super) fn body(row: body::Model) -> Result<Body> {
    Ok(Body {
        id: row.id.into(),
        region_id: row.region_id.into(),
        kind: of_word(&row.kind)?,
        group_kind: row.group_kind.as_deref().map(of_word).transpose()?,
        name: row.name,
        purpose: row.purpose,
        host_institution_id: row.host_institution_id.map(Into::into),
        state: of_word(&row.state)?,
        established_on: row.established_on,
        dissolved_on: row.dissolved_on,
        default_item_minutes: row.default_item_minutes,
        version: row.version,
    })
}

pub(super) fn membership(row: membership::Model, person: &person::Model) -> Result<Membership> {
    Ok(Membership {
        id: row.id.into(),
        body_id: row.body_id.into(),
        person_id: row.person_id.into(),
        person_name: format!("{} {}", person.first_name, person.last_name),
        institution_id: row.institution_id.map(Into::into),
        capacity: of_word(&row.capacity)?,
        from: row.from_date,
        to: row.to_date,
        version: row.version,
    })
}

pub(super) fn topic(row: topic::Model) -> Result<Topic> {
    let planned = match (row.planned_from, &row.planned_precision) {
        (Some(from), Some(precision)) => Some(FuzzyPeriod { from, precision: of_word(precision)? }),
        _ => None,
    };
    Ok(Topic {
        id: row.id.into(),
        body_id: row.body_id.into(),
        title: row.title,
        sub_points: serde_json::from_str(&row.sub_points)?,
        priority: row.priority,
        source: of_word(&row.source)?,
        planned,
        carried_count: row.carried_count,
        carried_from: row.carried_from_id.map(Into::into),
        state: of_word(&row.state)?,
        version: row.version,
    })
}
