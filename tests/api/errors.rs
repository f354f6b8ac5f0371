//! Bad input: each mistake has its problem, and nothing is half written.

use obrady_client::Method;
use obrady_tests::{App, Who, start};
use obrady_types::{ErrorCode, Problem};
use serde_json::{Value, json};

struct Sent<'a> {
    method: Method,
    path: String,
    media: &'a str,
    version: Option<&'a str>,
    body: Vec<u8>,
}

async fn send(app: &App, who: Who, sent: Sent<'_>) -> (reqwest::header::HeaderMap, u16, Option<Problem>) {
    let client = app.client(who).await;
    let mut request = client.request(sent.method, &sent.path).header("Content-Type", sent.media).body(sent.body);
    if let Some(version) = sent.version {
        request = request.header("If-Match", version);
    }
    let response = request.send().await.expect("an answer");
    let (headers, status) = (response.headers().clone(), response.status().as_u16());
    (headers, status, response.json().await.ok())
}

fn post(path: impl Into<String>, body: &Value) -> Sent<'static> {
    Sent {
        method: Method::POST,
        path: path.into(),
        media: "application/json",
        version: None,
        body: body.to_string().into(),
    }
}

#[tokio::test]
async fn every_refusal_is_a_problem() {
    let app = start().await;
    let group = app.world.group;
    let topics = format!("/api/v1/bodies/{group}/topics");
    let body = format!("/api/v1/bodies/{group}");
    let raw = |method: Method, path: &str, media: &'static str, version: Option<&'static str>, body: &str| Sent {
        method,
        path: path.to_owned(),
        media,
        version,
        body: body.as_bytes().to_vec(),
    };
    let json = "application/json";
    let merge = "application/merge-patch+json";
    let big = format!("{{\"title\": \"{}\"}}", "a".repeat(1024 * 1024 + 1));
    let deep = format!("{{\"title\": {}1{}}}", "[".repeat(500), "]".repeat(500));
    for (sent, wanted) in [
        (raw(Method::GET, "/api/v1/nothing", json, None, ""), ErrorCode::NotFound),
        (raw(Method::GET, "/api/v2/bodies", json, None, ""), ErrorCode::NotFound),
        (raw(Method::GET, "/api/v1/bodies/not-an-id", json, None, ""), ErrorCode::NotFound),
        (raw(Method::GET, "/api/v1/bodies/", json, None, ""), ErrorCode::NotFound),
        (raw(Method::PUT, &body, json, None, "{}"), ErrorCode::MethodNotAllowed),
        (raw(Method::DELETE, "/api/v1/bodies", json, None, ""), ErrorCode::MethodNotAllowed),
        (raw(Method::DELETE, "/api/v1/sign-ins/refresh", json, None, ""), ErrorCode::MethodNotAllowed),
        (raw(Method::DELETE, "/api/v1/sign-ins/of-mine", json, None, ""), ErrorCode::NotFound),
        (raw(Method::GET, "/api/v1/bodies?colour=red", json, None, ""), ErrorCode::InvalidQuery),
        (raw(Method::GET, "/api/v1/bodies?limit=0", json, None, ""), ErrorCode::InvalidQuery),
        (raw(Method::GET, "/api/v1/bodies?limit=2147483648", json, None, ""), ErrorCode::InvalidQuery),
        (raw(Method::GET, "/api/v1/bodies?cursor=abc", json, None, ""), ErrorCode::InvalidCursor),
        (raw(Method::POST, &topics, json, None, "{\"title\": "), ErrorCode::MalformedJson),
        (raw(Method::POST, &topics, json, None, &deep), ErrorCode::ValidationFailed),
        (raw(Method::POST, &topics, "text/plain", None, "{}"), ErrorCode::UnsupportedMediaType),
        (raw(Method::POST, &topics, json, None, &big), ErrorCode::PayloadTooLarge),
        (raw(Method::POST, &topics, json, None, "{\"title\": \"a\", \"x\": 1}"), ErrorCode::ValidationFailed),
        (raw(Method::PATCH, &body, merge, None, "{}"), ErrorCode::PreconditionRequired),
        (raw(Method::PATCH, &body, merge, Some("7"), "{}"), ErrorCode::InvalidHeader),
        (raw(Method::PATCH, &body, merge, Some("\"999\""), "{}"), ErrorCode::StaleVersion),
        (raw(Method::PATCH, &body, json, Some("\"1\""), "{}"), ErrorCode::UnsupportedMediaType),
    ] {
        let name = format!("{} {}", sent.method, &sent.path[..sent.path.len().min(80)]);
        let (headers, status, problem) = send(&app, Who::Coordinator, sent).await;
        let problem = problem.unwrap_or_else(|| panic!("{name}: {status} without a problem"));
        assert_eq!((problem.code, problem.status, status), (wanted, wanted.status(), wanted.status()), "{name}");
        assert_eq!(headers["content-type"], "application/problem+json", "{name}");
        assert_eq!(headers["content-language"], "en", "{name}");
        assert!(headers.contains_key("x-request-id"), "{name}");
        assert!(problem.instance.starts_with("/api/"), "{name}");
        match status {
            405 => assert!(!headers["allow"].is_empty(), "{name}"),
            412 => assert!(headers["etag"].to_str().is_ok_and(|tag| tag.starts_with('"')), "{name}"),
            _ => {}
        }
    }
}

