//! An edition of a training whose registration is open now, by the machine's clock: for servers that are processes.

use anyhow::{Context, Result};
use chrono::{Duration, NaiveTime};
use obrady_domain::{Call, trainings};
use obrady_types::meetings::MeetingMode;
use obrady_types::trainings::{
    EditionDayInput, InformationClauseCreate, TrainingCreate, TrainingEditionCreate, TrainingForm,
};
use obrady_types::{RegionId, TrainingEditionId, TrainingId};

/// A training of a region, and the number of the region's clause, which is new.
///
/// # Errors
/// What the domain refuses.
pub async fn training(call: &Call, region: RegionId) -> Result<(TrainingId, i32)> {
    let region_id = Some(region);
    let clause = InformationClauseCreate { text_pl: "Klauzula".into(), text_en: "Clause".into(), region_id };
    let clause = trainings::create_information_clause(call, clause).await?;
    let training = TrainingCreate {
        title: "Rozmowa motywująca".into(),
        description: "Ćwiczenia.".into(),
        form: TrainingForm::Workshop,
        topics: vec!["Rozmowa".into()],
        audiences: vec!["asystenci rodziny".into()],
        practice_model_ids: Vec::new(),
        region_id,
    };
    Ok((trainings::create_training(call, training).await?.id, clause.number))
}

/// A published edition with so many places; registration has been open for an hour.
///
/// # Errors
/// What the domain refuses.
pub async fn open(call: &Call, training: TrainingId, code: &str, capacity: i32) -> Result<TrainingEditionId> {
    let now = call.ctx.clock.now();
    let time = |hour| NaiveTime::from_hms_opt(hour, 0, 0).context("a time");
    let date = (now + Duration::days(90)).date_naive();
    let input = TrainingEditionCreate {
        code: code.into(),
        days: vec![EditionDayInput { date, starts_at: time(9)?, ends_at: time(15)? }],
        teaching_hours: 6,
        venue: Some("Kraków".into()),
        mode: MeetingMode::InPerson,
        capacity,
        institution_limit: None,
        registration_opens_at: now - Duration::hours(1),
        registration_closes_at: now + Duration::days(60),
        funding_source: None,
        trainers: Vec::new(),
    };
    let made = trainings::create_training_edition(call, training, input).await?;
    trainings::publish_training_edition(call, made.id, made.version).await?;
    Ok(made.id)
}
