//! A server seals what the audit was told, a moment after it was told (docs/adr/0007-audit-chain.md).

use obrady_domain::audit_chain::{Head, seal_audit};
use obrady_domain::{Call, Ctx};
use std::sync::{Arc, Weak};
use std::time::{Duration, Instant};
use tokio::time::{MissedTickBehavior, interval};

/// The window within which the audit can be changed without a trace.
const EVERY: Duration = Duration::from_secs(5);
/// How often the log says where the chain ends. Logs that are kept elsewhere so bear witness.
const TELL: Duration = Duration::from_secs(600);

/// Starts the task. It holds nothing, and ends with what it looks after.
pub(crate) fn start(ctx: &Arc<Ctx>) {
    tokio::spawn(go_on(Arc::downgrade(ctx)));
}

async fn go_on(ctx: Weak<Ctx>) {
    let mut ticks = interval(EVERY);
    ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    let (mut told, mut untold): (Option<Instant>, Option<Head>) = (None, None);
    loop {
        ticks.tick().await;
        let Some(ctx) = ctx.upgrade() else { return };
        match seal_audit(&Call::system(ctx)).await {
            Ok(head) => untold = head.or(untold),
            Err(error) => tracing::warn!(event = "audit_not_sealed", %error, "the audit waits for its seal"),
        }
        if told.is_none_or(|at| at.elapsed() >= TELL)
            && let Some(head) = untold.take()
        {
            tell(&head);
            told = Some(Instant::now());
        }
    }
}

/// Seals what is left, at the end of a server.
pub(crate) async fn finish(ctx: &Arc<Ctx>) {
    match seal_audit(&Call::system(Arc::clone(ctx))).await {
        Ok(Some(head)) => tell(&head),
        Ok(None) => {}
        Err(error) => tracing::warn!(event = "audit_not_sealed", %error, "the audit waits for its seal"),
    }
}

fn tell(head: &Head) {
    tracing::info!(event = "audit_sealed", entries = head.entries, head = head.hash, "the audit is sealed up to here");
}
