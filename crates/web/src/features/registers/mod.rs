//! The public pages of every register, drawn from its declaration: all registers, a register's list with what narrows it,
//! a record with its history. Nothing here knows any register by name.

mod asked;
mod bulk;
mod changes;
mod columns;
mod dictionary;
mod facets;
mod form;
mod history;
mod index;
mod linked;
mod list;
mod live;
mod map;
mod open_data;
mod place;
mod proof;
mod quality;
mod record;
mod statistics;
mod table;
#[cfg(test)]
#[cfg(feature = "ssr")]
mod tests;
mod value;
mod views;
mod watch;
mod words;

pub(crate) use asked::Asked;
pub use changes::{platform_changes, tenant_changes};
pub(crate) use columns::{listed, naming};
pub(crate) use form::form;
pub(crate) use index::freshness;
pub use index::{platform_index, tenant_index};
pub use list::{platform_list, tenant_list};
pub use map::{platform_map, tenant_map};
pub use place::PAGE;
pub(crate) use place::record_page;
pub(crate) use quality::quality;
pub use record::record;
pub use statistics::{platform_charts, tenant_charts};
pub(crate) use value::{hundredths, in_units, is_numeric, of_record, shown};
