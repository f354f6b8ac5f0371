//! Developer commands, run as `cargo xtask <command>`.
//!
//! Nothing here is needed to build or run Obrady with plain cargo; it strings the steps together, says what it does and
//! for how long, and names what is missing on the machine.

mod bench;
mod bundle;
mod checks;
mod command;
mod contract;
mod counts;
mod demo;
mod failures;
mod frontend;
mod fuzz;
mod journeys;
mod licences;
mod postgres;
mod repo;
mod rules_wasm;
mod server;
mod spdx;
mod spec;
mod stages;
mod stamp;
mod test;
mod tools;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, Subcommand};

use crate::bundle::Quality;
use crate::repo::Repo;

/// Developer commands of Obrady.
#[derive(Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask")]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Build everything, load the demo data and serve it on this machine.
    Demo {
        /// The port on 127.0.0.1.
        #[arg(long, default_value_t = 8080)]
        port: u16,
    },
    /// Run the checks, in stages; all of them unless some are chosen.
    Test(test::TestArgs),
    /// Write openapi/openapi.json from the code.
    Spec {
        /// Write nothing; fail when the file is not what the code says.
        #[arg(long)]
        check: bool,
    },
    /// Measure the server: `compare`, `sizes`, `load`, `browser`, or `generate` data to try it with; see tests/bench.
    Bench(bench::BenchArgs),
    /// Have schemathesis try whether the server keeps what its document says, as four roles on both engines.
    Contract(contract::ContractArgs),
    /// Kill servers at random moments under load, on both engines, and check that nothing is lost or broken.
    Failures(failures::FailuresArgs),
    /// Serve as docker-compose.yml does, as processes of this machine: PostgreSQL, two servers, nginx in front.
    Replicas {
        /// The port on 127.0.0.1.
        #[arg(long, default_value_t = 8080)]
        port: u16,
    },
    /// Have libFuzzer look for inputs that break what reads strangers' bytes; see tests/fuzz.
    Fuzz(fuzz::FuzzArgs),
    /// Build the browser application into a directory.
    Frontend {
        /// Small and slow to build, with the size budgets enforced.
        #[arg(long, conflicts_with = "quick")]
        release: bool,
        /// Quick to build (the default).
        #[arg(long)]
        quick: bool,
        /// The directory to replace; target/spa unless told.
        #[arg(long)]
        out: Option<PathBuf>,
    },
}

fn main() -> ExitCode {
    match run(Cli::parse().command) {
        Ok(code) => code,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(command: Command) -> anyhow::Result<ExitCode> {
    let repo = Repo::find()?;
    match command {
        Command::Demo { port } => demo::run_demo(&repo, port)?,
        Command::Test(args) => return test::run(&repo, &args),
        Command::Spec { check } => {
            if check {
                spec::check(&repo)?;
            } else {
                spec::write(&repo)?;
            }
        }
        Command::Bench(args) => bench::run_bench(&repo, &args)?,
        Command::Contract(args) => contract::run_contract(&repo, &args)?,
        Command::Failures(args) => failures::run_failures(&repo, &args)?,
        Command::Replicas { port } => failures::run_replicas(&repo, port)?,
        Command::Fuzz(args) => fuzz::run_targets(&repo, &args)?,
        Command::Frontend { release, quick: _, out } => {
            let quality = if release { Quality::Release } else { Quality::Quick };
            let out = out.map_or_else(|| Ok(repo.spa()), std::path::absolute)?;
            frontend::build(&repo, quality, &out)?;
        }
    }
    Ok(ExitCode::SUCCESS)
}
