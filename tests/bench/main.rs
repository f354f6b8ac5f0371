//! Benchmarks. `OBRADY_TEST_ENGINE` chooses the engine as for the tests.
//!
//! - `compare`: the program beside the least that a server can do (`--seconds=`, `--runs=`,
//!   `--only=` for what has these words in its name);
//! - `sizes`: every public read over small and over large data (the same);
//! - `load`: 200 writers and 20 readers at once on a server in this process (`--writers=`, `--readers=`, `--seconds=`);
//! - `generate`: only writes the data of a size (`--size=`) into an empty database (`--database=`).

mod compare;
mod http;
mod load;
mod machine;
mod peer;
mod sizes;
mod stage;
mod turns;

use anyhow::{Context, Result, bail};
use obrady_tests::generate::Size;

/// The value of `--name=value`.
fn option(name: &str) -> Option<String> {
    std::env::args().find_map(|arg| Some(arg.strip_prefix(&format!("--{name}="))?.to_owned()))
}

fn number(name: &str, default: u64) -> Result<u64> {
    option(name).map_or(Ok(default), |text| text.parse().with_context(|| format!("--{name}={text}")))
}

fn plan(seconds: u64, runs: u64) -> Result<turns::Plan> {
    Ok(turns::Plan {
        seconds: number("seconds", seconds)?,
        runs: usize::try_from(number("runs", runs)?)?,
        only: option("only"),
    })
}

#[tokio::main]
async fn main() -> Result<()> {
    match std::env::args().nth(1).as_deref() {
        Some("compare") => compare::run(plan(2, 5)?).await,
        Some("sizes") => sizes::run(plan(1, 3)?).await,
        Some("peer") => {
            let need = |name: &str| option(name).with_context(|| format!("--{name}= is missing"));
            peer::serve(&need("database")?, &need("key")?, &need("issuer")?, need("listen")?.parse()?).await
        }
        Some("load") => {
            load::run(number("writers", 200)?, number("readers", 20)?, number("seconds", 60)?).await;
            Ok(())
        }
        Some("generate") => {
            let url = option("database").context("--database=sqlite:PATH or postgres://… is missing")?;
            let size = option("size").as_deref().unwrap_or("medium").parse::<Size>()?;
            obrady_tests::generate::fill(&url, size).await
        }
        _ => bail!("say compare, sizes, load or generate"),
    }
}
