//! The last line of a copy: what it is, and a digest of everything before it.
//!
//! A copy is the engine's own file (an SQLite database, a dump in the custom form of `pg_dump`) with this line at its
//! end, which both engines' programs pass over: `tail -n 1 COPY` says what it is.

use anyhow::{Context, Result, bail};
use aws_lc_rs::digest;
use chrono::{DateTime, Utc};
use obrady_migration::{Migrator, MigratorTrait};
use serde::{Deserialize, Serialize};
use std::fs::File;
use std::io::{Read, Seek, SeekFrom, Write};
use std::path::Path;

/// What the line begins with.
const MARK: &[u8] = b"\nobrady-backup ";
/// Longest line that is looked for.
const LONGEST: u64 = 256 * 1024;
/// The form of today's copies.
const FORM: u32 = 1;

/// The engine whose file it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Engine {
    /// An SQLite database.
    Sqlite,
    /// A dump in the custom form of `pg_dump`.
    Postgres,
}

impl std::fmt::Display for Engine {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Sqlite => "SQLite",
            Self::Postgres => "PostgreSQL",
        })
    }
}

/// What a copy says of itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    /// Form of the copy.
    pub form: u32,
    /// Whose file it is.
    pub engine: Engine,
    /// Version of the program that made it.
    pub program: String,
    /// When, UTC.
    pub made_at: DateTime<Utc>,
    /// Bytes before the line.
    pub bytes: u64,
    /// SHA-256 of these bytes, in hexadecimal digits.
    pub sha256: String,
    /// What is in it.
    #[serde(flatten)]
    pub facts: Facts,
}

/// What is in a database of ours.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Facts {
    /// Names of the migrations that were applied, in their order.
    pub migrations: Vec<String>,
    /// Rows of the audit.
    pub audit_events: i64,
    /// Entries of the audit's chain.
    pub audit_sealed: i64,
    /// The chain's last hash; empty where there is no chain yet.
    pub audit_head: String,
}

/// Names of the migrations that this program knows, in their order.
pub(crate) fn known_migrations() -> Vec<String> {
    Migrator::migrations().iter().map(|migration| migration.name().to_owned()).collect()
}

impl Facts {
    /// Refuses what this program cannot bring forward.
    pub(super) fn check(&self, place: &str) -> Result<()> {
        let known = known_migrations();
        if self.migrations.is_empty() {
            bail!("{place} holds no data of Obrady");
        }
        if self.migrations.iter().any(|name| !known.contains(name)) {
            bail!("{place} is newer than this program; use the newer program");
        }
        Ok(())
    }
}

/// Writes the line behind the bytes of a file that the engine has just written, and what it says.
pub(super) fn seal(file: &Path, engine: Engine, made_at: DateTime<Utc>, facts: Facts) -> Result<Manifest> {
    let mut file = File::options().read(true).append(true).open(file)?;
    let bytes = file.metadata()?.len();
    let sha256 = pass(&mut file, bytes, |_| Ok(()))?;
    let program = env!("CARGO_PKG_VERSION").to_owned();
    let manifest = Manifest { form: FORM, engine, program, made_at, bytes, sha256, facts };
    let mut line = MARK.to_vec();
    serde_json::to_writer(&mut line, &manifest)?;
    line.push(b'\n');
    file.write_all(&line)?;
    file.sync_all()?;
    Ok(manifest)
}

/// What a copy says of itself; its bytes are not looked at.
///
/// # Errors
/// One line that says why it is none.
pub(super) fn of(copy: &Path) -> Result<Manifest> {
    let place = copy.display();
    let mut file = File::open(copy).with_context(|| format!("cannot read {place}"))?;
    let found = file.metadata()?;
    if !found.is_file() {
        bail!("{place} is no file");
    }
    let mut beginning = Vec::new();
    Read::by_ref(&mut file).take(16).read_to_end(&mut beginning)?;
    let engine = match beginning.as_slice() {
        bytes if bytes.starts_with(b"SQLite format 3\0") => Engine::Sqlite,
        bytes if bytes.starts_with(b"PGDMP") => Engine::Postgres,
        _ => bail!("{place} is no copy of Obrady's data"),
    };
    file.seek(SeekFrom::Start(found.len().saturating_sub(LONGEST)))?;
    let mut end = Vec::new();
    file.read_to_end(&mut end)?;
    let line = end.windows(MARK.len()).rposition(|window| window == MARK).and_then(|at| end.get(at..));
    let Some(line) = line.filter(|line| line.ends_with(b"\n")) else {
        bail!("{place} is not whole: the line at the end of every copy is missing");
    };
    let told = line.get(MARK.len()..).unwrap_or_default();
    let form: Form = serde_json::from_slice(told).with_context(|| format!("{place} is not whole"))?;
    match form.form {
        FORM => {}
        form if form > FORM => bail!("{place} is newer than this program; use the newer program"),
        form => bail!("{place} has the form {form}, which is older than this program can read"),
    }
    let manifest: Manifest = serde_json::from_slice(told).with_context(|| format!("{place} is not whole"))?;
    if manifest.engine != engine || manifest.bytes + line.len() as u64 != found.len() {
        bail!("{place} was changed since it was made: its length is another one");
    }
    manifest.facts.check(&place.to_string())?;
    Ok(manifest)
}

/// As much as every form says.
#[derive(Deserialize)]
struct Form {
    form: u32,
}

/// Hands the bytes before the line to `take`, and refuses them if they are not those that were written.
pub(super) fn unpack(copy: &Path, manifest: &Manifest, take: impl FnMut(&[u8]) -> Result<()>) -> Result<()> {
    let mut file = File::open(copy).with_context(|| format!("cannot read {}", copy.display()))?;
    if pass(&mut file, manifest.bytes, take)? != manifest.sha256 {
        bail!("{} was changed since it was made: its SHA-256 is another one", copy.display());
    }
    Ok(())
}

/// Reads so many bytes from the beginning, and their SHA-256.
fn pass(file: &mut File, bytes: u64, mut take: impl FnMut(&[u8]) -> Result<()>) -> Result<String> {
    file.seek(SeekFrom::Start(0))?;
    let mut context = digest::Context::new(&digest::SHA256);
    let mut left = Read::by_ref(file).take(bytes);
    let mut buffer = vec![0; 256 * 1024];
    loop {
        let read = left.read(&mut buffer)?;
        let Some(part) = buffer.get(..read).filter(|part| !part.is_empty()) else { break };
        context.update(part);
        take(part)?;
    }
    Ok(context.finish().as_ref().iter().map(|byte| format!("{byte:02x}")).collect())
}
