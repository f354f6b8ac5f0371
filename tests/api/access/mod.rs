//! One row for each operation: what it answers to everybody. An operation without a row fails.
//!
//! Chair and deputy belong to the convent; the group's rows treat them as outsiders.

use crate::schema::Schemas;
use obrady_client::{Client, Method};
use obrady_tests::{App, Who, start};
use reqwest::Response;
use serde_json::Value;
use std::collections::BTreeMap;

/// Anonymous, outsider, member, coordinator, other coordinator, chair, deputy, admin, other admin, operator, reader, writer, representative.
pub(crate) type Row = (&'static str, [u16; 13]);

const PUBLIC: [u16; 13] = [200; 13];

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
/// An action on a version.
fn act_on(path: String, version: i32) -> Probe {
    Probe { version: Some(version), ..act(path) }
}
fn patch(path: String, version: i32, body: Value) -> Probe {
    Probe { method: Method::PATCH, path, body: Some(body), version: Some(version) }
}
fn delete(path: String, version: Option<i32>) -> Probe {
    Probe { method: Method::DELETE, path, body: None, version }
}

/// Each family has its rows and its probes in a file of its own.
macro_rules! families {
    ($($family:ident),+) => {
        $(mod $family;)+

        /// All rows, in the order in which they are asked.
        pub(crate) fn rows() -> impl Iterator<Item = &'static Row> {
            [$($family::ROWS),+].into_iter().flatten().chain(&[("get_openapi", PUBLIC)])
        }

        /// A request for an operation.
        pub(crate) async fn probe(app: &App, operation: &str, token: u32) -> Probe {
            $(if $family::ROWS.iter().any(|(id, _)| *id == operation) {
                let probe = $family::probe(app, operation, token).await;
                return probe.unwrap_or_else(|| panic!("{operation} has no probe"));
            })+
            get("/openapi.json".into())
        }
    };
}

families!(identity, covers, directory, groups, convents, meetings, portal, proceedings, programmes, trainings);

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
/// has nothing to end, and a preview of an import writes nothing.
const WITHOUT_TRACE: &[&str] = &["create_access_token", "preview_import", "request_password_reset", "sign_out"];

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
    let mut known: Vec<&str> = rows().map(|(id, _)| *id).collect();
    known.sort_unstable();
    assert_eq!(by_id(&document).into_keys().collect::<Vec<_>>(), known);
}

#[tokio::test]
async fn everybody_gets_the_answer_of_the_table() {
    let app = start().await;
    let document = app.anonymous().get_openapi().await.expect("the document");
    let mut wrong = Vec::new();
    let mut token = 0;
    for (index, who) in Who::ALL.iter().enumerate() {
        let client = app.client(*who).await;
        for (operation, expected) in rows() {
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
        let (_, expected) = rows().find(|(id, _)| *id == "sign_out_everywhere").expect("the row");
        let everywhere = act("/sign-ins/sign-out-everywhere".into());
        let row = ("sign_out_everywhere", expected[index]);
        let faults = check(&app, &document, &client, row, everywhere).await;
        wrong.extend(faults.into_iter().map(|fault| format!("sign_out_everywhere to {who:?}: {fault}")));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
