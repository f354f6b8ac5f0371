//! Work plans, the tree of bodies, their states, and what everybody may know of them (I-18).

use obrady_client::{BodyFilter, ClientError};
use obrady_tests::{Who, start};
use obrady_types::groups::{
    BodyCreate, BodyKind, BodyPatch, BodyState, FuzzyPeriod, MembershipCapacity, MembershipCreate, MembershipPatch,
    PeriodPrecision, TopicPatch, TopicState,
};
use obrady_types::work_plans::{WorkPlanCreate, WorkPlanEntryCreate, WorkPlanEntryPatch};
use obrady_types::{ErrorCode, PageQuery, Patch, TopicId};

fn period(from: &str, precision: PeriodPrecision) -> FuzzyPeriod {
    FuzzyPeriod { from: from.parse().expect("a date"), precision }
}

fn entry(topic_id: TopicId, planned: FuzzyPeriod) -> WorkPlanEntryCreate {
    WorkPlanEntryCreate { topic_id, planned, deliverable: None, note: None, meetings: Vec::new(), position: None }
}

fn refused<T>(answer: Result<T, ClientError>) -> Option<ErrorCode> {
    answer.err().and_then(|error| error.code())
}

#[tokio::test]
async fn a_planned_topic_stays_in_the_backlog_across_the_year_end() {
    let app = start().await;
    let owner = app.client(Who::Coordinator).await;
    let (group, topic) = (app.world.group, app.world.topics[0]);
    let plan = owner.create_work_plan(group, &WorkPlanCreate { year: 2027 }).await.expect("a plan");
    let again = owner.create_work_plan(group, &WorkPlanCreate { year: 2027 }).await;
    assert_eq!(refused(again), Some(ErrorCode::AlreadyExists));
    let year = period("2027-06-15", PeriodPrecision::Year);
    let made = owner.create_work_plan_entry(plan.id, &entry(topic, year)).await.expect("an entry");
    assert_eq!(made.planned.from.to_string(), "2027-01-01", "a period is told by its first day");
    let wished = TopicPatch { planned: Patch::Value(year), ..TopicPatch::default() };
    owner.update_topic(topic, 1, &wished).await.expect("wished for");
    for date in ["2026-12-31T22:59:59Z", "2026-12-31T23:00:00Z", "2027-01-02T12:00:00Z", "2028-01-02T12:00:00Z"] {
        app.clock.set(date.parse().expect("an instant"));
        let waiting = app.anonymous().list_topics(group, Some(TopicState::Backlog), &PageQuery::default()).await;
        assert!(waiting.expect("topics").items.iter().any(|one| one.id == topic), "{date}");
        let plans = app.anonymous().list_work_plans(group, &PageQuery::default()).await.expect("plans").items;
        assert_eq!(plans[0].entries[0].topic_state, TopicState::Backlog);
    }
}

