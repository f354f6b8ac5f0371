//! What a server has to have beyond a database that answers: all migrations and no others, and room on the disk
//! (REL-10).

use crate::backup::known_migrations;
use crate::{Config, storage};
use anyhow::{Context, Result, bail};
use obrady_domain::Db;
use sea_orm_migration::sea_orm::{ConnectionTrait, Statement};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};
use tokio::sync::Mutex;

/// How long an answer holds: whoever asks often must not cost anything.
const HOLDS: Duration = Duration::from_secs(5);

/// What is looked at.
struct Readiness {
    db: Db,
    /// Folder of the SQLite file.
    folder: Option<PathBuf>,
    /// Bytes that must be free in it.
    least: u64,
    migrations: BTreeSet<String>,
    answer: Mutex<Option<(Instant, bool)>>,
}

/// The question that `/health/ready` asks. Its answer says yes or no; the log says why not.
pub(crate) fn question(config: &Config, db: &Db) -> obrady_api::Question {
    let folder = storage::file_of(&config.database_url).map(|file| storage::folder_of(&file).to_owned());
    let readiness = Arc::new(Readiness {
        db: db.clone(),
        folder,
        least: config.disk_reserve,
        migrations: known_migrations().into_iter().collect(),
        answer: Mutex::new(None),
    });
    Box::new(move || {
        let readiness = Arc::clone(&readiness);
        Box::pin(async move { readiness.ask().await })
    })
}

impl Readiness {
    async fn ask(&self) -> bool {
        let mut answer = self.answer.lock().await;
        if let Some((at, ready)) = *answer
            && at.elapsed() < HOLDS
        {
            return ready;
        }
        let found = self.look().await;
        if let Err(error) = &found {
            tracing::warn!(event = "not_ready", reason = %crate::in_one_line(error), "this server takes no requests");
        }
        *answer = Some((Instant::now(), found.is_ok()));
        found.is_ok()
    }

    async fn look(&self) -> Result<()> {
        let reader = self.db.reader();
        let sql = Statement::from_string(reader.get_database_backend(), "SELECT version FROM seaql_migrations");
        let rows = reader.query_all_raw(sql).await.context("the migrations cannot be read")?;
        let applied: BTreeSet<String> = rows.iter().map(|row| row.try_get_by_index(0)).collect::<Result<_, _>>()?;
        if let Some(name) = self.migrations.difference(&applied).next() {
            bail!("the migration {name} is pending");
        }
        if let Some(name) = applied.difference(&self.migrations).next() {
            bail!("the migration {name} is unknown to this program");
        }
        match &self.folder {
            Some(folder) => has_room(folder, self.least),
            None => Ok(()),
        }
    }
}

/// Whether so many bytes are free in a folder for those who are not root.
fn has_room(folder: &Path, least: u64) -> Result<()> {
    if least == 0 {
        return Ok(());
    }
    let found = rustix::fs::statvfs(folder).with_context(|| format!("{} cannot be looked at", folder.display()))?;
    let free = found.f_bavail.saturating_mul(found.f_frsize);
    if free < least {
        bail!("{free} bytes are free in {}, fewer than disk_reserve ({least})", folder.display());
    }
    Ok(())
}
