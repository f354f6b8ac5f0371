//! A training with an edition whose registration is open, and people to register.

use chrono::{DateTime, Duration, NaiveDate, NaiveTime, Utc};
use obrady_domain::{directory, trainings};
use obrady_tests::{App, start_of_test};
use obrady_types::directory::{AffiliationCreate, PersonCreate};
use obrady_types::meetings::MeetingMode;
use obrady_types::trainings::{
    AdviserCreate, EditionDayInput, InformationClauseCreate, RegistrationCreate, TrainerInput, Training,
    TrainingCreate, TrainingEdition, TrainingEditionCreate, TrainingForm,
};
use obrady_types::{AdviserId, InstitutionId, PersonId, TrainingEditionId, TrainingId};
use std::sync::atomic::{AtomicU32, Ordering};

/// A day from nine to half past three.
pub(crate) fn day(date: NaiveDate) -> EditionDayInput {
    let time = |hour, minute| NaiveTime::from_hms_opt(hour, minute, 0).expect("a time");
    EditionDayInput { date, starts_at: time(9, 0), ends_at: time(15, 30) }
}

/// So many days after the test begins.
pub(crate) fn in_days(days: i64) -> NaiveDate {
    (start_of_test() + Duration::days(days)).date_naive()
}

/// When the editions of [`edition`] begin: two weeks later, nine o'clock in Warsaw.
pub(crate) fn starts_at() -> DateTime<Utc> {
    start_of_test() + Duration::days(14) - Duration::hours(1)
}

/// A code that no other edition of this run has.
fn code() -> String {
    static COUNT: AtomicU32 = AtomicU32::new(1);
    format!("S/{}", COUNT.fetch_add(1, Ordering::Relaxed))
}

/// An edition with so many places whose registration is open.
pub(crate) fn input(capacity: i32) -> TrainingEditionCreate {
    TrainingEditionCreate {
        code: code(),
        days: vec![day(in_days(14)), day(in_days(15))],
        teaching_hours: 16,
        venue: Some("ROPS, ul. Piastowska 32, Kraków".into()),
        mode: MeetingMode::InPerson,
        capacity,
        institution_limit: None,
        registration_opens_at: start_of_test() - Duration::hours(1),
        registration_closes_at: start_of_test() + Duration::days(7),
        funding_source: None,
        trainers: Vec::new(),
    }
}

/// The number of the information clause in force, which is made when there is none.
pub(crate) async fn clause(app: &App) -> i32 {
    let (call, region) = (app.system(), Some(app.world.region));
    let known = trainings::list_information_clauses(&call, region, &obrady_types::PageQuery::default()).await;
    if let Some(clause) = known.expect("the clauses").items.first() {
        return clause.number;
    }
    let input = InformationClauseCreate {
        text_pl: "Administratorem danych jest ROPS.".into(),
        text_en: "The controller is ROPS.".into(),
        region_id: region,
    };
    trainings::create_information_clause(&call, input).await.expect("a clause").number
}

/// A training.
pub(crate) async fn training(app: &App, title: &str) -> Training {
    let input = TrainingCreate {
        title: title.into(),
        description: "Ćwiczenia.".into(),
        form: TrainingForm::Workshop,
        topics: vec!["Rozmowa motywująca".into()],
        audiences: vec!["asystenci rodziny".into()],
        practice_model_ids: Vec::new(),
        region_id: Some(app.world.region),
    };
    trainings::create_training(&app.system(), input).await.expect("a training")
}

/// A draft of an edition of a training of its own.
pub(crate) async fn draft(app: &App, input: TrainingEditionCreate) -> TrainingEdition {
    let training = training(app, "Praca z rodziną").await;
    draft_of(app, training.id, input).await
}

pub(crate) async fn draft_of(app: &App, training: TrainingId, input: TrainingEditionCreate) -> TrainingEdition {
    trainings::create_training_edition(&app.system(), training, input).await.expect("a draft")
}

/// A published edition.
pub(crate) async fn edition(app: &App, input: TrainingEditionCreate) -> TrainingEdition {
    clause(app).await;
    let draft = draft(app, input).await;
    trainings::publish_training_edition(&app.system(), draft.id, draft.version).await.expect("published")
}

/// A person of the region.
pub(crate) async fn person(app: &App, last_name: &str) -> PersonId {
    let input = PersonCreate {
        first_name: "Osoba".into(),
        last_name: last_name.into(),
        region_id: Some(app.world.region),
        ..Default::default()
    };
    directory::create_person(&app.system(), input).await.expect("a person").id
}

/// Somebody who works at an institution.
pub(crate) async fn worker(app: &App, institution_id: InstitutionId, last_name: &str) -> PersonId {
    let person_id = person(app, last_name).await;
    let post = AffiliationCreate {
        person_id,
        institution_id,
        position_title: "Pracownik socjalny".into(),
        profession: None,
        is_head: false,
        from: in_days(-100),
        to: None,
    };
    directory::create_affiliation(&app.system(), post).await.expect("a post");
    person_id
}

/// An adviser who is a person of a public function.
pub(crate) async fn adviser(app: &App, person_id: PersonId) -> AdviserId {
    let input =
        AdviserCreate { person_id, title: "doradca".into(), bio: String::new(), specialisations: vec!["praca".into()] };
    trainings::create_adviser(&app.system(), input).await.expect("an adviser").id
}

/// A trainer of an edition.
pub(crate) fn trainer(adviser_id: AdviserId) -> TrainerInput {
    TrainerInput { adviser_id, blocks: vec!["Wprowadzenie".into()] }
}

/// A registration of somebody who was shown the first clause.
pub(crate) fn registration(person_id: PersonId, institution_id: Option<InstitutionId>) -> RegistrationCreate {
    RegistrationCreate {
        person_id: Some(person_id),
        institution_id,
        clause_number: 1,
        accessibility_needs: None,
        diet_needs: None,
    }
}

/// Registers people one after the other, past the API.
pub(crate) async fn register(
    app: &App,
    edition: TrainingEditionId,
    person: PersonId,
    institution: Option<InstitutionId>,
) -> obrady_types::trainings::Registration {
    let input = RegistrationCreate { clause_number: clause(app).await, ..registration(person, institution) };
    trainings::create_registration(&app.system(), edition, input).await.expect("a registration")
}

/// One row in each table of trainings, for tests of the storage.
pub(crate) async fn one_registration(app: &App) {
    let adviser = adviser(app, app.world.heads[0]).await;
    let edition = edition(app, TrainingEditionCreate { trainers: vec![trainer(adviser)], ..input(1) }).await;
    register(app, edition.id, app.world.member, None).await;
}
