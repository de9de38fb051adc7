//! The antivirus: a port with an adapter for clamd and one that says honestly that nothing was scanned.
//!
//! Where a scanner is configured and does not answer, a file is quarantined: it is kept, and nobody gets it before a scan.

mod clamd;

use std::sync::Arc;

use anyhow::bail;
use async_trait::async_trait;

use crate::settings::{self, AntivirusEngine};

/// What a scan found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Verdict {
    /// Nothing known to be harmful.
    Clean,
    /// The name of what was found.
    Infected(String),
    /// There is no scanner here.
    NotScanned,
}

/// Whatever looks for known harmful content.
#[async_trait]
pub(crate) trait Antivirus: Send + Sync {
    /// Scans a whole file.
    ///
    /// # Errors
    /// When the scanner does not answer; the caller quarantines.
    async fn scan(&self, bytes: &[u8]) -> anyhow::Result<Verdict>;
}

/// The scanner that the settings describe.
///
/// # Errors
/// When its address is not one.
pub(crate) fn open(settings: &settings::Antivirus) -> anyhow::Result<Arc<dyn Antivirus>> {
    Ok(match settings.engine {
        AntivirusEngine::None => Arc::new(NoScanner),
        AntivirusEngine::Clamd => Arc::new(clamd::Clamd::at(&settings.address)?),
    })
}

struct NoScanner;

#[async_trait]
impl Antivirus for NoScanner {
    async fn scan(&self, _bytes: &[u8]) -> anyhow::Result<Verdict> {
        Ok(Verdict::NotScanned)
    }
}

/// Where a scanner listens.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Address {
    Tcp(String),
    Unix(String),
}

impl Address {
    fn parse(text: &str) -> anyhow::Result<Self> {
        if let Some(host) = text.strip_prefix("tcp://") {
            return Ok(Self::Tcp(host.to_owned()));
        }
        if let Some(path) = text.strip_prefix("unix://") {
            return Ok(Self::Unix(path.to_owned()));
        }
        bail!("antivirus.address empieza con tcp:// o unix://: {text}")
    }
}
