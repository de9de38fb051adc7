//! Settings of the ports to programs beside the platform: antivirus, name servers and signature.

use std::path::PathBuf;

use serde::{Deserialize, Serialize};

/// `[antivirus]`
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Antivirus {
    /// What scans uploads.
    pub engine: AntivirusEngine,
    /// `tcp://host:port` or `unix://path`.
    pub address: String,
}

/// What scans uploads.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum AntivirusEngine {
    /// Nothing; files are recorded as not scanned.
    None,
    /// ClamAV's daemon.
    Clamd,
}

/// `[signature]`
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Signature {
    /// How issued documents are signed.
    pub adapter: SignatureAdapter,
    /// Folder of the file adapter.
    pub folder: PathBuf,
}

/// How issued documents are signed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum SignatureAdapter {
    /// Not at all.
    None,
    /// By somebody with a program of his own, through a folder.
    File,
}

/// `[dns]`
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Dns {
    /// Who looks names up.
    pub resolver: DnsResolver,
    /// The file in the place of the DNS.
    pub zone_file: PathBuf,
}

/// Who looks names up.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum DnsResolver {
    /// The file in a demo, else the system's name servers.
    Auto,
    /// The system's name servers.
    System,
    /// The file.
    File,
}
