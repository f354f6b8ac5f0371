//! The server of Obrady: configuration, database, HTTP, command line.

mod addresses;
mod backup;
mod config;
mod database;
mod demo;
mod first_picture;
mod logging;
pub mod mail;
mod mail_config;
pub mod metrics;
pub mod nightly;
mod readiness;
mod register;
mod sealing;
mod secrets;
mod serve;
mod spa;
mod storage;
mod upkeep;
mod worker;

pub use backup::{Engine, Facts, Manifest, back_up, keep_copies, restore};
pub use config::{Config, in_one_line, one_line};
pub use database::{connect, migrate, open};
pub use demo::{ACCOUNTS, DemoAccount, seed_living, seed_reference};
pub use logging::{logger, start_logging};
pub use mail_config::{MailConfig, SmtpSecurity};
pub use register::{processing_register, retention_report};
pub use serve::{Listening, context, listen, listen_with, reseal, run};
pub use storage::{file_of, serve_alone};
pub use worker::Worker;
