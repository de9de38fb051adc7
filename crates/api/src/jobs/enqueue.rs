//! Queuing a job in the transaction of the act that causes it.

use chrono::{DateTime, Utc};
use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::OnConflict;
use sea_orm::{ConnectionTrait, EntityTrait};
use uuid::Uuid;

use super::Job;
use super::entity::{self, Column, Status};
use crate::bus::Topic;
use crate::error::ApiResult;
use crate::write::Tx;

/// A job to be queued.
#[derive(Clone, Debug)]
pub(crate) struct NewJob<J> {
    municipality: Uuid,
    job: J,
    run_at: Option<DateTime<Utc>>,
}

impl<J: Job> NewJob<J> {
    /// A job about a municipality, or about the platform, to be run at once.
    pub(crate) fn new(municipality: Uuid, job: J) -> Self {
        Self {
            municipality,
            job,
            run_at: None,
        }
    }

    /// Not before this.
    #[must_use]
    pub(crate) fn at(mut self, instant: DateTime<Utc>) -> Self {
        self.run_at = Some(instant);
        self
    }
}

impl Tx<'_> {
    /// Queues a job that runs after the commit.
    pub(crate) async fn job<J: Job>(&mut self, new: NewJob<J>) -> ApiResult<()> {
        let row = Row {
            municipality: new.municipality,
            kind: J::KIND,
            unique_key: None,
            payload: serde_json::to_string(&new.job)?,
            run_at: new.run_at.unwrap_or(self.now()),
        };
        insert(self.conn(), row, self.now()).await?;
        self.touch(Topic::Work);
        Ok(())
    }
}

pub(super) struct Row {
    pub(super) municipality: Uuid,
    pub(super) kind: &'static str,
    /// Of a recurring job, so that several processes queue each of its runs once.
    pub(super) unique_key: Option<String>,
    pub(super) payload: String,
    pub(super) run_at: DateTime<Utc>,
}

/// Inserts a job; one with a key that is taken is there already.
pub(super) async fn insert(
    conn: &impl ConnectionTrait,
    row: Row,
    now: DateTime<Utc>,
) -> ApiResult<()> {
    let row = entity::ActiveModel {
        id: Set(Uuid::now_v7()),
        municipality_id: Set(row.municipality),
        kind: Set(row.kind.to_owned()),
        unique_key: Set(row.unique_key),
        payload: Set(row.payload),
        status: Set(Status::Queued.code().to_owned()),
        attempts: Set(0),
        last_error: Set(None),
        run_at: Set(row.run_at),
        lease_until: Set(None),
        lease_id: Set(None),
        created_at: Set(now),
        finished_at: Set(None),
    };
    let taken = OnConflict::columns([Column::Kind, Column::UniqueKey])
        .do_nothing()
        .to_owned();
    entity::Entity::insert(row)
        .on_conflict(taken)
        .exec_without_returning(conn)
        .await?;
    Ok(())
}