#[tokio::test]
async fn all_wrong_fields_come_at_once_in_the_callers_language() {
    let app = start().await;
    let path = format!("/api/v1/bodies/{}/topics", app.world.group);
    let body = json!({"title": " ", "priority": 12, "sub_points": ["dobrze", ""]});
    let client = app.client(Who::Coordinator).await;
    for (language, words) in [("en", "This field is needed."), ("pl", "Wypełnij to pole.")] {
        client.set_language(language);
        let response = client.request(Method::POST, &path).json(&body).send().await.expect("an answer");
        assert_eq!(response.headers()["content-language"], language);
        let problem: Problem = response.json().await.expect("a problem");
        let mut errors: Vec<_> = problem.errors.iter().map(|e| (e.pointer.as_str(), e.code.as_str())).collect();
        errors.sort_unstable();
        assert_eq!(errors, [("/priority", "out_of_range"), ("/sub_points/1", "required"), ("/title", "required")]);
        assert!(problem.errors.iter().any(|error| error.detail == words), "{:?}", problem.errors);
    }
}

#[tokio::test]
async fn foreign_ids_and_dissolved_bodies_are_refused() {
    let app = start().await;
    let stranger = app.ctx.new_id();
    let memberships = format!("/api/v1/bodies/{}/memberships", app.world.group);
    let sent = post(&memberships, &json!({"person_id": stranger, "capacity": "member", "from": "2026-01-01"}));
    let (_, status, problem) = send(&app, Who::Coordinator, sent).await;
    let problem = problem.expect("a problem");
    assert_eq!((status, problem.errors[0].pointer.as_str()), (422, "/person_id"));
    let call = app.system();
    let dissolve = serde_json::from_value(json!({"dissolved_on": "2026-11-23"})).expect("an input");
    obrady_domain::groups::dissolve_body(&call, app.world.other_group, dissolve).await.expect("dissolved");
    for (path, body) in [
        ("topics", json!({"title": "Za późno"})),
        ("memberships", json!({"person_id": app.world.member, "capacity": "member", "from": "2026-01-01"})),
    ] {
        let sent = post(format!("/api/v1/bodies/{}/{path}", app.world.other_group), &body);
        let (_, _, problem) = send(&app, Who::Admin, sent).await;
        assert_eq!(problem.expect("a problem").code, ErrorCode::BodyDissolved, "{path}");
    }
    let sent = post(
        "/api/v1/meetings",
        &json!({"body_id": app.world.other_group, "title": "Za późno",
        "days": [{"date": "2027-01-12", "starts_at": "10:00:00", "ends_at": "13:00:00"}]}),
    );
    assert_eq!(send(&app, Who::Admin, sent).await.2.expect("a problem").code, ErrorCode::BodyDissolved);
}

#[tokio::test]
async fn an_unreachable_database_is_no_stack_trace() {
    let app = start().await;
    app.ctx.db.clone().close().await.expect("closed");
    let response = reqwest::get(format!("{}/api/v1/bodies", app.base)).await.expect("an answer");
    let text = response.text().await.expect("text");
    let problem: Problem = serde_json::from_str(&text).expect("a problem");
    assert!(matches!(problem.code, ErrorCode::Unavailable | ErrorCode::Internal), "{text}");
    for leak in ["sqlx", "SELECT", "sqlite", "postgres", ".rs", "obrady_"] {
        assert!(!text.contains(leak), "{text}");
    }
    assert_eq!(reqwest::get(format!("{}/health/live", app.base)).await.expect("an answer").status().as_u16(), 200);
    assert_eq!(reqwest::get(format!("{}/health/ready", app.base)).await.expect("an answer").status().as_u16(), 503);
}
