//! Writing: versions, idempotency, deletion, meetings' days, roles (API-26 to 32).

use obrady_client::{MeetingFilter, Release};
use obrady_domain::groups;
use obrady_tests::world::{add, day};
use obrady_tests::{Who, start};
use obrady_types::directory::PersonPatch;
use obrady_types::groups::{MembershipPatch, TopicCreate};
use obrady_types::identity::{
    AccountCreate, AccountPatch, ApiScope, Locale, Role, RoleGrantCreate, ServiceAccountCreate,
};
use obrady_types::meetings::{
    AgendaCommand, AgendaCommands, AgendaMove, AgendaPlace, AgendaPublish, MeetingCreate, MeetingDayInput, MeetingMode,
    MeetingPatch, MeetingState,
};
use obrady_types::{ErrorCode, InstitutionId, PageQuery, Patch};
use serde_json::json;

fn meeting(app: &obrady_tests::App, days: Vec<MeetingDayInput>) -> MeetingCreate {
    MeetingCreate { body_id: app.world.group, title: "Spotkanie".into(), mode: MeetingMode::Hybrid, venue: None, days }
}

#[tokio::test]
async fn a_created_object_has_a_place_and_a_version() {
    let app = start().await;
    let client = app.client(Who::Coordinator).await;
    let made = client.create_meeting(&meeting(&app, vec![day(2027, 1, 12)])).await.expect("made");
    assert_eq!(made.location.as_deref(), Some(format!("/api/v1/meetings/{}", made.id).as_str()));
    assert!(
        made.etag.as_deref().is_some_and(|tag| tag.starts_with(&format!("\"{}-", made.version))),
        "{:?}",
        made.etag
    );
    let patch = MeetingPatch { venue: Patch::Value("Kraków".into()), ..MeetingPatch::default() };
    let changed = client.update_meeting(made.id, made.version, &patch).await.expect("changed");
    assert_eq!((changed.version, changed.venue.as_deref()), (made.version + 1, Some("Kraków")));
    let cleared = MeetingPatch { venue: Patch::Null, ..MeetingPatch::default() };
    let stale = client.update_meeting(made.id, made.version, &cleared).await.expect_err("stale");
    assert_eq!(stale.code(), Some(ErrorCode::StaleVersion));
    let cleared = client.update_meeting(made.id, changed.version, &cleared).await.expect("cleared");
    assert_eq!(cleared.venue, None);
    client.delete_meeting(made.id, cleared.version).await.expect("deleted");
    assert_eq!(
        client.delete_meeting(made.id, cleared.version).await.expect_err("gone").code(),
        Some(ErrorCode::NotFound)
    );
}

#[tokio::test]
async fn days_ascend_and_keep_their_items() {
    let app = start().await;
    let client = app.client(Who::Coordinator).await;
    for days in [vec![], vec![day(2027, 1, 12), day(2027, 1, 12)], vec![day(2027, 1, 13), day(2027, 1, 12)]] {
        let error = client.create_meeting(&meeting(&app, days)).await.expect_err("refused");
        assert!(matches!(error.code(), Some(ErrorCode::ValidationFailed | ErrorCode::MeetingDays)), "{error}");
    }
    let made = client.create_meeting(&meeting(&app, vec![day(2027, 1, 12), day(2027, 1, 13)])).await.expect("made");
    let place = AgendaPlace { day_id: made.days[1].id, parent_id: None, after_id: None };
    let commands = AgendaCommands { commands: vec![AgendaCommand::Add(add(app.ctx.new_id().into(), place, "Punkt"))] };
    client.apply_agenda_commands(made.id, &commands).await.expect("an item");
    let first = MeetingDayInput { id: Some(made.days[0].id), ..day(2027, 1, 12) };
    let patch = MeetingPatch { days: Some(vec![first]), ..MeetingPatch::default() };
    let version = client.get_meeting(made.id).await.expect("it").version;
    let refused = async |version: i32| {
        let error = client.update_meeting(made.id, version, &patch).await.expect_err("the second day has an item");
        let problem = error.problem().expect("a problem");
        (problem.code, problem.errors[0].pointer.clone(), problem.errors[0].code.clone())
    };
    assert_eq!(refused(version).await, (ErrorCode::MeetingDays, "/days".into(), "day_has_items".into()));
    let publish = async || {
        let agenda = client.get_agenda(made.id, Release::Current).await.expect("the draft");
        let input = AgendaPublish { agenda_version: agenda.version };
        client.publish_agenda(made.id, &input).await.expect("published");
        agenda.value
    };
    let agenda = publish().await;
    let place = AgendaPlace { day_id: made.days[0].id, parent_id: None, after_id: None };
    let item = &agenda.items[0];
    let away = AgendaMove { item_id: item.id, base_revision: item.revision, place };
    let commands = AgendaCommands { commands: vec![AgendaCommand::Move(away)] };
    client.apply_agenda_commands(made.id, &commands).await.expect("moved");
    let version = client.get_meeting(made.id).await.expect("it").version;
    assert_eq!(refused(version).await, (ErrorCode::MeetingDays, "/days".into(), "day_is_published".into()));
    publish().await;
    let version = client.get_meeting(made.id).await.expect("it").version;
    let shorter = client.update_meeting(made.id, version, &patch).await.expect("nothing stands on it any more");
    assert_eq!(shorter.days.len(), 1);
}

