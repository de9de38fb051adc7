//! The layout of the upload file: which heading stands over what, out of the catalogue that the operator keeps.

use std::io::Read as _;

use chrono::NaiveDate;
use serde::Deserialize;
use shared::features::visits::official_file::{OfficialFileQuery, UPLOAD_COLUMNS, UploadContent};
use shared::time::lima_date;
use tabular::write::Value;
use tabular::write::xlsx::{Heading, XlsxWriter};

use super::official_rows::Row;
use crate::error::{ApiError, ApiResult};
use crate::features::catalogs;
use crate::state::AppState;

/// The columns in force.
pub(super) struct Layout {
    columns: Vec<Column>,
    /// Where they were read.
    pub(super) source: Option<String>,
}

#[derive(Deserialize)]
struct Column {
    position: i64,
    heading: String,
    content: UploadContent,
}

/// The columns that hold today.
pub(super) async fn layout(state: &AppState) -> ApiResult<Layout> {
    let today = lima_date(state.clock.now());
    let rows = catalogs::rows(state, UPLOAD_COLUMNS).await?;
    let rows: Vec<_> = rows
        .iter()
        .filter(|row| row.valid_from.is_none_or(|from| from <= today))
        .filter(|row| row.valid_to.is_none_or(|to| today <= to))
        .collect();
    let columns = rows
        .iter()
        .map(|row| serde_json::from_value(row.value.clone()));
    let mut columns: Vec<Column> = columns.collect::<Result<_, _>>()?;
    columns.sort_by_key(|column| column.position);
    if columns.is_empty() {
        let missing = "El catálogo de columnas del archivo de carga está vacío: pida al operador que lo complete";
        return Err(ApiError::conflict(missing));
    }
    Ok(Layout {
        columns,
        source: rows.iter().find_map(|row| row.source.clone()),
    })
}

impl Layout {
    /// What stands over the columns.
    pub(super) fn headings(&self) -> Vec<String> {
        let all = self.columns.iter();
        all.map(|column| column.heading.clone()).collect()
    }

    /// The workbook: a title in the first row, the headings in the second, then the visits.
    pub(super) fn write(
        &self,
        owner: &str,
        period: OfficialFileQuery,
        rows: &[Row],
    ) -> ApiResult<Vec<u8>> {
        let title = format!(
            "REGISTRO DE VISITAS EN LÍNEA – {owner} – del {} al {}",
            day(period.from),
            day(period.to)
        );
        let headings: Vec<_> = self
            .columns
            .iter()
            .map(|column| Heading {
                label: &column.heading,
                width: width(column.content),
            })
            .collect();
        let failed = |error| ApiError::internal(anyhow::Error::new(error));
        let mut writer = XlsxWriter::titled("Visitas", &title, &headings).map_err(failed)?;
        for row in rows {
            let cells: Vec<_> = self
                .columns
                .iter()
                .map(|column| row.content(column.content, owner))
                .collect();
            // Texts all of them, as the national register prints them: a spreadsheet's own days would follow its language.
            writer
                .row(cells.iter().map(|cell| Value::Text(cell)))
                .map_err(failed)?;
        }
        let file = writer.finish().map_err(failed)?;
        let mut bytes = Vec::new();
        let mut file = file.reopen().map_err(ApiError::internal)?;
        file.read_to_end(&mut bytes).map_err(ApiError::internal)?;
        Ok(bytes)
    }
}

/// A day as the national register writes it.
pub(super) fn day(date: NaiveDate) -> String {
    date.format("%d/%m/%Y").to_string()
}

const fn width(content: UploadContent) -> u8 {
    match content {
        UploadContent::RegisteredAt
        | UploadContent::VisitDate
        | UploadContent::EntryTime
        | UploadContent::ExitTime => 14,
        UploadContent::Document => 24,
        _ => 36,
    }
}
