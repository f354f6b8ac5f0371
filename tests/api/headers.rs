//! Headers of every answer, HEAD, and the net under panics (API-11, 14, 15, 24; SEC-01, 20).

use crate::access::{probe, rows};
use actix_web::{HttpResponse, get};
use obrady_client::{Client, Method};
use obrady_tests::{App, Who, start, start_beside, start_with};
use obrady_types::{ErrorCode, Problem};
use reqwest::Response;
use reqwest::header::HeaderMap;
use std::io::Write;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};
use tracing_subscriber::util::SubscriberInitExt;

async fn ask(client: &Client, method: Method, path: &str) -> Response {
    client.request(method, path).send().await.expect("an answer")
}

fn text<'a>(headers: &'a HeaderMap, name: &str) -> &'a str {
    headers.get(name).map_or("", |value| value.to_str().expect("text"))
}

/// A browser application of one page and one packed asset.
fn spa(name: &str) -> PathBuf {
    let folder = std::env::temp_dir().join(format!("obrady-{name}-{}", std::process::id()));
    std::fs::create_dir_all(folder.join("assets")).expect("a folder");
    std::fs::write(folder.join("index.html"), "<!doctype html><title>Obrady</title>").expect("a page");
    std::fs::write(folder.join("assets/app-1.js"), "let plain;").expect("an asset");
    std::fs::write(folder.join("assets/app-1.js.br"), "packed").expect("its packed form");
    folder
}

fn check_security(headers: &HeaderMap, name: &str) {
    assert_eq!(text(headers, "x-content-type-options"), "nosniff", "{name}");
    assert_eq!(text(headers, "referrer-policy"), "no-referrer", "{name}");
    assert_eq!(text(headers, "cross-origin-resource-policy"), "same-origin", "{name}");
    assert_eq!(text(headers, "cross-origin-opener-policy"), "same-origin", "{name}");
    assert_eq!(text(headers, "strict-transport-security"), "max-age=31536000; includeSubDomains", "{name}");
    assert!(!text(headers, "x-request-id").is_empty(), "{name}");
    let policy = text(headers, "content-security-policy");
    assert!(policy.starts_with("default-src 'none'") && policy.contains("frame-ancestors 'none'"), "{name}: {policy}");
    let inline = policy.contains("'unsafe-inline'") && !name.contains("/api/docs");
    assert!(!inline && !policy.contains("'unsafe-eval'"), "{name}: {policy}");
}

#[tokio::test]
async fn security_headers_stand_on_every_answer() {
    let folder = spa("headers");
    let served = folder.clone();
    let app = start_with(move |config| {
        config.spa = Some(served);
        config.origin = "https://obrady.example".into();
        config.header_limit = 4000;
    })
    .await;
    let client = app.anonymous();
    let document = client.get_openapi().await.expect("the document");
    for (path, item) in document["paths"].as_object().expect("paths") {
        for method in item.as_object().expect("methods").keys() {
            let answer = ask(&client, method.to_uppercase().parse().expect("a method"), path).await;
            check_security(answer.headers(), &format!("{method} {path}"));
        }
    }
    for (method, path, status) in [
        (Method::GET, "/", 200),
        (Method::GET, "/groups/1", 200),
        (Method::GET, "/assets/app-1.js", 200),
        (Method::GET, "/assets/missing.js", 404),
        (Method::GET, "/api/docs/", 200),
        (Method::GET, "/api/v1/nothing", 404),
        (Method::PUT, "/api/v1/bodies", 405),
        (Method::POST, "/groups/1", 405),
        (Method::GET, "/health/live", 200),
        (Method::GET, "/health/ready", 200),
        (Method::GET, "/problems/not-found", 200),
        (Method::GET, "/problems/nothing", 404),
        (Method::GET, "/.well-known/jwks.json", 200),
        (Method::GET, "/feeds/news.atom", 200),
    ] {
        let answer = ask(&client, method, path).await;
        assert_eq!(answer.status().as_u16(), status, "{path}");
        check_security(answer.headers(), path);
    }
    let list = ask(&client, Method::GET, "/api/v1/bodies").await;
    let again = client.request(Method::GET, "/api/v1/bodies").header("If-None-Match", &list.headers()["etag"]);
    let big = "a".repeat(1024 * 1024 + 1);
    let sign_in = client.request(Method::POST, "/api/v1/sign-ins").header("Content-Type", "application/json");
    let wide = client.request(Method::GET, "/").header("X-Filler", "a".repeat(4000));
    for (request, status) in [(again, 304), (sign_in.body(big), 413), (wide, 431)] {
        let answer = request.send().await.expect("an answer");
        assert_eq!(answer.status().as_u16(), status);
        check_security(answer.headers(), &status.to_string());
    }
    std::fs::remove_dir_all(folder).expect("cleaned up");
}

