//! Request-level tests, in one binary; each runs on SQLite, and on PostgreSQL where `MUNICA_TEST_PG` names a cluster.

mod accounts;
mod api_keys;
mod auth;
mod auth_tokens;
mod authz_matrix;
mod break_glass;
mod grants;
mod health;
mod second_factor;
mod support;
