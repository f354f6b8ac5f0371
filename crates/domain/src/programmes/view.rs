//! Rows of programmes and their parts as views.

use super::query::scope_of;
use crate::error::Result;
use crate::policy::{Action, Actor, allows};
use crate::words::of_word;
use obrady_entity::{initiative, objective, programme, programme_version, recommendation};
use obrady_rules::programmes::{Goal, in_order, progress};
use obrady_types::ObjectiveId;
use obrady_types::programmes::{Initiative, Objective, Programme, ProgrammeVersion, Recommendation};

pub(super) fn programme(actor: &Actor, row: programme::Model) -> Result<Programme> {
    let editable = allows(actor, Action::EditProgramme, &scope_of(&row));
    Ok(Programme {
        id: row.id.into(),
        region_id: row.region_id.into(),
        scope: of_word(&row.scope)?,
        title: row.title,
        period_from: row.period_from,
        period_to: row.period_to,
        owner_institution_id: row.owner_institution_id.map(Into::into),
        owner_unit: row.owner_unit,
        drafted_by: row.drafted_by,
        legal_basis: row.legal_basis,
        assumptions: row.assumptions,
        diagnosis_title: row.diagnosis_title,
        diagnosis: row.diagnosis,
        state: of_word(&row.state)?,
        editable,
        synthetic: row.synthetic,
        version: row.version,
    })
}

pub(super) fn version(row: programme_version::Model) -> Result<ProgrammeVersion> {
    Ok(ProgrammeVersion {
        id: row.id.into(),
        programme_id: row.programme_id.into(),
        number: row.number,
        summary: row.summary,
        adopted_by: row.adopted_by.as_deref().map(of_word).transpose()?,
        resolution_number: row.resolution_number,
        resolution_date: row.resolution_date,
        in_force_from: row.in_force_from,
        in_force_to: row.in_force_to,
        synthetic: row.synthetic,
        version: row.version,
    })
}

/// A goal as the rules see it.
pub(super) fn goal(row: &objective::Model) -> Result<Goal> {
    Ok(Goal {
        id: row.id.into(),
        parent_id: row.parent_id.map(Into::into),
        level: of_word(&row.level)?,
        status: row.status.as_deref().map(of_word).transpose()?,
        position: row.position,
    })
}

/// All goals of a programme in the order of the page, each with what follows from its parts.
pub(super) fn objectives(rows: &[objective::Model]) -> Result<Vec<Objective>> {
    let goals = rows.iter().map(goal).collect::<Result<Vec<Goal>>>()?;
    let known = progress(&goals);
    let ordered = in_order(&goals).into_iter().filter_map(|place| Some((rows.get(place)?, goals.get(place)?)));
    let view = |(row, goal): (&objective::Model, &Goal)| {
        let progress = known.get(&goal.id).copied().unwrap_or_default();
        Objective {
            id: goal.id,
            programme_id: row.programme_id.into(),
            parent_id: goal.parent_id,
            code: row.code.clone(),
            level: goal.level,
            title: row.title.clone(),
            description: row.description.clone(),
            position: row.position,
            status: progress.status,
            derived: progress.derived,
            done: progress.done,
            total: progress.total,
            version: row.version,
        }
    };
    Ok(ordered.map(view).collect())
}

/// One goal among all of its programme.
pub(super) fn objective(rows: &[objective::Model], id: ObjectiveId) -> Result<Option<Objective>> {
    Ok(objectives(rows)?.into_iter().find(|goal| goal.id == id))
}

pub(super) fn recommendation(row: recommendation::Model) -> Result<Recommendation> {
    Ok(Recommendation {
        id: row.id.into(),
        programme_id: row.programme_id.into(),
        number: row.number,
        title: row.title,
        description: row.description,
        objective_id: row.objective_id.map(Into::into),
        version: row.version,
    })
}

pub(super) fn initiative(row: initiative::Model) -> Result<Initiative> {
    Ok(Initiative {
        id: row.id.into(),
        programme_id: row.programme_id.into(),
        number: row.number,
        name: row.name,
        leader: row.leader,
        from: row.from_date,
        to: row.to_date,
        status: row.status.as_deref().map(of_word).transpose()?,
        objective_id: row.objective_id.map(Into::into),
        version: row.version,
    })
}
