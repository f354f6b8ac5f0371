//! Rows and probes of bodies, their members and topics.

use super::{PUBLIC, Probe, Row, delete, get, patch, post};
use obrady_domain::groups;
use obrady_tests::App;
use obrady_types::directory::PersonCreate;
use obrady_types::groups::TopicCreate;
use obrady_types::work_plans::WorkPlanCreate;
use serde_json::json;
use std::sync::atomic::{AtomicI32, Ordering};

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
    ("get_body_profile", PUBLIC),
    ("list_topics", PUBLIC),
    ("create_topic", [401, 403, 201, 201, 403, 403, 403, 201, 403, 201, 403, 201, 403]),
    ("get_topic", PUBLIC),
    ("update_topic", [401, 403, 403, 200, 403, 403, 403, 200, 403, 200, 403, 403, 403]),
    ("list_work_plans", PUBLIC),
    ("create_work_plan", [401, 403, 403, 201, 403, 403, 403, 201, 403, 201, 403, 403, 403]),
    ("get_work_plan", PUBLIC),
    ("create_work_plan_entry", [401, 403, 403, 201, 403, 403, 403, 201, 403, 201, 403, 403, 403]),
    ("get_work_plan_entry", PUBLIC),
    ("update_work_plan_entry", [401, 403, 403, 200, 403, 403, 403, 200, 403, 200, 403, 403, 403]),
    ("delete_work_plan_entry", [401, 403, 403, 204, 403, 403, 403, 204, 403, 204, 403, 403, 403]),
];

pub(super) async fn probe(app: &App, operation: &str, _token: u32) -> Option<Probe> {
    let (world, call) = (&app.world, app.system());
    let group = world.group;
    let fresh_person = async || {
        let input = PersonCreate {
            first_name: "Nowa".into(),
            last_name: "Osoba".into(),
            region_id: Some(world.region),
            ..PersonCreate::default()
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
        "get_body_profile" => get(format!("/bodies/{group}/profile")),
        "list_topics" => get(format!("/bodies/{group}/topics")),
        "create_topic" => post(format!("/bodies/{group}/topics"), json!({"title": "Nowy temat"})),
        "get_topic" => get(format!("/topics/{}", world.topics[0])),
        "update_topic" => {
            let input = TopicCreate { title: "Temat".into(), sub_points: vec![], priority: None, planned: None };
            let made = groups::create_topic(&call, group, input).await.expect("a topic");
            patch(format!("/topics/{}", made.id), made.version, json!({"priority": 3}))
        }
        "list_work_plans" => get(format!("/bodies/{group}/work-plans")),
        "create_work_plan" => post(format!("/bodies/{group}/work-plans"), json!({"year": year()})),
        _ => return work_plan(app, operation).await,
    })
}

/// A year of its own for each plan.
fn year() -> i32 {
    static GIVEN: AtomicI32 = AtomicI32::new(0);
    1900 + GIVEN.fetch_add(1, Ordering::Relaxed) % 300
}

/// Requests to a plan that was just made, and to its entry.
async fn work_plan(app: &App, operation: &str) -> Option<Probe> {
    let (call, group, topic) = (app.system(), app.world.group, app.world.topics[0]);
    let input = json!({"topic_id": topic, "planned": {"from": "2027-03-01", "precision": "month_start"}});
    let known = ["get_work_plan", "create_work_plan_entry"].contains(&operation) || operation.ends_with("_plan_entry");
    if !known {
        return None;
    }
    let plan = groups::create_work_plan(&call, group, WorkPlanCreate { year: year() }).await.expect("a plan").id;
    if operation == "get_work_plan" {
        return Some(get(format!("/work-plans/{plan}")));
    }
    if operation == "create_work_plan_entry" {
        return Some(post(format!("/work-plans/{plan}/entries"), input));
    }
    let entry = serde_json::from_value(input).expect("an input");
    let entry = groups::create_work_plan_entry(&call, plan, entry).await.expect("an entry");
    let path = format!("/work-plan-entries/{}", entry.id);
    match operation {
        "get_work_plan_entry" => Some(get(path)),
        "update_work_plan_entry" => Some(patch(path, entry.version, json!({"deliverable": "Poradnik"}))),
        "delete_work_plan_entry" => Some(delete(path, Some(entry.version))),
        _ => None,
    }
}
