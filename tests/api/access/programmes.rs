//! Rows and probes of programmes and their parts.

use super::{PUBLIC, Probe, Row, delete, get, patch, post};
use obrady_domain::{Call, groups, programmes};
use obrady_tests::App;
use obrady_tests::world::{objective, programme};
use obrady_types::groups::TopicCreate;
use obrady_types::programmes::{ObjectiveLevel, ProgrammePatch, ProgrammeScope, ProgrammeState};
use obrady_types::{ProgrammeId, TopicId};
use serde_json::{Value, json};

/// Who changes the programme: its coordinator (who coordinates the group, too), administrators, operators.
const fn edits(good: u16) -> [u16; 13] {
    [401, 403, 403, good, 403, 403, 403, good, 403, good, 403, 403, 403]
}

pub(super) const ROWS: &[Row] = &[
    ("list_programmes", PUBLIC),
    ("create_programme", [401, 403, 403, 201, 403, 403, 403, 201, 403, 201, 403, 403, 403]),
    ("get_programme", PUBLIC),
    ("update_programme", edits(200)),
    ("list_programme_versions", PUBLIC),
    ("create_programme_version", edits(201)),
    ("get_programme_version", PUBLIC),
    ("update_programme_version", edits(200)),
    ("get_objective_tree", PUBLIC),
    ("create_objective", edits(201)),
    ("get_objective", PUBLIC),
    ("update_objective", edits(200)),
    ("move_objective", edits(200)),
    ("delete_objective", edits(204)),
    ("list_recommendations", PUBLIC),
    ("create_recommendation", edits(201)),
    ("get_recommendation", PUBLIC),
    ("update_recommendation", edits(200)),
    ("delete_recommendation", edits(204)),
    ("list_indicators", PUBLIC),
    ("create_indicator", edits(201)),
    ("get_indicator", PUBLIC),
    ("update_indicator", edits(200)),
    ("delete_indicator", edits(204)),
    ("list_initiatives", PUBLIC),
    ("create_initiative", edits(201)),
    ("get_initiative", PUBLIC),
    ("update_initiative", edits(200)),
    ("delete_initiative", edits(204)),
    ("list_programme_relations", PUBLIC),
    ("create_programme_relation", edits(201)),
    ("get_programme_relation", PUBLIC),
    ("delete_programme_relation", edits(204)),
    ("list_objective_matches", PUBLIC),
    ("create_objective_match", edits(201)),
    ("get_objective_match", PUBLIC),
    ("delete_objective_match", edits(204)),
    ("list_topic_links", PUBLIC),
    ("create_topic_link", edits(201)),
    ("get_topic_link", PUBLIC),
    ("delete_topic_link", edits(204)),
];

/// A national programme that everybody knows of.
async fn outer(app: &App, call: &Call) -> ProgrammeId {
    let made = programmes::create_programme(call, programme(ProgrammeScope::National, "Obcy", app.world.region)).await;
    let made = made.expect("a programme");
    let noted = ProgrammePatch { state: Some(ProgrammeState::InForce), ..ProgrammePatch::default() };
    programmes::update_programme(call, made.id, made.version, noted).await.expect("noted").id
}

async fn topic(app: &App, call: &Call) -> TopicId {
    let input = TopicCreate { title: "Temat".into(), sub_points: vec![], priority: None, planned: None };
    groups::create_topic(call, app.world.group, input).await.expect("a topic").id
}

fn input<T: serde::de::DeserializeOwned>(value: Value) -> T {
    serde_json::from_value(value).expect("an input")
}

