//! A row of a file, judged: what it tells of a record, what was mended, what is odd, what is wrong.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use serde_json::{Map, Value as Json};
use shared::registers::import::{ColumnPlan, RowNote};
use shared::registers::{Column, Kind, Record, RecordError, Register};
use tabular::cell::{Row, column_name};
use tabular::parse::number::Vote;
use tabular::rows::fit;

use super::cells;
use crate::error::ApiResult;
use crate::keys::Vault;
use crate::registers::batch;

/// What is asked of every row.
pub(super) struct Judge {
    register: &'static Register,
    columns: Vec<Planned>,
    votes: Vec<Vote>,
    width: usize,
    /// The first row of each key.
    seen: HashMap<u128, u32>,
}

struct Planned {
    column: &'static Column,
    position: Option<usize>,
    fixed: Option<Json>,
}

/// What a row is before it is compared with what is there.
pub(super) struct Judged {
    pub(super) line: u32,
    pub(super) notes: Vec<RowNote>,
    pub(super) outcome: Outcome,
}

/// How it ended.
pub(super) enum Outcome {
    /// It tells a record.
    Told {
        /// What stands in the file.
        told: Map<String, Json>,
        /// The record, if it is a new one.
        record: Record,
        key: String,
    },
    /// An earlier row tells the same record.
    Repeated,
    /// It cannot be a record.
    Rejected {
        /// What stands in its cells.
        cells: Map<String, Json>,
    },
}

impl Judge {
    /// Reads the plan of a file.
    pub(super) fn new(
        register: &'static Register,
        plan: &[ColumnPlan],
        width: usize,
        now: DateTime<Utc>,
    ) -> Self {
        let columns = plan.iter().filter_map(|plan| {
            let column = register.column(&plan.column)?;
            let fixed = plan
                .fixed
                .as_deref()
                .filter(|fixed| !fixed.trim().is_empty());
            Some(Planned {
                column,
                position: plan.position.and_then(|at| usize::try_from(at).ok()),
                fixed: fixed.map(|fixed| self::fixed(column, fixed, now)),
            })
        });
        let columns: Vec<_> = columns.collect();
        Self {
            register,
            votes: vec![Vote::default(); columns.len()],
            columns,
            width,
            seen: HashMap::new(),
        }
    }

    /// Lets a row say what parts its decimals, before any is judged.
    pub(super) fn see(&mut self, row: &Row) {
        for (planned, vote) in self.columns.iter().zip(&mut self.votes) {
            if let (true, Some(at)) = (planned.column.kind.is_number(), planned.position) {
                vote.see(row.cell(at));
            }
        }
    }

    /// Judges a row.
    pub(super) fn judge(&mut self, vault: &Vault, mut row: Row) -> ApiResult<Judged> {
        let line = row.number;
        if let Err(error) = fit(&mut row, self.width) {
            return Ok(Judged {
                line,
                notes: vec![whole_row(error.fault.to_string(), true)],
                outcome: Outcome::Rejected {
                    cells: self.written(&row),
                },
            });
        }
        let (mut told, mut notes) = self.read(&row);
        let odd = (self.register.reading.imply)(&mut told);
        notes.extend(odd.into_iter().map(|odd| whole_row(odd.to_owned(), false)));
        self.choices(&told, &mut notes);
        if notes.iter().any(|note| note.is_error) {
            return Ok(self.rejected(&row, notes));
        }
        // What is empty and has a value for such cases says nothing of a record that is there.
        for planned in &self.columns {
            let is_empty = told.get(planned.column.name).is_none_or(Json::is_null);
            if is_empty && planned.fixed.is_some() {
                told.remove(planned.column.name);
            }
        }
        let mut whole = told.clone();
        for planned in &self.columns {
            if let Some(fixed) = &planned.fixed {
                let name = planned.column.name.to_owned();
                whole.entry(name).or_insert_with(|| fixed.clone());
            }
        }
        let record = match Record::of(self.register, &whole) {
            Ok(record) => record,
            Err(errors) => {
                notes.extend(errors.into_iter().map(|error| self.noted(error)));
                return Ok(self.rejected(&row, notes));
            }
        };
        let key = batch::key_of(vault, self.register, &record)?;
        let short = key
            .get(..32)
            .and_then(|hex| u128::from_str_radix(hex, 16).ok());
        let first = *self.seen.entry(short.unwrap_or_default()).or_insert(line);
        let outcome = if first == line {
            Outcome::Told { told, record, key }
        } else {
            notes.push(whole_row(format!("Repite la fila {first}."), false));
            Outcome::Repeated
        };
        Ok(Judged {
            line,
            notes,
            outcome,
        })
    }

