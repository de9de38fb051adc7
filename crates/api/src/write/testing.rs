//! What unit tests stand on that need a database: an application state over a fresh one, and a change to hand to it.

use std::path::PathBuf;
use std::sync::Arc;

use sea_orm::{Database, DatabaseConnection, EntityTrait, Set};
use serde_json::json;
use tempfile::TempDir;
use uuid::Uuid;

use crate::clock::ManualClock;
use crate::db::Scope;
use crate::error::{ApiError, ApiResult, Code};
use crate::files::entity::file;
use crate::settings::Settings;
use crate::state::AppState;
use crate::testdb as db;
use crate::write::{Caller, Change, Entry, Recorded, Tx};

/// A state with a database, keys and files of its own.
pub(crate) struct TestState {
    pub(crate) state: AppState,
    pub(crate) clock: Arc<ManualClock>,
    pub(crate) owner_url: String,
    pub(crate) folder: TempDir,
}

impl TestState {
    pub(crate) async fn open() -> Self {
        let db = db::fresh().await;
        let clock = Arc::new(ManualClock::at(
            "2026-11-21T15:00:00.123456Z".parse().unwrap(),
        ));
        let settings = settings(&db);
        let state = AppState::open(settings, clock.clone()).await.unwrap();
        Self {
            state,
            clock,
            owner_url: db.owner_url,
            folder: db.folder,
        }
    }

    /// The database as its owner, behind the walls.
    pub(crate) async fn owner(&self) -> DatabaseConnection {
        Database::connect(&self.owner_url).await.unwrap()
    }

    pub(crate) async fn run<C: Change>(&self, change: C) -> ApiResult<C::Output> {
        self.state.write.run(Caller::system("test"), change).await
    }

    /// Notes something in the journal of a municipality.
    pub(crate) async fn note(&self, municipality: Uuid, label: &str) -> i64 {
        let note = Note::new(municipality, label);
        self.run(note).await.unwrap()
    }
}

impl TestState {
    /// Stores a file of a municipality; where its bytes lie.
    pub(crate) async fn add_file(&self, municipality: Uuid, bytes: &'static [u8]) -> PathBuf {
        let stored = self.state.files.put(municipality, bytes.into()).await;
        let sha256 = stored.unwrap();
        let path = format!("files/{municipality}/{sha256}");
        let row = file::ActiveModel {
            id: Set(Uuid::now_v7()),
            municipality_id: Set(municipality),
            sha256: Set(sha256),
            size: Set(i64::try_from(bytes.len()).unwrap()),
            media_type: Set("application/pdf".into()),
            name: Set("ordenanza.pdf".into()),
            width: Set(None),
            height: Set(Some(-3)),
            is_public: Set(false),
            created_at: Set(self.state.clock.now()),
            checked_at: Set(None),
            intact: Set(true),
            scan: Set("not_scanned".into()),
            awaits_use: Set(false),
        };
        file::Entity::insert(row)
            .exec_without_returning(&self.owner().await)
            .await
            .unwrap();
        self.folder.path().join(path)
    }
}

fn settings(db: &db::TestDb) -> Settings {
    let mut settings = Settings::defaults().unwrap();
    settings.database.url = db.url.as_str().into();
    settings.database.owner_url = db.owner_url.as_str().into();
    settings.database.read_url = db.read_url.as_str().into();
    settings.database.readers = 3;
    settings.database.allow_unsafe_durability = true;
    settings.keys.folder = db.folder.path().join("keys");
    settings.files.url = format!("file://{}", db.folder.path().join("files").display());
    settings.mail.folder = db.folder.path().join("mails");
    settings.sms.folder = db.folder.path().join("sms");
    settings
}

/// A change that keeps a personal value, publishes nothing, and stands in the journal; or fails, or panics, after it
/// wrote.
#[derive(Clone, Debug)]
pub(crate) struct Note {
    pub(crate) municipality: Uuid,
    pub(crate) label: String,
    pub(crate) dni: Option<(Uuid, String)>,
    pub(crate) fate: Fate,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fate {
    Succeeds,
    IsRefused,
    BreaksARule,
    Panics,
}

impl Note {
    pub(crate) fn new(municipality: Uuid, label: &str) -> Self {
        Self {
            municipality,
            label: label.to_owned(),
            dni: None,
            fate: Fate::Succeeds,
        }
    }

    pub(crate) fn about(mut self, subject: Uuid, dni: &str) -> Self {
        self.dni = Some((subject, dni.to_owned()));
        self
    }

    pub(crate) fn that(mut self, fate: Fate) -> Self {
        self.fate = fate;
        self
    }
}

impl Change for Note {
    /// A number that differs at each application, so that a replay is told from a second effect.
    type Output = i64;

    fn scope(&self) -> Scope {
        Scope::Tenant(self.municipality)
    }

    async fn apply(&self, tx: &mut Tx<'_>) -> ApiResult<Recorded<i64>> {
        let mut after = json!({"label": self.label});
        if let Some((subject, dni)) = &self.dni {
            let kept = tx
                .keep_personal(self.municipality, *subject, "dni", "dni", dni)
                .await?;
            after["dni"] = json!(kept.commitment);
        }
        let entry = Entry::new(self.municipality, "note.written", "note", &self.label).after(after);
        let receipt = tx.record(entry).await?;
        match self.fate {
            Fate::Succeeds => Ok(receipt.with(i64::from(rand::random::<u32>()))),
            Fate::IsRefused => Err(ApiError::new(Code::Conflict)),
            Fate::BreaksARule => Err(violate(tx).await),
            Fate::Panics => panic!("on purpose"),
        }
    }
}

/// What the database itself refuses, which on PostgreSQL spoils the whole transaction.
async fn violate(tx: &Tx<'_>) -> ApiError {
    use sea_orm::ConnectionTrait as _;
    let outcome = tx
        .conn()
        .execute_unprepared("INSERT INTO journal_heads (municipality_id) VALUES (NULL)")
        .await;
    outcome.expect_err("a head without a municipality").into()
}

/// Whether tests run against PostgreSQL.
pub(crate) fn on_postgres() -> bool {
    std::env::var("MUNICA_TEST_PG").is_ok()
}
