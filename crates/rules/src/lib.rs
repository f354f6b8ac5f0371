//! Pure rules, shared by server and browser: agendas, times, durations, periods, programmes, quorums and terms of office.
//!
//! Nothing here reads a clock, a zone table, a file or the network; what a rule needs comes as an argument.
//! The same vectors (`vectors/*.json`) run natively and in WASM, so both sides decide alike.

pub mod agenda;
pub mod clock_times;
pub mod durations;
pub mod periods;
pub mod programmes;
pub mod quorum;
pub mod schedule;
pub mod terms;
#[cfg(feature = "vectors")]
pub mod vectors;
