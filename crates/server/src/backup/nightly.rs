//! Copies in a folder, of which the newest are kept.

use super::partial::MARK;
use super::{Manifest, back_up, manifest};
use crate::Config;
use anyhow::{Context, Result, bail};
use obrady_domain::clock::Clock;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// What the names of our copies begin and end with; between is the instant, UTC.
const NAME: (&str, &str) = ("obrady-", ".backup");
/// Age at which an unfinished file is nobody's work any longer.
const ABANDONED: Duration = Duration::from_secs(24 * 60 * 60);

/// Makes a checked copy in a folder, and then deletes the copies that are older than the `keep` newest good ones. What
/// is deleted are copies that were made so, and nothing else; a copy that is no longer whole does not count as one.
///
/// # Errors
/// One line that says why there is no new copy; nothing is deleted then.
pub async fn keep_copies(config: &Config, clock: &dyn Clock, folder: &Path, keep: u32) -> Result<(PathBuf, Manifest)> {
    if keep == 0 {
        bail!("at least one copy has to be kept");
    }
    if !folder.is_dir() {
        bail!("there is no folder {}", folder.display());
    }
    let target = folder.join(format!("{}{}{}", NAME.0, clock.now().format("%Y%m%dT%H%M%S%3fZ"), NAME.1));
    let manifest = back_up(config, clock, &target).await?;
    let (folder, made) = (folder.to_owned(), target.clone());
    tokio::task::spawn_blocking(move || delete_older(&folder, keep, &made)).await??;
    Ok((target, manifest))
}

/// Goes from the newest copy to the oldest; what comes after the last that is kept goes. The one just made stays also
/// when the clock was put back; others go by their names, so that two who do this side by side agree.
fn delete_older(folder: &Path, keep: u32, made: &Path) -> Result<()> {
    let mut copies = Vec::new();
    for entry in std::fs::read_dir(folder).with_context(|| format!("cannot read {}", folder.display()))? {
        let entry = entry?;
        let name = entry.file_name();
        let Some(name) = name.to_str() else { continue };
        if is_ours(name) && entry.file_type()?.is_file() {
            copies.push(entry.path());
        } else if name.starts_with(&format!(".{}", NAME.0)) && name.contains(MARK) {
            let changed = entry.metadata().and_then(|found| found.modified()).ok();
            if changed.and_then(|at| at.elapsed().ok()).is_some_and(|age| age > ABANDONED) {
                forget(&entry.path());
            }
        }
    }
    copies.sort_unstable();
    let mut good = 0;
    for copy in copies.iter().rev() {
        if good == keep {
            if copy != made {
                forget(copy);
            }
        } else {
            match manifest::of(copy) {
                Ok(_) => good += 1,
                Err(error) => {
                    tracing::warn!(event = "backup_not_whole", error = %crate::in_one_line(&error), "a copy is not whole");
                }
            }
        }
    }
    Ok(())
}

/// Whether a file's name is one that we give.
fn is_ours(name: &str) -> bool {
    let instant = name.strip_prefix(NAME.0).and_then(|rest| rest.strip_suffix(NAME.1));
    instant.is_some_and(|text| {
        text.len() == 19 && text.ends_with('Z') && text.bytes().all(|b| b.is_ascii_digit() || matches!(b, b'T' | b'Z'))
    })
}

/// Somebody else may have been quicker.
fn forget(file: &Path) {
    if let Err(error) = std::fs::remove_file(file)
        && error.kind() != std::io::ErrorKind::NotFound
    {
        tracing::warn!(event = "backup_not_deleted", file = %file.display(), %error, "an old copy stays");
    }
}

#[cfg(test)]
mod tests {
    use super::{delete_older, is_ours};

    #[test]
    fn a_clock_that_was_put_back_costs_no_copy() {
        let folder = std::env::temp_dir().join(format!("obrady-clock-{}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        let facts = crate::Facts { migrations: vec![], audit_events: 0, audit_sealed: 0, audit_head: String::new() };
        let migrations = crate::backup::known_migrations();
        let copy = |name: &str| {
            let path = folder.join(format!("obrady-{name}Z.backup"));
            std::fs::write(&path, "SQLite format 3\0").unwrap();
            let facts = crate::Facts { migrations: migrations.clone(), ..facts.clone() };
            super::manifest::seal(&path, crate::Engine::Sqlite, chrono::DateTime::UNIX_EPOCH, facts).unwrap();
            path
        };
        let (old, future) = (copy("20261124T013000000"), copy("20991124T013000000"));
        let made = copy("20261125T013000000");
        delete_older(&folder, 1, &made).unwrap();
        assert!(future.is_file() && made.is_file() && !old.is_file());
        std::fs::remove_dir_all(&folder).unwrap();
    }

    #[test]
    fn only_names_that_we_give_are_ours() {
        assert!(is_ours("obrady-20261125T013000123Z.backup"));
        for other in ["obrady-.backup", "obrady-before-upgrade.backup", "obrady-20261125T013000123Z.backup.old", "x"] {
            assert!(!is_ours(other), "{other}");
        }
    }
}
