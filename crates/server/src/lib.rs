//! The server of Obrady: configuration, database, HTTP, command line.

mod config;
mod database;
mod demo;
mod logging;
mod serve;
mod spa;
mod storage;
mod upkeep;

pub use config::{Config, one_line};
pub use database::{migrate, open};
pub use demo::{ACCOUNTS, DemoAccount, seed_living, seed_reference};
pub use logging::{logger, start_logging};
pub use serve::{Listening, context, listen, listen_with, run};
