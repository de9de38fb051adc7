//! Calendars as text (RFC 5545).

use chrono::{DateTime, NaiveDate, Utc};

/// Its media type.
pub(crate) const MEDIA_TYPE: &str = "text/calendar";

/// A calendar that is published: its head, the lines of its events, its end.
pub(crate) fn calendar(
    product: &str,
    name: &str,
    events: impl IntoIterator<Item = String>,
) -> String {
    let head = [
        "BEGIN:VCALENDAR".to_owned(),
        "VERSION:2.0".to_owned(),
        format!("PRODID:-//Munica//{product}//ES"),
        "CALSCALE:GREGORIAN".to_owned(),
        "METHOD:PUBLISH".to_owned(),
        format!("X-WR-CALNAME:{}", text(name)),
        "X-WR-TIMEZONE:America/Lima".to_owned(),
    ];
    let lines = head.into_iter().chain(events);
    let lines = lines.chain(["END:VCALENDAR".to_owned()]);
    lines.map(|line| folded(&line)).collect()
}

/// An instant.
pub(crate) fn instant(at: DateTime<Utc>) -> String {
    at.format("%Y%m%dT%H%M%SZ").to_string()
}

/// A day.
pub(crate) fn day(date: NaiveDate) -> String {
    date.format("%Y%m%d").to_string()
}

/// RFC 5545, 3.3.11.
pub(crate) fn text(value: &str) -> String {
    value
        .replace('\\', "\\\\")
        .replace(';', "\\;")
        .replace(',', "\\,")
        .replace("\r\n", "\\n")
        .replace(['\r', '\n'], "\\n")
}

/// RFC 5545, 3.1: lines of at most 75 octets, the next ones after a space.
fn folded(line: &str) -> String {
    let mut out = String::with_capacity(line.len() + 8);
    let mut width = 0;
    for character in line.chars() {
        if width + character.len_utf8() > 74 {
            out.push_str("\r\n ");
            width = 1;
        }
        out.push(character);
        width += character.len_utf8();
    }
    out.push_str("\r\n");
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_folded_between_characters_and_marks_are_escaped() {
        let long = folded(&format!("SUMMARY:{}", "ñ".repeat(60)));
        let lines: Vec<_> = long.split("\r\n").collect();
        assert_eq!(lines.len(), 3);
        assert!(lines.iter().all(|line| line.len() <= 75));
        assert_eq!(long.replace("\r\n ", "").matches('ñ').count(), 60);
        assert_eq!(
            text("a,b;c\\d\r\nBEGIN:VEVENT"),
            "a\\,b\\;c\\\\d\\nBEGIN:VEVENT"
        );
    }
}
