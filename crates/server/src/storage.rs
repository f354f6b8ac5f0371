//! Where an SQLite file may lie: not on a network file system, whose locks cannot be trusted (REL-01). And who serves
//! it: one server at a time.

use anyhow::{Context, Result, bail};
use percent_encoding::percent_decode_str;
use std::fs::{File, TryLockError};
use std::path::{Path, PathBuf};

/// File systems that reach over a network.
const NETWORK: &[&str] = &["nfs", "nfs4", "cifs", "smb3", "smbfs", "afs", "ceph", "glusterfs", "fuse.sshfs", "lustre"];

/// Refuses an SQLite file on a network file system that the machine's mount table names.
///
/// # Errors
/// One line that names the key, the file and the file system.
pub(crate) fn check(database_url: &str) -> Result<()> {
    let Some(path) = file_of(database_url) else { return Ok(()) };
    let Ok(mounts) = std::fs::read_to_string("/proc/self/mounts") else { return Ok(()) };
    let Ok(folder) = folder_of(&path).canonicalize() else {
        bail!("configuration: database_url: the folder of {} does not exist", path.display())
    };
    match file_system(&mounts, &folder) {
        Some(kind) if NETWORK.contains(&kind) => {
            bail!("configuration: database_url: {} lies on {kind}, whose locks are not safe for SQLite", path.display())
        }
        _ => Ok(()),
    }
}

/// The folder of a file.
pub(crate) fn folder_of(file: &Path) -> &Path {
    file.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// The file of an SQLite address.
pub fn file_of(database_url: &str) -> Option<PathBuf> {
    let rest = database_url.strip_prefix("sqlite:")?;
    let path = rest.strip_prefix("//").unwrap_or(rest).split('?').next().unwrap_or_default();
    // As the driver reads it: %20 is a blank.
    let path = percent_decode_str(path).decode_utf8().ok()?;
    (!path.is_empty() && path != ":memory:").then(|| PathBuf::from(path.as_ref()))
}

/// Keeps other servers from an SQLite file as long as the lock is held; the end of the process frees it, too. Commands
/// may run beside a server. PostgreSQL takes several servers.
///
/// # Errors
/// One line when another server serves the file, or the lock cannot be made beside it.
pub fn serve_alone(database_url: &str) -> Result<Option<File>> {
    let Some(file) = file_of(database_url) else { return Ok(None) };
    let lock = File::options().create(true).truncate(false).write(true).open(serving_lock(&file));
    let lock = lock.with_context(|| format!("database_url: cannot write beside {}", file.display()))?;
    match lock.try_lock() {
        Ok(()) => Ok(Some(lock)),
        Err(TryLockError::WouldBlock) => bail!("database_url: another server serves {} already", file.display()),
        Err(TryLockError::Error(error)) => {
            Err(error).with_context(|| format!("database_url: {} cannot be locked", file.display()))
        }
    }
}

/// Refuses a file that a server serves.
pub(crate) fn refuse_served(file: &Path) -> Result<()> {
    // Without the lock's file nobody holds it.
    let Ok(lock) = File::open(serving_lock(file)) else { return Ok(()) };
    match lock.try_lock_shared() {
        Err(TryLockError::WouldBlock) => bail!("database_url: a server serves {}; stop it first", file.display()),
        _ => Ok(()),
    }
}

/// The lock's file lies beside the file itself, also where a link leads to it.
fn serving_lock(file: &Path) -> PathBuf {
    let mut name = file.canonicalize().unwrap_or_else(|_| file.to_owned()).into_os_string();
    name.push(".serving.lock");
    PathBuf::from(name)
}

/// The kind of the file system that holds a folder: the longest mount point above it decides.
fn file_system<'a>(mounts: &'a str, folder: &Path) -> Option<&'a str> {
    mounts
        .lines()
        .filter_map(|line| {
            let mut words = line.split(' ');
            let (point, kind) = (words.nth(1)?, words.next()?);
            folder.starts_with(point).then_some((point.len(), kind))
        })
        .max_by_key(|(length, _)| *length)
        .map(|(_, kind)| kind)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_mount_point_decides() {
        let mounts = "/dev/sda1 / ext4 rw 0 0\nserver:/x /srv/share nfs4 rw 0 0\n";
        assert_eq!(file_system(mounts, Path::new("/srv/data")), Some("ext4"));
        assert_eq!(file_system(mounts, Path::new("/srv/share/obrady")), Some("nfs4"));
        assert_eq!(file_of("sqlite:a/b.db?mode=rwc"), Some(PathBuf::from("a/b.db")));
        assert_eq!(file_of("sqlite:///var/b.db"), Some(PathBuf::from("/var/b.db")));
        assert_eq!(file_of("sqlite:a%20b.db"), Some(PathBuf::from("a b.db")));
        assert_eq!(file_of("postgres://h/d"), None);
    }
}
