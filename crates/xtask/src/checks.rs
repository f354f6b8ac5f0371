//! The stages that read sources and run nothing of ours: format, lint, size.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::bundle;
use crate::command::{cargo, run};
use crate::repo::Repo;
use crate::stamp::PRODUCTS;
use crate::test::Report;
use crate::tools::{WASM_TARGET, cpp, wasm_target};

/// Lines from which a file must be split: think at 400.
const LONGEST: usize = 600;

/// What counts as a source file of ours.
const SOURCES: [&str; 8] = ["rs", "css", "ts", "mjs", "js", "html", "sh", "sql"];

/// Fails for a file or folder that the stage needs and the checkout does not have.
pub fn exists(repo: &Repo, relative: &str) -> Result<PathBuf> {
    let path = repo.path(relative);
    if !path.exists() {
        bail!("{relative} does not exist");
    }
    Ok(path)
}

/// `cargo fmt --check` on every workspace of the repository.
pub fn format(repo: &Repo) -> Result<Report> {
    let mut report = Report::default();
    for dir in [".", "crates/xtask/bundle", "frontend", "crates/rules/wasm", "tests/fuzz/libfuzzer"] {
        let checked = exists(repo, &format!("{dir}/Cargo.toml")).and_then(|_| {
            let mut command = cargo();
            command.args(["fmt", "--check"]);
            if dir == "." {
                command.arg("--all");
            }
            run(command.current_dir(repo.path(dir)))
        });
        report.note(checked.with_context(|| format!("in {dir}; `cargo fmt` there mends the layout")));
    }
    Ok(report)
}

/// Clippy with all warnings as errors, each package for the targets that it is compiled for.
pub fn lint(repo: &Repo) -> Result<Report> {
    wasm_target()?;
    let mut report = Report::default();
    report.note(clippy(cargo_in(repo, "."), None, &["--workspace", "--all-targets"]));
    // Behind a feature that the workspace's own build leaves off.
    report.note(clippy(cargo_in(repo, "."), None, &["-p", "obrady-rules", "--all-targets", "--features", "vectors"]));
    let frontend = exists(repo, "frontend/Cargo.toml").map(|_| repo.frontend_target());
    match frontend {
        Ok(target) => {
            let wasm = ["--lib", "--bins", "--target", WASM_TARGET];
            report.note(clippy(cargo_in(repo, "frontend"), Some(&target), &wasm));
            report.note(clippy(cargo_in(repo, "frontend"), Some(&target), &["--lib", "--tests"]));
        }
        Err(error) => report.note(Err(error)),
    }
    let rules = exists(repo, "crates/rules/wasm/Cargo.toml").and_then(|_| {
        let target = repo.rules_wasm_target();
        clippy(cargo_in(repo, "crates/rules/wasm"), Some(&target), &["--lib", "--target", WASM_TARGET])
    });
    report.note(rules);
    let fuzz = exists(repo, "tests/fuzz/libfuzzer/Cargo.toml").and_then(|_| {
        cpp()?;
        // With the dependencies of the workspace's own clippy beside it, not with those that are instrumented.
        clippy(cargo_in(repo, "tests/fuzz/libfuzzer"), Some(&repo.fuzz_target().join("lint")), &["--bins"])
    });
    report.note(fuzz);
    let mut bundler = cargo();
    bundler.current_dir(bundle::package(repo));
    report.note(clippy(bundler, Some(&repo.bundle_target()), &["--all-targets", "--release"]));
    Ok(report)
}

fn cargo_in(repo: &Repo, dir: &str) -> Command {
    let mut command = cargo();
    command.current_dir(repo.path(dir));
    command
}

fn clippy(mut command: Command, target: Option<&Path>, args: &[&str]) -> Result<()> {
    command.arg("clippy").args(args);
    if let Some(target) = target {
        command.arg("--target-dir").arg(target);
    }
    run(command.args(["--", "-D", "warnings"]))
}

/// Fails for every source file that is longer than it may be. The budgets of the WASM stand in the frontend stage.
pub fn size(repo: &Repo) -> Result<Report> {
    let mut lengths = Vec::new();
    measure(&repo.root, &mut lengths)?;
    lengths.sort_by_key(|(length, _)| *length);
    let median = lengths.get(lengths.len() / 2).map_or(0, |(length, _)| *length);
    eprintln!("  {} source files, {median} lines in the median", lengths.len());
    let mut report = Report::default();
    for (length, path) in lengths.iter().rev() {
        let name = path.strip_prefix(&repo.root).unwrap_or(path).display();
        if *length > LONGEST {
            report.note(Err(anyhow::anyhow!("{name} has {length} lines, of {LONGEST} at most")));
        } else if *length > 400 {
            eprintln!("  worth a thought: {name} has {length} lines");
        }
    }
    Ok(report)
}

fn measure(dir: &Path, lengths: &mut Vec<(usize, PathBuf)>) -> Result<()> {
    for entry in fs::read_dir(dir).with_context(|| format!("cannot read {}", dir.display()))? {
        let entry = entry?;
        let path = entry.path();
        let name = entry.file_name();
        let kind = entry.file_type()?;
        if kind.is_dir() && !PRODUCTS.iter().any(|product| name == *product) {
            measure(&path, lengths)?;
        } else if kind.is_file() && path.extension().is_some_and(|ending| SOURCES.iter().any(|one| ending == *one)) {
            let text = fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))?;
            lengths.push((text.lines().count(), path));
        }
    }
    Ok(())
}
