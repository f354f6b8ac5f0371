//! The chain goal – topic – agenda item – decision: what of it is told to whom, and what it costs (API-25).

use obrady_client::{Client, TopicLinkFilter};
use obrady_tests::world::{add, day};
use obrady_tests::{App, Who, start};
use obrady_types::groups::TopicCreate;
use obrady_types::meetings::{
    AgendaAdd, AgendaCommand, AgendaCommands, AgendaItemStep, AgendaPlace, AgendaPublish, Confidentiality,
    DecisionCreate, FindingCreate, MeetingCreate, MeetingMode,
};
use obrady_types::programmes::{TopicLink, TopicLinkCreate};
use obrady_types::{AgendaItemId, MeetingId, PageQuery, TopicId};
use std::collections::BTreeSet;
use std::sync::atomic::Ordering;

/// A topic of the group that works on the programme's first goal.
async fn linked_topic(app: &App, client: &Client, title: &str) -> TopicId {
    let input = TopicCreate { title: title.into(), sub_points: Vec::new(), priority: None, planned: None };
    let topic_id = client.create_topic(app.world.group, &input).await.expect("a topic").id;
    let link = TopicLinkCreate {
        objective_id: Some(app.world.objectives[0]),
        recommendation_id: None,
        initiative_id: None,
        topic_id,
    };
    client.create_topic_link(app.world.programme, &link).await.expect("a link");
    topic_id
}

/// A meeting today that takes these topics up, agenda published and begun.
async fn begun(app: &App, client: &Client, topics: &[(TopicId, Confidentiality)]) -> (MeetingId, Vec<AgendaItemId>) {
    let input = MeetingCreate {
        body_id: app.world.group,
        title: "Dziś".into(),
        mode: MeetingMode::InPerson,
        venue: None,
        days: vec![day(2026, 11, 24)],
    };
    let meeting = client.create_meeting(&input).await.expect("a meeting");
    let mut items: Vec<AgendaItemId> = Vec::new();
    let mut commands = Vec::new();
    for (topic, confidentiality) in topics {
        let id = AgendaItemId(app.ctx.new_id());
        let place = AgendaPlace { day_id: meeting.days[0].id, parent_id: None, after_id: items.last().copied() };
        commands.push(AgendaCommand::Add(AgendaAdd {
            topic_id: Some(*topic),
            confidentiality: *confidentiality,
            ..add(id, place, "Punkt")
        }));
        items.push(id);
    }
    let agenda = client.apply_agenda_commands(meeting.id, &AgendaCommands { commands }).await.expect("items");
    client.publish_agenda(meeting.id, &AgendaPublish { agenda_version: agenda.version }).await.expect("published");
    let version = client.get_meeting(meeting.id).await.expect("the meeting").version;
    client.start_meeting(meeting.id, version).await.expect("begun");
    for item in &items {
        let finding = FindingCreate { text: "Rozeznano".into(), area: None };
        client.create_finding(*item, &finding).await.expect("a finding");
        client.create_decision(*item, &DecisionCreate { text: "Ustalono".into() }).await.expect("a decision");
    }
    (meeting.id, items)
}

async fn hold(client: &Client, id: MeetingId, items: &[AgendaItemId]) {
    for item in items {
        let version = client.get_agenda_item(*item).await.expect("the item").version;
        client.advance_agenda_item(*item, version, AgendaItemStep::Finish).await.expect("finished");
    }
    let version = client.get_meeting(id).await.expect("the meeting").version;
    client.hold_meeting(id, version).await.expect("held");
}

async fn of_topic(client: &Client, topic: TopicId) -> TopicLink {
    let filter = TopicLinkFilter { topic_id: Some(topic), ..TopicLinkFilter::default() };
    client.list_topic_links(&filter).await.expect("links").items.remove(0)
}

