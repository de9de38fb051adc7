//! The REST API of Munica: storage, identity, procedures, OpenAPI document, jobs.
//!
//! [`startup::configure`] is the whole application; the binary and the tests build it the same way.

pub mod bus;
pub mod clock;
pub mod db;
pub mod error;
mod features;
mod http;
mod journal;
pub mod keys;
mod kit;
mod memo;
pub mod openapi;
mod outbox;
mod problems;
mod reference;
pub mod seed;
pub mod settings;
pub mod startup;
pub mod state;
mod write;

pub use features::accounts::create_operator;
