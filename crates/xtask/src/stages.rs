//! The stages of `cargo xtask test`, in the order in which they run: what fails soonest comes first.

use anyhow::Result;
use clap::ValueEnum;

use crate::bundle::{self, Quality};
use crate::command::{cargo, run, tee};
use crate::failures::{FailuresArgs, run_failures};
use crate::repo::Repo;
use crate::test::Report;
use crate::tools::{self, has_nextest, npm, npm_packages};
use crate::{checks, frontend, journeys, licences, postgres, rules_wasm, spec};

/// One stage.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Stage {
    /// Formatting of all packages.
    Format,
    /// Length of source files.
    Size,
    /// Clippy on all packages, warnings are errors.
    Lint,
    /// Unit, rule and architecture tests.
    Unit,
    /// The rule vectors in WASM give what they give natively.
    WasmRules,
    /// The API tests on SQLite.
    Sqlite,
    /// The API tests on a private PostgreSQL cluster.
    Postgres,
    /// Servers killed at random moments under load, a few rounds on each engine; `cargo xtask failures` has more.
    Failures,
    /// The browser application: tests of its models, the release build and its size budgets.
    Frontend,
    /// The OpenAPI document: drift, Redocly, Spectral.
    Openapi,
    /// Browser journeys with Playwright and axe.
    E2e,
    /// Licences, banned packages and sources of all dependencies.
    Deny,
}

impl Stage {
    /// The word for `--only` and `--skip`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Format => "format",
            Self::Size => "size",
            Self::Lint => "lint",
            Self::Unit => "unit",
            Self::WasmRules => "wasm-rules",
            Self::Sqlite => "sqlite",
            Self::Postgres => "postgres",
            Self::Failures => "failures",
            Self::Frontend => "frontend",
            Self::Openapi => "openapi",
            Self::E2e => "e2e",
            Self::Deny => "deny",
        }
    }

    /// What the stage does: its help text.
    pub fn about(self) -> String {
        self.to_possible_value()
            .and_then(|value| value.get_help().map(|help| help.to_string()))
            .unwrap_or_else(|| self.name().to_owned())
    }

    /// Runs it.
    pub fn run(self, repo: &Repo) -> Result<Report> {
        match self {
            Self::Format => checks::format(repo),
            Self::Size => checks::size(repo),
            Self::Lint => checks::lint(repo),
            Self::Unit => unit(repo),
            Self::WasmRules => rules_wasm::compare(repo),
            Self::Sqlite => api_tests(repo, &[("OBRADY_TEST_ENGINE", "sqlite")]),
            Self::Postgres => postgres::with_cluster(|url| {
                api_tests(repo, &[("OBRADY_TEST_ENGINE", "postgres"), ("OBRADY_TEST_DATABASE_URL", url)])
            }),
            Self::Failures => failing(repo),
            Self::Frontend => browser_application(repo),
            Self::Openapi => openapi(repo),
            Self::E2e => journeys::run_all(repo),
            Self::Deny => licences::check(repo),
        }
    }
}

/// `--workspace` with a filter and not `-p`: a selection of packages would flip features, and compile all again.
fn unit(repo: &Repo) -> Result<Report> {
    tools::ip()?;
    workspace_tests(repo, "not package(obrady-tests)", &["--workspace", "--exclude", "obrady-tests"], &[])
}

fn api_tests(repo: &Repo, variables: &[(&str, &str)]) -> Result<Report> {
    checks::exists(repo, "tests/api/main.rs")?;
    workspace_tests(repo, "package(obrady-tests)", &["-p", "obrady-tests"], variables)
}

/// Runs tests with nextest and the `filter`, or with cargo test and the `selection`.
fn workspace_tests(repo: &Repo, filter: &str, selection: &[&str], variables: &[(&str, &str)]) -> Result<Report> {
    let mut command = cargo();
    if has_nextest() {
        command.args(["nextest", "run", "--workspace", "--no-fail-fast", "-E", filter]);
    } else {
        eprintln!("  cargo-nextest is not here, so cargo test runs the tests");
        command.args(["test", "--no-fail-fast"]).args(selection);
    }
    let told = tee(command.envs(variables.iter().copied()).current_dir(&repo.root))?;
    let mut report = Report::default();
    report.tests(&told.lines, told.failure);
    Ok(report)
}

/// With the servers that the tests have compiled already.
fn failing(repo: &Repo) -> Result<Report> {
    let mut report = Report::default();
    let args = FailuresArgs { rounds: 8, restarts: 3, seed: 20_261_125, profile: "dev".to_owned() };
    report.note(run_failures(repo, &args));
    Ok(report)
}

fn browser_application(repo: &Repo) -> Result<Report> {
    checks::exists(repo, "frontend/Cargo.toml")?;
    let mut report = Report::default();
    // The models need no browser; what draws is behind cfg(target_arch = "wasm32").
    let mut models = cargo();
    models.args(["test", "--target-dir"]).arg(repo.frontend_target()).current_dir(repo.path("frontend"));
    let told = tee(&mut models)?;
    report.tests(&told.lines, told.failure);
    // With the profile in which the bundler is built, so that its dependencies are compiled once.
    let mut bundler = cargo();
    bundler.args(["test", "--release", "--target-dir"]).arg(repo.bundle_target()).current_dir(bundle::package(repo));
    let told = tee(&mut bundler)?;
    report.tests(&told.lines, told.failure);
    report.note(frontend::build(repo, Quality::Release, &repo.release_spa()));
    Ok(report)
}

fn openapi(repo: &Repo) -> Result<Report> {
    let mut report = Report::default();
    report.note(spec::check(repo));
    // The committed document, also when it is out of date: both are news.
    report.note(lint_document(repo));
    Ok(report)
}

fn lint_document(repo: &Repo) -> Result<()> {
    checks::exists(repo, "openapi/openapi.json")?;
    let dir = repo.path("openapi/lint");
    npm_packages(&dir)?;
    let redocly = run(npm(&dir)?.args(["run", "--silent", "lint:redocly"]));
    let spectral = run(npm(&dir)?.args(["run", "--silent", "lint:spectral"]));
    redocly.and(spectral)
}
