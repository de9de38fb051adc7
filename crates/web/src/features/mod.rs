//! The screens, one folder per feature, with the same names as in `shared` and in the API.

pub mod about;
pub mod auth;
pub mod deadline;
pub mod developers;
pub mod directory;
pub mod documents;
pub mod gallery;
pub mod portal;
pub mod portal_requests;
pub mod status;
