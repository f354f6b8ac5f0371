//! Logs: one JSON object a line, on standard error, with the request's id in its span.

use anyhow::Result;
use tracing_subscriber::EnvFilter;
use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::util::SubscriberInitExt;

/// What a filter lets through.
///
/// # Errors
/// When the filter cannot be read.
pub(crate) fn filter(filter: &str) -> Result<EnvFilter> {
    EnvFilter::try_new(filter).map_err(|error| anyhow::anyhow!("configuration: log: {error}"))
}

/// Starts logging what `filter` wants.
///
/// # Errors
/// When the filter cannot be read or logging was started before.
pub fn start_logging(filter: &str) -> Result<()> {
    let filter = self::filter(filter)?;
    let json = tracing_subscriber::fmt::layer().json().flatten_event(true).with_writer(std::io::stderr);
    tracing_subscriber::registry().with(filter).with(json).try_init()?;
    Ok(())
}
