//! Programmes: the tree of goals, versions in force, relations, and the chain from a goal to an agenda (I-21).

use futures_util::future::join_all;
use obrady_client::{Client, ClientError, ProgrammeFilter, RelationFilter, TopicLinkFilter};
use obrady_tests::world::{add, objective, programme};
use obrady_tests::{App, Who, start};
use obrady_types::meetings::{AgendaAdd, AgendaCommand, AgendaCommands, AgendaPlace, AgendaPublish, Confidentiality};
use obrady_types::programmes::{
    AdoptingBody, ObjectiveCreate, ObjectiveLevel, ObjectiveMove, ObjectivePatch, ObjectiveStatus, ProgrammePatch,
    ProgrammeRelationCreate, ProgrammeRelationKind, ProgrammeScope, ProgrammeState, ProgrammeVersionCreate,
    ProgrammeVersionPatch,
};
use obrady_types::{AgendaItemId, ErrorCode, ObjectiveId, PageQuery, Patch, ProgrammeId};
use std::sync::atomic::Ordering;

/// Code and pointers of a refusal.
fn refusal<T: std::fmt::Debug>(answer: Result<T, ClientError>) -> (ErrorCode, Vec<String>) {
    match answer.expect_err("refused") {
        ClientError::Problem(problem) => {
            (problem.code, problem.errors.into_iter().map(|error| error.pointer).collect())
        }
        other => panic!("{other}"),
    }
}

async fn codes(client: &Client, id: ProgrammeId) -> Vec<String> {
    let tree = client.get_objective_tree(id).await.expect("the goals");
    tree.objectives.into_iter().map(|goal| goal.code).collect()
}

fn under(parent_id: Option<ObjectiveId>, after_id: Option<ObjectiveId>) -> ObjectiveMove {
    ObjectiveMove { parent_id, after_id, code: None }
}

/// A new programme that the caller made, in work.
async fn drafted(client: &Client, app: &App, title: &str) -> ProgrammeId {
    let made = client.create_programme(&programme(ProgrammeScope::Provincial, title, app.world.region)).await;
    let made = made.expect("a programme");
    let drafting = ProgrammePatch { state: Some(ProgrammeState::Drafting), ..ProgrammePatch::default() };
    client.update_programme(made.id, made.version, &drafting).await.expect("in work").id
}

#[tokio::test]
async fn a_concept_is_known_to_its_editors_only() {
    let app = start().await;
    let admin = app.client(Who::Admin).await;
    let made = admin.create_programme(&programme(ProgrammeScope::County, "Zamysł", app.world.region)).await;
    let made = made.expect("a concept");
    let filter = ProgrammeFilter { q: Some("zamysl".into()), ..ProgrammeFilter::default() };
    for (who, seen) in
        [(Who::Anonymous, false), (Who::Coordinator, false), (Who::OtherAdmin, false), (Who::Operator, true)]
    {
        let client = app.client(who).await;
        assert_eq!(client.get_programme(made.id).await.is_ok(), seen, "{who:?}");
        assert_eq!(client.get_objective_tree(made.id).await.is_ok(), seen, "{who:?}");
        assert_eq!(client.list_programmes(&filter).await.expect("a list").items.len(), usize::from(seen), "{who:?}");
        if !seen && who != Who::Anonymous {
            let patch = ProgrammePatch { state: Some(ProgrammeState::Drafting), ..ProgrammePatch::default() };
            let refused = client.update_programme(made.id, made.version, &patch).await;
            assert_eq!(refusal(refused).0, ErrorCode::NotFound);
        }
    }
}

