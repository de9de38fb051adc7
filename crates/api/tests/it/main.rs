//! Request-level tests, in one binary; each runs on SQLite, and on PostgreSQL where `MUNICA_TEST_PG` names a cluster.

mod cache;
mod catalogs;
mod deadline_tool;
mod directory;
mod health;
mod places;
mod support;
mod validators;
