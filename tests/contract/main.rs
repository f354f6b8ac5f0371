//! Whether the server keeps what its document says: schemathesis makes requests from the document, good and bad ones,
//! and looks at every answer (SEC-28). `cargo xtask contract` builds what is needed and calls this;
//! `OBRADY_TEST_ENGINE` chooses the engine as for the tests, `OBRADY_TEST_SCHEMATHESIS` names the program.
//!
//! Each role has a server and a database of its own. `--examples=` says how many requests of each kind an operation
//! gets, `--seed=` draws the same requests again, `--role=` tries one role only, `--phases=` some phases only.

mod report;
mod role;

use anyhow::{Context, Result, bail, ensure};
use futures_util::StreamExt;
use obrady_tests::db::is_postgres;
use obrady_tests::place::Place;
use report::Report;
use role::Role;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::Instant;
use tokio::process::Command;

/// What schemathesis is told: how to judge, and in its own language what a configuration cannot say.
const FILES: &[(&str, &str)] =
    &[("schemathesis.toml", include_str!("schemathesis.toml")), ("hooks.py", include_str!("hooks.py"))];

/// Runs at the same time: schemathesis itself needs most of the processor.
const AT_ONCE: usize = 2;

/// Where the server has its document.
const DOCUMENT: &str = "/api/v1/openapi.json";

/// What a whole run consists of.
const PHASES: &str = "examples,coverage,fuzzing,stateful";

/// What everybody's run is told.
struct Plan {
    schemathesis: PathBuf,
    examples: u64,
    seed: u64,
    /// Apart by commas.
    phases: String,
    /// Where the reports and logs stay.
    folder: PathBuf,
}

/// The word behind `--name=`.
fn word(name: &str) -> Option<String> {
    std::env::args().find_map(|arg| Some(arg.strip_prefix(&format!("--{name}="))?.to_owned()))
}

fn number(name: &str, default: u64) -> Result<u64> {
    word(name).map_or(Ok(default), |text| text.parse().with_context(|| format!("--{name}={text}")))
}

#[tokio::main]
async fn main() -> Result<()> {
    let schemathesis = std::env::var("OBRADY_TEST_SCHEMATHESIS");
    let schemathesis =
        schemathesis.context("OBRADY_TEST_SCHEMATHESIS names no program; `cargo xtask contract` does")?;
    let engine = if is_postgres() { "postgres" } else { "sqlite" };
    let folder = std::env::temp_dir().join(format!("obrady-contract-{engine}"));
    std::fs::create_dir_all(&folder)?;
    let plan = Plan {
        schemathesis: schemathesis.into(),
        examples: number("examples", 3)?,
        seed: number("seed", 20_261_125)?,
        phases: word("phases").unwrap_or_else(|| PHASES.to_owned()),
        folder,
    };
    let only = word("role");
    let roles: Vec<Role> =
        Role::ALL.iter().copied().filter(|role| only.as_ref().is_none_or(|only| only == role.name())).collect();
    ensure!(!roles.is_empty(), "there is no such role");
    let runs = futures_util::stream::iter(roles.iter().map(|role| run(&plan, *role, engine)));
    let mut broken = Vec::new();
    for result in runs.buffered(AT_ONCE).collect::<Vec<_>>().await {
        if let Err(error) = result {
            eprintln!("error: {error:#}");
            broken.push(error);
        }
    }
    if broken.is_empty() { Ok(()) } else { bail!("{} of {} roles on {engine} failed", broken.len(), roles.len()) }
}

/// One role's run: starts a server, lets schemathesis loose on it, and reads what came of it.
async fn run(plan: &Plan, role: Role, engine: &str) -> Result<()> {
    let place = Place::make().await?;
    // schemathesis signs in from other addresses than it guesses passwords from; see hooks.py.
    let program = place.program()?.with("OBRADY_TRUSTED_PROXIES", "127.0.0.1");
    let (server, _) = program.start().await?;
    let base = server.base.clone();
    let document: serde_json::Value =
        reqwest::Client::builder().no_proxy().build()?.get(format!("{base}{DOCUMENT}")).send().await?.json().await?;
    let operations = operations(&document);
    for (file, content) in FILES {
        std::fs::write(place.folder.join(file), content)?;
    }
    let name = role.name();
    let (log, lines) = (plan.folder.join(format!("{name}.log")), plan.folder.join(format!("{name}.ndjson")));
    let _ = std::fs::remove_file(&lines);
    let begun = Instant::now();
    let sign_in = role.sign_in(&place.world, &base)?.to_string();
    let mut command = command(plan, &place.folder, &base, &lines, &log)?;
    let status = command.env("OBRADY_SIGN_IN", sign_in).status().await?;
    let took = begun.elapsed().as_secs();
    drop(server);
    let report = Report::read(&lines).with_context(|| format!("{name} on {engine}: see {}", log.display()))?;
    println!("{engine} {name}: {report} in {took} s");
    let where_to_look = format!("{name} on {engine}: see {}", log.display());
    for failure in &report.failures {
        println!("  {failure}");
    }
    ensure!(report.failures.is_empty(), "{} failures; {where_to_look}", report.failures.len());
    ensure!(status.success(), "schemathesis ended with {status}; {where_to_look}");
    report.is_thorough(&operations, &plan.phases, role.succeeds()).context(where_to_look)
}

fn command(plan: &Plan, folder: &Path, base: &str, lines: &Path, log: &Path) -> Result<Command> {
    let mut command = Command::new(&plan.schemathesis);
    command.arg("--config-file").arg(folder.join("schemathesis.toml")).arg("run").arg(format!("{base}{DOCUMENT}"));
    command.args(["--phases", &plan.phases, "--mode", "all", "--checks", "all"]);
    command.args(["--continue-on-failure", "--no-color", "--workers", "1", "--generation-database", "none"]);
    command.args(["--report", "ndjson", "--report-ndjson-path"]).arg(lines);
    command.arg(format!("--max-examples={}", plan.examples)).arg(format!("--seed={}", plan.seed));
    // The server is here, whatever stands between this machine and others.
    command.env("SCHEMATHESIS_HOOKS", folder.join("hooks.py"));
    command.env("NO_PROXY", "127.0.0.1").env("no_proxy", "127.0.0.1").kill_on_drop(true);
    // It keeps a cache where it runs.
    command.current_dir(folder);
    let output = std::fs::File::create(log)?;
    command.stdin(Stdio::null()).stdout(output.try_clone()?).stderr(output);
    Ok(command)
}

/// `METHOD /path` of every operation, but for the document itself: schemathesis has it already.
fn operations(document: &serde_json::Value) -> BTreeSet<String> {
    let paths = document.get("paths").and_then(|paths| paths.as_object()).into_iter().flatten();
    paths
        .filter(|(path, _)| path.as_str() != DOCUMENT)
        .flat_map(|(path, item)| {
            let methods = item.as_object().into_iter().flatten();
            methods.map(move |(method, _)| format!("{} {path}", method.to_uppercase()))
        })
        .collect()
}
