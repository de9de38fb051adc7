//! What time it is, to tell what is late. Only for showing: the API decides by its own clock.

use chrono::{DateTime, NaiveDate, Utc};

use crate::format::in_lima;

/// Now, by the clock of the person's device.
#[cfg(feature = "csr")]
pub fn now() -> DateTime<Utc> {
    let millis = format!("{:.0}", js_sys::Date::now());
    millis
        .parse()
        .ok()
        .and_then(DateTime::from_timestamp_millis)
        .unwrap_or_default()
}

/// Now, by the clock of the server.
#[cfg(feature = "ssr")]
pub fn now() -> DateTime<Utc> {
    std::time::SystemTime::now().into()
}

/// Today in Lima.
pub fn today() -> NaiveDate {
    in_lima(now()).date()
}
