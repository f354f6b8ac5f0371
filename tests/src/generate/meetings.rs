//! Meetings with days, agendas and releases.

use super::directory::Province;
use super::groups::Body;
use super::{Generator, hour, names, noon, outcomes};
use anyhow::Result;
use chrono::{Days, NaiveDate};
use obrady_entity::{agenda_item, agenda_release, meeting, meeting_day};
use obrady_types::meetings::{AgendaItem, AgendaItemKind, AgendaItemState, Confidentiality};
use sea_orm::Set;
use uuid::Uuid;

/// Meetings of one province in one year.
const A_YEAR: usize = 42;

/// A held meeting's rows that others refer to.
pub struct Held {
    pub id: Uuid,
    /// Ids and dates of its days.
    pub days: Vec<(Uuid, NaiveDate)>,
    pub items: Vec<Uuid>,
}

#[derive(Default)]
struct Rows {
    meetings: Vec<meeting::ActiveModel>,
    days: Vec<meeting_day::ActiveModel>,
    items: Vec<agenda_item::ActiveModel>,
    releases: Vec<agenda_release::ActiveModel>,
}

/// 42 meetings a year among all bodies; one in ten lasts two days.
pub async fn meetings(made: &mut Generator<'_>, province: &Province, bodies: &[Body]) -> Result<()> {
    for year in made.years() {
        let mut rows = Rows::default();
        let mut dates: Vec<NaiveDate> = (0..A_YEAR).map(|_| made.working_day(year)).collect();
        dates.sort_unstable();
        let mut held = Vec::new();
        for (number, date) in dates.into_iter().enumerate() {
            let ordinal = i32::try_from(number / bodies.len())? + 1;
            let body = &bodies[number % bodies.len()];
            let one = meeting(made, province, body, (ordinal, date), &mut rows)?;
            if date < made.today {
                held.push((one, body));
            }
        }
        made.insert(rows.meetings).await?;
        made.insert(rows.days).await?;
        made.insert(rows.items).await?;
        made.insert(rows.releases).await?;
        outcomes::outcomes(made, province.id, &held).await?;
    }
    Ok(())
}

fn meeting(
    made: &mut Generator<'_>,
    province: &Province,
    body: &Body,
    (ordinal, date): (i32, NaiveDate),
    rows: &mut Rows,
) -> Result<Held> {
    let (id, over) = (made.id(), date < made.today);
    let days = if made.chance(10) { vec![date, date + Days::new(1)] } else { vec![date] };
    let (state, item_state) =
        if over { ("held", AgendaItemState::Done) } else { ("agenda_published", AgendaItemState::Scheduled) };
    let published = noon(date - Days::new(14));
    rows.meetings.push(meeting::ActiveModel {
        id: Set(id),
        region_id: Set(province.id),
        body_id: Set(body.id),
        title: Set(format!("Posiedzenie: {}", made.pick(names::MATTERS))),
        ordinal: Set(over.then_some(ordinal)),
        state: Set(state.to_owned()),
        mode: Set(if made.chance(20) { "online" } else { "in_person" }.to_owned()),
        venue: Set(Some(made.pick(names::TOWNS).to_owned())),
        first_date: Set(date),
        last_date: Set(days[days.len() - 1]),
        agenda_version: Set(1),
        agenda_release: Set(Some(1)),
        agenda_published_at: Set(Some(published)),
        announced_at: Set(Some(published)),
        synthetic: Set(true),
        version: Set(1),
    });
    let (mut items, mut held) = (Vec::new(), Held { id, days: Vec::new(), items: Vec::new() });
    for date in &days {
        let day = made.id();
        held.days.push((day, *date));
        rows.days.push(meeting_day::ActiveModel {
            id: Set(day),
            meeting_id: Set(id),
            date: Set(*date),
            starts_at: Set(hour(10)),
            ends_at: Set(hour(15)),
            time_zone: Set("Europe/Warsaw".to_owned()),
        });
        for position in 1..=6 {
            let topic = (over && !body.topics.is_empty() && position == 3)
                .then(|| body.topics[made.random.usize(..body.topics.len())]);
            items.push(AgendaItem {
                id: made.id().into(),
                day_id: day.into(),
                parent_id: None,
                position,
                title: Some(format!("{}: {}", made.pick(names::ACTS), made.pick(names::MATTERS))),
                kind: AgendaItemKind::Discussion,
                planned_minutes: Some(30),
                speaker_text: None,
                topic_id: topic.map(Into::into),
                confidentiality: Confidentiality::Public,
                state: item_state,
                outcome_text: over.then(|| "Uczestnicy przyjęli wnioski i ustalili dalsze prace.".to_owned()),
                label: Some(format!("{}", items.len() + 1)),
                revision: 1,
                version: 1,
            });
        }
    }
    held.items = items.iter().map(|item| item.id.into()).collect();
    rows.releases.push(agenda_release::ActiveModel {
        meeting_id: Set(id),
        number: Set(1),
        published_at: Set(published),
        agenda_version: Set(1),
        items: Set(serde_json::to_string(&items)?),
    });
    rows.items.extend(items.into_iter().map(|item| agenda_item::ActiveModel {
        id: Set(item.id.into()),
        meeting_id: Set(id),
        day_id: Set(item.day_id.into()),
        parent_id: Set(None),
        position: Set(item.position),
        title: Set(item.title.unwrap_or_default()),
        kind: Set("discussion".to_owned()),
        planned_minutes: Set(item.planned_minutes),
        speaker_text: Set(None),
        topic_id: Set(item.topic_id.map(Into::into)),
        confidentiality: Set("public".to_owned()),
        state: Set(if over { "done" } else { "scheduled" }.to_owned()),
        outcome_text: Set(item.outcome_text),
        label: Set(item.label),
        revision: Set(1),
        version: Set(1),
        ..Default::default()
    }));
    Ok(held)
}
