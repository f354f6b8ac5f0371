//! Obrady beside the least that a server over the same database can do (`peer`), in turns.

use crate::http::{Script, Target, flat_out, steadily};
use crate::machine;
use crate::stage::{OPERATOR, PLACES, READER, Stage};
use crate::turns::{Plan, SERVER, Turns, median};
use anyhow::{Context, Result};
use obrady_entity::agenda_item;
use obrady_tests::db::is_postgres;
use obrady_tests::generate::Size;
use obrady_tests::process::{Process, Program, free_address};
use obrady_types::AgendaItemId;
use sea_orm::EntityTrait;
use serde_json::{Value, json};
use std::cell::Cell;
use std::collections::VecDeque;
use std::net::SocketAddr;
use std::time::Duration;

/// Connections that ask at once.
const CONNECTIONS: &[usize] = &[1, 16, 64];
/// The most of them.
const MOST: usize = 64;
/// Requests a second where they come whether or not earlier ones are answered.
const STEADY: u64 = 500;
/// Who wants one of 25 places.
const RUSH: u64 = 500;
const CHANGE: &str = "change of one item";
const RUSHING: &str = "500 register for 25 places";
/// How often the server is started to see how long that takes.
const STARTS: usize = 5;

/// Both servers over one database.
struct Both<'a> {
    stage: &'a Stage,
    plan: Plan,
    ours: (Process, SocketAddr),
    peer: (Process, SocketAddr),
}

/// Prints tables in Markdown.
///
/// # Errors
/// When a server cannot be started or an answer is not a success.
pub async fn run(plan: Plan) -> Result<()> {
    let stage = Stage::make(Size::Small, RUSH).await?;
    println!("{}, {}", if is_postgres() { "PostgreSQL" } else { "SQLite" }, machine::told()?);
    println!("{} runs of {} s each, in turns; medians", plan.runs, plan.seconds);
    let program = stage.program(1)?;
    let (mut starts, mut running) = (Vec::new(), None);
    for _ in 0..STARTS {
        drop(running.take());
        let (process, took) = program.start_in(SERVER).await?;
        starts.push(took.as_secs_f64() * 1000.0);
        running = Some(process);
    }
    let ours = running.context("a running server")?;
    tokio::time::sleep(Duration::from_secs(2)).await;
    let idle = ours.memory("VmRSS")?;
    let other = peer(&stage, &ours.base).await?;
    let (peer, _) = other.start_in(SERVER).await?;
    let both = Both { stage: &stage, plan: plan.clone(), ours: (ours, program.address), peer: (peer, other.address) };
    println!("\n| what | load | Obrady /s | peer /s | share | Obrady p50 / p99 ms | peer p50 / p99 ms |");
    println!("| --- | --- | ---: | ---: | ---: | ---: | ---: |");
    both.reads().await?;
    let syncs = if plan.wants(CHANGE) { both.changes().await? } else { f64::NAN };
    if plan.wants(RUSHING) {
        both.rush().await?;
    }
    let (ours, peer) = (both.ours.0.memory("VmHWM")?, both.peer.0.memory("VmHWM")?);
    println!("\nsyncs of one page: {syncs:.0} a second");
    println!("memory: {} MB idle, {} MB at most; peer {} MB at most", mega(idle), mega(ours), mega(peer));
    println!("first answer: {:.0} ms after start, median of {STARTS}", median(starts));
    Ok(())
}

fn mega(bytes: u64) -> u64 {
    bytes / 1_000_000
}

/// The peer as a process of this binary, which checks the tokens that ours signs.
async fn peer(stage: &Stage, base: &str) -> Result<Program> {
    let keys: Value = reqwest::get(format!("{base}/.well-known/jwks.json")).await?.json().await?;
    let x = keys["keys"][0]["x"].as_str().context("a public key")?;
    let address = free_address()?;
    let arguments = [
        "peer".to_owned(),
        format!("--database={}", stage.url()),
        format!("--key={x}"),
        format!("--issuer={base}"),
        format!("--listen={address}"),
    ];
    let program = stage.program(1)?;
    Ok(Program { binary: std::env::current_exe()?, arguments: arguments.to_vec(), address, ..program })
}

fn print(turns: &Turns, name: &str, load: &str) {
    println!(
        "| {name} | {load} | {:.0} | {:.0} | {:.0} % | {:.1} / {:.1} | {:.1} / {:.1} |",
        turns.rate(0),
        turns.rate(1),
        turns.ratio() * 100.0,
        turns.millis(0, 500),
        turns.millis(0, 990),
        turns.millis(1, 500),
        turns.millis(1, 990),
    );
}

