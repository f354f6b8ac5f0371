//! Every public read over the data of one province and one year beside sixteen provinces and twenty years.

use crate::http::{Script, Target, flat_out, steadily};
use crate::machine;
use crate::stage::Stage;
use crate::turns::{Plan, SERVER, Turns};
use anyhow::{Context, Result};
use obrady_tests::db::is_postgres;
use obrady_tests::generate::{self, Size};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::time::{Duration, Instant};

/// Connections that ask at once.
const CONNECTIONS: usize = 16;
/// Requests a second where they come whether or not earlier ones are answered.
const STEADY: u64 = 100;

/// What a visitor can read: each path as the document has it, with the ids of something that exists.
type Reads = BTreeMap<String, Read>;

struct Read {
    url: String,
    /// Of the first page, where it is a list.
    rows: Option<usize>,
}

impl Read {
    /// The address; of a list, with as many rows as both have: a short page is no proof of a quick search.
    fn with_as_many(&self, other: &Self) -> String {
        let (Some(own), Some(others)) = (self.rows, other.rows) else { return self.url.clone() };
        let sign = if self.url.contains('?') { '&' } else { '?' };
        format!("{}{sign}limit={}", self.url, own.min(others).max(1))
    }
}

/// Prints a table in Markdown. The first factor is how many times as much the server does over the small data, the
/// second how many times as long the hundredth part of the answers takes over the large.
///
/// # Errors
/// When the data cannot be made, a server cannot be started or an answer is not a success.
pub async fn run(plan: Plan) -> Result<()> {
    println!("{}, {}", if is_postgres() { "PostgreSQL" } else { "SQLite" }, machine::told()?);
    println!("{} runs of {} s each, in turns; medians", plan.runs, plan.seconds);
    let (mut servers, mut targets, mut reads, mut stages) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    for size in [Size::Small, Size::Large] {
        let begun = Instant::now();
        let stage = Stage::make(size, 1).await?;
        println!("data of size {size:?} in {:.0} s: {}", begun.elapsed().as_secs_f64(), counted(&stage).await?);
        let program = stage.program(1)?;
        let (process, _) = program.start_in(SERVER).await?;
        reads.push(public_reads(&process.base).await?);
        targets.push(Target { address: program.address, token: None });
        servers.push(process);
        stages.push(stage);
    }
    let targets: [Target; 2] = targets.try_into().map_err(|_| anyhow::anyhow!("two servers"))?;
    println!("\n| read | small /s | large /s | factor | small p99 ms | large p99 ms | factor |");
    println!("| --- | ---: | ---: | ---: | ---: | ---: | ---: |");
    let time = Duration::from_secs(plan.seconds);
    for (read, small) in reads[0].iter().filter(|(read, _)| plan.wants(read)) {
        let large = reads[1].get(read).with_context(|| format!("{read} is not in the large data"))?;
        let scripts =
            [(small, large), (large, small)].map(|(one, other)| Script::Get { path: one.with_as_many(other) });
        let fast = Turns::take(&plan, &targets, async |side, target| {
            flat_out(target, vec![scripts[side].clone(); CONNECTIONS], time).await
        });
        let fast = fast.await?;
        let calm =
            Turns::take(&plan, &targets, async |side, target| steadily(target, &scripts[side], STEADY, time).await);
        let calm = calm.await?;
        println!(
            "| {read} | {:.0} | {:.0} | {:.2} | {:.1} | {:.1} | {:.2} |",
            fast.rate(0),
            fast.rate(1),
            fast.ratio(),
            calm.millis(0, 990),
            calm.millis(1, 990),
            calm.millis(1, 990) / calm.millis(0, 990),
        );
    }
    Ok(())
}

async fn counted(stage: &Stage) -> Result<String> {
    let counts = generate::counts(stage.db()).await?;
    Ok(counts.into_iter().map(|(table, rows)| format!("{rows} {table}")).collect::<Vec<_>>().join(", "))
}

/// Every read of the document that answers a visitor. Ids come from the lists, and from what the lists lead to.
async fn public_reads(base: &str) -> Result<Reads> {
    let http = reqwest::Client::builder().no_proxy().build()?;
    let document: Value = http.get(format!("{base}/api/v1/openapi.json")).send().await?.json().await?;
    let paths = document["paths"].as_object().context("paths")?;
    let mut left: BTreeSet<&str> =
        paths.iter().filter(|(_, path)| path["get"].is_object()).map(|(name, _)| name.as_str()).collect();
    left.remove("/api/v1/openapi.json");
    let (mut ids, mut reads) = (BTreeMap::<String, String>::new(), Reads::new());
    loop {
        let known: Vec<(&str, String)> = left.iter().filter_map(|path| Some((*path, filled(path, &ids)?))).collect();
        if known.is_empty() {
            return Ok(reads);
        }
        for (path, url) in known {
            left.remove(path);
            let answer = http.get(format!("{base}{url}")).send().await?;
            if answer.status() != 200 {
                continue;
            }
            let answer: Value = answer.json().await?;
            find_ids(path, &answer, &mut ids);
            let parameters = paths[path]["get"]["parameters"].as_array();
            let is_list = parameters.into_iter().flatten().any(|parameter| parameter["name"] == "limit");
            let rows = answer["items"].as_array().filter(|_| is_list).map(Vec::len);
            reads.insert(path.trim_start_matches("/api/v1").to_owned(), Read { url, rows });
        }
    }
}

/// A path with the ids of its collections; none while one is unknown. Meetings are read that have a record.
fn filled(path: &str, ids: &BTreeMap<String, String>) -> Option<String> {
    let parts: Vec<&str> = path.split('/').collect();
    let mut url = Vec::new();
    for (number, part) in parts.iter().enumerate() {
        url.push(if part.starts_with('{') { ids.get(parts[number - 1])?.as_str() } else { part });
    }
    let query = if path.ends_with("/meetings") { "?state=held" } else { "" };
    Some(url.join("/") + query)
}

/// Remembers the first id of each list of an answer, under the name of its collection.
fn find_ids(path: &str, answer: &Value, ids: &mut BTreeMap<String, String>) {
    for (key, list) in answer.as_object().into_iter().flatten() {
        let Some(id) = list.pointer("/0/id").and_then(Value::as_str) else { continue };
        let last = path.rsplit('/').next().unwrap_or_default();
        let collection = match (key.as_str(), last) {
            ("items", "agenda") => "agenda-items".to_owned(),
            ("items", last) => last.to_owned(),
            (key, _) => key.replace('_', "-"),
        };
        ids.entry(collection).or_insert_with(|| id.to_owned());
    }
}
