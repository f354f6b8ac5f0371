//! Rows of bodies, memberships and topics as views.

use crate::error::Result;
use crate::words::of_word;
use obrady_entity::{body, institution, membership, person, topic, work_plan, work_plan_entry};
use obrady_types::covers::BodyRef;
use obrady_types::groups::{Body, FuzzyPeriod, Membership, Topic};
use obrady_types::work_plans::{WorkPlan, WorkPlanEntry};

pub(super) fn body(row: body::Model) -> Result<Body> {
    Ok(Body {
        id: row.id.into(),
        region_id: row.region_id.into(),
        kind: of_word(&row.kind)?,
        group_kind: row.group_kind.as_deref().map(of_word).transpose()?,
        name: row.name,
        purpose: row.purpose,
        host_institution_id: row.host_institution_id.map(Into::into),
        parent_id: row.parent_id.map(Into::into),
        topic_areas: serde_json::from_str(&row.topic_areas)?,
        state: of_word(&row.state)?,
        established_on: row.established_on,
        dissolved_on: row.dissolved_on,
        default_item_minutes: row.default_item_minutes,
        version: row.version,
    })
}

pub(crate) fn body_ref(row: &body::Model) -> Result<BodyRef> {
    Ok(BodyRef { id: row.id.into(), name: row.name.clone(), kind: of_word(&row.kind)? })
}

pub(super) fn membership(
    row: membership::Model,
    person: &person::Model,
    institution: Option<&institution::Model>,
) -> Result<Membership> {
    Ok(Membership {
        id: row.id.into(),
        body_id: row.body_id.into(),
        person_id: row.person_id.into(),
        person_name: format!("{} {}", person.first_name, person.last_name),
        institution_id: row.institution_id.map(Into::into),
        institution_name: institution.map(|institution| institution.name.clone()),
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

pub(super) fn work_plan(row: work_plan::Model, entries: Vec<WorkPlanEntry>) -> WorkPlan {
    WorkPlan {
        id: row.id.into(),
        body_id: row.body_id.into(),
        region_id: row.region_id.into(),
        year: row.year,
        entries,
        version: row.version,
    }
}

pub(super) fn work_plan_entry(row: work_plan_entry::Model, topic: &topic::Model) -> Result<WorkPlanEntry> {
    Ok(WorkPlanEntry {
        id: row.id.into(),
        plan_id: row.plan_id.into(),
        topic_id: row.topic_id.into(),
        topic_title: topic.title.clone(),
        topic_state: of_word(&topic.state)?,
        position: row.position,
        planned: FuzzyPeriod { from: row.planned_from, precision: of_word(&row.planned_precision)? },
        deliverable: row.deliverable,
        note: row.note,
        meetings: serde_json::from_str(&row.meetings)?,
        version: row.version,
    })
}
