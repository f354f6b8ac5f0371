//! The way back.

use super::manifest::{self, Engine, Manifest};
use super::partial::Partial;
use super::{postgres, sqlite};
use crate::{Config, database, storage};
use anyhow::{Context, Result, bail};
use std::fs::File;
use std::io::Write;
use std::path::Path;

/// Brings a copy back into an empty place, and brings its data up to date; what the copy says of itself.
///
/// # Errors
/// One line that says why not; the place is as empty then as before, unless the last step, the migration, fails: then
/// it holds the copy's data.
pub async fn restore(config: &Config, copy: &Path) -> Result<Manifest> {
    storage::check(&config.database_url)?;
    let database = storage::file_of(&config.database_url);
    match &database {
        Some(file) => sqlite::refuse_taken(file)?,
        None => postgres::refuse_taken(&config.database_url).await?,
    }
    let manifest = manifest::of(copy)?;
    let engine = if database.is_some() { Engine::Sqlite } else { Engine::Postgres };
    if manifest.engine != engine {
        bail!("{} is a copy of {}, and database_url names {engine}", copy.display(), manifest.engine);
    }
    match database {
        Some(file) => {
            // Nobody makes a new file at the place, or serves it, while the copy is on its way.
            let lock = database::lock(&config.database_url).await?;
            sqlite::refuse_taken(&file)?;
            let partial = unpacked(copy, &manifest, &file).await?;
            let facts = sqlite::check(partial.path(), &copy.display().to_string()).await?;
            if facts != manifest.facts {
                bail!("{} does not hold what it says", copy.display());
            }
            partial.place(&file)?;
            drop(lock);
        }
        None => {
            let (whole, told) = (copy.to_owned(), manifest.clone());
            tokio::task::spawn_blocking(move || manifest::unpack(&whole, &told, |_| Ok(()))).await??;
            postgres::check(copy).await?;
            let facts = postgres::load(&config.database_url, copy).await?;
            if facts != manifest.facts {
                bail!("database_url: the database does not hold what {} says", copy.display());
            }
        }
    }
    database::open(config).await?.close().await?;
    Ok(manifest)
}

/// The engine's own file, as it was written.
async fn unpacked(copy: &Path, manifest: &Manifest, target: &Path) -> Result<Partial> {
    let partial = Partial::of(target)?;
    let (copy, manifest, path) = (copy.to_owned(), manifest.clone(), partial.path().to_owned());
    let written = tokio::task::spawn_blocking(move || {
        let mut file = File::options().write(true).open(&path)?;
        manifest::unpack(&copy, &manifest, |part| {
            file.write_all(part).with_context(|| format!("cannot write {}", path.display()))
        })?;
        Ok::<_, anyhow::Error>(file.sync_all()?)
    });
    written.await??;
    Ok(partial)
}
