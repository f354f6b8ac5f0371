//! Who writes which field of power: those that no request knows are refused, those that some roles may not set have
//! their rows.

use super::{Fields, same};
use crate::access;
use crate::inputs::operations;
use crate::portal::{file_of, news_body, picture};
use crate::training::world as training;
use obrady_client::{Client, Method};
use obrady_tests::{App, Who, start};
use obrady_types::{MeetingDayId, Problem};
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// Fields by which somebody would give themselves power or change what the server decides.
const POWER: &[&str] = &[
    "account_id",
    "actor_id",
    "created_at",
    "created_by",
    "disabled",
    "editable",
    "id",
    "is_admin",
    "is_public_function",
    "manageable",
    "owner_id",
    "owner_person_id",
    "password_hash",
    "person_id",
    "published_on",
    "region_id",
    "role",
    "roles",
    "scopes",
    "second_factor",
    "seq",
    "state",
    "status",
    "synthetic",
    "updated_at",
    "version",
    "body_id",
    "chair",
];

/// How a field of power that a request may hold is guarded.
enum Guard {
    /// Whoever may use the operation may set it; who that is, the access table says.
    Operation,
    /// Another region than one's own is refused to all but operators.
    Region,
    /// Some who may use the operation may not set it: see [`narrow`].
    Narrow,
}
use Guard::{Narrow, Operation, Region};

const ROWS: &[(&str, Guard)] = &[
    ("AccountCreate.person_id", Operation),
    ("AccountCreate.region_id", Region),
    ("AccountPatch.disabled", Operation),
    ("AccountPatch.person_id", Operation),
    ("ActionItemCreate.owner_person_id", Operation),
    ("ActionItemPatch.owner_person_id", Narrow),
    ("ActionItemPatch.state", Operation),
    ("AdviserCreate.person_id", Operation),
    ("AffiliationCreate.person_id", Operation),
    ("AgendaItem.id", Narrow),
    ("AgendaItem.state", Narrow),
    ("AgendaItem.version", Narrow),
    ("AgendaProposalAnswer.state", Operation),
    ("AlbumCreate.body_id", Narrow),
    ("AlbumCreate.region_id", Region),
    ("AttendanceCreate.person_id", Operation),
    ("AttendanceCreate.status", Operation),
    ("AttendanceMark.status", Operation),
    ("AttendancePatch.status", Operation),
    ("BodyCreate.region_id", Region),
    ("BodyCreate.state", Narrow),
    ("BodyPatch.state", Narrow),
    ("DeliverableCreate.published_on", Operation),
    ("DeliverablePatch.published_on", Operation),
    ("DeputyStart.person_id", Operation),
    ("FaqEntryCreate.region_id", Region),
    ("FileCreate.body_id", Narrow),
    ("FileCreate.region_id", Region),
    ("HeadChange.person_id", Operation),
    ("ImportApply.region_id", Region),
    ("ImportFile.region_id", Region),
    ("InformationClauseCreate.region_id", Region),
    ("InitiativeCreate.status", Operation),
    ("InitiativePatch.status", Operation),
    ("InstitutionCreate.region_id", Region),
    ("MeetingCreate.body_id", Narrow),
    ("MeetingDayInput.id", Narrow),
    ("MembershipCreate.person_id", Operation),
    ("NewsItemCreate.body_id", Narrow),
    ("NewsItemCreate.region_id", Region),
    ("ObjectiveCreate.status", Operation),
    ("ObjectivePatch.status", Operation),
    ("PersonCreate.is_public_function", Narrow),
    ("PersonCreate.region_id", Region),
    ("PersonPatch.is_public_function", Narrow),
    ("PracticeModelCreate.region_id", Region),
    ("ProgrammeCreate.region_id", Region),
    ("ProgrammePatch.state", Operation),
    ("RegistrationCreate.person_id", Narrow),
    ("RegistrationSwap.person_id", Operation),
    ("RoleGrantCreate.account_id", Operation),
    ("RoleGrantCreate.body_id", Operation),
    ("RoleGrantCreate.region_id", Narrow),
    ("RoleGrantCreate.role", Narrow),
    ("ServiceAccountCreate.region_id", Region),
    ("ServiceAccountCreate.scopes", Operation),
    ("ServiceAccountPatch.disabled", Operation),
    ("StatementCreate.person_id", Operation),
    ("StatementPatch.person_id", Operation),
    ("TermStart.person_id", Operation),
    ("TopicPatch.state", Operation),
    ("TrainingCreate.region_id", Region),
];

