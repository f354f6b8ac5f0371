//! A database for each test, copied from a template that holds the test world.

use crate::world::{self, World};
use anyhow::{Context, Result};
use obrady_domain::{Ctx, Db};
use sea_orm_migration::sea_orm::{ConnectionTrait, Database, DatabaseConnection, DbBackend, Statement};
use std::path::PathBuf;
use std::sync::Arc;

/// Number of the advisory lock under which the template is made.
const TEMPLATE_LOCK: i64 = 20_261_124;

/// A test's own database; it goes away with the test.
#[derive(Debug)]
pub struct TestDb {
    /// Address of the database.
    pub url: String,
    kind: Kind,
}

#[derive(Debug)]
enum Kind {
    Sqlite { folder: PathBuf },
    Postgres,
}

/// Whether this run tests PostgreSQL.
pub fn is_postgres() -> bool {
    std::env::var("OBRADY_TEST_ENGINE").is_ok_and(|engine| engine == "postgres")
}

/// Makes a copy of the template for one test. `made` builds the context with which the template is filled.
pub async fn copy(make_context: impl Fn(Db) -> Arc<Ctx>) -> Result<TestDb> {
    let name = format!("obrady_test_{}", uuid::Uuid::from_u128(unique()).simple());
    if is_postgres() { copy_postgres(&name, make_context).await } else { copy_sqlite(&name, make_context).await }
}

/// Makes a database for one test with all tables and nothing in them.
pub async fn migrated() -> Result<TestDb> {
    let made = empty().await?;
    let db = Db::connect(&made.url, 4).await?;
    obrady_server::migrate(&db, &made.url).await?;
    db.close().await?;
    Ok(made)
}

/// A number that no other test has: process, thread time and a counter.
pub(crate) fn unique() -> u128 {
    use std::sync::atomic::{AtomicU32, Ordering};
    static COUNT: AtomicU32 = AtomicU32::new(0);
    let since = std::time::UNIX_EPOCH.elapsed().map_or(0, |d| d.as_nanos());
    (since << 48) ^ (u128::from(std::process::id()) << 16) ^ u128::from(COUNT.fetch_add(1, Ordering::Relaxed))
}

/// The world that the template was filled with.
pub async fn read_world(url: &str) -> Result<World> {
    let connection = Database::connect(url).await?;
    let row = connection
        .query_one_raw(Statement::from_string(connection.get_database_backend(), "SELECT json FROM test_world"))
        .await?
        .context("the template has no world")?;
    let json: String = row.try_get_by_index(0)?;
    connection.close().await?;
    Ok(serde_json::from_str(&json)?)
}

async fn fill(url: &str, make_context: impl Fn(Db) -> Arc<Ctx>) -> Result<()> {
    let db = Db::connect(url, 4).await?;
    obrady_server::migrate(&db, url).await?;
    let world = world::build(&make_context(db.clone())).await?;
    let json = serde_json::to_string(&world)?.replace('\'', "''");
    db.writer().execute_unprepared("CREATE TABLE test_world (json text NOT NULL)").await?;
    db.writer().execute_unprepared(&format!("INSERT INTO test_world VALUES ('{json}')")).await?;
    if !db.is_postgres() {
        db.writer().execute_unprepared("PRAGMA wal_checkpoint(TRUNCATE)").await?;
    }
    db.close().await?;
    Ok(())
}

/// Templates belong to one build of the tests: its executable's time of change names them.
fn build_name() -> Result<String> {
    let executable = std::env::current_exe()?;
    let changed = executable.metadata()?.modified()?.duration_since(std::time::UNIX_EPOCH)?;
    Ok(format!("obrady_template_{}", changed.as_nanos()))
}

async fn copy_sqlite(name: &str, make_context: impl Fn(Db) -> Arc<Ctx>) -> Result<TestDb> {
    let base = std::env::temp_dir().join("obrady-tests");
    std::fs::create_dir_all(&base)?;
    let template = base.join(format!("{}.db", build_name()?));
    let folder = base.join(name);
    std::fs::create_dir_all(&folder)?;
    if !template.is_file() {
        // Whoever is first wins; the others' work is the same.
        let own = folder.join("template.db");
        fill(&format!("sqlite:{}", own.display()), make_context).await?;
        std::fs::rename(&own, &template)?;
    }
    let file = folder.join("obrady.db");
    std::fs::copy(&template, &file)?;
    Ok(TestDb { url: format!("sqlite:{}", file.display()), kind: Kind::Sqlite { folder } })
}

async fn copy_postgres(name: &str, make_context: impl Fn(Db) -> Arc<Ctx>) -> Result<TestDb> {
    let server = server()?;
    let admin = admin(&server).await?;
    let template = build_name()?;
    admin.execute_unprepared(&format!("SELECT pg_advisory_lock({TEMPLATE_LOCK})")).await?;
    let exists = format!("SELECT 1 FROM pg_database WHERE datname = '{template}'");
    if admin.query_one_raw(Statement::from_string(DbBackend::Postgres, exists)).await?.is_none() {
        let raw = format!("{template}_raw");
        admin.execute_unprepared(&format!("DROP DATABASE IF EXISTS {raw}")).await?;
        admin.execute_unprepared(&format!("CREATE DATABASE {raw}")).await?;
        fill(&database_url(&server, &raw), make_context).await?;
        admin.execute_unprepared(&format!("ALTER DATABASE {raw} RENAME TO {template}")).await?;
    }
    admin.execute_unprepared(&format!("CREATE DATABASE {name} TEMPLATE {template}")).await?;
    admin.execute_unprepared(&format!("SELECT pg_advisory_unlock({TEMPLATE_LOCK})")).await?;
    admin.close().await?;
    Ok(TestDb { url: database_url(&server, name), kind: Kind::Postgres })
}

fn server() -> Result<String> {
    let server = std::env::var("OBRADY_TEST_DATABASE_URL");
    server.context("OBRADY_TEST_DATABASE_URL names no cluster; `cargo xtask test` starts one")
}

async fn admin(server: &str) -> Result<DatabaseConnection> {
    let mut options = sea_orm_migration::sea_orm::ConnectOptions::new(server);
    options.max_connections(1).min_connections(1).sqlx_logging(false);
    Ok(Database::connect(options).await?)
}

/// An empty database: not even migrated.
pub async fn empty() -> Result<TestDb> {
    let name = format!("obrady_test_{}", uuid::Uuid::from_u128(unique()).simple());
    if !is_postgres() {
        let folder = std::env::temp_dir().join("obrady-tests").join(name);
        std::fs::create_dir_all(&folder)?;
        return Ok(TestDb {
            url: format!("sqlite:{}", folder.join("obrady.db").display()),
            kind: Kind::Sqlite { folder },
        });
    }
    let server = server()?;
    let admin = admin(&server).await?;
    admin.execute_unprepared(&format!("CREATE DATABASE {name}")).await?;
    admin.close().await?;
    Ok(TestDb { url: database_url(&server, &name), kind: Kind::Postgres })
}

/// The cluster's address with another database.
fn database_url(server: &str, name: &str) -> String {
    let (address, query) = server.split_once('?').map_or((server, ""), |(address, query)| (address, query));
    let base = address.rsplit_once('/').map_or(address, |(base, _)| base);
    if query.is_empty() { format!("{base}/{name}") } else { format!("{base}/{name}?{query}") }
}

impl Drop for TestDb {
    fn drop(&mut self) {
        // PostgreSQL's databases go with the throw-away cluster.
        if let Kind::Sqlite { folder } = &self.kind {
            let _ = std::fs::remove_dir_all(folder);
        }
    }
}
