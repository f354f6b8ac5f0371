//! Finders of bodies, memberships and topics.

use crate::db::lock_row;
use crate::error::{DomainError, Result};
use chrono::NaiveDate;
use obrady_entity::{body, membership, topic};
use obrady_types::groups::{BodyKind, BodyState};
use obrady_types::{BodyId, ErrorCode, RegionId};
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, Select};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

/// Which bodies to list.
#[derive(Clone, Debug, Default, Serialize)]
pub struct BodyFilter {
    /// Of one region.
    pub region_id: Option<RegionId>,
    /// Of one kind.
    pub kind: Option<BodyKind>,
    /// That belong to this one.
    pub parent_id: Option<BodyId>,
    /// In one state.
    pub state: Option<BodyState>,
    /// Whose name contains this, whatever the case and the diacritics.
    pub q: Option<String>,
}

/// All bodies; they are public.
pub(super) fn bodies() -> Select<body::Entity> {
    body::Entity::find()
}

/// Memberships of a body.
pub(super) fn memberships_of(body: BodyId) -> Select<membership::Entity> {
    membership::Entity::find().filter(membership::Column::BodyId.eq(Uuid::from(body)))
}

/// Memberships of a body on a day.
pub(crate) async fn members_on<C: ConnectionTrait>(
    conn: &C,
    body: BodyId,
    on: NaiveDate,
) -> Result<Vec<membership::Model>> {
    use membership::Column;
    let members = memberships_of(body)
        .filter(Column::FromDate.lte(on))
        .filter(Condition::any().add(Column::ToDate.is_null()).add(Column::ToDate.gt(on)));
    Ok(members.all(conn).await?)
}

/// Topics of a body.
pub(super) fn topics_of(body: BodyId) -> Select<topic::Entity> {
    topic::Entity::find().filter(topic::Column::BodyId.eq(Uuid::from(body)))
}

/// A body's row; bodies are public.
pub(crate) async fn get_body_row<C: ConnectionTrait>(conn: &C, id: BodyId) -> Result<body::Model> {
    body::Entity::find_by_id(Uuid::from(id)).one(conn).await?.ok_or(DomainError::NotFound)
}

/// A body's row, kept from changes by others until the transaction ends.
pub(crate) async fn get_body_row_locked<C: ConnectionTrait>(conn: &C, id: BodyId) -> Result<body::Model> {
    lock_row::<body::Entity>(conn, id).await
}

/// Which of these bodies are dissolved.
pub(crate) async fn dissolved_among<C: ConnectionTrait>(conn: &C, ids: BTreeSet<Uuid>) -> Result<BTreeSet<Uuid>> {
    if ids.is_empty() {
        return Ok(ids);
    }
    let dissolved = bodies().filter(body::Column::Id.is_in(ids)).filter(body::Column::DissolvedOn.is_not_null());
    Ok(dissolved.all(conn).await?.into_iter().map(|row| row.id).collect())
}

/// Rows of these bodies.
pub(crate) async fn bodies_by_id<C: ConnectionTrait>(
    conn: &C,
    ids: impl IntoIterator<Item = Uuid>,
) -> Result<BTreeMap<Uuid, body::Model>> {
    let rows = bodies().filter(body::Column::Id.is_in(ids)).all(conn).await?;
    Ok(rows.into_iter().map(|row| (row.id, row)).collect())
}

/// Rows of these topics.
pub(crate) async fn topics_by_id<C: ConnectionTrait>(
    conn: &C,
    ids: impl IntoIterator<Item = Uuid>,
) -> Result<BTreeMap<Uuid, topic::Model>> {
    let rows = topic::Entity::find().filter(topic::Column::Id.is_in(ids)).all(conn).await?;
    Ok(rows.into_iter().map(|row| (row.id, row)).collect())
}

/// A dissolved body accepts nothing new (I-11).
pub(crate) fn ensure_accepts_new(row: &body::Model) -> Result<()> {
    if row.state == "dissolved" { Err(ErrorCode::BodyDissolved.into()) } else { Ok(()) }
}
