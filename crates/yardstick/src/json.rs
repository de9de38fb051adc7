//! Rows as objects, one value after the other.

use uuid::Uuid;

/// A value of a row.
pub(crate) enum Value<'a> {
    /// Nothing.
    Null,
    /// A number.
    Number(i64),
    /// A text.
    Text(&'a str),
    /// An identifier.
    Uuid(Uuid),
}

/// Begins an object.
pub(crate) fn begin(body: &mut Vec<u8>) {
    if body.last() == Some(&b'}') {
        body.push(b',');
    }
    body.push(b'{');
}

/// Writes a field.
pub(crate) fn field(body: &mut Vec<u8>, name: &str, value: &Value<'_>) {
    if body.last() != Some(&b'{') {
        body.push(b',');
    }
    body.push(b'"');
    body.extend_from_slice(name.as_bytes());
    body.extend_from_slice(b"\":");
    // A vector never refuses to be written.
    let _written = match value {
        Value::Null => serde_json::to_writer(body, &()),
        Value::Number(number) => serde_json::to_writer(body, number),
        Value::Text(text) => serde_json::to_writer(body, text),
        Value::Uuid(id) => serde_json::to_writer(body, id),
    };
}
