//! What a request may hold: the document's bounds are the server's (API-08, API-23, API-28).

use crate::schema::Schemas;
use obrady_client::{Client, Method};
use obrady_tests::{App, Who, start};
use obrady_types::{ErrorCode, Problem};
use serde_json::{Value, json};

/// An operation that takes a body.
struct Input {
    id: String,
    method: Method,
    path: String,
    media: String,
    schema: Value,
}

/// An operation: id, method, path with an id that nothing has, description.
pub fn operations(document: &Value) -> Vec<(String, Method, String, Value)> {
    let mut all = Vec::new();
    for (path, item) in document["paths"].as_object().expect("paths") {
        let parts: Vec<&str> = path
            .split('/')
            .map(|part| if part.starts_with('{') { "0193a1c2-7f00-7000-8000-00000000000f" } else { part })
            .collect();
        for (method, operation) in item.as_object().expect("methods") {
            let method: Method = method.to_uppercase().parse().expect("a method");
            let id = operation["operationId"].as_str().expect("an id").to_owned();
            all.push((id, method, parts.join("/"), operation.clone()));
        }
    }
    all
}

fn inputs(document: &Value) -> Vec<Input> {
    let all = operations(document).into_iter().filter_map(|(id, method, path, operation)| {
        let (media, content) = operation.pointer("/requestBody/content")?.as_object()?.iter().next()?;
        Some(Input { id, method, path, media: media.clone(), schema: content["schema"].clone() })
    });
    let all: Vec<_> = all.collect();
    assert!(all.len() > 25);
    all
}

async fn send(client: &Client, input: &Input, media: &str, body: &Value) -> (u16, Option<Problem>) {
    let request = client.request(input.method.clone(), &input.path).header("Content-Type", media);
    let response = request.header("If-Match", "\"1\"").body(body.to_string()).send().await.expect("an answer");
    (response.status().as_u16(), response.json().await.ok())
}

/// The pointers of a refused body.
async fn pointers(client: &Client, input: &Input, body: &Value) -> Vec<String> {
    let (status, problem) = send(client, input, &input.media, body).await;
    if status != 422 {
        return vec![format!("status {status}")];
    }
    problem.expect("a problem").errors.into_iter().map(|error| error.pointer).collect()
}

async fn setup() -> (App, Client, Value) {
    let app = start().await;
    let client = app.client(Who::Operator).await;
    let document = client.get_openapi().await.expect("the document");
    (app, client, document)
}

#[tokio::test]
async fn every_example_is_valid_and_an_unknown_field_is_refused() {
    let (_app, client, document) = setup().await;
    for input in inputs(&document) {
        let schemas = Schemas(&document);
        let example = &schemas.resolve(&input.schema)["example"];
        assert_eq!(schemas.errors(&input.schema, example), Vec::<String>::new(), "{}", input.id);
        let mut body = example.clone();
        body["x"] = json!(1);
        assert_eq!(pointers(&client, &input, &body).await, ["/x"], "{}", input.id);
    }
}

/// The pointers of the objects within a value.
fn objects(value: &Value, at: &str, found: &mut Vec<String>) {
    let mut within = |name: &str, value: &Value| {
        let at = format!("{at}/{name}");
        if value.is_object() {
            found.push(at.clone());
        }
        objects(value, &at, found);
    };
    match value {
        Value::Object(members) => members.iter().for_each(|(name, value)| within(name, value)),
        Value::Array(list) => list.iter().enumerate().for_each(|(index, value)| within(&index.to_string(), value)),
        _ => {}
    }
}

