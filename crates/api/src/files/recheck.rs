//! The monthly re-check: every file is read and its digest compared. What is found amiss is an act in the journal of its
//! municipality, a gauge, a line in the log, and the file is not served until it is whole again.

use chrono::{DateTime, TimeDelta, Utc};
use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::{Expr, ExprTrait, Func};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect,
};
use serde::{Deserialize, Serialize};
use serde_json::json;
use uuid::Uuid;

use super::alarm;
use super::attach::project;
use super::entity::file::{ActiveModel, Column, Entity, Model};
use super::entity::recheck_run;
use crate::db::Scope;
use crate::error::ApiResult;
use crate::jobs::{Failure, Job, Schedule};
use crate::state::AppState;
use crate::write::{Bookkeeping, Books, Caller, Change, Entry, Recorded, Tx};

/// Files per pass.
const BATCH: u64 = 100;
/// A file seen less than this ago is not read again: a try that broke off goes on where it stopped.
const RECENT: TimeDelta = TimeDelta::days(1);

/// On the first of every month, at two in the morning.
pub(crate) const SCHEDULE: Schedule = Schedule::Monthly { day: 1, hour: 2 };

/// The monthly re-check.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(crate) struct RecheckFiles;

impl Job for RecheckFiles {
    const KIND: &'static str = "files.recheck";

    async fn run(&self, state: &AppState) -> Result<(), Failure> {
        let started_at = state.clock.now();
        let mut after = Uuid::nil();
        let (mut checked, mut unread) = (0_i64, 0_i64);
        loop {
            let files = batch(state, after).await?;
            let Some(last) = files.last() else { break };
            after = last.id;
            for file in files {
                checked += 1;
                if let Err(error) = check(state, file).await {
                    unread += 1;
                    tracing::warn!(error = format!("{error:#}"), "a file could not be read");
                }
            }
        }
        let run = Ran {
            started_at,
            checked: checked - unread,
            unread,
        };
        let damaged = state.write.bookkeep(run).await?;
        if damaged > 0 {
            alarm::tell_operators(state, damaged).await?;
        }
        if unread > 0 {
            return Err(anyhow::anyhow!("{unread} archivos no se pudieron leer").into());
        }
        Ok(())
    }
}

/// A run came to its end. The platform's note on its own diligence, nobody's act.
struct Ran {
    started_at: DateTime<Utc>,
    checked: i64,
    unread: i64,
}

impl Bookkeeping for Ran {
    /// How many files are damaged now.
    type Output = i64;

    fn scope(&self) -> Scope {
        Scope::Platform
    }

    async fn apply(&self, books: &Books<'_>) -> ApiResult<i64> {
        let damaged = Entity::find().filter(Column::Intact.eq(false));
        let damaged = i64::try_from(damaged.count(books.conn()).await?).unwrap_or(i64::MAX);
        let row = recheck_run::ActiveModel {
            id: Set(Uuid::now_v7()),
            started_at: Set(self.started_at),
            finished_at: Set(books.now()),
            checked: Set(self.checked),
            damaged: Set(damaged),
            unread: Set(self.unread),
        };
        recheck_run::Entity::insert(row)
            .exec_without_returning(books.conn())
            .await?;
        Ok(damaged)
    }
}

async fn batch(state: &AppState, after: Uuid) -> ApiResult<Vec<Model>> {
    let conn = state.db.read(Scope::Platform).await?;
    let seen = Func::coalesce([Expr::col(Column::CheckedAt), Expr::col(Column::CreatedAt)]);
    let files = Entity::find()
        .filter(Column::Id.gt(after))
        .filter(Expr::expr(seen).lt(state.clock.now() - RECENT))
        .order_by_asc(Column::Id)
        .limit(BATCH)
        .all(&conn)
        .await?;
    Ok(files)
}

async fn check(state: &AppState, file: Model) -> anyhow::Result<()> {
    let found = state
        .files
        .measure(file.municipality_id, &file.sha256)
        .await?;
    let intact = found.as_ref() == Some(&file.sha256);
    if intact == file.intact {
        let (municipality, id) = (file.municipality_id, file.id);
        state.write.bookkeep(Checked { municipality, id }).await?;
        return Ok(());
    }
    if !intact {
        tracing::error!(file.id = %file.id, municipality.id = %file.municipality_id, "a file is damaged");
    }
    let finding = Finding { file, found };
    state
        .write
        .run(Caller::system(RecheckFiles::KIND), finding)
        .await?;
    Ok(())
}

/// A file is as it was. The platform's note on its own diligence, nobody's act.
struct Checked {
    municipality: Uuid,
    id: Uuid,
}

impl Bookkeeping for Checked {
    type Output = ();

    fn scope(&self) -> Scope {
        Scope::Tenant(self.municipality)
    }

    async fn apply(&self, books: &Books<'_>) -> ApiResult<()> {
        let row = ActiveModel {
            id: Set(self.id),
            checked_at: Set(Some(books.now())),
            ..Default::default()
        };
        Entity::update(row).exec(books.conn()).await?;
        Ok(())
    }
}

/// A file is no longer what it was, or is again.
struct Finding {
    file: Model,
    /// The digest of what lies there; none where nothing does.
    found: Option<String>,
}

impl Change for Finding {
    type Output = ();

    fn scope(&self) -> Scope {
        Scope::Tenant(self.file.municipality_id)
    }

    async fn apply(&self, tx: &mut Tx<'_>) -> ApiResult<Recorded<()>> {
        let intact = self.found.as_ref() == Some(&self.file.sha256);
        let row = ActiveModel {
            id: Set(self.file.id),
            intact: Set(intact),
            checked_at: Set(Some(tx.now())),
            ..Default::default()
        };
        Entity::update(row).exec(tx.conn()).await?;
        let mut file = self.file.clone();
        file.intact = intact;
        project(tx, &file).await?;
        let action = if intact {
            "file.recovered"
        } else {
            "file.damage_found"
        };
        let entry = Entry::new(file.municipality_id, action, "file", file.id)
            .before(json!({ "intact": !intact, "sha256": file.sha256 }))
            .after(json!({ "intact": intact, "found_sha256": self.found }));
        Ok(tx.record(entry).await?.with(()))
    }
}

/// Files whose bytes are not what they were, for the operator.
pub(crate) async fn damaged(conn: &impl ConnectionTrait) -> ApiResult<Vec<Model>> {
    let query = Entity::find().filter(Column::Intact.eq(false));
    Ok(query.order_by_asc(Column::Id).all(conn).await?)
}

/// The last run of the re-check.
pub(crate) async fn last_run(conn: &impl ConnectionTrait) -> ApiResult<Option<recheck_run::Model>> {
    let query = recheck_run::Entity::find().order_by_desc(recheck_run::Column::Id);
    Ok(query.one(conn).await?)
}

/// When the re-check runs again.
pub(crate) fn next_run(now: DateTime<Utc>) -> DateTime<Utc> {
    SCHEDULE.next(now)
}
