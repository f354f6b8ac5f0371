//! The training in Braniewo, and trainings of Małopolska relative to today: one with places, one that is full, one that
//! is over, one to come and a draft.

use super::facts::directory::ROPS;
use super::facts::trainings::*;
use super::{Seeded, date};
use chrono::{DateTime, Days, Duration, NaiveDate, NaiveTime, Utc};
use obrady_domain::directory::seed::{insert_affiliation, insert_person};
use obrady_domain::trainings::seed::{
    SeedRegistration, announce_edition, insert_adviser, insert_attendance, insert_clause, insert_edition,
    insert_practice_model, insert_seeded_registration, insert_training, region_of, renew_editions,
};
use obrady_domain::{Result, WriteTx};
use obrady_types::directory::{AffiliationCreate, PersonCreate};
use obrady_types::meetings::MeetingMode;
use obrady_types::trainings::{
    AdviserCreate, EditionDayInput, InformationClauseCreate, PracticeModelCreate, TrainerInput,
    TrainingAttendanceStatus, TrainingCreate, TrainingEditionCreate, TrainingForm,
};
use obrady_types::{AdviserId, InstitutionId, PersonId, RegionId, TrainingEditionId};

fn texts(all: &[&str]) -> Vec<String> {
    all.iter().map(|text| (*text).to_owned()).collect()
}

fn day(date: NaiveDate) -> EditionDayInput {
    let time = |hour, minute| NaiveTime::from_hms_opt(hour, minute, 0).unwrap_or_default();
    EditionDayInput { date, starts_at: time(9, 0), ends_at: time(15, 30) }
}

async fn person(tx: &WriteTx, region: RegionId, name: (&str, &str), public: bool, synthetic: bool) -> Result<PersonId> {
    let input = PersonCreate {
        first_name: name.0.to_owned(),
        last_name: name.1.to_owned(),
        is_public_function: public,
        ..PersonCreate::default()
    };
    insert_person(tx, region, input, synthetic).await
}

/// The advisers, with what each teaches.
async fn advisers(tx: &WriteTx, region: RegionId, facts: &[AdviserFact], synthetic: bool) -> Result<Vec<TrainerInput>> {
    let mut trainers = Vec::new();
    for fact in facts {
        let person_id = person(tx, region, fact.name, true, synthetic).await?;
        let input = AdviserCreate {
            person_id,
            title: fact.title.to_owned(),
            bio: String::new(),
            specialisations: texts(fact.specialisations),
        };
        let adviser_id: AdviserId = insert_adviser(tx, input).await?;
        trainers.push(TrainerInput { adviser_id, blocks: texts(fact.blocks) });
    }
    Ok(trainers)
}

/// What the source says of 30 October 2013. Hours and places are invented, so the edition is marked synthetic.
pub(super) async fn seed_past(tx: &WriteTx) -> Result<()> {
    let region = region_of(tx, BRANIEWO_REGION).await?;
    let trainers = advisers(tx, region, BRANIEWO_ADVISERS, false).await?;
    let mut models = Vec::new();
    for (name, description) in BRANIEWO_MODELS {
        let model = PracticeModelCreate {
            name: (*name).to_owned(),
            origin_region: "warmińsko-mazurskie".to_owned(),
            description: (*description).to_owned(),
            target_group: YOUNG_PEOPLE.to_owned(),
            region_id: None,
        };
        models.push(insert_practice_model(tx, region, model).await?);
    }
    let training = TrainingCreate {
        title: BRANIEWO_TITLE.to_owned(),
        description: BRANIEWO_DESCRIPTION.to_owned(),
        form: TrainingForm::Seminar,
        topics: texts(BRANIEWO_TOPICS),
        audiences: texts(BRANIEWO_AUDIENCES),
        practice_model_ids: models,
        region_id: None,
    };
    let training = insert_training(tx, region, training, false).await?;
    let held = date(BRANIEWO_DATE);
    let opens = tx.ctx.start_of(held) - Duration::days(30);
    let edition = TrainingEditionCreate {
        code: "Braniewo/2013".to_owned(),
        days: vec![day(held)],
        teaching_hours: 8,
        venue: Some(BRANIEWO_VENUE.to_owned()),
        mode: MeetingMode::InPerson,
        capacity: 30,
        institution_limit: None,
        registration_opens_at: opens,
        registration_closes_at: opens + Duration::days(14),
        funding_source: None,
        trainers,
    };
    let edition = insert_edition(tx, training, edition, true).await?;
    announce_edition(tx, edition).await
}

