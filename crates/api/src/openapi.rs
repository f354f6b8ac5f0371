//! The OpenAPI document: what the handlers say, completed by what holds for all operations.

use crate::extract::Get;
use crate::fallback::Paths;
use actix_web::web::Bytes;
use actix_web::{App, HttpResponse, get};
use serde_json::{Map, Value, json};
use std::collections::BTreeSet;
use std::sync::LazyLock;
use utoipa_actix_web::AppExt;
use utoipa_swagger_ui::{Config, SwaggerUi};

/// Statuses that carry a problem, and when.
const PROBLEMS: &[(u16, &str)] = &[
    (400, "The request cannot be read: malformed JSON, query, cursor or header"),
    (401, "There is no valid token"),
    (403, "The caller may not do this"),
    (404, "There is no such thing, or the caller may not know of it"),
    (405, "The path takes other methods; Allow names them"),
    (408, "The request did not arrive in time; for a head that comes too slowly the body is empty"),
    (409, "The state forbids it; the code names the rule"),
    (412, "The version in If-Match is no longer the current one; ETag carries the current one"),
    (413, "The body is too large"),
    (415, "The media type is not taken here"),
    (422, "Fields are wrong; errors names each"),
    (428, "If-Match is missing"),
    (429, "Too many requests; Retry-After says when to come back"),
    (431, "Address and headers are too large; for more than 96 headers or 128 KiB the body is empty"),
    (500, "Something failed on our side"),
    (503, "The database cannot be reached or is busy; Retry-After says when to come back"),
    (507, "The disk is full: reading goes on, writing does not"),
];

/// Operations that take a version although they are POST.
const VERSIONED_ACTIONS: &[&str] = &[
    "end_term",
    "cancel_term",
    "annul_term",
    "schedule_meeting",
    "cancel_meeting",
    "end_cover",
    "publish_news_item",
    "withdraw_news_item",
    "publish_album",
    "withdraw_album",
    "publish_faq_entry",
    "withdraw_faq_entry",
    "start_meeting",
    "hold_meeting",
    "advance_agenda_item",
    "carry_over_action_item",
    "merge_person",
    "merge_institution",
    "erase_person",
    "move_objective",
    "publish_training_edition",
    "cancel_training_edition",
    "cancel_registration",
    "swap_registration",
];

/// Removals of what has only one version.
const PLAIN_REMOVALS: &[&str] = &[
    "delete_role_grant",
    "delete_sign_in",
    "delete_programme_relation",
    "delete_objective_match",
    "delete_topic_link",
];

/// Operations around sign-in: they are not repeated by key.
const NOT_REPEATABLE: &[&str] = &[
    "sign_in",
    "refresh_access_token",
    "sign_out",
    "sign_out_everywhere",
    "end_other_sign_ins",
    "create_access_token",
    "change_password",
    "create_access_link",
    "request_password_reset",
    "redeem_access_link",
    "confirm_identity",
    "start_second_factor",
    "confirm_second_factor",
    "renew_recovery_codes",
    "remove_second_factor",
];

/// Tags, in the order of the documentation.
const TAGS: &[(&str, &str)] = &[
    ("sign-ins", "Signing in, refreshing and signing out"),
    ("accounts", "Accounts, roles and service accounts"),
    ("directory", "Regions, institutions, people and their posts"),
    ("bodies", "Working groups, councils and convents, and who belongs to them"),
    ("topics", "A body's backlog of topics"),
    ("work-plans", "What bodies plan for a year"),
    ("covers", "Who stands in for a coordinator, and handing bodies over"),
    ("meetings", "Meetings and their days"),
    ("agendas", "Agendas: commands, undo, publication"),
    ("proceedings", "What happens at meetings: attendance, steps of items, statements, findings, decisions"),
    ("action-items", "What meetings agreed to do, and what came of it"),
    ("programmes", "Programmes: versions, goals, recommendations, initiatives, relations and links to topics"),
    ("convents", "Seats, rules of procedure and terms of office"),
    ("news", "News: reports, summaries and announcements"),
    ("gallery", "Albums of images"),
    ("faq", "Frequent questions"),
    ("files", "Uploaded images and documents"),
    ("site", "Who runs the site"),
    ("audit", "What was done, by whom"),
    ("trainings", "Trainings, their editions, who leads them and what they pass on"),
    ("registrations", "Registrations for trainings, the waiting list with its reasons, attendance"),
    ("document", "This document"),
];

