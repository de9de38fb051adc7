//! Rows as JSON, written as they come.

use std::collections::HashMap;

use serde_json::Value as Json;
use shared::registers::{Column, Kind, Query, Register};
use uuid::Uuid;

use super::sql::{place, width};
use super::{Cells, Turn};
use crate::error::{ApiError, ApiResult};
use crate::registers::projection::is_tagged;

/// A page of items while it is written.
#[derive(Debug, Default)]
pub(crate) struct Page {
    /// The items, with commas between them.
    pub(crate) body: Vec<u8>,
    /// How far it has come.
    pub(crate) turn: Turn,
}

/// Takes a row into a page.
///
/// # Errors
/// When a column is not what its declaration says.
pub(crate) fn items(
    page: &mut Page,
    register: &'static Register,
    query: &Query,
    owners: &HashMap<Uuid, Vec<u8>>,
    row: &dyn Cells,
) -> ApiResult<()> {
    if !page.turn.takes(register, query, row)? {
        return Ok(());
    }
    if !page.body.is_empty() {
        page.body.push(b',');
    }
    item(&mut page.body, register, owners, row)
}

/// Writes one item.
///
/// # Errors
/// When a column is not what its declaration says.
pub(crate) fn item(
    out: &mut Vec<u8>,
    register: &'static Register,
    owners: &HashMap<Uuid, Vec<u8>>,
    row: &dyn Cells,
) -> ApiResult<()> {
    out.extend_from_slice(b"{\"id\":\"");
    let mut buffer = Uuid::encode_buffer();
    out.extend_from_slice(
        row.uuid(place::ID)?
            .hyphenated()
            .encode_lower(&mut buffer)
            .as_bytes(),
    );
    out.extend_from_slice(b"\",\"municipality\":");
    let owner = owners.get(&row.uuid(place::MUNICIPALITY)?);
    out.extend_from_slice(owner.map_or(b"null".as_slice(), Vec::as_slice));
    out.extend_from_slice(b",\"version\":");
    number(out, row.number(place::VERSION)?);
    out.extend_from_slice(b",\"recorded_at\":");
    text(out, row.text(place::RECORDED_FROM)?)?;
    out.extend_from_slice(b",\"act\":");
    text(out, row.text(place::ACT)?)?;
    out.extend_from_slice(b",\"leaf_index\":");
    number(out, row.number(place::LEAF)?);
    out.extend_from_slice(b",\"digest\":");
    text(out, row.text(place::DIGEST)?)?;
    // Of hardly any record, so that the others say nothing of it.
    if let Some(erased) = row.text(place::ERASED)? {
        out.extend_from_slice(b",\"erased\":");
        text(out, Some(erased))?;
    }
    let mut at = place::OWN;
    for column in register.public_columns() {
        key(out, column.name, "");
        value(out, column, row, at)?;
        at += 1;
        if is_tagged(column) {
            key(out, column.name, "_tag");
            text(out, row.text(at)?)?;
            at += 1;
        }
    }
    out.push(b'}');
    Ok(())
}

/// Writes one version of a record: an item, and what a history tells of it.
///
/// # Errors
/// When a column is not what its declaration says.
pub(crate) fn version(
    out: &mut Vec<u8>,
    register: &'static Register,
    owners: &HashMap<Uuid, Vec<u8>>,
    row: &dyn Cells,
) -> ApiResult<()> {
    item(out, register, owners, row)?;
    out.pop();
    let end = width(register);
    out.extend_from_slice(b",\"recorded_to\":");
    text(out, row.text(end)?)?;
    out.extend_from_slice(b",\"act_reason\":");
    text(out, row.text(end + 1)?)?;
    // JSON of our own: the commitments of personal values, and the salts of those that are public.
    out.extend_from_slice(b",\"proof\":");
    out.extend_from_slice(row.text(end + 2)?.unwrap_or("null").as_bytes());
    out.push(b'}');
    Ok(())
}

fn value(out: &mut Vec<u8>, column: &Column, row: &dyn Cells, at: usize) -> ApiResult<()> {
    if column.kind == Kind::Bool {
        let is = row.number(at)?.map(|number| number != 0);
        let json = serde_json::to_vec(&Json::from(is)).map_err(ApiError::internal)?;
        out.extend_from_slice(&json);
        return Ok(());
    }
    if column.kind.is_number() {
        number(out, row.number(at)?);
        return Ok(());
    }
    text(out, row.text(at)?)
}

fn key(out: &mut Vec<u8>, name: &str, suffix: &str) {
    out.extend_from_slice(b",\"");
    out.extend_from_slice(name.as_bytes());
    out.extend_from_slice(suffix.as_bytes());
    out.extend_from_slice(b"\":");
}

fn number(out: &mut Vec<u8>, number: Option<i64>) {
    match number {
        Some(number) => {
            use std::io::Write as _;
            // A vector never refuses to be written.
            let _written = write!(out, "{number}");
        }
        None => out.extend_from_slice(b"null"),
    }
}

fn text(out: &mut Vec<u8>, text: Option<&str>) -> ApiResult<()> {
    match text {
        Some(text) => serde_json::to_writer(out, text).map_err(ApiError::internal),
        None => {
            out.extend_from_slice(b"null");
            Ok(())
        }
    }
}
