//! Requests over kept connections, as fast as they are answered or at a steady rate. The client does as little as it
//! can, because it runs on the same machine as what it measures.

use anyhow::{Context, Result, bail};
use http_body_util::{BodyExt, Full};
use hyper::body::Bytes;
use hyper::client::conn::http1::{SendRequest, handshake};
use hyper::header::{AUTHORIZATION, CONTENT_TYPE, ETAG, HOST, IF_MATCH};
use hyper::{Request, StatusCode};
use hyper_util::rt::TokioIo;
use std::collections::VecDeque;
use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};
use tokio::net::TcpStream;
use tokio::task::JoinHandle;

/// Connections of the steady rate: so many requests may wait at once.
const STEADY_CONNECTIONS: usize = 64;

/// Where requests go, and as whom.
#[derive(Clone, Debug)]
pub struct Target {
    pub address: SocketAddr,
    pub token: Option<String>,
}

/// What one connection sends.
#[derive(Clone, Debug)]
pub enum Script {
    /// The same read, for ever.
    Get { path: String },
    /// Changes of one object, each on the version that the one before answered; `kind` is the media type.
    Patch { path: String, kind: &'static str, tag: String, number: u64 },
    /// These bodies, each once.
    Post { path: String, bodies: VecDeque<String> },
}

/// What came of it: how long each answer took, in rising order, and how long all of it took.
#[derive(Debug)]
pub struct Took {
    pub latencies: Vec<Duration>,
    pub elapsed: Duration,
}

impl Took {
    /// Answers in a second.
    pub fn rate(&self) -> f64 {
        self.latencies.len() as f64 / self.elapsed.as_secs_f64()
    }

    /// The latency that so many of a thousand answers did not exceed, in milliseconds.
    pub fn millis(&self, per_mille: usize) -> f64 {
        let last = self.latencies.len().saturating_sub(1);
        self.latencies.get(last * per_mille / 1000).map_or(f64::NAN, Duration::as_secs_f64) * 1000.0
    }
}

impl Script {
    /// The next request; none when everything is sent.
    fn next(&mut self, target: &Target) -> Result<Option<Request<Full<Bytes>>>> {
        let mut request = Request::builder().header(HOST, target.address.to_string());
        if let Some(token) = &target.token {
            request = request.header(AUTHORIZATION, format!("Bearer {token}"));
        }
        let request = match self {
            Self::Get { path } => request.uri(path.as_str()).body(Full::default()),
            Self::Patch { path, kind, tag, number } => {
                *number += 1;
                let request = request.method("PATCH").uri(path.as_str()).header(CONTENT_TYPE, *kind);
                let body = format!(r#"{{"title":"Sprawy bieżące, wersja {number}"}}"#);
                request.header(IF_MATCH, tag.as_str()).body(Full::from(body))
            }
            Self::Post { path, bodies } => {
                let Some(body) = bodies.pop_front() else { return Ok(None) };
                let request = request.method("POST").uri(path.as_str()).header(CONTENT_TYPE, "application/json");
                request.body(Full::from(body))
            }
        };
        Ok(Some(request?))
    }
}

/// One kept connection.
struct Line {
    sender: SendRequest<Full<Bytes>>,
    script: Script,
    target: Target,
}

impl Line {
    async fn open(target: &Target, script: Script) -> Result<Self> {
        let stream = TcpStream::connect(target.address).await.context("nobody listens")?;
        stream.set_nodelay(true)?;
        let (sender, connection) = handshake(TokioIo::new(stream)).await?;
        tokio::spawn(connection);
        Ok(Self { sender, script, target: target.clone() })
    }

    /// Sends the next request and takes its answer whole; whether there was one.
    async fn ask(&mut self) -> Result<bool> {
        let Some(request) = self.script.next(&self.target)? else { return Ok(false) };
        let (head, body) = self.sender.send_request(request).await?.into_parts();
        let body = body.collect().await?.to_bytes();
        if !matches!(head.status, StatusCode::OK | StatusCode::CREATED) {
            bail!("{}: {:?}: {}", head.status, self.script, String::from_utf8_lossy(&body));
        }
        if let Script::Patch { tag, .. } = &mut self.script {
            head.headers.get(ETAG).context("a change answers its tag")?.to_str()?.clone_into(tag);
        }
        Ok(true)
    }
}

async fn lines(target: &Target, scripts: Vec<Script>) -> Result<Vec<Line>> {
    let mut lines = Vec::new();
    for script in scripts {
        lines.push(Line::open(target, script).await?);
    }
    Ok(lines)
}

/// What all connections came to.
async fn gather(tasks: Vec<JoinHandle<Result<Vec<Duration>>>>, begun: Instant) -> Result<Took> {
    let mut latencies = Vec::new();
    for task in tasks {
        latencies.extend(task.await??);
    }
    let elapsed = begun.elapsed();
    latencies.sort_unstable();
    Ok(Took { latencies, elapsed })
}

/// Each connection asks again as soon as it is answered (closed loop), for so long or until everything is sent.
///
/// # Errors
/// Every answer that is not a success.
pub async fn flat_out(target: &Target, scripts: Vec<Script>, time: Duration) -> Result<Took> {
    let lines = lines(target, scripts).await?;
    let begun = Instant::now();
    let mut tasks = Vec::new();
    for mut line in lines {
        tasks.push(tokio::spawn(async move {
            let mut latencies = Vec::new();
            while begun.elapsed() < time {
                let asked = Instant::now();
                if !line.ask().await? {
                    break;
                }
                latencies.push(asked.elapsed());
            }
            anyhow::Ok(latencies)
        }));
    }
    gather(tasks, begun).await
}

/// So many requests a second, whether or not earlier ones are answered (open loop), so that a slow answer is not hidden
/// by asking less. A latency is counted from the instant at which its request was due.
///
/// # Errors
/// Every answer that is not a success.
pub async fn steadily(target: &Target, script: &Script, rate: u64, time: Duration) -> Result<Took> {
    let lines = lines(target, vec![script.clone(); STEADY_CONNECTIONS]).await?;
    let (begun, number, count) = (Instant::now(), Arc::new(AtomicU64::new(0)), rate * time.as_secs());
    let mut tasks = Vec::new();
    for mut line in lines {
        let number = Arc::clone(&number);
        tasks.push(tokio::spawn(async move {
            let mut latencies = Vec::new();
            loop {
                let mine = number.fetch_add(1, Ordering::Relaxed);
                if mine >= count {
                    return anyhow::Ok(latencies);
                }
                let due = begun + Duration::from_micros(mine * 1_000_000 / rate);
                tokio::time::sleep_until(due.into()).await;
                line.ask().await?;
                latencies.push(due.elapsed());
            }
        }));
    }
    gather(tasks, begun).await
}
