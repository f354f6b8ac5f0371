//! The document is the contract: served as committed, complete, and what every answer keeps to.

use crate::schema::Schemas;
use obrady_client::Method;
use obrady_tests::{Who, start};
use obrady_types::ErrorCode;
use serde_json::Value;
use std::collections::BTreeSet;

#[tokio::test]
async fn the_served_document_is_the_committed_one() {
    let app = start().await;
    let response = reqwest::get(format!("{}/api/v1/openapi.json", app.base)).await.expect("an answer");
    let committed = include_str!("../../openapi/openapi.json");
    assert!(response.text().await.expect("text") == committed, "run `cargo xtask spec`");
}

#[tokio::test]
async fn every_operation_is_described() {
    let app = start().await;
    let document = app.anonymous().get_openapi().await.expect("the document");
    assert!(document["openapi"].as_str().is_some_and(|version| version.starts_with("3.1")));
    let mut ids = BTreeSet::new();
    for (path, item) in document["paths"].as_object().expect("paths") {
        let parts: Vec<&str> = path.trim_start_matches("/api/v1/").split('/').collect();
        assert!(
            path.starts_with("/api/v1/") && parts.iter().filter(|part| part.starts_with('{')).count() <= 2,
            "{path}"
        );
        assert!(parts.iter().all(|part| part.starts_with('{') || !part.contains('_') && !part.is_empty()), "{path}");
        for (method, operation) in item.as_object().expect("methods") {
            let id = operation["operationId"].as_str().expect("an id");
            assert!(ids.insert(id.to_owned()), "{id} twice");
            assert!(operation["summary"].is_string() && operation["tags"][0].is_string(), "{id}");
            let about = operation["description"].as_str().unwrap_or_default();
            assert!(about.contains("Permissions:"), "{id} says nothing about permissions");
            if let Some(content) = operation.pointer("/requestBody/content").and_then(Value::as_object) {
                let media = if method == "patch" { "application/merge-patch+json" } else { "application/json" };
                assert_eq!(content.keys().collect::<Vec<_>>(), [media], "{id}");
                let schema = content[media].pointer("/schema/$ref").and_then(Value::as_str).expect("a named schema");
                let named = document.pointer(schema.trim_start_matches('#')).expect("the schema");
                assert!(named.get("example").or_else(|| named.get("examples")).is_some(), "{schema} has no example");
            }
        }
    }
    assert!(ids.len() > 60);
}

#[tokio::test]
async fn every_reference_of_the_document_leads_somewhere() {
    let document = start().await.anonymous().get_openapi().await.expect("the document");
    let mut open = vec![&document];
    let mut seen = 0;
    while let Some(value) = open.pop() {
        if let Some(target) = value.get("$ref").and_then(Value::as_str) {
            assert!(document.pointer(target.trim_start_matches('#')).is_some(), "{target} is not in the document");
            seen += 1;
        }
        match value {
            Value::Array(many) => open.extend(many),
            Value::Object(object) => open.extend(object.values()),
            _ => {}
        }
    }
    assert!(seen > 1000, "{seen} references");
}

/// What actix has under /api beside the operations: the page that shows the document, and what answers the rest.
const NOT_OPERATIONS: &[&str] = &["/api/docs", "/api/v1"];

#[actix_web::get("/routes")]
async fn routes(tree: actix_web::web::Data<actix_web::introspection::IntrospectionTree>) -> actix_web::HttpResponse {
    actix_web::HttpResponse::Ok().content_type("application/json").body(tree.report_as_json())
}

#[tokio::test]
async fn actix_and_the_document_know_the_same_operations() {
    let app = obrady_tests::start_beside(
        |_| {},
        |services| {
            services.service(routes);
        },
    )
    .await;
    let report = reqwest::get(format!("{}/routes", app.base)).await.expect("an answer");
    let report: Vec<Value> = report.json().await.expect("a report");
    let mut known = BTreeSet::new();
    for route in &report {
        let path = route["full_path"].as_str().expect("a path");
        let exempt = NOT_OPERATIONS.iter().any(|one| path == *one || path.starts_with("/api/docs/"));
        if !path.starts_with("/api") || exempt {
            continue;
        }
        for method in route["methods"].as_array().expect("methods") {
            known.insert(format!("{} {path}", method.as_str().expect("a method")));
        }
    }
    let document = app.anonymous().get_openapi().await.expect("the document");
    let mut described = BTreeSet::new();
    for (path, item) in document["paths"].as_object().expect("paths") {
        described.extend(
            item.as_object().expect("methods").keys().map(|method| format!("{} {path}", method.to_uppercase())),
        );
    }
    assert_eq!(known, described, "{report:#?}");
}

