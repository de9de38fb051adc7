//! What the API and the browser share: wire types, declarations and pure rules.
//!
//! Nothing here does IO, and everything builds for wasm32. The feature `api` adds what only the server needs
//! (`utoipa` schemas, `validator`); neither crate may ever reach the WASM build.

pub mod access;
pub mod color;
pub mod deadline;
pub mod features;
pub mod journal;
pub mod kit;
pub mod merkle;
pub mod money;
pub mod reference;
pub mod registers;
pub mod rules;
pub mod text;
pub mod time;
pub mod ubigeo;
