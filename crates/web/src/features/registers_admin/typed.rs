//! Values of a record between JSON and the fields of a form.

use chrono::{DateTime, NaiveDateTime, SecondsFormat, Utc};
use serde_json::Value as Json;
use shared::kit::problem::FieldError;
use shared::registers::{Column, Kind};
use shared::time::{lima_datetime, lima_instant};

use crate::features::registers::{hundredths, in_units};
use crate::i18n::t;

/// How the browser's control for an instant writes it.
const LOCAL: &str = "%Y-%m-%dT%H:%M";

/// The name of a column's field, as the API names it in errors.
pub(super) fn name_of(column: &Column) -> String {
    format!("values.{}", column.name)
}

/// What stands in the field of a value.
pub(super) fn typed(column: &Column, json: Option<&Json>) -> String {
    match (column.kind, json) {
        (Kind::Money | Kind::Percent, Some(Json::Number(number))) => {
            number.as_i64().map(in_units).unwrap_or_default()
        }
        (Kind::Degrees, Some(Json::Number(number))) => {
            number.as_i64().map(degrees).unwrap_or_default()
        }
        (Kind::Instant, Some(Json::String(text))) => local(text).unwrap_or_default(),
        (_, Some(Json::String(text))) => text.clone(),
        (_, Some(Json::Number(number))) => number.to_string(),
        (_, Some(Json::Bool(is))) => is.to_string(),
        _ => String::new(),
    }
}

/// What a field means; what cannot be understood is told beside it.
pub(super) fn meant(column: &Column, text: &str) -> Result<Json, FieldError> {
    let text = text.trim();
    if text.is_empty() {
        return Ok(Json::Null);
    }
    let number = |found: Option<i64>, mend: &str| {
        let wrong = || FieldError::new(name_of(column), "kind", mend);
        found.map(Json::from).ok_or_else(wrong)
    };
    match column.kind {
        Kind::Money | Kind::Percent => number(hundredths(text), t::REGISTERS_AMOUNT_HINT.s()),
        Kind::Degrees => number(millionths(text), t::RECORDS_DEGREES_HINT.s()),
        Kind::Integer => number(
            text.replace([',', ' '], "").parse().ok(),
            t::RECORDS_INTEGER_HINT.s(),
        ),
        Kind::Bool => Ok(Json::Bool(text == "true")),
        Kind::Instant => Ok(Json::String(
            instant(text).unwrap_or_else(|| text.to_owned()),
        )),
        _ => Ok(Json::String(text.to_owned())),
    }
}

/// `-5.194490` for −5194490.
fn degrees(millionths: i64) -> String {
    let sign = if millionths < 0 { "-" } else { "" };
    let all = millionths.unsigned_abs();
    format!("{sign}{}.{:06}", all / 1_000_000, all % 1_000_000)
}

fn millionths(text: &str) -> Option<i64> {
    let (sign, digits) = match text.strip_prefix('-') {
        Some(rest) => (-1, rest),
        None => (1, text),
    };
    let (whole, rest) = digits.split_once(['.', ',']).unwrap_or((digits, ""));
    let is_number = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if whole.is_empty()
        || whole.len() > 3
        || rest.len() > 6
        || !is_number(whole)
        || !is_number(rest)
    {
        return None;
    }
    let rest: i64 = format!("{rest:0<6}").parse().ok()?;
    Some(sign * (whole.parse::<i64>().ok()? * 1_000_000 + rest))
}

/// An instant as clocks in Lima show it, for the browser's control.
fn local(text: &str) -> Option<String> {
    let at = DateTime::parse_from_rfc3339(text).ok()?.with_timezone(&Utc);
    Some(lima_datetime(at).format(LOCAL).to_string())
}

fn instant(text: &str) -> Option<String> {
    let local = NaiveDateTime::parse_from_str(text.get(..16)?, LOCAL).ok()?;
    Some(lima_instant(local).to_rfc3339_opts(SecondsFormat::Secs, true))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;
    use shared::registers::REGISTERS;

    #[test]
    fn every_example_of_every_register_survives_its_field() {
        for register in REGISTERS {
            for column in register.columns {
                let value = shared::registers::Value::written(column, column.example).unwrap();
                let json = value.json(column.kind);
                let again = meant(column, &typed(column, Some(&json))).unwrap();
                let back = shared::registers::Value::of(column, &again).unwrap();
                // The control for instants knows no seconds.
                if column.kind == Kind::Instant {
                    assert_eq!(back.to_string().get(..16), value.to_string().get(..16));
                } else {
                    assert_eq!(back, value, "{}.{}", register.id, column.name);
                }
            }
        }
    }

    #[test]
    fn degrees_are_typed_as_maps_show_them() {
        for (typed_text, e6) in [
            ("-5.19449", -5_194_490),
            ("-5,19449", -5_194_490),
            ("80", 80_000_000),
            ("0.000001", 1),
        ] {
            assert_eq!(millionths(typed_text), Some(e6), "{typed_text}");
        }
        for wrong in ["", "-", "1.2345678", "5 sur", "--5", "1e3", "1234"] {
            assert_eq!(millionths(wrong), None, "{wrong}");
        }
        assert_eq!(degrees(-194_490), "-0.194490");
    }

    #[test]
    fn what_cannot_be_understood_is_told_at_its_field() {
        let column = Column::new("amount", "Importe", Kind::Money, "100");
        let error = meant(&column, "doce").unwrap_err();
        assert_eq!(error.field, "values.amount");
        assert_eq!(meant(&column, " ").unwrap(), Json::Null);
        assert_eq!(meant(&column, "1,234.5").unwrap(), json!(123_450));
    }
}
