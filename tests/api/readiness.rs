//! A server is ready when its database is of its version and its disk has room; nobody is told why it is not (REL-10).

use obrady_tests::{App, start, start_with};
use sea_orm_migration::sea_orm::ConnectionTrait;

async fn ready(base: &str) -> (u16, String) {
    let answer = reqwest::get(format!("{base}/health/ready")).await.expect("an answer");
    (answer.status().as_u16(), answer.text().await.expect("a text"))
}

async fn run(app: &App, sql: &str) {
    app.ctx.db.writer().execute_unprepared(sql).await.expect("good SQL");
}

#[tokio::test]
async fn a_pending_or_an_unknown_migration_is_not_ready() {
    let app = start().await;
    assert_eq!(ready(&app.base).await.0, 200);
    // A server asks again after some seconds; a new one asks at once.
    let newest = "(SELECT max(version) FROM seaql_migrations)";
    run(&app, &format!("DELETE FROM seaql_migrations WHERE version = {newest}")).await;
    let (status, text) = ready(&app.replica().await.base).await;
    assert_eq!(status, 503, "pending");
    assert!(!text.contains("migration") && !text.contains("m2026"), "no details: {text}");
    run(&app, "INSERT INTO seaql_migrations (version, applied_at) VALUES ('m20991231_000001_of_the_future', 1)").await;
    assert_eq!(ready(&app.replica().await.base).await.0, 503, "unknown");
}

#[tokio::test]
async fn a_probe_is_cheap() {
    use std::sync::atomic::Ordering;
    let app = start().await;
    ready(&app.base).await;
    let before = app.statements.load(Ordering::Relaxed);
    for _ in 0..50 {
        assert_eq!(ready(&app.base).await.0, 200);
    }
    let asked = app.statements.load(Ordering::Relaxed) - before;
    assert!(asked < 10, "what was found holds for some seconds: {asked} statements for fifty probes");
}

#[tokio::test]
async fn a_disk_without_room_is_not_ready() {
    let app = start_with(|config| config.disk_reserve = u64::MAX).await;
    // The disk of PostgreSQL is not ours to look at.
    let expected = if app.ctx.db.is_postgres() { 200 } else { 503 };
    assert_eq!(ready(&app.base).await.0, expected);
    assert_eq!(reqwest::get(format!("{}/health/live", app.base)).await.expect("an answer").status().as_u16(), 200);
    let app = start_with(|config| config.disk_reserve = 0).await;
    assert_eq!(ready(&app.base).await.0, 200);
}
