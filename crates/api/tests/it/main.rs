//! Request-level tests, in one binary; each runs on SQLite, and on PostgreSQL where `MUNICA_TEST_PG` names a cluster.

mod health;
mod journal;
mod support;
