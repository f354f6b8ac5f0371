//! What becomes of the data when things fail: real processes, real databases, real signals. `cargo xtask failures`
//! builds what is needed and calls this; `OBRADY_TEST_ENGINE` chooses the engine as for the tests.
//!
//! - `kill`: servers are killed at random moments under a mixed load (`--rounds=`, `--replicas=`, `--seed=`);
//! - `clock`: the clock of a server jumps while it runs;
//! - `rolling`: two servers behind nginx are restarted one after the other under load (`--restarts=`);
//! - `topology`: the same two servers, until Ctrl-C (`--port=`), for somebody to try; `OBRADY_SPA` is what they deliver.

mod check;
mod clock;
mod history;
mod kill;
mod rolling;
mod topology;

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
        Some("clock") => clock::run().await,
        Some("rolling") => rolling::run(number("restarts", 10)?).await,
        Some("topology") => topology::serve(u16::try_from(number("port", 8080)?)?).await,
        _ => bail!("say clock, kill, rolling or topology"),
    }
}