#[tokio::test]
async fn every_field_of_power_has_a_row() {
    let app = start().await;
    let document = app.anonymous().get_openapi().await.expect("the document");
    let found = Fields::sent(&document).named(|field| POWER.contains(&field));
    same(&found, ROWS.iter().map(|(field, _)| *field), "fields of requests");
}

/// Objects with fields, anywhere in what a request may hold, that take more than they say.
fn open(name: &str, schema: &Value, found: &mut BTreeSet<String>) {
    if schema["properties"].is_object() && schema["additionalProperties"] != false {
        found.insert(name.to_owned());
    }
    for part in ["oneOf", "allOf", "anyOf"] {
        schema[part].as_array().into_iter().flatten().for_each(|part| open(name, part, found));
    }
}

#[tokio::test]
async fn a_field_that_is_not_described_is_refused_everywhere() {
    let app = start().await;
    let client = app.client(Who::Operator).await;
    let document = client.get_openapi().await.expect("the document");
    let sent = Fields::sent(&document);
    let mut found = BTreeSet::new();
    let schemas: BTreeSet<&str> = sent.known.keys().filter_map(|name| Some(name.split_once('.')?.0)).collect();
    schemas.iter().for_each(|name| open(name, sent.schema(name), &mut found));
    // Objects of answers that stand in the batches of the undo stack: the server reads them as strictly.
    assert_eq!(found, BTreeSet::new());
    let mut tried = 0;
    for (id, method, path, operation) in operations(&document) {
        let Some(content) = operation.pointer("/requestBody/content").and_then(Value::as_object) else { continue };
        let (media, content) = content.iter().next().expect("a media type");
        let name = content["schema"]["$ref"].as_str().expect("a schema").rsplit('/').next().expect("a name");
        let schema = sent.schema(name);
        for field in POWER.iter().filter(|field| schema["properties"].get(**field).is_none()) {
            let mut body = schema["example"].clone();
            body[*field] = json!("admin");
            let request = client.request(method.clone(), &path).header("Content-Type", media);
            let answer = request.header("If-Match", "\"1\"").body(body.to_string()).send().await.expect("an answer");
            let problem: Problem = answer.json().await.expect("a problem");
            let errors: Vec<_> = problem.errors.iter().map(|e| (e.pointer.as_str(), e.code.as_str())).collect();
            assert_eq!(errors, [(&*format!("/{field}"), "unknown_field")], "{id} {field}");
            tried += 1;
        }
    }
    assert!(tried > 1500, "{tried}");
}

#[tokio::test]
async fn nobody_but_operators_writes_into_another_region() {
    let app = start().await;
    let document = app.anonymous().get_openapi().await.expect("the document");
    let guarded: BTreeSet<&str> =
        ROWS.iter().filter(|row| matches!(row.1, Region)).filter_map(|row| row.0.strip_suffix(".region_id")).collect();
    let mut tried = 0;
    let clients = [
        (Who::Coordinator, app.client(Who::Coordinator).await),
        (Who::OtherCoordinator, app.client(Who::OtherCoordinator).await),
        (Who::Admin, app.client(Who::Admin).await),
        (Who::Writer, app.client(Who::Writer).await),
    ];
    for operation in super::operations(&document) {
        let schema = operation.pointer("/requestBody/content/application~1json/schema/$ref").and_then(Value::as_str);
        let Some(name) = schema.and_then(|path| path.rsplit('/').next()).filter(|name| guarded.contains(name)) else {
            continue;
        };
        let id = operation["operationId"].as_str().expect("an id");
        for (who, client) in &clients {
            tried += 1;
            let probe = access::probe(&app, id, tried).await;
            let mut body = probe.body.expect("a body");
            body["region_id"] = json!(app.world.other_region);
            // A body of one's own region would be another mistake.
            body.as_object_mut().expect("an object").remove("body_id");
            let request = client.request(probe.method, &format!("/api/v1{}", probe.path)).json(&body);
            let status = request.send().await.expect("an answer").status().as_u16();
            assert!(matches!(status, 403 | 404), "{id} ({name}) as {who:?}: {status}");
        }
    }
    assert_eq!(tried as usize, guarded.len() * clients.len(), "each field has its operation");
}

/// One attempt: the field, who tries, how, and the status of the answer.
struct Try {
    field: &'static str,
    who: Who,
    method: Method,
    path: String,
    body: Value,
    status: u16,
}

