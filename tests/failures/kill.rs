//! Servers that are killed at random moments while many write (REL-04, 15, 20, 21).

use crate::check;
use crate::history::{History, Load, Work};
use anyhow::{Context, Result};
use futures_util::future::join_all;
use obrady_tests::Who;
use obrady_tests::place::{Place, postgres};
use obrady_tests::process::{Process, Program};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::{Duration, Instant};

/// Who writes what. One rotates the chair: whoever starts a term names the one that it replaces.
const WRITERS: &[(Who, Work)] = &[
    (Who::Coordinator, Work::Agenda),
    (Who::Coordinator, Work::Agenda),
    (Who::Coordinator, Work::Topics),
    (Who::Coordinator, Work::Topics),
    (Who::Admin, Work::Registrations),
    (Who::Admin, Work::Registrations),
    (Who::Admin, Work::Offices),
];

/// On PostgreSQL, the database itself is ended without a word in one round of so many.
const DATABASE: u64 = 5;

/// Runs so many rounds of load, death and return, and checks everything after each.
///
/// # Errors
/// The first thing that is lost or broken.
pub async fn run(rounds: u64, replicas: usize, seed: u64) -> Result<()> {
    let place = Place::make().await?;
    let first = place.program()?;
    let mut programs = vec![first.clone()];
    for _ in 1..replicas {
        programs.push(first.replica()?);
    }
    let mut random = fastrand::Rng::with_seed(seed);
    let mut servers = start(&programs).await?;
    let mut histories: Vec<History> = WRITERS.iter().map(|_| History::default()).collect();
    let mut load =
        Load { world: &place.world, edition: place.edition, stop: AtomicBool::new(false), next: AtomicU64::new(1) };
    let (begun, mut slowest) = (Instant::now(), Duration::ZERO);
    for round in 1..=rounds {
        let db = place.connect().await?;
        let chair = check::chair(&db).await?;
        for history in &mut histories {
            history.chair = Some(chair);
        }
        db.close().await?;
        load.stop = AtomicBool::new(false);
        let crash = obrady_tests::db::is_postgres() && round % DATABASE == 0;
        servers = one_round(&place, &load, &programs, servers, &mut histories, &mut random, crash)
            .await
            .with_context(|| format!("round {round}"))?;
        slowest =
            slowest.max(check_all(&place, &programs, &mut histories).await.with_context(|| format!("round {round}"))?);
        if round % 20 == 0 || round == rounds {
            println!("round {round}: {}", told(&histories));
        }
    }
    drop(servers);
    println!(
        "{rounds} rounds, {replicas} server(s), {} in {:.0} s: nothing lost, nothing broken; slowest check {:.1} s",
        if obrady_tests::db::is_postgres() { "PostgreSQL" } else { "SQLite" },
        begun.elapsed().as_secs_f64(),
        slowest.as_secs_f64(),
    );
    Ok(())
}

async fn start(programs: &[Program]) -> Result<Vec<Process>> {
    let started = join_all(programs.iter().map(Program::start)).await;
    started.into_iter().map(|one| Ok(one?.0)).collect()
}

/// Writers work; at a random moment one server, all of them, or the database dies; then all are there again.
async fn one_round(
    place: &Place,
    load: &Load<'_>,
    programs: &[Program],
    servers: Vec<Process>,
    histories: &mut [History],
    random: &mut fastrand::Rng,
    crash: bool,
) -> Result<Vec<Process>> {
    let mut clients = Vec::new();
    for (number, (who, _)) in WRITERS.iter().enumerate() {
        clients.push(place.client(&servers[number % servers.len()].base, *who).await?);
    }
    let writers = clients
        .iter()
        .zip(WRITERS)
        .zip(histories)
        .map(|((client, (_, work)), history)| load.work(client, *work, history));
    let moment = Duration::from_micros(random.u64(50_000..900_000));
    let all = random.bool();
    let victim = random.usize(..servers.len());
    let kill = async {
        tokio::time::sleep(moment).await;
        if crash {
            tokio::task::spawn_blocking(|| postgres(&["stop", "-m", "immediate"])).await??;
        }
        let mut left = Vec::new();
        for (number, server) in servers.into_iter().enumerate() {
            // Where the database dies, the servers live on and have to find it again.
            if !crash && (all || number == victim) {
                server.kill()?;
                left.push(None);
            } else {
                left.push(Some(server));
            }
        }
        load.stop.store(true, Ordering::Relaxed);
        if crash {
            tokio::task::spawn_blocking(|| postgres(&["start"])).await??;
        }
        anyhow::Ok(left)
    };
    let (left, _) = tokio::join!(kill, join_all(writers));
    let mut back = Vec::new();
    for (program, server) in programs.iter().zip(left?) {
        back.push(match server {
            Some(mut server) => {
                server.ready().await?;
                server
            }
            None => program.start().await?.0,
        });
    }
    Ok(back)
}

async fn check_all(place: &Place, programs: &[Program], histories: &mut [History]) -> Result<Duration> {
    let begun = Instant::now();
    let db = place.connect().await?;
    for (number, history) in histories.iter_mut().enumerate() {
        let base = format!("http://{}", programs[number % programs.len()].address);
        let client = place.client(&base, WRITERS[number].0).await?;
        check::answered(place, &client, &db, history).await?;
    }
    check::data(&db).await?;
    db.close().await?;
    Ok(begun.elapsed())
}

fn told(histories: &[History]) -> String {
    let (answered, unanswered): (usize, usize) =
        (histories.iter().map(|one| one.answered).sum(), histories.iter().map(|one| one.unanswered).sum());
    let mut refused = std::collections::BTreeMap::new();
    for (code, count) in histories.iter().flat_map(|one| &one.refused) {
        *refused.entry(code.clone()).or_insert(0) += count;
    }
    format!("{answered} writes answered, {unanswered} not, refused {refused:?}")
}
