//! `cargo xtask bench`: what tests/bench measures, with everything built as it is released.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::Result;
use clap::{Args, ValueEnum};

use crate::bundle::Quality;
use crate::command::{cargo, run};
use crate::frontend;
use crate::postgres::{Care, Cluster};
use crate::repo::Repo;
use crate::tools::{chromium, node, npm_packages};

/// Which engine is under the server.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Engine {
    Sqlite,
    Postgres,
}

/// What to measure.
#[derive(Args, Clone, Debug)]
pub struct BenchArgs {
    /// The engine; PostgreSQL is started for it, as careful as it comes. Browsers see SQLite.
    #[arg(long, value_enum, default_value_t = Engine::Sqlite)]
    pub engine: Engine,
    /// `compare`, `sizes`, `load` or `generate`, and its options as --name=value; or `browser`.
    #[arg(required = true, trailing_var_arg = true, allow_hyphen_values = true)]
    pub args: Vec<String>,
}

/// Builds what is measured, and measures.
pub fn run_bench(repo: &Repo, args: &BenchArgs) -> Result<()> {
    let mut build = cargo();
    build.args(["build", "--release", "--workspace", "--bin", "obrady", "--bin", "bench"]);
    run(build.current_dir(&repo.root))?;
    let binaries = repo.target.join("release");
    if args.args.first().is_some_and(|what| what == "browser") {
        browser(repo, &binaries)
    } else {
        server(repo, &binaries, args)
    }
}

fn server(repo: &Repo, binaries: &Path, args: &BenchArgs) -> Result<()> {
    let mut bench = beside_the_server(binaries.join("bench"))?;
    bench.args(&args.args).env("OBRADY_BIN", binaries.join("obrady")).current_dir(repo.path("tests"));
    if args.engine == Engine::Sqlite {
        return run(bench.env("OBRADY_TEST_ENGINE", "sqlite"));
    }
    let cluster = Cluster::start(Care::Durable)?;
    run(bench.env("OBRADY_TEST_ENGINE", "postgres").env("OBRADY_TEST_DATABASE_URL", &cluster.url))
}

/// The servers take the first processor; whoever asks them shall not stand in their way.
fn beside_the_server(bench: PathBuf) -> Result<Command> {
    let processors = std::thread::available_parallelism()?.get();
    if processors == 1 {
        return Ok(Command::new(bench));
    }
    let mut command = Command::new("taskset");
    command.arg("--cpu-list").arg(format!("1-{}", processors - 1)).arg(bench);
    Ok(command)
}

/// Lighthouse, and the time from input to paint, on the browser application as it is delivered.
fn browser(repo: &Repo, binaries: &Path) -> Result<()> {
    let (spa, scripts) = (repo.release_spa(), repo.path("tests/bench/browser"));
    frontend::build(repo, Quality::Release, &spa)?;
    node()?;
    let browser = chromium()?;
    npm_packages(&scripts)?;
    for script in ["lighthouse.mjs", "input.mjs"] {
        let mut command = Command::new("node");
        command.arg(script).env("OBRADY_BIN", binaries.join("obrady")).env("OBRADY_SPA", &spa);
        run(command.env("CHROMIUM", &browser).current_dir(&scripts))?;
    }
    Ok(())
}
