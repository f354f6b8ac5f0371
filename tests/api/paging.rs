//! Lists: every row once, limits, counts, and what they cost (API-17 to 21, API-25).

use crate::access;
use crate::training::world as training;
use obrady_client::{Client, Method, PeopleFilter};
use obrady_domain::{convents, directory, groups, meetings, programmes, trainings};
use obrady_tests::world::{add, day};
use obrady_tests::{App, Who, start};
use obrady_types::directory::{County, PersonCreate};
use obrady_types::meetings::{AgendaCommand, AgendaCommands, AgendaPlace, AgendaPublish, MeetingCreate, MeetingMode};
use obrady_types::trainings::RegistrationCancel;
use obrady_types::work_plans::WorkPlanCreate;
use obrady_types::{MeetingId, PageQuery, PersonId, RegistrationId, TrainingEditionId};
use proptest::prelude::*;
use proptest::test_runner::TestRunner;
use sea_orm_migration::sea_orm::ConnectionTrait;
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::sync::atomic::Ordering;

fn person(last: String) -> PersonCreate {
    PersonCreate { first_name: "Jan".into(), last_name: last, is_public_function: true, ..PersonCreate::default() }
}

/// What happens between two pages: somebody comes, or a row goes.
#[derive(Clone, Debug)]
enum Change {
    Insert(u8),
    Delete(prop::sample::Index),
}

fn changes() -> impl Strategy<Value = Vec<Change>> {
    let change =
        prop_oneof![any::<u8>().prop_map(Change::Insert), any::<prop::sample::Index>().prop_map(Change::Delete)];
    prop::collection::vec(change, 0..5)
}

/// Removes a person behind the API, which keeps people.
async fn remove(app: &App, id: PersonId) {
    let literal = if app.ctx.db.is_postgres() { format!("'{id}'") } else { format!("x'{}'", id.0.simple()) };
    let sql = format!("DELETE FROM person WHERE id = {literal}");
    let done = app.ctx.db.writer().execute_unprepared(&sql).await.expect("deleted");
    assert_eq!(done.rows_affected(), 1);
}

/// Follows `next` to the end; between the pages the changes happen. Returns the rows of the pages, and those that
/// were there from the first to the last page.
async fn walk(app: &App, client: &Client, limit: u32, between: &[Vec<Change>]) -> (Vec<PersonId>, BTreeSet<PersonId>) {
    let call = app.system();
    let mut extra: Vec<PersonId> = Vec::new();
    for letter in ["A", "Ą", "C", "Ć", "E", "L", "Ł", "O", "Z", "Ź", "Ż"] {
        let input = PersonCreate { region_id: Some(app.world.region), ..person(format!("{letter}owski")) };
        extra.push(directory::create_person(&call, input).await.expect("a person").id);
    }
    let everybody = PageQuery { limit: Some(200), ..PageQuery::default() };
    let all = directory::list_people(&call, &directory::PersonFilter::default(), &everybody).await.expect("people");
    let mut throughout: BTreeSet<PersonId> = all.items.iter().map(|person| person.id).collect();
    let mut filter =
        PeopleFilter { page: PageQuery { limit: Some(limit), ..Default::default() }, ..Default::default() };
    let mut seen = Vec::new();
    for n in 0.. {
        let page = client.list_people(&filter).await.expect("a page");
        assert!(page.items.len() <= limit as usize);
        seen.extend(page.items.iter().map(|person| person.id));
        for change in between.get(n).into_iter().flatten() {
            match change {
                Change::Insert(n) => {
                    let name = format!("{}owski", char::from(b'A' + n % 26));
                    let input = PersonCreate { region_id: Some(app.world.region), ..person(name) };
                    extra.push(directory::create_person(&call, input).await.expect("a person").id);
                }
                Change::Delete(which) if !extra.is_empty() => {
                    let id = extra.swap_remove(which.index(extra.len()));
                    remove(app, id).await;
                    throughout.remove(&id);
                }
                Change::Delete(_) => {}
            }
        }
        match page.next {
            Some(next) => filter.page.cursor = Some(next),
            None => break,
        }
    }
    (seen, throughout)
}