#[tokio::test]
async fn decisions_follow_when_the_meeting_is_over_and_never_of_what_is_closed() {
    let app = start().await;
    let client = app.client(Who::Admin).await;
    let open = linked_topic(&app, &client, "Jawny").await;
    let closed = linked_topic(&app, &client, "Zamknięty").await;
    let plan = [(open, Confidentiality::Public), (closed, Confidentiality::Closed)];
    let (meeting, items) = begun(&app, &client, &plan).await;
    let nobody = app.anonymous();
    let taken = of_topic(&nobody, open).await.taken_up;
    assert_eq!(taken.len(), 1, "the agenda is published");
    assert!(taken[0].decisions.is_empty() && taken[0].findings.is_empty(), "nothing is told while it goes on");
    hold(&client, meeting, &items).await;
    let taken = of_topic(&nobody, open).await.taken_up;
    assert_eq!((taken[0].agenda_item_id, taken[0].meeting_id), (items[0], meeting));
    assert_eq!(taken[0].decisions.iter().map(|one| one.text.as_str()).collect::<Vec<_>>(), ["Ustalono"]);
    assert_eq!(taken[0].findings.iter().map(|one| one.text.as_str()).collect::<Vec<_>>(), ["Rozeznano"]);
    assert_eq!(taken[0].decisions[0].agenda_item_id, items[0]);
    assert!(of_topic(&nobody, closed).await.taken_up.is_empty(), "a closed item tells nothing");
}

#[tokio::test]
async fn the_links_of_a_meeting_are_those_of_what_one_reads_on_its_agenda() {
    let app = start().await;
    let client = app.client(Who::Admin).await;
    let open = linked_topic(&app, &client, "Jawny").await;
    let closed = linked_topic(&app, &client, "Zamknięty").await;
    let inner = linked_topic(&app, &client, "Wewnętrzny").await;
    let plan = [(open, Confidentiality::Public), (closed, Confidentiality::Closed), (inner, Confidentiality::Members)];
    let (meeting, _) = begun(&app, &client, &plan).await;
    let found = async |who, meeting_id| {
        let filter = TopicLinkFilter { meeting_id: Some(meeting_id), ..TopicLinkFilter::default() };
        let links = app.client(who).await.list_topic_links(&filter).await.expect("links").items;
        links.into_iter().map(|link| link.topic_id).collect::<BTreeSet<_>>()
    };
    for who in [Who::Anonymous, Who::OtherAdmin] {
        assert_eq!(found(who, meeting).await, BTreeSet::from([open]), "{who:?}");
    }
    for who in [Who::Member, Who::Coordinator, Who::Admin] {
        assert_eq!(found(who, meeting).await, BTreeSet::from([open, closed, inner]), "{who:?}");
    }
    let draft = AgendaCommand::Add(AgendaAdd {
        topic_id: Some(app.world.topics[0]),
        ..add(
            AgendaItemId(app.ctx.new_id()),
            AgendaPlace { day_id: app.world.draft_days[0], parent_id: None, after_id: None },
            "Szkic",
        )
    });
    client.apply_agenda_commands(app.world.draft, &AgendaCommands { commands: vec![draft] }).await.expect("planned");
    assert!(found(Who::Anonymous, app.world.draft).await.is_empty(), "a draft is nobody's business");
    let planned = BTreeSet::from([app.world.topics[0]]);
    assert_eq!(found(Who::Coordinator, app.world.draft).await, planned);
}

#[tokio::test]
async fn forty_links_cost_as_many_statements_as_one() {
    let app = start().await;
    let client = app.client(Who::Admin).await;
    let mut plan = Vec::new();
    for n in 0..40 {
        plan.push((linked_topic(&app, &client, &format!("Temat {n}")).await, Confidentiality::Public));
    }
    let (meeting, items) = begun(&app, &client, &plan).await;
    hold(&client, meeting, &items).await;
    let nobody = app.anonymous();
    let cost = async |filter: TopicLinkFilter| {
        let before = app.statements.load(Ordering::Relaxed);
        let links = nobody.list_topic_links(&filter).await.expect("links").items;
        (app.statements.load(Ordering::Relaxed) - before, links)
    };
    let (few, one) = cost(TopicLinkFilter { topic_id: Some(plan[0].0), ..TopicLinkFilter::default() }).await;
    assert_eq!(one.len(), 1);
    let page = PageQuery { limit: Some(100), ..PageQuery::default() };
    let whole = TopicLinkFilter { programme_id: Some(app.world.programme), page, ..TopicLinkFilter::default() };
    let (many, links) = cost(whole).await;
    assert_eq!((many, links.len()), (few, 43), "those of the test world included");
    assert_eq!(links.iter().filter(|link| link.taken_up.iter().any(|item| item.decisions.len() == 1)).count(), 40);
}
