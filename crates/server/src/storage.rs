//! Where an SQLite file may lie: not on a network file system, whose locks cannot be trusted (REL-01).

use anyhow::{Result, bail};
use std::path::{Path, PathBuf};

/// File systems that reach over a network.
const NETWORK: &[&str] = &["nfs", "nfs4", "cifs", "smb3", "smbfs", "afs", "ceph", "glusterfs", "fuse.sshfs", "lustre"];

/// Refuses an SQLite file on a network file system that the machine's mount table names.
///
/// # Errors
/// One line that names the key, the file and the file system.
pub(crate) fn check(database_url: &str) -> Result<()> {
    let Some(path) = file_of(database_url) else { return Ok(()) };
    let Ok(mounts) = std::fs::read_to_string("/proc/mounts") else { return Ok(()) };
    let folder = path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let Ok(folder) = folder.canonicalize() else {
        bail!("configuration: database_url: the folder of {} does not exist", path.display())
    };
    match file_system(&mounts, &folder) {
        Some(kind) if NETWORK.contains(&kind) => {
            bail!("configuration: database_url: {} lies on {kind}, whose locks are not safe for SQLite", path.display())
        }
        _ => Ok(()),
    }
}

/// The file of an SQLite address.
pub(crate) fn file_of(database_url: &str) -> Option<PathBuf> {
    let rest = database_url.strip_prefix("sqlite:")?;
    let path = rest.strip_prefix("//").unwrap_or(rest).split('?').next().unwrap_or_default();
    (!path.is_empty() && path != ":memory:").then(|| PathBuf::from(path))
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
        assert_eq!(file_of("postgres://h/d"), None);
    }
}
