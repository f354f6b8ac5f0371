//! Both groups of Małopolska with their topics and the meetings of 2013 and 2014.

use super::facts::directory::ROPS;
use super::facts::groups::{FAMILY_MEETINGS, FAMILY_TOPICS, FOSTER_MEETINGS, FOSTER_TOPICS, TopicFact};
use super::facts::platform::{COUNCIL_AND_GROUPS, FAMILY_PLAN, PLATFORM, PlanFact, foster_plan};
use super::facts::{Item, Past, Record, Said, Task};
use super::{Seeded, date, day_input};
use obrady_domain::groups::seed::{insert_body, insert_membership, insert_topic, insert_work_plan};
use obrady_domain::meetings::seed::{
    SeedActionItem, SeedAttendance, SeedItem, SeedMeeting, SeedRecord, insert_meeting,
};
use obrady_domain::{Result, WriteTx};
use obrady_types::BodyId;
use obrady_types::groups::{
    BodyCreate, BodyKind, FuzzyPeriod, GroupKind, MembershipCapacity, MembershipCreate, TopicCreate, TopicSource,
    TopicState,
};
use obrady_types::meetings::{
    ActionItemCreate, DecisionCreate, DeliverableCreate, FindingCreate, MeetingCreate, MeetingState, StatementCreate,
    StatementSide,
};
use obrady_types::work_plans::WorkPlanEntryCreate;

/// When the group on family support met first.
const FIRST_MEETING: (i32, u32, u32) = (2013, 7, 25);

pub(super) async fn seed(tx: &WriteTx, mut seeded: Seeded) -> Result<Seeded> {
    let platform = body(
        tx,
        &seeded,
        BodyKind::Platform,
        None,
        PLATFORM.name,
        PLATFORM.purpose,
        PLATFORM.established,
        Place { parent: None, areas: PLATFORM.areas },
    )
    .await?;
    let under = |areas| Place { parent: Some(platform), areas };
    for fact in COUNCIL_AND_GROUPS {
        let kind = if fact.is_council { BodyKind::Council } else { BodyKind::Group };
        let label = (!fact.is_council).then_some(GroupKind::Thematic);
        let place = under(fact.areas);
        body(tx, &seeded, kind, label, fact.name, fact.purpose, fact.established, place).await?;
    }
    seeded.family_group = body(
        tx,
        &seeded,
        BodyKind::Group,
        Some(GroupKind::Working),
        "Grupa robocza ds. wspierania rodziny",
        "Wyznaczanie kierunków działań, analiza potrzeb uczestników oraz jednostek pomocy społecznej, analiza zasobów i \
         realizowanych działań w obszarze wspierania rodziny.",
        FIRST_MEETING,
        under(&["wspieranie rodziny", "asystentura rodziny"]),
    )
    .await?;
    seeded.foster_group = body(
        tx,
        &seeded,
        BodyKind::Group,
        Some(GroupKind::Thematic),
        "Grupa tematyczna ds. systemu pieczy zastępczej",
        "Wymiana doświadczeń i wspólne stanowiska w sprawach pieczy zastępczej.",
        (2013, 1, 1),
        under(&["rodzinna piecza zastępcza", "instytucjonalna piecza zastępcza", "usamodzielnianie"]),
    )
    .await?;
    seeded.convent = body(
        tx,
        &seeded,
        BodyKind::Convent,
        None,
        "Konwent Dyrektorów Powiatowych Centrów Pomocy Rodzinie Województwa Małopolskiego",
        "Współpraca dyrektorów jednostek szczebla powiatowego w sprawach pomocy społecznej, pieczy zastępczej i \
         przeciwdziałania przemocy.",
        (2014, 10, 28),
        under(&["piecza zastępcza", "przeciwdziałanie przemocy domowej", "domy pomocy społecznej"]),
    )
    .await?;
    memberships(tx, &seeded).await?;
    let (family, foster) = (seeded.family_group, seeded.foster_group);
    topics(tx, &mut seeded, family, FAMILY_TOPICS).await?;
    topics(tx, &mut seeded, foster, FOSTER_TOPICS).await?;
    plans(tx, &seeded).await?;
    for past in FAMILY_MEETINGS {
        past_meeting(tx, &seeded, seeded.family_group, past, Vec::new()).await?;
    }
    for past in FOSTER_MEETINGS {
        past_meeting(tx, &seeded, seeded.foster_group, past, Vec::new()).await?;
    }
    Ok(seeded)
}

/// Where a body stands in the tree, and what it deals with.
#[derive(Clone, Copy, Default)]
struct Place<'a> {
    parent: Option<BodyId>,
    areas: &'a [&'a str],
}

#[expect(clippy::too_many_arguments, reason = "a body has that many parts")]
async fn body(
    tx: &WriteTx,
    seeded: &Seeded,
    kind: BodyKind,
    group_kind: Option<GroupKind>,
    name: &str,
    purpose: &str,
    established: (i32, u32, u32),
    place: Place<'_>,
) -> Result<BodyId> {
    let input = BodyCreate {
        kind,
        group_kind,
        name: name.to_owned(),
        purpose: purpose.to_owned(),
        host_institution_id: seeded.institutions.get(ROPS).copied(),
        parent_id: place.parent,
        topic_areas: place.areas.iter().map(|area| (*area).to_owned()).collect(),
        state: None,
        established_on: date(established),
        region_id: None,
    };
    insert_body(tx, seeded.region, input).await
}

