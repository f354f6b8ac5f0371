//! Who reads which sensitive field: each has a text of its own in the database, and everybody reads all there is.

use super::{Fields, same};
use crate::portal::draft_news;
use crate::training::world as training;
use obrady_client::{Client, Method};
use obrady_domain::{directory, identity, meetings, trainings};
use obrady_tests::world::{add, day};
use obrady_tests::{App, PASSWORD, Who, start};
use obrady_types::AgendaItemId;
use obrady_types::meetings::{
    AgendaAdd, AgendaCommand, AgendaCommands, AgendaPlace, AgendaPublish, Confidentiality, MeetingCreate, MeetingMode,
};
use obrady_types::trainings::RegistrationCreate;
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};

/// Words of which the names of sensitive fields are made.
const WORDS: &[&str] = &[
    "address",
    "agent",
    "birth",
    "codes",
    "data",
    "diet",
    "email",
    "factor",
    "hash",
    "health",
    "ip",
    "key",
    "mail",
    "needs",
    "note",
    "password",
    "pesel",
    "phone",
    "reason",
    "reference",
    "secret",
    "token",
    "uri",
    "used",
];

/// Fields with such a name that say nothing about a person, or that only the person themselves is ever answered.
const PLAIN: &[(&str, &str)] = &[
    ("AccessLink.token", "answered once, to who makes the link"),
    ("AccessToken.access_token", "the caller's own"),
    ("AccessToken.token_type", "a word of OAuth"),
    ("Account.password_set", "whether there is one; accounts are for administrators"),
    ("Account.second_factor", "whether there is one; accounts are for administrators"),
    ("ActionItem.cancel_reason", "of the record, by the item's confidentiality"),
    ("ActionItem.carry_reason", "of the record, by the item's confidentiality"),
    ("DuplicateInstitutions.reason", "a code"),
    ("DuplicatePeople.reason", "a code"),
    ("FileRef.address", "a path of this site"),
    ("Institution.address", "of an office"),
    ("Institution.external_reference", "a number of an office"),
    ("Me.address", "the caller's own network address"),
    ("Me.second_factor_missing", "the caller's own"),
    ("NewsLink.address", "of a page"),
    ("ObjectiveMatch.note", "of a public programme"),
    ("OfficeChange.reason", "of a public office"),
    ("PersonExport.data", "one's own; the rows below have its texts"),
    ("ProgrammeRelation.note", "of a public programme"),
    ("RecoveryCodes.codes", "answered once, to their owner"),
    ("RegistrationDecision.reason", "a code"),
    ("RulesVersion.decision_reference", "of a public resolution"),
    ("SecondFactor.recovery_codes_left", "how many; one's own"),
    ("SecondFactorStart.secret", "answered once, to its owner"),
    ("SecondFactorStart.uri", "answered once, to its owner"),
    ("ServiceAccount.last_used_at", "service accounts are for administrators"),
    ("ServiceAccountSecret.client_secret", "answered once, to who makes the account"),
    ("SignIn.last_used_at", "one's own"),
    ("SignIn.user_agent", "one's own"),
    ("Site.address", "of the office"),
    ("Site.data_protection_email", "of the office"),
    ("Site.email", "of the office"),
    ("Site.phone", "of the office"),
    ("Term.annul_reason", "of a public office"),
    ("Term.annul_reference", "of a public resolution"),
    ("Term.decision_reference", "of a public resolution"),
    ("Term.end_reason", "a code"),
    ("TrainingEdition.cancelled_reason", "of a public training"),
    ("WorkPlanEntry.note", "of a public plan"),
];

use Who::{Admin, Coordinator, Member, Operator, OtherCoordinator, Reader, Representative, Writer};

/// Everybody who may read the region's directory.
const DIRECTORY: &[Who] = &[Coordinator, OtherCoordinator, Admin, Operator, Reader, Writer];
/// The same and the person themselves.
const DIRECTORY_AND_OWN: &[Who] = &[Member, Coordinator, OtherCoordinator, Admin, Operator, Reader, Writer];
/// Who manages the region's trainings.
const TRAININGS: &[Who] = &[Coordinator, OtherCoordinator, Admin, Operator, Writer];
const TRAININGS_AND_OWN: &[Who] = &[Member, Coordinator, OtherCoordinator, Admin, Operator, Writer];
/// Who belongs to the group, and who may see all of the region: a program with its scopes reads what members read (DOMAIN
/// 3.4). From all others closed items are hidden as well (I-13).
const MEMBERS: &[Who] = &[Member, Coordinator, Admin, Operator, Reader, Writer];
const EDITORS: &[Who] = &[Coordinator, Admin, Operator];
const ACCOUNTS: &[Who] = &[Admin, Operator];
const NOBODY: &[Who] = &[];