#[tokio::test]
async fn the_days_of_a_change_of_clocks_say_so() {
    let app = start().await;
    let client = app.client(Who::Coordinator).await;
    for (input, before, after) in [(day(2027, 3, 28), 60, 120), (day(2027, 10, 31), 120, 60)] {
        let made = client.create_meeting(&meeting(&app, vec![input])).await.expect("made");
        let day = &made.days[0];
        assert_eq!((day.offset_minutes, day.transitions.len()), (before, 1));
        assert_eq!(day.transitions[0].offset_minutes, after);
        assert_eq!(day.time_zone, "Europe/Warsaw");
    }
}

#[tokio::test]
async fn a_meeting_goes_through_its_states() {
    let app = start().await;
    let client = app.client(Who::Coordinator).await;
    let draft = client.get_meeting(app.world.draft).await.expect("the draft");
    let scheduled = client.schedule_meeting(draft.id, draft.version).await.expect("scheduled");
    assert_eq!(scheduled.state, MeetingState::Scheduled);
    let twice = client.schedule_meeting(draft.id, scheduled.version).await.expect_err("twice");
    assert_eq!(twice.code(), Some(ErrorCode::MeetingState));
    let delete = client.delete_meeting(draft.id, scheduled.version).await.expect_err("no draft any more");
    assert_eq!(delete.code(), Some(ErrorCode::MeetingState));
    let filter = MeetingFilter { state: Some(MeetingState::Scheduled), ..MeetingFilter::default() };
    assert_eq!(app.anonymous().list_meetings(&filter).await.expect("public").items.len(), 1);
    let cancelled = client.cancel_meeting(draft.id, scheduled.version).await.expect("cancelled");
    assert_eq!(cancelled.state, MeetingState::Cancelled);
    let place = AgendaPlace { day_id: app.world.draft_days[0], parent_id: None, after_id: None };
    let commands =
        AgendaCommands { commands: vec![AgendaCommand::Add(add(app.ctx.new_id().into(), place, "Za późno"))] };
    let locked = client.apply_agenda_commands(draft.id, &commands).await.expect_err("locked");
    assert_eq!(locked.code(), Some(ErrorCode::AgendaLocked));
}

#[tokio::test]
async fn admins_give_roles_within_their_region_only() {
    let app = start().await;
    let admin = app.client(Who::Admin).await;
    let account_id = app.world.account(Who::Outsider);
    let grant = |role, region_id, body_id| RoleGrantCreate {
        account_id,
        role,
        region_id,
        body_id,
        institution_id: None,
        programme_id: None,
        ends_at: None,
    };
    let operator = admin.create_role_grant(&grant(Role::Operator, None, None)).await.expect_err("operators only");
    assert_eq!(operator.code(), Some(ErrorCode::Forbidden));
    let foreign =
        admin.create_role_grant(&grant(Role::Admin, Some(app.world.other_region), None)).await.expect_err("foreign");
    assert!(matches!(foreign.code(), Some(ErrorCode::Forbidden | ErrorCode::ValidationFailed)));
    let scopeless = admin.create_role_grant(&grant(Role::Coordinator, None, None)).await.expect_err("no body");
    assert_eq!(scopeless.code(), Some(ErrorCode::ValidationFailed));
    let made = admin.create_role_grant(&grant(Role::Coordinator, None, Some(app.world.group))).await.expect("given");
    let outsider = app.client(Who::Outsider).await;
    outsider.create_meeting(&meeting(&app, vec![day(2027, 1, 12)])).await.expect("now a coordinator");
    admin.delete_role_grant(made.id).await.expect("taken");
    let gone = outsider.create_meeting(&meeting(&app, vec![day(2027, 1, 13)])).await.expect_err("at once");
    assert_eq!(gone.code(), Some(ErrorCode::Forbidden));
}

