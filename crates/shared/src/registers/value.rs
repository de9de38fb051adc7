//! A value of a column: judged, normalised, masked, written. The one place where that is decided.

use std::fmt;

use chrono::{DateTime, NaiveDate, NaiveTime, SecondsFormat, Utc};
use serde_json::Value as Json;
use uuid::Uuid;

use super::{Column, Kind};
use crate::rules;
use crate::text::fold::collapse;

/// A value as it is stored: a number, or a text whose bytes sort as the value does.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Value {
    /// There is none.
    Null,
    /// Numbers, and 0 or 1 for no and yes.
    Number(i64),
    /// Everything else.
    Text(String),
}

/// Why a value cannot stand in its column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ValueError {
    /// Stable code.
    pub code: &'static str,
    /// How to mend it, in Spanish.
    pub message: String,
}

impl ValueError {
    fn new(code: &'static str, message: impl Into<String>) -> Self {
        Self {
            code,
            message: message.into(),
        }
    }
}

impl From<rules::Violation> for ValueError {
    fn from(violation: rules::Violation) -> Self {
        Self::new(violation.code, violation.message)
    }
}

impl Value {
    /// The text, where it is one.
    pub fn text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            _ => None,
        }
    }

    /// The number, where it is one.
    pub const fn number(&self) -> Option<i64> {
        match self {
            Self::Number(number) => Some(*number),
            _ => None,
        }
    }

    /// Whether there is none.
    pub const fn is_null(&self) -> bool {
        matches!(self, Self::Null)
    }

    /// As it stands in JSON.
    pub fn json(&self, kind: Kind) -> Json {
        match self {
            Self::Null => Json::Null,
            Self::Number(number) if kind == Kind::Bool => Json::Bool(*number != 0),
            Self::Number(number) => Json::from(*number),
            Self::Text(text) => Json::String(text.clone()),
        }
    }

    /// A value as JSON brings it, normalised.
    ///
    /// # Errors
    /// Why it cannot stand in this column.
    pub fn of(column: &Column, json: &Json) -> Result<Self, ValueError> {
        match json {
            Json::Null => Ok(Self::Null),
            Json::Bool(is) if column.kind == Kind::Bool => Ok(Self::Number(i64::from(*is))),
            Json::Number(number) if column.kind.is_number() && column.kind != Kind::Bool => {
                let number = number.as_i64();
                number
                    .map(Self::Number)
                    .ok_or_else(|| ValueError::new("not_whole", "Escriba un número entero."))
            }
            Json::String(text) => Self::written(column, text),
            _ => Err(ValueError::new("kind", expected(column.kind))),
        }
    }

    /// A value as an address or a file in our own format brings it, normalised. Empty is none.
    ///
    /// # Errors
    /// Why it cannot stand in this column.
    pub fn written(column: &Column, text: &str) -> Result<Self, ValueError> {
        let text = collapse(text);
        if text.is_empty() {
            return Ok(Self::Null);
        }
        match column.kind {
            Kind::Bool => match text.as_str() {
                "true" | "1" => Ok(Self::Number(1)),
                "false" | "0" => Ok(Self::Number(0)),
                _ => Err(ValueError::new("kind", expected(column.kind))),
            },
            kind if kind.is_number() => text
                .parse()
                .map(Self::Number)
                .map_err(|_| ValueError::new("kind", expected(kind))),
            kind if column.hides_numbers => normal(kind, last_digits(&text)).map(Self::Text),
            kind => normal(kind, text).map(Self::Text),
        }
    }
}

/// Digits that a number may have without being shortened: the year and the last four of an account stay.
const SHORT: usize = 6;

/// A text whose long numbers are shortened to `****` and their last four digits; marks within a number count to it.
fn last_digits(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find(|c: char| c.is_ascii_digit()) {
        let (before, from) = rest.split_at(start);
        out.push_str(before);
        let is_inside = |c: char| c.is_ascii_digit() || matches!(c, '-' | '.' | ' ' | '/');
        let end = from.find(|c| !is_inside(c)).unwrap_or(from.len());
        let (number, after) = from.split_at(end);
        let trimmed = number.trim_end_matches(|c: char| !c.is_ascii_digit());
        let digits: Vec<char> = trimmed.chars().filter(char::is_ascii_digit).collect();
        match digits.get(digits.len().saturating_sub(4)..) {
            Some(last) if digits.len() > SHORT => {
                out.push_str("****");
                out.extend(last);
                out.push_str(number.get(trimmed.len()..).unwrap_or_default());
            }
            _ => out.push_str(number),
        }
        rest = after;
    }
    out.push_str(rest);
    out
}

