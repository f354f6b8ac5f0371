//! Licences, banned packages and sources of all dependencies, by deny.toml: with cargo-deny where it is installed, else
//! with what `cargo metadata` says.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use serde_json::Value;

use crate::command::{cargo, output, run};
use crate::repo::Repo;
use crate::spdx;
use crate::test::Report;

/// Every workspace of the repository has dependencies of its own.
const MANIFESTS: [&str; 5] = [
    "Cargo.toml",
    "frontend/Cargo.toml",
    "crates/xtask/bundle/Cargo.toml",
    "crates/rules/wasm/Cargo.toml",
    "tests/fuzz/libfuzzer/Cargo.toml",
];

/// Checks each workspace, with all problems in one report.
pub fn check(repo: &Repo) -> Result<Report> {
    let config = repo.path("deny.toml");
    let rules = Rules::read(&config)?;
    let with_deny = output(cargo().args(["deny", "--version"])).is_ok();
    if !with_deny {
        eprintln!("  cargo-deny is not here; licences, bans and sources are read from cargo metadata instead");
    }
    let mut report = Report::default();
    for manifest in MANIFESTS {
        let manifest = crate::checks::exists(repo, manifest);
        let checked = manifest.and_then(|manifest| {
            if with_deny { with_cargo_deny(&manifest, &config) } else { rules.judge_workspace(repo, &manifest) }
        });
        report.note(checked);
    }
    Ok(report)
}

fn with_cargo_deny(manifest: &Path, config: &Path) -> Result<()> {
    run(cargo()
        .args(["deny", "--manifest-path"])
        .arg(manifest)
        .args(["check", "--config"])
        .arg(config)
        .args(["licenses", "bans", "sources"]))
}

/// The part of deny.toml that the check without cargo-deny understands.
struct Rules {
    targets: Vec<String>,
    allowed: Vec<String>,
    banned: Vec<String>,
    clarified: BTreeMap<String, String>,
}

impl Rules {
    fn read(path: &Path) -> Result<Self> {
        let text = fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))?;
        let table: toml::Table = text.parse().context("deny.toml is not TOML")?;
        let list = |section: &str, key: &str| {
            table.get(section).and_then(|part| part.get(key)).and_then(toml::Value::as_array).cloned()
        };
        let word =
            |value: &toml::Value, key: &str| value.as_str().or_else(|| value.get(key)?.as_str()).map(str::to_owned);
        let words = |section: &str, key: &str, field: &str| -> Vec<String> {
            list(section, key).unwrap_or_default().iter().filter_map(|value| word(value, field)).collect()
        };
        let clarified = list("licenses", "clarify").unwrap_or_default();
        let clarified = clarified.iter().filter_map(|one| Some((word(one, "name")?, word(one, "expression")?)));
        let rules = Self {
            targets: words("graph", "targets", "triple"),
            allowed: words("licenses", "allow", ""),
            banned: words("bans", "deny", "name"),
            clarified: clarified.collect(),
        };
        if rules.targets.is_empty() || rules.allowed.is_empty() {
            bail!("deny.toml names no graph.targets or no licenses.allow");
        }
        Ok(rules)
    }

    fn judge_workspace(&self, repo: &Repo, manifest: &Path) -> Result<()> {
        let mut packages: BTreeMap<String, Value> = BTreeMap::new();
        for target in &self.targets {
            let used = used(manifest, target)?;
            let mut command = cargo();
            command.args(["metadata", "--format-version", "1", "--locked", "--all-features"]);
            command.args(["--filter-platform", target, "--manifest-path"]).arg(manifest);
            let text = output(command.current_dir(&repo.root))?;
            let metadata: Value = serde_json::from_str(&text).context("cargo metadata is not JSON")?;
            for package in metadata.get("packages").and_then(Value::as_array).into_iter().flatten() {
                if used.contains(&(field(package, "name").to_owned(), field(package, "version").to_owned())) {
                    packages.insert(field(package, "id").to_owned(), package.clone());
                }
            }
        }
        let name = manifest.strip_prefix(&repo.root).unwrap_or(manifest).display();
        let problems: Vec<String> = packages.values().flat_map(|package| self.judge(&repo.root, package)).collect();
        if !problems.is_empty() {
            bail!("{name}:\n  {}", problems.join("\n  "));
        }
        eprintln!("  {name}: {} packages are in order", packages.len());
        Ok(())
    }

    /// What is wrong with a package, as `cargo metadata` describes it.
    fn judge(&self, root: &Path, package: &Value) -> Vec<String> {
        let name = field(package, "name");
        let label = format!("{name} {}", field(package, "version"));
        let mut problems = Vec::new();
        if self.banned.iter().any(|banned| banned == name) {
            problems.push(format!("{label} is banned"));
        }
        match package.get("source").and_then(Value::as_str) {
            Some(source) if source.starts_with("registry+") && source.ends_with("/crates.io-index") => {}
            Some(source) => problems.push(format!("{label} comes from {source}")),
            None if !PathBuf::from(field(package, "manifest_path")).starts_with(root) => {
                problems.push(format!("{label} lies outside the repository"));
            }
            None => {}
        }
        let stated = self.clarified.get(name).map_or_else(|| field(package, "license"), String::as_str);
        if stated.is_empty() {
            problems.push(format!("{label} states no licence"));
        } else if !spdx::is_met(stated, &|licence| self.allowed.iter().any(|allowed| allowed == licence)) {
            problems.push(format!("{label} is under {stated}, which deny.toml does not allow"));
        }
        problems
    }
}

