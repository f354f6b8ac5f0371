//! Rows and probes of bodies, their members and topics.

use super::{PUBLIC, Probe, Row, get, patch, post};
use obrady_domain::groups;
use obrady_tests::App;
use obrady_types::directory::PersonCreate;
use obrady_types::groups::TopicCreate;
use serde_json::json;

pub(super) const ROWS: &[Row] = &[
    ("list_bodies", PUBLIC),
    ("create_body", [401, 403, 403, 403, 403, 403, 403, 201, 403, 201, 403, 403, 403]),
    ("get_body", PUBLIC),
    ("update_body", [401, 403, 403, 200, 403, 403, 403, 200, 403, 200, 403, 403, 403]),
    ("dissolve_body", [401, 403, 403, 403, 403, 403, 403, 200, 403, 200, 403, 403, 403]),
    ("list_memberships", [401, 403, 200, 200, 403, 403, 403, 200, 403, 200, 403, 403, 403]),
    ("create_membership", [401, 403, 403, 201, 403, 403, 403, 201, 403, 201, 403, 403, 403]),
    ("get_membership", [401, 403, 200, 200, 403, 403, 403, 200, 403, 200, 403, 403, 403]),
    ("update_membership", [401, 403, 403, 200, 403, 403, 403, 200, 403, 200, 403, 403, 403]),
    ("list_topics", PUBLIC),
    ("create_topic", [401, 403, 201, 201, 403, 403, 403, 201, 403, 201, 403, 201, 201]),
    ("get_topic", PUBLIC),
    ("update_topic", [401, 403, 403, 200, 403, 403, 403, 200, 403, 200, 403, 403, 403]),
];

pub(super) async fn probe(app: &App, operation: &str, _token: u32) -> Option<Probe> {
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
