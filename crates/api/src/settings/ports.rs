//! Settings of the ports to programs beside the platform (antivirus, name servers, signature, webhooks), and who answers for its
//! personal data.

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

/// `[identities]`
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Identities {
    /// Who knows whose a document is.
    pub source: IdentitySource,
    /// CSV or XLSX of the file source.
    pub file: PathBuf,
}

/// Who knows whose a document is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum IdentitySource {
    /// Nobody: the desk writes what the document says.
    Manual,
    /// A file that the entity was given.
    File,
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

/// `[webhooks]`
#[derive(Clone, Copy, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Webhooks {
    /// Whether this machine may be called, without TLS.
    pub loopback: bool,
}

/// `[privacy]`: who answers for the personal data of the platform itself (DS 016-2024-JUS).
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Privacy {
    /// Name of its data-protection officer; empty while nobody was designated.
    pub officer: String,
    /// What designates him.
    pub resolution: String,
    /// Where requests about one's data are sent; empty where there is none.
    pub email: String,
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
