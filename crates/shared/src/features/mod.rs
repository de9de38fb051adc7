//! One module per feature, with the same name here, in the API and in the web app.

pub mod auth;
pub mod deadline_tool;
pub mod directory;
pub mod documents;
pub mod files;
pub mod journal;
pub mod portal;
pub mod portal_requests;