#[tokio::test]
async fn entries_are_moved_changed_and_removed() {
    let app = start().await;
    let owner = app.client(Who::Coordinator).await;
    let [first, second] = [app.world.topics[0], app.world.topics[1]];
    let plan = owner.create_work_plan(app.world.group, &WorkPlanCreate { year: 2027 }).await.expect("a plan").id;
    let march = period("2027-03-05", PeriodPrecision::MonthStart);
    let one = owner.create_work_plan_entry(plan, &entry(first, march)).await.expect("the first");
    let two = WorkPlanEntryCreate { position: Some(1), ..entry(second, march) };
    let two = owner.create_work_plan_entry(plan, &two).await.expect("before it");
    let order = async || {
        let plan = app.anonymous().get_work_plan(plan).await.expect("the plan").value;
        plan.entries.iter().map(|entry| (entry.position, entry.topic_id)).collect::<Vec<_>>()
    };
    assert_eq!(order().await, [(1, second), (2, first)]);
    let twice = owner.create_work_plan_entry(plan, &entry(first, march)).await;
    assert_eq!(refused(twice), Some(ErrorCode::AlreadyExists));
    let patch = WorkPlanEntryPatch {
        position: Some(1),
        deliverable: Patch::Value(" Poradnik ".into()),
        meetings: Some(vec![period("2027-02-15", PeriodPrecision::MonthMiddle), march]),
        ..WorkPlanEntryPatch::default()
    };
    let moved = owner.update_work_plan_entry(one.id, one.version, &patch).await.expect("moved");
    assert_eq!((moved.position, moved.deliverable.as_deref(), moved.meetings.len()), (1, Some("Poradnik"), 2));
    assert_eq!(moved.meetings[0].from.to_string(), "2027-02-11");
    assert_eq!(order().await, [(1, first), (2, second)]);
    let stale = owner.update_work_plan_entry(one.id, one.version, &patch).await;
    assert_eq!(refused(stale), Some(ErrorCode::StaleVersion));
    owner.delete_work_plan_entry(one.id, moved.version).await.expect("removed");
    assert_eq!(order().await, [(1, second)]);
    assert_eq!(refused(owner.get_work_plan_entry(one.id).await), Some(ErrorCode::NotFound));
    assert_eq!(owner.get_topic(first).await.expect("the topic stays").state, TopicState::Backlog);
    let foreign = app.client(Who::OtherCoordinator).await;
    let patch = WorkPlanEntryPatch { position: Some(1), ..WorkPlanEntryPatch::default() };
    assert_eq!(refused(foreign.update_work_plan_entry(two.id, 1, &patch).await), Some(ErrorCode::Forbidden));
}

#[tokio::test]
async fn bodies_stand_in_a_tree_without_cycles_and_go_through_their_states() {
    let app = start().await;
    let admin = app.client(Who::Admin).await;
    let body = |kind, name: &str, state| BodyCreate {
        kind,
        group_kind: None,
        name: name.into(),
        purpose: String::new(),
        host_institution_id: Some(app.world.institutions[0]),
        parent_id: None,
        topic_areas: vec![" piecza ".into()],
        state,
        established_on: "2026-01-01".parse().expect("a date"),
        region_id: None,
    };
    let platform = admin.create_body(&body(BodyKind::Platform, "Platforma", None)).await.expect("the platform");
    let council = BodyCreate { parent_id: Some(platform.id), ..body(BodyKind::Council, "Rada", None) };
    let council = admin.create_body(&council).await.expect("its council");
    let group = body(BodyKind::Group, "Nowa grupa", Some(BodyState::Proposed));
    let group = admin.create_body(&BodyCreate { parent_id: Some(council.id), ..group }).await.expect("a group");
    let under = |parent| BodyPatch { parent_id: Patch::Value(parent), ..BodyPatch::default() };
    for (above, below) in [(platform.id, council.id), (council.id, group.id), (council.id, council.id)] {
        let cycle = admin.update_body(above, 1, &under(below)).await;
        assert_eq!(refused(cycle), Some(ErrorCode::ValidationFailed));
    }
    let filter = BodyFilter { parent_id: Some(platform.id), ..BodyFilter::default() };
    let below = app.anonymous().list_bodies(&filter).await.expect("bodies").items;
    assert_eq!(below.iter().map(|body| body.id).collect::<Vec<_>>(), [council.id]);
    let profile = app.anonymous().get_body_profile(council.id).await.expect("a profile");
    assert_eq!(profile.parent.map(|parent| parent.id), Some(platform.id));
    assert_eq!(profile.children.iter().map(|child| child.body.id).collect::<Vec<_>>(), [group.id]);
    assert_eq!(profile.host.map(|host| host.name), Some("PCPR w Miechowie".into()));
    let become_state = |state| BodyPatch { state: Some(state), ..BodyPatch::default() };
    let mut version = group.version;
    for (state, allowed) in [
        (BodyState::Active, false),
        (BodyState::Established, true),
        (BodyState::Suspended, false),
        (BodyState::Active, true),
        (BodyState::Suspended, true),
        (BodyState::Proposed, false),
        (BodyState::Dissolved, false),
        (BodyState::Active, true),
    ] {
        let answer = admin.update_body(group.id, version, &become_state(state)).await;
        match answer {
            Ok(ref body) => version = body.version,
            Err(ref error) => assert_eq!(error.code(), Some(ErrorCode::BodyState), "{state:?}"),
        }
        assert_eq!(answer.is_ok(), allowed, "{state:?}");
    }
    // A coordinator changes words, not the place in the tree.
    let owner = app.client(Who::Coordinator).await;
    let own = owner.get_body(app.world.group).await.expect("the group");
    let areas = BodyPatch { topic_areas: Some(vec!["asystentura".into()]), ..BodyPatch::default() };
    let own = owner.update_body(own.id, own.version, &areas).await.expect("areas");
    assert_eq!(own.topic_areas, ["asystentura"]);
    assert_eq!(refused(owner.update_body(own.id, own.version, &under(platform.id)).await), Some(ErrorCode::Forbidden));
}