/// An invented edition: title, form, topics, audience, days from today, places, limit, when registration opens and
/// closes in days from now.
struct Plan {
    title: &'static str,
    form: TrainingForm,
    topics: &'static [&'static str],
    audiences: &'static [&'static str],
    code: &'static str,
    days: &'static [i64],
    capacity: i32,
    limit: Option<i32>,
    window: (i64, i64),
    mode: MeetingMode,
    leads: usize,
}

const OPEN: Plan = Plan {
    title: "Praca z rodziną w kryzysie: rozmowa motywująca",
    form: TrainingForm::Workshop,
    topics: &["Rozmowa motywująca", "Plan pracy z rodziną", "Granice pomagania"],
    audiences: &["asystenci rodziny", "pracownicy socjalni"],
    code: "PR/2",
    days: &[20, 21],
    capacity: 20,
    limit: Some(2),
    window: (-7, 13),
    mode: MeetingMode::InPerson,
    leads: 2,
};

const FULL: Plan = Plan {
    title: "Współpraca koordynatora pieczy z asystentem rodziny",
    form: TrainingForm::Seminar,
    topics: &["Podział ról", "Wspólny plan pracy", "Wymiana informacji"],
    audiences: &["koordynatorzy rodzinnej pieczy zastępczej", "asystenci rodziny"],
    code: "WK/1",
    days: &[15],
    capacity: 6,
    limit: Some(1),
    window: (-14, 8),
    mode: MeetingMode::InPerson,
    leads: 1,
};

const PAST: Plan = Plan {
    title: "Standardy ochrony małoletnich w codziennej pracy",
    form: TrainingForm::Course,
    topics: &["Obowiązki placówki", "Procedura zgłoszenia", "Rozmowa z dzieckiem"],
    audiences: &["kadra kierownicza", "wychowawcy placówek"],
    code: "SM/1",
    days: &[-21, -20],
    capacity: 12,
    limit: None,
    window: (-60, -30),
    mode: MeetingMode::Online,
    leads: 1,
};

const LATER: Plan = Plan {
    title: "Żywa biblioteka usług społecznych: wizyta studyjna w CUS w Tarnowie",
    form: TrainingForm::StudyVisit,
    topics: &["Organizacja centrum usług społecznych", "Zlecanie usług organizacjom pozarządowym"],
    audiences: &["kadra kierownicza OPS i CUS"],
    code: "WS/1",
    days: &[55],
    capacity: 15,
    limit: Some(1),
    window: (14, 45),
    mode: MeetingMode::InPerson,
    leads: 1,
};

const DRAFT: Plan = Plan {
    title: "Superwizja dla asystentów rodziny",
    form: TrainingForm::Supervision,
    topics: &["Superwizja grupowa"],
    audiences: &["asystenci rodziny"],
    code: "SU/1",
    days: &[80],
    capacity: 10,
    limit: None,
    window: (30, 70),
    mode: MeetingMode::Hybrid,
    leads: 1,
};

fn on(today: NaiveDate, days: i64) -> NaiveDate {
    let by = Days::new(days.unsigned_abs());
    let moved = if days < 0 { today.checked_sub_days(by) } else { today.checked_add_days(by) };
    moved.unwrap_or(today)
}

async fn plan(tx: &WriteTx, region: RegionId, plan: &Plan, trainers: &[TrainerInput]) -> Result<TrainingEditionId> {
    let today = tx.ctx.date_of(tx.now);
    let training = TrainingCreate {
        title: plan.title.to_owned(),
        description: "Zajęcia są praktyczne: ćwiczenia, przykłady z pracy uczestników i materiały do zabrania."
            .to_owned(),
        form: plan.form,
        topics: texts(plan.topics),
        audiences: texts(plan.audiences),
        practice_model_ids: Vec::new(),
        region_id: None,
    };
    let training = insert_training(tx, region, training, true).await?;
    let at = |days| tx.ctx.start_of(on(today, days)) + Duration::hours(8);
    let edition = TrainingEditionCreate {
        code: plan.code.to_owned(),
        days: plan.days.iter().map(|days| day(on(today, *days))).collect(),
        teaching_hours: i32::try_from(plan.days.len()).unwrap_or(1) * 8,
        venue: (plan.mode != MeetingMode::Online).then(|| "ROPS, ul. Piastowska 32, Kraków".to_owned()),
        mode: plan.mode,
        capacity: plan.capacity,
        institution_limit: plan.limit,
        registration_opens_at: at(plan.window.0),
        registration_closes_at: at(plan.window.1),
        funding_source: Some("budżet Województwa Małopolskiego (przykład)".to_owned()),
        trainers: trainers.iter().take(plan.leads).cloned().collect(),
    };
    insert_edition(tx, training, edition, true).await
}

