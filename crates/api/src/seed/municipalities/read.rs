//! The rows of a register file, whichever of the known headers it has.

use anyhow::{Context, ensure};
use shared::text::fold::{collapse, fold};

/// A row, as it stands in the file.
#[derive(Clone, Debug)]
pub(super) struct Row {
    pub(super) line: u64,
    pub(super) ruc: String,
    pub(super) name: String,
    pub(super) kind: Option<String>,
    pub(super) ubigeo: Option<String>,
    pub(super) department: String,
    pub(super) province: String,
    pub(super) district: String,
    pub(super) siaf_code: Option<String>,
    pub(super) consucode: Option<String>,
    pub(super) state: Option<String>,
}

/// What a column may be called, folded.
const NAMES: &[(&str, &[&str])] = &[
    ("ruc", &["ruc"]),
    (
        "name",
        &["nombre", "nombre_de_entidad", "entidad", "municipalidad"],
    ),
    ("department", &["departamento"]),
    ("province", &["provincia"]),
    ("district", &["distrito"]),
    ("kind", &["tipo", "nivel"]),
    ("ubigeo", &["ubigeo", "ubigeo_inei"]),
    ("siaf_code", &["codigo_siaf", "siaf"]),
    ("consucode", &["codconsucode", "consucode"]),
    ("state", &["estado"]),
];

/// Reads a file: UTF-8 with or without mark, else Latin-1; separated by commas or semicolons.
///
/// # Errors
/// When a needed column is missing or a line cannot be parted.
pub(super) fn rows(bytes: &[u8]) -> anyhow::Result<Vec<Row>> {
    let text = std::str::from_utf8(bytes).map_or_else(
        |_| bytes.iter().map(|byte| char::from(*byte)).collect(),
        str::to_owned,
    );
    // The parser counts lines by their feeds and would be one behind.
    let text = text.trim_start_matches('\u{feff}').replace("\r\n", "\n");
    let header = text.lines().next().unwrap_or_default();
    let delimiter = if header.matches(';').count() > header.matches(',').count() {
        b';'
    } else {
        b','
    };
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(delimiter)
        .flexible(true)
        .from_reader(text.as_bytes());
    let headers: Vec<String> = reader.headers()?.iter().map(fold).collect();
    let column = |field: &str| {
        let names = NAMES
            .iter()
            .find(|(name, _)| *name == field)
            .map_or(&[][..], |(_, names)| names);
        headers
            .iter()
            .position(|header| names.contains(&header.as_str()))
    };
    for (field, names) in NAMES.iter().take(5) {
        ensure!(
            column(field).is_some(),
            "el archivo no tiene la columna «{}»",
            names.first().unwrap_or(field)
        );
    }
    let mut rows = Vec::new();
    for record in reader.records() {
        let record = record.context("una línea no se pudo leer")?;
        let cell = |field: &str| {
            let cell = column(field)
                .and_then(|index| record.get(index))
                .map(collapse);
            cell.filter(|cell| !cell.is_empty())
        };
        rows.push(Row {
            line: record.position().map_or(0, csv::Position::line),
            ruc: cell("ruc").unwrap_or_default(),
            name: cell("name").unwrap_or_default(),
            kind: cell("kind"),
            // A spreadsheet may have eaten the leading zero.
            ubigeo: cell("ubigeo").map(|code| format!("{code:0>6}")),
            department: cell("department").unwrap_or_default(),
            province: cell("province").unwrap_or_default(),
            district: cell("district").unwrap_or_default(),
            siaf_code: cell("siaf_code"),
            consucode: cell("consucode"),
            state: cell("state"),
        });
    }
    Ok(rows)
}
