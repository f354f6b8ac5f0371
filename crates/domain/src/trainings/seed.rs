//! Rows of trainings, editions and registrations; use cases and seeding write them through the same functions.

use super::query::{DRAFT, PUBLISHED, get_edition_row, trainings_of};
use super::rows::{audience_search, check_window, link_models, set_days, set_trainers, span, training_search};
use crate::ctx::WriteTx;
use crate::directory;
use crate::error::{DomainError, Result};
use crate::events::Change;
use crate::polish::sort_key;
use crate::words::word;
use chrono::{DateTime, Utc};
use obrady_entity::{
    adviser, information_clause, practice_model, region, training, training_attendance, training_edition,
};
use obrady_types::trainings::{
    AdviserCreate, InformationClauseCreate, PracticeModelCreate, TrainingAttendanceStatus, TrainingCreate,
    TrainingEditionCreate,
};
use obrady_types::{
    AdviserId, InformationClauseId, PracticeModelId, RegionId, RegistrationId, TrainingEditionId, TrainingId,
};
use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, Set};
use serde_json::json;
use uuid::Uuid;

pub use super::registering::{SeedRegistration, insert_seeded_registration};
pub use super::renewing::renew_editions;

/// Texts without blanks at their ends, as they are stored.
pub(super) fn lines(texts: &[String]) -> Result<String> {
    let trimmed: Vec<&str> = texts.iter().map(|text| text.trim()).collect();
    Ok(serde_json::to_string(&trimmed)?)
}

/// The region of a TERYT code.
///
/// # Errors
/// `not_found`.
pub async fn region_of(tx: &WriteTx, teryt: &str) -> Result<RegionId> {
    let row = region::Entity::find().filter(region::Column::Teryt.eq(teryt)).one(tx.conn()).await?;
    row.map(|row| row.id.into()).ok_or(DomainError::NotFound)
}

/// Writes a practice model.
///
/// # Errors
/// Failures of the database.
pub async fn insert_practice_model(
    tx: &WriteTx,
    region_id: RegionId,
    input: PracticeModelCreate,
) -> Result<PracticeModelId> {
    let id = PracticeModelId(tx.new_id());
    let name = input.name.trim().to_owned();
    let row = practice_model::ActiveModel {
        id: Set(id.into()),
        region_id: Set(region_id.into()),
        sort_key: Set(sort_key(&[&name])),
        name: Set(name),
        origin_region: Set(input.origin_region.trim().to_owned()),
        description: Set(input.description.trim().to_owned()),
        target_group: Set(input.target_group.trim().to_owned()),
        version: Set(1),
    };
    row.insert(tx.conn()).await?;
    tx.record(Change::of("practice_model.created", "practice_model", id, 1).in_region(region_id)).await?;
    Ok(id)
}

/// Writes an adviser.
///
/// # Errors
/// `not_found` for an unknown person; `already_exists` for somebody who is an adviser.
pub async fn insert_adviser(tx: &WriteTx, input: AdviserCreate) -> Result<AdviserId> {
    let id = AdviserId(tx.new_id());
    let person = directory::get_person_row(tx.conn(), input.person_id).await?;
    let row = adviser::ActiveModel {
        id: Set(id.into()),
        region_id: Set(person.region_id),
        person_id: Set(person.id),
        title: Set(input.title.trim().to_owned()),
        bio: Set(input.bio.trim().to_owned()),
        specialisations: Set(lines(&input.specialisations)?),
        sort_key: Set(person.sort_key.clone()),
        version: Set(1),
    };
    row.insert(tx.conn()).await?;
    let change = Change::of("adviser.created", "adviser", id, 1).in_region(RegionId(person.region_id));
    tx.record(change.with(json!({ "person_id": person.id }))).await?;
    Ok(id)
}

/// Writes an information clause.
///
/// # Errors
/// Failures of the database.
pub async fn insert_clause(
    tx: &WriteTx,
    region_id: RegionId,
    number: i32,
    input: InformationClauseCreate,
) -> Result<InformationClauseId> {
    let id = InformationClauseId(tx.new_id());
    let row = information_clause::ActiveModel {
        id: Set(id.into()),
        region_id: Set(region_id.into()),
        number: Set(number),
        text_pl: Set(input.text_pl.trim().to_owned()),
        text_en: Set(input.text_en.trim().to_owned()),
        published_at: Set(tx.now),
    };
    row.insert(tx.conn()).await?;
    let change = Change::of("information_clause.published", "information_clause", id, 1).in_region(region_id);
    tx.record(change.with(json!({ "number": number }))).await?;
    Ok(id)
}

