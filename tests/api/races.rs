//! Many at once: exactly one wins, nobody sees half a change.

use futures_util::future::join_all;
use obrady_client::{AffiliationFilter, ClientError, Method, TermFilter};
use obrady_tests::world::{add, day};
use obrady_tests::{Who, start, start_of_test};
use obrady_types::convents::{Office, TermStart};
use obrady_types::directory::{AffiliationPatch, PersonPatch};
use obrady_types::groups::TopicCreate;
use obrady_types::meetings::{AgendaAdd, AgendaCommand, AgendaCommands, AgendaPlace, MeetingCreate, MeetingMode};
use obrady_types::{ErrorCode, PageQuery, Patch, TopicId};
use serde_json::json;
use std::collections::BTreeMap;

fn tally<T>(answers: &[Result<T, ClientError>]) -> BTreeMap<String, usize> {
    let mut tally = BTreeMap::new();
    for answer in answers {
        let word = match answer {
            Ok(_) => "ok".to_owned(),
            Err(error) => error.code().map_or_else(|| error.to_string(), |code| code.as_str().to_owned()),
        };
        *tally.entry(word).or_insert(0) += 1;
    }
    tally
}

#[tokio::test]
async fn fifty_successors_of_one_term() {
    let app = start().await;
    let admin = app.client(Who::Admin).await;
    let input = TermStart {
        office: Office::Chair,
        person_id: app.world.heads[2],
        starts_at: start_of_test() + chrono::Duration::days(7),
        predecessor_id: Some(app.world.chair_term),
        declared_at: None,
        decision_reference: None,
        deputy: None,
    };
    let answers = join_all((0..50).map(|_| admin.start_term(app.world.convent, &input))).await;
    assert_eq!(tally(&answers), BTreeMap::from([("ok".into(), 1), (ErrorCode::TermSuperseded.as_str().into(), 49)]));
    let filter = TermFilter { office: Some(Office::Chair), ..TermFilter::default() };
    let mut terms = admin.list_terms(app.world.convent, &filter).await.expect("the terms").items;
    terms.sort_by_key(|term| term.starts_at);
    assert_eq!(terms.len(), 2);
    for pair in terms.windows(2) {
        assert_eq!(pair[0].ended_at, Some(pair[1].starts_at), "one ends where the next begins");
    }
    assert_eq!(terms[1].ended_at, None);
}

#[tokio::test]
async fn fifty_changes_of_one_version() {
    let app = start().await;
    let admin = app.client(Who::Admin).await;
    let person = admin.get_person(app.world.member).await.expect("the person");
    let answers = join_all((0..50).map(|n| {
        let patch = PersonPatch { first_name: Patch::Value(format!("Anna {n}")), ..PersonPatch::default() };
        let (admin, id, version) = (admin.clone(), person.id, person.version);
        async move { admin.update_person(id, version, &patch).await }
    }))
    .await;
    assert_eq!(tally(&answers), BTreeMap::from([("ok".into(), 1), (ErrorCode::StaleVersion.as_str().into(), 49)]));
    let now = admin.get_person(person.id).await.expect("the person");
    let winner = answers.into_iter().find_map(Result::ok).expect("one won");
    assert_eq!((now.version, &now.first_name), (person.version + 1, &winner.first_name));
}

#[tokio::test]
async fn twenty_posts_with_one_key_make_one_topic() {
    let app = start().await;
    let coordinator = app.client(Who::Coordinator).await;
    let input = TopicCreate { title: "Jeden temat".into(), sub_points: vec![], priority: None, planned: None };
    let keyed = coordinator.with_idempotency_key("only-one");
    let answers = join_all((0..20).map(|_| keyed.create_topic(app.world.group, &input))).await;
    let mut ids = Vec::new();
    for answer in &answers {
        match answer {
            Ok(topic) => ids.push(topic.id),
            Err(error) => assert_eq!(error.code(), Some(ErrorCode::IdempotencyKeyInUse), "{error}"),
        }
    }
    ids.dedup();
    assert_eq!(ids.len(), 1, "all that were answered name the same topic");
    let topics = coordinator.list_topics(app.world.group, None, &PageQuery::default()).await.expect("the topics");
    assert_eq!(topics.items.iter().filter(|topic| topic.title == "Jeden temat").count(), 1);
    let again = keyed.create_topic(app.world.group, &input).await.expect("the stored answer");
    assert_eq!(again.id, ids[0]);
    let other = TopicCreate { title: "Inny".into(), ..input };
    let reused = keyed.create_topic(app.world.group, &other).await.expect_err("another body");
    assert_eq!(reused.code(), Some(ErrorCode::IdempotencyKeyReused));
}

