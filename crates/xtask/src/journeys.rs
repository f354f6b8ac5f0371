//! The browser journeys of tests/e2e. Its Playwright configuration starts the server from the variables set here.

use anyhow::Result;

use crate::command::tee;
use crate::repo::Repo;
use crate::test::Report;
use crate::tools::{chromium, npm_packages, npx};
use crate::{checks, frontend, server};

/// Builds what the journeys need and runs them.
pub fn run_all(repo: &Repo) -> Result<Report> {
    let dir = checks::exists(repo, "tests/e2e")?;
    checks::exists(repo, "tests/e2e/package-lock.json")?;
    let browser = chromium()?;
    npm_packages(&dir)?;
    let spa = frontend::any(repo)?;
    let binary = server::dev(repo)?;
    let told = tee(npx(&dir)?
        .args(["--no-install", "playwright", "test"])
        .env("OBRADY_BIN", binary)
        .env("OBRADY_SPA", spa)
        .env("CHROMIUM", browser))?;
    let mut report = Report::default();
    report.tests(&told.lines, told.failure);
    Ok(report)
}