#[tokio::test]
async fn a_coordinator_of_a_programme_makes_another_and_coordinates_it() {
    let app = start().await;
    let client = app.client(Who::Coordinator).await;
    let input = programme(ProgrammeScope::Provincial, "Następny", app.world.region);
    let made = client.create_programme(&input).await.expect("a concept");
    assert!(made.editable);
    let drafting = ProgrammePatch { state: Some(ProgrammeState::Drafting), ..ProgrammePatch::default() };
    client.update_programme(made.id, made.version, &drafting).await.expect("one's own");
    let me = client.get_me().await.expect("me");
    assert!(me.roles.iter().any(|grant| grant.programme_id == Some(made.id)));
    let elsewhere = programme(ProgrammeScope::Provincial, "Obcy", app.world.other_region);
    assert_eq!(refusal(client.create_programme(&elsewhere).await).0, ErrorCode::Forbidden);
    let other = app.client(Who::OtherCoordinator).await;
    assert_eq!(refusal(other.create_programme(&input).await).0, ErrorCode::Forbidden, "of a group only");
    // Concepts of others stay theirs.
    let admin = app.client(Who::Admin).await;
    let theirs = admin.create_programme(&programme(ProgrammeScope::County, "Zamysł", app.world.region)).await;
    let theirs = theirs.expect("a concept").id;
    assert_eq!(refusal(client.get_programme(theirs).await).0, ErrorCode::NotFound);
    // The administrator's own rights do not need a grant.
    let grants = admin.get_me().await.expect("me").roles;
    assert!(grants.iter().all(|grant| grant.programme_id.is_none()));
}

#[tokio::test]
async fn the_audit_tells_what_a_programme_was_and_is() {
    let app = start().await;
    let admin = app.client(Who::Admin).await;
    let now = admin.get_programme(app.world.programme).await.expect("the programme");
    let owner = app.world.institutions[0];
    let patch = ProgrammePatch {
        title: Patch::Value("Inny".into()),
        owner_institution_id: Patch::Value(owner),
        ..ProgrammePatch::default()
    };
    admin.update_programme(now.id, now.version, &patch).await.expect("changed");
    let goal = admin.get_objective(app.world.objectives[2]).await.expect("the goal");
    let done = ObjectivePatch { status: Patch::Value(ObjectiveStatus::Done), ..ObjectivePatch::default() };
    admin.update_objective(goal.id, goal.version, &done).await.expect("done");
    let told = async |id: uuid::Uuid| {
        let filter = obrady_client::AuditFilter { object_id: Some(id), ..Default::default() };
        let last = admin.list_audit_events(&filter).await.expect("events").items.remove(0);
        last.changes.into_iter().map(|one| (one.field, one.before, one.after)).collect::<Vec<_>>()
    };
    let text = |text: &str| Some(text.to_owned());
    let changes = told(now.id.into()).await;
    assert!(changes.contains(&("title".to_owned(), text(&now.title), text("Inny"))), "{changes:?}");
    let set = ("owner_institution_id".to_owned(), None, Some(owner.to_string()));
    assert!(changes.contains(&set), "{changes:?}");
    assert_eq!(changes.len(), 2, "only what changed: {changes:?}");
    let changes = told(goal.id.into()).await;
    assert!(changes.contains(&("status".to_owned(), None, text("done"))), "{changes:?}");
}

#[tokio::test]
async fn a_programme_goes_through_its_life() {
    let app = start().await;
    let client = app.client(Who::Coordinator).await;
    let id = app.world.programme;
    let step = async |state| {
        let now = client.get_programme(id).await.expect("the programme");
        let patch = ProgrammePatch { state: Some(state), ..ProgrammePatch::default() };
        client.update_programme(id, now.version, &patch).await
    };
    let not_yet = (ErrorCode::ProgrammeState, vec!["/state".to_owned()]);
    assert_eq!(refusal(step(ProgrammeState::InForce).await), not_yet, "not adopted");
    assert_eq!(refusal(step(ProgrammeState::Adopted).await), not_yet, "no version was adopted");
    let version = client.list_programme_versions(id, &PageQuery::default()).await.expect("versions").items.remove(0);
    let patch = ProgrammeVersionPatch {
        adopted_by: Patch::Value(AdoptingBody::Board),
        resolution_number: Patch::Value("2534/23".into()),
        in_force_from: Patch::Value("2030-01-01".parse().expect("a date")),
        ..ProgrammeVersionPatch::default()
    };
    let version = client.update_programme_version(version.id, version.version, &patch).await.expect("adopted");
    assert_eq!(step(ProgrammeState::Adopted).await.expect("adopted").state, ProgrammeState::Adopted);
    assert_eq!(refusal(step(ProgrammeState::InForce).await), not_yet, "no version is in force today");
    let patch = ProgrammeVersionPatch {
        in_force_from: Patch::Value("2024-01-01".parse().expect("a date")),
        ..ProgrammeVersionPatch::default()
    };
    client.update_programme_version(version.id, version.version, &patch).await.expect("in force");
    assert_eq!(step(ProgrammeState::InForce).await.expect("in force").state, ProgrammeState::InForce);
    assert_eq!(step(ProgrammeState::UnderUpdate).await.expect("changed").state, ProgrammeState::UnderUpdate);
    assert_eq!(step(ProgrammeState::Superseded).await.expect("over").state, ProgrammeState::Superseded);
    assert_eq!(refusal(step(ProgrammeState::Drafting).await), not_yet, "nothing follows");
}

