//! Two servers behind nginx are restarted one after the other under load, and nobody notices.

use crate::history::topic;
use crate::topology::Topology;
use anyhow::{Context, Result, ensure};
use futures_util::future::join_all;
use obrady_client::{Client, MeetingFilter};
use obrady_tests::Who;
use obrady_tests::place::Place;
use obrady_tests::process::free_address;
use std::path::Path;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::{Duration, Instant};

/// Who reads, and who writes, at once.
const READERS: usize = 6;
const WRITERS: usize = 4;

/// The time within which a server ends after SIGTERM (REL-09).
const END: Duration = Duration::from_secs(10);

/// So many restarts of each server.
///
/// # Errors
/// The first request that is not answered as it should be, or a server that does not end in time.
pub async fn run(restarts: u64) -> Result<()> {
    let Topology { place, origin, programs, mut servers, proxy } = Topology::start(free_address()?, None).await?;
    let (stop, count) = (AtomicBool::new(false), AtomicU64::new(0));
    let client = place.client(&origin, Who::Coordinator).await?;
    let work = (0..READERS + WRITERS).map(|number| work(&client, &place, number < READERS, &stop, &count));
    let restart = async {
        let mut slowest = Duration::ZERO;
        for _ in 0..restarts {
            for program in &programs {
                let server = servers.remove(0);
                let begun = Instant::now();
                server.terminate()?;
                let status = tokio::time::timeout(END, server.ended()).await.context("it does not end")??;
                ensure!(status.success(), "the server ended with {status}");
                slowest = slowest.max(begun.elapsed());
                servers.push(program.start().await?.0);
            }
        }
        anyhow::Ok(slowest)
    };
    let restarts_then_stop = async {
        let done = restart.await;
        stop.store(true, Ordering::Relaxed);
        done
    };
    let begun = Instant::now();
    let (slowest, worked) = tokio::join!(restarts_then_stop, join_all(work));
    for one in worked {
        one.with_context(|| told(&place.folder))?;
    }
    drop(proxy);
    println!(
        "{} restarts of each of 2 servers in {:.0} s, {} requests, none failed; slowest end {:.1} s",
        restarts,
        begun.elapsed().as_secs_f64(),
        count.load(Ordering::Relaxed),
        slowest?.as_secs_f64()
    );
    Ok(())
}

/// What nginx and the servers said last.
fn told(folder: &Path) -> String {
    let mut text = String::new();
    for log in ["nginx/error.log", "servers.log"] {
        let said = std::fs::read_to_string(folder.join(log)).unwrap_or_default();
        let from = said.lines().count().saturating_sub(8);
        text.push_str(&format!("{log}:\n{}\n", said.lines().skip(from).collect::<Vec<_>>().join("\n")));
    }
    text
}

/// Reads, or writes under keys, until it is told to stop.
async fn work(client: &Client, place: &Place, reads: bool, stop: &AtomicBool, count: &AtomicU64) -> Result<()> {
    while !stop.load(Ordering::Relaxed) {
        let number = count.fetch_add(1, Ordering::Relaxed);
        if reads {
            client.list_meetings(&MeetingFilter::default()).await.context("reading")?;
        } else {
            let key = format!("rolling-{number}");
            client.with_idempotency_key(&key).create_topic(place.world.group, &topic(&key)).await.context("writing")?;
        }
    }
    Ok(())
}