fn makes(field: &'static str, who: Who, path: &str, body: Value, status: u16) -> Try {
    Try { field, who, method: Method::POST, path: path.to_owned(), body, status }
}

fn changes(field: &'static str, path: &str, body: Value, status: u16) -> Try {
    Try { field, who: Who::Coordinator, method: Method::PATCH, path: path.to_owned(), body, status }
}

/// What some may not set though they may use the operation, and next to it what they may.
async fn narrow(app: &App) -> Vec<Try> {
    let mut all = of_directory(app).await;
    all.extend(of_bodies(app));
    all.extend(of_registrations(app).await);
    all
}

async fn of_directory(app: &App) -> Vec<Try> {
    let world = &app.world;
    // Links to a new password are sent to the address: of somebody with an account it is for administrators.
    let without_account = training::worker(app, world.institutions[0], "Bezkonta").await;
    let membership = json!({"person_id": without_account, "capacity": "expert", "from": "2026-01-01"});
    let membership = serde_json::from_value(membership).expect("an input");
    obrady_domain::groups::create_membership(&app.system(), world.group, membership).await.expect("a membership");
    let stranger = format!("/people/{without_account}");
    let person = |public: bool| json!({"first_name": "Ewa", "last_name": "Nowa", "is_public_function": public});
    let member = format!("/people/{}", world.member);
    let somebody = world.account(Who::Outsider);
    let grant = |role, region| json!({"account_id": somebody, "role": role, "region_id": region});
    let (none, other, own) = (Value::Null, json!(world.other_region), json!(world.region));
    vec![
        makes("PersonCreate.is_public_function", Who::Coordinator, "/people", person(true), 403),
        makes("PersonCreate.is_public_function", Who::Coordinator, "/people", person(false), 201),
        changes("PersonPatch.is_public_function", &member, json!({"is_public_function": true}), 403),
        changes("PersonPatch.phone", &member, json!({"phone": "600 100 200"}), 403),
        changes("PersonPatch.email", &member, json!({"email": "inna@example.org"}), 403),
        changes("PersonPatch.email", &stranger, json!({"email": "inna@example.org"}), 200),
        makes("RoleGrantCreate.role", Who::Admin, "/role-grants", grant("operator", none), 403),
        makes("RoleGrantCreate.region_id", Who::Admin, "/role-grants", grant("admin", other), 403),
        makes("RoleGrantCreate.region_id", Who::Admin, "/role-grants", grant("admin", own), 201),
    ]
}

fn of_bodies(app: &App) -> Vec<Try> {
    let world = &app.world;
    let (group, other) = (world.group, world.other_group);
    let body = format!("/bodies/{group}");
    let (host, parent) = (json!({"host_institution_id": world.institutions[0]}), json!({"parent_id": world.convent}));
    let ended = json!({"kind": "group", "name": "Koniec", "established_on": "2026-01-01", "state": "dissolved"});
    let album = |body| json!({"title": "Album", "body_id": body});
    let file = |body| json!(file_of(&picture(2, 2), Some(body)));
    let meeting = |body, id: Option<MeetingDayId>| {
        let day = json!({"id": id, "date": "2026-12-20", "starts_at": "10:00:00", "ends_at": "13:00:00"});
        json!({"body_id": body, "title": "Nowe", "days": [day]})
    };
    let item = json!({"id": app.ctx.new_id(), "day_id": world.draft_days[0], "position": 1, "title": "Wstawiony",
        "kind": "discussion", "confidentiality": "public", "state": "closed", "revision": 1, "version": 7});
    let restore = json!({"type": "restore", "items": [item], "place": {"day_id": world.draft_days[0]}});
    let commands = format!("/meetings/{}/agenda/commands", world.draft);
    vec![
        changes("BodyPatch.state", &body, json!({"state": "suspended"}), 403),
        changes("BodyPatch.host_institution_id", &body, host, 403),
        changes("BodyPatch.parent_id", &body, parent, 403),
        changes("BodyPatch.purpose", &body, json!({"purpose": "Inny cel"}), 200),
        makes("BodyCreate.state", Who::Admin, "/bodies", ended, 422),
        makes("AlbumCreate.body_id", Who::Coordinator, "/albums", album(other), 403),
        makes("AlbumCreate.body_id", Who::Coordinator, "/albums", album(group), 201),
        makes("FileCreate.body_id", Who::Coordinator, "/files", file(other), 403),
        makes("FileCreate.body_id", Who::Coordinator, "/files", file(group), 201),
        makes("NewsItemCreate.body_id", Who::Coordinator, "/news-items", news_body(Some(other)), 403),
        makes("NewsItemCreate.body_id", Who::Coordinator, "/news-items", news_body(None), 403),
        makes("MeetingCreate.body_id", Who::Coordinator, "/meetings", meeting(other, None), 403),
        makes("MeetingCreate.body_id", Who::Coordinator, "/meetings", meeting(group, None), 201),
        makes("MeetingDayInput.id", Who::Coordinator, "/meetings", meeting(group, Some(world.draft_days[0])), 422),
        makes(
            "AgendaItem.id AgendaItem.state AgendaItem.version",
            Who::Coordinator,
            &commands,
            json!({ "commands": [restore] }),
            422,
        ),
    ]
}

