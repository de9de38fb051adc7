//! Imports as staff see them.

use sea_orm::ConnectionTrait;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value as Json};
use shared::kit::page::Page;
use shared::registers::import::{
    ImportOut, ImportRowOut, ImportState, RowsQuery, ValueOut, Verdict,
};
use shared::registers::{Column, Kind, Privacy, Register};
use shared::rules::mask::mask_document;
use tabular::write::Value;

use super::super::download::degrees;
use super::elsewhere;
use super::entity::import;
use super::read::read_plan;
use super::staged::{self, Row};
use super::store;
use crate::error::ApiResult;
use crate::keys::Vault;
use crate::kit::page;

/// What stands in place of a value that the public never reads.
const RESERVED: &str = "(reservado)";

/// An import, as far as it has come.
pub(super) async fn import(
    conn: &impl ConnectionTrait,
    vault: &Vault,
    register: &'static Register,
    row: import::Model,
) -> ApiResult<ImportOut> {
    let plan = read_plan(vault, &row)?.unwrap_or_default();
    let state = store::state(&row)?;
    let given = |name: &str| {
        let mut plans = plan.columns.iter();
        plans.any(|plan| plan.column == name && (plan.position.is_some() || plan.fixed.is_some()))
    };
    let required = register.columns.iter().filter(|column| column.is_required);
    let missing = required.filter(|column| !given(column.name));
    let missing: Vec<_> = missing.map(|column| column.name.to_owned()).collect();
    let is_read = plan.header_row > 0;
    // While it is written the pieces are counted.
    let done = match state {
        ImportState::Applying if row.chunks > 0 => row.total * row.done / row.chunks,
        ImportState::Applied => row.total,
        _ => row.done,
    };
    Ok(ImportOut {
        has_rows: store::pieces(conn, &row).await? > 0,
        id: row.id,
        register: row.register,
        state,
        file_name: row.file_name,
        sha256: row.sha256,
        format: plan.format,
        header_row: is_read.then_some(plan.header_row),
        sheets: plan.sheets,
        options: plan.options,
        headings: plan.headings,
        missing: if is_read { missing } else { Vec::new() },
        columns: plan.columns,
        staging: row.staging,
        total: row.total,
        done,
        added: row.added,
        changed: row.changed,
        same: row.same,
        ignored: row.ignored,
        rejected: row.rejected,
        flagged: row.flagged,
        mended: row.mended,
        overtaken: row.overtaken,
        left_alone: row.left_alone,
        failure: row.failure,
        reason: row.reason,
        undo_reason: row.undo_reason,
        started_by: row.started_by_name,
        started_at: row.started_at,
        confirmed_at: row.confirmed_at,
        applied_at: row.applied_at,
        undone_at: row.undone_at,
    })
}

/// Where a page of rows begins: a piece, and the row in it.
#[derive(Debug, Serialize, Deserialize)]
struct Cursor(i64, usize);

/// A page of the rows of a verdict.
pub(super) async fn rows(
    conn: &impl ConnectionTrait,
    vault: &Vault,
    register: &'static Register,
    row: &import::Model,
    query: &RowsQuery,
) -> ApiResult<Page<ImportRowOut>> {
    let limit = usize::try_from(page::limit(query.limit)?).unwrap_or(usize::MAX);
    let cursor = query.cursor.as_deref().map(page::decode).transpose()?;
    let Cursor(mut from, mut skip) = cursor.unwrap_or(Cursor(0, 0));
    let (mut items, mut next_cursor) = (Vec::new(), None);
    'pieces: while let Some(piece) = store::piece_with(conn, row, query.verdict, from).await? {
        if piece.number > from {
            skip = 0;
        }
        let matching = staged::rows(vault, &piece)?;
        let matching = matching.iter().filter(|row| row.verdict == query.verdict);
        for (at, found) in matching.enumerate().skip(skip) {
            if items.len() == limit {
                next_cursor = Some(page::encode(&Cursor(piece.number, at))?);
                break 'pieces;
            }
            items.push(shown(register, found));
        }
        (from, skip) = (piece.number + 1, 0);
    }
    Ok(Page {
        items,
        next_cursor,
        total: u64::try_from(total(row, query.verdict)).ok(),
    })
}

fn total(row: &import::Model, verdict: Verdict) -> i64 {
    match verdict {
        Verdict::Added => row.added,
        Verdict::Changed => row.changed,
        Verdict::Same => row.same,
        Verdict::Ignored => row.ignored,
        Verdict::Rejected => row.rejected,
    }
}

fn shown(register: &'static Register, row: &Row) -> ImportRowOut {
    let is_judged = row.verdict != Verdict::Rejected;
    let text = |column: &Column, values: &Map<String, Json>| {
        values.get(column.name).map_or_else(String::new, |value| {
            readable(column, privacy(register, column), value, is_judged)
        })
    };
    let values = register.columns.iter().filter_map(|column| {
        let value = text(column, &row.values);
        let before = row
            .before
            .contains_key(column.name)
            .then(|| text(column, &row.before));
        (!value.is_empty() || before.is_some()).then(|| ValueOut {
            column: column.name.to_owned(),
            value,
            before,
        })
    });
    ImportRowOut {
        line: row.line,
        verdict: row.verdict,
        record: row.record.map(|(id, _)| id),
        values: values.collect(),
        notes: row.notes.clone(),
    }
}

/// How much of a column is shown. What goes elsewhere than into a register is published nowhere, and whoever confirms it sees whom
/// he adds, as he does in the list where they end.
fn privacy(register: &Register, column: &Column) -> Privacy {
    match column.kind {
        _ if !elsewhere::is_elsewhere(register) => column.privacy,
        Kind::Document => Privacy::Masked,
        _ => Privacy::Public,
    }
}

/// A value as people read it; numbers of documents masked, since a list is no look at one record.
fn readable(column: &Column, privacy: Privacy, value: &Json, is_judged: bool) -> String {
    let text = match value {
        Json::Null => return String::new(),
        Json::String(text) if is_judged => column.label_of(text).to_owned(),
        Json::String(text) => text.clone(),
        Json::Bool(is) => if *is { "Sí" } else { "No" }.to_owned(),
        other => {
            let number = other.as_i64().unwrap_or_default();
            match column.kind {
                Kind::Money | Kind::Percent => Value::Cents(number).to_string(),
                Kind::Degrees => degrees(number),
                _ => number.to_string(),
            }
        }
    };
    match privacy {
        Privacy::Public => text,
        Privacy::Masked => mask_document(&text),
        Privacy::Restricted | Privacy::Never => RESERVED.to_owned(),
    }
}
