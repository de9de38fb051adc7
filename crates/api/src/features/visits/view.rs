//! A visit as the desk reads it: its record of the kit, and what stands beside it.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use sea_orm::ConnectionTrait;
use serde_json::{Map, Value as Json};
use shared::features::visits::REGISTER;
use shared::features::visits::clock::OWN_CORRECTION;
use shared::features::visits::desk::{DeskVisit, DeskVisitDetail, MeetingIn, VisitorIn};
use shared::registers::{Act, Record};
use shared::time::lima_date;
use uuid::Uuid;

use super::entity::entry;
use crate::error::ApiResult;
use crate::keys::Vault;
use crate::registers::{self, version};

/// Who looks, and when.
#[derive(Clone, Copy, Debug)]
pub(super) struct Viewer {
    /// His account.
    pub(super) account: Uuid,
    /// The moment.
    pub(super) now: DateTime<Utc>,
}

/// Visits as they stand now, in the order of their entries.
pub(super) async fn visits(
    conn: &impl ConnectionTrait,
    municipality: Uuid,
    entries: Vec<entry::Model>,
    viewer: Viewer,
) -> ApiResult<Vec<DeskVisit>> {
    let ids = entries.iter().map(|entry| entry.id).collect();
    let rows = registers::current_of(conn, municipality, &REGISTER, ids).await?;
    let rows: HashMap<_, _> = rows.into_iter().map(|row| (row.id, row)).collect();
    let with_rows = entries
        .into_iter()
        .filter_map(|entry| rows.get(&entry.id).map(|row| (entry, row)));
    with_rows
        .map(|(entry, row)| visit(entry, row, viewer))
        .collect()
}

/// One visit.
pub(super) fn visit(
    entry: entry::Model,
    row: &version::Model,
    viewer: Viewer,
) -> ApiResult<DeskVisit> {
    let body: Map<String, Json> = serde_json::from_str(&row.body)?;
    let text = |name: &str| body.get(name).and_then(Json::as_str).map(str::to_owned);
    let is_withdrawn = row.act == Act::Withdrawn.as_str();
    // The record is what counts: somebody may have completed it elsewhere.
    let exited_at = text("exit_time").map(|_| entry.exited_at.unwrap_or(row.recorded_from));
    let day_is_over = lima_date(entry.occurred_at) < lima_date(viewer.now);
    Ok(DeskVisit {
        id: entry.id,
        version: row.version,
        group_id: entry.group_id,
        visitor_name: text("visitor_name")
            .or_else(|| row.erased.clone())
            .unwrap_or_default(),
        document_type: text("visitor_document_type").unwrap_or_default(),
        document_masked: entry.document_masked,
        visitor_kind: text("visitor_kind").unwrap_or_default(),
        entity: text("visitor_entity"),
        official_id: entry.official_id,
        official_name: text("official_name").unwrap_or_default(),
        office: text("office"),
        reason: text("reason").unwrap_or_default(),
        place: text("place"),
        badge: entry.badge,
        gate: entry.gate,
        minors: u32::try_from(entry.minors).unwrap_or_default(),
        entered_at: entry.occurred_at,
        exited_at,
        lacks_exit: exited_at.is_none() && !is_withdrawn && day_is_over,
        record_class: text("record_class").unwrap_or_default(),
        correctable_until: entry.recorded_at + OWN_CORRECTION,
        is_own: entry.recorded_by == Some(viewer.account),
        is_training: entry.is_training,
        is_withdrawn,
        captured_by: entry.captured_by,
    })
}

/// One visit with everything that was entered, what is sealed included.
pub(super) async fn detail(
    conn: &impl ConnectionTrait,
    vault: &Vault,
    entry: entry::Model,
    viewer: Viewer,
) -> ApiResult<(DeskVisitDetail, Record)> {
    let row = registers::current(conn, entry.municipality_id, &REGISTER, entry.id).await?;
    let record = registers::whole(conn, vault, &REGISTER, &row).await?;
    let visit = visit(entry, &row, viewer)?;
    let text = |name: &str| record.get(name).text().map(str::to_owned);
    let required = |name: &str| text(name).unwrap_or_default();
    let visitor = VisitorIn {
        document_type: required("visitor_document_type"),
        document: text("visitor_document"),
        name: required("visitor_name"),
        badge: text("badge"),
        phone: text("visitor_phone"),
        belongings: text("belongings"),
    };
    let meeting = MeetingIn {
        official_id: visit.official_id,
        visitor_kind: required("visitor_kind"),
        entity: text("visitor_entity"),
        ruc: text("visitor_ruc"),
        reason: required("reason"),
        reason_detail: text("reason_detail"),
        place: text("place"),
        remark: text("remark"),
        agenda_item_id: text("agenda_item").and_then(|id| id.parse().ok()),
    };
    let detail = DeskVisitDetail {
        visit,
        visitor,
        meeting,
    };
    Ok((detail, record))
}
