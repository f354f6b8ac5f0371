//! Numbers for Prometheus, on a port of their own (SEC-21): nothing about persons, and few labels.

use actix_web::body::MessageBody;
use actix_web::dev::{Server, ServiceRequest, ServiceResponse};
use actix_web::middleware::Next;
use actix_web::web::Data;
use actix_web::{App, Error, HttpResponse, HttpServer, get};
use anyhow::Result;
use obrady_domain::jobs::{self, Ended};
use obrady_domain::{Call, Ctx};
use obrady_types::scheduled_runs::{ScheduledRun, ScheduledRunState};
use prometheus_client::encoding::text::encode;
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::metrics::histogram::Histogram;
use prometheus_client::registry::{Registry, Unit};
use std::net::TcpListener;
use std::sync::Arc;
use std::sync::atomic::AtomicU64;
use std::time::Instant;

type Labels = Vec<(&'static str, String)>;
type Decimal = Gauge<f64, AtomicU64>;

/// Upper bounds of the classes of durations, in seconds.
const SECONDS: [f64; 10] = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0];

/// What one process counts. Clones count together.
#[derive(Clone)]
pub struct Metrics {
    registry: Arc<Registry>,
    requests: Family<Labels, Counter>,
    durations: Family<Labels, Histogram, fn() -> Histogram>,
    in_flight: Gauge,
    jobs: Family<Labels, Counter>,
    open_jobs: Gauge,
    failed_jobs: Gauge,
    oldest_job: Gauge,
    runs: Family<Labels, Gauge>,
    run_ended: Family<Labels, Gauge>,
    connections: Family<Labels, Gauge>,
    writes: Gauge<u64, AtomicU64>,
    write_seconds: Decimal,
    hashing: Gauge,
    memory: Gauge,
    files: Gauge,
}

fn durations() -> Histogram {
    Histogram::new(SECONDS)
}

impl Default for Metrics {
    fn default() -> Self {
        let mut registry = Registry::with_prefix("obrady");
        let durations = Family::new_with_constructor(durations as fn() -> Histogram);
        let build: Family<Labels, Gauge> = Family::default();
        build.get_or_create(&vec![("version", env!("CARGO_PKG_VERSION").to_owned())]).set(1);
        registry.register("build_info", "The program's version", build);
        let mut this = Self {
            registry: Arc::default(),
            requests: Family::default(),
            durations,
            in_flight: Gauge::default(),
            jobs: Family::default(),
            open_jobs: Gauge::default(),
            failed_jobs: Gauge::default(),
            oldest_job: Gauge::default(),
            runs: Family::default(),
            run_ended: Family::default(),
            connections: Family::default(),
            writes: Gauge::default(),
            write_seconds: Decimal::default(),
            hashing: Gauge::default(),
            memory: Gauge::default(),
            files: Gauge::default(),
        };
        registry.register("requests", "Answers by method, route and class of status", this.requests.clone());
        let time = this.durations.clone();
        registry.register_with_unit("request_duration", "Time to answer by method and route", Unit::Seconds, time);
        registry.register("requests_in_flight", "Requests being answered", this.in_flight.clone());
        registry.register("jobs", "Attempts at jobs by outcome", this.jobs.clone());
        registry.register("jobs_open", "Jobs that are not done with", this.open_jobs.clone());
        registry.register("jobs_failed", "Jobs that were given up and are kept", this.failed_jobs.clone());
        let oldest = this.oldest_job.clone();
        registry.register_with_unit("jobs_oldest_due", "Age of the oldest due job", Unit::Seconds, oldest);
        let help = "Whether the latest run of a nightly task was done: 1 done, 0 running, -1 failed";
        registry.register("scheduled_run", help, this.runs.clone());
        let help = "When the latest ended run of a nightly task ended, in seconds of Unix time";
        registry.register_with_unit("scheduled_run_ended", help, Unit::Seconds, this.run_ended.clone());
        registry.register("database_connections", "Connections by pool and state", this.connections.clone());
        registry.register("database_writes", "Write transactions since the start", this.writes.clone());
        let help = "Time of all write transactions since the start, waiting included";
        registry.register_with_unit("database_write_time", help, Unit::Seconds, this.write_seconds.clone());
        registry.register("password_hashing_waiting", "Passwords that wait to be hashed", this.hashing.clone());
        registry.register_with_unit("process_resident_memory", "Memory", Unit::Bytes, this.memory.clone());
        registry.register("process_open_files", "Open files and connections", this.files.clone());
        this.registry = Arc::new(registry);
        this
    }
}

impl Metrics {
    /// Counts the end of an attempt at a job.
    pub(crate) fn job_ended(&self, ended: &Ended, given_up: bool) {
        let outcome = match ended {
            Ended::Done | Ended::Split(_) => "done",
            Ended::NotSent(_) => "not_sent",
            Ended::Wait(_) => "waiting",
            _ if given_up => "failed",
            _ => "again",
        };
        self.jobs.get_or_create(&vec![("outcome", outcome.to_owned())]).inc();
    }

