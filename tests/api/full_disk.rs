//! A disk that is full or read-only: writing is refused with its code, reading goes on, and nothing is damaged (REL-05).

use obrady_client::Client;
use obrady_tests::{App, Who, start};
use obrady_types::groups::TopicCreate;
use obrady_types::{ErrorCode, PageQuery};
use sea_orm_migration::sea_orm::{ConnectionTrait, DatabaseConnection, Statement};

async fn write(app: &App, client: &Client, title: &str) -> Result<(), (Option<ErrorCode>, u16, Option<u64>)> {
    let url = format!("{}/api/v1/bodies/{}/topics", app.base, app.world.group);
    let token = client.token().expect("a token");
    let input = TopicCreate { title: title.into(), sub_points: vec![], priority: None, planned: None };
    let answer = reqwest::Client::new().post(url).bearer_auth(token).json(&input).send().await.expect("an answer");
    let (status, wait) = (answer.status().as_u16(), answer.headers().get("retry-after").cloned());
    if status == 201 {
        return Ok(());
    }
    let problem: serde_json::Value = answer.json().await.expect("a problem");
    let code = serde_json::from_value(problem["code"].clone()).ok();
    Err((code, status, wait.and_then(|wait| wait.to_str().ok()?.parse().ok())))
}

async fn ask(connection: &DatabaseConnection, sql: &str) -> String {
    let statement = Statement::from_string(connection.get_database_backend(), sql);
    let row = connection.query_one_raw(statement).await.expect("the query is good").expect("a row");
    row.try_get_by_index::<String>(0)
        .or_else(|_| row.try_get_by_index::<i64>(0).map(|n| n.to_string()))
        .expect("a value")
}

async fn reads(app: &App, client: &Client) {
    client.list_topics(app.world.group, None, &PageQuery::default()).await.expect("reading goes on");
    app.anonymous().list_regions(&PageQuery::default()).await.expect("for everybody");
}

#[tokio::test]
async fn a_full_disk_refuses_writing_and_nothing_else() {
    let app = start().await;
    let client = app.client(Who::Coordinator).await;
    let writer = app.ctx.db.writer();
    let postgres = app.ctx.db.is_postgres();
    let count = "SELECT count(*) FROM topic WHERE title LIKE 'Pełno%'";
    if postgres {
        // What the server says when it cannot extend a file.
        let full = "CREATE FUNCTION be_full() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN \
            RAISE EXCEPTION 'could not extend file' USING ERRCODE = '53100'; END $$; \
            CREATE TRIGGER be_full BEFORE INSERT ON topic FOR EACH ROW EXECUTE FUNCTION be_full()";
        writer.execute_unprepared(full).await.expect("full");
    } else {
        let pages = ask(writer, "PRAGMA page_count").await;
        ask(writer, &format!("PRAGMA max_page_count = {pages}")).await;
    }
    let mut written = 0;
    let refused = loop {
        match write(&app, &client, &format!("Pełno {written} {}", "ó".repeat(150))).await {
            Ok(()) => written += 1,
            Err(refused) => break refused,
        }
        assert!(written < 1000, "it is never full");
    };
    assert_eq!(refused, (Some(ErrorCode::InsufficientStorage), 507, Some(60)));
    reads(&app, &client).await;
    assert_eq!(app.number(count).await, written, "what was refused left nothing, what was answered is there");
    if postgres {
        writer.execute_unprepared("DROP TRIGGER be_full ON topic").await.expect("room");
    } else {
        ask(writer, "PRAGMA max_page_count = 1000000").await;
    }
    write(&app, &client, "Pełno, ale znów jest miejsce").await.expect("writing goes on");
    assert_eq!(app.number(count).await, written + 1);
    if !postgres {
        assert_eq!(ask(writer, "PRAGMA integrity_check").await, "ok");
        assert_eq!(ask(writer, "SELECT count(*) FROM pragma_foreign_key_check").await, "0");
    }
}

#[tokio::test]
async fn a_read_only_database_refuses_writing_and_nothing_else() {
    let app = start().await;
    let client = app.client(Who::Coordinator).await;
    let writer = app.ctx.db.writer();
    let set = async |read_only: bool| {
        if app.ctx.db.is_postgres() {
            let name = ask(writer, "SELECT current_database()::text").await;
            let on = if read_only { "on" } else { "off" };
            let sql = format!("ALTER DATABASE {name} SET default_transaction_read_only = {on}");
            writer.execute_unprepared(&sql).await.expect("set");
            // It holds for sessions that begin from now on: all others end first, and this one last, because
            // nothing is asked any more by a session that has ended itself.
            let others = "SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity \
                WHERE datname = current_database() AND pid <> pg_backend_pid()";
            writer.execute_unprepared(others).await.expect("ended");
            let _ = writer.execute_unprepared("SELECT pg_terminate_backend(pg_backend_pid())").await;
        } else {
            let sql = format!("PRAGMA query_only = {}", u8::from(read_only));
            writer.execute_unprepared(&sql).await.expect("set");
        }
    };
    set(true).await;
    assert_eq!(write(&app, &client, "Nie teraz").await, Err((Some(ErrorCode::Unavailable), 503, Some(1))));
    reads(&app, &client).await;
    if !app.ctx.db.is_postgres() {
        set(false).await;
        write(&app, &client, "Teraz").await.expect("writing goes on");
    }
}
