//! Cover of coordinators by days, handing bodies over, and the audit of it (I-10, I-37, I-38).

use futures_util::future::join;
use obrady_client::{AuditFilter, Client, ClientError};
use obrady_tests::{App, Who, start, start_of_test};
use obrady_types::covers::{Cover, CoverArrange, CoverState, HandOver};
use obrady_types::directory::PersonCreate;
use obrady_types::groups::{BodyPatch, TopicPatch};
use obrady_types::identity::Role;
use obrady_types::{ErrorCode, PageQuery, Patch};
use uuid::Uuid;

fn day(text: &str) -> chrono::NaiveDate {
    text.parse().expect("a date")
}

fn arrange(app: &App, from: &str, to: &str) -> CoverArrange {
    CoverArrange {
        absent_account_id: None,
        covering_account_id: app.world.account(Who::OtherCoordinator),
        body_ids: vec![app.world.group],
        from: day(from),
        to: day(to),
    }
}

fn give(app: &App) -> HandOver {
    HandOver {
        from_account_id: None,
        to_account_id: Some(app.world.account(Who::OtherCoordinator)),
        to_person_id: None,
        body_ids: vec![app.world.group],
    }
}

fn refused<T>(answer: Result<T, ClientError>) -> Option<ErrorCode> {
    answer.err().and_then(|error| error.code())
}

/// Whether somebody may edit the group now.
async fn edits(app: &App, client: &Client) -> bool {
    let body = client.get_body(app.world.group).await.expect("the group");
    let patch = BodyPatch { purpose: Patch::Value("Cel".into()), ..BodyPatch::default() };
    match client.update_body(body.id, body.version, &patch).await {
        Ok(_) => true,
        Err(error) => {
            assert_eq!(error.code(), Some(ErrorCode::Forbidden));
            false
        }
    }
}

/// Goes to noon of a day, and signs in anew: a sign-in ends after hours without use.
async fn on(app: &App, date: &str, who: Who) -> Client {
    let noon = day(date).and_hms_opt(11, 0, 0).expect("a time").and_utc();
    app.clock.set(noon);
    app.client(who).await
}

#[tokio::test]
async fn a_cover_gives_the_same_rights_between_its_days_and_ends_by_itself() {
    let app = start().await;
    let owner = app.client(Who::Coordinator).await;
    let made = owner.arrange_cover(&arrange(&app, "2026-12-01", "2026-12-08")).await.expect("arranged").covers;
    assert_eq!((made.len(), made[0].state), (1, CoverState::Planned));
    for (date, covered) in [("2026-11-30", false), ("2026-12-01", true), ("2026-12-07", true), ("2026-12-08", false)] {
        let other = on(&app, date, Who::OtherCoordinator).await;
        assert_eq!(edits(&app, &other).await, covered, "{date}");
        let me = other.get_me().await.expect("me");
        assert_eq!(me.covers.contains(&app.world.group), covered, "{date}");
        // The grants of the account itself are what they were.
        assert!(me.roles.iter().all(|grant| grant.body_id != Some(app.world.group)));
        let owner = app.client(Who::Coordinator).await;
        assert!(edits(&app, &owner).await, "who is away loses nothing");
    }
    let seen = owner_covers(&app, Who::OtherCoordinator).await;
    assert_eq!(seen.first().map(|cover| cover.state), Some(CoverState::Ended));
    assert_eq!(owner_covers(&app, Who::Outsider).await, []);
}

async fn owner_covers(app: &App, who: Who) -> Vec<Cover> {
    let client = app.client(who).await;
    client.list_covers(None, &PageQuery::default()).await.expect("covers").items
}

#[tokio::test]
async fn covers_of_a_body_do_not_overlap() {
    let app = start().await;
    let owner = app.client(Who::Coordinator).await;
    owner.arrange_cover(&arrange(&app, "2026-12-01", "2026-12-08")).await.expect("the first");
    let twice = owner.arrange_cover(&arrange(&app, "2026-12-07", "2026-12-09")).await;
    assert_eq!(refused(twice), Some(ErrorCode::PeriodOverlap));
    owner.arrange_cover(&arrange(&app, "2026-12-08", "2026-12-09")).await.expect("one after the other");
    for (from, to) in [("2026-11-20", "2026-12-24"), ("2026-12-20", "2026-12-20"), ("2026-12-20", "2028-12-20")] {
        let wrong = owner.arrange_cover(&arrange(&app, from, to)).await;
        assert_eq!(refused(wrong), Some(ErrorCode::ValidationFailed), "{from} {to}");
    }
    let foreign = CoverArrange { body_ids: vec![app.world.other_group], ..arrange(&app, "2027-01-01", "2027-01-02") };
    assert_eq!(refused(owner.arrange_cover(&foreign).await), Some(ErrorCode::NotCoordinator));
    let own = app.world.account(Who::Coordinator);
    let oneself = CoverArrange { covering_account_id: own, ..arrange(&app, "2027-01-01", "2027-01-02") };
    assert_eq!(refused(owner.arrange_cover(&oneself).await), Some(ErrorCode::ValidationFailed));
}