#[tokio::test]
async fn over_the_quota_everybody_is_told_when_to_come_back() {
    let app = start_with(|config| config.requests_per_minute = 2).await;
    let client = app.anonymous();
    let first = ask(&client, Method::GET, "/api/v1/bodies").await;
    assert_eq!((text(first.headers(), "ratelimit-policy"), first.status().as_u16()), ("\"default\";q=2;w=60", 200));
    ask(&client, Method::GET, "/api/v1/bodies").await;
    let refused = ask(&client, Method::GET, "/api/v1/bodies").await;
    let headers = refused.headers().clone();
    let seconds = text(&headers, "retry-after").parse::<u64>();
    assert!(seconds.is_ok_and(|seconds| (1..=60).contains(&seconds)));
    assert!(text(&headers, "x-content-type-options") == "nosniff" && text(&headers, "ratelimit").contains("r=0"));
    assert_eq!(refused.json::<Problem>().await.expect("a problem").code, ErrorCode::QuotaExceeded);
    // Whoever watches over the server is not a guest that could be turned away.
    assert_eq!(ask(&client, Method::GET, "/health/live").await.status().as_u16(), 200);
}

#[tokio::test]
async fn a_database_that_is_gone_is_worth_another_try() {
    let app = start().await;
    app.ctx.db.clone().close().await.expect("closed");
    let ready = ask(&app.anonymous(), Method::GET, "/health/ready").await;
    assert_eq!((ready.status().as_u16(), text(ready.headers(), "retry-after")), (503, "1"));
}

#[tokio::test]
async fn a_forged_token_is_named_and_no_token_is_not() {
    let app = start().await;
    let client = app.anonymous();
    let none = ask(&client, Method::GET, "/api/v1/me").await;
    assert_eq!((none.status().as_u16(), text(none.headers(), "www-authenticate")), (401, "Bearer"));
    client.set_token(Some("x.y.z".into()));
    let forged = ask(&client, Method::GET, "/api/v1/me").await;
    let challenge = "Bearer error=\"invalid_token\"";
    assert_eq!((forged.status().as_u16(), text(forged.headers(), "www-authenticate")), (401, challenge));
}

#[tokio::test]
async fn secrets_are_not_stored() {
    let app = start().await;
    let admin = app.client(Who::Admin).await;
    for (operation, token) in [("create_service_account", 1), ("sign_in", 2), ("create_access_token", 3)] {
        let probe = probe(&app, operation, token).await;
        let body = probe.body.expect("a body").to_string();
        let request = admin.request(probe.method, &format!("/api/v1{}", probe.path));
        let answer = request.header("Content-Type", "application/json").body(body).send().await.expect("an answer");
        assert_eq!(
            (answer.status().as_u16(), text(answer.headers(), "cache-control")),
            (201, "no-store"),
            "{operation}"
        );
    }
}

async fn same_but_empty(client: &Client, path: &str) {
    let get = ask(client, Method::GET, path).await;
    let head = ask(client, Method::HEAD, path).await;
    assert_eq!(get.status().as_u16(), 200, "{path}");
    assert_eq!(head.status(), get.status(), "{path}");
    for name in ["etag", "content-type", "cache-control", "content-encoding", "link"] {
        assert_eq!(head.headers().get(name), get.headers().get(name), "{name} of {path}");
    }
    assert!(head.bytes().await.expect("bytes").is_empty(), "{path}");
}

#[tokio::test]
async fn head_works_wherever_get_does() {
    let folder = spa("head");
    let served = folder.clone();
    let app = start_with(move |config| config.spa = Some(served)).await;
    let client = app.client(Who::Admin).await;
    let mut tried = 0;
    for (operation, _) in rows().filter(|(id, _)| id.starts_with("get_") || id.starts_with("list_")) {
        let probe = probe(&app, operation, tried).await;
        assert_eq!(probe.method, Method::GET, "{operation}");
        same_but_empty(&client, &format!("/api/v1{}", probe.path)).await;
        tried += 1;
    }
    assert!(tried > 30, "{tried}");
    for path in [
        "/health/live",
        "/health/ready",
        "/.well-known/jwks.json",
        "/problems/not-found",
        "/feeds/news.atom",
        "/",
        "/assets/app-1.js",
    ] {
        same_but_empty(&client, path).await;
    }
    std::fs::remove_dir_all(folder).expect("cleaned up");
}