impl Both<'_> {
    /// Both servers, asked by somebody who is signed in; the peer knows nobody else.
    async fn targets(&self, sign_in_name: &str) -> Result<[Target; 2]> {
        let token = Some(self.stage.token(&self.ours.0.base, sign_in_name).await?);
        Ok([Target { address: self.ours.1, token: token.clone() }, Target { address: self.peer.1, token }])
    }

    async fn reads(&self) -> Result<()> {
        let (meeting, _) = self.stage.meeting(true).await?;
        let agenda = [format!("/api/v1/meetings/{meeting}/agenda"), format!("/meetings/{meeting}/agenda")];
        let list = ["/api/v1/meetings?limit=50".to_owned(), "/meetings".to_owned()];
        let search = ["/api/v1/institutions?q=osrodek&limit=50".to_owned(), "/institutions?q=osrodek".to_owned()];
        let cases = [
            ("agenda of 20 items", Some(READER), agenda.clone()),
            ("the same, by a visitor", None, agenda.clone()),
            ("the same as a draft", Some(OPERATOR), agenda),
            ("list of 50 meetings", Some(READER), list),
            ("search of institutions", Some(READER), search),
        ];
        let time = Duration::from_secs(self.plan.seconds);
        for (name, who, paths) in cases.into_iter().filter(|(name, ..)| self.plan.wants(name)) {
            let mut targets = self.targets(who.unwrap_or(READER)).await?;
            if who.is_none() {
                targets[0].token = None;
            }
            let scripts = paths.map(|path| Script::Get { path });
            for connections in CONNECTIONS {
                let turns = Turns::take(&self.plan, &targets, async |side, target| {
                    flat_out(target, vec![scripts[side].clone(); *connections], time).await
                });
                print(&turns.await?, name, &format!("{connections} at once"));
            }
            let turns = Turns::take(&self.plan, &targets, async |side, target| {
                steadily(target, &scripts[side], STEADY, time).await
            });
            print(&turns.await?, name, &format!("{STEADY} a second"));
        }
        Ok(())
    }

    /// Each connection changes an item of its own: the title, on the version that it was told last. Returns how often
    /// a second the disk can sync.
    async fn changes(&self) -> Result<f64> {
        let mut items: [Vec<AgendaItemId>; 2] = Default::default();
        for side in &mut items {
            while side.len() < MOST {
                side.extend(self.stage.meeting(false).await?.1);
            }
        }
        let time = Duration::from_secs(self.plan.seconds);
        let mut syncs = Vec::new();
        let targets = self.targets(OPERATOR).await?;
        for connections in CONNECTIONS {
            syncs.push(machine::syncs_per_second(self.stage.folder(), time)?);
            let turns = Turns::take(&self.plan, &targets, async |side, target| {
                let mut scripts = Vec::new();
                for item in items[side].iter().take(*connections) {
                    scripts.push(self.patch(side, *item).await?);
                }
                flat_out(target, scripts, time).await
            });
            print(&turns.await?, CHANGE, &format!("{connections} at once"));
        }
        Ok(median(syncs))
    }

    async fn patch(&self, side: usize, item: AgendaItemId) -> Result<Script> {
        let found = agenda_item::Entity::find_by_id(uuid::Uuid::from(item)).one(self.stage.db().reader()).await?;
        let (prefix, kind) = [("/api/v1", "application/merge-patch+json"), ("", "application/json")][side];
        let tag = format!("\"{}\"", found.context("an item")?.version);
        Ok(Script::Patch { path: format!("{prefix}/agenda-items/{item}"), kind, tag, number: 0 })
    }

    /// Five hundred want one of twenty-five places; all are answered.
    async fn rush(&self) -> Result<()> {
        let run = Cell::new(0);
        let targets = self.targets(OPERATOR).await?;
        let turns = Turns::take(&self.plan, &targets, async |side, target| {
            run.set(run.get() + 1);
            let edition = self.stage.edition(&format!("P/{}", run.get())).await?;
            let path = [
                format!("/api/v1/training-editions/{edition}/registrations"),
                format!("/editions/{edition}/{PLACES}/registrations"),
            ];
            let mut bodies = vec![VecDeque::new(); MOST];
            for (number, person) in self.stage.people.iter().enumerate() {
                let body = json!({ "person_id": person, "institution_id": null, "clause_number": self.stage.clause });
                bodies[number % MOST].push_back(body.to_string());
            }
            let scripts = bodies.into_iter().map(|bodies| Script::Post { path: path[side].clone(), bodies });
            flat_out(target, scripts.collect(), Duration::MAX).await
        });
        print(&turns.await?, RUSHING, &format!("{MOST} at once"));
        Ok(())
    }
}
