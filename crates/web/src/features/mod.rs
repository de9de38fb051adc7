//! The screens, one folder per feature, with the same names as in `shared` and in the API.

pub mod about;
pub mod auth;
pub mod deadline;
pub mod directory;
pub mod gallery;
pub mod portal;
