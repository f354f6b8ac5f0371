//! A database of the first release comes forward with everything in it, on both engines, also when the way is broken
//! off (REL-07). How the saved databases were made stands in tests/fixtures/upgrade.

use obrady_client::{Client, MeetingFilter, PeopleFilter, Release};
use obrady_domain::audit_chain::{seal_audit, verify_audit};
use obrady_domain::clock::SystemClock;
use obrady_domain::{Call, Db};
use obrady_server::{Config, back_up, open, restore};
use obrady_tests::app::context;
use obrady_tests::db::{self, TestDb, is_postgres};
use obrady_tests::{start_of_test, start_over};
use obrady_types::PageQuery;
use obrady_types::meetings::MeetingState;
use sea_orm_migration::sea_orm::{ConnectionTrait, Database, Statement};
use std::collections::{BTreeMap, BTreeSet};
use std::io::Read;
use std::path::Path;
use std::time::Duration;

/// Rows of the saved database.
const ROWS: &[(&str, i64)] = &[
    ("region", 3),
    ("institution", 34),
    ("person", 52),
    ("account", 7),
    ("body", 3),
    ("topic", 7),
    ("meeting", 13),
    ("agenda_item", 50),
    ("agenda_release", 11),
    ("seat", 23),
    ("term", 11),
    ("rules_version", 2),
    ("membership", 22),
    ("sign_in", 1),
    ("audit_event", 226),
    ("event", 226),
];
/// Of the audit, those that spoke in words or named an account.
const IN_WORDS: i64 = 75;

fn saved(name: &str) -> Vec<u8> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/upgrade").join(name);
    let mut bytes = Vec::new();
    let file = std::fs::File::open(path).expect("the saved database");
    flate2::read::GzDecoder::new(file).read_to_end(&mut bytes).expect("it unpacks");
    bytes
}

/// A database as the first release left it.
async fn first() -> TestDb {
    let made = db::empty().await.expect("an empty database");
    if let Some(file) = made.url.strip_prefix("sqlite:") {
        std::fs::write(file, saved("first.sqlite.db.gz")).expect("written");
    } else {
        let connection = Database::connect(&made.url).await.expect("a connection");
        let sql = String::from_utf8(saved("first.postgres.sql.gz")).expect("a text");
        connection.execute_unprepared(&sql).await.expect("loaded");
        connection.close().await.expect("closed");
    }
    made
}

fn config(url: &str) -> Config {
    let environment = [("OBRADY_DATABASE_URL".to_owned(), url.to_owned())];
    Config::load(None, environment.into_iter()).expect("the configuration is good")
}

async fn texts(db: &Db, sql: &str) -> Vec<String> {
    let rows = db.reader().query_all_raw(Statement::from_string(db.reader().get_database_backend(), sql)).await;
    let text = |row: &sea_orm_migration::sea_orm::QueryResult| {
        row.try_get_by_index(0).or_else(|_| row.try_get_by_index::<i64>(0).map(|n| n.to_string())).expect("a text")
    };
    rows.expect("the query is good").iter().map(text).collect()
}

async fn number(db: &Db, sql: &str) -> i64 {
    texts(db, sql).await[0].parse().expect("a number")
}

/// Everything is there, and nothing refers to what is not.
async fn complete(db: &Db) {
    for (table, rows) in ROWS {
        assert_eq!(number(db, &format!("SELECT count(*) FROM {table}")).await, *rows, "{table}");
    }
    if !is_postgres() {
        assert_eq!(texts(db, "PRAGMA integrity_check").await, ["ok"]);
        assert_eq!(number(db, "SELECT count(*) FROM pragma_foreign_key_check").await, 0);
    }
    // What the audit said in words stands beside it (migration 17).
    assert_eq!(number(db, "SELECT count(*) FROM audit_personal").await, IN_WORDS);
    let told = "SELECT count(*) FROM audit_event WHERE detail LIKE '% %' OR detail LIKE '%sign_in_name%'";
    assert_eq!(number(db, told).await, 0, "names are left in rows that stay");
    let lost = "SELECT count(*) FROM audit_personal p JOIN audit_event e ON e.id = p.audit_event_id \
        WHERE e.detail <> 'null' OR p.salt IS NULL";
    assert_eq!(number(db, lost).await, 0);
    let word = "SELECT count(*) FROM audit_personal WHERE detail LIKE '%\"sign_in_name\":\"maria.admin\"%'";
    assert_eq!(number(db, word).await, 1, "the words are the same");
    // Every earlier row waits for its place in the chain.
    assert_eq!(number(db, "SELECT count(*) FROM audit_unsealed").await, 226);
}

