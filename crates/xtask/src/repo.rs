//! Where things are.

use std::env;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use crate::command::{cargo, output};

/// The checkout that the command works on.
pub struct Repo {
    /// The directory of the workspace's Cargo.toml.
    pub root: PathBuf,
    /// Cargo's target directory of the workspace; our own products go there too.
    pub target: PathBuf,
}

impl Repo {
    /// Finds the checkout from what cargo tells the program it runs.
    pub fn find() -> Result<Self> {
        let own = env::var_os("CARGO_MANIFEST_DIR").context("run this as `cargo xtask <command>`")?;
        let root = Path::new(&own).ancestors().nth(2).context("xtask is not where it should be")?.to_owned();
        let metadata = output(cargo().args(["metadata", "--no-deps", "--format-version", "1"]).current_dir(&root))?;
        let metadata: serde_json::Value = serde_json::from_str(&metadata).context("cargo metadata is not JSON")?;
        let target = metadata.get("target_directory").and_then(|value| value.as_str());
        let target = PathBuf::from(target.context("cargo metadata names no target directory")?);
        Ok(Self { root, target })
    }

    /// A path below the root.
    pub fn path(&self, relative: &str) -> PathBuf {
        self.root.join(relative)
    }

    /// The target directory of the frontend's workspace: its own, so that the two never wait for each other's lock.
    pub fn frontend_target(&self) -> PathBuf {
        self.target.join("frontend")
    }

    /// The target directory of the bundler's workspace.
    pub fn bundle_target(&self) -> PathBuf {
        self.target.join("bundle")
    }

    /// The target directory of the rule vectors' WASM package.
    pub fn rules_wasm_target(&self) -> PathBuf {
        self.target.join("rules-wasm")
    }

    /// The target directory of the fuzz targets, compiled with instrumentation, and what libFuzzer found.
    pub fn fuzz_target(&self) -> PathBuf {
        self.target.join("fuzz")
    }

    /// The browser application as `cargo xtask frontend` and the demo build it.
    pub fn spa(&self) -> PathBuf {
        self.target.join("spa")
    }

    /// The browser application as it is shipped, built by the tests; apart, so that the two do not replace each other.
    pub fn release_spa(&self) -> PathBuf {
        self.target.join("spa-release")
    }

    /// The database and keys of `cargo xtask demo`. Cargo's own products of the profile `demo` lie beside it.
    pub fn demo_data(&self) -> PathBuf {
        self.target.join("demo/data")
    }
}
