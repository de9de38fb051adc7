//! Settings: embedded commented defaults, then a file, then the environment. Secrets never print.

mod ports;
#[cfg(test)]
mod tests;

use std::net::{IpAddr, SocketAddr};
use std::path::{Path, PathBuf};

use anyhow::{Context, ensure};
use figment::Figment;
use figment::providers::{Env, Format, Toml};
use serde::{Deserialize, Serialize};
use tabular::write::xlsx::MOST_ROWS;

pub use ports::{
    Antivirus, AntivirusEngine, Dns, DnsResolver, Identities, IdentitySource, Privacy, Signature,
    SignatureAdapter, Webhooks,
};

/// The commented defaults, as `munica config print` shows them.
pub const DEFAULTS: &str = include_str!("settings/default.toml");

/// Everything that can be set.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Settings {
    /// Demo or production.
    pub mode: Mode,
    /// Addresses, limits, proxies.
    pub server: Server,
    /// Where metrics are served.
    pub metrics: Metrics,
    /// The database and its roles.
    pub database: Database,
    /// Where uploaded files lie.
    pub files: Files,
    /// Where the keys lie.
    pub keys: Keys,
    /// A second place for the signed heads, with an account of its own; an empty `url` is none.
    pub mirror: Files,
    /// How mail leaves.
    pub mail: Mail,
    /// How short messages leave.
    pub sms: Sms,
    /// Who looks names up.
    pub dns: Dns,
    /// What scans uploads.
    pub antivirus: Antivirus,
    /// Who knows whose a document is.
    pub identities: Identities,
    /// How issued documents are signed.
    pub signature: Signature,
    /// Which addresses programs are told at.
    pub webhooks: Webhooks,
    /// Who answers for the platform's personal data.
    pub privacy: Privacy,
    /// Sessions and passwords.
    pub identity: Identity,
    /// How many requests are answered.
    pub limits: Limits,
    /// Format and filter of the log.
    pub log: Log,
}

/// What kind of installation this is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Mode {
    /// For trying out: loopback only, fictional data, readable mails.
    Demo,
    /// For work: https, real secrets, second factor required.
    Production,
}

impl Mode {
    /// As it is written in the settings.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Demo => "demo",
            Self::Production => "production",
        }
    }
}

/// A secret of the configuration, which prints as dots.
#[derive(Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(transparent)]
pub struct Secret(String);

impl Secret {
    /// The secret itself; do not log it.
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl From<&str> for Secret {
    fn from(value: &str) -> Self {
        Self(value.to_owned())
    }
}

impl std::fmt::Debug for Secret {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(if self.0.is_empty() {
            "(vacío)"
        } else {
            "••••••"
        })
    }
}

impl Serialize for Secret {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&format_args!("{self:?}"))
    }
}

/// `[server]`
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Server {
    /// Address to listen on.
    pub bind: SocketAddr,
    /// Origin under which people reach the platform, without a trailing slash.
    pub public_url: String,
    /// Worker threads; 0 is one per core.
    pub workers: usize,
    /// Proxies whose forwarded headers count.
    pub trusted_proxies: Vec<IpAddr>,
    /// Bytes of a JSON body.
    pub json_limit: usize,
    /// Bytes of an upload.
    pub upload_limit: usize,
    /// Bytes of remembered public answers; 0 remembers none.
    pub cache_limit: usize,
    /// Records that a download of a register reads at once.
    pub download_chunk: u32,
    /// Rows that an import into a register writes at once.
    pub import_chunk: u32,
    /// Most rows of a workbook; what Excel opens is the end.
    pub workbook_rows: u32,
}

/// `[metrics]`
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Metrics {
    /// Address to listen on; empty is off.
    pub bind: String,
}