#[tokio::test]
async fn two_versions_are_never_in_force_at_once() {
    let app = start().await;
    let client = app.client(Who::Coordinator).await;
    let id = app.world.programme;
    let version = |from: &str, to: Option<&str>| ProgrammeVersionCreate {
        summary: String::new(),
        adopted_by: None,
        resolution_number: None,
        resolution_date: None,
        in_force_from: Some(from.parse().expect("a date")),
        in_force_to: to.map(|day| day.parse().expect("a date")),
    };
    // The world's version is in force since 2024-01-01.
    let second = client.create_programme_version(id, &version("2026-01-01", None)).await;
    assert_eq!(refusal(second).0, ErrorCode::ProgrammeVersionOverlap);
    let backwards = client.create_programme_version(id, &version("2026-01-01", Some("2025-01-01"))).await;
    assert_eq!(refusal(backwards), (ErrorCode::ValidationFailed, vec!["/in_force_to".to_owned()]));
    client.create_programme_version(id, &version("2020-01-01", Some("2024-01-01"))).await.expect("before it");
    let first = client.list_programme_versions(id, &PageQuery::default()).await.expect("versions").items;
    assert_eq!(first.iter().map(|version| version.number).collect::<Vec<_>>(), [2, 1]);
    let earlier = ProgrammeVersionPatch {
        in_force_from: Patch::Value("2023-12-31".parse().expect("a date")),
        ..ProgrammeVersionPatch::default()
    };
    let refused = client.update_programme_version(first[1].id, first[1].version, &earlier).await;
    assert_eq!(refusal(refused).0, ErrorCode::ProgrammeVersionOverlap);
    // Many at once: one wins.
    let open = drafted(&app.client(Who::Admin).await, &app, "Program z wersjami").await;
    let admin = app.client(Who::Admin).await;
    let answers = join_all((0..10).map(|_| {
        let (admin, input) = (admin.clone(), version("2026-01-01", None));
        async move { admin.create_programme_version(open, &input).await }
    }))
    .await;
    assert_eq!(answers.iter().filter(|answer| answer.is_ok()).count(), 1);
    for refused in answers.into_iter().filter(Result::is_err) {
        assert_eq!(refusal(refused).0, ErrorCode::ProgrammeVersionOverlap);
    }
}

#[tokio::test]
async fn codes_are_unique_among_siblings_only() {
    let app = start().await;
    let client = app.client(Who::Coordinator).await;
    let (id, goals) = (app.world.programme, &app.world.objectives);
    let taken = (ErrorCode::ObjectiveCodeTaken, vec!["/code".to_owned()]);
    let again = objective(" A ", ObjectiveLevel::Overriding, None);
    assert_eq!(refusal(client.create_objective(id, &again).await), taken);
    let again = objective("A.1", ObjectiveLevel::Specific, Some(goals[0]));
    assert_eq!(refusal(client.create_objective(id, &again).await), taken);
    let elsewhere = objective("A", ObjectiveLevel::Specific, Some(goals[0]));
    let made = client.create_objective(id, &elsewhere).await.expect("the same code elsewhere");
    let renamed = ObjectivePatch { code: Patch::Value("A.1".into()), ..ObjectivePatch::default() };
    assert_eq!(refusal(client.update_objective(made.id, made.version, &renamed).await), taken);
    let moved = client.move_objective(made.id, made.version, &under(None, None)).await;
    assert_eq!(refusal(moved), taken, "at the top stands another A");
    let renamed = ObjectiveMove { code: Some("B".into()), ..under(None, None) };
    let moved = client.move_objective(made.id, made.version, &renamed).await.expect("with a code of its own");
    assert_eq!((moved.code.as_str(), moved.parent_id), ("B", None));
    assert_eq!(codes(&client, id).await, ["B", "A", "A.1", "A.1.1"]);
}

