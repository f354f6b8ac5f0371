//! `cargo xtask fuzz`: libFuzzer over the targets of tests/fuzz, with the stable compiler.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};
use clap::Args;

use crate::command::{cargo, output, run};
use crate::repo::Repo;
use crate::tools::cpp;

/// Which targets, and for how long.
#[derive(Args, Clone, Debug)]
pub struct FuzzArgs {
    /// One target, a directory of tests/fuzz/corpus; all of them unless one is named.
    target: Option<String>,
    /// Minutes for each target.
    #[arg(long, default_value_t = 10.0)]
    minutes: f64,
    /// Put what reaches code that the committed corpus does not into it, and drop from it what another input covers.
    #[arg(long)]
    keep: bool,
}

/// What has the compiler count which edges of the program an input takes, as libFuzzer wants it.
const COUNTED: &str = "--cfg fuzzing -Cpasses=sancov-module -Cllvm-args=-sanitizer-coverage-level=4 \
    -Cllvm-args=-sanitizer-coverage-inline-8bit-counters -Cllvm-args=-sanitizer-coverage-pc-table";

/// Most bytes of an input.
const LONGEST: u32 = 1024;

/// Runs each target, and fails with the first input for which one does not hold.
pub fn run_targets(repo: &Repo, args: &FuzzArgs) -> Result<()> {
    let targets = chosen(&repo.path("tests/fuzz/corpus"), args.target.as_deref())?;
    let seconds = (args.minutes * 60.0).round();
    if !(1.0..=1e6).contains(&seconds) {
        bail!("--minutes={} is no time to run", args.minutes);
    }
    let program = build(repo)?;
    for target in &targets {
        eprintln!("== {target}");
        let place = Place::of(repo, target)?;
        let mut fuzz = program_for(&program, target);
        fuzz.arg(format!("-max_total_time={seconds}")).arg(format!("-max_len={LONGEST}"));
        fuzz.args(["-timeout=10", "-rss_limit_mb=2048", "-print_final_stats=1", "-verbosity=0"]);
        fuzz.arg(format!("-artifact_prefix={}/", place.found.display())).arg(&place.working).arg(&place.committed);
        run(&mut fuzz).with_context(|| {
            let found = place.found.display();
            format!("{target} does not hold; the input lies in {found}: mend it, and put the input into the corpus")
        })?;
        if args.keep {
            place.keep(&program, target)?;
        }
    }
    Ok(())
}

/// The named target, or each that has a corpus.
fn chosen(corpus: &Path, named: Option<&str>) -> Result<Vec<String>> {
    let mut targets = Vec::new();
    for entry in fs::read_dir(corpus).with_context(|| format!("cannot read {}", corpus.display()))? {
        targets.push(entry?.file_name().to_string_lossy().into_owned());
    }
    targets.sort();
    match named {
        None => Ok(targets),
        Some(named) if targets.iter().any(|target| target == named) => Ok(vec![named.to_owned()]),
        Some(named) => bail!("there is no target {named}; there are {}", targets.join(", ")),
    }
}

/// Builds the one program of all targets. A target is named, though it is this machine's, so that build scripts and
/// macros are not instrumented.
fn build(repo: &Repo) -> Result<PathBuf> {
    cpp()?;
    let told = output(Command::new("rustc").arg("-vV"))?;
    let host = told.lines().find_map(|line| line.strip_prefix("host: ")).context("rustc names no host")?;
    let target = repo.fuzz_target();
    let mut command = cargo();
    command.args(["build", "--release", "--target", host, "--target-dir"]).arg(&target);
    run(command.env("RUSTFLAGS", COUNTED).current_dir(repo.path("tests/fuzz/libfuzzer")))?;
    Ok(target.join(host).join("release/fuzz"))
}

fn program_for(program: &Path, target: &str) -> Command {
    let mut command = Command::new(program);
    command.env("OBRADY_FUZZ_TARGET", target);
    command
}

/// The directories of a target.
struct Place {
    committed: PathBuf,
    /// What libFuzzer found so far on this machine.
    working: PathBuf,
    /// Inputs for which the target does not hold.
    found: PathBuf,
}

impl Place {
    fn of(repo: &Repo, target: &str) -> Result<Self> {
        let own = repo.fuzz_target().join("corpus").join(target);
        let place = Self {
            committed: repo.path("tests/fuzz/corpus").join(target),
            working: own.join("working"),
            found: own.join("found"),
        };
        for folder in [&place.working, &place.found] {
            fs::create_dir_all(folder).with_context(|| format!("cannot make {}", folder.display()))?;
        }
        Ok(place)
    }

    /// Puts a small set of inputs that together reach what all of them reach into the place of the committed ones.
    fn keep(&self, program: &Path, target: &str) -> Result<()> {
        let fresh = self.working.with_file_name("fresh");
        if fresh.exists() {
            fs::remove_dir_all(&fresh)?;
        }
        fs::create_dir_all(&fresh)?;
        let mut merge = program_for(program, target);
        merge.args(["-set_cover_merge=1", "-use_counters=0", "-use_value_profile=0"]);
        run(merge.arg(&fresh).arg(&self.committed).arg(&self.working))?;
        let mut kept = 0;
        fs::remove_dir_all(&self.committed)?;
        fs::create_dir_all(&self.committed)?;
        for entry in fs::read_dir(&fresh)? {
            let entry = entry?;
            fs::copy(entry.path(), self.committed.join(entry.file_name()))?;
            kept += 1;
        }
        eprintln!("  {kept} inputs are kept in {}", self.committed.display());
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_target_must_have_a_corpus() {
        let corpus = std::env::temp_dir().join(format!("obrady-fuzz-{}", std::process::id()));
        for target in ["b", "a"] {
            fs::create_dir_all(corpus.join(target)).expect("temp dir");
        }
        assert_eq!(chosen(&corpus, None).expect("two"), ["a", "b"]);
        assert_eq!(chosen(&corpus, Some("b")).expect("one"), ["b"]);
        let error = chosen(&corpus, Some("c")).expect_err("none").to_string();
        assert_eq!(error, "there is no target c; there are a, b");
        fs::remove_dir_all(&corpus).expect("clean up");
    }
}