#[tokio::test]
async fn representatives_speak_for_one_institution_and_propose_topics_where_it_takes_part() {
    let app = start().await;
    let admin = app.client(Who::Admin).await;
    let grant = |role, body_id, institution_id| {
        let account_id = app.world.account(Who::Outsider);
        RoleGrantCreate {
            account_id,
            role,
            region_id: None,
            body_id,
            institution_id,
            programme_id: None,
            ends_at: None,
        }
    };
    // The third institution holds a seat of the convent, and sends nobody to the group.
    let (body, institution) = (app.world.group, app.world.institutions[2]);
    let unknown = InstitutionId(app.ctx.new_id());
    for (wrong, pointer, code) in [
        (grant(Role::InstitutionRepresentative, None, None), "/institution_id", "required"),
        (grant(Role::InstitutionRepresentative, None, Some(unknown)), "/institution_id", "invalid"),
        (grant(Role::InstitutionRepresentative, Some(body), Some(institution)), "/body_id", "invalid"),
        (grant(Role::Coordinator, Some(body), Some(institution)), "/institution_id", "invalid"),
    ] {
        let error = admin.create_role_grant(&wrong).await.expect_err("a scope that does not fit");
        let error = &error.problem().expect("a problem").errors[0];
        assert_eq!((error.pointer.as_str(), error.code.as_str()), (pointer, code));
    }
    let given = grant(Role::InstitutionRepresentative, None, Some(institution));
    let foreign = app.client(Who::OtherAdmin).await.create_role_grant(&given).await.expect_err("another region");
    assert_eq!(foreign.code(), Some(ErrorCode::Forbidden));
    let outsider = app.client(Who::Outsider).await;
    let topic = || TopicCreate { title: "Superwizja".into(), sub_points: vec![], priority: None, planned: None };
    let convent = app.world.convent;
    let stranger = outsider.create_topic(convent, &topic()).await.expect_err("without a role");
    assert_eq!(stranger.code(), Some(ErrorCode::Forbidden));
    let made = admin.create_role_grant(&given).await.expect("given");
    assert_eq!((made.region_id, made.institution_id), (Some(app.world.region), Some(institution)));
    outsider.create_topic(convent, &topic()).await.expect("now a representative");
    let apart = outsider.create_topic(body, &topic()).await.expect_err("the institution takes no part");
    assert_eq!(apart.code(), Some(ErrorCode::Forbidden));
    let input = json!({"kind": "group", "group_kind": "working", "name": "Grupa śląska",
        "established_on": "2026-01-01", "region_id": app.world.other_region});
    let input = serde_json::from_value(input).expect("an input");
    let elsewhere = groups::create_body(&app.system(), input).await.expect("a group").id;
    let elsewhere = outsider.create_topic(elsewhere, &topic()).await.expect_err("another region");
    assert_eq!(elsewhere.code(), Some(ErrorCode::Forbidden));
    admin.delete_role_grant(made.id).await.expect("taken");
    let gone = outsider.create_topic(convent, &topic()).await.expect_err("at once");
    assert_eq!(gone.code(), Some(ErrorCode::Forbidden));
}

#[tokio::test]
async fn weak_passwords_and_taken_names_are_refused() {
    let app = start().await;
    let admin = app.client(Who::Admin).await;
    let account = |name: &str, password: &str| AccountCreate {
        sign_in_name: name.into(),
        display_name: "Jan Nowak".into(),
        password: Some(password.into()),
        person_id: None,
        locale: Locale::Pl,
        region_id: None,
    };
    for password in ["krotkie", "password1234", "aaaaaaaaaaaaaaaa", "jan.nowak.jan.nowak"] {
        let error = admin.create_account(&account("jan.nowak", password)).await.expect_err("weak");
        let problem = error.problem().expect("a problem");
        assert_eq!(
            (problem.code, problem.errors[0].pointer.as_str()),
            (ErrorCode::ValidationFailed, "/password"),
            "{password}"
        );
    }
    let taken = admin.create_account(&account("Member", "zielony-parasol-na-deszcz")).await.expect_err("taken");
    assert_eq!(taken.code(), Some(ErrorCode::AlreadyExists));
    admin.create_account(&account("jan.nowak", "zielony-parasol-na-deszcz")).await.expect("a good one");
}

