//! Entity tags: a 304 is only for what would look the same (API-22, API-26).

use obrady_client::{Client, Method};
use obrady_domain::{convents, directory, groups, identity, meetings};
use obrady_tests::world::add;
use obrady_tests::{App, Who, start};
use obrady_types::groups::{MembershipCapacity, MembershipCreate};
use obrady_types::identity::{Role, RoleGrantCreate};
use obrady_types::meetings::{AgendaCommand, AgendaCommands, AgendaPlace, AgendaPublish};
use serde_json::json;

async fn read(client: &Client, path: &str, known: Option<&str>) -> (u16, String, String) {
    let mut request = client.request(Method::GET, path);
    if let Some(tag) = known {
        request = request.header("If-None-Match", tag);
    }
    let response = request.send().await.expect("an answer");
    let tag = response.headers()["etag"].to_str().expect("text").to_owned();
    (response.status().as_u16(), tag, response.text().await.expect("text"))
}

/// The tag of what somebody sees now; asking again with it answers 304.
async fn tag(client: &Client, path: &str) -> String {
    let (status, tag, _) = read(client, path, None).await;
    assert_eq!(status, 200, "{path}");
    let (status, again, body) = read(client, path, Some(&tag)).await;
    assert_eq!((status, again.as_str(), body.as_str()), (304, tag.as_str(), ""), "{path}");
    tag
}

/// The status of asking with a tag of before.
async fn status(client: &Client, path: &str, tag: &str) -> u16 {
    read(client, path, Some(tag)).await.0
}

async fn make_coordinator(app: &App, who: Who) {
    let input = RoleGrantCreate {
        account_id: app.world.account(who),
        role: Role::Coordinator,
        region_id: None,
        body_id: Some(app.world.group),
        institution_id: None,
        programme_id: None,
        ends_at: None,
    };
    identity::create_role_grant(&app.system(), input).await.expect("a grant");
}

/// One address for each kind of view, that everybody or at least an administrator may read.
async fn views(app: &App) -> Vec<String> {
    let (world, call) = (&app.world, app.system());
    let rules = convents::list_rules_versions(&call, world.convent, &Default::default()).await.expect("rules");
    let posts = directory::list_affiliations(&call, &Default::default(), &Default::default()).await.expect("posts");
    let memberships = groups::list_memberships(&call, world.group, &Default::default()).await.expect("memberships");
    let grants = identity::list_role_grants(&call, None, &Default::default()).await.expect("grants");
    let (reader, _) = world.service(Who::Reader).expect("a service account");
    [
        format!("regions/{}", world.region),
        format!("institutions/{}", world.institutions[0]),
        format!("people/{}", world.heads[0]),
        format!("affiliations/{}", posts.items[0].id),
        format!("bodies/{}", world.group),
        format!("bodies/{}/memberships", world.group),
        format!("memberships/{}", memberships.items[0].id),
        format!("topics/{}", world.topics[0]),
        format!("seats/{}", world.seats[0]),
        format!("bodies/{}/seats", world.convent),
        format!("rules-versions/{}", rules.items[0].id),
        format!("terms/{}", world.chair_term),
        format!("bodies/{}/officers", world.convent),
        "meetings".to_owned(),
        format!("meetings/{}", world.published),
        format!("meetings/{}/agenda", world.published),
        format!("agenda-items/{}", world.items[2]),
        "people".to_owned(),
        format!("accounts/{}", world.account(Who::Outsider)),
        format!("role-grants/{}", grants.items[0].id),
        format!("service-accounts/{reader}"),
        "me".to_owned(),
    ]
    .map(|path| format!("/api/v1/{path}"))
    .to_vec()
}

#[tokio::test]
async fn two_callers_have_one_tag_only_for_one_text() {
    let app = start().await;
    let views = views(&app).await;
    let mut seen: Vec<(String, String, String)> = Vec::new();
    let mut differing = 0;
    for who in [Who::Anonymous, Who::Outsider, Who::Member, Who::Coordinator, Who::Operator, Who::Reader] {
        let client = app.client(who).await;
        for path in &views {
            let response = client.request(Method::GET, path).send().await.expect("an answer");
            if response.status().as_u16() != 200 {
                continue;
            }
            let tag = response.headers()["etag"].to_str().expect("text").to_owned();
            let body = response.text().await.expect("text");
            for (_, other_tag, other_body) in seen.iter().filter(|(other, ..)| other == path) {
                assert_eq!(*other_tag == tag, *other_body == body, "{path} to {who:?}");
                differing += usize::from(*other_body != body);
            }
            seen.push((path.clone(), tag, body));
        }
    }
    for path in &views {
        assert!(seen.iter().any(|(other, ..)| other == path), "nobody reads {path}");
    }
    assert!(differing > 10, "views differ by caller");
}

