//! What a server does from time to time, whoever asks it for something or not.

use crate::ctx::Call;
use crate::error::Result;
use crate::{identity, repeat};

/// Transactions of one run, so that a long absence is made good little by little.
const ROUNDS: usize = 20;

/// Deletes what is no longer needed: answers that can no longer be repeated, and counters of failed sign-ins that no
/// longer count. In small transactions, so that nobody waits for it; any number of servers may do it side by side.
///
/// # Errors
/// Failures of the database.
pub async fn clear_away(call: &Call) -> Result<()> {
    for _ in 0..ROUNDS {
        let more = call.write("clear_away", async |tx| {
            let counters = identity::forget_quiet(tx).await?;
            Ok(repeat::delete_expired(tx).await? || counters)
        });
        if !more.await? {
            break;
        }
    }
    Ok(())
}