/// Names and versions that are really compiled for a target. `cargo metadata` also lists packages that only a weak
/// feature (`ring?/std`) mentions, and those never get into a build.
fn used(manifest: &Path, target: &str) -> Result<BTreeSet<(String, String)>> {
    let mut command = cargo();
    command.args(["tree", "--workspace", "--all-features", "--locked", "--edges", "all", "--target", target]);
    let text = output(command.args(["--prefix", "none", "--format", "{p}", "--manifest-path"]).arg(manifest))?;
    let packages = text.lines().filter_map(|line| {
        let (name, rest) = line.split_once(" v")?;
        Some((name.to_owned(), rest.split_whitespace().next()?.to_owned()))
    });
    Ok(packages.collect())
}

fn field<'a>(package: &'a Value, name: &str) -> &'a str {
    package.get(name).and_then(Value::as_str).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn problems(package: &Value) -> Vec<String> {
        let rules = Rules {
            targets: vec![],
            allowed: vec!["MIT".into()],
            banned: vec!["ring".into()],
            clarified: BTreeMap::from([("old".to_owned(), "MIT".to_owned())]),
        };
        rules.judge(Path::new("/repo"), package)
    }

    fn package(name: &str, license: Option<&str>, source: Option<&str>) -> Value {
        let manifest = "/elsewhere/Cargo.toml";
        json!({"name": name, "version": "1.0.0", "license": license, "source": source, "manifest_path": manifest})
    }

    const HOME: Option<&str> = Some("registry+https://example.org/crates.io-index");

    #[test]
    fn good_packages_pass() {
        assert!(problems(&package("serde", Some("MIT OR Apache-2.0"), HOME)).is_empty());
        assert!(problems(&package("old", None, HOME)).is_empty());
    }

    #[test]
    fn each_problem_is_named() {
        assert_eq!(problems(&package("x", Some("GPL-3.0-only"), HOME)).len(), 1);
        assert_eq!(problems(&package("x", None, HOME)), ["x 1.0.0 states no licence"]);
        assert_eq!(problems(&package("ring", Some("MIT"), HOME)), ["ring 1.0.0 is banned"]);
        assert_eq!(problems(&package("x", Some("MIT"), Some("git+https://example.org/x"))).len(), 1);
        assert_eq!(problems(&package("x", Some("MIT"), None)), ["x 1.0.0 lies outside the repository"]);
    }
}
