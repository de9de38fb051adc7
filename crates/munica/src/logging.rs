//! The log: to standard error, readable or as JSON.

use std::io::IsTerminal as _;

use api::settings::{Log, LogFormat};
use tracing_subscriber::EnvFilter;

/// Starts logging; a second start in the same process is ignored.
pub(crate) fn start(settings: &Log) -> anyhow::Result<()> {
    let filter = EnvFilter::try_new(&settings.filter)?;
    let builder = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_ansi(std::io::stderr().is_terminal())
        .with_writer(std::io::stderr);
    let started = match settings.format {
        LogFormat::Pretty => builder.with_target(false).try_init(),
        LogFormat::Json => builder.json().try_init(),
    };
    drop(started);
    Ok(())
}