#[tokio::test]
async fn a_refused_part_of_a_file_is_no_failure() {
    let folder = spa("ranges");
    let served = folder.clone();
    let app = start_with(move |config| config.spa = Some(served)).await;
    for (header, value, status) in [("Range", "bytes=900-", 416), ("If-Match", "\"other\"", 412)] {
        let request = app.anonymous().request(Method::GET, "/assets/app-1.js").header("Accept-Encoding", "br");
        let answer = request.header(header, value).send().await.expect("an answer");
        assert_eq!(answer.status().as_u16(), status, "{header}");
        assert!(!text(answer.headers(), "content-type").contains("problem"), "{header}");
        assert!(!text(answer.headers(), "cache-control").contains("immutable"), "{header}");
    }
    std::fs::remove_dir_all(folder).expect("cleaned up");
}

#[get("/api/test/panic")]
async fn panics() -> HttpResponse {
    panic!("a mistake in src/secret_place.rs");
}

#[get("/api/test/teapot")]
async fn refuses() -> HttpResponse {
    HttpResponse::ImATeapot()
        .insert_header(("Content-Encoding", "br"))
        .insert_header(("ETag", "\"1\""))
        .insert_header(("Allow", "BREW"))
        .body("packed")
}

async fn beside() -> App {
    start_beside(
        |_| {},
        |services| {
            services.service(panics).service(refuses);
        },
    )
    .await
}

/// Log lines of this process.
#[derive(Clone, Default)]
struct Lines(Arc<Mutex<Vec<u8>>>);

impl Write for Lines {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).extend_from_slice(bytes);
        Ok(bytes.len())
    }
    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

#[tokio::test]
async fn a_panic_is_a_problem_whose_id_stands_in_the_log() {
    let lines = Lines::default();
    let writer = lines.clone();
    obrady_server::logger("info", move || writer.clone()).expect("a logger").try_init().expect("the only one");
    let app = beside().await;
    for round in 0..3 {
        let answer = ask(&app.anonymous(), Method::GET, "/api/test/panic").await;
        assert_eq!(
            (answer.status().as_u16(), text(answer.headers(), "content-type")),
            (500, "application/problem+json")
        );
        check_problem_headers(answer.headers());
        let id = text(answer.headers(), "x-request-id").to_owned();
        let body = answer.text().await.expect("text");
        assert!(!body.contains("secret_place") && !body.contains(".rs"), "{body}");
        let problem: Problem = serde_json::from_str(&body).expect("a problem");
        assert_eq!((problem.code, problem.request_id.as_deref()), (ErrorCode::Internal, Some(id.as_str())));
        let log = String::from_utf8_lossy(&lines.0.lock().unwrap_or_else(PoisonError::into_inner)).into_owned();
        let line = log.lines().find(|line| line.contains(&id) && line.contains("\"panic\""));
        assert!(line.is_some(), "round {round}: {id} is not in the log:\n{log}");
        assert_eq!(ask(&app.anonymous(), Method::GET, "/api/v1/bodies").await.status().as_u16(), 200, "it goes on");
    }
    assert!(app.is_running());
    // A failure of the database is logged under its id as well.
    app.ctx.db.clone().close().await.expect("closed");
    let failed = ask(&app.anonymous(), Method::GET, "/api/v1/bodies").await;
    let id = text(failed.headers(), "x-request-id").to_owned();
    assert!(failed.status().is_server_error() && !id.is_empty());
    let log = String::from_utf8_lossy(&lines.0.lock().unwrap_or_else(PoisonError::into_inner)).into_owned();
    assert!(log.lines().any(|line| line.contains(&id)), "{id} is not in the log:\n{log}");
}

fn check_problem_headers(headers: &HeaderMap) {
    assert_eq!(text(headers, "content-language"), "en");
    assert_eq!(text(headers, "x-content-type-options"), "nosniff");
}

#[tokio::test]
async fn a_refusal_without_a_code_keeps_its_status_and_loses_its_body() {
    let app = beside().await;
    let answer = ask(&app.anonymous(), Method::GET, "/api/test/teapot").await;
    let headers = answer.headers().clone();
    assert_eq!((answer.status().as_u16(), text(&headers, "allow")), (418, "BREW"));
    assert!(headers.get("content-encoding").is_none() && headers.get("etag").is_none());
    let problem: Problem = answer.json().await.expect("a problem");
    assert_eq!((problem.status, problem.code), (418, ErrorCode::InvalidHeader));
}
