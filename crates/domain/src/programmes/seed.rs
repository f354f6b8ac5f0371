//! Rows of programmes and their parts; use cases and seeding write them through the same functions.

use super::fields::trimmed;
use crate::ctx::WriteTx;
use crate::error::Result;
use crate::events::Change;
use crate::polish::{fold, sort_key};
use crate::words::word;
pub use obrady_entity::programme::Model as ProgrammeRow;
use obrady_entity::{
    initiative, objective, objective_match, programme, programme_relation, programme_version, recommendation,
    topic_link,
};
use obrady_types::programmes::{
    IndicatorCreate, InitiativeCreate, ObjectiveCreate, ObjectiveMatchKind, ProgrammeCreate, ProgrammeRelationKind,
    ProgrammeState, ProgrammeVersionCreate, RecommendationCreate, TopicLinkCreate,
};
use obrady_types::{ObjectiveId, ProgrammeId, RegionId};
use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, QueryFilter, QueryOrder, Set};
use serde_json::json;
use uuid::Uuid;

/// Writes a programme in a state.
///
/// # Errors
/// Failures of the database.
pub async fn insert_programme(
    tx: &WriteTx,
    region_id: RegionId,
    input: ProgrammeCreate,
    state: ProgrammeState,
    synthetic: bool,
) -> Result<ProgrammeRow> {
    let title = input.title.trim().to_owned();
    let row = programme::ActiveModel {
        id: Set(tx.new_id()),
        region_id: Set(region_id.into()),
        scope: Set(word(&input.scope)?),
        sort_key: Set(sort_key(&[&title])),
        search: Set(fold(&title)),
        title: Set(title),
        period_from: Set(input.period_from),
        period_to: Set(input.period_to),
        owner_institution_id: Set(input.owner_institution_id.map(Into::into)),
        owner_unit: Set(trimmed(input.owner_unit)),
        drafted_by: Set(trimmed(input.drafted_by)),
        legal_basis: Set(input.legal_basis.trim().to_owned()),
        assumptions: Set(input.assumptions.trim().to_owned()),
        diagnosis_title: Set(trimmed(input.diagnosis_title)),
        diagnosis: Set(input.diagnosis.trim().to_owned()),
        state: Set(word(&state)?),
        announced_at: Set((state != ProgrammeState::Concept).then_some(tx.now)),
        synthetic: Set(synthetic),
        version: Set(1),
    };
    let row = row.insert(tx.conn()).await?;
    let change = Change::of("programme.created", "programme", row.id, 1).in_region(region_id);
    tx.record(change.with(json!({ "title": row.title, "scope": input.scope }))).await?;
    Ok(row)
}

/// Writes a version with the next number.
///
/// # Errors
/// `programme_version_overlap`.
pub async fn insert_version(
    tx: &WriteTx,
    programme: &ProgrammeRow,
    input: ProgrammeVersionCreate,
    synthetic: bool,
) -> Result<programme_version::Model> {
    use programme_version::Column;
    let last = programme_version::Entity::find().filter(Column::ProgrammeId.eq(programme.id));
    let last = last.order_by_desc(Column::Number).one(tx.conn()).await?;
    let row = programme_version::ActiveModel {
        id: Set(tx.new_id()),
        programme_id: Set(programme.id),
        number: Set(last.map_or(1, |last| last.number + 1)),
        summary: Set(input.summary.trim().to_owned()),
        adopted_by: Set(input.adopted_by.as_ref().map(word).transpose()?),
        resolution_number: Set(trimmed(input.resolution_number)),
        resolution_date: Set(input.resolution_date),
        in_force_from: Set(input.in_force_from),
        in_force_to: Set(input.in_force_to),
        synthetic: Set(synthetic),
        version: Set(1),
    };
    let row = row.insert(tx.conn()).await?;
    let change = Change::of("programme_version.created", "programme_version", row.id, 1);
    let detail = json!({ "programme_id": row.programme_id, "number": row.number });
    tx.record(change.in_region(RegionId(programme.region_id)).with(detail)).await?;
    Ok(row)
}

/// Writes a goal at a position among its siblings.
///
/// # Errors
/// `objective_code_taken`.
pub async fn insert_objective(
    tx: &WriteTx,
    programme: &ProgrammeRow,
    id: ObjectiveId,
    position: i32,
    input: ObjectiveCreate,
) -> Result<()> {
    let row = objective::ActiveModel {
        id: Set(id.into()),
        programme_id: Set(programme.id),
        parent_id: Set(input.parent_id.map(Into::into)),
        code: Set(input.code.trim().to_owned()),
        level: Set(word(&input.level)?),
        title: Set(input.title.trim().to_owned()),
        description: Set(input.description.trim().to_owned()),
        status: Set(input.status.as_ref().map(word).transpose()?),
        position: Set(position),
        version: Set(1),
    };
    let row = row.insert(tx.conn()).await?;
    super::objectives::record(tx, "objective.created", programme, &row).await
}

