//! What becomes of the data when things fail: real processes, real databases, real signals. `cargo xtask failures`
//! builds what is needed and calls this; `OBRADY_TEST_ENGINE` chooses the engine as for the tests.
//!
//! - `kill`: servers are killed at random moments under a mixed load (`--rounds=`, `--replicas=`, `--seed=`);
//! - `rolling`: two servers behind nginx are restarted one after the other under load (`--restarts=`).

mod check;
mod history;
mod kill;
mod rolling;

use anyhow::{Context, Result, bail};

/// The number behind `--name=`.
fn number(name: &str, default: u64) -> Result<u64> {
    let value = std::env::args().find_map(|arg| Some(arg.strip_prefix(&format!("--{name}="))?.to_owned()));
    value.map_or(Ok(default), |text| text.parse().with_context(|| format!("--{name}={text}")))
}

#[tokio::main]
async fn main() -> Result<()> {
    match std::env::args().nth(1).as_deref() {
        Some("kill") => {
            let replicas = usize::try_from(number("replicas", 1)?)?;
            kill::run(number("rounds", 200)?, replicas, number("seed", 20_261_125)?).await
        }
        Some("rolling") => rolling::run(number("restarts", 10)?).await,
        _ => bail!("say kill or rolling"),
    }
}
