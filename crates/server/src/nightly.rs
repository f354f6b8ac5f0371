//! Runs the work of the night, each task once over all servers.

use crate::Config;
use crate::backup::keep_copies;
use crate::metrics::Metrics;
use anyhow::Result;
use chrono::NaiveTime;
use futures_util::future::{BoxFuture, FutureExt};
use obrady_domain::nightly::{self, Counts, Nights};
use obrady_domain::{Call, Ctx, retention};
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::watch;
use uuid::Uuid;

/// How often a server looks whether a task is due or was left by a dead one.
const EVERY: Duration = Duration::from_secs(10);
/// How often the lease of a running task is renewed.
const RENEWED: Duration = Duration::from_secs(15);

/// What a task does; whatever goes wrong is told in words without anybody's data.
pub type Work = Box<dyn Fn(Arc<Ctx>) -> BoxFuture<'static, Result<Counts>> + Send + Sync>;

/// Something to be done once in a night.
pub struct NightlyTask {
    /// Its name: in the database, on the page of nightly work, in logs and metrics.
    pub name: &'static str,
    /// What it does.
    pub work: Work,
}

/// Everything that is done at night, in this order: a copy of the data where a folder for it is named, and retention.
pub fn tasks(config: &Config) -> Vec<NightlyTask> {
    let copied = config.clone();
    // Before anything is deleted.
    let copy = config.backup_folder.clone().map(|folder| {
        let work: Work = Box::new(move |ctx| {
            let (config, folder) = (copied.clone(), folder.clone());
            async move {
                let (_, manifest) = keep_copies(&config, ctx.clock.as_ref(), &folder, config.backup_keep).await?;
                Ok(Counts::from([("audit_rows".to_owned(), manifest.facts.audit_events)]))
            }
            .boxed()
        });
        NightlyTask { name: "copy", work }
    });
    let periods = config.retention();
    let retention: Work =
        Box::new(move |ctx| async move { Ok(retention::apply(&Call::system(ctx), &periods).await?) }.boxed());
    copy.into_iter().chain([NightlyTask { name: "retention", work: retention }]).collect()
}

/// The names of everything that is done at night, and the local time at which it becomes due.
///
/// # Errors
/// When the configuration names no time.
pub(crate) fn plan(config: &Config) -> Result<Nights> {
    Ok(Nights { at: config.nightly_at()?, tasks: tasks(config).iter().map(|task| task.name).collect() })
}

/// One server's share of the nightly work.
pub struct Nightly {
    call: Call,
    worker: Uuid,
    at: NaiveTime,
    tasks: Vec<NightlyTask>,
    metrics: Metrics,
}

impl Nightly {
    /// The tasks of a context, due at a local time of its zone.
    pub fn new(ctx: Arc<Ctx>, at: NaiveTime, tasks: Vec<NightlyTask>, metrics: Metrics) -> Self {
        let worker = ctx.new_id();
        Self { call: Call::system(ctx), worker, at, tasks, metrics }
    }

    /// Runs what is due and nobody else runs: also what was missed while no server was there. How many tasks it ran.
    ///
    /// # Errors
    /// Failures of the database.
    pub async fn run_due(&self) -> obrady_domain::Result<usize> {
        let ctx = &self.call.ctx;
        let night = nightly::latest_due(ctx.clock.now(), self.at, ctx.time_zone);
        let mut ran = 0;
        for task in &self.tasks {
            let Some(run) = nightly::claim(&self.call, self.worker, task.name, night).await? else { continue };
            tracing::info!(event = "nightly_started", task = task.name, %night, "nightly work begins");
            let ended = self.keeping(run, (task.work)(Arc::clone(ctx))).await;
            match &ended {
                Ok(counts) => {
                    let counts = serde_json::to_string(counts).unwrap_or_default();
                    tracing::info!(event = "nightly_done", task = task.name, %night, counts, "nightly work is done");
                }
                Err(why) => {
                    tracing::error!(event = "nightly_failed", task = task.name, %night, why, "nightly work failed");
                }
            }
            nightly::end(&self.call, self.worker, run, ended).await?;
            ran += 1;
        }
        Ok(ran)
    }

    /// Renews the lease while the work runs, and leaves the work when the lease is lost.
    async fn keeping(&self, run: Uuid, work: BoxFuture<'_, Result<Counts>>) -> Result<Counts, String> {
        let renewed = async {
            loop {
                tokio::time::sleep(RENEWED).await;
                match nightly::renew(&self.call, self.worker, run).await {
                    Ok(true) => {}
                    Ok(false) => return "another server has taken it over",
                    Err(error) => tracing::warn!(event = "nightly_lease", %error, "the lease could not be renewed"),
                }
            }
        };
        tokio::select! {
            done = work => done.map_err(|error| crate::in_one_line(&error)),
            why = renewed => Err(why.to_owned()),
        }
    }

    /// Gives back what it had begun.
    ///
    /// # Errors
    /// Failures of the database.
    pub async fn release(&self) -> obrady_domain::Result<()> {
        nightly::release(&self.call, self.worker).await
    }

    /// Looks after the nights until it is told to stop.
    pub(crate) async fn run(self, mut stop: watch::Receiver<bool>) {
        loop {
            let ran = tokio::select! {
                ran = self.run_due() => ran,
                _ = stop.wait_for(|stop| *stop) => break,
            };
            if let Err(error) = ran {
                tracing::warn!(event = "nightly_unavailable", %error, "nightly work could not be looked after");
            }
            for task in &self.tasks {
                if let Ok(Some(run)) = nightly::latest(&self.call, task.name).await {
                    self.metrics.scheduled_run(task.name, &run);
                }
            }
            tokio::select! {
                () = tokio::time::sleep(EVERY) => {}
                _ = stop.wait_for(|stop| *stop) => break,
            }
        }
        if let Err(error) = self.release().await {
            tracing::warn!(event = "nightly_unavailable", %error, "nightly work could not be given back");
        }
    }
}
