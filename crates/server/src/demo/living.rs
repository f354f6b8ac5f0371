//! Living data relative to today: a draft to work on, a published agenda, a session to come. All of it is invented.

use super::facts::directory::ROPS;
use super::facts::groups::{COORDINATOR, SUPPORTING};
use super::facts::platform::{FAMILY_THIS_YEAR, FOSTER_THIS_YEAR, LivingPlan};
use super::facts::{Item, item};
use super::groups::seed_item;
use super::{Seeded, day_input};
use chrono::{Datelike, Days, NaiveDate, NaiveTime, Weekday};
use obrady_domain::groups::seed::insert_work_plan;
use obrady_domain::meetings::seed::{
    SeedActionItem, SeedAttendance, SeedItem, SeedMeeting, SeedRecord, insert_meeting,
};
use obrady_domain::{Result, WriteTx};
use obrady_types::groups::{FuzzyPeriod, PeriodPrecision};
use obrady_types::meetings::AgendaItemKind::{
    AdoptAgenda, Aob, ApproveMinutes, Break, Closing, Discussion, Election, Opening, Presentation,
};
use obrady_types::meetings::{
    ActionItemCreate, AttendanceStatus, DeliverableKind, MeetingCreate, MeetingMode, MeetingState,
};
use obrady_types::work_plans::WorkPlanEntryCreate;
use obrady_types::{BodyId, PersonId};

const DRAFT: &[Item] = &[
    item("Otwarcie i powitanie", Opening, 10),
    item("Przyjęcie porządku obrad", AdoptAgenda, 5),
    Item {
        children: &[item("Pozyskiwanie rodzin", Discussion, 20), item("Kryteria doboru", Discussion, 20)],
        topic: Some(SUPPORTING),
        ..item(SUPPORTING, Discussion, 45)
    },
    item("Przerwa", Break, 15),
    Item { speaker: Some("Zofia Ziółko"), ..item("Doświadczenia asystentów rodziny", Presentation, 30) },
    item("Wolne wnioski", Aob, 15),
];

const PUBLISHED: &[Item] = &[
    item("Otwarcie", Opening, 10),
    item("Zatwierdzenie protokołu", ApproveMinutes, 10),
    Item {
        speaker: Some("Maria Kwiecień"),
        topic: Some(COORDINATOR),
        ..item("Procedura pracy koordynatora – propozycja zespołu", Presentation, 40)
    },
    item("Dyskusja", Discussion, 50),
    item("Zamknięcie", Closing, 5),
];

const REVIEW: &[Item] =
    &[item("Otwarcie", Opening, 5), item("Przegląd zadań grupy", Discussion, 40), item("Zamknięcie", Closing, 5)];

const SESSION: [&[Item]; 2] = [
    &[
        item("Otwarcie posiedzenia", Opening, 10),
        item("Zasoby pieczy zastępczej w powiatach", Presentation, 60),
        item("Standardy ochrony małoletnich – rok stosowania", Discussion, 60),
    ],
    &[item("Wybór Przewodniczącego i Zastępcy Przewodniczącego", Election, 45), item("Wolne wnioski", Aob, 30)],
];

/// This year's work plans, and next year's that is still empty.
async fn plans(tx: &WriteTx, seeded: &Seeded, today: NaiveDate) -> Result<()> {
    let (family, foster) = (seeded.family_group, seeded.foster_group);
    for (body, year, facts) in [
        (family, today.year(), FAMILY_THIS_YEAR),
        (foster, today.year(), FOSTER_THIS_YEAR),
        (family, today.year() + 1, &[]),
    ] {
        let entry = |fact: &LivingPlan| {
            let from = NaiveDate::from_ymd_opt(year, fact.month, 1)?;
            let quarter = FuzzyPeriod { from, precision: PeriodPrecision::Quarter };
            Some(WorkPlanEntryCreate {
                topic_id: *seeded.topics.get(fact.topic)?,
                planned: quarter,
                deliverable: fact.deliverable.map(ToOwned::to_owned),
                note: Some("Dane przykładowe.".to_owned()),
                meetings: vec![FuzzyPeriod { from, precision: PeriodPrecision::MonthMiddle }],
                position: None,
            })
        };
        insert_work_plan(tx, seeded.region, body, year, facts.iter().filter_map(entry).collect()).await?;
    }
    Ok(())
}

pub(super) async fn seed(tx: &WriteTx, seeded: &Seeded) -> Result<()> {
    let today = tx.ctx.date_of(tx.now);
    plans(tx, seeded, today).await?;
    let soon = working_day(today, 9);
    let later = working_day(today, 16);
    let session = working_day(today, 21);
    meeting(
        tx,
        seeded,
        seeded.foster_group,
        "Spotkanie grupy ds. pieczy",
        &[soon],
        &[PUBLISHED],
        MeetingState::AgendaPublished,
    )
    .await?;
    meeting(
        tx,
        seeded,
        seeded.family_group,
        "Posiedzenie Grupy roboczej ds. wspierania rodziny",
        &[later],
        &[DRAFT],
        MeetingState::Draft,
    )
    .await?;
    let days = [session, working_day(session, 1)];
    meeting(
        tx,
        seeded,
        seeded.convent,
        "Posiedzenie Konwentu: sprawy bieżące",
        &days,
        &SESSION,
        MeetingState::Scheduled,
    )
    .await?;
    reviews(tx, seeded, today).await
}

