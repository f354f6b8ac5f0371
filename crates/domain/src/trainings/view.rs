//! Rows of trainings, editions and registrations as views; the number of statements does not grow with the rows.

use super::query::{
    WAITING, active_of, clauses_in_force, days_of, editions_led, editions_of, manages, marks_of, models_of, places_in,
    trainers_of, trainings_of,
};
use super::states;
use crate::ctx::Ctx;
use crate::directory;
use crate::error::{DomainError, Result};
use crate::policy::Actor;
use crate::sealed;
use crate::words::of_word;
use chrono::{DateTime, Utc};
use obrady_entity::{
    adviser, edition_day, information_clause, person, practice_model, registration, training, training_edition,
};
use obrady_types::trainings::{
    Adviser, EditionDay, InformationClause, PracticeModel, Registration, Trainer, Training, TrainingEdition,
};
use sea_orm::ConnectionTrait;
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

pub(super) fn practice_model(row: practice_model::Model) -> PracticeModel {
    PracticeModel {
        id: row.id.into(),
        region_id: row.region_id.into(),
        name: row.name,
        origin_region: row.origin_region,
        description: row.description,
        target_group: row.target_group,
        version: row.version,
    }
}

pub(super) fn clause(row: information_clause::Model) -> InformationClause {
    InformationClause {
        id: row.id.into(),
        region_id: row.region_id.into(),
        number: row.number,
        text_pl: row.text_pl,
        text_en: row.text_en,
        published_at: row.published_at,
    }
}

/// First and last name.
pub(super) fn full_name(person: &person::Model) -> String {
    format!("{} {}", person.first_name, person.last_name)
}

fn public_name(person: &person::Model) -> Option<String> {
    person.is_public_function.then(|| full_name(person))
}

pub(super) fn adviser(row: adviser::Model, person: &person::Model) -> Result<Adviser> {
    Ok(Adviser {
        id: row.id.into(),
        region_id: row.region_id.into(),
        person_id: row.person_id.into(),
        name: public_name(person),
        title: row.title,
        bio: row.bio,
        specialisations: serde_json::from_str(&row.specialisations)?,
        version: row.version,
    })
}

/// Trainings with their models.
pub(super) async fn trainings<C: ConnectionTrait>(
    conn: &C,
    actor: &Actor,
    rows: Vec<training::Model>,
) -> Result<Vec<Training>> {
    let mut models: BTreeMap<Uuid, Vec<PracticeModel>> = BTreeMap::new();
    for (training, model) in models_of(conn, rows.iter().map(|row| row.id)).await? {
        models.entry(training).or_default().push(practice_model(model));
    }
    rows.into_iter()
        .map(|row| {
            Ok(Training {
                id: row.id.into(),
                region_id: row.region_id.into(),
                form: of_word(&row.form)?,
                topics: serde_json::from_str(&row.topics)?,
                audiences: serde_json::from_str(&row.audiences)?,
                practice_models: models.remove(&row.id).unwrap_or_default(),
                announced: row.announced_at.is_some(),
                editable: manages(actor, row.region_id),
                title: row.title,
                description: row.description,
                synthetic: row.synthetic,
                version: row.version,
            })
        })
        .collect()
}

/// One training.
pub(super) async fn training<C: ConnectionTrait>(conn: &C, actor: &Actor, row: training::Model) -> Result<Training> {
    trainings(conn, actor, vec![row]).await?.pop().ok_or_else(|| DomainError::internal("a training without a view"))
}

fn day(row: edition_day::Model) -> EditionDay {
    EditionDay {
        id: row.id.into(),
        date: row.date,
        starts_at: row.starts_at,
        ends_at: row.ends_at,
        time_zone: row.time_zone,
    }
}

/// Editions with their days and trainers, and what the caller has to do with them.
pub(super) async fn editions<C: ConnectionTrait>(
    conn: &C,
    actor: &Actor,
    now: DateTime<Utc>,
    rows: Vec<training_edition::Model>,
) -> Result<Vec<TrainingEdition>> {
    let ids = || rows.iter().map(|row| row.id);
    let trainings = trainings_of(conn, rows.iter().map(|row| row.training_id)).await?;
    let mut days: BTreeMap<Uuid, Vec<EditionDay>> = BTreeMap::new();
    for row in days_of(conn, ids()).await? {
        days.entry(row.edition_id).or_default().push(day(row));
    }
    let mut trainers: BTreeMap<Uuid, Vec<Trainer>> = BTreeMap::new();
    for (assignment, adviser, person) in trainers_of(conn, ids()).await? {
        trainers.entry(assignment.edition_id).or_default().push(Trainer {
            adviser_id: adviser.id.into(),
            person_id: person.id.into(),
            name: public_name(&person),
            title: adviser.title,
            specialisations: serde_json::from_str(&adviser.specialisations)?,
            blocks: serde_json::from_str(&assignment.blocks)?,
        });
    }
    let clauses = clauses_in_force(conn, rows.iter().map(|row| row.region_id)).await?;
    let (mut own, mut led) = (BTreeMap::new(), Vec::new());
    if let Some(person) = actor.person_id.map(Uuid::from) {
        own = active_of(conn, ids(), person).await?.into_iter().map(|row| (row.edition_id, row.id)).collect();
        led = editions_led(conn, ids(), person).await?;
    }
    rows.into_iter()
        .map(|row| {
            let training = trainings.get(&row.training_id);
            let training = training.ok_or_else(|| DomainError::internal("an edition without a training"))?;
            Ok(TrainingEdition {
                id: row.id.into(),
                region_id: row.region_id.into(),
                training_id: row.training_id.into(),
                title: training.title.clone(),
                form: of_word(&training.form)?,
                state: states::edition(&row, now),
                days: days.remove(&row.id).unwrap_or_default(),
                starts_at: row.starts_at,
                ends_at: row.ends_at,
                moved_from: row.moved_from,
                teaching_hours: row.teaching_hours,
                mode: of_word(&row.mode)?,
                capacity: row.capacity,
                confirmed: row.confirmed,
                waiting: row.waiting,
                institution_limit: row.institution_limit,
                registration_opens_at: row.registration_opens_at,
                registration_closes_at: row.registration_closes_at,
                trainers: trainers.remove(&row.id).unwrap_or_default(),
                clause_number: clauses.get(&row.region_id).copied(),
                own_registration_id: own.get(&row.id).copied().map(Into::into),
                manageable: manages(actor, row.region_id),
                led: led.contains(&row.id),
                code: row.code,
                venue: row.venue,
                funding_source: row.funding_source,
                cancelled_reason: row.cancelled_reason,
                synthetic: row.synthetic,
                version: row.version,
            })
        })
        .collect()
}

