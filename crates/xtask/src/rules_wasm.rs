//! The rule vectors in WASM and natively: the browser must count as the server does.
//!
//! The example `vectors_native` of obrady-rules prints a line `<file> <report>` for each file of crates/rules/vectors.
//! The package crates/rules/wasm exports `run(json)`, which gives one such report, so that Node can print the same.

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail};
use serde_json::Value;

use crate::command::{cargo, describe, output, run};
use crate::counts::Counts;
use crate::repo::Repo;
use crate::test::Report;
use crate::tools::{WASM_TARGET, node, wasm_target};
use crate::{bundle, checks};

/// What Node runs: module and folder are its arguments.
const CALL: &str = r#"
const { readdirSync, readFileSync, writeFileSync } = require("fs");
const [module, folder] = process.argv.slice(1);
const { run } = require(module);
const files = readdirSync(folder).filter((file) => file.endsWith(".json")).sort();
const lines = files.map((file) => `${file} ${run(readFileSync(`${folder}/${file}`, "utf8"))}\n`);
writeFileSync(1, lines.join(""));
"#;

/// Runs both sides and compares them.
pub fn compare(repo: &Repo) -> Result<Report> {
    let package = checks::exists(repo, "crates/rules/wasm")?;
    let folder = checks::exists(repo, "crates/rules/vectors")?;
    wasm_target()?;
    node()?;
    let native = natively(repo)?;
    let module = compile(repo, &package)?;
    let wasm = output(Command::new("node").args(["-e", CALL]).arg(&module).arg(&folder))?;
    let report = judge(native.trim_end(), wasm.trim_end());
    let counts = report.counts.unwrap_or_default();
    eprintln!("  {} vectors, {} of them wrong", counts.passed + counts.failed, counts.failed);
    Ok(report)
}

/// The native lines. The example fails when a vector does; its lines say which, so they are wanted all the same.
fn natively(repo: &Repo) -> Result<String> {
    let mut command = cargo();
    command.args(["run", "--quiet", "-p", "obrady-rules", "--features", "vectors", "--example", "vectors_native"]);
    command.current_dir(&repo.root).stderr(Stdio::inherit());
    eprintln!("  $ {}", describe(&command));
    let done = command.output().with_context(|| format!("cannot start {}", describe(&command)))?;
    let text = String::from_utf8(done.stdout).context("the native reports are no UTF-8")?;
    if text.is_empty() {
        bail!("no native reports ({}): {}", done.status, describe(&command));
    }
    Ok(text)
}

/// Compiles the package for the browser and binds it for Node.
fn compile(repo: &Repo, package: &Path) -> Result<std::path::PathBuf> {
    let target = repo.rules_wasm_target();
    run(cargo()
        .args(["build", "--release", "--lib", "--target", WASM_TARGET, "--target-dir"])
        .arg(&target)
        .current_dir(package))?;
    let wasm = format!("{}.wasm", library(&package.join("Cargo.toml"))?);
    let wasm = target.join(WASM_TARGET).join("release").join(wasm);
    bundle::nodejs(repo, &package.join("Cargo.lock"), &wasm, &target.join("nodejs"))
}

/// The file stem of the package's library.
fn library(manifest: &Path) -> Result<String> {
    let text = fs::read_to_string(manifest).with_context(|| format!("cannot read {}", manifest.display()))?;
    let table: toml::Table = text.parse().with_context(|| format!("{} is not TOML", manifest.display()))?;
    let name = |part: &str| table.get(part).and_then(|part| part.get("name")).and_then(toml::Value::as_str);
    let name = name("lib").or_else(|| name("package")).context("the package of the vectors has no name")?;
    Ok(name.replace('-', "_"))
}

/// Each native line must report no failure, and Node must print the same lines.
fn judge(native: &str, wasm: &str) -> Report {
    let mut report = Report::default();
    let mut counts = Counts::default();
    for line in native.lines() {
        let (file, text) = line.split_once(' ').unwrap_or((line, ""));
        let told: Value = serde_json::from_str(text).unwrap_or_default();
        let failures = told.get("failures").and_then(Value::as_array);
        let passed = told.get("passed").and_then(Value::as_u64).unwrap_or(0);
        counts.passed += passed;
        counts.failed += failures.map_or(0, |all| all.len() as u64);
        for failure in failures.into_iter().flatten() {
            report.note(Err(anyhow::anyhow!("{file}: {}", failure.as_str().unwrap_or_default())));
        }
        if failures.is_none() || failures.is_some_and(Vec::is_empty) && passed == 0 {
            report.note(Err(anyhow::anyhow!("{file}: no vector in it passed")));
        }
    }
    let (mut native, mut wasm) = (native.lines(), wasm.lines());
    loop {
        match (native.next(), wasm.next()) {
            (None, None) => break,
            (Some(a), Some(b)) if a == b => {}
            (a, b) => {
                let side = |line: Option<&str>| line.unwrap_or("nothing").to_owned();
                report.note(Err(anyhow::anyhow!("natively {}\n  but in WASM {}", side(a), side(b))));
            }
        }
    }
    report.counts = Some(counts);
    report
}

#[cfg(test)]
mod tests {
    use super::*;

    const GOOD: &str = r#"a.json {"passed":3,"failures":[],"digest":"00"}"#;

    #[test]
    fn the_same_lines_pass() {
        let report = judge(GOOD, GOOD);
        assert!(report.failures.is_empty());
        assert_eq!(report.counts, Some(Counts { passed: 3, failed: 0, skipped: 0 }));
    }

    #[test]
    fn failures_differences_and_emptiness_fail() {
        let bad = r#"a.json {"passed":3,"failures":["x: y"],"digest":"00"}"#;
        assert_eq!(judge(bad, bad).failures.len(), 1);
        assert_eq!(judge(GOOD, "").failures.len(), 1);
        assert_eq!(judge(GOOD, &GOOD.replace("00", "01")).failures.len(), 1);
        let empty = GOOD.replace('3', "0");
        assert_eq!(judge(&empty, &empty).failures.len(), 1);
        assert_eq!(judge("a.json", "a.json").failures.len(), 1);
    }
}