/// A sensitive field, the text that stands in it, and who comes to see it anywhere.
struct Row {
    field: &'static str,
    text: &'static str,
    seen_by: &'static [Who],
}

const fn row(field: &'static str, text: &'static str, seen_by: &'static [Who]) -> Row {
    Row { field, text, seen_by }
}

const ROWS: &[Row] = &[
    row("Person.email", "kanarek.poczta@example.org", DIRECTORY_AND_OWN),
    row("Person.phone", "600 700 801", DIRECTORY_AND_OWN),
    row("Person.external_reference", "KANAREK-NUMER", DIRECTORY_AND_OWN),
    // Somebody else's, of the representative's institution.
    row("Person.email", "kanarek.inna@example.org", DIRECTORY),
    row("Registration.accessibility_needs", "kanarek pętla indukcyjna", TRAININGS_AND_OWN),
    row("Registration.diet_needs", "kanarek bezglutenowa", TRAININGS_AND_OWN),
    row("Registration.accessibility_needs", "kanarek tłumacz migowy", TRAININGS),
    row("Registration.diet_needs", "kanarek bez laktozy", TRAININGS),
    row(
        "Registration.cancelled_reason",
        "kanarek powód odwołania",
        &[Coordinator, OtherCoordinator, Admin, Operator, Writer, Representative],
    ),
    row("Account.sign_in_name", r#""sign_in_name":"kanarek.konto""#, ACCOUNTS),
    row("Me.sign_in_name", r#""sign_in_name":"other.coordinator""#, &[OtherCoordinator, Admin, Operator]),
];

/// What hangs on no field's name: texts of objects that are not for everybody.
const OBJECTS: &[Row] = &[
    row("AgendaItem.speaker_text of members", "kanarek mówi członkom", MEMBERS),
    row("AgendaItem.speaker_text of closed items", "kanarek mówi poufnie", MEMBERS),
    row("Statement.text of members", "kanarek wypowiedź członków", MEMBERS),
    row("Statement.text of closed items", "kanarek wypowiedź poufna", MEMBERS),
    row("Decision.text of members", "kanarek decyzja członków", MEMBERS),
    row("Decision.text of closed items", "kanarek decyzja poufna", MEMBERS),
    row("Meeting.title of a draft", "Kanarek szkic posiedzenia", MEMBERS),
    row("NewsItem.title of a draft", "Relacja ze spotkania", EDITORS),
    row("TrainingEdition.venue of a draft", "kanarek miejsce szkolenia", TRAININGS),
    // Also its own.
    row("ServiceAccount.name", "Integracja", &[Admin, Operator, Reader, Writer]),
];

/// What nobody is ever answered when they read.
const SECRETS: &[Row] = &[
    row("account.password_hash", "$argon2", NOBODY),
    row("account.password_hash", PASSWORD, NOBODY),
    row("person.search", "sort_key", NOBODY),
];

/// Fills the fields; the secrets that only this run knows.
async fn fill(app: &App) -> Vec<String> {
    let call = app.system();
    let own =
        json!({"email": "kanarek.poczta@example.org", "phone": "600 700 801", "external_reference": "KANAREK-NUMER"});
    directory::update_person(&call, app.world.member, 1, serde_json::from_value(own).expect("a patch"))
        .await
        .expect("changed");
    let colleague = training::worker(app, app.world.institutions[3], "Kanarkowska").await;
    let mail = json!({"email": "kanarek.inna@example.org"});
    directory::update_person(&call, colleague, 1, serde_json::from_value(mail).expect("a patch"))
        .await
        .expect("changed");
    let edition = training::edition(app, training::input(9)).await;
    let clause_number = training::clause(app).await;
    for (person, institution, access, diet) in [
        (app.world.member, None, "kanarek pętla indukcyjna", "kanarek bezglutenowa"),
        (colleague, Some(app.world.institutions[3]), "kanarek tłumacz migowy", "kanarek bez laktozy"),
    ] {
        let input = RegistrationCreate {
            clause_number,
            accessibility_needs: Some(access.into()),
            diet_needs: Some(diet.into()),
            ..training::registration(person, institution)
        };
        trainings::create_registration(&call, edition.id, input).await.expect("registered");
    }
    let other = training::worker(app, app.world.institutions[3], "Odwołana").await;
    let cancelled = training::register(app, edition.id, other, Some(app.world.institutions[3])).await;
    let reason = serde_json::from_value(json!({"reason": "kanarek powód odwołania"})).expect("an input");
    trainings::cancel_registration(&call, cancelled.id, cancelled.version, reason).await.expect("cancelled");
    let hidden = obrady_types::trainings::TrainingEditionCreate {
        venue: Some("kanarek miejsce szkolenia".into()),
        ..training::input(3)
    };
    training::draft(app, hidden).await;
    draft_news(app).await;
    let account = json!({"sign_in_name": "kanarek.konto", "display_name": "Konto", "password": PASSWORD,
        "region_id": app.world.region});
    identity::create_account(&call, serde_json::from_value(account).expect("an input")).await.expect("an account");
    confidential(app).await;
    let started = app.client(Who::Outsider).await.start_second_factor().await.expect("a secret");
    let (_, reader) = app.world.service(Reader).expect("the reader");
    let (_, writer) = app.world.service(Writer).expect("the writer");
    vec![started.secret, reader.to_owned(), writer.to_owned()]
}

/// The items of a meeting of today with something said and decided on an item for members and on a closed one, and a draft.
pub(super) async fn confidential(app: &App) -> Vec<AgendaItemId> {
    let call = app.system();
    let meeting = |title: &str| MeetingCreate {
        body_id: app.world.group,
        title: title.into(),
        mode: MeetingMode::InPerson,
        venue: None,
        days: vec![day(2026, 11, 24)],
    };
    meetings::create_meeting(&call, meeting("Kanarek szkic posiedzenia")).await.expect("a draft");
    let made = meetings::create_meeting(&call, meeting("Dziś")).await.expect("a meeting");
    let place = |after_id| AgendaPlace { day_id: made.days[0].id, parent_id: None, after_id };
    let mut last: Option<AgendaItemId> = None;
    let mut commands = Vec::new();
    let mut items = Vec::new();
    for (confidentiality, whom) in [(Confidentiality::Members, "członkom"), (Confidentiality::Closed, "poufnie")] {
        let id = AgendaItemId(app.ctx.new_id());
        let item = AgendaAdd {
            confidentiality,
            speaker_text: Some(format!("kanarek mówi {whom}")),
            ..add(id, place(last), "Sprawa")
        };
        commands.push(AgendaCommand::Add(item));
        items.push(id);
        last = Some(id);
    }
    let agenda = meetings::apply_agenda_commands(&call, made.id, AgendaCommands { commands }).await.expect("items");
    let publish = AgendaPublish { agenda_version: agenda.version };
    meetings::publish_agenda(&call, made.id, publish).await.expect("published");
    let version = meetings::get_meeting(&call, made.id).await.expect("the meeting").version;
    meetings::start_meeting(&call, made.id, version).await.expect("begun");
    for (item, word, whose) in [(items[0], "członków", "członków"), (items[1], "poufna", "poufna")] {
        let said = serde_json::from_value(json!({"text": format!("kanarek wypowiedź {word}")})).expect("an input");
        meetings::create_statement(&call, item, said).await.expect("said");
        let decided = serde_json::from_value(json!({"text": format!("kanarek decyzja {whose}")})).expect("an input");
        meetings::create_decision(&call, item, decided).await.expect("decided");
    }
    items
}

/// The newest ids of a table.
async fn newest(app: &App, table: &str) -> Vec<String> {
    let one = if app.ctx.db.is_postgres() { "replace(id::text, '-', '')" } else { "lower(hex(id))" };
    let joined = if app.ctx.db.is_postgres() { "string_agg(x, ',')" } else { "group_concat(x, ',')" };
    let rows = format!("SELECT {one} AS x FROM {table} ORDER BY id DESC LIMIT 6");
    let joined = app.text(&format!("SELECT coalesce({joined}, '') FROM ({rows}) AS newest")).await;
    let parsed = joined.split(',').filter(|id| !id.is_empty());
    parsed.map(|id| uuid::Uuid::parse_str(id).expect("an id").to_string()).collect()
}

/// Every address of the API that can be read, over the newest objects of each kind.
async fn addresses(app: &App, document: &Value) -> Vec<String> {
    let mut all = vec!["/feeds/news.atom".to_owned()];
    let mut ids: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for (path, item) in document["paths"].as_object().expect("paths") {
        let Some(operation) = item.get("get").filter(|get| get["operationId"] != "get_openapi") else { continue };
        let required = operation["parameters"].as_array().into_iter().flatten();
        let required = required.filter(|p| p["in"] == "query" && p["required"] == true);
        let query: Vec<String> = required
            .map(|parameter| match parameter["name"].as_str().expect("a name") {
                "person_id" => format!("person_id={}", app.world.heads[0]),
                "institution_id" => format!("institution_id={}", app.world.institutions[3]),
                "duplicate_id" if path.contains("people") => format!("duplicate_id={}", app.world.heads[1]),
                "duplicate_id" => format!("duplicate_id={}", app.world.institutions[1]),
                "from" => "from=2026-11-24".to_owned(),
                other => panic!("{path}: a value for {other}"),
            })
            .collect();
        let mut paths = vec![path.clone()];
        if let Some((before, rest)) = path.split_once('{') {
            let (parameter, after) = rest.split_once('}').expect("a parameter");
            let table = match parameter {
                "edition_id" => "training_edition",
                "file_id" => "stored_file",
                other => other.trim_end_matches("_id"),
            };
            if !ids.contains_key(table) {
                ids.insert(table.to_owned(), newest(app, table).await);
            }
            paths = ids[table].iter().map(|id| format!("{before}{id}{after}")).collect();
            if table == "person" {
                paths.push(format!("{before}{}{after}", app.world.member));
            }
        }
        let mark = if query.is_empty() { String::new() } else { format!("?{}", query.join("&")) };
        all.extend(paths.into_iter().map(|path| format!("{path}{mark}")));
    }
    all
}

/// Where each text was seen.
async fn seen(client: &Client, addresses: &[String], texts: &BTreeSet<&str>) -> BTreeMap<String, String> {
    let mut seen = BTreeMap::new();
    for address in addresses {
        let answer = client.request(Method::GET, address).send().await.expect("an answer");
        assert!(answer.status().as_u16() < 500, "{address}: {}", answer.status());
        let text = answer.text().await.expect("a text");
        for wanted in texts {
            if text.contains(wanted) {
                seen.entry((*wanted).to_owned()).or_insert_with(|| address.clone());
            }
        }
    }
    seen
}

#[tokio::test]
async fn everybody_reads_what_is_for_them_and_nothing_else() {
    let app = start().await;
    let secrets = fill(&app).await;
    let document = app.anonymous().get_openapi().await.expect("the document");
    let addresses = addresses(&app, &document).await;
    assert!(addresses.len() > 150, "{}", addresses.len());
    let rows = || ROWS.iter().chain(OBJECTS).chain(SECRETS);
    let texts: BTreeSet<&str> = rows().map(|row| row.text).chain(secrets.iter().map(String::as_str)).collect();
    let mut wrong = Vec::new();
    for who in Who::ALL {
        let client = app.client(*who).await;
        let seen = seen(&client, &addresses, &texts).await;
        for row in rows() {
            match (row.seen_by.contains(who), seen.get(row.text)) {
                (false, Some(address)) => {
                    wrong.push(format!("{who:?} reads {} ({}) at {address}", row.field, row.text))
                }
                (true, None) => wrong.push(format!("{who:?} does not come to see {} ({})", row.field, row.text)),
                _ => {}
            }
        }
        let told = secrets.iter().filter_map(|secret| seen.get(secret));
        wrong.extend(told.map(|address| format!("{who:?} reads a secret at {address}")));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[tokio::test]
async fn every_sensitive_field_of_an_answer_has_a_row() {
    let app = start().await;
    let document = app.anonymous().get_openapi().await.expect("the document");
    let sensitive = |field: &str| field == "sign_in_name" || field.split('_').any(|word| WORDS.contains(&word));
    let found = Fields::answered(&document).named(sensitive);
    // Whose link it was, answered to who holds the link.
    let own = ["AccessLinkRedeemed.sign_in_name"];
    let rows = ROWS.iter().map(|row| row.field).chain(PLAIN.iter().map(|(field, _)| *field)).chain(own);
    same(&found, rows, "fields of answers");
}
