//! Dates, times, numbers and money as people in Peru write them, and addresses with their queries. The names of days and
//! months stand in `shared::time`, which the mails use too; screens have everything from here.

use chrono::{DateTime, Utc};
use shared::time::{lima_date, short_time};
pub use shared::time::{lima_datetime as in_lima, long_date, plain_date, short_date, weekday};

/// `1,891`
pub fn integer(n: u64) -> String {
    let digits = n.to_string();
    let mut out = String::with_capacity(digits.len() + digits.len() / 3);
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// `S/ 1,234.50`
pub fn money(cents: i64) -> String {
    let sign = if cents < 0 { "−" } else { "" };
    let cents = cents.unsigned_abs();
    format!("{sign}S/ {}.{:02}", integer(cents / 100), cents % 100)
}

/// `37` or, below ten, `0.3`: the percent of a part, without its sign.
pub fn percent(part: u64, whole: u64) -> String {
    let tenths = (part * 2000 + whole).checked_div(whole * 2).unwrap_or(0);
    if part == 0 || tenths >= 100 {
        integer((tenths + 5) / 10)
    } else {
        format!("{}.{}", tenths / 10, tenths % 10)
    }
}

/// `7 de diciembre de 2026, 14:05`
pub fn date_time(instant: DateTime<Utc>) -> String {
    format!(
        "{}, {}",
        plain_date(lima_date(instant)),
        short_time(instant)
    )
}

/// `240 kB`, `1.4 MB`: the size of a file.
pub fn file_size(bytes: u64) -> String {
    let tenths_of_mega = (bytes * 10 + 524_288) / 1_048_576;
    match bytes {
        0..1024 => format!("{bytes} B"),
        1024..1_048_576 => format!("{} kB", (bytes + 512) / 1024),
        _ if tenths_of_mega.is_multiple_of(10) => format!("{} MB", tenths_of_mega / 10),
        _ => format!("{}.{} MB", tenths_of_mega / 10, tenths_of_mega % 10),
    }
}

/// A value as it stands in a query: everything but unreserved characters is escaped.
pub fn query_value(value: &str) -> String {
    let mut out = String::with_capacity(value.len());
    for byte in value.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' => {
                out.push(char::from(byte))
            }
            _ => out.push_str(&format!("%{byte:02X}")),
        }
    }
    out
}

/// `path?a=1&b=2` from the pairs that have a value.
pub fn address(path: &str, pairs: &[(&str, &str)]) -> String {
    let mut out = path.to_owned();
    let mut separator = '?';
    for (name, value) in pairs.iter().filter(|(_, value)| !value.is_empty()) {
        out.push(separator);
        out.push_str(name);
        out.push('=');
        out.push_str(&query_value(value));
        separator = '&';
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_and_money_are_grouped_by_thousands() {
        assert_eq!(integer(7), "7");
        assert_eq!(integer(1_234_567), "1,234,567");
        assert_eq!(money(123_450), "S/ 1,234.50");
        assert_eq!(money(-5), "−S/ 0.05");
        assert_eq!(percent(1, 3), "33");
        assert_eq!(percent(2, 3), "67");
        assert_eq!(percent(5, 1891), "0.3");
        assert_eq!(percent(0, 9), "0");
        assert_eq!(percent(0, 0), "0");
    }

    #[test]
    fn sizes_are_told_in_the_unit_people_know() {
        assert_eq!(file_size(900), "900 B");
        assert_eq!(file_size(182_044), "178 kB");
        assert_eq!(file_size(10 * 1024 * 1024), "10 MB");
        assert_eq!(file_size(1_468_006), "1.4 MB");
    }

    #[test]
    fn instants_are_shown_in_lima() {
        let instant = "2026-12-08T03:30:00Z".parse().unwrap();
        assert_eq!(date_time(instant), "7 de diciembre de 2026, 22:30");
    }

    #[test]
    fn an_address_carries_only_what_has_a_value() {
        assert_eq!(
            address("/a", &[("q", "ñ & o"), ("limit", "")]),
            "/a?q=%C3%B1%20%26%20o"
        );
        assert_eq!(address("/a", &[]), "/a");
    }
}