/// What the document says to whoever asks. It is made when it is first asked for: a server that starts has better to do.
pub(crate) struct Served {
    text: Bytes,
    /// Methods of each path, for 405.
    pub(crate) paths: Paths,
}

pub(crate) static SERVED: LazyLock<Served> = LazyLock::new(|| {
    let document = document();
    Served { text: render(&document).into(), paths: Paths::of(&document) }
});

/// This document.
///
/// Permissions: anyone.
#[utoipa::path(tag = "document", responses((status = 200, description = "The OpenAPI document", body = Object)))]
#[get("/openapi.json")]
pub(crate) async fn get_openapi(_: Get<()>) -> HttpResponse {
    HttpResponse::Ok().content_type("application/json").body(SERVED.text.clone())
}

/// Swagger UI over the served document, from vendored files.
pub fn serve_docs() -> SwaggerUi {
    SwaggerUi::new("/api/docs/{_:.*}").config(Config::from("/api/v1/openapi.json"))
}

/// The document's text: two spaces, keys in order, one line feed at the end.
pub(crate) fn render(document: &Value) -> String {
    format!("{document:#}\n")
}

/// The OpenAPI document of everything that [`crate::scope`] serves.
pub fn document() -> Value {
    let (_, api) = App::new().into_utoipa_app().service(crate::operations()).split_for_parts();
    let mut document = serde_json::to_value(api).unwrap_or_default();
    complete(&mut document);
    document
}

fn complete(document: &mut Value) {
    set(document, "openapi", json!("3.1.0"));
    set(document, "info", info());
    set(document, "servers", json!([{ "url": "/", "description": "The server that serves this document" }]));
    set(document, "security", json!([{ "bearer": [] }]));
    let tags: Vec<Value> = TAGS.iter().map(|(name, text)| json!({ "name": name, "description": text })).collect();
    set(document, "tags", Value::Array(tags));
    for (path, item) in entries(document.get_mut("paths")) {
        for (method, operation) in entries(Some(item)) {
            complete_operation(path, method, operation);
        }
    }
    if let Some(components) = document.get_mut("components") {
        if let Some(schemas) = components.get_mut("schemas") {
            join_tagged(schemas, "AgendaCommand");
        }
        for (_, schema) in entries(components.get_mut("schemas")) {
            bound(schema);
        }
        set(components, "securitySchemes", security_schemes());
        set(components, "responses", problems());
        set(components, "headers", headers());
        for (name, mut schema) in unseen_schemas() {
            bound(&mut schema);
            if let Some(schemas) = components.get_mut("schemas") {
                set(schemas, name, schema);
            }
        }
    }
    for name in inputs(document) {
        let schema = document.get_mut("components").and_then(|all| all.get_mut("schemas")?.get_mut(name));
        let properties = schema.and_then(|schema| schema.get_mut("properties"));
        entries(properties).map(|(_, property)| property).filter(|property| is_dated(property)).for_each(say_years);
    }
    drop_unused(document);
}