#[tokio::test]
async fn every_answer_is_an_object_and_every_list_has_items() {
    let app = start().await;
    let document = app.anonymous().get_openapi().await.expect("the document");
    let schemas = Schemas(&document);
    let mut lists = 0;
    for operation in document["paths"]
        .as_object()
        .expect("paths")
        .values()
        .flat_map(|item| item.as_object().expect("methods").values())
    {
        let id = operation["operationId"].as_str().expect("an id");
        for status in ["200", "201"] {
            let Some(content) = operation["responses"][status].get("content") else { continue };
            let schema = schemas.resolve(&content["application/json"]["schema"]);
            assert_eq!(schema["type"], "object", "{id}");
            if id.starts_with("list_") {
                lists += 1;
                assert_eq!(schema["required"], serde_json::json!(["items"]), "{id}");
                assert_eq!(schema["properties"]["items"]["type"], "array", "{id}");
                let names: Vec<&String> = schema["properties"].as_object().expect("properties").keys().collect();
                assert_eq!(names, ["items", "next", "total"], "{id}");
            } else {
                assert!(schema["properties"].get("items").is_none() || id.contains("agenda"), "{id} is a list");
            }
        }
    }
    assert!(lists >= 15, "{lists}");
}

#[tokio::test]
async fn the_document_has_the_codes_and_the_slugs_of_the_wire() {
    let app = start().await;
    let document = app.anonymous().get_openapi().await.expect("the document");
    let words = |pointer: &str| document.pointer(pointer).and_then(Value::as_array).expect("an enum").clone();
    let codes: Vec<Value> = ErrorCode::ALL.iter().map(|code| serde_json::to_value(code).expect("a word")).collect();
    assert_eq!(words("/components/schemas/ErrorCode/enum"), codes);
    let types: Vec<Value> = ErrorCode::ALL.iter().map(|code| format!("/problems/{}", code.slug()).into()).collect();
    assert_eq!(words("/components/schemas/Problem/properties/type/enum"), types);
    for code in ErrorCode::ALL {
        let response = format!("/components/responses/Problem{}", code.status());
        assert!(document.pointer(&response).is_some(), "{code:?} is sent with {}", code.status());
    }
}

#[tokio::test]
async fn deep_links_belong_to_the_application_and_machines_get_problems() {
    let folder = std::env::temp_dir().join(format!("obrady-spa-{}", std::process::id()));
    std::fs::create_dir_all(folder.join("assets")).expect("a folder");
    std::fs::write(folder.join("index.html"), "<!doctype html><title>Obrady</title>").expect("a page");
    std::fs::write(folder.join("assets/app-1.js"), "let plain;").expect("an asset");
    std::fs::write(folder.join("assets/app-1.js.br"), "packed").expect("its packed form");
    let spa = folder.clone();
    let app = obrady_tests::start_with(move |config| config.spa = Some(spa)).await;
    let client = app.client(Who::Anonymous).await;
    let page = client.request(Method::GET, "/groups/0193a1c2").send().await.expect("an answer");
    assert_eq!((page.status().as_u16(), page.headers()["cache-control"].to_str().ok()), (200, Some("no-cache")));
    assert!(
        page.headers()["content-security-policy"]
            .to_str()
            .expect("text")
            .contains("script-src 'self' 'wasm-unsafe-eval'")
    );
    assert!(page.text().await.expect("text").contains("Obrady"));
    let packed = client
        .request(Method::GET, "/assets/app-1.js")
        .header("Accept-Encoding", "br")
        .send()
        .await
        .expect("an answer");
    assert_eq!(packed.headers()["content-encoding"], "br");
    assert_eq!(packed.headers()["cache-control"], "public, max-age=31536000, immutable");
    assert!(packed.headers()["content-type"].to_str().expect("text").contains("javascript"));
    for path in ["/api/v1/nothing", "/.git/config", "/assets/missing.js"] {
        assert_eq!(client.request(Method::GET, path).send().await.expect("an answer").status().as_u16(), 404, "{path}");
    }
    std::fs::remove_dir_all(folder).expect("cleaned up");
}
