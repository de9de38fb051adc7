//! A row that holds two versions, one after the other.

use uuid::Uuid;

use super::Cells;
use crate::error::ApiResult;

/// The cells of a row from one of them on.
pub(crate) struct Shifted<'a> {
    /// The row.
    pub(crate) row: &'a dyn Cells,
    /// The place of its first cell.
    pub(crate) by: usize,
}

impl Cells for Shifted<'_> {
    fn text(&self, place: usize) -> ApiResult<Option<&str>> {
        self.row.text(self.by + place)
    }

    fn number(&self, place: usize) -> ApiResult<Option<i64>> {
        self.row.number(self.by + place)
    }

    fn uuid(&self, place: usize) -> ApiResult<Uuid> {
        self.row.uuid(self.by + place)
    }
}
