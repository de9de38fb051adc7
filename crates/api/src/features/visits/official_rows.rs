//! The visits of a period as the upload file needs them: read from what is published, in pieces, their documents opened only
//! where the file is made.

use std::collections::{BTreeMap, HashSet};

use chrono::{DateTime, NaiveDate};
use shared::features::visits::REGISTER;
use shared::features::visits::official_file::{
    OfficialFileQuery, UploadContent, UploadFault, Uploaded, faults,
};
use shared::registers::{Column, MAX_LIMIT, Order, Query};
use shared::time::lima_date;
use uuid::Uuid;

use super::official_layout::day;
use crate::db;
use crate::error::{ApiError, ApiResult, Code};
use crate::registers::read::{self, Cells, Placed, Scope, Turn, at};
use crate::registers::sealed_as;
use crate::state::AppState;
use crate::write::read_personal_fields;

/// Visits of one file: a busy municipality has fewer in a month.
const MOST: usize = 20_000;
/// Documents that are opened at once.
const OPENED: usize = 500;
/// The column that the public reads masked.
const DOCUMENT: &str = "visitor_document";

/// A visit.
pub(super) struct Row {
    pub(super) id: Uuid,
    version: i64,
    pub(super) visit_date: Option<NaiveDate>,
    /// Its columns as they stand in the projection.
    values: BTreeMap<&'static str, String>,
    /// Why the national register would refuse it.
    pub(super) faults: Vec<UploadFault>,
}

/// The visits of a period that count now, the first of them first.
pub(super) async fn read(
    state: &AppState,
    municipality: Uuid,
    period: OfficialFileQuery,
) -> ApiResult<Vec<Row>> {
    let (from, to) = (period.from.to_string(), period.to.to_string());
    let pairs = [("from", from.as_str()), ("to", to.as_str())];
    let asked = Query::parse(&REGISTER, pairs);
    let asked = asked.map_err(|error| ApiError::new(Code::Malformed).detail(error.to_string()))?;
    let mut query = Query {
        limit: MAX_LIMIT,
        order: Order {
            column: None,
            descending: false,
        },
        ..asked
    };
    let (engine, columns) = (&state.registers, read::places(&REGISTER));
    let scope = Scope::Tenant(municipality);
    let mut rows = Vec::new();
    loop {
        let statement = read::list(&REGISTER, engine.backend(), &state.vault, &query, scope)?;
        let mut turn = Turn::default();
        engine
            .read(&statement, |row| {
                if turn.takes(&REGISTER, &query, row)? {
                    rows.push(Row::of(&columns, row)?);
                }
                Ok(())
            })
            .await?;
        if rows.len() > MOST {
            let detail = "Son más de 20,000 visitas. Elija un periodo más corto.";
            return Err(ApiError::new(Code::Malformed).detail(detail));
        }
        if turn.next.is_none() {
            return Ok(rows);
        }
        query.cursor = turn.next;
    }
}

/// Puts whole document numbers into visits. Whoever asks for it records the act.
pub(super) async fn open_documents(
    state: &AppState,
    municipality: Uuid,
    rows: &mut [Row],
) -> ApiResult<()> {
    let column = document()?;
    let conn = state.db.read(db::Scope::Tenant(municipality)).await?;
    for piece in rows.chunks_mut(OPENED) {
        let wanted: HashSet<_> = piece.iter().map(|row| row.sealed(column)).collect();
        let opened = read_personal_fields(&conn, &state.vault, municipality, &wanted).await?;
        for row in piece {
            if let Some(number) = opened.get(&row.sealed(column)) {
                row.values.insert(DOCUMENT, number.clone());
            }
        }
    }
    Ok(())
}

fn document() -> ApiResult<&'static Column> {
    let column = REGISTER.column(DOCUMENT);
    column.ok_or_else(|| ApiError::internal(anyhow::anyhow!("visits have no document")))
}

impl Row {
    fn of(columns: &[Placed], row: &dyn Cells) -> ApiResult<Self> {
        let mut values = BTreeMap::new();
        for Placed { column, at, .. } in columns {
            // No column of visits is a number.
            if let Some(text) = row.text(*at)? {
                values.insert(column.name, text.to_owned());
            }
        }
        let text = |name: &str| values.get(name).map(String::as_str);
        let faults = faults(Uploaded {
            document: text(DOCUMENT),
            official: text("official_name"),
            entry: text("entry_time"),
            exit: text("exit_time"),
        });
        Ok(Self {
            id: row.uuid(at::ID)?,
            version: row.number(at::VERSION)?.unwrap_or_default(),
            visit_date: text("visit_date").and_then(|date| date.parse().ok()),
            values,
            faults,
        })
    }

    fn sealed(&self, column: &Column) -> (Uuid, String) {
        (self.id, sealed_as(&REGISTER, column, self.version))
    }

    /// A column as it stands.
    pub(super) fn text(&self, name: &str) -> Option<&str> {
        self.values.get(name).map(String::as_str)
    }

    /// A column as people read it.
    fn shown(&self, name: &str) -> &str {
        let value = self.text(name).unwrap_or_default();
        REGISTER
            .column(name)
            .map_or(value, |column| column.label_of(value))
    }

    /// Columns one after the other, without those that are empty.
    fn joined(&self, names: [&str; 2], between: &str) -> String {
        let parts = names.map(|name| self.shown(name));
        let parts = parts.into_iter().filter(|part| !part.is_empty());
        parts.collect::<Vec<_>>().join(between)
    }

    /// What stands in a column of the file.
    pub(super) fn content(&self, content: UploadContent, owner: &str) -> String {
        match content {
            UploadContent::RegisteredAt => {
                let at = self.text("registered_at").unwrap_or_default();
                let at: Option<DateTime<chrono::Utc>> = at.parse().ok();
                at.map(|at| day(lima_date(at))).unwrap_or_default()
            }
            UploadContent::VisitDate => self.visit_date.map(day).unwrap_or_default(),
            UploadContent::Municipality => owner.to_owned(),
            UploadContent::Visitor => self.shown("visitor_name").to_owned(),
            UploadContent::Document => self.joined(["visitor_document_type", DOCUMENT], " "),
            UploadContent::VisitorEntity => self.joined(["visitor_kind", "visitor_entity"], " - "),
            UploadContent::Official => self.shown("official_name").to_owned(),
            UploadContent::EntryTime => self.shown("entry_time").to_owned(),
            UploadContent::ExitTime => self.shown("exit_time").to_owned(),
            UploadContent::Reason => self.joined(["reason", "reason_detail"], " - "),
            UploadContent::Place => self.shown("place").to_owned(),
            UploadContent::Remark => self.shown("remark").to_owned(),
        }
    }
}
