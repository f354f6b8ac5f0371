//! Finders of trainings, editions and registrations, and who may see what.

use crate::error::{DomainError, Result};
use crate::policy::{Action, Actor, Principal, Scope, allows};
use chrono::NaiveDate;
use obrady_entity::{
    adviser, affiliation, edition_day, information_clause, person, practice_model, registration, trainer_assignment,
    training, training_attendance, training_edition, training_model,
};
use obrady_types::identity::Role;
use obrady_types::trainings::{EditionOrder, TrainingForm};
use obrady_types::{InstitutionId, PersonId, RegionId, TrainingEditionId, TrainingId};
use sea_orm::sea_query::Query;
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, FromQueryResult, QueryFilter, QueryOrder, QuerySelect, Select,
};
use serde::Serialize;
use std::collections::BTreeMap;
use uuid::Uuid;

/// Stored states of editions and registrations.
pub(super) const DRAFT: &str = "draft";
pub(super) const PUBLISHED: &str = "published";
pub(super) const EDITION_CANCELLED: &str = "cancelled";
pub(super) const CONFIRMED: &str = "confirmed";
pub(super) const WAITING: &str = "waiting";
pub(super) const CANCELLED: &str = "cancelled";

/// Which trainings to list.
#[derive(Clone, Debug, Default, Serialize)]
pub struct TrainingFilter {
    /// Of one region.
    pub region_id: Option<RegionId>,
    /// Of one form.
    pub form: Option<TrainingForm>,
    /// Whose title or topics contain this, whatever the case and the diacritics.
    pub q: Option<String>,
}

/// Which editions to list, and how.
#[derive(Clone, Debug, Default, Serialize)]
pub struct EditionFilter {
    /// Of one training.
    pub training_id: Option<TrainingId>,
    /// Of one region.
    pub region_id: Option<RegionId>,
    /// With a day on or after this one.
    pub from: Option<NaiveDate>,
    /// With a day on or before this one.
    pub to: Option<NaiveDate>,
    /// Whose title or topics contain this.
    pub q: Option<String>,
    /// Whose audiences contain this.
    pub audience: Option<String>,
    /// Only those that will take place and have places left.
    pub free: Option<bool>,
    /// Order.
    pub order: EditionOrder,
}

/// Which registrations to list.
#[derive(Clone, Debug, Default, Serialize)]
pub struct RegistrationFilter {
    /// For one edition.
    pub edition_id: Option<TrainingEditionId>,
    /// Of one person.
    pub person_id: Option<PersonId>,
    /// Of people of one institution.
    pub institution_id: Option<InstitutionId>,
}

/// Whether the actor manages the trainings of a region.
pub(super) fn manages(actor: &Actor, region_id: Uuid) -> bool {
    allows(actor, Action::ManageTrainings, &Scope::region(region_id))
}

/// The regions whose trainings the actor manages; nothing means all of them.
fn managed(actor: &Actor) -> Option<Vec<Uuid>> {
    if actor.principal == Principal::System || actor.grants.iter().any(|grant| grant.role == Role::Operator) {
        return None;
    }
    let mut regions: Vec<RegionId> = actor.grants.iter().filter_map(|grant| grant.region_id).collect();
    regions.extend(actor.region_id);
    let regions = regions.into_iter().map(Uuid::from);
    Some(regions.filter(|region| manages(actor, *region)).collect())
}

/// Trainings that the actor may know of: announced ones, and all of the regions that it manages.
pub(super) fn trainings_visible_to(actor: &Actor) -> Select<training::Entity> {
    use training::Column;
    let all = training::Entity::find();
    match managed(actor) {
        None => all,
        Some(regions) => {
            all.filter(Condition::any().add(Column::AnnouncedAt.is_not_null()).add(Column::RegionId.is_in(regions)))
        }
    }
}

