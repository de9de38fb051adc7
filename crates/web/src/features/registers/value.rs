//! Values of a record as people read them, and amounts as they write them.

use chrono::{DateTime, NaiveDate, Utc};
use serde_json::Value as Json;
use shared::money::Cents;
use shared::registers::wire::RecordOut;
use shared::registers::{Column, Kind, Value};
use shared::time::{lima_date, short_time};

use crate::format::{integer, money, short_date};
use crate::i18n::t;

/// A value as people read it; nothing where there is none.
pub(crate) fn shown(column: &Column, json: &Json) -> Option<String> {
    match json {
        Json::Bool(is) => Some(yes_no(*is).to_owned()),
        Json::Number(number) => number.as_i64().map(|number| numeral(column.kind, number)),
        Json::String(text) => Some(written(column, text)),
        _ => None,
    }
}

/// What a record tells in a column as people read it; where it told something of a person that was erased, by which norm.
pub(crate) fn of_record(column: &Column, record: &RecordOut) -> Option<String> {
    let json = record.values.get(column.name);
    let told = json.and_then(|json| shown(column, json));
    told.or_else(|| record.erased.clone().filter(|_| column.is_personal))
}

/// A value of a filter as people read it.
pub(super) fn told(column: &Column, value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::Number(number) => numeral(column.kind, *number),
        Value::Text(text) => written(column, text),
    }
}

/// Whether values stand to the right.
pub(crate) const fn is_numeric(kind: Kind) -> bool {
    matches!(
        kind,
        Kind::Integer | Kind::Money | Kind::Percent | Kind::Degrees
    )
}

/// Hundredths as people write them into a field: `1234.5` for 123450.
pub(crate) fn hundredths(text: &str) -> Option<i64> {
    let text = text.trim().trim_end_matches('%');
    text.parse::<Cents>().ok().map(|cents| cents.0)
}

/// The same the other way round.
pub(crate) fn in_units(hundredths: i64) -> String {
    let sign = if hundredths < 0 { "-" } else { "" };
    let (whole, rest) = parts(hundredths, 100);
    if rest == 0 {
        format!("{sign}{whole}")
    } else {
        format!("{sign}{whole}.{rest:02}")
    }
}

fn numeral(kind: Kind, number: i64) -> String {
    let sign = if number < 0 { "−" } else { "" };
    match kind {
        Kind::Bool => yes_no(number != 0).to_owned(),
        Kind::Money => money(number),
        Kind::Percent => {
            let (whole, rest) = parts(number, 100);
            let decimals = format!("{rest:02}");
            let decimals = decimals.trim_end_matches('0');
            let point = if decimals.is_empty() { "" } else { "." };
            format!("{sign}{}{point}{decimals} %", integer(whole))
        }
        Kind::Degrees => {
            let (whole, rest) = parts(number, 1_000_000);
            format!("{sign}{whole}.{rest:06}°")
        }
        _ => format!("{sign}{}", integer(number.unsigned_abs())),
    }
}

fn parts(number: i64, of: u64) -> (u64, u64) {
    (number.unsigned_abs() / of, number.unsigned_abs() % of)
}

fn written(column: &Column, text: &str) -> String {
    let known = match column.kind {
        Kind::Date => text.parse::<NaiveDate>().ok().map(short_date),
        Kind::Instant => text.parse().ok().map(moment),
        _ => None,
    };
    known.unwrap_or_else(|| column.label_of(text).to_owned())
}

/// `21/11/2026 10:00`, in Lima.
fn moment(at: DateTime<Utc>) -> String {
    format!("{} {}", short_date(lima_date(at)), short_time(at))
}

fn yes_no(is: bool) -> &'static str {
    if is {
        t::REGISTERS_YES.s()
    } else {
        t::REGISTERS_NO.s()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn every_kind_is_written_as_people_write_it() {
        let cases = [
            (Kind::Money, json!(123_450), "S/ 1,234.50"),
            (Kind::Money, json!(-5), "−S/ 0.05"),
            (Kind::Percent, json!(4250), "42.5 %"),
            (Kind::Percent, json!(10_000), "100 %"),
            (Kind::Percent, json!(-5), "−0.05 %"),
            (Kind::Integer, json!(-1234), "−1,234"),
            (Kind::Degrees, json!(-5_194_490), "−5.194490°"),
            (Kind::Date, json!("2026-11-21"), "21/11/2026"),
            (Kind::Time, json!("09:30"), "09:30"),
            (
                Kind::Instant,
                json!("2026-11-22T03:00:00Z"),
                "21/11/2026 22:00",
            ),
            (Kind::Bool, json!(true), "Sí"),
            (Kind::Text(9), json!("Ñuñoa"), "Ñuñoa"),
        ];
        for (kind, json, expected) in cases {
            let column = Column::new("x", "X", kind, "x");
            assert_eq!(shown(&column, &json).as_deref(), Some(expected), "{kind:?}");
            assert_eq!(shown(&column, &Json::Null), None);
        }
    }

    #[test]
    fn amounts_are_read_as_they_are_typed_and_stand_in_the_field_again() {
        for (typed, meant, again) in [
            ("1,234.50", 123_450, "1234.50"),
            ("S/ 12", 1200, "12"),
            ("42.5 %", 4250, "42.50"),
        ] {
            assert_eq!(hundredths(typed), Some(meant), "{typed}");
            assert_eq!(in_units(meant), again);
        }
        assert_eq!(hundredths("doce"), None);
    }
}
