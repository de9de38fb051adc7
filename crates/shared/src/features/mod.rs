//! One module per feature, with the same name here, in the API and in the web app.

pub mod auth;
pub mod catalogs;
pub mod deadline_tool;
pub mod directory;
pub mod places;
pub mod portal;
pub mod validators;