/// The text that stands for a text of this kind.
fn normal(kind: Kind, text: String) -> Result<String, ValueError> {
    match kind {
        Kind::Text(most) => {
            rules::length(&text, 1, usize::from(most))?;
            Ok(text)
        }
        Kind::Choice(choices) => {
            let known = choices.iter().any(|choice| choice.code == text);
            let labels = || {
                let all: Vec<_> = choices.iter().map(|choice| choice.code).collect();
                format!("Elija uno de estos valores: {}.", all.join(", "))
            };
            if known {
                Ok(text)
            } else {
                Err(ValueError::new("choice", labels()))
            }
        }
        Kind::Date => {
            let date: Result<NaiveDate, _> = text.parse();
            let date = date.map_err(|_| ValueError::new("date", expected(kind)))?;
            Ok(date.format("%Y-%m-%d").to_string())
        }
        Kind::Time => {
            let time = NaiveTime::parse_from_str(&text, "%H:%M");
            let time = time.map_err(|_| ValueError::new("time", expected(kind)))?;
            Ok(time.format("%H:%M").to_string())
        }
        Kind::Instant => {
            let instant = DateTime::parse_from_rfc3339(&text);
            let instant = instant.map_err(|_| ValueError::new("instant", expected(kind)))?;
            Ok(instant
                .with_timezone(&Utc)
                .to_rfc3339_opts(SecondsFormat::Millis, true))
        }
        Kind::Ruc => {
            rules::ruc(&text)?;
            Ok(text)
        }
        Kind::Document => {
            // Some letters are two in upper case.
            let text = text.to_uppercase();
            rules::length(&text, 1, 20)?;
            Ok(text)
        }
        Kind::Url => {
            rules::https_url(&text)?;
            Ok(text)
        }
        Kind::Link(_) => {
            let id: Result<Uuid, _> = text.parse();
            let id = id.map_err(|_| ValueError::new("link", expected(kind)))?;
            Ok(id.hyphenated().to_string())
        }
        Kind::Integer | Kind::Money | Kind::Percent | Kind::Bool | Kind::Degrees => Ok(text),
    }
}

/// What a column of this kind takes, in Spanish.
fn expected(kind: Kind) -> &'static str {
    match kind {
        Kind::Text(_) | Kind::Choice(_) | Kind::Document => "Escriba un texto.",
        Kind::Integer => "Escriba un número entero.",
        Kind::Money => "Escriba el importe en céntimos, como número entero.",
        Kind::Percent => "Escriba el porcentaje en centésimas, como número entero.",
        Kind::Date => "Escriba una fecha como 2026-11-21.",
        Kind::Time => "Escriba una hora como 09:30.",
        Kind::Instant => "Escriba un instante como 2026-11-21T15:00:00Z.",
        Kind::Bool => "Escriba true o false.",
        Kind::Ruc => "Escriba los once dígitos del RUC.",
        Kind::Degrees => "Escriba millonésimas de grado, como número entero.",
        Kind::Url => "Escriba una dirección que empiece con https://.",
        Kind::Link(_) => "Escriba el identificador de un registro.",
    }
}

impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Null => Ok(()),
            Self::Number(number) => write!(f, "{number}"),
            Self::Text(text) => f.write_str(text),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_long_numbers_the_last_four_digits_stay() {
        for (written, kept) in [
            (
                "CTA CTE FONCOMUN 0011-0267-0100012345",
                "CTA CTE FONCOMUN ****2345",
            ),
            ("BN 00 631 123456 y otra", "BN ****3456 y otra"),
            ("CTA CTE FONCOMUN ****1234", "CTA CTE FONCOMUN ****1234"),
            ("Canon 2026", "Canon 2026"),
            ("0011026701", "****6701"),
            ("sin número", "sin número"),
        ] {
            assert_eq!(last_digits(written), kept, "{written}");
        }
    }
}