#[tokio::test]
async fn a_cover_is_taken_back_and_gives_nothing_that_has_gone() {
    let app = start().await;
    let owner = app.client(Who::Coordinator).await;
    let cover = owner.arrange_cover(&arrange(&app, "2026-11-24", "2026-12-08")).await.expect("arranged").covers;
    let other = app.client(Who::OtherCoordinator).await;
    assert!(edits(&app, &other).await);
    let outsider = app.client(Who::Outsider).await;
    assert_eq!(refused(outsider.end_cover(cover[0].id, 1).await), Some(ErrorCode::NotFound));
    let member = app.client(Who::Member).await;
    assert_eq!(refused(member.end_cover(cover[0].id, 1).await), Some(ErrorCode::Forbidden));
    let ended = owner.end_cover(cover[0].id, 1).await.expect("ended");
    assert_eq!(ended.state, CoverState::Ended);
    assert!(!edits(&app, &other).await, "at once");
    assert_eq!(refused(owner.end_cover(cover[0].id, 2).await), Some(ErrorCode::CoverEnded));
    // A cover stands on the grant: without it, it gives nothing.
    owner.arrange_cover(&arrange(&app, "2026-11-24", "2026-12-08")).await.expect("arranged again");
    assert!(edits(&app, &other).await);
    let admin = app.client(Who::Admin).await;
    let owned = app.world.account(Who::Coordinator);
    let grants = admin.list_role_grants(Some(owned), &PageQuery::default()).await.expect("grants").items;
    let here = grants.iter().find(|grant| grant.body_id == Some(app.world.group)).expect("the group's grant");
    admin.delete_role_grant(here.id).await.expect("taken away");
    assert!(!edits(&app, &other).await);
}

#[tokio::test]
async fn a_handover_moves_the_role_and_ends_covers_in_one_step() {
    let app = start().await;
    let owner = app.client(Who::Coordinator).await;
    owner.arrange_cover(&arrange(&app, "2026-12-01", "2026-12-08")).await.expect("arranged");
    let preview = owner.preview_handover(None).await.expect("a preview");
    let body = preview.bodies.first().expect("the group");
    assert_eq!((preview.bodies.len(), body.body.id), (1, app.world.group));
    assert_eq!((body.open_meetings, body.open_topics, body.plan_entries, body.covers), (2, 2, 0, 1));
    let done = owner.hand_over(&give(&app)).await.expect("handed over");
    assert_eq!(done.bodies.iter().map(|body| body.id).collect::<Vec<_>>(), [app.world.group]);
    let other = app.client(Who::OtherCoordinator).await;
    assert!(!edits(&app, &owner).await && edits(&app, &other).await);
    assert_eq!(owner.preview_handover(None).await.expect("a preview").bodies, []);
    assert_eq!(refused(owner.hand_over(&give(&app)).await), Some(ErrorCode::NotCoordinator), "nothing is left");
    assert!(owner_covers(&app, Who::OtherCoordinator).await.iter().all(|cover| cover.state == CoverState::Ended));
    // The audit tells it to the region's administrators, and to nobody of another region.
    let filter = AuditFilter { action: Some("body.handed_over".into()), ..AuditFilter::default() };
    let told = app.client(Who::Admin).await.list_audit_events(&filter).await.expect("the audit").items;
    assert_eq!(told.len(), 1);
    let change = told[0].changes.first().expect("a change");
    assert_eq!(
        (change.before.as_deref(), change.after.as_deref()),
        (Some("Konto coordinator"), Some("Konto other.coordinator"))
    );
    let elsewhere = app.client(Who::OtherAdmin).await.list_audit_events(&filter).await.expect("the audit").items;
    assert_eq!(elsewhere, []);
}

#[tokio::test]
async fn only_somebody_with_an_open_account_gets_bodies() {
    let app = start().await;
    let owner = app.client(Who::Coordinator).await;
    let person = PersonCreate {
        first_name: "Bez".into(),
        last_name: "Konta".into(),
        region_id: Some(app.world.region),
        ..Default::default()
    };
    let person = obrady_domain::directory::create_person(&app.system(), person).await.expect("a person").id;
    let to = |person| HandOver { to_account_id: None, to_person_id: Some(person), ..give(&app) };
    let error = owner.hand_over(&to(person)).await.expect_err("no account");
    assert_eq!(error.code(), Some(ErrorCode::AccountRequired));
    let ClientError::Problem(problem) = error else { panic!("a problem") };
    assert_eq!(problem.errors.first().map(|error| error.pointer.as_str()), Some("/to_person_id"));
    let nobody = HandOver { to_account_id: None, ..give(&app) };
    assert_eq!(refused(owner.hand_over(&nobody).await), Some(ErrorCode::ValidationFailed));
    let oneself = HandOver { to_account_id: Some(app.world.account(Who::Coordinator)), ..give(&app) };
    assert_eq!(refused(owner.hand_over(&oneself).await), Some(ErrorCode::ValidationFailed));
    let foreign = HandOver { to_account_id: Some(app.world.account(Who::OtherAdmin)), ..give(&app) };
    assert_eq!(refused(owner.hand_over(&foreign).await), Some(ErrorCode::ValidationFailed));
    assert!(edits(&app, &owner).await, "nothing has moved");
    owner.hand_over(&to(app.world.member)).await.expect("the member has an account");
    assert!(edits(&app, &app.client(Who::Member).await).await);
}