#[tokio::test]
async fn everybody_knows_numbers_and_institutions_and_names_of_public_functions_only() {
    let app = start().await;
    let owner = app.client(Who::Coordinator).await;
    let group = app.world.group;
    let member = |person_id, institution_id, capacity| MembershipCreate {
        person_id,
        institution_id,
        capacity,
        from: "2026-01-01".parse().expect("a date"),
        to: None,
    };
    let pcpr = Some(app.world.institutions[1]);
    let expert = member(app.world.heads[0], pcpr, MembershipCapacity::Expert);
    let expert = owner.create_membership(group, &expert).await.expect("a member");
    assert_eq!(expert.institution_name.as_deref(), Some("PCPR w Zakopanem"));
    let gone = MembershipCreate {
        to: Some("2026-06-01".parse().expect("a date")),
        ..member(app.world.heads[1], pcpr, MembershipCapacity::Member)
    };
    owner.create_membership(group, &gone).await.expect("somebody of the past");
    let text = app.anonymous().get_body_profile(group).await.expect("a profile");
    let capacities: Vec<_> = text.capacities.iter().map(|share| (share.capacity, share.people)).collect();
    assert_eq!(capacities, [(MembershipCapacity::Member, 1), (MembershipCapacity::Expert, 1)]);
    assert_eq!(text.public_members.iter().map(|one| one.name.as_str()).collect::<Vec<_>>(), ["Janusz Pierwszy"]);
    assert_eq!(
        text.institutions.iter().map(|one| (one.name.as_str(), one.people)).collect::<Vec<_>>(),
        [("PCPR w Zakopanem", 1)]
    );
    assert_eq!((text.coordinators, text.coordinator_names.len()), (1, 0), "a coordinator of no public function");
    let json = serde_json::to_string(&text).expect("json");
    assert!(!json.contains("Łącka") && !json.contains('@'), "{json}");
    // Ended in the browser, opened again by the undo; never twice at a time.
    let end = MembershipPatch { to: Patch::Value("2026-11-24".parse().expect("a date")), ..MembershipPatch::default() };
    let ended = owner.update_membership(expert.id, expert.version, &end).await.expect("ended");
    let second = member(app.world.heads[0], None, MembershipCapacity::Member);
    assert_eq!(refused(owner.create_membership(group, &second).await), Some(ErrorCode::PeriodOverlap));
    let later = MembershipCreate { from: "2026-11-24".parse().expect("a date"), ..second };
    owner.create_membership(group, &later).await.expect("after the first");
    let open = MembershipPatch { to: Patch::Null, ..MembershipPatch::default() };
    let overlap = owner.update_membership(expert.id, ended.version, &open).await;
    assert_eq!(refused(overlap), Some(ErrorCode::PeriodOverlap));
    let wrong = MembershipPatch {
        from: Some("2026-12-01".parse().expect("a date")),
        institution_id: Patch::Null,
        ..MembershipPatch::default()
    };
    let backwards = owner.update_membership(expert.id, ended.version, &wrong).await;
    assert_eq!(refused(backwards), Some(ErrorCode::ValidationFailed));
}