#[tokio::test]
async fn fifty_writers_at_once_all_succeed() {
    let app = start().await;
    let coordinator = app.client(Who::Coordinator).await;
    let answers = join_all((0..50).map(|n| {
        let input = MeetingCreate {
            body_id: app.world.group,
            title: format!("Spotkanie {n}"),
            mode: MeetingMode::Online,
            venue: None,
            days: vec![day(2027, 1, 12)],
        };
        let coordinator = coordinator.clone();
        async move { coordinator.create_meeting(&input).await }
    }))
    .await;
    assert_eq!(tally(&answers), BTreeMap::from([("ok".into(), 50)]));
}

#[tokio::test]
async fn the_old_chairs_token_ends_with_the_term() {
    let app = start().await;
    let admin = app.client(Who::Admin).await;
    let starts_at = start_of_test() + chrono::Duration::minutes(5);
    let input = TermStart {
        office: Office::Chair,
        person_id: app.world.heads[2],
        starts_at,
        predecessor_id: Some(app.world.chair_term),
        declared_at: None,
        decision_reference: None,
        deputy: None,
    };
    admin.start_term(app.world.convent, &input).await.expect("the new term");
    let chair = app.client(Who::Chair).await;
    let body = json!({"body_id": app.world.convent, "title": "Sesja",
        "days": [{"date": "2027-02-01", "starts_at": "10:00:00", "ends_at": "12:00:00"}]});
    let create = async || {
        let request = chair.request(Method::POST, "/api/v1/meetings").json(&body);
        request.send().await.expect("an answer").status().as_u16()
    };
    app.clock.set(starts_at - chrono::Duration::milliseconds(1));
    assert_eq!(create().await, 201, "one millisecond before");
    app.clock.set(starts_at);
    assert_eq!(create().await, 403, "at the start of the new term");
}

#[tokio::test]
async fn two_agendas_that_want_the_same_topics_do_not_wait_in_a_circle() {
    let app = start().await;
    let client = app.client(Who::Coordinator).await;
    let mut meetings = Vec::new();
    for title in ["Pierwsze", "Drugie"] {
        let input = MeetingCreate {
            body_id: app.world.group,
            title: title.into(),
            mode: MeetingMode::Online,
            venue: None,
            days: vec![day(2027, 1, 12)],
        };
        meetings.push(client.create_meeting(&input).await.expect("made"));
    }
    let take = |meeting: usize, topics: [TopicId; 2]| {
        let place = AgendaPlace { day_id: meetings[meeting].days[0].id, parent_id: None, after_id: None };
        let item = |topic| {
            let item = add(app.ctx.new_id().into(), place, "Temat");
            AgendaCommand::Add(AgendaAdd { topic_id: Some(topic), ..item })
        };
        AgendaCommands { commands: topics.map(item).to_vec() }
    };
    let (one, other) = (app.world.topics[0], app.world.topics[1]);
    for round in 0..20 {
        let batches = [take(0, [one, other]), take(1, [other, one])];
        let sent =
            batches.iter().zip(&meetings).map(|(batch, meeting)| client.apply_agenda_commands(meeting.id, batch));
        let answers = join_all(sent).await;
        let wanted = [("ok".into(), 1), (ErrorCode::TopicAlreadyPlanned.as_str().into(), 1)];
        assert_eq!(tally(&answers), BTreeMap::from(wanted), "round {round}");
        let winner = answers.iter().position(Result::is_ok).expect("one won");
        client.undo_agenda_commands(meetings[winner].id).await.expect("given back");
    }
}

#[tokio::test]
async fn no_term_starts_by_a_post_that_ends_at_the_same_time() {
    let app = start().await;
    let admin = app.client(Who::Admin).await;
    let (person, starts_at) = (app.world.heads[2], start_of_test() + chrono::Duration::days(7));
    let filter = AffiliationFilter { person_id: Some(person), ..AffiliationFilter::default() };
    for round in 0..12 {
        let post = admin.list_affiliations(&filter).await.expect("posts").items.remove(0);
        let to = Patch::Value(start_of_test().date_naive());
        let ends = AffiliationPatch { to, ..AffiliationPatch::default() };
        let input = TermStart {
            office: Office::Chair,
            person_id: person,
            starts_at,
            predecessor_id: Some(app.world.chair_term),
            declared_at: None,
            decision_reference: None,
            deputy: None,
        };
        let (ended, started) = tokio::join!(
            admin.update_affiliation(post.id, post.version, &ends),
            admin.start_term(app.world.convent, &input)
        );
        let ended = ended.expect("the post ends");
        if let Err(error) = started {
            assert_eq!(error.code(), Some(ErrorCode::SeatRequired), "round {round}");
        }
        let chair = admin.get_officers(app.world.convent, Some(starts_at)).await.expect("officers").chair;
        assert_eq!(chair.expect("a chair").id, app.world.chair_term, "round {round}");
        let again = AffiliationPatch { to: Patch::Null, ..AffiliationPatch::default() };
        admin.update_affiliation(post.id, ended.version, &again).await.expect("the post goes on");
    }
}