#[tokio::test]
async fn a_change_elsewhere_changes_the_tag() {
    let app = start().await;
    let (world, call, anonymous) = (&app.world, app.system(), app.anonymous());
    let coordinator = app.client(Who::Coordinator).await;
    let seat = format!("/api/v1/seats/{}", world.seats[2]);
    let seats = format!("/api/v1/bodies/{}/seats", world.convent);
    let posts = directory::list_affiliations(&call, &Default::default(), &Default::default()).await.expect("posts");
    let members = groups::list_memberships(&call, world.group, &Default::default()).await.expect("memberships");
    let membership = format!("/api/v1/memberships/{}", members.items[0].id);
    let before = (tag(&anonymous, &seat).await, tag(&anonymous, &seats).await, tag(&coordinator, &membership).await);
    let head = posts.items.iter().find(|post| post.person_id == world.heads[2]).expect("the head's post");
    let end = serde_json::from_value(json!({"to": "2026-11-24"})).expect("an input");
    directory::update_affiliation(&call, head.id, head.version, end).await.expect("ended");
    let next = json!({"person_id": world.heads[3], "institution_id": head.institution_id,
        "position_title": "Dyrektor", "is_head": true, "from": "2026-11-24"});
    directory::create_affiliation(&call, serde_json::from_value(next).expect("an input")).await.expect("a new head");
    assert_eq!(status(&anonymous, &seat, &before.0).await, 200, "the seat has another holder");
    assert_eq!(status(&anonymous, &seats, &before.1).await, 200, "and so in the list");
    let person = directory::get_person(&call, world.member).await.expect("the member");
    let name = serde_json::from_value(json!({"last_name": "Nowa"})).expect("an input");
    directory::update_person(&call, world.member, person.version, name).await.expect("renamed");
    assert_eq!(status(&coordinator, &membership, &before.2).await, 200, "the member has another name");
}

#[tokio::test]
async fn time_changes_the_tag_of_a_term() {
    let app = start().await;
    let (anonymous, path) = (app.anonymous(), format!("/api/v1/terms/{}", app.world.chair_term));
    let before = tag(&anonymous, &path).await;
    app.clock.set(obrady_tests::start_of_test() + chrono::Duration::days(400));
    assert_eq!(status(&anonymous, &path, &before).await, 200, "the planned end has passed");
}

#[tokio::test]
async fn a_role_changes_the_tags_of_what_it_shows() {
    let app = start().await;
    let (world, outsider) = (&app.world, app.client(Who::Outsider).await);
    let meeting = format!("/api/v1/meetings/{}", world.published);
    let paths = [
        meeting.clone(),
        format!("{meeting}/agenda"),
        format!("/api/v1/agenda-items/{}", world.items[2]),
        format!("/api/v1/people/{}", world.heads[0]),
        "/api/v1/me".to_owned(),
        "/api/v1/meetings".to_owned(),
    ];
    let mut before = Vec::new();
    for path in &paths {
        before.push(tag(&outsider, path).await);
    }
    make_coordinator(&app, Who::Outsider).await;
    for (path, before) in paths.iter().zip(before) {
        assert_eq!(status(&outsider, path, &before).await, 200, "{path}");
    }
}

#[tokio::test]
async fn an_agendas_tag_knows_the_callers_undo_and_the_release() {
    let app = start().await;
    let (world, call) = (&app.world, app.system());
    let (coordinator, admin) = (app.client(Who::Coordinator).await, app.client(Who::Admin).await);
    let path = format!("/api/v1/meetings/{}/agenda", world.draft);
    let place = AgendaPlace { day_id: world.draft_days[0], parent_id: None, after_id: None };
    let commands = AgendaCommands { commands: vec![AgendaCommand::Add(add(app.ctx.new_id().into(), place, "Punkt"))] };
    let agenda = coordinator.apply_agenda_commands(world.draft, &commands).await.expect("an item");
    let before = tag(&coordinator, &path).await;
    assert_eq!(status(&admin, &path, &before).await, 200, "the administrator has nothing to undo");
    let publish = AgendaPublish { agenda_version: agenda.version };
    meetings::publish_agenda(&call, world.draft, publish).await.expect("published");
    assert_eq!(status(&coordinator, &path, &before).await, 200, "the draft has no unpublished changes any more");
}

#[tokio::test]
async fn if_match_goes_by_the_version_alone() {
    let app = start().await;
    let (world, coordinator) = (&app.world, app.client(Who::Coordinator).await);
    let path = format!("/api/v1/bodies/{}", world.group);
    let patch = async |tag: &str| {
        let request = coordinator.request(Method::PATCH, &path).header("If-Match", tag);
        let request = request.header("Content-Type", "application/merge-patch+json").body("{\"purpose\": \"Cel\"}");
        let response = request.send().await.expect("an answer");
        let current = response.headers().get("etag").map(|tag| tag.to_str().expect("text").to_owned());
        (response.status().as_u16(), current.unwrap_or_default())
    };
    let read = tag(&coordinator, &path).await;
    // What somebody else saw of this version is as good.
    let (status, second) = patch(&read.replace(|c: char| c.is_ascii_lowercase(), "0")).await;
    assert_eq!(status, 200);
    assert_ne!(second, read);
    let (status, current) = patch(&read).await;
    assert_eq!((status, second.split('-').next()), (412, Some(current.trim_end_matches('"'))), "the version moved on");
    assert_eq!(patch(&current).await.0, 200, "what the refusal says can be sent");
    for wrong in ["\"-0123456789abcdef\"", "\"x\"", "\"*\""] {
        assert_eq!(patch(wrong).await.0, 412, "{wrong}");
    }
    // A list has no version: the tag of one never fits.
    let list = tag(&coordinator, "/api/v1/bodies").await;
    assert!(list.starts_with("\"-"), "{list}");
    let membership = MembershipCreate {
        person_id: world.heads[3],
        institution_id: None,
        capacity: MembershipCapacity::Expert,
        from: chrono::NaiveDate::from_ymd_opt(2026, 1, 1).expect("a date"),
        to: None,
    };
    let made = coordinator.create_membership(world.group, &membership).await.expect("made");
    let path = format!("/api/v1/memberships/{}", made.id);
    assert_eq!(
        made.etag.as_deref(),
        Some(tag(&coordinator, &path).await.as_str()),
        "a new object has the tag of reading it"
    );
}