pub(super) async fn probe(app: &App, operation: &str, token: u32) -> Option<Probe> {
    let (world, call) = (&app.world, app.system());
    let id = world.programme;
    let at = |path: &str| format!("/programmes/{id}/{path}");
    let one = |root: &str, id: uuid::Uuid| format!("/{root}/{id}");
    Some(match operation {
        "list_programmes" => get("/programmes".into()),
        "create_programme" => post(
            "/programmes".into(),
            json!({"scope": "provincial", "title": "Nowy program", "region_id": world.region}),
        ),
        "get_programme" => get(format!("/programmes/{id}")),
        "update_programme" => {
            let version = programmes::get_programme(&call, id).await.expect("the programme").version;
            patch(format!("/programmes/{id}"), version, json!({"assumptions": "Inne"}))
        }
        "list_programme_versions" => get(at("versions")),
        "create_programme_version" => post(at("versions"), json!({"summary": "Nowa"})),
        "get_programme_version" | "update_programme_version" => {
            let made = programmes::create_programme_version(&call, id, input(json!({}))).await.expect("a version");
            let path = one("programme-versions", made.id.into());
            if operation.starts_with("get") { get(path) } else { patch(path, made.version, json!({"summary": "Inna"})) }
        }
        "get_objective_tree" => get(at("objectives")),
        "list_recommendations" => get(at("recommendations")),
        "create_recommendation" => post(at("recommendations"), json!({"title": "Nowe"})),
        "get_recommendation" | "update_recommendation" | "delete_recommendation" => {
            let made = programmes::create_recommendation(&call, id, input(json!({"title": "Nowe"}))).await;
            let made = made.expect("a recommendation");
            let path = one("recommendations", made.id.into());
            match operation {
                "get_recommendation" => get(path),
                "update_recommendation" => patch(path, made.version, json!({"title": "Inne"})),
                _ => delete(path, Some(made.version)),
            }
        }
        "list_indicators" => get(at("indicators")),
        "create_indicator" => post(format!("/objectives/{}/indicators", world.objectives[0]), json!({"name": "Nowy"})),
        "get_indicator" | "update_indicator" | "delete_indicator" => {
            let made = programmes::create_indicator(&call, world.objectives[0], input(json!({"name": "Nowy"}))).await;
            let made = made.expect("an indicator");
            let path = one("indicators", made.id.into());
            match operation {
                "get_indicator" => get(path),
                "update_indicator" => patch(path, made.version, json!({"values": [{"year": 2026, "value": 1.5}]})),
                _ => delete(path, Some(made.version)),
            }
        }
        "list_initiatives" => get(at("initiatives")),
        "create_initiative" => post(at("initiatives"), json!({"name": "Nowe"})),
        "get_initiative" | "update_initiative" | "delete_initiative" => {
            let made = programmes::create_initiative(&call, id, input(json!({"name": "Nowe"}))).await;
            let made = made.expect("an initiative");
            let path = one("initiatives", made.id.into());
            match operation {
                "get_initiative" => get(path),
                "update_initiative" => patch(path, made.version, json!({"name": "Inne"})),
                _ => delete(path, Some(made.version)),
            }
        }
        "list_programme_relations" => get(format!("/programme-relations?programme_id={id}")),
        "create_programme_relation" => {
            post(at("relations"), json!({"to_id": outer(app, &call).await, "kind": "implements"}))
        }
        "get_programme_relation" | "delete_programme_relation" => {
            let relation = input(json!({"to_id": outer(app, &call).await, "kind": "implements"}));
            let made = programmes::create_programme_relation(&call, id, relation).await.expect("a relation");
            let path = one("programme-relations", made.id.into());
            if operation.starts_with("get") { get(path) } else { delete(path, None) }
        }
        "list_topic_links" => get(format!("/topic-links?programme_id={id}")),
        "create_topic_link" => post(
            at("topic-links"),
            json!({"objective_id": world.objectives[0], "topic_id": topic(app, &call).await}),
        ),
        "get_topic_link" | "delete_topic_link" => {
            let link = input(json!({"objective_id": world.objectives[0], "topic_id": topic(app, &call).await}));
            let made = programmes::create_topic_link(&call, id, link).await.expect("a link");
            let path = one("topic-links", made.id.into());
            if operation.starts_with("get") { get(path) } else { delete(path, None) }
        }
        _ => goals(app, &call, operation, token).await?,
    })
}

async fn goals(app: &App, call: &Call, operation: &str, token: u32) -> Option<Probe> {
    let (world, id) = (&app.world, app.world.programme);
    let code = format!("B{token}");
    let goal = objective(&code, ObjectiveLevel::Specific, Some(world.objectives[0]));
    if operation == "create_objective" {
        let body = json!({"code": code, "level": "specific", "title": "Nowy", "parent_id": world.objectives[0]});
        return Some(post(format!("/programmes/{id}/objectives"), body));
    }
    if operation == "list_objective_matches" {
        return Some(get(format!("/programmes/{id}/objective-matches")));
    }
    let made = programmes::create_objective(call, id, goal).await.expect("a goal");
    let path = format!("/objectives/{}", made.id);
    let same = json!({"other_id": world.outer_objective, "kind": "complements"});
    Some(match operation {
        "get_objective" => get(path),
        "update_objective" => patch(path, made.version, json!({"status": "done"})),
        "delete_objective" => delete(path, Some(made.version)),
        "move_objective" => {
            let body = json!({"parent_id": world.objectives[1]});
            Probe { version: Some(made.version), ..post(format!("{path}/move"), body) }
        }
        "create_objective_match" => post(format!("{path}/matches"), same),
        "get_objective_match" | "delete_objective_match" => {
            let made = programmes::create_objective_match(call, made.id, input(same)).await.expect("a match");
            let path = format!("/objective-matches/{}", made.id);
            if operation.starts_with("get") { get(path) } else { delete(path, None) }
        }
        _ => return None,
    })
}
