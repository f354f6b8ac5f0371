//! The HTTP server: one process, a few workers, a graceful end.

use crate::mail::Mailer;
use crate::metrics::{self, Metrics, measure};
use crate::nightly::{self, Nightly};
use crate::{Config, MailConfig, Worker, readiness, sealing, spa, upkeep};
use actix_web::dev::Server;
use actix_web::middleware::from_fn;
use actix_web::web::{self, Data, ServiceConfig};
use actix_web::{App, HttpServer};
use anyhow::{Context, Result};
use obrady_api::limits::{RequestLimit, limit, limit_headers};
use obrady_api::{ApiSettings, ApiState, Health, RequestSpan};
use obrady_domain::clock::{Clock, Random};
use obrady_domain::identity::PasswordHasher;
use obrady_domain::meetings::ReleasedAgendas;
use obrady_domain::{Call, Ctx, Db, identity, trainings};
use std::net::{SocketAddr, TcpListener};
use std::sync::Arc;
use std::time::Duration;
use tokio::signal::unix::{SignalKind, signal};
use tokio::sync::watch;
use tracing_actix_web::TracingLogger;
use utoipa_actix_web::AppExt;

/// How long a quiet connection is kept. Longer than those in front keep theirs (nginx 60 s, our client 50 s): whoever
/// closes first must be the one that sends, or a request meets a connection that is just being closed and is lost.
const KEEP_ALIVE: Duration = Duration::from_secs(75);

/// How long a server that is told to end still answers everybody, and says that it is not ready.
const NOT_READY: Duration = Duration::from_secs(1);

/// The domain's context of a configuration.
///
/// # Errors
/// When no signing key is configured or one cannot be read.
pub fn context(config: &Config, db: Db, clock: Arc<dyn Clock>, random: Arc<dyn Random>) -> Result<Arc<Ctx>> {
    let (keys, mut secrets) = config.keys()?;
    let older_secrets = secrets.split_off(1.min(secrets.len()));
    let cursor_secret = secrets.pop().context("the first key has a secret")?;
    Ok(Arc::new(Ctx {
        db,
        clock,
        random,
        keys,
        passwords: PasswordHasher::new(config.password_slots),
        cursor_secret,
        older_secrets,
        second_factor: config.second_factor,
        time_zone: config.zone()?,
        agendas: ReleasedAgendas::default(),
    }))
}

/// Seals with the first key what an older one sealed, before the server starts. Texts that no key opens are no reason
/// to stop: nothing else depends on them, they open again with the right key, and a key that is lost for good must not
/// stop the office.
///
/// # Errors
/// Failures of the database.
pub async fn reseal(ctx: &Arc<Ctx>) -> Result<()> {
    let call = Call::system(Arc::clone(ctx));
    let needs = trainings::reseal_needs(&call).await?;
    let factors = identity::reseal_second_factors(&call).await?;
    if needs.moved + factors.moved > 0 {
        tracing::info!(
            event = "resealed",
            registrations = needs.moved,
            second_factors = factors.moved,
            "sealed texts belong to the first key now"
        );
    }
    if needs.lost + factors.lost > 0 {
        tracing::error!(
            event = "signing_key_lost",
            registrations = needs.lost,
            second_factors = factors.lost,
            "none of signing_keys opens what participants need, or secrets of second factors; add the key that sealed it"
        );
    }
    Ok(())
}

/// A server that listens, and what is needed to end it.
pub struct Listening {
    /// The running server; awaiting it ends when the server ends.
    pub server: Server,
    /// Readiness.
    pub health: Data<Health>,
    /// Where it listens.
    pub address: SocketAddr,
    /// What it counts.
    pub metrics: Metrics,
}

/// Starts to serve on a listener, inside a runtime.
///
/// # Errors
/// When the listener cannot be used.
pub fn listen(config: &Config, ctx: Arc<Ctx>, listener: TcpListener) -> Result<Listening> {
    listen_with(config, ctx, listener, |_| {})
}