/// Registers people in order, an hour between two of them.
async fn register(
    tx: &WriteTx,
    edition_id: TrainingEditionId,
    from: DateTime<Utc>,
    people: &[(PersonId, Option<InstitutionId>)],
) -> Result<Vec<obrady_types::RegistrationId>> {
    let mut made = Vec::new();
    for ((person_id, institution_id), hour) in people.iter().zip(0..) {
        let at = from + Duration::hours(hour);
        let seed = SeedRegistration { edition_id, person_id: *person_id, institution_id: *institution_id, at };
        made.push(insert_seeded_registration(tx, seed).await?);
    }
    Ok(made)
}

/// The trainings of Małopolska around today; all of it is invented.
pub(super) async fn seed_living(tx: &WriteTx, seeded: &Seeded) -> Result<()> {
    let region = seeded.region;
    let (text_pl, text_en) = CLAUSE;
    let clause = InformationClauseCreate { text_pl: text_pl.to_owned(), text_en: text_en.to_owned(), region_id: None };
    insert_clause(tx, region, 1, clause).await?;
    let trainers = advisers(tx, region, ADVISERS, true).await?;
    staff(tx, seeded).await?;
    let today = tx.ctx.date_of(tx.now);
    let long_ago = |days| tx.ctx.start_of(on(today, days)) + Duration::hours(9);
    // Those of the regional centre organise, and do not take part.
    let organiser = seeded.institutions.get(ROPS).copied();
    let mut people = seeded.authors.clone();
    people.retain(|(_, institution)| *institution != organiser);
    let mut sent = std::collections::BTreeSet::new();
    let one_each: Vec<_> =
        people.iter().copied().filter(|(_, institution)| institution.is_some_and(|id| sent.insert(id))).collect();

    let open = plan(tx, region, &OPEN, &trainers).await?;
    announce_edition(tx, open).await?;
    register(tx, open, long_ago(-6), people.get(..7).unwrap_or(&people)).await?;
    let full = plan(tx, region, &FULL, &trainers).await?;
    announce_edition(tx, full).await?;
    register(tx, full, long_ago(-13), one_each.get(..11).unwrap_or(&one_each)).await?;
    let past = plan(tx, region, &PAST, &trainers).await?;
    announce_edition(tx, past).await?;
    let came = register(tx, past, long_ago(-59), people.get(3..12).unwrap_or(&people)).await?;
    for (registration, nth) in came.into_iter().zip(0..) {
        let status = match nth {
            4 => TrainingAttendanceStatus::Excused,
            6 => TrainingAttendanceStatus::LeftEarly,
            7 => TrainingAttendanceStatus::Absent,
            _ => TrainingAttendanceStatus::Present,
        };
        insert_attendance(tx, past, registration, status, long_ago(-20)).await?;
    }
    let later = plan(tx, region, &LATER, &trainers).await?;
    announce_edition(tx, later).await?;
    plan(tx, region, &DRAFT, &trainers).await?;
    Ok(())
}

/// People of a county centre whom its representative may register.
async fn staff(tx: &WriteTx, seeded: &Seeded) -> Result<()> {
    let Some(institution_id) = seeded.institutions.get(STAFF_UNIT).copied() else { return Ok(()) };
    for (first, last, title) in STAFF {
        let person_id = person(tx, seeded.region, (first, last), false, true).await?;
        let post = AffiliationCreate {
            person_id,
            institution_id,
            position_title: (*title).to_owned(),
            profession: None,
            is_head: false,
            from: date((2024, 1, 1)),
            to: None,
        };
        insert_affiliation(tx, seeded.region, post).await?;
    }
    Ok(())
}

/// Moves the invented trainings on once registration for the open one has closed, so that they stand to today as they
/// did when the demonstration first started.
pub(super) async fn renew(tx: &WriteTx) -> Result<()> {
    let ahead = OPEN.days.first().copied().unwrap_or_default();
    renew_editions(tx, OPEN.code, ahead).await
}
