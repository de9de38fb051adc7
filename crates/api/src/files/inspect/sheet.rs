//! Tables to be imported: opened once as the import will open them, so that a bomb or another kind of file is refused while
//! whoever sent it is still there.

use std::io::Cursor;

use actix_web::web::Bytes;
use shared::rules::Violation;
use tabular::rows::{Format, Options, Table};

use super::{Accepted, FileKind, name};

/// Judges a table.
pub(super) fn inspect(bytes: Vec<u8>, name: &str) -> Result<Accepted, Violation> {
    let bytes = Bytes::from(bytes);
    let table = Table::open(Cursor::new(bytes.clone()), Options::default());
    let table = table.map_err(|error| Violation::new("sheet_refused", error.to_string()))?;
    let kind = match table.format() {
        Format::Csv { .. } => FileKind::Csv,
        Format::Xlsx { .. } => FileKind::Xlsx,
    };
    drop(table);
    name::agrees(name, kind)?;
    Ok(Accepted {
        kind,
        name: name::clean(name, kind),
        bytes: bytes.into(),
        pixels: None,
    })
}
