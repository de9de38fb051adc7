//! The one way to write without a journal entry: the platform's own notes on its running.
//!
//! A mail was handed over, a lease was taken, a session was seen, a file was found intact: nobody decided anything, so
//! there is no act to record, and a journal full of them would hide the acts. Everything else is a [`Change`]. A task sees
//! a [`Books`], from which it cannot record, publish or send: it has the connection, the time and the vault. It shares the
//! lanes, the transactions and the row-level security of the changes.
//!
//! [`Change`]: super::Change

use std::future::Future;

use super::conn::Conn;
use super::lane::Work;
use super::{Services, WriteService, lane};
use crate::bus::Topic;
use crate::db::{Scope, set_scope};
use crate::error::ApiResult;
use chrono::{DateTime, Utc};

/// A note of the platform on its own running. Whoever implements it says why it is no act of anybody.
///
/// It is applied by reference because a commit that lost a race is tried again from the start.
pub(crate) trait Bookkeeping: Send + Sync + 'static {
    /// What the caller is told.
    type Output: Send + 'static;

    /// Whose rows it touches.
    fn scope(&self) -> Scope;

    /// Writes the note.
    fn apply(&self, books: &Books<'_>) -> impl Future<Output = ApiResult<Self::Output>> + Send;
}

/// What bookkeeping sees of its transaction.
pub(crate) struct Books<'a> {
    conn: &'a Conn<'a>,
    now: DateTime<Utc>,
}

impl<'a> Books<'a> {
    /// For the statements of a store.
    pub(crate) fn conn(&self) -> &'a Conn<'a> {
        self.conn
    }

    /// The instant of this note; the same throughout.
    pub(crate) fn now(&self) -> DateTime<Utc> {
        self.now
    }
}

impl WriteService {
    /// Writes a note and answers when it is durable.
    ///
    /// # Errors
    /// What the task returned, or that the database does not answer.
    pub(crate) async fn bookkeep<B: Bookkeeping>(&self, task: B) -> ApiResult<B::Output> {
        let scope = task.scope();
        self.send(scope, lane::operation(Note(task))).await
    }
}

struct Note<B>(B);

impl<B: Bookkeeping> Work for Note<B> {
    type Output = B::Output;

    async fn apply(
        &self,
        services: &Services,
        conn: &Conn<'_>,
    ) -> (ApiResult<B::Output>, Vec<Topic>) {
        if let Err(error) = set_scope(conn, self.0.scope()).await {
            return (Err(error.into()), Vec::new());
        }
        let books = Books {
            conn,
            now: services.clock.now(),
        };
        (self.0.apply(&books).await, Vec::new())
    }
}