/// Writes a recommendation with the next number.
///
/// # Errors
/// Failures of the database.
pub async fn insert_recommendation(
    tx: &WriteTx,
    programme: &ProgrammeRow,
    input: RecommendationCreate,
) -> Result<recommendation::Model> {
    use recommendation::Column;
    let last = recommendation::Entity::find().filter(Column::ProgrammeId.eq(programme.id));
    let last = last.order_by_desc(Column::Number).one(tx.conn()).await?;
    let row = recommendation::ActiveModel {
        id: Set(tx.new_id()),
        programme_id: Set(programme.id),
        number: Set(last.map_or(1, |last| last.number + 1)),
        title: Set(input.title.trim().to_owned()),
        description: Set(input.description.trim().to_owned()),
        objective_id: Set(input.objective_id.map(Into::into)),
        version: Set(1),
    };
    let row = row.insert(tx.conn()).await?;
    let change = Change::of("recommendation.created", "recommendation", row.id, 1);
    let detail = json!({ "programme_id": row.programme_id, "number": row.number });
    tx.record(change.in_region(RegionId(programme.region_id)).with(detail)).await?;
    Ok(row)
}

/// Writes an initiative, the last of its programme.
///
/// # Errors
/// Failures of the database.
pub async fn insert_initiative(
    tx: &WriteTx,
    programme: &ProgrammeRow,
    input: InitiativeCreate,
) -> Result<initiative::Model> {
    use initiative::Column;
    let last = initiative::Entity::find().filter(Column::ProgrammeId.eq(programme.id));
    let last = last.order_by_desc(Column::Number).one(tx.conn()).await?;
    let row = initiative::ActiveModel {
        id: Set(tx.new_id()),
        programme_id: Set(programme.id),
        number: Set(last.map_or(1, |last| last.number + 1)),
        name: Set(input.name.trim().to_owned()),
        leader: Set(trimmed(input.leader)),
        from_date: Set(input.from),
        to_date: Set(input.to),
        status: Set(input.status.as_ref().map(word).transpose()?),
        objective_id: Set(input.objective_id.map(Into::into)),
        version: Set(1),
    };
    let row = row.insert(tx.conn()).await?;
    let change = Change::of("initiative.created", "initiative", row.id, 1);
    let detail = json!({ "programme_id": row.programme_id, "name": row.name });
    tx.record(change.in_region(RegionId(programme.region_id)).with(detail)).await?;
    Ok(row)
}

/// Writes a relation.
///
/// # Errors
/// `already_exists`.
pub async fn insert_relation(
    tx: &WriteTx,
    from: &ProgrammeRow,
    to: ProgrammeId,
    kind: ProgrammeRelationKind,
    note: Option<String>,
) -> Result<programme_relation::Model> {
    let row = programme_relation::ActiveModel {
        id: Set(tx.new_id()),
        from_id: Set(from.id),
        to_id: Set(to.into()),
        kind: Set(word(&kind)?),
        note: Set(note),
    };
    let row = row.insert(tx.conn()).await?;
    let change = Change::of("programme_relation.created", "programme_relation", row.id, 1);
    let detail = json!({ "from_id": row.from_id, "to_id": row.to_id, "kind": kind });
    tx.record(change.in_region(RegionId(from.region_id)).with(detail)).await?;
    Ok(row)
}

/// Writes a match of two goals.
///
/// # Errors
/// `already_exists`.
pub async fn insert_match(
    tx: &WriteTx,
    programme: &ProgrammeRow,
    objective: ObjectiveId,
    other: ObjectiveId,
    kind: ObjectiveMatchKind,
    note: Option<String>,
) -> Result<objective_match::Model> {
    let row = objective_match::ActiveModel {
        id: Set(tx.new_id()),
        objective_id: Set(objective.into()),
        other_id: Set(other.into()),
        kind: Set(word(&kind)?),
        note: Set(note),
    };
    let row = row.insert(tx.conn()).await?;
    let change = Change::of("objective_match.created", "objective_match", row.id, 1);
    let detail = json!({ "objective_id": row.objective_id, "other_id": row.other_id, "kind": kind });
    tx.record(change.in_region(RegionId(programme.region_id)).with(detail)).await?;
    Ok(row)
}

/// Writes a link to a topic.
///
/// # Errors
/// `already_exists`.
pub async fn insert_topic_link(
    tx: &WriteTx,
    programme: &ProgrammeRow,
    input: &TopicLinkCreate,
) -> Result<topic_link::Model> {
    let id: Uuid = tx.new_id();
    let row = topic_link::ActiveModel {
        id: Set(id),
        programme_id: Set(programme.id),
        objective_id: Set(input.objective_id.map(Into::into)),
        recommendation_id: Set(input.recommendation_id.map(Into::into)),
        initiative_id: Set(input.initiative_id.map(Into::into)),
        topic_id: Set(input.topic_id.into()),
    };
    let row = row.insert(tx.conn()).await?;
    let change = Change::of("topic_link.created", "topic_link", id, 1);
    let detail = json!({ "programme_id": row.programme_id, "topic_id": row.topic_id });
    tx.record(change.in_region(RegionId(programme.region_id)).with(detail)).await?;
    Ok(row)
}

/// Writes an indicator of a goal, the last there.
///
/// # Errors
/// Failures of the database.
pub async fn insert_indicator(
    tx: &WriteTx,
    programme: &ProgrammeRow,
    objective_id: ObjectiveId,
    input: IndicatorCreate,
    synthetic: bool,
) -> Result<()> {
    super::indicators::insert(tx, programme, objective_id, input, synthetic).await.map(|_| ())
}
