//! Benchmarks on a server in this process. `OBRADY_TEST_ENGINE` chooses the engine as for the tests.
//!
//! - `load`: 200 writers and 20 readers at once (`--writers=`, `--readers=`, `--seconds=`);
//! - `pages`: the calls of each public page at a steady rate over generated data (`--size=`, `--rate=`, `--seconds=`);
//! - `generate`: only writes the data of a size (`--size=`) into an empty database (`--database=`).

mod load;
mod pages;

use anyhow::{Context, Result, bail};
use obrady_tests::generate::Size;

/// The value of `--name=value`.
fn option(name: &str) -> Option<String> {
    std::env::args().find_map(|arg| Some(arg.strip_prefix(&format!("--{name}="))?.to_owned()))
}

fn number(name: &str, default: u64) -> Result<u64> {
    option(name).map_or(Ok(default), |text| text.parse().with_context(|| format!("--{name}={text}")))
}

#[tokio::main]
async fn main() -> Result<()> {
    let size = || option("size").as_deref().unwrap_or("medium").parse::<Size>();
    match std::env::args().nth(1).as_deref() {
        Some("load") => {
            load::run(number("writers", 200)?, number("readers", 20)?, number("seconds", 60)?).await;
            Ok(())
        }
        Some("pages") => pages::run(size()?, number("rate", 20)?, number("seconds", 10)?).await,
        Some("generate") => {
            let url = option("database").context("--database=sqlite:PATH or postgres://… is missing")?;
            obrady_tests::generate::fill(&url, size()?).await
        }
        _ => bail!("say load, pages or generate"),
    }
}
