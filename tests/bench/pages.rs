//! What visitors wait for: the calls of each public page, sent at a steady rate whether or not earlier ones have been
//! answered (open loop), so that a slow answer is not hidden by asking less. A latency is counted from the instant at
//! which its request was due.

use anyhow::{Context, Result};
use obrady_tests::generate::{self, Size};
use obrady_tests::start_generated;
use serde_json::Value;
use std::time::{Duration, Instant};

/// A page and its calls; `{name}` is the id of the first item of the list of that name.
const PAGES: &[(&str, &[&str])] = &[
    ("start", &["/api/v1/meetings?limit=10", "/api/v1/news-items?limit=3"]),
    ("groups", &["/api/v1/bodies?limit=50"]),
    (
        "group",
        &[
            "/api/v1/bodies/{bodies}",
            "/api/v1/bodies/{bodies}/profile",
            "/api/v1/meetings?body_id={bodies}",
            "/api/v1/bodies/{bodies}/topics",
            "/api/v1/bodies/{bodies}/work-plans",
        ],
    ),
    (
        "meeting",
        &["/api/v1/meetings/{meetings}", "/api/v1/meetings/{meetings}/agenda", "/api/v1/meetings/{meetings}/record"],
    ),
    ("programmes", &["/api/v1/programmes?limit=50"]),
    (
        "programme",
        &[
            "/api/v1/programmes/{programmes}",
            "/api/v1/programmes/{programmes}/objectives",
            "/api/v1/programmes/{programmes}/recommendations",
            "/api/v1/programmes/{programmes}/initiatives",
            "/api/v1/programmes/{programmes}/versions",
        ],
    ),
    ("trainings", &["/api/v1/training-editions?limit=50"]),
    ("training", &["/api/v1/training-editions/{training-editions}"]),
    ("news", &["/api/v1/news-items?limit=50"]),
    ("news item", &["/api/v1/news-items/{news-items}"]),
    ("institutions", &["/api/v1/institutions?limit=50", "/api/v1/institutions?q=osrodek&limit=50"]),
    ("institution", &["/api/v1/institutions/{institutions}"]),
    ("people", &["/api/v1/people?limit=50"]),
    ("regions", &["/api/v1/regions"]),
];

/// Lists whose first item's id is needed.
const LISTS: &[(&str, &str)] = &[
    ("bodies", "/api/v1/bodies?kind=group"),
    ("meetings", "/api/v1/meetings?state=held"),
    ("programmes", "/api/v1/programmes"),
    ("training-editions", "/api/v1/training-editions"),
    ("news-items", "/api/v1/news-items"),
    ("institutions", "/api/v1/institutions"),
];

/// Prints 50th and 99th percentile and the worst of each call.
///
/// # Errors
/// When the data cannot be made or a call is refused.
pub async fn run(size: Size, rate: u64, seconds: u64) -> Result<()> {
    let begun = Instant::now();
    let app = start_generated(size).await?;
    println!("data of size {size:?} in {:.1} s", begun.elapsed().as_secs_f64());
    for (table, rows) in generate::counts(&app.ctx.db).await? {
        println!("  {table}: {rows}");
    }
    let http = reqwest::Client::builder().no_proxy().build()?;
    let mut ids = Vec::new();
    for (name, list) in LISTS {
        let answer: Value = http.get(format!("{}{list}", app.base)).send().await?.error_for_status()?.json().await?;
        let id = answer["items"][0]["id"].as_str().with_context(|| format!("{list} is empty"))?;
        ids.push((format!("{{{name}}}"), id.to_owned()));
    }
    println!("{:<14} {:>8} {:>8} {:>8}  call, at {rate} requests/s", "page", "p50 ms", "p99 ms", "max ms");
    for (page, calls) in PAGES {
        for call in *calls {
            let path = ids.iter().fold((*call).to_owned(), |path, (name, id)| path.replace(name, id));
            let took = steadily(&http, &format!("{}{path}", app.base), rate, seconds).await?;
            let at = |per_mille: usize| took[(took.len() - 1) * per_mille / 1000].as_secs_f64() * 1000.0;
            println!("{page:<14} {:>8.1} {:>8.1} {:>8.1}  {call}", at(500), at(990), at(1000));
        }
    }
    Ok(())
}

/// The sorted latencies of one call.
async fn steadily(http: &reqwest::Client, url: &str, rate: u64, seconds: u64) -> Result<Vec<Duration>> {
    let begun = Instant::now();
    let mut asked = Vec::new();
    for number in 0..rate * seconds {
        let due = begun + Duration::from_micros(number * 1_000_000 / rate);
        let (http, url) = (http.clone(), url.to_owned());
        asked.push(tokio::spawn(async move {
            tokio::time::sleep_until(due.into()).await;
            http.get(url).send().await?.error_for_status()?.bytes().await?;
            anyhow::Ok(due.elapsed())
        }));
    }
    let mut took = Vec::new();
    for answer in asked {
        took.push(answer.await??);
    }
    took.sort_unstable();
    Ok(took)
}
