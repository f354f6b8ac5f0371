//! A file under a temporary name: nobody sees it before it is whole, and nobody's file is ever written over.

use crate::storage::folder_of;
use anyhow::{Context, Result, bail};
use std::ffi::OsString;
use std::fs::File;
use std::io::ErrorKind;
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};

/// What the names of unfinished files have in them.
pub(super) const MARK: &str = ".partial-";

/// An unfinished file, readable by its owner only; it goes away unless it is put in its place.
#[derive(Debug)]
pub(super) struct Partial {
    path: PathBuf,
}

impl Partial {
    /// An empty file in the folder of what it shall become.
    pub(super) fn of(target: &Path) -> Result<Self> {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let Some(own) = target.file_name() else { bail!("{} is no name of a file", target.display()) };
        let mut name = OsString::from(".");
        name.push(own);
        name.push(format!("{MARK}{}-{}", std::process::id(), COUNT.fetch_add(1, Ordering::Relaxed)));
        let path = folder_of(target).join(name);
        let made = File::options().write(true).create_new(true).mode(0o600).open(&path);
        made.with_context(|| format!("cannot write beside {}", target.display()))?;
        Ok(Self { path })
    }

    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    /// Makes it last, and puts it in its place unless something is there already.
    pub(super) fn place(self, target: &Path) -> Result<()> {
        File::open(&self.path)?.sync_all()?;
        // A second name, other than a change of the name, never replaces what is there.
        match std::fs::hard_link(&self.path, target) {
            Ok(()) => {}
            Err(error) if error.kind() == ErrorKind::AlreadyExists => bail!("{} exists already", target.display()),
            // Some file systems know one name for a file only.
            Err(_) => {
                let reserved = File::options().write(true).create_new(true).mode(0o600).open(target);
                reserved.with_context(|| format!("cannot write {}", target.display()))?;
                std::fs::rename(&self.path, target)?;
            }
        }
        let folder = folder_of(target);
        // The name at its place lasts only once the folder is written.
        File::open(folder)?.sync_all().with_context(|| format!("cannot write {}", folder.display()))
    }
}

impl Drop for Partial {
    fn drop(&mut self) {
        let _ = std::fs::remove_file(&self.path);
        // SQLite's own files beside it, should a check have been interrupted.
        for end in ["-journal", "-wal", "-shm"] {
            let mut name = self.path.clone().into_os_string();
            name.push(end);
            let _ = std::fs::remove_file(name);
        }
    }
}
