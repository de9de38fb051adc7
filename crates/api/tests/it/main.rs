//! Request-level tests, in one binary; each runs on SQLite, and on PostgreSQL where `MUNICA_TEST_PG` names a cluster.

mod documents;
mod files;
mod health;
#[cfg(test)]
mod support;