impl Metrics {
    /// The address, if metrics are on.
    ///
    /// # Errors
    /// When it is none.
    pub fn address(&self) -> anyhow::Result<Option<SocketAddr>> {
        if self.bind.is_empty() {
            return Ok(None);
        }
        let address = self.bind.parse();
        Ok(Some(address.context(
            "metrics.bind es una dirección con su puerto, por ejemplo 127.0.0.1:9090",
        )?))
    }
}

/// `[database]`
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Database {
    /// The application's role.
    pub url: Secret,
    /// The owner's role (PostgreSQL); empty uses `url`.
    pub owner_url: Secret,
    /// The reader's role (PostgreSQL); empty uses `url`.
    pub read_url: Secret,
    /// Connections for reading.
    pub readers: u32,
    /// Parallel writers on PostgreSQL.
    pub write_lanes: usize,
    /// Whether a database that may forget an acknowledged commit is accepted (tests).
    pub allow_unsafe_durability: bool,
}

/// `[files]` and `[mirror]`: a place for bytes.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Files {
    /// `file://folder` or `s3://bucket`.
    pub url: String,
    /// Address of an S3-compatible service.
    pub s3_endpoint: String,
    /// Its region.
    pub s3_region: String,
    /// Its key.
    pub s3_access_key: Secret,
    /// Its secret.
    pub s3_secret_key: Secret,
}

/// `[keys]`
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Keys {
    /// Folder of the key ring.
    pub folder: PathBuf,
}

/// `[mail]`
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Mail {
    /// How mail leaves.
    pub transport: MailTransport,
    /// Folder of the file transport.
    pub folder: PathBuf,
    /// Sender.
    pub from: String,
    /// Where answers go: mails invite whoever did not expect them to answer.
    pub reply_to: String,
    /// `smtps://user:password@host` or `smtp://host?tls=required`.
    pub smtp_url: Secret,
}

/// How mail leaves.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum MailTransport {
    /// Nothing leaves; mails wait in the outbox.
    None,
    /// `.eml` files in a folder.
    File,
    /// A mail server.
    Smtp,
}

/// `[sms]`
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Sms {
    /// How short messages leave.
    pub transport: SmsTransport,
    /// Folder of the file transport.
    pub folder: PathBuf,
}

/// How short messages leave.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum SmsTransport {
    /// Nothing leaves.
    None,
    /// Text files in a folder.
    File,
}

/// `[identity]`
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Identity {
    /// Life of an access token.
    pub access_minutes: i64,
    /// A session ends after this time without a request.
    pub idle_minutes: i64,
    /// A session ends after this time in any case.
    pub absolute_hours: i64,
    /// Life of an invitation link.
    pub invitation_days: i64,
    /// Life of a reset link.
    pub reset_minutes: i64,
    /// Passwords hashed at the same time.
    pub hashing_slots: usize,
    /// Memory of one hash, in KiB.
    pub hash_memory: u32,
    /// Passes of one hash over its memory.
    pub hash_passes: u32,
}

/// `[limits]`: requests a minute, with the same number as burst; 0 is without limit.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Limits {
    /// Reads of one address.
    pub reads_by_address: u32,
    /// Writes of one address.
    pub writes_by_address: u32,
    /// Sign-ins, codes and reset requests of one address.
    pub sign_ins_by_address: u32,
    /// Look-ups by the number of a document of one address.
    pub look_ups_by_address: u32,
    /// All requests of one account.
    pub by_account: u32,
    /// All requests of one API key.
    pub by_key: u32,
}

/// `[log]`
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Log {
    /// How lines look.
    pub format: LogFormat,
    /// `tracing` filter.
    pub filter: String,
}

/// How log lines look.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum LogFormat {
    /// For eyes.
    Pretty,
    /// For machines.
    Json,
}

impl Settings {
    /// Reads the settings: defaults, then `file` (or `munica.toml` where it exists), then the environment.
    ///
    /// # Errors
    /// When a file cannot be read or a value is not of its kind; the message names the key.
    pub fn load(file: Option<&Path>) -> anyhow::Result<Self> {
        if let Some(file) = file {
            ensure!(
                file.is_file(),
                "no existe el archivo de configuración {}",
                file.display()
            );
        }
        let file = file.unwrap_or(Path::new("munica.toml"));
        Figment::from(Toml::string(DEFAULTS))
            .merge(Toml::file(file))
            .merge(environment())
            .extract()
            .context("la configuración no es válida")
    }