/// Those who wrote the handbook, and the members of today.
async fn memberships(tx: &WriteTx, seeded: &Seeded) -> Result<()> {
    let member = |person_id, institution_id, capacity, from| MembershipCreate {
        person_id,
        institution_id,
        capacity,
        from: date(from),
        to: None,
    };
    for (person_id, institution_id) in &seeded.authors {
        let input = member(*person_id, *institution_id, MembershipCapacity::Member, FIRST_MEETING);
        insert_membership(tx, seeded.region, seeded.family_group, input).await?;
    }
    for (index, person_id) in seeded.members.iter().enumerate() {
        let body_id = if index % 2 == 0 { seeded.family_group } else { seeded.foster_group };
        let capacity = if index == 2 { MembershipCapacity::Expert } else { MembershipCapacity::Member };
        insert_membership(tx, seeded.region, body_id, member(*person_id, None, capacity, (2024, 1, 1))).await?;
    }
    Ok(())
}

async fn topics(tx: &WriteTx, seeded: &mut Seeded, body: BodyId, facts: &[TopicFact]) -> Result<()> {
    for fact in facts {
        let (from, precision) = fact.planned;
        let input = TopicCreate {
            title: fact.title.to_owned(),
            sub_points: fact.parts.iter().map(|part| (*part).to_owned()).collect(),
            priority: Some(fact.priority),
            planned: Some(FuzzyPeriod { from: date(from), precision }),
        };
        let state = if fact.done { TopicState::Done } else { TopicState::Backlog };
        let id = insert_topic(tx, seeded.region, body, input, TopicSource::PreviousMeeting, state).await?;
        seeded.topics.insert(fact.title, id);
    }
    Ok(())
}

/// The work plan of 25 July 2013, and the topics that the group on foster care planned for 2015.
async fn plans(tx: &WriteTx, seeded: &Seeded) -> Result<()> {
    let foster = foster_plan();
    for (body, year, facts) in
        [(seeded.family_group, 2013, FAMILY_PLAN), (seeded.foster_group, 2015, foster.as_slice())]
    {
        let entries = facts.iter().filter_map(|fact| entry(seeded, fact)).collect();
        insert_work_plan(tx, seeded.region, body, year, entries).await?;
    }
    Ok(())
}

fn entry(seeded: &Seeded, fact: &PlanFact) -> Option<WorkPlanEntryCreate> {
    let period = |(from, precision)| FuzzyPeriod { from: date(from), precision };
    Some(WorkPlanEntryCreate {
        topic_id: *seeded.topics.get(fact.topic)?,
        planned: period(fact.planned),
        deliverable: fact.deliverable.map(ToOwned::to_owned),
        note: fact.note.map(ToOwned::to_owned),
        meetings: fact.meetings.iter().copied().map(period).collect(),
        position: None,
    })
}

/// A meeting that was held. Its hours are invented, so it is marked synthetic.
pub(super) async fn past_meeting(
    tx: &WriteTx,
    seeded: &Seeded,
    body_id: BodyId,
    past: &Past,
    attendance: Vec<SeedAttendance>,
) -> Result<()> {
    let meeting = MeetingCreate {
        body_id,
        title: past.title.to_owned(),
        mode: past.mode,
        venue: past.venue.map(ToOwned::to_owned),
        days: past.days.iter().map(|(day, _)| day_input(date(*day))).collect(),
    };
    let items = past.days.iter().map(|(_, items)| items.iter().map(|item| seed_item(seeded, item)).collect()).collect();
    let (ordinal, state) = (past.ordinal, MeetingState::Held);
    let seed = SeedMeeting { meeting, items, ordinal, state, attendance, synthetic: true };
    insert_meeting(tx, seeded.region, seed).await.map(|_| ())
}

pub(super) fn seed_item(seeded: &Seeded, item: &Item) -> SeedItem {
    SeedItem {
        title: item.title.to_owned(),
        kind: item.kind,
        minutes: item.minutes,
        speaker: item.speaker.map(ToOwned::to_owned),
        outcome: item.outcome.map(ToOwned::to_owned),
        topic_id: item.topic.and_then(|title| seeded.topics.get(title)).copied(),
        record: seed_record(seeded, &item.record),
        children: item.children.iter().map(|child| seed_item(seeded, child)).collect(),
    }
}

fn seed_record(seeded: &Seeded, record: &Record) -> SeedRecord {
    let statement = |said: &Said| {
        let input = StatementCreate {
            side: if said.host { StatementSide::Host } else { StatementSide::Participants },
            text: said.text.to_owned(),
            led_to: said.led_to.map(ToOwned::to_owned),
            ..StatementCreate::default()
        };
        (input, said.answers)
    };
    let finding = |(area, text): &(&str, &str)| FindingCreate {
        text: (*text).to_owned(),
        area: Some((*area).to_owned()).filter(|area| !area.is_empty()),
    };
    let task = |task: &Task| {
        let (from, precision) = task.due;
        let made = task.deliverable.zip(task.kind).map(|((title, description, url), kind)| DeliverableCreate {
            title: title.to_owned(),
            kind,
            description: Some(description.to_owned()),
            url: url.to_owned(),
            published_on: None,
        });
        SeedActionItem {
            input: ActionItemCreate {
                title: task.title.to_owned(),
                owner_person_id: None,
                owner_institution_id: seeded.institutions.get(ROPS).copied(),
                due: FuzzyPeriod { from: date(from), precision },
                decision_id: None,
                deliverable_kind: task.kind,
            },
            completed_on: task.done.map(date),
            deliverables: made.into_iter().collect(),
        }
    };
    SeedRecord {
        statements: record.statements.iter().map(statement).collect(),
        findings: record.findings.iter().map(finding).collect(),
        decisions: record.decisions.iter().map(|text| DecisionCreate { text: (*text).to_owned() }).collect(),
        action_items: record.tasks.iter().map(task).collect(),
    }
}