/// Writes a training that nobody knows of yet.
///
/// # Errors
/// `validation_failed` for an unknown model.
pub async fn insert_training(
    tx: &WriteTx,
    region_id: RegionId,
    input: TrainingCreate,
    synthetic: bool,
) -> Result<TrainingId> {
    let id = TrainingId(tx.new_id());
    let title = input.title.trim().to_owned();
    let (topics, audiences) = (lines(&input.topics)?, lines(&input.audiences)?);
    let row = training::ActiveModel {
        id: Set(id.into()),
        region_id: Set(region_id.into()),
        sort_key: Set(sort_key(&[&title])),
        search: Set(training_search(&title, &topics)?),
        audience_search: Set(audience_search(&audiences)?),
        title: Set(title.clone()),
        description: Set(input.description.trim().to_owned()),
        form: Set(word(&input.form)?),
        topics: Set(topics),
        audiences: Set(audiences),
        announced_at: Set(None),
        synthetic: Set(synthetic),
        version: Set(1),
    };
    row.insert(tx.conn()).await?;
    link_models(tx, region_id, id.into(), &input.practice_model_ids).await?;
    let change = Change::of("training.created", "training", id, 1).in_region(region_id);
    tx.record(change.with(json!({ "title": title }))).await?;
    Ok(id)
}

/// Writes an edition, a draft.
///
/// # Errors
/// `not_found` without the training; `already_exists` for a code that is taken; `validation_failed` for days, a window
/// of registration or trainers that cannot be.
pub async fn insert_edition(
    tx: &WriteTx,
    training_id: TrainingId,
    input: TrainingEditionCreate,
    synthetic: bool,
) -> Result<TrainingEditionId> {
    let training = trainings_of(tx.conn(), [training_id.into()]).await?.remove(&training_id.into());
    let training = training.ok_or(DomainError::NotFound)?;
    let when = span(tx.ctx.time_zone, &input.days)?;
    check_window(input.registration_opens_at, input.registration_closes_at, when.starts_at)?;
    let id = TrainingEditionId(tx.new_id());
    let region_id = RegionId(training.region_id);
    let row = training_edition::ActiveModel {
        id: Set(id.into()),
        region_id: Set(training.region_id),
        training_id: Set(training.id),
        code: Set(input.code.trim().to_owned()),
        state: Set(DRAFT.to_owned()),
        teaching_hours: Set(input.teaching_hours),
        venue: Set(input.venue.map(|venue| venue.trim().to_owned())),
        mode: Set(word(&input.mode)?),
        capacity: Set(input.capacity),
        institution_limit: Set(input.institution_limit),
        registration_opens_at: Set(input.registration_opens_at),
        registration_closes_at: Set(input.registration_closes_at),
        funding_source: Set(input.funding_source.map(|source| source.trim().to_owned())),
        starts_at: Set(when.starts_at),
        ends_at: Set(when.ends_at),
        first_date: Set(when.first_date),
        last_date: Set(when.last_date),
        moved_from: Set(None),
        cancelled_reason: Set(None),
        announced_at: Set(None),
        confirmed: Set(0),
        waiting: Set(0),
        last_seq: Set(0),
        sort_key: Set(training.sort_key),
        search: Set(training.search),
        audience_search: Set(training.audience_search),
        synthetic: Set(synthetic),
        version: Set(1),
    };
    row.insert(tx.conn()).await?;
    set_days(tx, id.into(), &input.days).await?;
    set_trainers(tx, region_id, id.into(), &input.trainers).await?;
    let change = Change::of("training_edition.created", "training_edition", id, 1).in_region(region_id);
    tx.record(change.with(json!({ "training_id": training_id, "from": when.first_date, "to": when.last_date })))
        .await?;
    Ok(id)
}

/// Makes an edition public, and its training with it.
///
/// # Errors
/// Failures of the database.
pub async fn announce_edition(tx: &WriteTx, id: TrainingEditionId) -> Result<()> {
    let row = get_edition_row(tx.conn(), &tx.actor, id).await?;
    announce(tx, row).await.map(|_| ())
}

pub(super) async fn announce(tx: &WriteTx, row: training_edition::Model) -> Result<training_edition::Model> {
    let training = trainings_of(tx.conn(), [row.training_id]).await?.remove(&row.training_id);
    let training = training.ok_or_else(|| DomainError::internal("an edition without a training"))?;
    if training.announced_at.is_none() {
        let version = training.version + 1;
        let (training_id, region_id) = (training.id, RegionId(training.region_id));
        let mut change = training.into_active_model();
        change.announced_at = Set(Some(tx.now));
        change.version = Set(version);
        change.update(tx.conn()).await?;
        tx.record(Change::of("training.announced", "training", training_id, version).in_region(region_id)).await?;
    }
    let version = row.version + 1;
    let mut change = row.into_active_model();
    change.state = Set(PUBLISHED.to_owned());
    change.announced_at = Set(Some(tx.now));
    change.version = Set(version);
    let row = change.update(tx.conn()).await?;
    let event = Change::of("training_edition.published", "training_edition", row.id, version);
    tx.record(event.in_region(RegionId(row.region_id))).await?;
    Ok(row)
}

/// Marks somebody on each day of an edition, for seeding.
///
/// # Errors
/// Failures of the database.
pub async fn insert_attendance(
    tx: &WriteTx,
    edition: TrainingEditionId,
    registration: RegistrationId,
    status: TrainingAttendanceStatus,
    at: DateTime<Utc>,
) -> Result<()> {
    for day in super::query::days_of(tx.conn(), [Uuid::from(edition)]).await? {
        let row = training_attendance::ActiveModel {
            registration_id: Set(registration.into()),
            day_id: Set(day.id),
            status: Set(word(&status)?),
            recorded_at: Set(at),
        };
        row.insert(tx.conn()).await?;
    }
    Ok(())
}
