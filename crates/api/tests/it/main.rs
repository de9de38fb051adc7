//! Request-level tests, in one binary; each runs on SQLite, and on PostgreSQL where `MUNICA_TEST_PG` names a cluster.

#![expect(
    clippy::indexing_slicing,
    clippy::unwrap_used,
    reason = "helpers of tests may fail a test"
)]

mod accounts;
mod administrators;
mod api_keys;
mod auth;
mod authz_matrix;
mod break_glass;
mod cache;
mod catalogs;
mod conservation;
mod corrections;
mod deadline_tool;
mod deadlines;
mod directory;
mod documents;
mod domains;
mod events;
mod files;
mod golive;
mod grants;
mod health;
mod help;
mod hosts;
mod interests;
mod journal;
mod mails;
mod municipalities;
mod notices;
mod places;
mod portal_requests;
mod portals;
mod privacy;
mod privacy_incidents;
mod registers;
mod request_texts;
mod staff_files;
mod status;
mod support;
mod tenant_exports;
mod today;
mod validators;
mod visits;
mod watches;
