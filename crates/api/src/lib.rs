//! The REST API of Munica: storage, identity, procedures, OpenAPI document, jobs.
//!
//! [`startup::configure`] is the whole application; the binary and the tests build it the same way.

mod antivirus;
pub mod bus;
pub mod clock;
pub mod db;
mod documents;
pub mod error;
mod features;
mod files;
mod http;
mod jobs;
mod journal;
pub mod keys;
mod kit;
mod memo;
pub mod metrics;
pub mod openapi;
pub mod outbox;
mod problems;
mod reference;
pub mod seed;
pub mod settings;
mod sms;
pub mod startup;
pub mod state;
mod tls;
pub mod worker;
mod write;

pub use features::accounts::create_operator;
