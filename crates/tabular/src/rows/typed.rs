//! Values of a workbook as cells: what is a day, what a time, and what only a number.

use calamine::{Data, DataRef, DataType, ExcelDateTime};
use chrono::{NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, Timelike};

use crate::cell::Cell;

pub(super) fn convert(value: &DataRef<'_>) -> Cell {
    match value {
        DataRef::Empty => Cell::Empty,
        DataRef::String(text) => Cell::from(text.as_str()),
        DataRef::SharedString(text) => Cell::from(*text),
        DataRef::Float(number) => Cell::Number(*number),
        DataRef::Int(_) => value.as_f64().map_or(Cell::Empty, Cell::Number),
        DataRef::Bool(truth) => Cell::Bool(*truth),
        DataRef::DateTime(moment) => from_serial(moment),
        DataRef::DateTimeIso(text) => from_iso(text),
        DataRef::DurationIso(text) => Cell::from(text.as_str()),
        DataRef::Error(error) => Cell::Error(Data::Error(error.clone()).to_string()),
    }
}

/// A date of Excel is a number of days whose fraction is the time. Only a time has no day; a span of more than a day is
/// no time of day and stays a number.
fn from_serial(moment: &ExcelDateTime) -> Cell {
    let serial = moment.as_f64();
    let whole_days = serial.fract() == 0.0;
    if !(0.0..2_958_466.0).contains(&serial) || (moment.is_duration() && serial >= 1.0) {
        return Cell::Number(serial);
    }
    let (year, month, day, hour, minute, second, millis) = moment.to_ymd_hms_milli();
    let at = NaiveDate::from_ymd_opt(year.into(), month.into(), day.into())
        .unwrap_or_default()
        .and_hms_milli_opt(hour.into(), minute.into(), second.into(), millis.into());
    let Some(at) = at.and_then(to_second) else {
        return Cell::Number(serial);
    };
    if serial < 1.0 {
        Cell::Time(at.time())
    } else if whole_days {
        Cell::Date(at.date())
    } else {
        Cell::DateTime(at)
    }
}

/// A fraction of a day seldom falls on the second that it means.
pub(crate) fn to_second(at: NaiveDateTime) -> Option<NaiveDateTime> {
    let half = at.checked_add_signed(TimeDelta::milliseconds(500))?;

    half.with_nanosecond(0)
}

fn from_iso(text: &str) -> Cell {
    if let Ok(at) = text.parse::<NaiveDateTime>() {
        return to_second(at).map_or_else(|| Cell::from(text), Cell::DateTime);
    }
    if let Ok(date) = text.parse::<NaiveDate>() {
        return Cell::Date(date);
    }
    text.parse::<NaiveTime>()
        .map_or_else(|_| Cell::from(text), Cell::Time)
}
