//! Finders of programmes and their parts, and who may know of them.

use crate::ctx::WriteTx;
use crate::db::lock_row;
use crate::error::{DomainError, Result};
use crate::policy::{Action, Actor, Principal, Scope, allows};
use obrady_entity::{objective, programme};
use obrady_types::identity::Role;
use obrady_types::programmes::{ProgrammeScope, ProgrammeState};
use obrady_types::{BodyId, MeetingId, ObjectiveId, ProgrammeId, RegionId, TopicId};
use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect, QueryTrait, Select};
use serde::Serialize;
use std::collections::BTreeMap;
use uuid::Uuid;

/// Which programmes to list.
#[derive(Clone, Debug, Default, Serialize)]
pub struct ProgrammeFilter {
    /// Of one region.
    pub region_id: Option<RegionId>,
    /// Of one scope.
    pub scope: Option<ProgrammeScope>,
    /// In one state.
    pub state: Option<ProgrammeState>,
    /// Whose period has this year.
    pub year: Option<i32>,
    /// Whose title contains this, whatever the case and the diacritics.
    pub q: Option<String>,
}

/// Which relations to list.
#[derive(Clone, Debug, Default, Serialize)]
pub struct RelationFilter {
    /// From or to this programme.
    pub programme_id: Option<ProgrammeId>,
    /// Between programmes of one region.
    pub region_id: Option<RegionId>,
}

/// Which links to list.
#[derive(Clone, Debug, Default, Serialize)]
pub struct TopicLinkFilter {
    /// Of one programme.
    pub programme_id: Option<ProgrammeId>,
    /// To one topic.
    pub topic_id: Option<TopicId>,
    /// To topics of one body.
    pub body_id: Option<BodyId>,
    /// To topics on the agenda of one meeting, as far as the caller reads it.
    pub meeting_id: Option<MeetingId>,
}

/// The scope of a programme's row.
pub(super) fn scope_of(row: &programme::Model) -> Scope {
    Scope::programme(row.region_id, row.id)
}

/// A programme's row, also of one that nobody knows of yet.
pub(crate) async fn find_programme<C: ConnectionTrait>(conn: &C, id: ProgrammeId) -> Result<Option<programme::Model>> {
    Ok(programme::Entity::find_by_id(Uuid::from(id)).one(conn).await?)
}

/// A programme that the actor may know of: a concept exists only for those who edit it.
pub(super) async fn get_visible<C: ConnectionTrait>(
    conn: &C,
    actor: &Actor,
    id: impl Into<ProgrammeId>,
) -> Result<programme::Model> {
    let row = find_programme(conn, id.into()).await?.ok_or(DomainError::NotFound)?;
    visible(actor, row)
}

fn visible(actor: &Actor, row: programme::Model) -> Result<programme::Model> {
    if row.announced_at.is_none() && !allows(actor, Action::EditProgramme, &scope_of(&row)) {
        return Err(DomainError::NotFound);
    }
    Ok(row)
}

/// A programme that is about to be changed in any of its parts, kept from changes by others until the transaction
/// ends. Somebody unknown is refused before anything is looked up.
pub(super) async fn editable(tx: &WriteTx, id: impl Into<ProgrammeId>) -> Result<programme::Model> {
    tx.actor.refuse_anonymous()?;
    let row = lock_row::<programme::Entity>(tx.conn(), id.into()).await?;
    let row = visible(&tx.actor, row)?;
    tx.require(Action::EditProgramme, &scope_of(&row))?;
    Ok(row)
}

/// Programmes that the actor may know of.
pub(super) fn programmes_visible_to(actor: &Actor) -> Select<programme::Entity> {
    use programme::Column;
    let operator = actor.grants.iter().any(|grant| grant.role == Role::Operator);
    if operator || actor.principal == Principal::System {
        return programme::Entity::find();
    }
    let mut regions: Vec<RegionId> = actor.grants.iter().filter_map(|grant| grant.region_id).collect();
    regions.retain(|region| allows(actor, Action::ManageProgrammes, &Scope::region(*region)));
    let own = actor.grants.iter().filter_map(|grant| grant.programme_id);
    let known = Condition::any()
        .add(Column::AnnouncedAt.is_not_null())
        .add(Column::RegionId.is_in(regions.into_iter().map(Uuid::from)))
        .add(Column::Id.is_in(own.map(Uuid::from)));
    programme::Entity::find().filter(known)
}

/// That the programme that a row refers to is one that the actor may know of.
pub(super) fn refers_to_visible<E: EntityTrait>(actor: &Actor, entity: E, reference: E::Column) -> Expr {
    let same = Expr::col((programme::Entity, programme::Column::Id)).equals((entity, reference));
    Expr::exists(programmes_visible_to(actor).select_only().expr(Expr::val(1)).filter(same).into_query())
}

/// Rows of these programmes.
pub(super) async fn programmes_by_id<C: ConnectionTrait>(
    conn: &C,
    ids: impl IntoIterator<Item = Uuid>,
) -> Result<BTreeMap<Uuid, programme::Model>> {
    let rows = programme::Entity::find().filter(programme::Column::Id.is_in(ids)).all(conn).await?;
    Ok(rows.into_iter().map(|row| (row.id, row)).collect())
}

/// All goals of a programme.
pub(super) async fn objectives_of<C: ConnectionTrait>(conn: &C, programme: Uuid) -> Result<Vec<objective::Model>> {
    Ok(objective::Entity::find().filter(objective::Column::ProgrammeId.eq(programme)).all(conn).await?)
}

/// A goal's row.
pub(super) async fn get_objective_row<C: ConnectionTrait>(conn: &C, id: ObjectiveId) -> Result<objective::Model> {
    objective::Entity::find_by_id(Uuid::from(id)).one(conn).await?.ok_or(DomainError::NotFound)
}

/// Refuses a goal that the programme does not have.
pub(super) async fn check_objective<C: ConnectionTrait>(
    conn: &C,
    programme: Uuid,
    objective: Option<ObjectiveId>,
) -> Result<()> {
    let Some(id) = objective else { return Ok(()) };
    let found = objective::Entity::find_by_id(Uuid::from(id)).one(conn).await?;
    found.filter(|row| row.programme_id == programme).ok_or_else(|| DomainError::field("/objective_id", "invalid"))?;
    Ok(())
}
