//! Meetings as they go: running one, what it came to, and what is to be done.

mod attendance;
mod entry;
mod items;
pub mod my_work;
mod outbox;
pub mod record;
pub mod run;
mod tasks;
mod words;