/// Editions that the actor may know of.
pub(super) fn editions_visible_to(actor: &Actor) -> Select<training_edition::Entity> {
    use training_edition::Column;
    let all = training_edition::Entity::find();
    match managed(actor) {
        None => all,
        Some(regions) => {
            all.filter(Condition::any().add(Column::AnnouncedAt.is_not_null()).add(Column::RegionId.is_in(regions)))
        }
    }
}

/// Registrations that the actor may know of: its own, those of the institutions that it speaks for, confirmed ones of
/// the editions that it leads, and all of the regions that it manages.
pub(super) fn registrations_visible_to(actor: &Actor) -> Select<registration::Entity> {
    use registration::Column;
    let all = registration::Entity::find();
    let Some(regions) = managed(actor) else { return all };
    let spoken_for = actor.grants.iter().filter(|grant| grant.role == Role::InstitutionRepresentative);
    let spoken_for: Vec<Uuid> = spoken_for.filter_map(|grant| grant.institution_id.map(Uuid::from)).collect();
    let mut known = Condition::any().add(Column::RegionId.is_in(regions)).add(Column::InstitutionId.is_in(spoken_for));
    if let Some(person) = actor.person_id.map(Uuid::from) {
        let led = Query::select()
            .column(trainer_assignment::Column::EditionId)
            .from(trainer_assignment::Entity)
            .and_where(trainer_assignment::Column::AdviserId.in_subquery(adviser_of(person)))
            .to_owned();
        let led = Condition::all().add(Column::EditionId.in_subquery(led)).add(Column::State.eq(CONFIRMED));
        known = known.add(Column::PersonId.eq(person)).add(led);
    }
    all.filter(known)
}

fn adviser_of(person: Uuid) -> sea_orm::sea_query::SelectStatement {
    Query::select()
        .column(adviser::Column::Id)
        .from(adviser::Entity)
        .and_where(adviser::Column::PersonId.eq(person))
        .to_owned()
}

/// A training that the actor may know of.
pub(super) async fn get_training_row<C: ConnectionTrait>(
    conn: &C,
    actor: &Actor,
    id: TrainingId,
) -> Result<training::Model> {
    let row = training::Entity::find_by_id(Uuid::from(id)).one(conn).await?.ok_or(DomainError::NotFound)?;
    if row.announced_at.is_none() && !manages(actor, row.region_id) { Err(DomainError::NotFound) } else { Ok(row) }
}

/// An edition that the actor may know of.
pub(super) async fn get_edition_row<C: ConnectionTrait>(
    conn: &C,
    actor: &Actor,
    id: TrainingEditionId,
) -> Result<training_edition::Model> {
    let row = training_edition::Entity::find_by_id(Uuid::from(id)).one(conn).await?;
    visible(row.ok_or(DomainError::NotFound)?, actor)
}

/// The same, kept from changes by others until the transaction ends: every registration for it waits. Somebody
/// unknown is refused before anything is looked up.
pub(super) async fn lock_edition<C: ConnectionTrait>(
    conn: &C,
    actor: &Actor,
    id: TrainingEditionId,
) -> Result<training_edition::Model> {
    actor.refuse_anonymous()?;
    visible(crate::db::lock_row::<training_edition::Entity>(conn, id).await?, actor)
}

fn visible(row: training_edition::Model, actor: &Actor) -> Result<training_edition::Model> {
    if row.announced_at.is_none() && !manages(actor, row.region_id) { Err(DomainError::NotFound) } else { Ok(row) }
}

/// The trainings of these ids.
pub(super) async fn trainings_of<C: ConnectionTrait>(
    conn: &C,
    ids: impl IntoIterator<Item = Uuid>,
) -> Result<BTreeMap<Uuid, training::Model>> {
    let rows = training::Entity::find().filter(training::Column::Id.is_in(ids)).all(conn).await?;
    Ok(rows.into_iter().map(|row| (row.id, row)).collect())
}

/// The editions of these ids.
pub(super) async fn editions_of<C: ConnectionTrait>(
    conn: &C,
    ids: impl IntoIterator<Item = Uuid>,
) -> Result<BTreeMap<Uuid, training_edition::Model>> {
    let rows = training_edition::Entity::find().filter(training_edition::Column::Id.is_in(ids)).all(conn).await?;
    Ok(rows.into_iter().map(|row| (row.id, row)).collect())
}