#[test]
fn every_row_that_stays_is_returned_once_whatever_others_do() {
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    let app = runtime.block_on(start());
    let client = runtime.block_on(app.client(Who::Admin));
    let mut runner = TestRunner::new(ProptestConfig { cases: 24, failure_persistence: None, ..Default::default() });
    let strategy = (1_u32..8, prop::collection::vec(changes(), 0..12));
    let result = runner.run(&strategy, |(limit, between)| {
        let (seen, throughout) = runtime.block_on(walk(&app, &client, limit, &between));
        let unique: BTreeSet<PersonId> = seen.iter().copied().collect();
        prop_assert_eq!(unique.len(), seen.len(), "a row came twice");
        prop_assert!(throughout.is_subset(&unique), "a row is missing");
        // The next case begins with few rows again.
        for person in throughout.into_iter().chain(unique).collect::<BTreeSet<_>>() {
            if !app.world.heads.contains(&person) && person != app.world.member {
                let sql = if app.ctx.db.is_postgres() {
                    format!("DELETE FROM person WHERE id = '{person}'")
                } else {
                    format!("DELETE FROM person WHERE id = x'{}'", person.0.simple())
                };
                runtime.block_on(app.ctx.db.writer().execute_unprepared(&sql)).expect("cleared");
            }
        }
        Ok(())
    });
    result.expect("every row once");
}

async fn get(client: &Client, path: &str) -> Value {
    let response = client.request(Method::GET, path).send().await.expect("an answer");
    assert_eq!(response.status().as_u16(), 200, "{path}");
    response.json().await.expect("JSON")
}

#[tokio::test]
async fn the_longest_cursor_is_taken_back() {
    let app = start().await;
    for _ in 0..2 {
        let body = json!({"kind": "group", "group_kind": "working", "name": "Ż".repeat(300),
            "established_on": "2026-01-01", "region_id": app.world.region});
        let body = serde_json::from_value(body).expect("an input");
        groups::create_body(&app.system(), body).await.expect("a body");
    }
    let region = app.world.region;
    let list = format!("/api/v1/bodies?limit=1&region_id={region}&kind=group&q={}", "%C5%BB".repeat(200));
    let first = get(&app.anonymous(), &list).await;
    let next = first["next"].as_str().expect("another page");
    let second = get(&app.anonymous(), &format!("{list}&cursor={next}")).await;
    assert_eq!(second["items"].as_array().map(Vec::len), Some(1), "a cursor of {} characters", next.len());
}

/// Copies a row of a table so often; the other columns stay as they are.
async fn multiply(app: &App, table: &str, columns: &str, of: &str, copies: u32) {
    let sql = if app.ctx.db.is_postgres() {
        format!(
            "INSERT INTO {table} (id, {columns}) SELECT gen_random_uuid(), {columns} FROM {table}, \
             generate_series(1, {copies}) WHERE id = '{of}'"
        )
    } else {
        let of = of.replace('-', "");
        format!(
            "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {copies}) INSERT INTO {table} \
             (id, {columns}) SELECT randomblob(16), {columns} FROM {table}, n WHERE id = x'{of}'"
        )
    };
    let done = app.ctx.db.writer().execute_unprepared(&sql).await.expect("copied");
    assert_eq!(done.rows_affected(), u64::from(copies));
}

