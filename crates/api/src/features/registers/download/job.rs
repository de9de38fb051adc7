//! A download while it is under way.

use std::sync::Arc;

use actix_web::web::{self, Bytes};
use futures_util::stream::{self, Stream};
use shared::registers::{Format, Query, Register};

use super::sink::Sink;
use super::{Asked, Whose};
use crate::error::{ApiError, ApiResult};
use crate::registers::read::{self, Frozen, Scope, Turn};
use crate::state::AppState;

/// What is read, how far it has come, and what it is written to.
pub(super) struct Job {
    pub(super) register: &'static Register,
    pub(super) frozen: Frozen,
    pub(super) state: web::Data<AppState>,
    pub(super) sink: Sink,
    query: Query,
    scope: Scope,
    /// Columns without which a record is left out.
    with: Vec<&'static str>,
}

impl Job {
    /// Fixes the moment, and reads nothing of the records yet.
    pub(super) async fn begin(
        register: &'static Register,
        format: Format,
        state: web::Data<AppState>,
        asked: Asked,
        whose: Whose,
    ) -> ApiResult<Self> {
        let now = state.clock.now();
        let at = asked.query.as_of.map_or(now, |at| at.min(now));
        let engine = &state.registers;
        let statement = read::last(register, engine.backend(), &state.vault);
        let mut last = 0;
        engine
            .read(&statement, |row| {
                last = row.number(0)?.unwrap_or_default();
                Ok(())
            })
            .await?;
        let query = Query {
            as_of: Some(at),
            limit: state.settings.server.download_chunk,
            cursor: None,
            ..asked.query.clone()
        };
        let places = register.geometry.filter(|_| format == Format::GeoJson);
        Ok(Self {
            register,
            frozen: Frozen { at, last },
            sink: Sink::new(register, format, &asked, Arc::clone(&whose.owners))?,
            state,
            query,
            scope: whose.scope,
            with: places.map_or_else(Vec::new, |(latitude, longitude)| vec![latitude, longitude]),
        })
    }

    /// How many records there are; those without one of these columns, where any are named.
    pub(super) async fn count(&self, without: &[&str]) -> ApiResult<u64> {
        let engine = &self.state.registers;
        let what = (&self.query, self.scope, self.frozen);
        let (register, vault) = (self.register, &self.state.vault);
        let statement = read::count(register, engine.backend(), vault, what, without)?;
        let mut count = 0;
        engine
            .read(&statement, |row| {
                count = row.number(0)?.unwrap_or_default();
                Ok(())
            })
            .await?;
        u64::try_from(count).map_err(ApiError::internal)
    }

    /// Writes the next piece; whether there are more.
    pub(super) async fn piece(&mut self) -> ApiResult<bool> {
        // Others have their turn between two pieces, however fast the client reads.
        tokio::task::yield_now().await;
        let engine = &self.state.registers;
        let what = (&self.query, self.scope, self.frozen);
        let (register, vault) = (self.register, &self.state.vault);
        let statement = read::chunk(register, engine.backend(), vault, what, &self.with)?;
        let mut turn = Turn::default();
        let (query, sink) = (&self.query, &mut self.sink);
        engine
            .read(&statement, |row| {
                if turn.takes(register, query, row)? {
                    sink.row(row)?;
                }
                Ok(())
            })
            .await?;
        self.query.cursor = turn.next;
        Ok(self.query.cursor.is_some())
    }
}

enum Step {
    Head(Box<Job>),
    Rows(Box<Job>),
    End,
}

/// The bytes of the file.
pub(super) fn stream(job: Job) -> impl Stream<Item = ApiResult<Bytes>> {
    stream::try_unfold(Step::Head(Box::new(job)), next)
}

async fn next(step: Step) -> ApiResult<Option<(Bytes, Step)>> {
    match step {
        Step::Head(mut job) => {
            let head = job.sink.head()?;
            Ok(Some((head.into(), Step::Rows(job))))
        }
        Step::Rows(mut job) => {
            let more = job.piece().await?;
            let mut bytes = job.sink.take()?;
            if more {
                return Ok(Some((bytes.into(), Step::Rows(job))));
            }
            bytes.extend_from_slice(job.sink.tail());
            Ok(Some((bytes.into(), Step::End)))
        }
        Step::End => Ok(None),
    }
}
