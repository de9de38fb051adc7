//! Rows for spreadsheets: RFC 4180, UTF-8, and no cell that a spreadsheet would run as a formula.

use std::borrow::Cow;

use actix_web::web::Bytes;

use crate::error::{ApiError, ApiResult};

/// A text cell as it is written: what begins like a formula gets an apostrophe in front. Only for text that people
/// wrote; numbers and codes stand as they are.
pub(crate) fn text(cell: &str) -> Cow<'_, str> {
    if cell.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠']) {
        Cow::Owned(format!("'{cell}"))
    } else {
        Cow::Borrowed(cell)
    }
}

/// Rows as the bytes of a file.
///
/// # Errors
/// Never in practice: memory does not refuse to be written.
pub(crate) fn rows<R, C>(rows: impl IntoIterator<Item = R>) -> ApiResult<Bytes>
where
    R: IntoIterator<Item = C>,
    C: AsRef<str>,
{
    let mut writer = csv::WriterBuilder::new()
        .terminator(csv::Terminator::CRLF)
        .from_writer(Vec::new());
    for row in rows {
        for cell in row {
            writer
                .write_field(cell.as_ref())
                .map_err(ApiError::internal)?;
        }
        writer
            .write_record(None::<&[u8]>)
            .map_err(ApiError::internal)?;
    }
    let bytes = writer
        .into_inner()
        .map_err(|error| ApiError::internal(error.into_error()))?;
    Ok(Bytes::from(bytes))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulas_are_defused_and_quotes_doubled() {
        let bytes = rows([[text("=1+1"), text("a\"b,c"), text("Piura")]]).unwrap();
        assert_eq!(bytes, "'=1+1,\"a\"\"b,c\",Piura\r\n");
    }
}
