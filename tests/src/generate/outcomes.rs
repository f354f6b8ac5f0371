//! What happened at meetings: who came, what was said, found, decided and taken on.

use super::groups::Body;
use super::meetings::Held;
use super::{Generator, names, noon};
use anyhow::Result;
use chrono::{Days, NaiveDate};
use obrady_entity::{action_item, attendance, decision, finding, statement};
use sea_orm::Set;
use uuid::Uuid;

#[derive(Default)]
struct Rows {
    attendance: Vec<attendance::ActiveModel>,
    statements: Vec<statement::ActiveModel>,
    findings: Vec<finding::ActiveModel>,
    decisions: Vec<decision::ActiveModel>,
    actions: Vec<action_item::ActiveModel>,
}

/// In a year about 900 attendances, 400 statements and findings, 230 decisions and action items.
pub async fn outcomes(made: &mut Generator<'_>, region: Uuid, held: &[(Held, &Body)]) -> Result<()> {
    let mut rows = Rows::default();
    for (meeting, body) in held {
        for (day, date) in &meeting.days {
            for person in &body.members {
                rows.attendance.push(present(made, meeting.id, *day, *date, *person));
            }
        }
        for (nth, item) in meeting.items.iter().enumerate() {
            if nth % 3 != 2 {
                rows.statements.push(said(made, meeting.id, *item));
            }
            if nth % 3 == 0 {
                rows.findings.push(found(made, meeting.id, *item));
            }
            if nth % 2 == 0 {
                let id = made.id();
                rows.decisions.push(decided(made, id, meeting, *item));
                rows.actions.push(taken_on(made, region, body, meeting, (*item, id)));
            }
        }
    }
    made.insert(rows.attendance).await?;
    made.insert(rows.statements).await?;
    made.insert(rows.findings).await?;
    made.insert(rows.decisions).await?;
    made.insert(rows.actions).await
}

fn present(
    made: &mut Generator<'_>,
    meeting: Uuid,
    day: Uuid,
    date: NaiveDate,
    person: Uuid,
) -> attendance::ActiveModel {
    attendance::ActiveModel {
        id: Set(made.id()),
        meeting_id: Set(meeting),
        day_id: Set(day),
        person_id: Set(person),
        institution_id: Set(None),
        seat_id: Set(None),
        status: Set(if made.chance(85) { "present" } else { "excused" }.to_owned()),
        arrived_at: Set(None),
        left_at: Set(None),
        substitutes_for_id: Set(None),
        mode: Set("in_person".to_owned()),
        signed_at: Set(None),
        recorded_at: Set(noon(date)),
        version: Set(1),
    }
}

fn said(made: &mut Generator<'_>, meeting: Uuid, item: Uuid) -> statement::ActiveModel {
    statement::ActiveModel {
        id: Set(made.id()),
        meeting_id: Set(meeting),
        agenda_item_id: Set(item),
        position: Set(1),
        side: Set("participants".to_owned()),
        institution_id: Set(None),
        person_id: Set(None),
        text: Set(format!("Uczestnicy zwrócili uwagę na {}.", made.pick(names::MATTERS))),
        reply_to_id: Set(None),
        led_to: Set(None),
        version: Set(1),
    }
}

fn found(made: &mut Generator<'_>, meeting: Uuid, item: Uuid) -> finding::ActiveModel {
    finding::ActiveModel {
        id: Set(made.id()),
        meeting_id: Set(meeting),
        agenda_item_id: Set(item),
        position: Set(1),
        text: Set(format!("W większości jednostek prowadzi się {}.", made.pick(names::MATTERS))),
        area: Set(None),
        version: Set(1),
    }
}

fn decided(made: &mut Generator<'_>, id: Uuid, meeting: &Held, item: Uuid) -> decision::ActiveModel {
    decision::ActiveModel {
        id: Set(id),
        meeting_id: Set(meeting.id),
        agenda_item_id: Set(item),
        position: Set(1),
        text: Set(format!("Grupa opracuje materiał: {}.", made.pick(names::MATTERS))),
        decided_on: Set(meeting.days[0].1),
        version: Set(1),
    }
}

fn taken_on(
    made: &mut Generator<'_>,
    region: Uuid,
    body: &Body,
    meeting: &Held,
    (item, decision): (Uuid, Uuid),
) -> action_item::ActiveModel {
    let due = meeting.days[0].1 + Days::new(60);
    let done = due < made.today && made.chance(90);
    action_item::ActiveModel {
        id: Set(made.id()),
        region_id: Set(region),
        body_id: Set(body.id),
        meeting_id: Set(meeting.id),
        agenda_item_id: Set(item),
        decision_id: Set(Some(decision)),
        title: Set(format!("Zebrać przykłady: {}", made.pick(names::MATTERS))),
        owner_person_id: Set(Some(body.members[0])),
        owner_institution_id: Set(None),
        due_from: Set(due),
        due_precision: Set("day".to_owned()),
        due_to: Set(due),
        state: Set(if done { "done" } else { "open" }.to_owned()),
        cancel_reason: Set(None),
        completed_on: Set(done.then_some(due)),
        deliverable_kind: Set(None),
        carried_from_id: Set(None),
        carry_reason: Set(None),
        is_public: Set(true),
        version: Set(1),
    }
}
