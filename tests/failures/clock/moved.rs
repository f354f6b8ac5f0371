//! A clock that is moved while a server runs: libfaketime reads from a file by how much it is off.

use anyhow::{Context, Result, bail, ensure};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::{DateTime, Duration, Utc};
use obrady_client::Client;
use obrady_domain::clock::{Clock, SystemClock};
use obrady_tests::process::{Process, Program};
use std::path::{Path, PathBuf};

/// Where distributions put the library.
const FOLDERS: [&str; 4] = [
    "/usr/lib/x86_64-linux-gnu/faketime",
    "/usr/lib/aarch64-linux-gnu/faketime",
    "/usr/lib64/faketime",
    "/usr/lib/faketime",
];

/// The clock of every server that is started with it.
pub struct Moved {
    library: PathBuf,
    file: PathBuf,
}

impl Moved {
    /// A clock that shows `now`.
    pub fn at(folder: &Path, now: DateTime<Utc>) -> Result<Self> {
        let mut found = FOLDERS.iter().map(|folder| Path::new(folder).join("libfaketimeMT.so.1"));
        let library = found.find(|library| library.is_file());
        let library = library.context("libfaketime is missing; Debian's package is called faketime")?;
        let clock = Self { library, file: folder.join("clock") };
        clock.set(now)?;
        Ok(clock)
    }

    /// Moves it, for running servers too.
    pub fn set(&self, now: DateTime<Utc>) -> Result<()> {
        let off = (now - SystemClock.now()).num_milliseconds();
        let sign = if off < 0 { '-' } else { '+' };
        // Replaced as a whole: a server may be reading it.
        let fresh = self.file.with_extension("new");
        std::fs::write(&fresh, format!("{sign}{}.{:03}", off.abs() / 1000, off.abs() % 1000))?;
        Ok(std::fs::rename(fresh, &self.file)?)
    }

    /// Starts a server by this clock, and waits until it is ready. Only the time of day is moved: what measures
    /// spans goes on as it does when the time of a real machine is set.
    pub async fn start(&self, program: &Program) -> Result<Process> {
        let variables = [
            format!("LD_PRELOAD={}", self.library.display()),
            format!("FAKETIME_TIMESTAMP_FILE={}", self.file.display()),
            "FAKETIME_NO_CACHE=1".to_owned(),
            "FAKETIME_DONT_FAKE_MONOTONIC=1".to_owned(),
            "NO_FAKE_STAT=1".to_owned(),
        ];
        let wrapper: Vec<&str> = std::iter::once("env").chain(variables.iter().map(String::as_str)).collect();
        let mut process = program.spawn(&wrapper)?;
        process.ready().await.with_context(|| format!("see {}", program.log.display()))?;
        Ok(process)
    }
}

/// When a client's token was issued, by the server's clock.
pub fn issued(client: &Client) -> Result<DateTime<Utc>> {
    let token = client.token().context("no token")?;
    let claims = token.split('.').nth(1).context("no claims")?;
    let claims: serde_json::Value = serde_json::from_slice(&URL_SAFE_NO_PAD.decode(claims)?)?;
    let seconds = claims["iat"].as_i64().context("no instant")?;
    DateTime::from_timestamp(seconds, 0).context("no instant")
}

/// Fails when a client's token was not issued about then: the clock would not have moved.
pub fn issued_about(client: &Client, then: DateTime<Utc>) -> Result<()> {
    let issued = issued(client)?;
    ensure!((issued - then).abs() < Duration::seconds(60), "the server's clock shows {issued} instead of {then}");
    Ok(())
}

/// Asks again and again, for at most so many seconds, until the answer is yes.
pub async fn wait_for<F: Future<Output = Result<bool>>>(what: &str, seconds: u64, ask: impl Fn() -> F) -> Result<()> {
    let begun = std::time::Instant::now();
    while begun.elapsed().as_secs() < seconds {
        if ask().await? {
            return Ok(());
        }
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
    bail!("{what}: not within {seconds} s")
}