#[tokio::test]
async fn a_goal_never_stands_under_itself() {
    let app = start().await;
    let client = app.client(Who::Coordinator).await;
    let goals = &app.world.objectives;
    let second = client.get_objective(goals[1]).await.expect("the goal");
    for below in [goals[1], goals[2]] {
        let refused = client.move_objective(second.id, second.version, &under(Some(below), None)).await;
        assert_eq!(refusal(refused), (ErrorCode::ObjectiveCycle, vec!["/parent_id".to_owned()]));
    }
    let first = client.get_objective(goals[0]).await.expect("the goal");
    let other = objective("C", ObjectiveLevel::Overriding, None);
    let other = client.create_objective(app.world.programme, &other).await.expect("another");
    let refused = client.move_objective(first.id, first.version, &under(Some(other.id), None)).await;
    assert_eq!(refusal(refused).0, ErrorCode::ObjectivePlace, "overriding goals stand under nothing");
    let foreign = client.move_objective(second.id, second.version, &under(Some(app.world.outer_objective), None)).await;
    assert_eq!(refusal(foreign), (ErrorCode::ValidationFailed, vec!["/parent_id".to_owned()]));
    let nowhere = client.move_objective(second.id, second.version, &under(Some(other.id), Some(goals[2]))).await;
    assert_eq!(refusal(nowhere), (ErrorCode::ValidationFailed, vec!["/after_id".to_owned()]));
    let patch = ObjectivePatch { status: Patch::Value(ObjectiveStatus::Done), ..ObjectivePatch::default() };
    let derived = client.update_objective(first.id, first.version, &patch).await;
    assert_eq!(refusal(derived), (ErrorCode::ObjectiveDerived, vec!["/status".to_owned()]));
    let task = client.get_objective(goals[2]).await.expect("the task");
    client.update_objective(task.id, task.version, &patch).await.expect("done");
    let first = client.get_objective(goals[0]).await.expect("the goal");
    assert_eq!((first.status, first.done, first.total), (Some(ObjectiveStatus::Done), 1, 1));
}

#[tokio::test]
async fn the_same_goal_is_moved_once_and_two_moves_make_no_circle() {
    let app = start().await;
    let client = app.client(Who::Coordinator).await;
    let (id, top) = (app.world.programme, app.world.objectives[0]);
    let goal = async |code: &str| {
        let input = objective(code, ObjectiveLevel::Specific, Some(top));
        client.create_objective(id, &input).await.expect("a goal").value
    };
    let (one, two) = (goal("X").await, goal("Y").await);
    let answers = join_all((0..20).map(|_| {
        let (client, one) = (client.clone(), one.clone());
        async move { client.move_objective(one.id, one.version, &under(Some(top), None)).await }
    }))
    .await;
    assert_eq!(answers.iter().filter(|answer| answer.is_ok()).count(), 1);
    for refused in answers.into_iter().filter(Result::is_err) {
        assert_eq!(refusal(refused).0, ErrorCode::StaleVersion);
    }
    assert_eq!(codes(&client, id).await, ["A", "X", "A.1", "A.1.1", "Y"]);
    let one = client.get_objective(one.id).await.expect("the goal").value;
    let (into_two, into_one) = (under(Some(two.id), None), under(Some(one.id), None));
    let (first, second) = tokio::join!(
        client.move_objective(one.id, one.version, &into_two),
        client.move_objective(two.id, two.version, &into_one)
    );
    assert!(first.is_ok() != second.is_ok(), "exactly one moves");
    let refused = if first.is_ok() { second } else { first };
    assert_eq!(refusal(refused).0, ErrorCode::ObjectiveCycle);
    assert_eq!(codes(&client, id).await.len(), 5, "nothing is lost");
}

