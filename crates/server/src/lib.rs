//! The server of Obrady: configuration, database, HTTP, command line.

mod config;
mod database;
mod demo;
mod logging;
pub mod mail;
mod mail_config;
pub mod metrics;
pub mod nightly;
mod register;
mod serve;
mod spa;
mod storage;
mod upkeep;
mod worker;

pub use config::{Config, one_line};
pub use database::{migrate, open};
pub use demo::{ACCOUNTS, DemoAccount, seed_living, seed_reference};
pub use logging::{logger, start_logging};
pub use mail_config::{MailConfig, SmtpSecurity};
pub use register::{processing_register, retention_report};
pub use serve::{Listening, context, listen, listen_with, run};
pub use worker::Worker;