/// A meeting of today that is in progress, and one of a month ago that left something to do: one thing overdue, one to
/// come.
async fn reviews(tx: &WriteTx, seeded: &Seeded, today: NaiveDate) -> Result<()> {
    let task = |title: &str, person, institution, from, kind| SeedActionItem {
        input: ActionItemCreate {
            title: title.to_owned(),
            owner_person_id: person,
            owner_institution_id: institution,
            due: FuzzyPeriod { from, precision: PeriodPrecision::Day },
            decision_id: None,
            deliverable_kind: kind,
        },
        completed_on: None,
        deliverables: Vec::new(),
    };
    let days = |back: i64| today - chrono::Duration::days(back);
    let (member, host) = (seeded.members.first().copied(), seeded.institutions.get(ROPS).copied());
    let tasks = vec![
        task("Zebrać pytania asystentów rodziny", member, None, days(7), None),
        task("Przygotować wzór planu pracy z rodziną", member, None, days(-21), Some(DeliverableKind::Model)),
        task("Wysłać zaproszenia na szkolenie", None, host, days(-14), None),
    ];
    for (date, state, mut record) in [
        (days(30), MeetingState::Held, SeedRecord { action_items: tasks, ..SeedRecord::default() }),
        (today, MeetingState::InProgress, SeedRecord::default()),
    ] {
        let meeting = MeetingCreate {
            body_id: seeded.family_group,
            title: "Spotkanie robocze: przegląd zadań".to_owned(),
            mode: MeetingMode::Online,
            venue: None,
            days: vec![day_input(date)],
        };
        let mut items: Vec<SeedItem> = REVIEW.iter().map(|item| seed_item(seeded, item)).collect();
        if let Some(review) = items.get_mut(1) {
            review.record = std::mem::take(&mut record);
        }
        let ordinal = (state == MeetingState::Held).then_some(1);
        let attendance = if state == MeetingState::Held { attended(seeded) } else { Vec::new() };
        let seed = SeedMeeting { meeting, items: vec![items], ordinal, state, attendance, synthetic: true };
        insert_meeting(tx, seeded.region, seed).await?;
    }
    Ok(())
}

/// Who was at the meeting of a month ago: one of each kind, invented like the members themselves.
fn attended(seeded: &Seeded) -> Vec<SeedAttendance> {
    use AttendanceStatus::{Excused, Late, LeftEarly, Present};
    let at = |hour, minute| NaiveTime::from_hms_opt(hour, minute, 0);
    let kinds = [
        (Present, None),
        (Present, None),
        (Late, at(10, 20)),
        (LeftEarly, at(13, 0)),
        (Excused, None),
        (Present, None),
    ];
    let members = seeded.members.iter().zip(kinds);
    let there = |(person, (status, at)): (&PersonId, (AttendanceStatus, Option<NaiveTime>))| SeedAttendance {
        day: 0,
        person_id: *person,
        institution_id: None,
        status,
        at,
        signed: status != Excused,
    };
    members.map(there).collect()
}

/// The first working day from so many days after a date.
fn working_day(from: NaiveDate, days: u64) -> NaiveDate {
    let day = from.checked_add_days(Days::new(days)).unwrap_or(from);
    match day.weekday() {
        Weekday::Sat => day.checked_add_days(Days::new(2)).unwrap_or(day),
        Weekday::Sun => day.checked_add_days(Days::new(1)).unwrap_or(day),
        _ => day,
    }
}

async fn meeting(
    tx: &WriteTx,
    seeded: &Seeded,
    body_id: BodyId,
    title: &str,
    days: &[NaiveDate],
    items: &[&[Item]],
    state: MeetingState,
) -> Result<()> {
    let meeting = MeetingCreate {
        body_id,
        title: title.to_owned(),
        mode: MeetingMode::InPerson,
        venue: Some("ROPS, ul. Piastowska 32, Kraków".to_owned()),
        days: days.iter().map(|day| day_input(*day)).collect(),
    };
    let day = |day: &&[Item]| day.iter().map(|item| seed_item(seeded, item)).collect();
    let items: Vec<Vec<SeedItem>> = items.iter().map(day).collect();
    let seed = SeedMeeting { meeting, items, ordinal: None, state, attendance: Vec::new(), synthetic: true };
    insert_meeting(tx, seeded.region, seed).await.map(|_| ())
}
