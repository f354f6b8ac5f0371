//! Why something that was sent has to wait, and how long.

use obrady_types::ErrorCode;

/// Why changes wait.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Delay {
    /// There is no answer.
    Offline,
    /// The session is over; they go on when it is back.
    SignedOut,
    /// The server is busy or asked to slow down.
    Busy,
    /// The server failed.
    Failing,
}

/// Why an answer is no refusal of what was sent: the same may be sent again. `None` for a refusal.
pub fn delay(status: Option<u16>, code: Option<ErrorCode>) -> Option<Delay> {
    match (status, code) {
        (None, _) => Some(Delay::Offline),
        (Some(401), _) => Some(Delay::SignedOut),
        (Some(408 | 425 | 429 | 503), _) | (_, Some(ErrorCode::IdempotencyKeyInUse)) => Some(Delay::Busy),
        // An answer that says it went well and cannot be read, as of a proxy, says nothing.
        (Some(200..=399 | 500..=599), _) => Some(Delay::Failing),
        _ => None,
    }
}

/// Milliseconds until a change is sent again: longer after each failure, a minute at most.
pub fn patience(failures: u32) -> u32 {
    1_500_u32.saturating_mul(2_u32.saturating_pow(failures.min(8))).min(60_000)
}
