//! The public directory: the platform's home page and the list of municipalities.

mod departments;
mod filters;
mod home;
mod labels;
mod list;
mod periods;
mod tile_map;

pub use home::home;
pub use labels::{kind_label, status_label, status_tone};
pub use list::list;
