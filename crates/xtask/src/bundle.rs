//! The bundler: a package of its own in `bundle/`, built when it is first needed and kept apart from the workspace.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::command::{cargo, run};
use crate::repo::Repo;

/// How much time a build of the browser application may take.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Quality {
    /// Cargo profile `quick`, light compression: for the demo.
    Quick,
    /// Cargo profile `release`, the best compression, the size budgets enforced: what is shipped.
    Release,
}

impl Quality {
    /// The name of the cargo profile, which is also the bundler's word for it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Quick => "quick",
            Self::Release => "release",
        }
    }
}

/// The directory of the bundler's package.
pub fn package(repo: &Repo) -> PathBuf {
    repo.path("crates/xtask/bundle")
}

/// Builds the bundler, if it is not fresh, and answers its path.
pub fn tool(repo: &Repo) -> Result<PathBuf> {
    let target = repo.bundle_target();
    let built = target.join("release/obrady-bundle");
    if !built.exists() {
        eprintln!("  the bundler is built now, which takes about two minutes the first time");
    }
    run(cargo().args(["build", "--release", "--target-dir"]).arg(&target).current_dir(package(repo)))?;
    if !built.is_file() {
        bail!("cargo built no {}", built.display());
    }
    Ok(built)
}

/// Makes the site in `out` from a compiled module; the size table also goes to `report`.
pub fn web(repo: &Repo, wasm: &Path, out: &Path, quality: Quality, report: &Path) -> Result<()> {
    same_version(repo, &repo.path("frontend/Cargo.lock"))?;
    let tool = tool(repo)?;
    run(Command::new(tool)
        .arg("web")
        .arg("--wasm")
        .arg(wasm)
        .arg("--frontend")
        .arg(repo.path("frontend"))
        .arg("--out")
        .arg(out)
        .args(["--quality", quality.name()])
        .arg("--report")
        .arg(report))
}

/// Makes a CommonJS module for Node from a compiled module and answers the path of its `.js`.
pub fn nodejs(repo: &Repo, lock: &Path, wasm: &Path, out: &Path) -> Result<PathBuf> {
    same_version(repo, lock)?;
    let tool = tool(repo)?;
    run(Command::new(tool).arg("nodejs").arg("--wasm").arg(wasm).arg("--out").arg(out))?;
    let stem = wasm.file_stem().context("the module has no name")?;
    Ok(out.join(stem).with_extension("js"))
}

/// The library that binds and the `wasm-bindgen` that was compiled in speak an unstable format: same version, or none.
fn same_version(repo: &Repo, lock: &Path) -> Result<()> {
    let ours = locked(&package(repo).join("Cargo.lock"), "wasm-bindgen-cli-support")?;
    let theirs = locked(lock, "wasm-bindgen")?;
    if ours != theirs {
        bail!(
            "{} has wasm-bindgen {theirs}, crates/xtask/bundle/Cargo.lock has wasm-bindgen-cli-support {ours}; \
             set both to one version",
            lock.display()
        );
    }
    Ok(())
}

/// The version of a package in a Cargo.lock.
fn locked(lock: &Path, name: &str) -> Result<String> {
    let text = fs::read_to_string(lock).with_context(|| format!("cannot read {}", lock.display()))?;
    let table: toml::Table = text.parse().with_context(|| format!("{} is not TOML", lock.display()))?;
    let packages = table.get("package").and_then(toml::Value::as_array);
    packages
        .into_iter()
        .flatten()
        .find(|package| package.get("name").and_then(toml::Value::as_str) == Some(name))
        .and_then(|package| package.get("version")?.as_str())
        .map(str::to_owned)
        .with_context(|| format!("{} names no {name}", lock.display()))
}
