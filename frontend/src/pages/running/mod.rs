//! Meetings as they go: running one, what it came to, and what is to be done.

mod attendance;
mod correct;
mod entry;
mod items;
pub mod my_work;
mod older;
mod outbox;
pub mod record;
pub mod run;
mod sending;
mod speaker;
mod task_steps;
mod tasks;
mod words;