    /// Notes the latest run of a nightly task.
    pub(crate) fn scheduled_run(&self, task: &'static str, run: &ScheduledRun) {
        let labels = vec![("task", task.to_owned())];
        let state = match run.state {
            ScheduledRunState::Done => 1,
            ScheduledRunState::Running => 0,
            ScheduledRunState::Failed => -1,
        };
        self.runs.get_or_create(&labels).set(state);
        if let Some(ended) = run.ended_at {
            self.run_ended.get_or_create(&labels).set(ended.timestamp());
        }
    }

    /// Everything, as text; what belongs to the moment is read now.
    async fn text(&self, ctx: &Arc<Ctx>) -> String {
        for pool in ctx.db.pools() {
            for (state, number) in [("idle", pool.idle), ("used", pool.open.saturating_sub(pool.idle))] {
                let labels = vec![("pool", pool.name.to_owned()), ("state", state.to_owned())];
                self.connections.get_or_create(&labels).set(i64::from(number));
            }
        }
        let (writes, seconds) = ctx.db.writes();
        self.writes.set(writes);
        self.write_seconds.set(seconds);
        self.hashing.set(i64::try_from(ctx.passwords.waiting()).unwrap_or(i64::MAX));
        if let Ok(queue) = jobs::queue(&Call::system(Arc::clone(ctx))).await {
            self.open_jobs.set(i64::try_from(queue.open).unwrap_or(i64::MAX));
            self.failed_jobs.set(i64::try_from(queue.failed).unwrap_or(i64::MAX));
            self.oldest_job.set(queue.oldest_seconds);
        }
        let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
        let memory = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).and_then(|rest| {
            let kibibytes = rest.split_whitespace().next()?.parse::<i64>().ok()?;
            Some(kibibytes * 1024)
        });
        self.memory.set(memory.unwrap_or(0));
        self.files.set(std::fs::read_dir("/proc/self/fd").map_or(0, |files| i64::try_from(files.count()).unwrap_or(0)));
        let mut text = String::new();
        // Writing to a text cannot fail.
        let _ = encode(&mut text, &self.registry);
        text
    }
}

/// The middleware that counts. Routes are named by their pattern, everything without one together: a stranger's paths
/// must not become labels.
///
/// # Errors
/// What the service inside answers.
pub async fn measure(
    request: ServiceRequest,
    next: Next<impl MessageBody>,
) -> Result<ServiceResponse<impl MessageBody>, Error> {
    let Some(metrics) = request.app_data::<Data<Metrics>>().cloned() else { return next.call(request).await };
    let method = match request.method().as_str() {
        known @ ("GET" | "HEAD" | "POST" | "PUT" | "PATCH" | "DELETE" | "OPTIONS") => known.to_owned(),
        _ => "other".to_owned(),
    };
    let route = request.match_pattern().unwrap_or_else(|| "other".to_owned());
    let began = Instant::now();
    let counting = InFlight::new(&metrics.in_flight);
    let answered = next.call(request).await;
    drop(counting);
    let status = match &answered {
        Ok(response) => response.status(),
        Err(error) => error.as_response_error().status_code(),
    };
    let class = format!("{}xx", status.as_u16() / 100);
    let labels = vec![("method", method.clone()), ("route", route.clone()), ("status", class)];
    metrics.requests.get_or_create(&labels).inc();
    let labels = vec![("method", method), ("route", route)];
    metrics.durations.get_or_create(&labels).observe(began.elapsed().as_secs_f64());
    answered
}

/// Counts a request for as long as it lives: also one whose caller hung up.
struct InFlight(Gauge);

impl InFlight {
    fn new(gauge: &Gauge) -> Self {
        gauge.inc();
        Self(gauge.clone())
    }
}

impl Drop for InFlight {
    fn drop(&mut self) {
        self.0.dec();
    }
}

#[get("/metrics")]
async fn told(metrics: Data<Metrics>, ctx: Data<Ctx>) -> HttpResponse {
    let text = metrics.text(&Data::clone(&ctx).into_inner()).await;
    HttpResponse::Ok().content_type("application/openmetrics-text; version=1.0.0; charset=utf-8").body(text)
}

/// Serves the numbers, and nothing else, on a listener of their own.
///
/// # Errors
/// When the listener cannot be used.
pub fn serve(metrics: Metrics, ctx: &Arc<Ctx>, listener: TcpListener) -> Result<Server> {
    let (metrics, ctx) = (Data::new(metrics), Data::from(Arc::clone(ctx)));
    let server = HttpServer::new(move || App::new().app_data(metrics.clone()).app_data(ctx.clone()).service(told));
    Ok(server.workers(1).shutdown_timeout(1).disable_signals().listen(listener)?.run())
}