/// Schemas that no body of an operation names: of problems, and of what only queries take.
fn unseen_schemas() -> [(&'static str, Value); 7] {
    [
        ("Problem", schema::<obrady_types::Problem>()),
        ("ErrorCode", schema::<obrady_types::ErrorCode>()),
        ("FieldError", schema::<obrady_types::FieldError>()),
        ("AgendaConflict", schema::<obrady_types::meetings::AgendaConflict>()),
        ("ActionItemPart", schema::<obrady_types::meetings::ActionItemPart>()),
        ("EditionOrder", schema::<obrady_types::trainings::EditionOrder>()),
        ("FileUse", schema::<obrady_types::portal::FileUse>()),
    ]
}

fn schema<S: utoipa::PartialSchema>() -> Value {
    serde_json::to_value(S::schema()).unwrap_or_default()
}

/// Says which years an input may name: JSON Schema has no bounds for dates.
fn say_years(described: &mut Value) {
    let text = described.get("description").and_then(Value::as_str).unwrap_or_default();
    let (first, last) = (obrady_types::YEARS.start(), obrady_types::YEARS.end());
    let text = format!("{text} Years from {first} to {last}.");
    set(described, "description", json!(text.trim()));
}

fn is_dated(schema: &Value) -> bool {
    matches!(schema.get("format").and_then(Value::as_str), Some("date" | "date-time"))
}

/// The schemas of request bodies, with those that they refer to.
fn inputs(document: &Value) -> BTreeSet<String> {
    let mut open: Vec<&Value> = document
        .get("paths")
        .and_then(Value::as_object)
        .into_iter()
        .flat_map(Map::values)
        .filter_map(Value::as_object)
        .flat_map(Map::values)
        .filter_map(|operation| operation.get("requestBody"))
        .collect();
    let mut names = BTreeSet::new();
    while let Some(value) = open.pop() {
        match value {
            Value::Array(many) => open.extend(many),
            Value::Object(object) => {
                let target = object.get("$ref").and_then(Value::as_str);
                let name = target.and_then(|target| target.strip_prefix("#/components/schemas/"));
                if let Some(name) = name.filter(|name| names.insert((*name).to_owned())) {
                    open.extend(document.get("components").and_then(|all| all.get("schemas")?.get(name)));
                }
                open.extend(object.values());
            }
            _ => {}
        }
    }
    names
}

/// Leaves out schemas that nothing refers to any more.
fn drop_unused(document: &mut Value) {
    loop {
        let mut named = BTreeSet::new();
        collect_named(document, &mut named);
        let Some(schemas) = document.pointer_mut("/components/schemas").and_then(Value::as_object_mut) else { return };
        let before = schemas.len();
        schemas.retain(|name, _| named.contains(name));
        if schemas.len() == before {
            return;
        }
    }
}

/// The schemas that a part of the document refers to.
fn collect_named(part: &Value, named: &mut BTreeSet<String>) {
    match part {
        Value::Object(members) => members.values().for_each(|member| collect_named(member, named)),
        Value::Array(members) => members.iter().for_each(|member| collect_named(member, named)),
        Value::String(text) => named.extend(text.strip_prefix("#/components/schemas/").map(ToOwned::to_owned)),
        _ => {}
    }
}

fn info() -> Value {
    json!({
        "title": "Obrady",
        "version": env!("CARGO_PKG_VERSION"),
        "summary": "Proceedings of regional social policy",
        "description": "Programmes, working groups, convents and trainings of a province: meetings with agendas, \
            offices that rotate, and the directory behind them. Every list is paged, every change names the version \
            that it is based on, and every error is a problem (RFC 9457) with a code that never changes.",
        "license": { "name": "MIT OR Apache-2.0", "identifier": "MIT OR Apache-2.0" },
    })
}

fn security_schemes() -> Value {
    json!({
        "bearer": {
            "type": "http", "scheme": "bearer", "bearerFormat": "JWT",
            "description": "An access token of sign-in or of client credentials; it lives ten minutes (RFC9068, RFC8725)."
        },
        "refresh": {
            "type": "apiKey", "in": "cookie", "name": "__Host-refresh",
            "description": "The refresh cookie; named `refresh` where the server is reached by http on its own machine."
        },
    })
}

fn rate_headers() -> Value {
    json!({
        "RateLimit": { "$ref": "#/components/headers/RateLimit" },
        "RateLimit-Policy": { "$ref": "#/components/headers/RateLimit-Policy" },
        "X-Request-Id": { "$ref": "#/components/headers/X-Request-Id" },
    })
}

fn headers() -> Value {
    let text = |description: &str, example: &str| json!({ "description": description, "schema": { "type": "string", "maxLength": 2000 }, "example": example });
    json!({
        "RateLimit": text("Requests left in the window", "\"default\";r=599;t=60"),
        "RateLimit-Policy": text("The quota of an address", "\"default\";q=600;w=60"),
        "X-Request-Id": text("Id of the request, also in the server's log", "0193a1c2-7f00-7000-8000-000000000001"),
        "ETag": text("Strong tag: the version, if the view has one, and a digest of the body", "\"7-af63bd4c8601b7df\""),
        "Location": text("Address of the new object", "/api/v1/topics/0193a1c2-7f00-7000-8000-000000000001"),
        "Link": text("The next page", "</api/v1/bodies?cursor=…>; rel=\"next\""),
        "Retry-After": text("Seconds to wait", "1"),
        "WWW-Authenticate": text("How to authenticate", "Bearer error=\"invalid_token\""),
        "Allow": text("Methods that the path takes", "GET, HEAD, POST"),
    })
}

fn problems() -> Value {
    let mut all = Map::new();
    for (status, text) in PROBLEMS {
        let mut headers = rate_headers();
        for (wanted, name) in
            [(401, "WWW-Authenticate"), (405, "Allow"), (412, "ETag"), (429, "Retry-After"), (503, "Retry-After")]
        {
            if wanted == *status {
                set(&mut headers, name, json!({ "$ref": format!("#/components/headers/{name}") }));
            }
        }
        let content = json!({ "application/problem+json": { "schema": { "$ref": "#/components/schemas/Problem" } } });
        all.insert(format!("Problem{status}"), json!({ "description": text, "headers": headers, "content": content }));
    }
    Value::Object(all)
}

fn complete_operation(path: &str, method: &str, operation: &mut Value) {
    let id = operation.get("operationId").and_then(Value::as_str).unwrap_or_default().to_owned();
    let versioned = matches!(method, "patch" | "delete") && !PLAIN_REMOVALS.contains(&id.as_str())
        || VERSIONED_ACTIONS.contains(&id.as_str());
    let repeatable = method == "post" && !NOT_REPEATABLE.contains(&id.as_str());
    set(operation, "security", security(&id, method, operation));
    complete_parameters(path, operation, versioned, repeatable);
    move_merge_patch(operation, method);
    complete_successes(operation, method);
    let mut statuses = vec![400, 401, 403, 405, 408, 429, 431, 500, 503];
    if path.contains('{') || method != "get" {
        statuses.push(404);
    }
    if method != "get" {
        statuses.extend([409, 507]);
    }
    if operation.get("requestBody").is_some() {
        statuses.extend([413, 415, 422]);
    } else if repeatable {
        statuses.push(422);
    }
    if id.starts_with("preview_") {
        // A preview refuses what the change itself would refuse.
        statuses.extend([409, 422]);
    }
    if versioned {
        statuses.extend([412, 428]);
    }
    if id == "publish_agenda" {
        statuses.push(412);
    }
    if let Some(responses) = operation.get_mut("responses") {
        for status in statuses {
            set(responses, &status.to_string(), json!({ "$ref": format!("#/components/responses/Problem{status}") }));
        }
    }
}

/// Reading what is public needs no token; everything else does.
fn security(id: &str, method: &str, operation: &Value) -> Value {
    let tag = operation.pointer("/tags/0").and_then(Value::as_str).unwrap_or_default();
    match id {
        "sign_in" | "create_access_token" | "request_password_reset" | "redeem_access_link" => json!([]),
        "refresh_access_token" | "sign_out" => json!([{ "refresh": [] }]),
        _ if method == "get" && !matches!(tag, "accounts" | "sign-ins" | "registrations") => {
            json!([{}, { "bearer": [] }])
        }
        _ => json!([{ "bearer": [] }]),
    }
}

fn complete_parameters(path: &str, operation: &mut Value, versioned: bool, repeatable: bool) {
    let mut parameters = match operation.get_mut("parameters").map(Value::take) {
        Some(Value::Array(parameters)) => parameters,
        _ => Vec::new(),
    };
    parameters.retain(|parameter| parameter.get("in").and_then(Value::as_str) != Some("path"));
    let named = path.split('/').filter_map(|part| part.strip_prefix('{')?.strip_suffix('}'));
    let in_path = named.map(|name| {
        let text = format!("Id of the {}", name.trim_end_matches("_id").replace('_', " "));
        json!({ "name": name, "in": "path", "required": true, "description": text,
            "schema": { "type": "string", "format": "uuid" } })
    });
    parameters.splice(0..0, in_path);
    for parameter in &mut parameters {
        if let Some(schema) = parameter.get_mut("schema") {
            // A parameter that may be absent is not null.
            if let Some(kinds) = schema.get("type").and_then(Value::as_array) {
                let kind = kinds.iter().find(|kind| kind.as_str() != Some("null")).cloned().unwrap_or_default();
                set(schema, "type", kind);
            }
            if let Some(one) = schema.get("oneOf").and_then(Value::as_array) {
                let one = one.iter().find(|one| one.get("$ref").is_some()).cloned();
                if let Some(one) = one {
                    *schema = one;
                }
            }
            bound(schema);
        }
        if parameter.get("schema").is_some_and(is_dated) {
            say_years(parameter);
        }
    }
    let header = |name: &str, required: bool, text: &str, (format, pattern): (&str, &str), example: &str| {
        json!({ "name": name, "in": "header", "required": required, "description": text,
            "schema": { "type": "string", "format": format, "maxLength": 257, "pattern": pattern }, "example": example })
    };
    if versioned {
        parameters.push(header(
            "If-Match",
            true,
            "The version that the change is based on, in quotes, or the ETag that came with it",
            ("entity-tag", r#"^"[ !#-~]{0,255}"$"#),
            "\"7\"",
        ));
    }
    if repeatable {
        let text = "Makes the request repeatable for 24 hours: a structured-field string of at most 255 characters";
        parameters.push(header(
            "Idempotency-Key",
            false,
            text,
            ("sf-string", r#"^"[ !#-\[\]-~]{1,255}"$"#),
            "\"8e03978e\"",
        ));
    }
    set(operation, "parameters", Value::Array(parameters));
}

/// PATCH takes merge patches.
fn move_merge_patch(operation: &mut Value, method: &str) {
    if method == "patch"
        && let Some(content) = operation.pointer_mut("/requestBody/content").and_then(Value::as_object_mut)
        && let Some(json) = content.remove("application/json")
    {
        content.insert("application/merge-patch+json".to_owned(), json);
    }
}

fn complete_successes(operation: &mut Value, method: &str) {
    let Some(responses) = operation.get_mut("responses") else { return };
    for (status, response) in entries(Some(responses)) {
        let mut headers = rate_headers();
        let page = response
            .pointer("/content/application~1json/schema/$ref")
            .and_then(Value::as_str)
            .is_some_and(|name| name.contains("/Page_"));
        let mut names = Vec::new();
        if status == "201" {
            names.push("Location");
        }
        if status == "200" || status == "201" {
            names.push("ETag");
        }
        if page {
            names.push("Link");
        }
        for name in names {
            set(&mut headers, name, json!({ "$ref": format!("#/components/headers/{name}") }));
        }
        set(response, "headers", headers);
    }
    if method == "get" {
        let text = "The caller has this version already (If-None-Match)";
        let mut headers = rate_headers();
        set(&mut headers, "ETag", json!({ "$ref": "#/components/headers/ETag" }));
        set(responses, "304", json!({ "description": text, "headers": headers }));
    }
}

/// Writes the variants of a tagged union as one object each: the tag beside the fields, and nothing else allowed.
/// (A variant that denies unknown fields would refuse the tag when both stand in an `allOf`.)
fn join_tagged(schemas: &mut Value, name: &str) {
    let Some(union) = schemas.get(name).cloned() else { return };
    let variants = union.get("oneOf").and_then(Value::as_array).into_iter().flatten().map(|variant| {
        let mut joined = json!({});
        for part in variant.get("allOf").and_then(Value::as_array).into_iter().flatten() {
            let target = part.get("$ref").and_then(Value::as_str).and_then(|path| path.rsplit('/').next());
            let part = target.and_then(|target| schemas.get(target)).unwrap_or(part);
            for (key, value) in part.as_object().into_iter().flatten() {
                match (joined.get_mut(key), value) {
                    (Some(Value::Object(old)), Value::Object(new)) => old.extend(new.clone()),
                    (Some(Value::Array(old)), Value::Array(new)) => old.extend(new.clone()),
                    (Some(_), _) => {}
                    (None, _) => set(&mut joined, key, value.clone()),
                }
            }
        }
        joined
    });
    let variants: Vec<Value> = variants.collect();
    if let Some(union) = schemas.get_mut(name) {
        set(union, "oneOf", Value::Array(variants));
    }
}

/// Gives every schema the bounds that follow from its type and format, where it names none.
fn bound(schema: &mut Value) {
    match schema {
        Value::Array(many) => many.iter_mut().for_each(bound),
        Value::Object(object) => {
            object
                .iter_mut()
                .filter(|(name, _)| !matches!(name.as_str(), "example" | "examples" | "enum"))
                .for_each(|(_, inner)| bound(inner));
            let is = |kind: &str| match object.get("type") {
                Some(Value::String(one)) => one == kind,
                Some(Value::Array(many)) => many.iter().any(|one| one.as_str() == Some(kind)),
                _ => false,
            };
            let (string, integer, array) = (is("string"), is("integer"), is("array"));
            if string && !["maxLength", "enum", "const"].iter().any(|name| object.contains_key(*name)) {
                let length = match object.get("format").and_then(Value::as_str) {
                    Some("uuid") => 36,
                    Some("date") => 10,
                    Some("date-time") => 40,
                    _ => 10_000,
                };
                object.insert("maxLength".to_owned(), json!(length));
            }
            if integer {
                object.entry("minimum").or_insert(json!(i32::MIN));
                object.entry("maximum").or_insert(json!(i32::MAX));
            }
            if array {
                object.entry("maxItems").or_insert(json!(500));
            }
        }
        _ => {}
    }
}

fn set(target: &mut Value, name: &str, value: Value) {
    if let Some(object) = target.as_object_mut() {
        object.insert(name.to_owned(), value);
    }
}

fn entries(value: Option<&mut Value>) -> impl Iterator<Item = (&String, &mut Value)> {
    value.and_then(Value::as_object_mut).into_iter().flat_map(Map::iter_mut)
}
