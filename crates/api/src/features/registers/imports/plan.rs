//! What was found in a file, and what its columns mean.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use shared::registers::Register;
use shared::registers::import::{ColumnPlan, HeadingOut, ImportOptions};
use tabular::cell::{Row, column_name};
use tabular::mapping::{self, Column, Confidence, Saved};
use tabular::rows::{Format, Options, Table};
use tabular::sniff;

/// Rows among which the headings are looked for.
const HEAD: usize = 40;
/// Values that are shown below a heading.
const SAMPLES: usize = 3;
/// Characters of each.
const SAMPLE: usize = 60;

/// What is known of a file before its rows are judged. It holds values of the file, and is kept sealed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Plan {
    pub(super) options: ImportOptions,
    /// Whether a person said what the columns mean.
    pub(super) is_confirmed: bool,
    pub(super) format: String,
    pub(super) header_row: u32,
    pub(super) sheets: Vec<String>,
    pub(super) headings: Vec<HeadingOut>,
    pub(super) columns: Vec<ColumnPlan>,
}

/// What headings of a municipality's files meant last time, and what new records had where the file said nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Remembered {
    pub(super) headings: BTreeMap<String, Option<String>>,
    pub(super) fixed: BTreeMap<String, Option<String>>,
}

impl Remembered {
    /// Takes what a person said of a file.
    pub(super) fn learn(&mut self, plan: &Plan) {
        for heading in &plan.headings {
            let meant = plan
                .columns
                .iter()
                .find(|column| column.position == Some(heading.position));
            self.headings.insert(
                mapping::key(&heading.heading),
                meant.map(|column| column.column.clone()),
            );
        }
        for column in &plan.columns {
            self.fixed
                .insert(column.column.clone(), column.fixed.clone());
        }
    }
}

/// Opens a file as it was asked for.
///
/// # Errors
/// What to tell the person whose file it is.
pub(super) fn open(path: &std::path::Path, options: &ImportOptions) -> Result<Table, String> {
    let file = std::fs::File::open(path).map_err(|_| "No se pudo leer el archivo.".to_owned())?;
    let options = Options {
        sheet: options.sheet.clone(),
        ..Options::default()
    };
    Table::open(std::io::BufReader::new(file), options).map_err(|error| error.to_string())
}

/// Finds the headings of a file and proposes what they mean; what a person said stays.
///
/// # Errors
/// What to tell the person whose file it is.
pub(super) fn find(
    register: &'static Register,
    table: &mut Table,
    said: Option<&Plan>,
    remembered: &Remembered,
    options: &ImportOptions,
) -> Result<Plan, String> {
    let names = names(register);
    // What a procedure writes is in no file.
    let columns: Vec<Column<'_>> = register
        .columns
        .iter()
        .zip(&names)
        .filter(|(column, _)| !column.is_procedural)
        .map(|(column, names)| Column {
            key: column.name,
            names,
        })
        .collect();
    let rows = table.head(HEAD).map_err(|error| error.to_string())?;
    let header = sniff::header(&rows, &columns).ok_or_else(|| {
        "No se encontró la fila de los encabezados. Ponga los nombres de las columnas en la primera fila."
            .to_owned()
    })?;
    let saved: Saved = remembered.headings.clone().into_iter().collect();
    let proposals = mapping::propose(&header.headings, &columns, &saved);
    let below: Vec<&Row> = rows.iter().filter(|row| row.number > header.row).collect();
    let headings = proposals.iter().map(|proposal| HeadingOut {
        position: place(proposal.position),
        letters: column_name(proposal.position),
        heading: proposal.heading.clone(),
        samples: samples(&below, proposal.position),
        is_guess: matches!(proposal.column, Some((_, Confidence::Similar(_)))),
    });
    let headings: Vec<_> = headings.collect();
    let (format, sheets) = described(table.format());
    let proposed = register.columns.iter().filter_map(|column| {
        let found = proposals
            .iter()
            .find(|proposal| proposal.column.is_some_and(|(key, _)| key == column.name));
        let position = found.map(|proposal| place(proposal.position));
        let default = register.reading.defaults.iter();
        let default = default
            .filter(|(name, _)| *name == column.name)
            .map(|(_, value)| (*value).to_owned())
            .next();
        let fixed = remembered
            .fixed
            .get(column.name)
            .cloned()
            .unwrap_or(default);
        (position.is_some() || fixed.is_some()).then(|| ColumnPlan {
            column: column.name.to_owned(),
            position,
            fixed,
        })
    });
    Ok(Plan {
        options: options.clone(),
        is_confirmed: said.is_some(),
        format,
        header_row: header.row,
        sheets,
        columns: said.map_or_else(|| proposed.collect(), |said| said.columns.clone()),
        headings,
    })
}

/// What officials may call each column.
fn names(register: &'static Register) -> Vec<Vec<&'static str>> {
    let columns = register.columns.iter();
    columns
        .map(|column| {
            let bare = ["_cents", "_e6"]
                .iter()
                .find_map(|unit| column.name.strip_suffix(unit));
            std::iter::once(column.label)
                .chain(column.aliases.iter().copied())
                .chain(bare)
                .collect()
        })
        .collect()
}

fn samples(below: &[&Row], position: usize) -> Vec<String> {
    let values = below.iter().map(|row| row.cell(position).to_string());
    values
        .filter(|value| !value.trim().is_empty())
        .map(|value| value.chars().take(SAMPLE).collect())
        .take(SAMPLES)
        .collect()
}

fn described(format: &Format) -> (String, Vec<String>) {
    match format {
        Format::Csv { decoding, sniffed } => (
            format!(
                "CSV, {}, separado por {}",
                decoding.encoding.label(),
                sniffed.separator.label()
            ),
            Vec::new(),
        ),
        Format::Xlsx { sheets } => ("Libro de Excel".to_owned(), sheets.clone()),
    }
}

fn place(position: usize) -> u32 {
    u32::try_from(position).unwrap_or(u32::MAX)
}
