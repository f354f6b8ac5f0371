//! The arrows of the architecture (X → Y: X depends on Y), read from `cargo metadata`.
//!
//! Development dependencies do not count: a test may look at more than the code it tests.

#![expect(clippy::expect_used, clippy::indexing_slicing, reason = "a test; its helpers stand outside the functions")]

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::process::Command;

use serde_json::Value;

/// The arrows that may exist among our packages. A package that is not listed fails the test: say where it belongs.
const ARROWS: [(&str, &[&str]); 12] = [
    ("obrady-types", &[]),
    ("obrady-rules", &["obrady-types"]),
    ("obrady-entity", &[]),
    ("obrady-migration", &[]),
    ("obrady-domain", &["obrady-entity", "obrady-rules", "obrady-types"]),
    ("obrady-api", &["obrady-domain", "obrady-types"]),
    ("obrady-client", &["obrady-types"]),
    ("obrady-server", &["obrady-api", "obrady-domain", "obrady-migration", "obrady-rules", "obrady-types"]),
    ("obrady-tests", &["obrady-client", "obrady-domain", "obrady-entity", "obrady-server", "obrady-types"]),
    ("obrady-fuzz", &["obrady-api", "obrady-domain", "obrady-rules", "obrady-types"]),
    ("obrady-frontend", &["obrady-client", "obrady-rules", "obrady-types"]),
    ("xtask", &[]),
];

/// What a package must never depend on directly: prefixes of names, and why.
const BARRED: [(&str, &[&str], &str); 7] = [
    ("obrady-types", &["actix", "sea-orm", "sqlx", "tokio"], "a column change must not be an API change"),
    ("obrady-rules", &["actix", "sea-orm", "sqlx", "tokio", "reqwest"], "rules do no I/O"),
    ("obrady-entity", &["serde", "actix"], "rows are not the wire"),
    ("obrady-migration", &["actix", "serde"], "a migration must mean the same in three years"),
    ("obrady-domain", &["actix", "tracing-actix", "utoipa"], "domain cannot answer HTTP"),
    ("obrady-api", &["sea-orm", "sqlx", "sea-query"], "api cannot write a query"),
    ("obrady-client", &["actix", "sea-orm", "sqlx"], "the client runs in a browser"),
];

/// A family of pages uses components and what is its own, never another family's pages: each is a file to fetch.
#[test]
fn pages_do_not_reach_into_each_other() {
    let package = std::env::var("CARGO_MANIFEST_DIR").expect("cargo names the package's directory");
    let pages = Path::new(&package).ancestors().nth(2).expect("two directories up").join("frontend/src/pages");
    let mut open: Vec<_> =
        std::fs::read_dir(&pages).expect("pages").map(|entry| entry.expect("an entry").path()).collect();
    let mut read = 0;
    while let Some(path) = open.pop() {
        if path.is_dir() {
            open.extend(std::fs::read_dir(&path).expect("a family").map(|entry| entry.expect("an entry").path()));
            continue;
        }
        let family = path.strip_prefix(&pages).expect("below").iter().next().expect("a family").to_string_lossy();
        let own = format!("crate::pages::{}", family.trim_end_matches(".rs"));
        let text = std::fs::read_to_string(&path).expect("a source file");
        for line in text.lines().filter(|line| line.contains("crate::pages::")) {
            assert!(line.contains(&own), "{}: {line}", path.display());
        }
        read += 1;
    }
    assert!(read > 100, "{read} files");
}

/// Package → names of its direct dependencies, normal and build ones, optional ones included.
type Graph = BTreeMap<String, BTreeSet<String>>;

fn graph(manifest: &str) -> Graph {
    // Read when the test runs: a compiled path would be another checkout's, where a target directory is shared.
    let package = std::env::var("CARGO_MANIFEST_DIR").expect("cargo names the package's directory");
    let root = Path::new(&package).ancestors().nth(2).expect("two directories up");
    let output = Command::new(std::env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned()))
        .args(["metadata", "--no-deps", "--format-version", "1", "--manifest-path"])
        .arg(root.join(manifest))
        .output()
        .expect("cargo starts");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let metadata: Value = serde_json::from_slice(&output.stdout).expect("JSON");
    let packages = metadata["packages"].as_array().expect("a list of packages");
    packages.iter().map(|package| (text(package, "name"), direct(package))).collect()
}

fn direct(package: &Value) -> BTreeSet<String> {
    let all = package["dependencies"].as_array().expect("a list of dependencies");
    all.iter().filter(|one| one["kind"].as_str() != Some("dev")).map(|one| text(one, "name")).collect()
}

fn text(value: &Value, key: &str) -> String {
    value[key].as_str().expect("a text").to_owned()
}

fn whole() -> Graph {
    let mut all = graph("Cargo.toml");
    all.extend(graph("frontend/Cargo.toml"));
    all
}

/// Every arrow among `ours` that the list does not have.
fn forbidden(graph: &Graph) -> Vec<String> {
    let mut found = Vec::new();
    for (package, dependencies) in graph {
        let Some((_, allowed)) = ARROWS.iter().find(|(name, _)| name == package) else {
            found.push(format!("{package} is not in the list of arrows"));
            continue;
        };
        for dependency in dependencies.iter().filter(|name| name.starts_with("obrady-") || *name == "xtask") {
            if !allowed.contains(&dependency.as_str()) {
                found.push(format!("{package} → {dependency}"));
            }
        }
    }
    found
}

/// Every dependency that a package is barred from.
fn barred(graph: &Graph) -> Vec<String> {
    let mut found = Vec::new();
    for (package, prefixes, why) in BARRED {
        for dependency in graph.get(package).into_iter().flatten() {
            if prefixes.iter().any(|prefix| dependency.starts_with(prefix)) {
                found.push(format!("{package} → {dependency}: {why}"));
            }
        }
    }
    found
}

#[test]
fn no_forbidden_arrow() {
    let found = forbidden(&whole());
    assert!(found.is_empty(), "forbidden arrows:\n{}", found.join("\n"));
}

#[test]
fn every_package_of_the_list_exists() {
    let graph = whole();
    let missing: Vec<_> = ARROWS.iter().filter(|(name, _)| !graph.contains_key(*name)).collect();
    assert!(missing.is_empty(), "not in the workspaces: {missing:?}");
}

#[test]
fn each_layer_keeps_to_its_own_libraries() {
    let found = barred(&whole());
    assert!(found.is_empty(), "barred dependencies:\n{}", found.join("\n"));
}

#[test]
fn a_wrong_arrow_would_be_found() {
    let one =
        |package: &str, dependency: &str| Graph::from([(package.to_owned(), BTreeSet::from([dependency.to_owned()]))]);
    assert_eq!(forbidden(&one("obrady-types", "obrady-rules")), ["obrady-types → obrady-rules"]);
    assert_eq!(forbidden(&one("obrady-new", "serde")), ["obrady-new is not in the list of arrows"]);
    assert!(forbidden(&one("obrady-rules", "obrady-types")).is_empty());
    for (package, dependency) in [("obrady-api", "sea-orm"), ("obrady-domain", "actix-web"), ("obrady-entity", "serde")]
    {
        assert_eq!(barred(&one(package, dependency)).len(), 1, "{package} → {dependency}");
    }
}
