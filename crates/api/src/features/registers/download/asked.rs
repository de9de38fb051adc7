//! What a download is asked for: what the list takes, without its pages, and how the table looks.

use actix_web::HttpRequest;
use shared::registers::{Format, Query, Register};

use super::super::public::pairs;
use crate::error::{ApiError, ApiResult, Code};

/// What is asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Asked {
    /// What the file holds, and in which order.
    pub(super) query: Query,
    /// Whether the stable names stand over the columns, and not their labels.
    pub(super) named: bool,
    /// Whether a CSV begins with a byte order mark.
    pub(super) mark: bool,
}

impl Asked {
    /// All of it, for programs.
    pub(super) fn everything() -> Self {
        Self {
            query: Query::default(),
            named: true,
            mark: false,
        }
    }

    /// Reads it from an address.
    ///
    /// # Errors
    /// 400 for a parameter that the register or the format does not know.
    pub(super) fn of(
        register: &'static Register,
        format: Format,
        request: &HttpRequest,
    ) -> ApiResult<Self> {
        let pairs = pairs(request)?;
        let (mut named, mut mark) = (false, false);
        let mut rest = Vec::new();
        for (name, value) in &pairs {
            match (name.as_str(), value.as_str()) {
                ("headers", "names") if format.is_table() => named = true,
                ("headers", "labels") if format.is_table() => named = false,
                ("headers", _) if format.is_table() => {
                    return Err(wrong("headers", "escriba labels o names."));
                }
                ("bom", "true" | "1") if format == Format::Csv => mark = true,
                ("bom", "false" | "0") if format == Format::Csv => mark = false,
                ("bom", _) if format == Format::Csv => {
                    return Err(wrong("bom", "escriba true o false."));
                }
                ("limit" | "cursor" | "total", _) => {
                    return Err(wrong(name, "una descarga no tiene páginas: trae todo."));
                }
                (name, value) => rest.push((name, value)),
            }
        }
        let query = Query::parse(register, rest)
            .map_err(|error| ApiError::new(Code::Malformed).detail(error.to_string()))?;
        Ok(Self { query, named, mark })
    }
}

fn wrong(parameter: &str, message: &str) -> ApiError {
    ApiError::new(Code::Malformed).detail(format!("El parámetro «{parameter}»: {message}"))
}
