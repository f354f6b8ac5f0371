//! Copies of all data: made while the server writes, checked by opening them, and restored into an empty place
//! (REL-06).

mod manifest;
mod nightly;
mod partial;
mod postgres;
mod restoring;
mod sqlite;

pub(crate) use manifest::known_migrations;
pub use manifest::{Engine, Facts, Manifest};
pub use nightly::keep_copies;
pub use restoring::restore;

use crate::{Config, storage};
use anyhow::{Result, bail};
use obrady_domain::clock::Clock;
use partial::Partial;
use sea_orm_migration::sea_orm::{ConnectionTrait, DbErr, Statement};
use std::path::Path;

/// Makes a checked copy of the database under a new name; what it says of itself.
///
/// # Errors
/// One line that says why there is none; nothing is left then.
pub async fn back_up(config: &Config, clock: &dyn Clock, target: &Path) -> Result<Manifest> {
    if target.symlink_metadata().is_ok() {
        bail!("{} exists already", target.display());
    }
    let partial = Partial::of(target)?;
    let made_at = clock.now();
    let (engine, facts) = match storage::file_of(&config.database_url) {
        Some(database) => (Engine::Sqlite, sqlite::copy(&database, partial.path()).await?),
        None => (Engine::Postgres, postgres::copy(&config.database_url, partial.path()).await?),
    };
    let unfinished = partial.path().to_owned();
    let manifest = tokio::task::spawn_blocking(move || manifest::seal(&unfinished, engine, made_at, facts)).await??;
    let read = manifest::of(partial.path())?;
    if read != manifest {
        bail!("{} cannot be read as it was written", target.display());
    }
    partial.place(target)?;
    Ok(manifest)
}

/// What a database with these tables holds; one of others holds nothing of ours.
async fn facts(conn: &impl ConnectionTrait, tables: &[String]) -> Result<Facts, DbErr> {
    let has = |table: &str| tables.iter().any(|name| name == table);
    let mut facts = Facts { migrations: Vec::new(), audit_events: 0, audit_sealed: 0, audit_head: String::new() };
    if !has("seaql_migrations") || !has("audit_event") {
        return Ok(facts);
    }
    let query = |sql: &str| Statement::from_string(conn.get_database_backend(), sql);
    let rows = conn.query_all_raw(query("SELECT version FROM seaql_migrations ORDER BY version")).await?;
    facts.migrations = rows.iter().map(|row| row.try_get_by_index(0)).collect::<Result<_, _>>()?;
    if let Some(row) = conn.query_one_raw(query("SELECT count(*) FROM audit_event")).await? {
        facts.audit_events = row.try_get_by_index(0)?;
    }
    if has("audit_seal") {
        let last = query("SELECT seq, hash FROM audit_seal ORDER BY seq DESC LIMIT 1");
        if let Some(row) = conn.query_one_raw(last).await? {
            (facts.audit_sealed, facts.audit_head) = (row.try_get_by_index(0)?, row.try_get_by_index(1)?);
        }
    }
    Ok(facts)
}
