//! What the server does each minute: it forgets what it need not know any longer.

use actix_web::web::Data;
use obrady_api::limits::RequestLimit;
use obrady_domain::{Call, Ctx, clear_away};
use std::sync::{Arc, Weak};
use std::time::Duration;
use tokio::time::{MissedTickBehavior, interval};

/// Starts the task. It holds nothing, and ends with what it looks after.
pub(crate) fn start(requests: &Data<RequestLimit>, ctx: &Arc<Ctx>) {
    let requests = Arc::downgrade(&Data::clone(requests).into_inner());
    tokio::spawn(look_after(requests, Arc::downgrade(ctx), Duration::from_secs(60)));
}

async fn look_after(requests: Weak<RequestLimit>, ctx: Weak<Ctx>, every: Duration) {
    let mut minutes = interval(every);
    minutes.set_missed_tick_behavior(MissedTickBehavior::Delay);
    // The first tick comes at once.
    minutes.tick().await;
    loop {
        minutes.tick().await;
        let (Some(requests), Some(ctx)) = (requests.upgrade(), ctx.upgrade()) else { return };
        let addresses = requests.forget_quiet();
        tracing::debug!(event = "upkeep", addresses, "quiet addresses are forgotten");
        if let Err(error) = clear_away(&Call::system(ctx)).await {
            tracing::warn!(event = "upkeep_failed", error = %error, "old rows could not be deleted");
        }
    }
}
