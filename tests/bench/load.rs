//! Load on one server in this process: many writers and readers at once for a while, then throughput, latency and
//! every error that occurred.

use obrady_client::MeetingFilter;
use obrady_tests::{Who, start};
use obrady_types::groups::TopicCreate;
use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};
use tokio::sync::Mutex;

/// Latencies in microseconds and errors by their words.
#[derive(Default)]
struct Tally {
    latencies: Vec<u128>,
    errors: BTreeMap<String, usize>,
}

/// Prints what so many writers and readers came to in so many seconds.
pub async fn run(writers: u64, readers: u64, seconds: u64) {
    let app = start().await;
    let client = app.client(Who::Coordinator).await;
    let (stop, group) = (Arc::new(AtomicBool::new(false)), app.world.group);
    let tallies = [Arc::new(Mutex::new(Tally::default())), Arc::new(Mutex::new(Tally::default()))];
    let begun = Instant::now();
    let mut tasks = Vec::new();
    for task in 0..writers + readers {
        let (client, stop) = (client.clone(), Arc::clone(&stop));
        let writes = task < writers;
        let tally = Arc::clone(&tallies[usize::from(!writes)]);
        tasks.push(tokio::spawn(async move {
            while !stop.load(Ordering::Relaxed) {
                let asked = Instant::now();
                let answer = if writes {
                    let input = TopicCreate {
                        title: format!("Temat {task}"),
                        sub_points: vec![],
                        priority: None,
                        planned: None,
                    };
                    client.create_topic(group, &input).await.map(|_| ())
                } else {
                    client.list_meetings(&MeetingFilter::default()).await.map(|_| ())
                };
                let mut tally = tally.lock().await;
                tally.latencies.push(asked.elapsed().as_micros());
                if let Err(error) = answer {
                    *tally.errors.entry(error.to_string()).or_default() += 1;
                }
            }
        }));
    }
    tokio::time::sleep(Duration::from_secs(seconds)).await;
    stop.store(true, Ordering::Relaxed);
    for task in tasks {
        let _ = task.await;
    }
    let took = begun.elapsed().as_secs_f64();
    for (name, tally) in ["writes", "reads"].into_iter().zip(&tallies) {
        let mut tally = tally.lock().await;
        tally.latencies.sort_unstable();
        let at = |share: usize| {
            tally.latencies.get(tally.latencies.len() * share / 1000).copied().unwrap_or(0) as f64 / 1000.0
        };
        println!(
            "{name}: {} in {took:.1} s = {:.0}/s; p50 {:.1} ms, p99 {:.1} ms; errors {:?}",
            tally.latencies.len(),
            tally.latencies.len() as f64 / took,
            at(500),
            at(990),
            tally.errors
        );
    }
}