/// Days of editions, in order.
pub(super) async fn days_of<C: ConnectionTrait>(
    conn: &C,
    editions: impl IntoIterator<Item = Uuid>,
) -> Result<Vec<edition_day::Model>> {
    use edition_day::Column;
    Ok(edition_day::Entity::find()
        .filter(Column::EditionId.is_in(editions))
        .order_by_asc(Column::Date)
        .all(conn)
        .await?)
}

/// Who leads editions, in order, with the advisers and their people.
pub(super) async fn trainers_of<C: ConnectionTrait>(
    conn: &C,
    editions: impl IntoIterator<Item = Uuid>,
) -> Result<Vec<(trainer_assignment::Model, adviser::Model, person::Model)>> {
    use trainer_assignment::Column;
    let rows = trainer_assignment::Entity::find().filter(Column::EditionId.is_in(editions));
    let rows = rows.order_by_asc(Column::Position).all(conn).await?;
    let advisers = adviser::Entity::find().filter(adviser::Column::Id.is_in(rows.iter().map(|row| row.adviser_id)));
    let advisers: BTreeMap<Uuid, adviser::Model> =
        advisers.all(conn).await?.into_iter().map(|row| (row.id, row)).collect();
    let people = crate::directory::person_names(conn, advisers.values().map(|row| row.person_id)).await?;
    Ok(rows
        .into_iter()
        .filter_map(|row| {
            let adviser = advisers.get(&row.adviser_id)?.clone();
            let person = people.get(&adviser.person_id)?.clone();
            Some((row, adviser, person))
        })
        .collect())
}

/// The models of these trainings, in order.
pub(super) async fn models_of<C: ConnectionTrait>(
    conn: &C,
    trainings: impl IntoIterator<Item = Uuid>,
) -> Result<Vec<(Uuid, practice_model::Model)>> {
    use training_model::Column;
    let links = training_model::Entity::find().filter(Column::TrainingId.is_in(trainings));
    let links = links.order_by_asc(Column::Position).all(conn).await?;
    let models = practice_model::Entity::find()
        .filter(practice_model::Column::Id.is_in(links.iter().map(|link| link.model_id)))
        .all(conn)
        .await?;
    let models: BTreeMap<Uuid, practice_model::Model> = models.into_iter().map(|row| (row.id, row)).collect();
    Ok(links.into_iter().filter_map(|link| Some((link.training_id, models.get(&link.model_id)?.clone()))).collect())
}

#[derive(FromQueryResult)]
struct Latest {
    region_id: Uuid,
    number: i32,
}

/// Numbers of the information clauses in force, by region.
pub(super) async fn clauses_in_force<C: ConnectionTrait>(
    conn: &C,
    regions: impl IntoIterator<Item = Uuid>,
) -> Result<BTreeMap<Uuid, i32>> {
    use information_clause::Column;
    let rows = information_clause::Entity::find()
        .select_only()
        .column(Column::RegionId)
        .column_as(Column::Number.max(), "number")
        .filter(Column::RegionId.is_in(regions))
        .group_by(Column::RegionId)
        .into_model::<Latest>()
        .all(conn)
        .await?;
    Ok(rows.into_iter().map(|row| (row.region_id, row.number)).collect())
}

/// Whether a person leads an edition.
pub(super) async fn leads<C: ConnectionTrait>(conn: &C, edition: Uuid, person: Uuid) -> Result<bool> {
    Ok(editions_led(conn, [edition], person).await?.contains(&edition))
}

/// Which of these editions a person leads.
pub(super) async fn editions_led<C: ConnectionTrait>(
    conn: &C,
    editions: impl IntoIterator<Item = Uuid>,
    person: Uuid,
) -> Result<Vec<Uuid>> {
    use trainer_assignment::Column;
    let rows = trainer_assignment::Entity::find()
        .filter(Column::EditionId.is_in(editions))
        .filter(Column::AdviserId.in_subquery(adviser_of(person)));
    Ok(rows.all(conn).await?.into_iter().map(|row| row.edition_id).collect())
}

