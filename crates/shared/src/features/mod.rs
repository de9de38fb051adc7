//! One module per feature, with the same name here, in the API and in the web app.

pub mod accounts;
pub mod api_keys;
pub mod auth;
pub mod break_glass;
pub mod content;
pub mod deadline_tool;
pub mod directory;
pub mod documents;
pub mod files;
pub mod grants;
pub mod places;
pub mod portal;
pub mod portal_requests;