async fn of_registrations(app: &App) -> Vec<Try> {
    let open = training::edition(app, training::input(9)).await;
    let clause = training::clause(app).await;
    let path = format!("/training-editions/{}/registrations", open.id);
    let register = |person: Value| json!({"person_id": person, "clause_number": clause});
    let stranger = json!(training::worker(app, app.world.institutions[0], "Obca").await);
    let office = app.world.institutions[0];
    let of_office = || json!({"person_id": stranger, "institution_id": office, "clause_number": clause});
    let field = "RegistrationCreate.person_id";
    vec![
        makes(field, Who::Member, &path, of_office(), 403),
        makes(field, Who::Representative, &path, of_office(), 403),
        makes(field, Who::Member, &path, register(Value::Null), 201),
    ]
}

async fn version(client: &Client, path: &str) -> String {
    let read = client.request(Method::GET, path).send().await.expect("an answer");
    let read: Value = read.json().await.unwrap_or_default();
    format!("\"{}\"", read["version"].as_i64().unwrap_or(1))
}

#[tokio::test]
async fn what_a_role_may_not_set_is_refused_and_what_it_may_is_not() {
    let app = start().await;
    let mut wrong = Vec::new();
    let mut fields = String::new();
    for Try { field, who, method, path, body, status } in narrow(&app).await {
        let client = app.client(who).await;
        let path = format!("/api/v1{path}");
        let media = if method == Method::PATCH { "application/merge-patch+json" } else { "application/json" };
        let version = version(&client, &path).await;
        let request = client.request(method, &path).header("Content-Type", media).header("If-Match", version);
        let answer = request.body(body.to_string()).send().await.expect("an answer");
        let got = answer.status().as_u16();
        if got != status {
            wrong.push(format!(
                "{field} by {who:?}: {got} instead of {status}: {}",
                answer.text().await.expect("a text")
            ));
        }
        fields.push_str(field);
        fields.push(' ');
    }
    let owner = owner_keeps_to_the_state(&app).await;
    wrong.extend(owner);
    fields.push_str("ActionItemPatch.owner_person_id");
    let missing: Vec<_> =
        ROWS.iter().filter(|row| matches!(row.1, Narrow) && !fields.contains(row.0)).map(|row| row.0).collect();
    assert!(missing.is_empty(), "{missing:?} are tried nowhere");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Whoever has to do something may say how it stands, and does not hand it to somebody else.
async fn owner_keeps_to_the_state(app: &App) -> Vec<String> {
    let due = json!({"from": "2026-12-30", "precision": "day"});
    let input = json!({"title": "Poradnik", "due": due, "owner_person_id": app.world.member});
    let input = serde_json::from_value(input).expect("an input");
    let item =
        obrady_domain::meetings::create_action_item(&app.system(), super::reading::confidential(app).await[0], input)
            .await;
    let item = match item {
        Ok(item) => item,
        Err(error) => return vec![format!("no action item: {error}")],
    };
    let client = app.client(Who::Member).await;
    let mut wrong = Vec::new();
    for (body, wanted) in [
        (json!({"owner_person_id": app.world.heads[0]}), 403),
        (json!({"title": "Inny"}), 403),
        (json!({"state": "in_progress"}), 200),
    ] {
        let request = client.request(Method::PATCH, &format!("/api/v1/action-items/{}", item.id));
        let request = request.header("Content-Type", "application/merge-patch+json").header("If-Match", "\"1\"");
        let answer = request.body(body.to_string()).send().await.expect("an answer");
        let got = answer.status().as_u16();
        if got != wanted {
            wrong.push(format!(
                "{body} by its owner: {got} instead of {wanted}: {}",
                answer.text().await.expect("a text")
            ));
        }
    }
    wrong
}
