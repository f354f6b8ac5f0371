//! Does jobs: any number of servers side by side, each with what it has claimed (REL-22).

use crate::mail::Mailer;
use crate::metrics::Metrics;
use futures_util::StreamExt;
use futures_util::stream::FuturesUnordered;
use obrady_domain::jobs::{self, Ended, Job};
use obrady_domain::mail::{self, Prepared};
use obrady_domain::{Call, Ctx, Result};
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::watch;
use uuid::Uuid;

/// Jobs that one server does at the same time.
const AT_ONCE: u64 = 4;
/// How often a server looks for due jobs when there were none.
const EVERY: Duration = Duration::from_secs(2);
/// How long a mail waits for a mail server to be configured.
const KEPT_HOURS: i64 = 24;

/// A server's worker.
pub struct Worker {
    call: Call,
    id: Uuid,
    origin: String,
    mailer: Option<Mailer>,
    metrics: Metrics,
}

impl Worker {
    /// A worker of a context; without a mailer, mails wait for a day and are then marked as not sent.
    pub fn new(ctx: Arc<Ctx>, origin: String, mailer: Option<Mailer>, metrics: Metrics) -> Self {
        let id = ctx.new_id();
        Self { call: Call::system(ctx), id, origin, mailer, metrics }
    }

    /// Does everything that is due; how much it was. Dropping the future leaves what it has claimed to others.
    ///
    /// # Errors
    /// Failures of the database.
    pub async fn run_due(&self) -> Result<usize> {
        let mut done = 0;
        loop {
            let claimed = jobs::claim(&self.call, self.id, AT_ONCE).await?;
            if claimed.is_empty() {
                return Ok(done);
            }
            done += claimed.len();
            let mut running: FuturesUnordered<_> = claimed.iter().map(|job| self.work(job)).collect();
            while let Some(settled) = running.next().await {
                settled?;
            }
        }
    }

    async fn work(&self, job: &Job) -> Result<()> {
        let ended = self.attempt(job).await;
        let given_up = jobs::is_given_up(job, &ended);
        match &ended {
            Ended::Later(why) | Ended::Never(why) if given_up => {
                tracing::error!(event = "job_failed", job = %job.id, kind = job.kind, why, "a job was given up");
            }
            Ended::Later(why) => {
                let attempts = job.attempts;
                tracing::warn!(event = "job_postponed", job = %job.id, kind = job.kind, attempts, why, "again later");
            }
            Ended::NotSent(why) => {
                tracing::info!(event = "job_not_sent", job = %job.id, kind = job.kind, why, "nothing was sent");
            }
            _ => tracing::debug!(event = "job_done", job = %job.id, kind = job.kind, "a job is done"),
        }
        if !jobs::settle(&self.call, self.id, job, &ended).await? {
            tracing::warn!(event = "job_lost", job = %job.id, kind = job.kind, "another server has taken the job over");
        }
        self.metrics.job_ended(&ended, given_up);
        Ok(())
    }

    async fn attempt(&self, job: &Job) -> Ended {
        if !mail::is_mail(&job.kind) {
            return Ended::Never("nobody knows this kind of job".to_owned());
        }
        let Some(mailer) = &self.mailer else {
            let waited = self.call.ctx.clock.now() - job.written_at;
            return if waited >= chrono::Duration::hours(KEPT_HOURS) {
                Ended::NotSent("no mail server")
            } else {
                Ended::Wait(chrono::Duration::minutes(10))
            };
        };
        match mail::prepare(&self.call, job, &self.origin).await {
            Ok(Prepared::Letter(letter)) => mailer.send(&letter).await,
            Ok(Prepared::Split(parts)) => Ended::Split(parts),
            Ok(Prepared::Nothing(why)) => Ended::NotSent(why),
            Err(error) => {
                tracing::error!(event = "job_unreadable", job = %job.id, kind = job.kind, %error, "a job failed");
                Ended::Later(error.code().as_str().to_owned())
            }
        }
    }

    /// Gives back what it holds.
    ///
    /// # Errors
    /// Failures of the database.
    pub async fn release(&self) -> Result<u64> {
        jobs::release(&self.call, self.id).await
    }

    /// Works until it is told to stop; then what runs is left, and given back.
    pub(crate) async fn run(self, mut stop: watch::Receiver<bool>) {
        loop {
            let worked = tokio::select! {
                worked = self.run_due() => worked,
                _ = stop.wait_for(|stop| *stop) => break,
            };
            if let Err(error) = worked {
                tracing::warn!(event = "jobs_failed", %error, "jobs could not be claimed or settled");
            }
            tokio::select! {
                () = tokio::time::sleep(EVERY) => {}
                _ = stop.wait_for(|stop| *stop) => break,
            }
        }
        match self.release().await {
            Ok(released) => tracing::info!(event = "jobs_released", released, "others may do what was left"),
            Err(error) => tracing::warn!(event = "jobs_failed", %error, "jobs could not be given back"),
        }
    }
}
