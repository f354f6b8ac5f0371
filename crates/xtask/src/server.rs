//! Building the server's binary.

use std::path::PathBuf;

use anyhow::Result;

use crate::command::{cargo, run};
use crate::repo::Repo;

/// The development build. `--workspace`, so that features are the same as in the tests and little is compiled twice.
pub fn dev(repo: &Repo) -> Result<PathBuf> {
    run(cargo().args(["build", "--workspace", "--bin", "obrady"]).current_dir(&repo.root))?;
    Ok(repo.target.join("debug/obrady"))
}

/// The build of the profile `demo`: quick to make, quick enough to use.
pub fn demo(repo: &Repo) -> Result<PathBuf> {
    run(cargo()
        .args(["build", "--profile", "demo", "-p", "obrady-server", "--bin", "obrady"])
        .current_dir(&repo.root))?;
    Ok(repo.target.join("demo/obrady"))
}