#[tokio::test]
async fn what_is_no_object_is_refused_where_one_should_be() {
    let (_app, client, document) = setup().await;
    let mut inner = 0;
    for input in inputs(&document) {
        for body in [json!([]), json!([1]), json!([{}]), json!(null), json!(7), json!("x"), json!(true)] {
            assert_eq!(pointers(&client, &input, &body).await, [""], "{} {body}", input.id);
        }
        let sample = Schemas(&document).sample(&input.schema);
        let mut found = Vec::new();
        objects(&sample, "", &mut found);
        for at in found {
            let mut body = sample.clone();
            let object = body.pointer_mut(&at).expect("an object");
            *object = object.as_object().expect("an object").values().cloned().collect();
            let got = pointers(&client, &input, &body).await;
            assert!(got.iter().any(|pointer| pointer.starts_with(&at)), "{} {at}: {got:?}", input.id);
            inner += 1;
        }
    }
    assert!(inner > 5, "{inner}");
}

#[tokio::test]
async fn the_documents_bounds_are_the_servers() {
    let (_app, client, document) = setup().await;
    let mut wrong = Vec::new();
    let mut tried = 0;
    for input in inputs(&document) {
        for (at, body) in Schemas(&document).out_of_bounds(&input.schema) {
            tried += 1;
            let got = pointers(&client, &input, &body).await;
            // serde reads a tagged union at once: of a wrong type inside it says only which command it is.
            let command = at.starts_with("/commands/0/") && got == ["/commands/0"];
            if !got.contains(&at) && !command {
                wrong.push(format!("{} {at}: {got:?}", input.id));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(tried > 150, "{tried}");
}

#[tokio::test]
async fn what_is_within_the_bounds_is_not_refused_for_them() {
    let (_app, client, document) = setup().await;
    for input in inputs(&document) {
        let (_, problem) = send(&client, &input, &input.media, &Schemas(&document).sample(&input.schema)).await;
        let errors = problem.map(|problem| problem.errors).unwrap_or_default();
        // `invalid` is the domain's word for what does not exist or does not belong together.
        let bounds = ["required", "too_short", "too_long", "out_of_range", "wrong_type", "unknown_field"];
        let bounds: Vec<_> = errors.iter().filter(|error| bounds.contains(&error.code.as_str())).collect();
        // A term cannot end before it began: the samples' instants are all the same.
        let bounds: Vec<_> = bounds
            .into_iter()
            .filter(|error| !matches!(error.pointer.as_str(), "/to" | "/ended_at" | "/dissolved_on"))
            .collect();
        assert!(bounds.is_empty(), "{}: {bounds:?}", input.id);
    }
}

#[tokio::test]
async fn patches_take_merge_patches_only_and_null_only_where_it_clears() {
    let (_app, client, document) = setup().await;
    let (mut cleared, mut refused) = (0, 0);
    for input in inputs(&document).into_iter().filter(|input| input.method == Method::PATCH) {
        let schemas = Schemas(&document);
        let (status, problem) = send(&client, &input, "application/json", &json!({})).await;
        assert_eq!((status, problem.map(|p| p.code)), (415, Some(ErrorCode::UnsupportedMediaType)), "{}", input.id);
        let properties = schemas.resolve(&input.schema)["properties"].as_object().expect("properties");
        for (name, property) in properties {
            let at = format!("/{name}");
            let got = pointers(&client, &input, &json!({ name: null })).await;
            if schemas.errors(property, &Value::Null).is_empty() {
                cleared += 1;
                assert_eq!(got, ["status 404"], "{} {name} may be cleared", input.id);
            } else {
                refused += 1;
                assert_eq!(got, [at], "{} {name} may not be cleared", input.id);
            }
        }
    }
    assert!(cleared > 5 && refused > 10, "{cleared} and {refused}");
}

#[tokio::test]
async fn an_unknown_parameter_is_refused_by_every_operation() {
    let (_app, client, document) = setup().await;
    for (id, method, path, _) in operations(&document) {
        let request = client.request(method, &format!("{path}?colour=red")).header("Content-Type", "application/json");
        let response = request.header("If-Match", "\"1\"").body("{}").send().await.expect("an answer");
        let problem: Problem = response.json().await.unwrap_or_else(|_| panic!("{id} without a problem"));
        assert_eq!((problem.code, problem.status), (ErrorCode::InvalidQuery, 400), "{id}");
    }
}

#[tokio::test]
async fn queries_have_the_documents_bounds() {
    let (app, _, document) = setup().await;
    let anonymous = app.anonymous();
    let mut tried = 0;
    for (id, _, path, operation) in operations(&document) {
        // Every parameter of every reader: nobody's question may end in a failure of ours.
        for parameter in operation["parameters"].as_array().into_iter().flatten().filter(|p| p["in"] == "query") {
            let (name, schema) = (parameter["name"].as_str().expect("a name"), &parameter["schema"]);
            let most = usize::try_from(schema["maxLength"].as_u64().unwrap_or(20)).expect("small");
            let mut wrong = vec!["%00".to_owned(), "%0A".to_owned(), "x".repeat(most + 1), "x".repeat(60_000)];
            wrong.truncate(if name == "q" { 4 } else { 3 });
            match schema["format"].as_str() {
                Some("date") => {
                    wrong.extend(["1899-12-31", "2201-01-01", "%2B262142-12-31", "-0001-01-01"].map(Into::into))
                }
                Some("date-time") => wrong.extend(
                    ["1899-12-31T23:59:59Z", "2201-01-01T00:00:00Z", "%2B262142-12-31T23:30:00Z"].map(Into::into),
                ),
                _ => {}
            }
            for value in wrong {
                let object = if path.starts_with("/api/v1/programmes") {
                    app.world.programme.to_string()
                } else {
                    app.world.convent.to_string()
                };
                let path = path.replace("0193a1c2-7f00-7000-8000-00000000000f", &object);
                let url = format!("{path}?{name}={value}");
                // Such a long address needs a wider limit than the server's own.
                let response = anonymous.request(Method::GET, &url).send().await.expect("an answer");
                let status = response.status().as_u16();
                let fits = status == 400 || (value.len() > 10_000 && status == 431);
                let shown: String = url.chars().take(90).collect();
                assert!(fits || matches!(status, 401 | 403), "{id} {shown}: {status}");
                tried += 1;
            }
        }
    }
    assert!(tried > 100, "{tried}");
}

#[tokio::test]
async fn a_long_search_is_refused_whatever_the_header_limit() {
    let app = obrady_tests::start_with(|config| config.header_limit = 131_072).await;
    for path in ["bodies", "people", "institutions"] {
        let url = format!("/api/v1/{path}?q={}", "x".repeat(60_000));
        let problem: Problem = app
            .anonymous()
            .request(Method::GET, &url)
            .send()
            .await
            .expect("an answer")
            .json()
            .await
            .expect("a problem");
        assert_eq!(problem.code, ErrorCode::InvalidQuery, "{path}");
    }
}

#[tokio::test]
async fn a_stranger_is_told_only_that_they_are_one() {
    let (app, _, document) = setup().await;
    let mut tried = 0;
    for (id, method, path, operation) in operations(&document) {
        if method == Method::GET || operation["security"] != json!([{ "bearer": [] }]) {
            continue;
        }
        // No If-Match, no good body, no good query: still the first question is who asks.
        let request = app.anonymous().request(method, &format!("{path}?colour=red"));
        let request = request.header("Content-Type", "application/merge-patch+json").body("{\"x\": 1}");
        let response = request.send().await.expect("an answer");
        let status = response.status().as_u16();
        if operation.get("requestBody").is_some() || id.starts_with("delete") {
            assert_eq!((status, response.headers()["www-authenticate"].to_str().ok()), (401, Some("Bearer")), "{id}");
            tried += 1;
        }
    }
    assert!(tried > 25, "{tried}");
    // An action without a body asks for the version only of somebody known.
    let cancel = format!("/api/v1/meetings/{}/cancel", app.world.published);
    let stranger = app.anonymous().request(Method::POST, &cancel).send().await.expect("an answer");
    assert_eq!(stranger.status().as_u16(), 401);
    let known = app.client(Who::Admin).await.request(Method::POST, &cancel).send().await.expect("an answer");
    assert_eq!(known.status().as_u16(), 428);
}
