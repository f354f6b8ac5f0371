//! What the database is set to, and that many may write at once (REL-01, 02, 03, 23).

use futures_util::future::join_all;
use obrady_domain::{Db, convents, groups};
use obrady_server::Config;
use obrady_tests::db::{self, TestDb};
use obrady_tests::{App, start, start_of_test};
use obrady_types::ErrorCode;
use obrady_types::groups::TopicCreate;
use sea_orm_migration::sea_orm::{
    ConnectOptions, ConnectionTrait, Database, DatabaseConnection, SqliteTransactionMode, Statement,
    TransactionOptions, TransactionTrait,
};
use std::time::{Duration, Instant};

async fn ask(connection: &DatabaseConnection, sql: &str) -> String {
    let statement = Statement::from_string(connection.get_database_backend(), sql);
    let row = connection.query_one_raw(statement).await.expect("the query is good").expect("a row");
    row.try_get_by_index::<String>(0)
        .or_else(|_| row.try_get_by_index::<i64>(0).map(|n| n.to_string()))
        .expect("a value")
}

#[tokio::test]
async fn every_connection_is_set_up_safely() {
    let app = start().await;
    let db = &app.ctx.db;
    for (pool, is_writer) in [(db.writer(), true), (db.reader(), false)] {
        let settings: &[(&str, &str)] = if db.is_postgres() {
            &[
                ("SHOW lock_timeout", "10s"),
                ("SHOW statement_timeout", "30s"),
                ("SHOW idle_in_transaction_session_timeout", "30s"),
            ]
        } else {
            &[
                ("PRAGMA journal_mode", "wal"),
                ("PRAGMA synchronous", "2"),
                ("PRAGMA foreign_keys", "1"),
                ("PRAGMA busy_timeout", "10000"),
                ("PRAGMA mmap_size", "0"),
                ("PRAGMA query_only", if is_writer { "0" } else { "1" }),
            ]
        };
        for (sql, wanted) in settings {
            assert_eq!(ask(pool, sql).await, *wanted, "{sql}, writer: {is_writer}");
        }
    }
    if !db.is_postgres() {
        let written = db.reader().execute_unprepared("DELETE FROM job").await;
        assert!(written.is_err(), "a reader must not write");
    }
}

/// Two hundred writers go on for some seconds; each failure counts.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_hundred_writers_meet_no_locked_database() {
    let app = start().await;
    let until = Instant::now() + Duration::from_secs(4);
    let writers = (0..200).map(|writer| {
        let call = app.system();
        let group = app.world.group;
        async move {
            let mut written = 0;
            while Instant::now() < until {
                let title = format!("Temat {writer}/{written}");
                let input = TopicCreate { title, sub_points: vec![], priority: None, planned: None };
                groups::create_topic(&call, group, input).await.map_err(|error| format!("{error:?}"))?;
                written += 1;
            }
            Ok::<i64, String>(written)
        }
    });
    let answers = join_all(writers).await;
    let errors: Vec<&String> = answers.iter().filter_map(|answer| answer.as_ref().err()).collect();
    assert!(errors.is_empty(), "{} of 200 failed: {:?}", errors.len(), errors.first());
    let written: i64 = answers.iter().filter_map(|answer| answer.as_ref().ok()).sum();
    assert_eq!(app.number("SELECT count(*) FROM topic WHERE title LIKE 'Temat %/%'").await, written);
    assert!(written >= 200, "everybody had a turn");
}

fn config(url: &str) -> Config {
    let environment = [("OBRADY_DATABASE_URL".to_owned(), url.to_owned())];
    Config::load(None, environment.into_iter()).expect("the configuration is good")
}

async fn applied(db: &Db) -> String {
    ask(db.reader(), "SELECT count(*) FROM seaql_migrations").await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn three_starts_at_once_migrate_once() {
    let TestDb { url, .. } = &db::empty().await.expect("an empty database");
    let config = config(url);
    let starts = (0..3).map(|_| {
        let config = config.clone();
        tokio::spawn(async move { obrady_server::open(&config).await })
    });
    for started in join_all(starts).await {
        let db = started.expect("no panic").unwrap_or_else(|error| panic!("{error:#}"));
        assert_eq!(applied(&db).await, ask(db.reader(), "SELECT count(DISTINCT version) FROM seaql_migrations").await);
        db.close().await.expect("closed");
    }
}

#[tokio::test]
async fn a_newer_database_is_refused() {
    let TestDb { url, .. } = &db::empty().await.expect("an empty database");
    let config = config(url);
    let db = obrady_server::open(&config).await.expect("the first start");
    let newer = "INSERT INTO seaql_migrations (version, applied_at) VALUES ('m20991231_000001_of_the_future', 1)";
    db.writer().execute_unprepared(newer).await.expect("written");
    db.close().await.expect("closed");
    let error = format!("{:#}", obrady_server::open(&config).await.expect_err("refused"));
    assert!(error.contains("database_url") && error.contains("newer") && !error.contains('\n'), "{error}");
}

/// Holds the lock of the convent from outside, on a connection of its own.
#[expect(clippy::disallowed_methods, reason = "the test stands for another process, which has no context of ours")]
async fn hold_the_convent(app: &App) -> (DatabaseConnection, sea_orm_migration::sea_orm::DatabaseTransaction) {
    let mut options = ConnectOptions::new(app.database_url());
    options.max_connections(1);
    let connection = Database::connect(options).await.expect("a connection");
    let immediate = TransactionOptions {
        sqlite_transaction_mode: Some(SqliteTransactionMode::Immediate),
        ..TransactionOptions::default()
    };
    let held = connection.begin_with_options(immediate).await.expect("a transaction");
    if app.ctx.db.is_postgres() {
        let lock = format!("SELECT id FROM body WHERE id = '{}' FOR UPDATE", app.world.convent);
        held.execute_unprepared(&lock).await.expect("locked");
    }
    (connection, held)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_term_that_began_during_the_wait_for_a_lock_is_not_cancelled() {
    let app = start().await;
    let starts_at = start_of_test() + chrono::Duration::minutes(5);
    let input = serde_json::json!({"office": "chair", "person_id": app.world.heads[2], "starts_at": starts_at,
        "predecessor_id": app.world.chair_term});
    let input = serde_json::from_value(input).expect("an input");
    let term = convents::start_term(&app.system(), app.world.convent, input).await.expect("a planned term");
    let (_connection, held) = hold_the_convent(&app).await;
    let call = app.system();
    let waiting = tokio::spawn(async move { convents::cancel_term(&call, term.id, term.version).await });
    if app.ctx.db.is_postgres() {
        let waits =
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'";
        while app.number(waits).await == 0 {
            assert!(!waiting.is_finished(), "it did not wait");
        }
    }
    app.clock.set(starts_at);
    held.rollback().await.expect("the lock is given back");
    let refused = waiting.await.expect("no panic").expect_err("it has begun");
    assert_eq!(refused.code(), ErrorCode::TermStarted);
}