#[tokio::test]
async fn three_hundred_goals_cost_as_many_statements_as_three() {
    let app = start().await;
    let client = app.anonymous();
    let call = app.system();
    let admin = app.client(Who::Admin).await;
    let id = drafted(&admin, &app, "Wielki program").await;
    let mut parents: Vec<ObjectiveId> = Vec::new();
    for n in 0..300_usize {
        let parent = (n >= 10).then(|| parents[n % 10]);
        let level = if parent.is_some() { ObjectiveLevel::Task } else { ObjectiveLevel::Overriding };
        let goal = ObjectiveCreate {
            status: parent.map(|_| if n % 2 == 0 { ObjectiveStatus::Done } else { ObjectiveStatus::Planned }),
            ..objective(&format!("{n}"), level, parent)
        };
        parents.push(obrady_domain::programmes::create_objective(&call, id, goal).await.expect("a goal").id);
    }
    let cost = async |id| {
        let before = app.statements.load(Ordering::Relaxed);
        let tree = client.get_objective_tree(id).await.expect("the goals");
        (app.statements.load(Ordering::Relaxed) - before, tree.objectives)
    };
    let (few, _) = cost(app.world.programme).await;
    let (many, goals) = cost(id).await;
    assert_eq!((many, goals.len()), (few, 300));
    assert!(goals.iter().filter(|goal| goal.parent_id.is_none()).all(|goal| goal.derived && goal.total == 29));
    let last = objective("last", ObjectiveLevel::Overriding, None);
    let made = admin.create_objective(id, &last).await.expect("one more");
    assert_eq!(
        admin.get_objective_tree(id).await.expect("the goals").objectives.last().map(|goal| goal.id),
        Some(made.id)
    );
}

#[tokio::test]
async fn programmes_that_go_on_make_no_circle() {
    let app = start().await;
    let admin = app.client(Who::Admin).await;
    let mut ids = Vec::new();
    for title in ["Pierwszy", "Drugi", "Trzeci"] {
        ids.push(drafted(&admin, &app, title).await);
    }
    let relate = async |from: ProgrammeId, to_id, kind| {
        admin.create_programme_relation(from, &ProgrammeRelationCreate { to_id, kind, note: None }).await
    };
    let continues = ProgrammeRelationKind::Continues;
    relate(ids[1], ids[0], continues).await.expect("the second continues the first");
    relate(ids[2], ids[1], continues).await.expect("the third continues the second");
    let circle = relate(ids[0], ids[2], continues).await;
    assert_eq!(refusal(circle), (ErrorCode::ProgrammeCycle, vec!["/to_id".to_owned()]));
    let itself = relate(ids[0], ids[0], ProgrammeRelationKind::Overlaps).await;
    assert_eq!(refusal(itself), (ErrorCode::ValidationFailed, vec!["/to_id".to_owned()]));
    let twice = relate(ids[1], ids[0], continues).await;
    assert_eq!(refusal(twice).0, ErrorCode::AlreadyExists);
    relate(ids[0], ids[2], ProgrammeRelationKind::Overlaps).await.expect("overlapping leads nowhere");
    // Two that would close a circle together.
    let others = [drafted(&admin, &app, "Czwarty").await, drafted(&admin, &app, "Piąty").await];
    let (first, second) = tokio::join!(
        relate(others[0], others[1], ProgrammeRelationKind::Supersedes),
        relate(others[1], others[0], ProgrammeRelationKind::Supersedes)
    );
    assert!(first.is_ok() != second.is_ok());
    let mixed = relate(ids[0], ids[1], ProgrammeRelationKind::Supersedes).await;
    assert_eq!(refusal(mixed).0, ErrorCode::ProgrammeCycle, "superseding leads the same way as continuing");
    for kind in [ProgrammeRelationKind::Continues, ProgrammeRelationKind::Implements] {
        let pair = [drafted(&admin, &app, "Szósty").await, drafted(&admin, &app, "Siódmy").await];
        let answers = join_all((0..10).map(|n| relate(pair[n % 2], pair[1 - n % 2], kind))).await;
        assert_eq!(answers.iter().filter(|answer| answer.is_ok()).count(), 1, "{kind:?}");
        let codes: Vec<ErrorCode> = answers.into_iter().filter(Result::is_err).map(|no| refusal(no).0).collect();
        assert!(codes.contains(&ErrorCode::ProgrammeCycle), "{kind:?}: {codes:?}");
        let expected = |code: &ErrorCode| matches!(code, ErrorCode::ProgrammeCycle | ErrorCode::AlreadyExists);
        assert!(codes.iter().all(expected), "{kind:?}: {codes:?}");
    }
    let filter = RelationFilter { programme_id: Some(ids[0]), ..RelationFilter::default() };
    assert_eq!(app.anonymous().list_programme_relations(&filter).await.expect("relations").items.len(), 2);
}

