//! Copies of an SQLite file.

use super::manifest::Facts;
use crate::storage;
use anyhow::{Context, Result, bail};
use sea_orm_migration::sea_orm::{
    ConnectOptions, ConnectionTrait, Database, DatabaseConnection, DbBackend, DbErr, Statement,
};
use std::path::Path;
use std::time::Duration;

/// Writes a copy of the database as it stands at one instant, while others go on to write.
pub(super) async fn copy(database: &Path, into: &Path) -> Result<Facts> {
    if !database.is_file() {
        bail!("database_url: there is no file {}", database.display());
    }
    let Some(name) = into.to_str() else { bail!("{} is no text", into.display()) };
    let source = connect(database, false).await.with_context(|| format!("cannot open {}", database.display()))?;
    let sql = Statement::from_sql_and_values(DbBackend::Sqlite, "VACUUM INTO ?", [name.into()]);
    let copied = source.execute_raw(sql).await;
    source.close().await?;
    copied.with_context(|| format!("{} cannot be copied", database.display()))?;
    check(into, &database.display().to_string()).await
}

/// Opens a file that nobody else has open, and checks that it is whole and ours; it is called `place`.
pub(super) async fn check(file: &Path, place: &str) -> Result<Facts> {
    let db = connect(file, true).await.with_context(|| format!("{place} cannot be opened"))?;
    let facts = examine(&db, place).await;
    db.close().await?;
    let facts = facts?;
    facts.check(place)?;
    Ok(facts)
}

async fn examine(db: &DatabaseConnection, place: &str) -> Result<Facts> {
    let whole = texts(db, "PRAGMA integrity_check(1)").await.with_context(|| format!("{place} is damaged"))?;
    if whole != ["ok"] {
        bail!("{place} is damaged: {}", whole.concat());
    }
    let dangling = texts(db, "SELECT \"table\" FROM pragma_foreign_key_check LIMIT 1").await?;
    if let Some(table) = dangling.first() {
        bail!("{place} is damaged: a row of {table} refers to one that is missing");
    }
    let tables = texts(db, "SELECT name FROM sqlite_master WHERE type = 'table'").await?;
    Ok(super::facts(db, &tables).await?)
}

/// One connection. A copy is opened as a file that nobody changes, so that nothing is made beside it.
async fn connect(file: &Path, is_copy: bool) -> Result<DatabaseConnection, DbErr> {
    let file = file.to_owned();
    let mut options = ConnectOptions::new("sqlite:obrady.db");
    options.max_connections(1).min_connections(1).sqlx_logging(false).map_sqlx_sqlite_opts(move |sqlite| {
        let sqlite = sqlite.filename(&file).create_if_missing(false).busy_timeout(Duration::from_secs(10));
        let sqlite = sqlite.pragma("mmap_size", "0");
        if is_copy { sqlite.read_only(true).immutable(true) } else { sqlite }
    });
    Database::connect(options).await
}

async fn texts(db: &DatabaseConnection, sql: &str) -> Result<Vec<String>, DbErr> {
    let rows = db.query_all_raw(Statement::from_string(DbBackend::Sqlite, sql)).await?;
    rows.iter().map(|row| row.try_get_by_index(0)).collect()
}

/// Refuses a place where something is: the file, or what SQLite would apply to it.
pub(super) fn refuse_taken(database: &Path) -> Result<()> {
    storage::refuse_served(database)?;
    for end in ["", "-wal", "-shm", "-journal"] {
        let mut name = database.as_os_str().to_owned();
        name.push(end);
        if Path::new(&name).symlink_metadata().is_ok() {
            bail!("{} exists; copies are restored into an empty place only", Path::new(&name).display());
        }
    }
    Ok(())
}
