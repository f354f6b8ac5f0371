//! One row for each operation: what it answers to everybody. An operation without a row fails.

use crate::schema::Schemas;
use obrady_client::{Client, Method};
use obrady_domain::{convents, groups, identity, meetings};
use obrady_tests::world::{add, day};
use obrady_tests::{App, Who, start};
use obrady_types::convents::{Office, TermStart};
use obrady_types::directory::PersonCreate;
use obrady_types::groups::TopicCreate;
use obrady_types::identity::{ApiScope, Role, RoleGrantCreate, ServiceAccountCreate};
use obrady_types::meetings::{AgendaCommand, AgendaCommands, AgendaPlace, MeetingCreate, MeetingMode};
use obrady_types::{AgendaItemId, MeetingDayId, MeetingId};
use reqwest::Response;
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// Anonymous, outsider, member, coordinator, other coordinator, chair, deputy, admin, other admin, operator, reader, writer.
pub(crate) type Row = (&'static str, [u16; 12]);

const PUBLIC: [u16; 12] = [200; 12];

/// Chair and deputy belong to the convent; the group's rows treat them as outsiders.
pub(crate) const TABLE: &[Row] = &[
    // identity
    ("sign_in", [201; 12]),
    ("list_sign_ins", [401, 200, 200, 200, 200, 200, 200, 200, 200, 200, 403, 403]),
    ("delete_sign_in", [401, 404, 404, 404, 404, 404, 404, 404, 404, 404, 403, 403]),
    ("refresh_access_token", [401; 12]),
    ("sign_out", [204; 12]),
    ("sign_out_everywhere", [401, 204, 204, 204, 204, 204, 204, 204, 204, 204, 403, 403]),
    ("create_access_token", [201; 12]),
    ("get_me", [401, 200, 200, 200, 200, 200, 200, 200, 200, 200, 200, 200]),
    ("list_accounts", [401, 403, 403, 403, 403, 403, 403, 200, 200, 200, 403, 403]),
    ("create_account", [401, 403, 403, 403, 403, 403, 403, 201, 403, 201, 403, 403]),
    ("get_account", [401, 403, 403, 403, 403, 403, 403, 200, 404, 200, 403, 403]),
    ("update_account", [401, 403, 403, 403, 403, 403, 403, 200, 404, 200, 403, 403]),
    ("list_role_grants", [401, 403, 403, 403, 403, 403, 403, 200, 200, 200, 403, 403]),
    ("create_role_grant", [401, 403, 403, 403, 403, 403, 403, 201, 403, 201, 403, 403]),
    ("get_role_grant", [401, 403, 403, 403, 403, 403, 403, 200, 404, 200, 403, 403]),
    ("delete_role_grant", [401, 403, 403, 403, 403, 403, 403, 204, 404, 204, 403, 403]),
    ("list_service_accounts", [401, 403, 403, 403, 403, 403, 403, 200, 200, 200, 403, 403]),
    ("create_service_account", [401, 403, 403, 403, 403, 403, 403, 201, 403, 201, 403, 403]),
    ("get_service_account", [401, 403, 403, 403, 403, 403, 403, 200, 404, 200, 403, 403]),
    ("update_service_account", [401, 403, 403, 403, 403, 403, 403, 200, 404, 200, 403, 403]),
    ("delete_service_account", [401, 403, 403, 403, 403, 403, 403, 204, 404, 204, 403, 403]),
    // directory
    ("list_regions", PUBLIC),
    ("get_region", PUBLIC),
    ("list_institutions", PUBLIC),
    ("create_institution", [401, 403, 403, 403, 403, 403, 403, 201, 403, 201, 403, 201]),
    ("get_institution", PUBLIC),
    ("update_institution", [401, 403, 403, 403, 403, 403, 403, 200, 403, 200, 403, 200]),
    ("list_people", PUBLIC),
    ("create_person", [401, 403, 403, 201, 201, 403, 403, 201, 403, 201, 403, 201]),
    // The person's name is not public: who may not read the directory does not learn that they exist.
    ("get_person", [404, 404, 404, 200, 200, 404, 404, 200, 404, 200, 200, 200]),
    ("update_person", [401, 404, 404, 403, 403, 404, 404, 200, 404, 200, 403, 200]),
    ("list_affiliations", PUBLIC),
    ("create_affiliation", [401, 403, 403, 403, 403, 403, 403, 201, 403, 201, 403, 201]),
    ("get_affiliation", PUBLIC),
    ("update_affiliation", [401, 403, 403, 403, 403, 403, 403, 200, 403, 200, 403, 200]),
    // groups
    ("list_bodies", PUBLIC),
    ("create_body", [401, 403, 403, 403, 403, 403, 403, 201, 403, 201, 403, 403]),
    ("get_body", PUBLIC),
    ("update_body", [401, 403, 403, 200, 403, 403, 403, 200, 403, 200, 403, 403]),
    ("dissolve_body", [401, 403, 403, 403, 403, 403, 403, 200, 403, 200, 403, 403]),
    ("list_memberships", [401, 403, 200, 200, 403, 403, 403, 200, 403, 200, 403, 403]),
    ("create_membership", [401, 403, 403, 201, 403, 403, 403, 201, 403, 201, 403, 403]),
    ("get_membership", [401, 403, 200, 200, 403, 403, 403, 200, 403, 200, 403, 403]),
    ("update_membership", [401, 403, 403, 200, 403, 403, 403, 200, 403, 200, 403, 403]),
    ("list_topics", PUBLIC),
    ("create_topic", [401, 403, 201, 201, 403, 403, 403, 201, 403, 201, 403, 201]),
    ("get_topic", PUBLIC),
    ("update_topic", [401, 403, 403, 200, 403, 403, 403, 200, 403, 200, 403, 403]),
    // convents
    ("list_seats", PUBLIC),
    ("create_seat", [401, 403, 403, 403, 403, 403, 403, 201, 403, 201, 403, 403]),
    ("get_seat", PUBLIC),
    ("update_seat", [401, 403, 403, 403, 403, 403, 403, 200, 403, 200, 403, 403]),
    ("list_rules_versions", PUBLIC),
    ("create_rules_version", [401, 403, 403, 403, 403, 403, 403, 201, 403, 201, 403, 403]),
    ("get_rules_version", PUBLIC),
    ("list_terms", PUBLIC),
    ("start_term", [401, 403, 403, 403, 403, 403, 403, 201, 403, 201, 403, 403]),
    ("get_term", PUBLIC),
    ("end_term", [401, 403, 403, 403, 403, 403, 403, 200, 403, 200, 403, 403]),
    ("cancel_term", [401, 403, 403, 403, 403, 403, 403, 200, 403, 200, 403, 403]),
    ("annul_term", [401, 403, 403, 403, 403, 403, 403, 200, 403, 200, 403, 403]),
    ("get_officers", PUBLIC),
    // meetings: drafts exist only for those who may read them
    ("list_meetings", PUBLIC),
    ("create_meeting", [401, 403, 403, 201, 403, 403, 403, 201, 403, 201, 403, 201]),
    ("get_meeting", [404, 404, 200, 200, 404, 404, 404, 200, 404, 200, 200, 200]),
    ("update_meeting", [401, 404, 403, 200, 404, 404, 404, 200, 404, 200, 403, 200]),
    ("delete_meeting", [401, 404, 403, 204, 404, 404, 404, 204, 404, 204, 403, 204]),
    ("schedule_meeting", [401, 404, 403, 200, 404, 404, 404, 200, 404, 200, 403, 200]),
    ("cancel_meeting", [401, 404, 403, 200, 404, 404, 404, 200, 404, 200, 403, 200]),
    ("get_agenda", PUBLIC),
    ("apply_agenda_commands", [401, 404, 403, 200, 404, 404, 404, 200, 404, 200, 403, 200]),
    ("undo_agenda_commands", [401, 404, 403, 409, 404, 404, 404, 409, 404, 409, 403, 409]),
    ("publish_agenda", [401, 404, 403, 200, 404, 404, 404, 200, 404, 200, 403, 200]),
    ("get_agenda_item", [404, 404, 200, 200, 404, 404, 404, 200, 404, 200, 200, 200]),
    ("update_agenda_item", [401, 404, 403, 200, 404, 404, 404, 200, 404, 200, 403, 200]),
    ("delete_agenda_item", [401, 404, 403, 204, 404, 404, 404, 204, 404, 204, 403, 204]),
    ("get_openapi", PUBLIC),
];

/// One request to an operation, on objects of its own where it changes something.
pub(crate) struct Probe {
    pub(crate) method: Method,
    pub(crate) path: String,
    pub(crate) body: Option<Value>,
    version: Option<i32>,
}

fn get(path: String) -> Probe {
    Probe { method: Method::GET, path, body: None, version: None }
}
fn post(path: String, body: Value) -> Probe {
    Probe { method: Method::POST, path, body: Some(body), version: None }
}
fn act(path: String) -> Probe {
    Probe { method: Method::POST, path, body: None, version: None }
}
fn patch(path: String, version: i32, body: Value) -> Probe {
    Probe { method: Method::PATCH, path, body: Some(body), version: Some(version) }
}
fn delete(path: String, version: Option<i32>) -> Probe {
    Probe { method: Method::DELETE, path, body: None, version }
}

/// A draft of the group with one item.
async fn draft(app: &App) -> (MeetingId, MeetingDayId, AgendaItemId, i32) {
    let call = app.system();
    let input = MeetingCreate {
        body_id: app.world.group,
        title: "Projekt".into(),
        mode: MeetingMode::InPerson,
        venue: None,
        days: vec![day(2026, 12, 15)],
    };
    let meeting = meetings::create_meeting(&call, input).await.expect("a draft");
    let (day_id, item) = (meeting.days[0].id, AgendaItemId(app.ctx.new_id()));
    let place = AgendaPlace { day_id, parent_id: None, after_id: None };
    let commands = vec![AgendaCommand::Add(add(item, place, "Otwarcie"))];
    let agenda =
        meetings::apply_agenda_commands(&call, meeting.id, AgendaCommands { commands }).await.expect("an item");
    (meeting.id, day_id, item, agenda.version)
}

async fn identity_probe(app: &App, operation: &str, token: u32) -> Option<Probe> {
    let world = &app.world;
    let account = world.account(Who::Outsider);
    // An operator gains nothing by another grant.
    let granted = world.account(Who::Operator);
    let (reader, secret) = world.service(Who::Reader)?;
    let fresh_service = async || {
        let input = ServiceAccountCreate {
            name: "Nowa".into(),
            scopes: vec![ApiScope::AgendaRead],
            expires_at: None,
            region_id: Some(world.region),
        };
        identity::create_service_account(&app.system(), input).await.expect("a service account").account
    };
    let fresh_grant = async || {
        let input = RoleGrantCreate {
            account_id: granted,
            role: Role::Coordinator,
            region_id: None,
            body_id: Some(world.other_group),
            ends_at: None,
        };
        identity::create_role_grant(&app.system(), input).await.expect("a grant")
    };
    Some(match operation {
        "sign_in" => post("/sign-ins".into(), json!({"sign_in_name": "outsider", "password": obrady_tests::PASSWORD})),
        "list_sign_ins" => get("/sign-ins".into()),
        "delete_sign_in" => delete(format!("/sign-ins/{}", app.ctx.new_id()), None),
        "refresh_access_token" => act("/sign-ins/refresh".into()),
        "sign_out" => act("/sign-ins/sign-out".into()),
        "sign_out_everywhere" => act("/sign-ins/sign-out-everywhere".into()),
        "create_access_token" => post("/access-tokens".into(), json!({"client_id": reader, "client_secret": secret})),
        "get_me" => get("/me".into()),
        "list_accounts" => get("/accounts".into()),
        "create_account" => post(
            "/accounts".into(),
            json!({"sign_in_name": format!("nowe.{token}"), "display_name": "Nowe konto",
                "password": obrady_tests::PASSWORD, "region_id": world.region}),
        ),
        "get_account" => get(format!("/accounts/{account}")),
        "update_account" => {
            let version = identity::get_account(&app.system(), account).await.expect("the account").version;
            patch(format!("/accounts/{account}"), version, json!({"display_name": "Inna nazwa"}))
        }
        "list_role_grants" => get("/role-grants".into()),
        "create_role_grant" => {
            post("/role-grants".into(), json!({"account_id": granted, "role": "coordinator", "body_id": world.group}))
        }
        "get_role_grant" => get(format!("/role-grants/{}", fresh_grant().await.id)),
        "delete_role_grant" => delete(format!("/role-grants/{}", fresh_grant().await.id), None),
        "list_service_accounts" => get("/service-accounts".into()),
        "create_service_account" => post(
            "/service-accounts".into(),
            json!({"name": "Nowa", "scopes": ["agenda:read"], "region_id": world.region}),
        ),
        "get_service_account" => get(format!("/service-accounts/{reader}")),
        "update_service_account" => {
            let made = fresh_service().await;
            patch(format!("/service-accounts/{}", made.id), made.version, json!({"name": "Inna"}))
        }
        "delete_service_account" => {
            let made = fresh_service().await;
            delete(format!("/service-accounts/{}", made.id), Some(made.version))
        }
        _ => return None,
    })
}

async fn directory_probe(app: &App, operation: &str) -> Option<Probe> {
    let (world, call) = (&app.world, app.system());
    let institution = world.institutions[3];
    Some(match operation {
        "list_regions" => get("/regions".into()),
        "get_region" => get(format!("/regions/{}", world.region)),
        "list_institutions" => get("/institutions".into()),
        "create_institution" => {
            post("/institutions".into(), json!({"kind": "ops", "name": "OPS w Kętach", "region_id": world.region}))
        }
        "get_institution" => get(format!("/institutions/{institution}")),
        "update_institution" => {
            let version = obrady_domain::directory::get_institution(&call, institution).await.expect("it").version;
            patch(format!("/institutions/{institution}"), version, json!({"town": "Kraków"}))
        }
        "list_people" => get("/people".into()),
        "create_person" => {
            post("/people".into(), json!({"first_name": "Ewa", "last_name": "Nowa", "region_id": world.region}))
        }
        "get_person" => get(format!("/people/{}", world.member)),
        "update_person" => {
            let version = obrady_domain::directory::get_person(&call, world.member).await.expect("them").version;
            patch(format!("/people/{}", world.member), version, json!({"first_name": "Hanna"}))
        }
        "list_affiliations" => get("/affiliations".into()),
        "create_affiliation" | "get_affiliation" | "update_affiliation" => {
            let input = PersonCreate {
                first_name: "Nowa".into(),
                last_name: "Osoba".into(),
                email: None,
                is_public_function: true,
                region_id: Some(world.region),
            };
            let person = obrady_domain::directory::create_person(&call, input).await.expect("a person").id;
            let body = json!({"person_id": person, "institution_id": institution,
                "position_title": "Kierownik działu", "from": "2026-01-01"});
            if operation == "create_affiliation" {
                post("/affiliations".into(), body)
            } else {
                let input = serde_json::from_value(body).expect("an input");
                let made = obrady_domain::directory::create_affiliation(&call, input).await.expect("a post");
                if operation == "get_affiliation" {
                    get(format!("/affiliations/{}", made.id))
                } else {
                    patch(format!("/affiliations/{}", made.id), made.version, json!({"position_title": "Dyrektor"}))
                }
            }
        }
        _ => return None,
    })
}

async fn groups_probe(app: &App, operation: &str) -> Option<Probe> {
    let (world, call) = (&app.world, app.system());
    let group = world.group;
    let fresh_person = async || {
        let input = PersonCreate {
            first_name: "Nowa".into(),
            last_name: "Osoba".into(),
            email: None,
            is_public_function: false,
            region_id: Some(world.region),
        };
        obrady_domain::directory::create_person(&call, input).await.expect("a person").id
    };
    Some(match operation {
        "list_bodies" => get("/bodies".into()),
        "create_body" => post(
            "/bodies".into(),
            json!({"kind": "group", "group_kind": "working", "name": "Nowa grupa", "established_on": "2026-01-01",
                "region_id": world.region}),
        ),
        "get_body" => get(format!("/bodies/{group}")),
        "update_body" => {
            let version = groups::get_body(&call, group).await.expect("the group").version;
            patch(format!("/bodies/{group}"), version, json!({"purpose": "Inny cel"}))
        }
        "dissolve_body" => {
            let input =
                serde_json::from_value(json!({"kind": "group", "group_kind": "working", "name": "Krótka grupa",
                "established_on": "2026-01-01", "region_id": world.region}));
            let made = groups::create_body(&call, input.expect("an input")).await.expect("a group");
            post(format!("/bodies/{}/dissolve", made.id), json!({"dissolved_on": "2026-11-23"}))
        }
        "list_memberships" => get(format!("/bodies/{group}/memberships")),
        "create_membership" | "get_membership" | "update_membership" => {
            let body = json!({"person_id": fresh_person().await, "capacity": "expert", "from": "2026-01-01"});
            if operation == "create_membership" {
                post(format!("/bodies/{group}/memberships"), body)
            } else {
                let input = serde_json::from_value(body).expect("an input");
                let made = groups::create_membership(&call, group, input).await.expect("a membership");
                if operation == "get_membership" {
                    get(format!("/memberships/{}", made.id))
                } else {
                    patch(format!("/memberships/{}", made.id), made.version, json!({"capacity": "observer"}))
                }
            }
        }
        "list_topics" => get(format!("/bodies/{group}/topics")),
        "create_topic" => post(format!("/bodies/{group}/topics"), json!({"title": "Nowy temat"})),
        "get_topic" => get(format!("/topics/{}", world.topics[0])),
        "update_topic" => {
            let input = TopicCreate { title: "Temat".into(), sub_points: vec![], priority: None, planned: None };
            let made = groups::create_topic(&call, group, input).await.expect("a topic");
            patch(format!("/topics/{}", made.id), made.version, json!({"priority": 3}))
        }
        _ => return None,
    })
}

async fn convents_probe(app: &App, operation: &str, token: u32) -> Option<Probe> {
    let (world, call) = (&app.world, app.system());
    let convent = world.convent;
    let fresh_convent = async || {
        let input = json!({"kind": "convent", "name": "Nowy konwent", "established_on": "2020-01-01",
            "region_id": world.region});
        let made =
            groups::create_body(&call, serde_json::from_value(input).expect("an input")).await.expect("a convent").id;
        for institution in &world.institutions {
            let seat = json!({"institution_id": institution, "from": "2020-01-01"});
            let seat = serde_json::from_value(seat).expect("an input");
            convents::create_seat(&call, made, seat).await.expect("a seat");
        }
        let rules = json!({"effective_from": "2020-01-01T00:00:00Z", "term_months": 24, "auto_extension_months": 0,
            "deputy_selection": "elected", "notice_days": 14, "summary": "Regulamin",
            "decision_reference": "uchwała 1/2020"});
        convents::create_rules_version(&call, made, serde_json::from_value(rules).expect("an input"))
            .await
            .expect("rules");
        made
    };
    let start = |starts_at: &str| -> TermStart {
        let input = json!({"office": "chair", "person_id": world.heads[2], "starts_at": starts_at});
        serde_json::from_value(input).expect("an input")
    };
    Some(match operation {
        "list_seats" => get(format!("/bodies/{convent}/seats")),
        "create_seat" => {
            let input = json!({"kind": "pcpr", "name": format!("PCPR {token}"), "region_id": world.region});
            let input = serde_json::from_value(input).expect("an input");
            let made = obrady_domain::directory::create_institution(&call, input).await.expect("an institution").id;
            post(format!("/bodies/{convent}/seats"), json!({"institution_id": made, "from": "2026-01-01"}))
        }
        "get_seat" => get(format!("/seats/{}", world.seats[2])),
        "update_seat" => {
            let version = convents::get_seat(&call, world.seats[2]).await.expect("the seat").version;
            patch(format!("/seats/{}", world.seats[2]), version, json!({"to": null}))
        }
        "list_rules_versions" => get(format!("/bodies/{convent}/rules-versions")),
        "create_rules_version" => post(
            format!("/bodies/{}/rules-versions", fresh_convent().await),
            json!({"effective_from": "2027-01-01T00:00:00Z", "term_months": 12, "auto_extension_months": 0,
                "deputy_selection": "elected", "notice_days": 14, "summary": "Nowy regulamin"}),
        ),
        "get_rules_version" => {
            let rules = convents::list_rules_versions(&call, convent, &Default::default()).await.expect("rules");
            get(format!("/rules-versions/{}", rules.items[0].id))
        }
        "list_terms" => get(format!("/bodies/{convent}/terms")),
        "start_term" => post(
            format!("/bodies/{}/terms", fresh_convent().await),
            serde_json::to_value(start("2026-12-01T09:00:00Z")).expect("an input"),
        ),
        "get_term" => get(format!("/terms/{}", world.chair_term)),
        "end_term" => {
            let made = convents::start_term(&call, fresh_convent().await, start("2026-11-24T09:00:00Z"))
                .await
                .expect("a term");
            assert_eq!(made.office, Office::Chair);
            let body = json!({"ended_at": "2026-12-31T23:00:00Z", "reason": "resigned"});
            Probe { version: Some(made.version), ..post(format!("/terms/{}/end", made.id), body) }
        }
        "cancel_term" => {
            let made = convents::start_term(&call, fresh_convent().await, start("2026-12-01T09:00:00Z"))
                .await
                .expect("a term");
            Probe { version: Some(made.version), ..act(format!("/terms/{}/cancel", made.id)) }
        }
        "annul_term" => {
            let made = convents::start_term(&call, fresh_convent().await, start("2026-11-24T09:00:00Z"))
                .await
                .expect("a term");
            let body = json!({"reason": "Wybór bez kworum", "decision_reference": "uchwała 2/2026"});
            Probe { version: Some(made.version), ..post(format!("/terms/{}/annul", made.id), body) }
        }
        "get_officers" => get(format!("/bodies/{convent}/officers")),
        _ => return None,
    })
}

async fn meetings_probe(app: &App, operation: &str) -> Option<Probe> {
    let (world, call) = (&app.world, app.system());
    if !operation.contains("meeting") && !operation.contains("agenda") {
        return None;
    }
    let (meeting, day_id, item, agenda_version) = draft(app).await;
    let version = meetings::get_meeting(&call, meeting).await.expect("the draft").version;
    let item_version = meetings::get_agenda_item(&call, item).await.expect("the item").version;
    Some(match operation {
        "list_meetings" => get("/meetings".into()),
        "create_meeting" => post(
            "/meetings".into(),
            json!({"body_id": world.group, "title": "Nowe",
                "days": [{"date": "2027-01-12", "starts_at": "10:00:00", "ends_at": "13:00:00"}]}),
        ),
        "get_meeting" => get(format!("/meetings/{meeting}")),
        "update_meeting" => patch(format!("/meetings/{meeting}"), version, json!({"venue": "Kraków"})),
        "delete_meeting" => delete(format!("/meetings/{meeting}"), Some(version)),
        "schedule_meeting" => Probe { version: Some(version), ..act(format!("/meetings/{meeting}/schedule")) },
        "cancel_meeting" => Probe { version: Some(version), ..act(format!("/meetings/{meeting}/cancel")) },
        "get_agenda" => get(format!("/meetings/{}/agenda", world.published)),
        "apply_agenda_commands" => post(
            format!("/meetings/{meeting}/agenda/commands"),
            json!({"commands": [{"type": "add", "item_id": app.ctx.new_id(), "place": {"day_id": day_id}, "title": "Nowy"}]}),
        ),
        "undo_agenda_commands" => act(format!("/meetings/{meeting}/agenda/undo")),
        "publish_agenda" => {
            post(format!("/meetings/{meeting}/agenda/publish"), json!({"agenda_version": agenda_version}))
        }
        "get_agenda_item" => get(format!("/agenda-items/{item}")),
        "update_agenda_item" => patch(format!("/agenda-items/{item}"), item_version, json!({"title": "Powitanie"})),
        "delete_agenda_item" => delete(format!("/agenda-items/{item}"), Some(item_version)),
        _ => return None,
    })
}

pub(crate) async fn probe(app: &App, operation: &str, token: u32) -> Probe {
    if operation == "get_openapi" {
        return get("/openapi.json".into());
    }
    if let Some(probe) = identity_probe(app, operation, token).await {
        return probe;
    }
    if let Some(probe) = directory_probe(app, operation).await {
        return probe;
    }
    if let Some(probe) = convents_probe(app, operation, token).await {
        return probe;
    }
    if let Some(probe) = meetings_probe(app, operation).await {
        return probe;
    }
    groups_probe(app, operation).await.unwrap_or_else(|| panic!("{operation} has no probe"))
}

async fn answer(client: &Client, base: &str, probe: Probe) -> Response {
    let mut request = client.request(probe.method.clone(), &format!("/api/v1{}", probe.path)).header("Origin", base);
    if let Some(version) = probe.version {
        request = request.header("If-Match", format!("\"{version}\""));
    }
    if let Some(body) = probe.body {
        let media = if probe.method == Method::PATCH { "application/merge-patch+json" } else { "application/json" };
        request = request.header("Content-Type", media).body(body.to_string());
    }
    request.send().await.expect("an answer")
}

/// Writes that succeed and leave neither an audit row nor an event (docs/ARCHITECTURE.md says why): here, the sign-out
/// has nothing to end.
const WITHOUT_TRACE: &[&str] = &["create_access_token", "sign_out"];

/// How many audit rows and event rows there are.
async fn traces(app: &App) -> (i64, i64) {
    let count = "SELECT count(*) FROM";
    (app.number(&format!("{count} audit_event")).await, app.number(&format!("{count} event")).await)
}

/// Asks as somebody, and says what is wrong with the answer or with the traces that it leaves (REL-20).
async fn check(app: &App, document: &Value, caller: &Client, row: (&str, u16), probe: Probe) -> Vec<String> {
    let (operation, expected) = row;
    let writes = probe.method != Method::GET;
    let before = traces(app).await;
    let answer = answer(caller, &app.base, probe).await;
    let got = answer.status().as_u16();
    let after = traces(app).await;
    let mut wrong = undocumented(document, by_id(document)[operation], answer).await;
    if got != expected {
        wrong.push(format!("{got} instead of {expected}"));
    }
    if writes && got < 300 && !WITHOUT_TRACE.contains(&operation) {
        if after.0 == before.0 || after.1 == before.1 {
            wrong.push("a change without an audit row and an event".to_owned());
        }
    } else if after != before {
        wrong.push(format!("{got} with an audit row or an event"));
    }
    wrong
}

/// The documented operations by their ids.
fn by_id(document: &Value) -> BTreeMap<&str, &Value> {
    let items = document["paths"].as_object().expect("paths").values();
    let all = items.flat_map(|item| item.as_object().expect("methods").values());
    all.map(|operation| (operation["operationId"].as_str().expect("an id"), operation)).collect()
}

/// What of an answer differs from the document: its status, its headers, its body.
async fn undocumented(document: &Value, operation: &Value, answer: Response) -> Vec<String> {
    let schemas = Schemas(document);
    let (status, headers) = (answer.status().as_u16(), answer.headers().clone());
    let Some(described) = schemas.response(operation, status) else {
        return vec![format!("{status} is not documented")];
    };
    let mut wrong = Vec::new();
    for (name, _) in described["headers"].as_object().expect("headers") {
        // Tests run without a quota; a last page has no next one; a token has neither version nor address.
        let always = !name.starts_with("RateLimit") && !matches!(name.as_str(), "Link" | "ETag" | "Location");
        if always && !headers.contains_key(name) {
            wrong.push(format!("{status} without {name}"));
        }
    }
    let text = answer.text().await.expect("text");
    let media = headers.get("content-type").map_or("", |kind| kind.to_str().expect("text"));
    match described["content"].as_object() {
        None if text.is_empty() => {}
        None => wrong.push(format!("{status} has a body")),
        Some(content) => match (content.get(media), serde_json::from_str(&text)) {
            (Some(content), Ok(body)) => {
                wrong.extend(schemas.errors(&content["schema"], &body).into_iter().map(|e| format!("{status} {e}")));
            }
            _ => wrong.push(format!("{status} is {media:?}: {text}")),
        },
    }
    wrong
}

#[tokio::test]
async fn every_operation_has_a_row() {
    let app = start().await;
    let document = app.anonymous().get_openapi().await.expect("the document");
    let mut rows: Vec<&str> = TABLE.iter().map(|(id, _)| *id).collect();
    rows.sort_unstable();
    assert_eq!(by_id(&document).into_keys().collect::<Vec<_>>(), rows);
}

#[tokio::test]
async fn everybody_gets_the_answer_of_the_table() {
    let app = start().await;
    let document = app.anonymous().get_openapi().await.expect("the document");
    let mut wrong = Vec::new();
    let mut token = 0;
    for (index, who) in Who::ALL.iter().enumerate() {
        let client = app.client(*who).await;
        for (operation, expected) in TABLE {
            token += 1;
            // Signing out ends what the other rows need.
            let ends = matches!(*operation, "sign_out_everywhere" | "sign_out");
            let own = if ends { app.client(*who).await } else { client.clone() };
            let caller = if matches!(*operation, "sign_out" | "refresh_access_token" | "sign_in") {
                app.anonymous()
            } else {
                own
            };
            if *operation == "sign_out_everywhere" {
                continue;
            }
            let probe = probe(&app, operation, token).await;
            let faults = check(&app, &document, &caller, (operation, expected[index]), probe).await;
            wrong.extend(faults.into_iter().map(|fault| format!("{operation} to {who:?}: {fault}")));
        }
        let (_, expected) = TABLE.iter().find(|(id, _)| *id == "sign_out_everywhere").expect("the row");
        let everywhere = act("/sign-ins/sign-out-everywhere".into());
        let row = ("sign_out_everywhere", expected[index]);
        let faults = check(&app, &document, &client, row, everywhere).await;
        wrong.extend(faults.into_iter().map(|fault| format!("sign_out_everywhere to {who:?}: {fault}")));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
