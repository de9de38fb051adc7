//! JSON as one sequence of bytes: RFC 8785 (JCS), restricted to integers that every JSON reader keeps exact.
//!
//! Members are sorted by the UTF-16 code units of their names, there is no white space, text is UTF-8 with the shortest
//! escapes. Fractions, and integers beyond ±(2^53 − 1), are refused instead of rounded: amounts are céntimos, and
//! greater numbers belong in text.

use std::{error::Error, fmt};

use serde_json::{Map, Number, Value};

/// The deepest nesting that is written.
pub const MAX_DEPTH: usize = 64;

const MAX_SAFE_INTEGER: u64 = (1 << 53) - 1;

/// Why a value has no canonical form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CanonicalError {
    /// A number with a fraction or an exponent.
    Float,
    /// An integer beyond ±(2^53 − 1).
    UnsafeInteger,
    /// Nested deeper than [`MAX_DEPTH`].
    TooDeep,
}

impl fmt::Display for CanonicalError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Float => "el diario no admite números con decimales",
            Self::UnsafeInteger => "el diario no admite números enteros de más de 15 cifras",
            Self::TooDeep => "el diario no admite datos con tantos niveles",
        })
    }
}

impl Error for CanonicalError {}

/// The canonical bytes of a value.
///
/// # Errors
/// For numbers that readers may round, and for nesting beyond [`MAX_DEPTH`].
///
/// ```
/// let value = serde_json::json!({"b": [1, true], "a": "ñ"});
/// let bytes = shared::journal::canonical::canonical(&value).unwrap();
/// assert_eq!(String::from_utf8(bytes).unwrap(), r#"{"a":"ñ","b":[1,true]}"#);
/// ```
pub fn canonical(value: &Value) -> Result<Vec<u8>, CanonicalError> {
    let mut out = String::new();
    write(value, 0, &mut out)?;
    Ok(out.into_bytes())
}

fn write(value: &Value, depth: usize, out: &mut String) -> Result<(), CanonicalError> {
    if depth > MAX_DEPTH {
        return Err(CanonicalError::TooDeep);
    }
    match value {
        Value::Null => out.push_str("null"),
        Value::Bool(value) => out.push_str(if *value { "true" } else { "false" }),
        Value::Number(number) => out.push_str(&integer(number)?),
        Value::String(text) => write_text(text, out),
        Value::Array(items) => {
            out.push('[');
            for (index, item) in items.iter().enumerate() {
                if index > 0 {
                    out.push(',');
                }
                write(item, depth + 1, out)?;
            }
            out.push(']');
        }
        Value::Object(members) => write_object(members, depth, out)?,
    }
    Ok(())
}

fn write_object(
    members: &Map<String, Value>,
    depth: usize,
    out: &mut String,
) -> Result<(), CanonicalError> {
    // Sorted here, whatever order the map has: a feature of another crate can make it one of insertion.
    let mut sorted = members.iter().collect::<Vec<_>>();
    sorted.sort_by(|(a, _), (b, _)| a.encode_utf16().cmp(b.encode_utf16()));
    out.push('{');
    for (index, (name, member)) in sorted.into_iter().enumerate() {
        if index > 0 {
            out.push(',');
        }
        write_text(name, out);
        out.push(':');
        write(member, depth + 1, out)?;
    }
    out.push('}');
    Ok(())
}

fn integer(number: &Number) -> Result<String, CanonicalError> {
    let magnitude = number.as_i64().map(i64::unsigned_abs).or(number.as_u64());
    match magnitude {
        None => Err(CanonicalError::Float),
        Some(magnitude) if magnitude > MAX_SAFE_INTEGER => Err(CanonicalError::UnsafeInteger),
        Some(_) => Ok(number.to_string()),
    }
}

fn write_text(text: &str, out: &mut String) {
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\u{8}' => out.push_str("\\b"),
            '\t' => out.push_str("\\t"),
            '\n' => out.push_str("\\n"),
            '\u{c}' => out.push_str("\\f"),
            '\r' => out.push_str("\\r"),
            c if u32::from(c) < 0x20 => out.push_str(&format!("\\u{:04x}", u32::from(c))),
            c => out.push(c),
        }
    }
    out.push('"');
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::json;

    use super::*;

    fn text(value: &Value) -> String {
        String::from_utf8(canonical(value).unwrap()).unwrap()
    }

    #[test]
    fn members_are_sorted_as_the_standard_sorts_them() {
        // The example of RFC 8785, 3.2.3: by UTF-16 code units, so U+1F600 stands before U+FB33.
        let value = json!({
            "\u{20ac}": "Euro Sign", "\r": "Carriage Return", "\u{fb33}": "Hebrew", "1": "One", "\u{1f600}": "Emoji",
            "\u{80}": "Control", "\u{f6}": "Latin",
        });
        let expected = [
            "Carriage Return",
            "One",
            "Control",
            "Latin",
            "Euro Sign",
            "Emoji",
            "Hebrew",
        ];
        let written = text(&value);
        let positions: Vec<_> = expected
            .iter()
            .map(|name| written.find(name).unwrap())
            .collect();
        assert!(positions.is_sorted(), "{written}");
    }

    #[test]
    fn text_has_the_shortest_escapes() {
        assert_eq!(
            text(&json!("\u{0}\u{1f}\u{7f}/\"\\\n\u{8}ñ🙂")),
            "\"\\u0000\\u001f\u{7f}/\\\"\\\\\\n\\bñ🙂\""
        );
    }

    #[test]
    fn numbers_that_readers_round_are_refused() {
        for (value, error) in [
            (json!(1.5), CanonicalError::Float),
            (json!([1.0]), CanonicalError::Float),
            (json!({"a": 1e300}), CanonicalError::Float),
            (
                json!(9_007_199_254_740_992_i64),
                CanonicalError::UnsafeInteger,
            ),
            (json!(i64::MIN), CanonicalError::UnsafeInteger),
            (json!(u64::MAX), CanonicalError::UnsafeInteger),
        ] {
            assert_eq!(canonical(&value), Err(error), "{value}");
        }
        assert_eq!(
            text(&json!([
                9_007_199_254_740_991_i64,
                -9_007_199_254_740_991_i64,
                0
            ])),
            "[9007199254740991,-9007199254740991,0]"
        );
    }

    #[test]
    fn nesting_has_an_end() {
        let nested = |depth| (0..depth).fold(json!(1), |value, _| json!([value]));
        assert!(canonical(&nested(64)).is_ok());
        assert_eq!(canonical(&nested(65)), Err(CanonicalError::TooDeep));
    }

    fn any_value() -> impl Strategy<Value = Value> {
        let leaf = prop_oneof![
            Just(Value::Null),
            any::<bool>().prop_map(Value::from),
            (-9_007_199_254_740_991_i64..=9_007_199_254_740_991).prop_map(Value::from),
            "\\PC{0,8}|[\\x00-\\x7f]{0,8}".prop_map(Value::from),
        ];
        leaf.prop_recursive(3, 24, 4, |inner| {
            prop_oneof![
                proptest::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
                proptest::collection::btree_map("\\PC{0,4}", inner, 0..4)
                    .prop_map(|members| Value::Object(members.into_iter().collect())),
            ]
        })
    }

    proptest! {
        #[test]
        fn canonical_bytes_are_json_and_stay_the_same_when_read_and_written_again(value in any_value()) {
            let bytes = canonical(&value).unwrap();
            let read: Value = serde_json::from_slice(&bytes).unwrap();
            prop_assert_eq!(&read, &value);
            prop_assert_eq!(canonical(&read).unwrap(), bytes);
        }
    }
}