    /// The embedded defaults alone.
    ///
    /// # Errors
    /// When they are incomplete, which a test would notice.
    pub fn defaults() -> anyhow::Result<Self> {
        Figment::from(Toml::string(DEFAULTS))
            .extract()
            .context("los valores incorporados no están completos")
    }

    /// Whether this is a demo installation.
    pub fn is_demo(&self) -> bool {
        self.mode == Mode::Demo
    }

    /// Refuses what must not run: an open demo, or a production with defaults.
    ///
    /// # Errors
    /// With a sentence that says what to set.
    pub fn check(&self) -> anyhow::Result<()> {
        ensure!(
            !self.server.public_url.ends_with('/'),
            "server.public_url se escribe sin barra al final"
        );
        ensure!(
            (1..=100_000).contains(&self.server.download_chunk),
            "server.download_chunk va de 1 a 100000"
        );
        ensure!(
            (1..=2_000).contains(&self.server.import_chunk),
            "server.import_chunk va de 1 a 2000"
        );
        ensure!(
            (1..=MOST_ROWS).contains(&self.server.workbook_rows),
            "server.workbook_rows va de 1 a {MOST_ROWS}"
        );
        let metrics = self.metrics.address()?;
        match self.mode {
            Mode::Demo => {
                for (key, bind) in [
                    ("server.bind", Some(self.server.bind)),
                    ("metrics.bind", metrics),
                ] {
                    ensure!(
                        bind.is_none_or(|bind| bind.ip().is_loopback()),
                        "en modo demo solo se escucha en la propia máquina: {key} empieza con 127.0.0.1"
                    );
                }
            }
            Mode::Production => self.check_production()?,
        }
        Ok(())
    }

    fn check_production(&self) -> anyhow::Result<()> {
        ensure!(
            self.server.public_url.starts_with("https://"),
            "en producción server.public_url empieza con https://"
        );
        ensure!(
            self.mail.transport == MailTransport::Smtp && !self.mail.smtp_url.expose().is_empty(),
            "en producción mail.transport es \"smtp\" y mail.smtp_url dice cuál es el servidor"
        );
        ensure!(
            !self.mail.from.contains("munica.example"),
            "en producción mail.from es una dirección propia"
        );
        ensure!(
            !self.mail.reply_to.contains("munica.example"),
            "en producción mail.reply_to es una dirección propia, que alguien lee"
        );
        ensure!(
            !self.database.allow_unsafe_durability,
            "database.allow_unsafe_durability es solo para pruebas"
        );
        ensure!(
            self.identity.hash_memory >= 19_456 && self.identity.hash_passes >= 2,
            "en producción identity.hash_memory es 19456 o más e identity.hash_passes 2 o más"
        );
        ensure!(
            self.dns.resolver != DnsResolver::File,
            "en producción dns.resolver es \"system\" o \"auto\": un archivo no prueba de quién es un dominio"
        );
        ensure!(
            !self.webhooks.loopback,
            "webhooks.loopback es solo para probar: en producción no se llama a la propia máquina"
        );
        for (section, place) in [("files", &self.files), ("mirror", &self.mirror)] {
            ensure!(
                !place.url.starts_with("s3://") || !place.s3_secret_key.expose().is_empty(),
                "falta {section}.s3_secret_key"
            );
        }
        Ok(())
    }
}

/// The prefix serves other variables too (`MUNICA_TRIAL_DATA`, …): a setting has a section, or is the mode.
fn environment() -> Env {
    Env::prefixed("MUNICA_")
        .filter(|key| key == "mode" || key.as_str().contains("__"))
        .split("__")
}
