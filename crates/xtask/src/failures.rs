//! `cargo xtask failures`: what becomes of the data when things fail, on both engines; see tests/failures.

use std::path::PathBuf;

use anyhow::Result;
use clap::Args;

use crate::bundle::Quality;
use crate::command::{cargo, run};
use crate::frontend;
use crate::postgres::{Care, Cluster};
use crate::repo::Repo;
use crate::tools::{faketime, nginx};

/// What to try, and how often.
#[derive(Args, Clone, Debug)]
pub struct FailuresArgs {
    /// Rounds of kill -9 under load, for each engine and number of servers.
    #[arg(long, default_value_t = 200)]
    pub rounds: u32,
    /// Restarts of each of two servers behind nginx.
    #[arg(long, default_value_t = 20)]
    pub restarts: u32,
    /// Seed of the random moments; the same seed draws the same moments.
    #[arg(long, default_value_t = 20_261_125)]
    pub seed: u64,
    /// Cargo profile of the servers: `dev` is what the tests have compiled already.
    #[arg(long, default_value = "demo")]
    pub profile: String,
}

/// Has the clock of a server jump on each engine; kills one server over SQLite, one over PostgreSQL, and two over
/// PostgreSQL, which is ended without a word as well; then restarts two behind nginx, one after the other.
pub fn run_failures(repo: &Repo, args: &FailuresArgs) -> Result<()> {
    faketime()?;
    let binaries = build(repo, &args.profile)?;
    let kill = |replicas: u32, variables: &[(&str, &str)]| {
        let mut command = std::process::Command::new(binaries.join("failures"));
        command.arg("kill").arg(format!("--rounds={}", args.rounds)).arg(format!("--replicas={replicas}"));
        command.arg(format!("--seed={}", args.seed)).env("OBRADY_BIN", binaries.join("obrady"));
        run(command.envs(variables.iter().copied()).current_dir(repo.path("tests")))
    };
    let clock = |variables: &[(&str, &str)]| {
        let mut command = std::process::Command::new(binaries.join("failures"));
        command.arg("clock").env("OBRADY_BIN", binaries.join("obrady"));
        run(command.envs(variables.iter().copied()).current_dir(repo.path("tests")))
    };
    clock(&[("OBRADY_TEST_ENGINE", "sqlite")])?;
    kill(1, &[("OBRADY_TEST_ENGINE", "sqlite")])?;
    let cluster = Cluster::start(Care::Durable)?;
    clock(&[("OBRADY_TEST_ENGINE", "postgres"), ("OBRADY_TEST_DATABASE_URL", &cluster.url)])?;
    let control = serde_json::to_string(&cluster.control)?;
    for replicas in [1, 2] {
        kill(
            replicas,
            &[
                ("OBRADY_TEST_ENGINE", "postgres"),
                ("OBRADY_TEST_DATABASE_URL", &cluster.url),
                ("OBRADY_TEST_POSTGRES_CONTROL", &control),
            ],
        )?;
    }
    nginx()?;
    let mut rolling = std::process::Command::new(binaries.join("failures"));
    rolling.arg("rolling").arg(format!("--restarts={}", args.restarts)).env("OBRADY_BIN", binaries.join("obrady"));
    rolling.env("OBRADY_TEST_ENGINE", "postgres").env("OBRADY_TEST_DATABASE_URL", &cluster.url);
    run(rolling.current_dir(repo.path("tests")))
}

/// PostgreSQL, two servers and nginx in front of them as docker-compose.yml starts them, until Ctrl-C.
pub fn run_replicas(repo: &Repo, port: u16) -> Result<()> {
    let spa = repo.spa();
    frontend::build(repo, Quality::Quick, &spa)?;
    let binaries = build(repo, "demo")?;
    nginx()?;
    let cluster = Cluster::start(Care::Durable)?;
    let mut topology = std::process::Command::new(binaries.join("failures"));
    topology.arg("topology").arg(format!("--port={port}")).env("OBRADY_BIN", binaries.join("obrady"));
    topology.env("OBRADY_SPA", spa).env("OBRADY_TEST_ENGINE", "postgres");
    run(topology.env("OBRADY_TEST_DATABASE_URL", &cluster.url).current_dir(repo.path("tests")))
}

/// Builds the server and what tries it; the folder of both.
fn build(repo: &Repo, profile: &str) -> Result<PathBuf> {
    let mut command = cargo();
    command.args(["build", "--workspace", "--profile", profile, "--bin", "obrady", "--bin", "failures"]);
    run(command.current_dir(&repo.root))?;
    let folder = if profile == "dev" { "debug" } else { profile };
    Ok(repo.target.join(folder))
}
