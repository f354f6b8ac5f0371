//! Finders of the directory, and the filters of its lists.

use crate::error::{DomainError, Result};
use chrono::NaiveDate;
use obrady_entity::{affiliation, commune, county, institution, person, region};
use obrady_types::directory::{InstitutionKind, InstitutionStatus};
use obrady_types::{InstitutionId, PersonId, RegionId};
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, Select};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

/// Which institutions to list.
#[derive(Clone, Debug, Default, Serialize)]
pub struct InstitutionFilter {
    /// Of one region.
    pub region_id: Option<RegionId>,
    /// Of one kind.
    pub kind: Option<InstitutionKind>,
    /// Of one county, as a TERYT code of four digits.
    pub teryt_county: Option<String>,
    /// Of one commune, as a TERYT code of seven digits.
    pub teryt_commune: Option<String>,
    /// In this state today.
    pub status: Option<InstitutionStatus>,
    /// Whose work this one took over.
    pub successor_id: Option<InstitutionId>,
    /// Whose name or town contains this, whatever the case and the diacritics.
    pub q: Option<String>,
}

/// Which people to list.
#[derive(Clone, Debug, Default, Serialize)]
pub struct PersonFilter {
    /// Of one region.
    pub region_id: Option<RegionId>,
    /// Whose name contains this, whatever the case and the diacritics.
    pub q: Option<String>,
}

/// Which affiliations to list.
#[derive(Clone, Debug, Default, Serialize)]
pub struct AffiliationFilter {
    /// Of one person.
    pub person_id: Option<PersonId>,
    /// At one institution.
    pub institution_id: Option<InstitutionId>,
}

/// All regions.
pub(super) fn regions() -> Select<region::Entity> {
    region::Entity::find()
}

/// All counties.
pub(super) fn counties() -> Select<county::Entity> {
    county::Entity::find()
}

/// All communes.
pub(super) fn communes() -> Select<commune::Entity> {
    commune::Entity::find()
}

/// The institutions that are in a state on a day.
pub(super) fn in_status(status: InstitutionStatus, today: NaiveDate) -> Condition {
    use institution::Column;
    let closed = Condition::all().add(Column::ClosedOn.lte(today));
    match status {
        InstitutionStatus::Active => Condition::any().add(Column::ClosedOn.is_null()).add(Column::ClosedOn.gt(today)),
        InstitutionStatus::Closed => closed.add(Column::SuccessorId.is_null()),
        InstitutionStatus::Merged => closed.add(Column::SuccessorId.is_not_null()),
    }
}

/// All institutions; they are public.
pub(super) fn institutions() -> Select<institution::Entity> {
    institution::Entity::find()
}

/// All people; what the caller may not know of is filtered by the use case.
pub(super) fn people() -> Select<person::Entity> {
    person::Entity::find()
}

/// All affiliations; what the caller may not know of is filtered by the use case.
pub(super) fn affiliations() -> Select<affiliation::Entity> {
    affiliation::Entity::find()
}

pub(crate) async fn find_region<C: ConnectionTrait>(conn: &C, id: RegionId) -> Result<Option<region::Model>> {
    Ok(region::Entity::find_by_id(Uuid::from(id)).one(conn).await?)
}

pub(crate) async fn find_institution<C: ConnectionTrait>(
    conn: &C,
    id: InstitutionId,
) -> Result<Option<institution::Model>> {
    Ok(institution::Entity::find_by_id(Uuid::from(id)).one(conn).await?)
}

pub(crate) async fn find_person<C: ConnectionTrait>(conn: &C, id: PersonId) -> Result<Option<person::Model>> {
    Ok(person::Entity::find_by_id(Uuid::from(id)).one(conn).await?)
}

pub(crate) async fn get_person_row<C: ConnectionTrait>(conn: &C, id: PersonId) -> Result<person::Model> {
    find_person(conn, id).await?.ok_or(DomainError::NotFound)
}

/// The people of these ids.
pub(crate) async fn person_names<C: ConnectionTrait>(
    conn: &C,
    ids: impl IntoIterator<Item = Uuid>,
) -> Result<BTreeMap<Uuid, person::Model>> {
    let rows = people().filter(person::Column::Id.is_in(ids)).all(conn).await?;
    Ok(rows.into_iter().map(|row| (row.id, row)).collect())
}

/// The institutions of these ids.
pub(crate) async fn institution_names<C: ConnectionTrait>(
    conn: &C,
    ids: impl IntoIterator<Item = Uuid>,
) -> Result<BTreeMap<Uuid, institution::Model>> {
    let rows = institutions().filter(institution::Column::Id.is_in(ids)).all(conn).await?;
    Ok(rows.into_iter().map(|row| (row.id, row)).collect())
}

/// The counties of these institutions, by code.
pub(crate) async fn counties_of<C: ConnectionTrait>(
    conn: &C,
    institutions: impl IntoIterator<Item = &institution::Model>,
) -> Result<BTreeMap<String, county::Model>> {
    let codes: BTreeSet<&str> = institutions.into_iter().filter_map(|row| row.teryt_county.as_deref()).collect();
    let rows = county::Entity::find().filter(county::Column::Teryt.is_in(codes)).all(conn).await?;
    Ok(rows.into_iter().map(|row| (row.teryt.clone(), row)).collect())
}

/// The communes of these institutions, by code.
pub(super) async fn communes_of<C: ConnectionTrait>(
    conn: &C,
    institutions: impl IntoIterator<Item = &institution::Model>,
) -> Result<BTreeMap<String, commune::Model>> {
    let codes: BTreeSet<&str> = institutions.into_iter().filter_map(|row| row.teryt_commune.as_deref()).collect();
    let rows = commune::Entity::find().filter(commune::Column::Teryt.is_in(codes)).all(conn).await?;
    Ok(rows.into_iter().map(|row| (row.teryt.clone(), row)).collect())
}

/// The posts of a person as head of an institution, at any time.
pub(crate) async fn headships<C: ConnectionTrait>(
    conn: &C,
    institution_id: Uuid,
    person_id: Uuid,
) -> Result<Vec<affiliation::Model>> {
    use affiliation::Column;
    let rows = affiliations()
        .filter(Column::InstitutionId.eq(institution_id))
        .filter(Column::PersonId.eq(person_id))
        .filter(Column::IsHead.eq(true));
    Ok(rows.all(conn).await?)
}

/// The heads of these institutions on a day, by institution.
pub(crate) async fn heads_on<C: ConnectionTrait>(
    conn: &C,
    institution_ids: impl IntoIterator<Item = Uuid>,
    on: NaiveDate,
) -> Result<BTreeMap<Uuid, affiliation::Model>> {
    use affiliation::Column;
    let rows = affiliations()
        .filter(Column::InstitutionId.is_in(institution_ids))
        .filter(Column::IsHead.eq(true))
        .filter(Column::FromDate.lte(on))
        .filter(Condition::any().add(Column::ToDate.is_null()).add(Column::ToDate.gt(on)))
        .all(conn)
        .await?;
    Ok(rows.into_iter().map(|row| (row.institution_id, row)).collect())
}
