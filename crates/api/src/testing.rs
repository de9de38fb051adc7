//! What unit tests of services stand on: a state over a fresh database with a clock that stands, acts without a feature,
//! and further processes over the same database.

use std::sync::Arc;

use chrono::{DateTime, TimeDelta, Utc};
use futures_util::future::BoxFuture;
use sea_orm::{ConnectionTrait, DbBackend, EntityTrait, QueryTrait, Select};
use serde::Serialize;
use serde::de::DeserializeOwned;
use uuid::Uuid;

use crate::clock::{Clock, ManualClock};
use crate::db::{Db, Scope};
use crate::error::ApiResult;
use crate::settings::Settings;
use crate::state::AppState;
use crate::testdb as db;
use crate::write::{Caller, Change, Entry, Recorded, Tx};

/// A process of an installation under test.
pub(crate) struct Stand {
    pub(crate) state: AppState,
    pub(crate) clock: Arc<ManualClock>,
    pub(crate) db: db::TestDb,
}

impl Stand {
    pub(crate) async fn new() -> Self {
        Self::with(|_| {}).await
    }

    pub(crate) async fn with(adjust: impl FnOnce(&mut Settings)) -> Self {
        let db = db::fresh().await;
        let start: DateTime<Utc> = "2026-11-21T15:00:00Z".parse().unwrap();
        let clock = Arc::new(ManualClock::at(start));
        let mut settings = settings(&db);
        adjust(&mut settings);
        let state = AppState::open(settings, clock.clone()).await.unwrap();
        Self { state, clock, db }
    }

    /// A further process over the same database, files and clock.
    pub(crate) async fn another_process(&self) -> AppState {
        let settings = self.state.settings.as_ref().clone();
        AppState::open(settings, self.clock.clone()).await.unwrap()
    }

    pub(crate) fn wait(&self, by: TimeDelta) {
        self.clock.advance(by);
    }

    pub(crate) fn now(&self) -> DateTime<Utc> {
        self.clock.now()
    }

    /// Makes a change for a municipality, recorded as `test.act`.
    pub(crate) async fn act<T, F>(&self, municipality: Uuid, act: F) -> ApiResult<T>
    where
        T: Serialize + DeserializeOwned + Send + 'static,
        F: for<'a> Fn(&'a mut Tx<'_>) -> BoxFuture<'a, ApiResult<T>> + Send + Sync + 'static,
    {
        self.state
            .write
            .run(Caller::system("test"), Act { municipality, act })
            .await
    }

    /// Actions in the journal of a municipality, oldest first.
    pub(crate) async fn journal(&self, municipality: Uuid) -> Vec<String> {
        use crate::journal::entity::line;
        use sea_orm::{ColumnTrait, QueryFilter, QueryOrder};
        let conn = self.state.db.read(Scope::Platform).await.unwrap();
        line::Entity::find()
            .filter(line::Column::MunicipalityId.eq(municipality))
            .order_by_asc(line::Column::Seq)
            .all(&conn)
            .await
            .unwrap()
            .into_iter()
            .map(|line| line.action)
            .collect()
    }
}

/// How SQLite goes about a query, a line for each step.
pub(crate) async fn steps<E: EntityTrait>(db: &Db, query: Select<E>) -> Vec<String> {
    let mut statement = query.build(DbBackend::Sqlite);
    statement.sql = format!("EXPLAIN QUERY PLAN {}", statement.sql);
    let rows = db.writer.query_all_raw(statement).await.unwrap();
    rows.iter()
        .map(|row| row.try_get("", "detail").unwrap())
        .collect()
}

struct Act<F> {
    municipality: Uuid,
    act: F,
}

impl<T, F> Change for Act<F>
where
    T: Serialize + DeserializeOwned + Send + 'static,
    F: for<'a> Fn(&'a mut Tx<'_>) -> BoxFuture<'a, ApiResult<T>> + Send + Sync + 'static,
{
    type Output = T;

    fn scope(&self) -> Scope {
        Scope::Tenant(self.municipality)
    }

    async fn apply(&self, tx: &mut Tx<'_>) -> ApiResult<Recorded<T>> {
        let output = (self.act)(tx).await?;
        let entry = Entry::new(self.municipality, "test.act", "test", self.municipality);
        Ok(tx.record(entry).await?.with(output))
    }
}

fn settings(db: &db::TestDb) -> Settings {
    let mut settings = Settings::defaults().unwrap();
    settings.database.url = db.url.as_str().into();
    settings.database.owner_url = db.owner_url.as_str().into();
    settings.database.read_url = db.read_url.as_str().into();
    settings.database.readers = 2;
    settings.database.allow_unsafe_durability = true;
    settings.keys.folder = db.folder.path().join("keys");
    settings.files.url = format!("file://{}", db.folder.path().join("files").display());
    settings.mail.folder = db.folder.path().join("mails");
    settings.sms.folder = db.folder.path().join("sms");
    settings.dns.zone_file = db.folder.path().join("dns.zone");
    settings.signature.folder = db.folder.path().join("signature");
    settings
}