#[tokio::test]
async fn a_service_account_has_its_scopes_and_no_more() {
    let app = start().await;
    let admin = app.client(Who::Admin).await;
    let input = ServiceAccountCreate {
        name: "Strona".into(),
        scopes: vec![ApiScope::AgendaRead],
        expires_at: None,
        region_id: None,
    };
    let made = admin.create_service_account(&input).await.expect("made");
    assert!(made.client_secret.starts_with("obr_"));
    let client = app.anonymous();
    let credentials = |secret: &str, scope| obrady_types::identity::AccessTokenCreate {
        client_id: made.account.id,
        client_secret: secret.to_owned(),
        scope,
    };
    let wrong = client.create_access_token(&credentials("obr_falsch", None)).await.expect_err("wrong secret");
    assert_eq!(wrong.code(), Some(ErrorCode::InvalidCredentials));
    let more =
        client.create_access_token(&credentials(&made.client_secret, Some(vec![ApiScope::DirectoryWrite]))).await;
    assert!(more.is_err(), "a scope that it does not have");
    client.create_access_token(&credentials(&made.client_secret, None)).await.expect("a token");
    client.get_meeting(app.world.draft).await.expect("it may read drafts");
    let write = client.create_meeting(&meeting(&app, vec![day(2027, 1, 12)])).await.expect_err("it may not write");
    assert_eq!(write.code(), Some(ErrorCode::Forbidden));
    admin.delete_service_account(made.account.id, made.account.version).await.expect("removed");
    assert_eq!(client.get_me().await.expect_err("gone at once").code(), Some(ErrorCode::Unauthenticated));
}

#[tokio::test]
async fn coordinators_correct_the_address_of_their_members_and_no_more() {
    let app = start().await;
    let (own, other) = (app.client(Who::Coordinator).await, app.client(Who::OtherCoordinator).await);
    // The address of somebody with an account is out of their hands: it leads into the account.
    let admin = app.client(Who::Admin).await;
    let account = admin.get_account(app.world.account(Who::Member)).await.expect("the account");
    let apart = AccountPatch { person_id: Patch::Null, ..AccountPatch::default() };
    admin.update_account(account.id, account.version, &apart).await.expect("taken apart");
    let before = own.get_person(app.world.member).await.expect("the member");
    let address = |text: &str| PersonPatch { email: Patch::Value(text.into()), ..PersonPatch::default() };
    let changed = own.update_person(before.id, before.version, &address("anna@example.org")).await.expect("corrected");
    assert_eq!((changed.email.as_deref(), changed.version), (Some("anna@example.org"), before.version + 1));
    let renamed = PersonPatch { first_name: Patch::Value("Hanna".into()), ..address("hanna@example.org") };
    let published = PersonPatch { is_public_function: Some(true), ..PersonPatch::default() };
    for (client, id, patch) in [
        (&own, before.id, renamed),
        (&own, before.id, published),
        (&other, before.id, address("obcy@example.org")),
        (&own, app.world.heads[3], address("obcy@example.org")),
    ] {
        let version = own.get_person(id).await.expect("them").version;
        let error = client.update_person(id, version, &patch).await.expect_err("not theirs to change");
        assert_eq!(error.code(), Some(ErrorCode::Forbidden));
    }
    assert_eq!(own.get_person(before.id).await.expect("the member").value, changed.value);
    // Once the membership has ended, so has the right.
    let members = own.list_memberships(app.world.group, &PageQuery::default()).await.expect("the members").items;
    let end = MembershipPatch { to: Patch::Value("2026-11-01".parse().expect("a date")), ..MembershipPatch::default() };
    own.update_membership(members[0].id, members[0].version, &end).await.expect("ended");
    let error = own.update_person(before.id, changed.version, &address("dawna@example.org")).await;
    assert_eq!(error.expect_err("no member any more").code(), Some(ErrorCode::Forbidden));
}

#[tokio::test]
async fn a_service_account_proposes_topics_with_its_scope() {
    let app = start().await;
    let admin = app.client(Who::Admin).await;
    let topic = TopicCreate { title: "Z systemu".into(), sub_points: vec![], priority: None, planned: None };
    let mut codes = Vec::new();
    for scopes in [vec![ApiScope::TopicsWrite], vec![ApiScope::AgendaWrite]] {
        let input = ServiceAccountCreate { name: "System".into(), scopes, expires_at: None, region_id: None };
        let made = admin.create_service_account(&input).await.expect("made");
        let client = app.anonymous();
        let credentials = obrady_types::identity::AccessTokenCreate {
            client_id: made.account.id,
            client_secret: made.client_secret.clone(),
            scope: None,
        };
        client.create_access_token(&credentials).await.expect("a token");
        codes.push(client.create_topic(app.world.group, &topic).await.err().and_then(|error| error.code()));
    }
    assert_eq!(codes, [None, Some(ErrorCode::Forbidden)]);
}
