//! One module per feature, with the same name here, in the API and in the web app.

pub mod accounts;
pub mod api_keys;
pub mod auth;
pub mod break_glass;
pub mod catalogs;
pub mod content;
pub mod deadline_tool;
pub mod deadlines;
pub mod directory;
pub mod documents;
pub mod domains;
pub mod errors;
pub mod files;
pub mod grants;
pub mod help;
pub mod journal;
pub mod notices;
pub mod places;
pub mod platform;
pub mod portal;
pub mod portal_admin;
pub mod portal_requests;
pub mod status;
pub mod today;
pub mod validators;
