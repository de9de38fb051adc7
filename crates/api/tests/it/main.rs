//! Request-level tests, in one binary; each runs on SQLite, and on PostgreSQL where `MUNICA_TEST_PG` names a cluster.

mod documents;
mod files;
mod health;
mod journal;
#[cfg(test)]
mod support;
