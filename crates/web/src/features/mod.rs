//! The screens, one folder per feature, with the same names as in `shared` and in the API.

pub mod about;
pub mod accounts;
pub mod api_keys;
pub mod auth;
pub mod break_glass;
pub mod catalogs;
pub mod deadline;
pub mod developers;
pub mod directory;
pub mod documents;
pub mod domains;
pub mod gallery;
pub mod grants;
pub mod help;
pub mod journal;
pub mod municipalities;
pub mod notices;
pub mod outbox;
pub mod portal;
pub mod portal_admin;
pub mod portal_requests;
pub mod sessions;
pub mod status;
pub mod today;