/// One edition.
pub(super) async fn edition<C: ConnectionTrait>(
    conn: &C,
    actor: &Actor,
    now: DateTime<Utc>,
    row: training_edition::Model,
) -> Result<TrainingEdition> {
    let view = editions(conn, actor, now, vec![row]).await?.pop();
    view.ok_or_else(|| DomainError::internal("an edition without a view"))
}

/// Registrations with names and places. Needs are for the person and for who manages the edition (DOM-29).
pub(super) async fn registrations<C: ConnectionTrait>(
    ctx: &Ctx,
    conn: &C,
    actor: &Actor,
    now: DateTime<Utc>,
    rows: Vec<registration::Model>,
) -> Result<Vec<Registration>> {
    let editions = editions_of(conn, rows.iter().map(|row| row.edition_id)).await?;
    let trainings = trainings_of(conn, editions.values().map(|row| row.training_id)).await?;
    let people = directory::person_names(conn, rows.iter().map(|row| row.person_id)).await?;
    let institutions = directory::institution_names(conn, rows.iter().filter_map(|row| row.institution_id)).await?;
    let queues: BTreeSet<Uuid> = rows.iter().filter(|row| row.state == WAITING).map(|row| row.edition_id).collect();
    let places = if queues.is_empty() { BTreeMap::new() } else { places_in(conn, queues).await? };
    let begun: Vec<Uuid> = rows
        .iter()
        .filter(|row| editions.get(&row.edition_id).is_some_and(|edition| edition.starts_at <= now))
        .map(|row| row.id)
        .collect();
    let mut came: BTreeMap<Uuid, bool> = BTreeMap::new();
    if !begun.is_empty() {
        for mark in marks_of(conn, begun).await? {
            *came.entry(mark.registration_id).or_default() |= matches!(&*mark.status, "present" | "left_early");
        }
    }
    rows.into_iter()
        .map(|row| {
            let edition = editions.get(&row.edition_id);
            let edition = edition.ok_or_else(|| DomainError::internal("a registration without an edition"))?;
            let person = people.get(&row.person_id);
            let reads_needs =
                manages(actor, row.region_id) || actor.person_id.is_some_and(|own| Uuid::from(own) == row.person_id);
            let needs = |sealed: &Option<String>| {
                let sealed = sealed.as_deref().filter(|_| reads_needs)?;
                sealed::open_any(ctx, row.id, sealed)
            };
            let state = states::registration(&row, edition, came.get(&row.id).copied(), now);
            Ok(Registration {
                id: row.id.into(),
                region_id: row.region_id.into(),
                edition_id: row.edition_id.into(),
                training_title: trainings.get(&edition.training_id).map(|row| row.title.clone()).unwrap_or_default(),
                edition_code: edition.code.clone(),
                first_date: edition.first_date,
                person_id: row.person_id.into(),
                person_name: person.map(full_name).unwrap_or_default(),
                institution_name: row.institution_id.and_then(|id| institutions.get(&id)).map(|row| row.name.clone()),
                institution_id: row.institution_id.map(Into::into),
                seq: row.seq,
                state,
                place: places.get(&row.id).copied().filter(|_| row.state == WAITING),
                submitted_at: row.submitted_at,
                promoted_at: row.promoted_at,
                cancelled_at: row.cancelled_at,
                accessibility_needs: needs(&row.accessibility_needs),
                diet_needs: needs(&row.diet_needs),
                cancelled_reason: row.cancelled_reason,
                clause_number: row.clause_number,
                version: row.version,
            })
        })
        .collect()
}

/// One registration.
pub(super) async fn registration<C: ConnectionTrait>(
    ctx: &Ctx,
    conn: &C,
    actor: &Actor,
    now: DateTime<Utc>,
    row: registration::Model,
) -> Result<Registration> {
    let view = registrations(ctx, conn, actor, now, vec![row]).await?.pop();
    view.ok_or_else(|| DomainError::internal("a registration without a view"))
}