/// The active registrations of a person for these editions.
pub(super) async fn active_of<C: ConnectionTrait>(
    conn: &C,
    editions: impl IntoIterator<Item = Uuid>,
    person: Uuid,
) -> Result<Vec<registration::Model>> {
    use registration::Column;
    let rows = registration::Entity::find()
        .filter(Column::EditionId.is_in(editions))
        .filter(Column::PersonId.eq(person))
        .filter(Column::State.ne(CANCELLED));
    Ok(rows.all(conn).await?)
}

/// Who waits for an edition, in order.
pub(super) async fn waiting_of<C: ConnectionTrait>(conn: &C, edition: Uuid) -> Result<Vec<registration::Model>> {
    use registration::Column;
    let rows = registration::Entity::find().filter(Column::EditionId.eq(edition)).filter(Column::State.eq(WAITING));
    Ok(rows.order_by_asc(Column::Seq).all(conn).await?)
}

/// Places on the waiting lists of these editions, from 1, by registration.
pub(super) async fn places_in<C: ConnectionTrait>(
    conn: &C,
    editions: impl IntoIterator<Item = Uuid>,
) -> Result<BTreeMap<Uuid, i32>> {
    use registration::Column;
    let rows: Vec<(Uuid, Uuid)> = registration::Entity::find()
        .select_only()
        .columns([Column::EditionId, Column::Id])
        .filter(Column::EditionId.is_in(editions))
        .filter(Column::State.eq(WAITING))
        .order_by_asc(Column::EditionId)
        .order_by_asc(Column::Seq)
        .into_tuple()
        .all(conn)
        .await?;
    let (mut of, mut place) = (None, 0);
    Ok(rows
        .into_iter()
        .map(|(edition, id)| {
            place = if of == Some(edition) { place + 1 } else { 1 };
            of = Some(edition);
            (id, place)
        })
        .collect())
}

#[derive(FromQueryResult)]
struct Held {
    institution_id: Option<Uuid>,
    held: i64,
}

/// Places that institutions have in an edition.
pub(super) async fn held_by_institutions<C: ConnectionTrait>(conn: &C, edition: Uuid) -> Result<BTreeMap<Uuid, i64>> {
    use registration::Column;
    let rows = registration::Entity::find()
        .select_only()
        .column(Column::InstitutionId)
        .column_as(Column::Id.count(), "held")
        .filter(Column::EditionId.eq(edition))
        .filter(Column::State.eq(CONFIRMED))
        .filter(Column::InstitutionId.is_not_null())
        .group_by(Column::InstitutionId)
        .into_model::<Held>()
        .all(conn)
        .await?;
    Ok(rows.into_iter().filter_map(|row| Some((row.institution_id?, row.held))).collect())
}

/// The posts of a person on a day.
pub(super) async fn posts_on<C: ConnectionTrait>(
    conn: &C,
    person: Uuid,
    on: NaiveDate,
) -> Result<Vec<affiliation::Model>> {
    let rows = affiliation::Entity::find().filter(affiliation::Column::PersonId.eq(person)).filter(in_force(on));
    Ok(rows.all(conn).await?)
}

/// Posts that are held on a day.
pub(super) fn in_force(on: NaiveDate) -> Condition {
    use affiliation::Column;
    Condition::all()
        .add(Column::FromDate.lte(on))
        .add(Condition::any().add(Column::ToDate.is_null()).add(Column::ToDate.gt(on)))
}

/// Marks of attendance of these registrations.
pub(super) async fn marks_of<C: ConnectionTrait>(
    conn: &C,
    registrations: impl IntoIterator<Item = Uuid>,
) -> Result<Vec<training_attendance::Model>> {
    use training_attendance::Column;
    Ok(training_attendance::Entity::find().filter(Column::RegistrationId.is_in(registrations)).all(conn).await?)
}
