//! Opening and migrating the database.

use crate::{Config, addresses, storage};
use anyhow::{Context, Result};
use obrady_domain::Db;
use obrady_migration::{Migrator, MigratorTrait};
use sea_orm_migration::sea_orm::sqlx::{self, Connection};
use sea_orm_migration::sea_orm::{ConnectOptions, ConnectionTrait, Database, DbErr};
use std::fs::File;

/// Number of the advisory lock under which PostgreSQL is migrated; any constant that nobody else uses.
const MIGRATION_LOCK: i64 = 0x6f62_7261_6479;

/// Connects to the configured database and brings it up to date.
///
/// # Errors
/// One line that names the database and what is wrong with it.
pub async fn open(config: &Config) -> Result<Db> {
    storage::check(&config.database_url)?;
    let _lock = lock(&config.database_url).await?;
    let db = connect(&config.database_url, config.database_pool).await?;
    migrate(&db, &config.database_url).await?;
    Ok(db)
}

/// Connects to a database as it is.
///
/// # Errors
/// One line that names the database and what is wrong with it.
pub async fn connect(url: &str, pool_size: u32) -> Result<Db> {
    let connected = match Db::connect(url, pool_size).await {
        // That nobody was let in for so long tells nothing; a single try tells why.
        Err(error) if url.starts_with("postgres") => {
            let why = sqlx::PgConnection::connect(url).await.err();
            Err(why.map_or(anyhow::Error::new(error), anyhow::Error::new))
        }
        connected => connected.map_err(anyhow::Error::new),
    };
    connected.with_context(|| format!("configuration: database_url: cannot use {}", addresses::shown(url)))
}

/// Whoever opens an SQLite file keeps others from it until it is made and migrated; the end of the process frees the
/// lock, too. PostgreSQL has a lock of its own.
pub(crate) async fn lock(url: &str) -> Result<Option<File>> {
    let Some(file) = storage::file_of(url) else { return Ok(None) };
    let beside = format!("database_url: cannot write beside {}", file.display());
    let mut name = file.into_os_string();
    name.push(".migrate.lock");
    let taken = tokio::task::spawn_blocking(move || {
        let file = File::options().create(true).truncate(false).write(true).open(name)?;
        file.lock()?;
        Ok::<_, std::io::Error>(file)
    });
    Ok(Some(taken.await?.context(beside)?))
}

/// Runs the migrations that are missing. Replicas that start together wait for each other (REL-23).
///
/// # Errors
/// When a migration fails, or when the database is of a newer version than this program.
pub async fn migrate(db: &Db, url: &str) -> Result<()> {
    let migrated = if db.is_postgres() { migrate_postgres(url).await } else { Migrator::up(db.writer(), None).await };
    migrated.map_err(|error| match error {
        DbErr::Custom(text) if text.contains("is missing") => {
            anyhow::anyhow!("database_url: the database is newer than this program; use the newer program")
        }
        other => anyhow::Error::new(other).context("database_url: the database cannot be migrated"),
    })
}

/// One connection of its own holds the lock and migrates; ending the connection frees the lock.
async fn migrate_postgres(url: &str) -> Result<(), DbErr> {
    let mut options = ConnectOptions::new(url);
    options.max_connections(1).min_connections(1).sqlx_logging(false);
    let connection = Database::connect(options).await?;
    connection.execute_unprepared(&format!("SELECT pg_advisory_lock({MIGRATION_LOCK})")).await?;
    let migrated = Migrator::up(&connection, None).await;
    connection.close().await?;
    migrated
}