#[tokio::test]
async fn the_chain_leads_from_a_goal_to_published_items_that_are_for_everyone() {
    let app = start().await;
    let client = app.client(Who::Coordinator).await;
    let world = &app.world;
    let filter = TopicLinkFilter { programme_id: Some(world.programme), ..TopicLinkFilter::default() };
    let links = app.anonymous().list_topic_links(&filter).await.expect("links").items;
    let mut labels: Vec<&str> = links.iter().map(|link| link.part_label.as_str()).collect();
    labels.sort_unstable();
    assert_eq!(labels, ["1", "1", "A"]);
    assert!(links.iter().all(|link| link.topic_id == world.topics[0] && link.taken_up.is_empty()));
    let agenda = client.get_agenda(world.published, obrady_client::Release::Current).await.expect("the agenda");
    let (day_id, topic_id) = (agenda.items[0].day_id, Some(world.topics[0]));
    let item = AgendaItemId(app.ctx.new_id());
    let place = AgendaPlace { day_id, parent_id: None, after_id: None };
    let planned = AgendaAdd { topic_id, ..add(item, place, "Asystentura w praktyce") };
    let commands = AgendaCommands { commands: vec![AgendaCommand::Add(planned)] };
    let agenda = client.apply_agenda_commands(world.published, &commands).await.expect("planned");
    let items = async || app.anonymous().list_topic_links(&filter).await.expect("links").items.remove(0).taken_up;
    assert!(items().await.is_empty(), "a draft is nobody's business");
    let publish = AgendaPublish { agenda_version: agenda.value.version };
    client.publish_agenda(world.published, &publish).await.expect("published");
    let found = items().await;
    assert_eq!(found.len(), 1);
    assert_eq!((found[0].agenda_item_id, found[0].meeting_id), (item, world.published));
    assert_eq!(found[0].title, "Asystentura w praktyce");
    let now = client.get_agenda_item(item).await.expect("the item");
    let closed = obrady_types::meetings::AgendaItemPatch {
        confidentiality: Some(Confidentiality::Closed),
        ..Default::default()
    };
    client.update_agenda_item(item, now.version, &closed).await.expect("closed");
    assert!(items().await.is_empty(), "what was closed since is not told");
}

#[tokio::test]
async fn programmes_are_found_by_scope_state_year_and_words() {
    let app = start().await;
    let client = app.anonymous();
    let titles = async |filter: ProgrammeFilter| -> Vec<String> {
        let found = client.list_programmes(&filter).await.expect("programmes").items;
        found.into_iter().map(|programme| programme.title).collect()
    };
    let all = ProgrammeFilter::default;
    assert_eq!(titles(all()).await, ["Program", "Program krajowy"]);
    let national = ProgrammeFilter { scope: Some(ProgrammeScope::National), ..all() };
    assert_eq!(titles(national).await, ["Program krajowy"]);
    let drafting = ProgrammeFilter { state: Some(ProgrammeState::Drafting), ..all() };
    assert_eq!(titles(drafting).await, ["Program"]);
    assert_eq!(titles(ProgrammeFilter { year: Some(2030), ..all() }).await.len(), 2);
    assert!(titles(ProgrammeFilter { year: Some(2031), ..all() }).await.is_empty());
    assert_eq!(titles(ProgrammeFilter { q: Some("KRAJ".into()), ..all() }).await, ["Program krajowy"]);
    let elsewhere = ProgrammeFilter { region_id: Some(app.world.other_region), ..all() };
    assert!(titles(elsewhere).await.is_empty());
}
