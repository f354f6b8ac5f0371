//! `cargo xtask contract`: schemathesis against the server, as four roles on both engines; see tests/contract.

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context as _, Result, bail};
use clap::Args;

use crate::command::{cargo, output, run};
use crate::postgres::with_cluster;
use crate::repo::Repo;
use crate::stamp;
use crate::tools::{apt_install, find};

/// What pip installs, in the version by which SEC-28 judges.
const SCHEMATHESIS: &str = "schemathesis==4.32.*";

/// How much to try.
#[derive(Args, Clone, Debug)]
pub struct ContractArgs {
    /// Requests of each kind for an operation in the phases that draw at random.
    #[arg(long, default_value_t = 25)]
    pub examples: u32,
    /// Seed of the requests; the same seed draws the same requests.
    #[arg(long, default_value_t = 20_261_125)]
    pub seed: u64,
    /// Some phases only, apart by commas: examples, coverage, fuzzing, stateful. Nearly all requests and all of the time
    /// are those of coverage.
    #[arg(long)]
    pub phases: Option<String>,
    /// One role only: anonymous, coordinator, admin or service.
    #[arg(long)]
    pub role: Option<String>,
    /// One engine only: sqlite or postgres.
    #[arg(long)]
    pub engine: Option<String>,
}

/// Tries all roles on SQLite, then on PostgreSQL; what fails on one keeps nobody from the other.
pub fn run_contract(repo: &Repo, args: &ContractArgs) -> Result<()> {
    let schemathesis = schemathesis(repo)?;
    run(cargo().args(["build", "--workspace", "--bin", "obrady", "--bin", "contract"]).current_dir(&repo.root))?;
    let binaries = repo.target.join("debug");
    let contract = |variables: &[(&str, &str)]| {
        let mut command = Command::new(binaries.join("contract"));
        command.arg(format!("--examples={}", args.examples)).arg(format!("--seed={}", args.seed));
        command.args(args.phases.iter().map(|phases| format!("--phases={phases}")));
        command.args(args.role.iter().map(|role| format!("--role={role}")));
        command.env("OBRADY_BIN", binaries.join("obrady")).env("OBRADY_TEST_SCHEMATHESIS", &schemathesis);
        run(command.envs(variables.iter().copied()).current_dir(repo.path("tests")))
    };
    let sqlite = || contract(&[("OBRADY_TEST_ENGINE", "sqlite")]);
    let postgres =
        || with_cluster(|url| contract(&[("OBRADY_TEST_ENGINE", "postgres"), ("OBRADY_TEST_DATABASE_URL", url)]));
    match args.engine.as_deref() {
        None => sqlite().and(postgres()),
        Some("sqlite") => sqlite(),
        Some("postgres") => postgres(),
        Some(other) => bail!("--engine={other}: there are sqlite and postgres"),
    }
}

/// The program, in a virtual environment of Python beside cargo's products; it is installed once.
fn schemathesis(repo: &Repo) -> Result<PathBuf> {
    let folder = repo.target.join("schemathesis");
    let (stamp, program) = (folder.join("stamp"), folder.join("bin/schemathesis"));
    if stamp::matches(&stamp, SCHEMATHESIS) && output(Command::new(&program).arg("--version")).is_ok() {
        return Ok(program);
    }
    if find(&["python3"]).is_none() {
        apt_install("Python 3 with venv", &["python3", "python3-venv"])?;
    }
    let _ = fs::remove_dir_all(&folder);
    if output(Command::new("python3").args(["-m", "venv"]).arg(&folder)).is_err() {
        // Debian keeps venv apart from Python itself.
        apt_install("Python's venv", &["python3-venv"])?;
        run(Command::new("python3").args(["-m", "venv"]).arg(&folder))?;
    }
    let mut pip = Command::new(folder.join("bin/pip"));
    run(pip.args(["install", "--quiet", "--disable-pip-version-check", SCHEMATHESIS]))?;
    let version =
        output(Command::new(&program).arg("--version")).context("schemathesis was installed but is silent")?;
    eprintln!("  {}", version.trim());
    stamp::store(&stamp, SCHEMATHESIS)?;
    Ok(program)
}
