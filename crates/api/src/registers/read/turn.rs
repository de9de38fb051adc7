//! Where a page ends and the next one begins.

use shared::registers::{Query, Register, Value};

use super::Cells;
use super::sql::{cursor, orders_by_number, place};
use crate::error::ApiResult;

/// How far a page has come: the row beyond its limit is not of it, and says that there is a next one.
#[derive(Debug, Default)]
pub(crate) struct Turn {
    count: u32,
    last: Option<(Value, i64)>,
    /// Where the next page begins, once there is one.
    pub(crate) next: Option<String>,
}

impl Turn {
    /// Whether a row is of the page.
    ///
    /// # Errors
    /// When the column of the order is not what its declaration says.
    pub(crate) fn takes(
        &mut self,
        register: &'static Register,
        query: &Query,
        row: &dyn Cells,
    ) -> ApiResult<bool> {
        if self.count == query.limit {
            if let Some((key, n)) = self.last.take() {
                self.next = Some(cursor(key, n)?);
            }
            return Ok(false);
        }
        self.count += 1;
        if self.count == query.limit {
            let number = row.number(place::N)?.unwrap_or_default();
            let key = if orders_by_number(register, query.order) {
                Value::Number(row.number(place::KEY)?.unwrap_or_default())
            } else {
                Value::Text(row.text(place::KEY)?.unwrap_or_default().to_owned())
            };
            self.last = Some((key, number));
        }
        Ok(true)
    }
}
