//! What other features ask of the reference data: the calendar of a place, the values of today.

mod calendar;
mod header;

pub(crate) use calendar::{calendar, calendar_in, days_off_in};
pub(crate) use header::{official_names, today_header};
