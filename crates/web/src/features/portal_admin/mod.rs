//! A municipality's administrators set up their portal: checklist, appearance, contact, weather, and all that is written.

mod appearance;
mod checklist;
mod contact;
pub mod content;
mod image;
mod settings;
mod weather;

pub use appearance::appearance;
pub use checklist::checklist;
pub use contact::contact;
pub use weather::weather;

/// Where the set-up begins.
const PAGE: &str = "/admin/portal";
