//! Logs: one JSON object a line, on standard error, with the request's id in its span.

use anyhow::{Result, bail};
use tracing::Subscriber;
use tracing::level_filters::LevelFilter;
use tracing_subscriber::EnvFilter;
use tracing_subscriber::fmt::MakeWriter;
use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::util::SubscriberInitExt;

/// What a filter lets through.
///
/// # Errors
/// When the filter cannot be read.
pub(crate) fn filter(filter: &str) -> Result<EnvFilter> {
    // A word alone that is no level would be taken for the name of a module, and everything else would be silent.
    for word in filter.split(',').map(str::trim).filter(|word| !word.contains(['=', '['])) {
        if word.parse::<LevelFilter>().is_err() {
            bail!("configuration: log: {word:?} is no level; e.g. info, or warn,obrady_api=debug");
        }
    }
    EnvFilter::try_new(filter).map_err(|error| anyhow::anyhow!("configuration: log: {error}"))
}

/// Starts logging what `filter` wants.
///
/// # Errors
/// When the filter cannot be read or logging was started before.
pub fn start_logging(filter: &str) -> Result<()> {
    logger(filter, std::io::stderr)?.try_init()?;
    Ok(())
}

/// What writes the log lines that `filter` wants.
///
/// # Errors
/// When the filter cannot be read.
pub fn logger(
    filter: &str,
    writer: impl for<'a> MakeWriter<'a> + Send + Sync + 'static,
) -> Result<impl Subscriber + Send + Sync> {
    let filter = self::filter(filter)?;
    let json = tracing_subscriber::fmt::layer().json().flatten_event(true).with_writer(writer);
    Ok(tracing_subscriber::registry().with(filter).with(json))
}