#[tokio::test]
async fn a_handover_beside_edits_and_another_handover_leaves_one_coordinator() {
    let app = start().await;
    let owner = app.client(Who::Coordinator).await;
    let input = give(&app);
    let third = HandOver { to_account_id: Some(app.world.account(Who::Member)), ..give(&app) };
    let topic = owner.get_topic(app.world.topics[0]).await.expect("a topic");
    let patch = TopicPatch { priority: Some(7), ..TopicPatch::default() };
    let edit = owner.update_topic(topic.id, topic.version, &patch);
    let ((one, two), edited) = join(join(owner.hand_over(&input), owner.hand_over(&third)), edit).await;
    assert_eq!([one.is_ok(), two.is_ok()].iter().filter(|done| **done).count(), 1, "exactly one wins");
    for answer in [one, two] {
        if let Err(error) = answer {
            assert!(matches!(error.code(), Some(ErrorCode::Forbidden | ErrorCode::NotCoordinator)), "{error}");
        }
    }
    let now = owner.get_topic(topic.id).await.expect("the topic");
    match edited {
        Ok(edited) => assert_eq!((now.priority, now.version), (7, edited.version)),
        Err(error) => {
            assert_eq!((error.code(), now.version), (Some(ErrorCode::Forbidden), topic.version));
        }
    }
    let admin = app.client(Who::Admin).await;
    let grants = admin.list_role_grants(None, &PageQuery::default()).await.expect("grants").items;
    let holders = grants.iter().filter(|g| g.role == Role::Coordinator && g.body_id == Some(app.world.group));
    assert_eq!(holders.count(), 1);
}

#[tokio::test]
async fn the_audit_is_filtered_and_paged() {
    let app = start().await;
    let (admin, owner) = (app.client(Who::Admin).await, app.client(Who::Coordinator).await);
    let before = start_of_test() + chrono::Duration::minutes(4);
    app.clock.set(start_of_test() + chrono::Duration::minutes(5));
    let topic = owner.get_topic(app.world.topics[0]).await.expect("a topic");
    let mut version = topic.version;
    for priority in [3, 4, 5] {
        let patch = TopicPatch { priority: Some(priority), ..TopicPatch::default() };
        version = owner.update_topic(topic.id, version, &patch).await.expect("changed").version;
    }
    let actor = Some(Uuid::from(app.world.account(Who::Coordinator)));
    let of_topic = AuditFilter { object_id: Some(topic.id.into()), actor_id: actor, ..AuditFilter::default() };
    let all = admin.list_audit_events(&of_topic).await.expect("events").items;
    let after: Vec<Option<&str>> = all.iter().map(|event| event.changes[0].after.as_deref()).collect();
    assert_eq!(after, [Some("5"), Some("4"), Some("3")], "the latest first");
    assert_eq!((all[2].changes[0].field.as_str(), all[2].changes[0].before.as_deref()), ("priority", Some("1")));
    assert_eq!(all[0].actor_name.as_deref(), Some("Konto coordinator"));
    // Page by page, each once.
    let mut seen = Vec::new();
    let mut filter = AuditFilter { page: PageQuery { limit: Some(2), ..PageQuery::default() }, ..of_topic.clone() };
    loop {
        let page = admin.list_audit_events(&filter).await.expect("a page");
        seen.extend(page.items.into_iter().map(|event| event.id));
        filter.page.cursor = page.next;
        if filter.page.cursor.is_none() {
            break;
        }
    }
    assert_eq!(seen, all.iter().map(|event| event.id).collect::<Vec<_>>());
    let none = [
        AuditFilter { actor_id: Some(Uuid::from_u128(1)), ..of_topic.clone() },
        AuditFilter { object_kind: Some("body".into()), ..of_topic.clone() },
        AuditFilter { action: Some("topic.created".into()), ..of_topic.clone() },
        AuditFilter { to: Some(before), ..of_topic.clone() },
        AuditFilter { region_id: Some(app.world.other_region), ..of_topic.clone() },
    ];
    for filter in none {
        assert_eq!(admin.list_audit_events(&filter).await.expect("events").items, [], "{filter:?}");
    }
    let since = AuditFilter { from: Some(before), object_kind: Some("topic".into()), ..of_topic };
    assert_eq!(admin.list_audit_events(&since).await.expect("events").items.len(), 3);
}