#[tokio::test]
async fn limits_are_lowered_and_counts_are_bounded() {
    let app = start().await;
    let client = app.anonymous();
    let list = format!("/api/v1/bodies/{}/topics", app.world.group);
    let length =
        async |query: &str| get(&client, &format!("{list}{query}")).await["items"].as_array().expect("items").len();
    let columns = "region_id, body_id, title, sub_points, priority, source, carried_count, state, version";
    multiply(&app, "topic", columns, &app.world.topics[0].to_string(), 199).await;
    assert_eq!(length("?limit=500").await, 200, "201 rows, a limit of 500");
    assert_eq!(length("").await, 50, "no limit");
    assert_eq!(length("?limit=200&state=backlog").await, 200);
    let count = async || get(&client, &format!("{list}?count=true&limit=1")).await["total"].clone();
    assert_eq!(count().await, 201);
    assert!(get(&client, &list).await.get("total").is_none());
    multiply(&app, "topic", columns, &app.world.topics[1].to_string(), 10_000).await;
    assert_eq!(count().await, 10_001, "10201 rows are counted no further");
}

/// How many statements a request costs.
async fn statements(app: &App, client: &Client, path: &str) -> (usize, usize) {
    let before = app.statements.load(Ordering::Relaxed);
    let body = get(client, path).await;
    let items = body["items"].as_array().map_or(0, Vec::len);
    (app.statements.load(Ordering::Relaxed) - before, items)
}

async fn agenda_of(app: &App, items: usize) -> MeetingId {
    let call = app.system();
    let input = MeetingCreate {
        body_id: app.world.group,
        title: "Długi porządek".into(),
        mode: MeetingMode::Online,
        venue: None,
        days: vec![day(2027, 1, 12)],
    };
    let meeting = meetings::create_meeting(&call, input).await.expect("a draft");
    let place = AgendaPlace { day_id: meeting.days[0].id, parent_id: None, after_id: None };
    let mut version = 0;
    for n in (0..items).step_by(100) {
        let many =
            (n..items.min(n + 100)).map(|n| AgendaCommand::Add(add(app.ctx.new_id().into(), place, &format!("{n}"))));
        let commands = AgendaCommands { commands: many.collect() };
        version = meetings::apply_agenda_commands(&call, meeting.id, commands).await.expect("items").version;
    }
    let publish = AgendaPublish { agenda_version: version };
    meetings::publish_agenda(&call, meeting.id, publish).await.expect("published");
    meeting.id
}

#[tokio::test]
async fn an_agenda_of_two_hundred_items_costs_as_many_statements_as_one_of_ten() {
    let app = start().await;
    let (short, long) = (agenda_of(&app, 10).await, agenda_of(&app, 200).await);
    for who in [Who::Anonymous, Who::Coordinator] {
        let client = app.client(who).await;
        for release in ["", "?release=latest"] {
            let path = |meeting: MeetingId| format!("/api/v1/meetings/{meeting}/agenda{release}");
            let (few, many) =
                (statements(&app, &client, &path(short)).await, statements(&app, &client, &path(long)).await);
            assert_eq!((few.1, many.1), (10, 200), "{who:?} {release}");
            assert!(few.0 > 0 && few.0 == many.0, "{who:?} {release}: {few:?} and {many:?}");
        }
    }
}

/// An edition, and the registration in it that waited and was promoted.
async fn a_promotion(app: &App) -> (TrainingEditionId, RegistrationId) {
    training::edition(app, training::input(1)).await;
    let edition = training::edition(app, training::input(1)).await;
    let first = training::person(app, "Pierwsza").await;
    let first = training::register(app, edition.id, first, None).await;
    let waits = training::register(app, edition.id, app.world.member, None).await;
    let because = RegistrationCancel { reason: "Urlop".into() };
    trainings::cancel_registration(&app.system(), first.id, first.version, because).await.expect("given up");
    (edition.id, waits.id)
}