/// The same with services beside our own; for tests of what stands around every service.
///
/// # Errors
/// When the listener cannot be used.
pub fn listen_with(
    config: &Config,
    ctx: Arc<Ctx>,
    listener: TcpListener,
    more: impl Fn(&mut ServiceConfig) + Clone + Send + 'static,
) -> Result<Listening> {
    let address = listener.local_addr()?;
    let settings = ApiSettings {
        origin: config.origin.clone(),
        trusted_proxies: config.trusted_proxies.clone(),
        requests_per_minute: config.requests_per_minute,
        header_limit: config.header_limit,
        request_time: Duration::from_secs(config.request_seconds),
        spa: config.spa.clone(),
        site: config.site()?,
        nights: nightly::plan(config)?,
    };
    let state = Data::new(ApiState::new(Arc::clone(&ctx), settings));
    let health = Data::new(Health::asking(readiness::question(config, &ctx.db)));
    let requests = Data::new(RequestLimit::per_minute(config.requests_per_minute));
    upkeep::start(&requests, &ctx);
    let metrics = Metrics::default();
    let counted = Data::new(metrics.clone());
    let (app_health, body_limit) = (health.clone(), config.body_limit);
    let server = HttpServer::new(move || {
        App::new()
            .app_data(state.clone())
            .app_data(app_health.clone())
            .app_data(requests.clone())
            .app_data(counted.clone())
            .wrap(from_fn(limit_headers))
            .wrap(from_fn(limit))
            .wrap(from_fn(obrady_api::edge::edge))
            .wrap(TracingLogger::<RequestSpan>::new())
            .wrap(from_fn(measure))
            .into_utoipa_app()
            .service(obrady_api::scope(body_limit))
            .into_app()
            .configure(more.clone())
            .service(obrady_api::live)
            .service(obrady_api::ready)
            .service(obrady_api::jwks)
            .service(obrady_api::problem_page)
            .service(obrady_api::serve_feed)
            .service(obrady_api::serve_file)
            .service(obrady_api::serve_docs())
            .default_service(web::to(spa::serve))
    })
    .workers(config.workers)
    .keep_alive(KEEP_ALIVE)
    .client_request_timeout(Duration::from_secs(config.request_seconds))
    .shutdown_timeout(config.shutdown_seconds)
    .disable_signals()
    .listen(listener)?
    .run();
    Ok(Listening { server, health, address, metrics })
}

/// Serves until SIGTERM or SIGINT, then lets running requests end (REL-09).
///
/// # Errors
/// When the address is taken or the server fails.
pub async fn run(config: &Config, ctx: Arc<Ctx>) -> Result<()> {
    let listener = TcpListener::bind(config.listen)
        .with_context(|| format!("configuration: listen: cannot listen on {}", config.listen))?;
    let (db, until_the_end) = (ctx.db.clone(), Arc::clone(&ctx));
    let Listening { server, health, address, metrics } = listen(config, Arc::clone(&ctx), listener)?;
    sealing::start(&until_the_end);
    let handle = server.handle();
    let (stop, stopped) = watch::channel(false);
    let mailer = MailConfig::of(config)?.map(|mail| Mailer::new(&mail)).transpose()?;
    if mailer.is_none() {
        tracing::warn!(event = "no_mail", "smtp_url is not set: mails wait for a day and are then not sent");
    }
    if config.site.is_none() {
        tracing::warn!(event = "site_is_example", "site is not set: the statements name an invented operator");
    }
    let worker = Worker::new(Arc::clone(&ctx), config.origin.clone(), mailer, metrics.clone());
    let nights = Nightly::new(Arc::clone(&ctx), config.nightly_at()?, nightly::tasks(config), metrics.clone());
    let background = [tokio::spawn(worker.run(stopped.clone())), tokio::spawn(nights.run(stopped))];
    let numbers = match config.metrics_listen {
        Some(own) => {
            let listener = TcpListener::bind(own)
                .with_context(|| format!("configuration: metrics_listen: cannot listen on {own}"))?;
            let server = metrics::serve(metrics, &ctx, listener)?;
            let handle = server.handle();
            tokio::spawn(server);
            Some(handle)
        }
        None => None,
    };
    drop(ctx);
    tracing::info!(event = "started", %address, origin = config.origin, "serving");
    let mut terminate = signal(SignalKind::terminate())?;
    let mut interrupt = signal(SignalKind::interrupt())?;
    let stopping = async move {
        tokio::select! {
            _ = terminate.recv() => {}
            _ = interrupt.recv() => {}
        }
        tracing::info!(event = "stopping", "no new requests are taken");
        health.stop();
        // Whoever else serves may go on with the jobs at once.
        stop.send_replace(true);
        // Connections that are open hear for a moment that this server is not ready; then the quiet ones are closed.
        tokio::time::sleep(NOT_READY).await;
        handle.stop(true).await;
        if let Some(numbers) = numbers {
            numbers.stop(false).await;
        }
    };
    let (ended, ()) = tokio::join!(server, stopping);
    ended?;
    for task in background {
        // One that cannot give back what it holds leaves that to its lease.
        let _ = tokio::time::timeout(Duration::from_secs(1), task).await;
    }
    sealing::finish(&until_the_end).await;
    drop(until_the_end);
    db.close().await?;
    tracing::info!(event = "stopped", "ended");
    Ok(())
}
