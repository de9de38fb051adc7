//! Lists travel as pages with keyset cursors.

use serde::{Deserialize, Serialize};

/// Entries of a page when the request does not say.
pub const DEFAULT_LIMIT: u32 = 20;
/// Most entries of one page.
pub const MAX_LIMIT: u32 = 100;

/// One page of a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "api", derive(utoipa::ToSchema))]
pub struct Page<T> {
    /// The entries, in the order asked for.
    pub items: Vec<T>,
    /// Opaque; hand it back as `cursor` for the next page. `null` on the last one.
    pub next_cursor: Option<String>,
    /// How many entries match, where counting is cheap or was asked for.
    pub total: Option<u64>,
}

impl<T> Page<T> {
    /// A page that holds the whole list.
    pub fn complete(items: Vec<T>) -> Self {
        let total = u64::try_from(items.len()).ok();
        Self {
            items,
            next_cursor: None,
            total,
        }
    }
}