#[tokio::test]
async fn a_list_costs_the_same_for_one_row_and_for_many() {
    let app = start().await;
    let (world, call) = (&app.world, app.system());
    let member = json!({"person_id": world.heads[3], "capacity": "expert", "from": "2026-01-01"});
    groups::create_membership(&call, world.group, serde_json::from_value(member).expect("an input"))
        .await
        .expect("one");
    let rules = json!({"effective_from": "2027-06-01T00:00:00Z", "term_months": 12, "auto_extension_months": 0,
        "deputy_selection": "elected", "notice_days": 14, "summary": "Nowy regulamin"});
    let rules = serde_json::from_value(rules).expect("an input");
    convents::create_rules_version(&call, world.convent, rules).await.expect("another version");
    crate::portal::two_of_each(&app).await;
    for year in [2027, 2028] {
        groups::create_work_plan(&call, world.group, WorkPlanCreate { year }).await.expect("a plan");
    }
    let coordinator = app.client(Who::Coordinator).await;
    for (from, to) in [("2026-12-01", "2026-12-02"), ("2026-12-03", "2026-12-04")] {
        let cover = json!({"covering_account_id": world.account(Who::OtherCoordinator), "body_ids": [world.group],
            "from": from, "to": to});
        coordinator.arrange_cover(&serde_json::from_value(cover).expect("an input")).await.expect("a cover");
    }
    for operation in [
        "get_action_item",
        "get_adviser",
        "get_practice_model",
        "get_initiative",
        "get_recommendation",
        "get_indicator",
        "get_objective_match",
        "get_programme_relation",
    ] {
        for token in 0..2 {
            access::probe(&app, operation, token).await;
        }
    }
    let version = json!({"summary": "Aktualizacja"});
    let version = serde_json::from_value(version).expect("an input");
    programmes::create_programme_version(&call, world.programme, version).await.expect("another version");
    let clause = json!({"text_pl": "Nowa informacja", "text_en": "New information", "region_id": world.region});
    let (edition, registration) = a_promotion(&app).await;
    for name in ["Pierwszy", "Drugi"] {
        training::worker(&app, world.institutions[3], name).await;
    }
    trainings::create_information_clause(&call, serde_json::from_value(clause).expect("an input"))
        .await
        .expect("another clause");
    for code in ["1201", "1202"] {
        let county = json!({"teryt": code, "name": "powiat", "seat_town": "Miasto", "is_city": false, "communes": 1});
        let county: County = serde_json::from_value(county).expect("a county");
        let commune = format!("{code}011");
        call.write("seed", async |tx| {
            directory::seed::insert_county(tx, world.region, county.clone()).await?;
            directory::seed::insert_commune(tx, &commune, "gmina", None).await
        })
        .await
        .expect("a county with a commune");
    }
    for task in ["one", "two"] {
        let night = "2026-11-24".parse().expect("a date");
        obrady_domain::nightly::claim(&call, app.ctx.new_id(), task, night).await.expect("a run");
    }
    let operator = app.client(Who::Operator).await;
    let _second_sign_in = app.client(Who::Operator).await;
    let document = operator.get_openapi().await.expect("the document");
    let (mut tried, mut wrong) = (0, Vec::new());
    for (path, item) in document["paths"].as_object().expect("paths") {
        let id = item.pointer("/get/operationId").and_then(Value::as_str).unwrap_or_default();
        if !id.starts_with("list_") {
            continue;
        }
        let convent = matches!(id, "list_seats" | "list_terms" | "list_rules_versions");
        let body = if convent { world.convent } else { world.group };
        let path = path.replace("{body_id}", &body.to_string());
        let path = path.replace("{programme_id}", &world.programme.to_string());
        let path = path.replace("{edition_id}", &edition.to_string());
        let path = path.replace("{registration_id}", &registration.to_string());
        let of = if id == "list_training_candidates" {
            format!("institution_id={}&", world.institutions[3])
        } else {
            String::new()
        };
        let one = statements(&app, &operator, &format!("{path}?{of}limit=1")).await;
        let many = statements(&app, &operator, &format!("{path}?{of}limit=200")).await;
        if one.1 != 1 || many.1 < 2 || one.0 != many.0 {
            wrong.push(format!("{id}: {one:?} and {many:?} statements and rows"));
        }
        tried += 1;
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(tried >= 15, "{tried}");
}
