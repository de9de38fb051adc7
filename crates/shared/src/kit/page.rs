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

/// Which page of a list a request asks for.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "api", derive(utoipa::IntoParams))]
#[cfg_attr(feature = "api", into_params(parameter_in = Query))]
#[serde(deny_unknown_fields)]
pub struct PageQuery {
    /// Entries of the page.
    #[cfg_attr(feature = "api", param(minimum = 1, maximum = 100, default = 20))]
    pub limit: Option<u32>,
    /// `next_cursor` of the page before.
    pub cursor: Option<String>,
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

    /// The same page with each entry as `view` shows it.
    pub fn map<U>(self, view: impl FnMut(T) -> U) -> Page<U> {
        Page {
            items: self.items.into_iter().map(view).collect(),
            next_cursor: self.next_cursor,
            total: self.total,
        }
    }

    /// The same page with each entry as `view` shows it.
    ///
    /// # Errors
    /// The first one of `view`.
    pub fn try_map<U, E>(self, view: impl FnMut(T) -> Result<U, E>) -> Result<Page<U>, E> {
        Ok(Page {
            items: self.items.into_iter().map(view).collect::<Result<_, E>>()?,
            next_cursor: self.next_cursor,
            total: self.total,
        })
    }
}
