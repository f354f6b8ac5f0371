//! The rule vectors in WASM and natively: the browser must count as the server does.
//!
//! The example `vectors_native` of obrady-rules prints a line for each committed vector: `ok` or `FAILED`, its file, its
//! name, a digest. The package crates/rules/wasm exports `run_all()`, which gives the same text to Node.

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail};

use crate::command::{cargo, describe, output, run};
use crate::counts::Counts;
use crate::repo::Repo;
use crate::test::Report;
use crate::tools::{WASM_TARGET, node, wasm_target};
use crate::{bundle, checks};

/// So many wrong vectors are named; the count has all of them.
const MOST: u64 = 20;

/// What Node runs; the module is its argument.
const CALL: &str = r#"require("fs").writeFileSync(1, require(process.argv[1]).run_all());"#;

/// Runs both sides and compares them.
pub fn compare(repo: &Repo) -> Result<Report> {
    let package = checks::exists(repo, "crates/rules/wasm")?;
    wasm_target()?;
    node()?;
    let native = natively(repo)?;
    let module = compile(repo, &package)?;
    let wasm = output(Command::new("node").args(["-e", CALL]).arg(&module))?;
    let report = judge(native.trim_end(), wasm.trim_end());
    let counts = report.counts.unwrap_or_default();
    eprintln!("  {} vectors are right and the same on both sides, {} are not", counts.passed, counts.failed);
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

/// Each native line must say `ok`, and Node must print the same lines.
fn judge(native: &str, wasm: &str) -> Report {
    let mut report = Report::default();
    let mut counts = Counts::default();
    let (mut native, mut wasm) = (native.lines(), wasm.lines());
    loop {
        let problem = match (native.next(), wasm.next()) {
            (None, None) => break,
            (Some(a), Some(b)) if a == b => (!a.starts_with("ok ")).then(|| a.to_owned()),
            (a, b) => Some(format!("natively {}\n  but in WASM {}", a.unwrap_or("nothing"), b.unwrap_or("nothing"))),
        };
        match problem {
            None => counts.passed += 1,
            Some(problem) => {
                counts.failed += 1;
                if counts.failed <= MOST {
                    report.note(Err(anyhow::anyhow!("{problem}")));
                }
            }
        }
    }
    if counts.passed + counts.failed == 0 {
        report.note(Err(anyhow::anyhow!("there are no vectors")));
    }
    report.counts = Some(counts);
    report
}

#[cfg(test)]
mod tests {
    use super::*;

    const GOOD: &str = "ok a.json: seed 1 00\nok b.json: 1:15 01";

    #[test]
    fn the_same_lines_pass() {
        let report = judge(GOOD, GOOD);
        assert!(report.failures.is_empty());
        assert_eq!(report.counts, Some(Counts { passed: 2, failed: 0, skipped: 0 }));
    }

    #[test]
    fn failures_differences_and_emptiness_fail() {
        let failed = GOOD.replace("ok b", "FAILED b");
        for (native, wasm) in [(failed.as_str(), failed.as_str()), (GOOD, &GOOD.replace("00", "02")), ("", "")] {
            assert_eq!(judge(native, wasm).failures.len(), 1, "{wasm}");
        }
        assert_eq!(judge(GOOD, "").counts, Some(Counts { passed: 0, failed: 2, skipped: 0 }));
    }
}
