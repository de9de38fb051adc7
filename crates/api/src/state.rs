//! What handlers and jobs work with, built once at start-up.

use std::sync::Arc;

use crate::antivirus::{self, Antivirus};
use crate::bus::Bus;
use crate::clock::SharedClock;
use crate::db::{self, Db};
use crate::dns::{self, Dns};
use crate::documents::Signer;
use crate::features::auth::Passwords;
use crate::features::events::Seats;
use crate::files::FileStore;
use crate::http::cache::Answers;
use crate::http::rate_limit::Limits;
use crate::identities::{self, Identities};
use crate::installation::{self, Remember};
use crate::keys::known::{self, Known};
use crate::keys::{Keyring, Vault};
use crate::memo::Memo;
use crate::outbound::Outbound;
use crate::outbox::Mailer;
use crate::registers::read::Engine;
use crate::settings::Settings;
use crate::sms::{self, SmsGateway};
use crate::tls;
use crate::write::{Services, WriteService};

/// The services of a running installation.
#[derive(Clone)]
pub struct AppState {
    /// The settings it was started with.
    pub settings: Arc<Settings>,
    /// Connections for reading.
    pub db: Db,
    /// The only way to change anything.
    pub write: WriteService,
    /// The present.
    pub clock: SharedClock,
    /// The secrets.
    pub keys: Arc<Keyring>,
    /// Seals and opens with them.
    pub vault: Vault,
    /// Tells what changed.
    pub bus: Bus,
    /// How much of the process each sender may use.
    pub(crate) limits: Arc<Limits>,
    /// Hashes and compares passwords.
    pub(crate) passwords: Passwords,
    /// Remembers small things until they change.
    pub(crate) memo: Memo,
    /// Remembers public answers until they change.
    pub(crate) answers: Answers,
    /// Sends mails.
    pub(crate) mailer: Mailer,
    /// Sends short messages; none where they are off.
    pub(crate) sms: Option<Arc<dyn SmsGateway>>,
    /// Looks names up.
    pub(crate) dns: Arc<dyn Dns>,
    /// Calls addresses that others named.
    pub(crate) outbound: Outbound,
    /// Knows whose a document is.
    pub(crate) identities: Arc<dyn Identities>,
    /// The bytes of all files.
    pub(crate) files: FileStore,
    /// Scans uploads.
    pub(crate) antivirus: Arc<dyn Antivirus>,
    /// Where issued documents are signed.
    pub(crate) signer: Signer,
    /// Reads what registers publish.
    pub(crate) registers: Engine,
    /// The places of those who listen to what changes.
    pub(crate) listeners: Seats,
}

impl AppState {
    /// Opens the database and the keys and starts the write service. Does not migrate.
    ///
    /// # Errors
    /// When a setting is refused, the database does not answer, is not migrated or belongs to the other kind of
    /// installation, or its keys are missing.
    pub async fn open(settings: Settings, clock: SharedClock) -> anyhow::Result<Self> {
        settings.check()?;
        tls::install();
        let db = db::connect(&settings.database).await?;
        db.ready().await?;
        let known = known::known(&db).await?;
        let unmarked = installation::check_mode(&db, settings.mode, &known).await?;
        let keys = Arc::new(Keyring::of(&settings.keys.folder, &known, clock.now())?);
        let vault = Vault::new(keys.clone());
        let bus = Bus::default();
        let services = Services {
            db: db.clone(),
            clock: clock.clone(),
            vault: vault.clone(),
            bus: bus.clone(),
        };
        let dns = dns::open(&settings.dns, settings.is_demo());
        let write = WriteService::start(&services, settings.database.write_lanes);
        let mut facts = Vec::new();
        if !matches!(known, Known::Ring(_)) {
            facts.push((installation::KEYRING, keys.fingerprint()?));
        }
        if unmarked {
            facts.push((installation::MODE, settings.mode.as_str().to_owned()));
        }
        if !facts.is_empty() {
            write.bookkeep(Remember(facts)).await?;
        }
        Ok(Self {
            limits: Arc::new(Limits::new(&settings.limits)),
            passwords: Passwords::new(&settings.identity)?,
            mailer: Mailer::open(&settings)?,
            sms: sms::open(&settings.sms),
            outbound: Outbound::open(&settings.webhooks, dns.clone()),
            dns,
            identities: identities::open(&settings.identities),
            files: FileStore::open(&settings.files)?,
            antivirus: antivirus::open(&settings.antivirus)?,
            signer: Signer::open(&settings.signature),
            listeners: Seats::default(),
            registers: Engine::open(db.public(), db::sqlite_path(settings.database.url.expose())),
            db,
            write,
            clock,
            keys,
            vault,
            answers: Answers::new(settings.server.cache_limit),
            memo: Memo::new(bus.clone()),
            bus,
            settings: Arc::new(settings),
        })
    }

    /// Finishes what was handed to the write service, takes nothing more, and lets go of the database.
    ///
    /// # Errors
    /// When the database does not let go; what was acknowledged is durable all the same.
    pub async fn close(&self) -> anyhow::Result<()> {
        self.write.close().await;
        Ok(self.db.close().await?)
    }

    /// Ends the connections that would stay open for as long as their readers like.
    pub fn stop_events(&self) {
        self.listeners.close();
    }

    /// Hears what other processes change, for as long as this one runs.
    pub fn follow_other_processes(&self) {
        tokio::spawn(self.bus.clone().follow(self.db.writer.clone()));
    }
}

impl std::fmt::Debug for AppState {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("AppState")
    }
}