    /// The values of the cells, and what is to be said of them.
    fn read(&self, row: &Row) -> (Map<String, Json>, Vec<RowNote>) {
        let (mut told, mut notes) = (Map::new(), Vec::new());
        for (planned, vote) in self.columns.iter().zip(&self.votes) {
            let Some(at) = planned.position else { continue };
            let note = |message: String, is_error| RowNote {
                column: Some(planned.column.name.to_owned()),
                letters: Some(column_name(at)),
                message,
                is_error,
            };
            match cells::value(planned.column, row.cell(at), *vote) {
                Ok((value, repair)) => {
                    notes.extend(repair.map(|repair| note(repair.to_string(), false)));
                    told.insert(planned.column.name.to_owned(), value);
                }
                Err(issue) => notes.push(note(issue.to_string(), true)),
            }
        }
        (told, notes)
    }

    /// Names what is none of a closed list in the words of the list.
    fn choices(&self, told: &Map<String, Json>, notes: &mut Vec<RowNote>) {
        for planned in &self.columns {
            let Kind::Choice(choices) = planned.column.kind else {
                continue;
            };
            let Some(written) = told.get(planned.column.name).and_then(Json::as_str) else {
                continue;
            };
            if choices.iter().any(|choice| choice.code == written) {
                continue;
            }
            let labels: Vec<_> = choices.iter().map(|choice| choice.label).collect();
            notes.push(RowNote {
                column: Some(planned.column.name.to_owned()),
                letters: planned.position.map(column_name),
                message: format!(
                    "«{}» no es de la lista. Escriba uno de estos: {}.",
                    written.chars().take(40).collect::<String>(),
                    labels.join(", ")
                ),
                is_error: true,
            });
        }
    }

    fn noted(&self, error: RecordError) -> RowNote {
        let planned = self
            .columns
            .iter()
            .find(|planned| planned.column.name == error.column);
        RowNote {
            letters: planned.and_then(|planned| planned.position.map(column_name)),
            column: Some(error.column),
            message: error.message,
            is_error: true,
        }
    }

    fn rejected(&self, row: &Row, notes: Vec<RowNote>) -> Judged {
        Judged {
            line: row.number,
            notes,
            outcome: Outcome::Rejected {
                cells: self.written(row),
            },
        }
    }

    /// What stands in the cells, as it stands.
    fn written(&self, row: &Row) -> Map<String, Json> {
        let planned = self.columns.iter();
        planned
            .filter_map(|planned| {
                let text = row.cell(planned.position?).to_string();
                let is_something = !text.trim().is_empty();
                is_something.then(|| (planned.column.name.to_owned(), Json::from(text)))
            })
            .collect()
    }
}

/// A note on the whole row.
pub(super) fn whole_row(message: String, is_error: bool) -> RowNote {
    RowNote {
        column: None,
        letters: None,
        message,
        is_error,
    }
}

/// A value that a person gave for new records.
fn fixed(column: &Column, written: &str, now: DateTime<Utc>) -> Json {
    if column.kind == Kind::Instant && written == "now" {
        return Json::from(now.to_rfc3339());
    }
    Json::from(written)
}
