//! A municipality's administrators set up their portal: checklist, appearance, contact, weather, and all that is written.

mod appearance;
mod checklist;
mod contact;
pub(crate) mod content;
mod image;
mod settings;
#[cfg(all(test, feature = "ssr"))]
mod tests;
mod weather;
mod widgets;

pub use appearance::appearance;
pub use checklist::checklist;
pub use contact::contact;
pub use weather::weather;
pub use widgets::widgets;

/// Where the set-up begins.
const PAGE: &str = "/admin/portal";