/// What the tables, their rules and their guards are called and say.
async fn schema(db: &Db) -> BTreeSet<String> {
    let queries: &[&str] = if is_postgres() {
        &[
            "SELECT concat_ws(' ', table_name, column_name, udt_name, is_nullable, column_default, collation_name) \
             FROM information_schema.columns WHERE table_schema = 'public'",
            "SELECT concat_ws(' ', conrelid::regclass, conname, pg_get_constraintdef(oid)) FROM pg_constraint \
             WHERE connamespace = 'public'::regnamespace",
            "SELECT pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal",
            "SELECT indexdef FROM pg_indexes WHERE schemaname = 'public'",
            "SELECT prosrc FROM pg_proc WHERE pronamespace = 'public'::regnamespace AND prolang <> 13",
        ]
    } else {
        &["SELECT sql FROM sqlite_master WHERE sql IS NOT NULL"]
    };
    let mut all = BTreeSet::new();
    for query in queries {
        all.extend(texts(db, query).await);
    }
    all
}

async fn reads(client: &Client) {
    let page = PageQuery { limit: Some(100), ..PageQuery::default() };
    assert_eq!(client.list_regions(&page).await.expect("regions").items.len(), 3);
    let meetings = client.list_meetings(&MeetingFilter { page, ..MeetingFilter::default() }).await;
    let mut states: BTreeMap<String, usize> = BTreeMap::new();
    for meeting in meetings.expect("meetings").items {
        *states.entry(format!("{:?}", meeting.state)).or_default() += 1;
        if meeting.state == MeetingState::Held {
            let agenda = client.get_agenda(meeting.id, Release::Latest).await.expect("an agenda");
            assert!(!agenda.value.items.is_empty(), "{}", meeting.title);
        }
    }
    assert_eq!(states.get("Held"), Some(&10), "{states:?}");
}

#[tokio::test]
async fn the_first_release_comes_forward_with_everything_in_it() {
    let made = first().await;
    let db = open(&config(&made.url)).await.expect("it comes forward");
    complete(&db).await;
    let fresh = db::migrated().await.expect("a new database");
    let new = Db::connect(&fresh.url, 1).await.expect("it opens");
    let (old, new) = (schema(&db).await, schema(&new).await);
    let differences: Vec<_> = old.symmetric_difference(&new).collect();
    assert!(differences.is_empty(), "a database that came forward differs from a new one: {differences:#?}");
    // The earlier rows get their place in the chain, and it holds.
    let clock = obrady_domain::clock::FrozenClock::at(start_of_test());
    let call = Call::system(context(db.clone(), &clock, "http://127.0.0.1"));
    assert_eq!(seal_audit(&call).await.expect("sealed").expect("something").entries, 226);
    assert_eq!(verify_audit(&db, None).await.expect("readable").expect("whole").waiting, 0);
    drop(call);
    db.close().await.expect("closed");
    let server = start_over(made).await;
    reads(&server.client("maria.admin").await).await;
    let operator = server.client("demo.operator").await;
    let page = PageQuery { limit: Some(100), ..PageQuery::default() };
    let people = operator.list_people(&PeopleFilter { page, ..PeopleFilter::default() }).await;
    assert!(people.expect("people").items.iter().any(|person| person.last_name == "Dawna Kowalska"));
}

/// A start that is broken off leaves either what was there or a part of the way; the next start goes on.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_migration_that_is_broken_off_goes_on() {
    for millis in [1, 3, 6, 10, 20, 40, 80] {
        let made = first().await;
        let config = config(&made.url);
        let broken = tokio::time::timeout(Duration::from_millis(millis), open(&config)).await;
        if let Ok(done) = broken {
            done.expect("it was quick").close().await.expect("closed");
        }
        let db = open(&config).await.unwrap_or_else(|error| panic!("after {millis} ms: {error:#}"));
        complete(&db).await;
        db.close().await.expect("closed");
    }
}

#[tokio::test]
async fn a_copy_of_the_first_release_is_restored_and_comes_forward() {
    let made = first().await;
    let file = std::env::temp_dir().join(format!("obrady-first-{}-{}.backup", std::process::id(), is_postgres()));
    let manifest = back_up(&config(&made.url), &SystemClock, &file).await.expect("a copy of an older schema");
    assert_eq!((manifest.facts.migrations.len(), manifest.facts.audit_events), (8, 226));
    assert_eq!(manifest.facts.audit_head, "");
    let other = db::empty().await.expect("an empty database");
    let restored = restore(&config(&other.url), &file).await;
    std::fs::remove_file(&file).expect("removed");
    assert_eq!(restored.expect("restored"), manifest);
    let db = Db::connect(&other.url, 1).await.expect("it opens");
    complete(&db).await;
    db.close().await.expect("closed");
}
