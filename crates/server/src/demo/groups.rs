//! Both groups of Małopolska with their topics and the meetings of 2013 and 2014.

use super::facts::{FAMILY_MEETINGS, FAMILY_TOPICS, FOSTER_MEETINGS, FOSTER_TOPICS, Item, Past, TopicFact};
use super::{Seeded, date, day_input};
use obrady_domain::groups::seed::{insert_body, insert_membership, insert_topic};
use obrady_domain::meetings::seed::{SeedItem, SeedMeeting, insert_meeting};
use obrady_domain::{Result, WriteTx};
use obrady_types::BodyId;
use obrady_types::groups::{
    BodyCreate, BodyKind, GroupKind, MembershipCapacity, MembershipCreate, TopicCreate, TopicSource, TopicState,
};
use obrady_types::meetings::{MeetingCreate, MeetingState};

pub(super) async fn seed(tx: &WriteTx, mut seeded: Seeded) -> Result<Seeded> {
    seeded.family_group = body(
        tx,
        &seeded,
        BodyKind::Group,
        Some(GroupKind::Working),
        "Grupa robocza ds. wspierania rodziny",
        "Wyznaczanie kierunków działań, analiza potrzeb uczestników oraz jednostek pomocy społecznej, analiza zasobów i \
         realizowanych działań w obszarze wspierania rodziny.",
        (2013, 7, 25),
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
    )
    .await?;
    for (index, person_id) in seeded.members.iter().enumerate() {
        let body_id = if index % 2 == 0 { seeded.family_group } else { seeded.foster_group };
        let capacity = if index == 2 { MembershipCapacity::Expert } else { MembershipCapacity::Member };
        let input =
            MembershipCreate { person_id: *person_id, institution_id: None, capacity, from: date((2024, 1, 1)) };
        insert_membership(tx, seeded.region, body_id, input).await?;
    }
    topics(tx, &seeded, seeded.family_group, FAMILY_TOPICS).await?;
    topics(tx, &seeded, seeded.foster_group, FOSTER_TOPICS).await?;
    for past in FAMILY_MEETINGS {
        past_meeting(tx, &seeded, seeded.family_group, past).await?;
    }
    for past in FOSTER_MEETINGS {
        past_meeting(tx, &seeded, seeded.foster_group, past).await?;
    }
    Ok(seeded)
}

async fn body(
    tx: &WriteTx,
    seeded: &Seeded,
    kind: BodyKind,
    group_kind: Option<GroupKind>,
    name: &str,
    purpose: &str,
    established: (i32, u32, u32),
) -> Result<BodyId> {
    let input = BodyCreate {
        kind,
        group_kind,
        name: name.to_owned(),
        purpose: purpose.to_owned(),
        host_institution_id: Some(seeded.rops),
        established_on: date(established),
        region_id: None,
    };
    insert_body(tx, seeded.region, input).await
}

async fn topics(tx: &WriteTx, seeded: &Seeded, body: BodyId, facts: &[TopicFact]) -> Result<()> {
    for (title, parts, priority, done) in facts {
        let input = TopicCreate {
            title: (*title).to_owned(),
            sub_points: parts.iter().map(|part| (*part).to_owned()).collect(),
            priority: Some(*priority),
            planned: None,
        };
        let state = if *done { TopicState::Done } else { TopicState::Backlog };
        insert_topic(tx, seeded.region, body, input, TopicSource::PreviousMeeting, state).await?;
    }
    Ok(())
}

/// A meeting that was held. Its hours are invented, so it is marked synthetic.
pub(super) async fn past_meeting(tx: &WriteTx, seeded: &Seeded, body_id: BodyId, past: &Past) -> Result<()> {
    let meeting = MeetingCreate {
        body_id,
        title: past.title.to_owned(),
        mode: past.mode,
        venue: past.venue.map(ToOwned::to_owned),
        days: past.days.iter().map(|(day, _)| day_input(date(*day))).collect(),
    };
    let items = past.days.iter().map(|(_, items)| items.iter().map(seed_item).collect()).collect();
    let seed = SeedMeeting { meeting, items, ordinal: Some(past.ordinal), state: MeetingState::Held, synthetic: true };
    insert_meeting(tx, seeded.region, seed).await.map(|_| ())
}

pub(super) fn seed_item(item: &Item) -> SeedItem {
    SeedItem {
        title: item.title.to_owned(),
        kind: item.kind,
        minutes: item.minutes,
        speaker: item.speaker.map(ToOwned::to_owned),
        outcome: item.outcome.map(ToOwned::to_owned),
        topic_id: None,
        children: item.children.iter().map(seed_item).collect(),
    }
}
