//! The REST API of Munica: storage, identity, procedures, OpenAPI document, jobs.
//!
//! [`startup::configure`] is the whole application; the binary and the tests build it the same way.

mod antivirus;
pub mod backup;
pub mod bus;
pub mod clock;
pub mod conservation;
pub mod db;
mod dns;
mod documents;
pub mod error;
mod features;
mod files;
pub mod http;
mod identities;
mod installation;
mod jobs;
mod journal;
pub mod keys;
mod kit;
mod memo;
pub mod metrics;
pub mod openapi;
mod outbound;
pub mod outbox;
mod problems;
mod reference;
mod registers;
pub mod seed;
pub mod settings;
mod sms;
pub mod startup;
pub mod state;
#[cfg(test)]
#[path = "../tests/it/support/db.rs"]
mod testdb;
#[cfg(test)]
mod testing;
mod tls;
pub mod verify;
pub mod worker;
mod write;

pub use features::accounts::create_operator;
pub use features::directory::crawl;
pub use features::grants::WayIn;
pub use features::registers::statements;
