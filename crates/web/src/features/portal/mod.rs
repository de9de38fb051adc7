//! A municipality's public portal: its frame with its data, and the pages that stand in it.

mod about;
mod agenda;
mod blocks;
mod frame;
mod home;
mod location;
mod map;
mod officers;
mod offices;
mod org_chart;
mod page;
mod privacy;
mod removal;
mod search;
mod suspended;
#[cfg(test)]
mod tests;
mod transparency;
mod videos;

pub use about::about;
pub use agenda::agenda;
pub(crate) use blocks::portal_page;
pub use frame::{TenantPortal, frame, use_portal};
pub use home::home;
pub use location::location;
pub use officers::{officers, officers_table};
pub use offices::offices;
pub use org_chart::org_chart;
pub use page::page;
pub use privacy::{privacy, rights_table};
pub use search::search;
pub use transparency::transparency;
pub use videos::videos;
