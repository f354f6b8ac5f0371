//! Use cases, permissions, queries, transactions, audit. Knows no HTTP.
//!
//! A use case takes a [`Call`]. Reading opens [`Call::read`]; writing runs inside [`Call::write`], which opens the
//! write transaction first, loads the caller's rights inside it, and stores the answer of a repeatable request.

pub mod audit_chain;
pub mod clock;
pub mod convents;
mod ctx;
mod db;
pub mod directory;
mod error;
mod events;
#[doc(hidden)]
pub mod fuzzing;
pub mod groups;
pub mod identity;
pub mod jobs;
pub mod mail;
pub mod meetings;
mod network;
pub mod nightly;
mod paging;
pub mod policy;
pub mod polish;
pub mod portal;
pub mod programmes;
mod repeat;
pub mod retention;
mod sealed;
pub mod trainings;
mod upkeep;
mod words;
mod writing;

pub use ctx::{Call, Ctx, Reader, WriteTx};
pub use db::{Db, Pool};
pub use error::{DomainError, Result};
pub use network::network_of;
pub use repeat::{LIFETIME_HOURS, RepeatKey};
pub use sealed::Resealed;
pub use upkeep::clear_away;
