//! What other features ask of the reference data: the calendar of a place, the values of today.

mod calendar;
mod header;

pub(crate) use calendar::{calendar, calendar_in, calendar_of, days_off_of};
pub(crate) use header::{official_names, today_header};
