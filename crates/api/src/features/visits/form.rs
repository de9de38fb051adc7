//! From what the desk sends to a record of the register.

use chrono::{DateTime, SecondsFormat, Utc};
use serde_json::{Map, Value as Json, json};
use shared::features::visits::REGISTER;
use shared::features::visits::clock::{RecordClass, day_and_hour};
use shared::features::visits::desk::{MeetingIn, VisitorIn};
use shared::registers::Record;
use shared::rules::mask::mask_document;
use shared::rules::normalize_document;

use super::entity::official;
use crate::error::{ApiError, ApiResult};
use crate::keys::Vault;
use crate::registers;

/// When a visit happened, and how that stands to its record.
#[derive(Clone, Debug)]
pub(super) struct When {
    pub(super) entered: DateTime<Utc>,
    pub(super) exited: Option<DateTime<Utc>>,
    pub(super) recorded: DateTime<Utc>,
    pub(super) class: RecordClass,
    pub(super) class_reason: Option<String>,
}

/// The record of one visitor.
pub(super) fn record(
    visitor: &VisitorIn,
    meeting: &MeetingIn,
    official: &official::Model,
    when: &When,
) -> ApiResult<Record> {
    let (date, entry) = day_and_hour(when.entered);
    let exit = when.exited.map(|exited| day_and_hour(exited).1);
    let recorded = when.recorded.to_rfc3339_opts(SecondsFormat::Millis, true);
    let values: [(&str, Json); 23] = [
        ("registered_at", json!(recorded)),
        ("visit_date", json!(date)),
        ("visitor_name", json!(visitor.name)),
        ("visitor_document_type", json!(visitor.document_type)),
        ("visitor_document", json!(number(visitor))),
        ("visitor_kind", json!(meeting.visitor_kind)),
        ("visitor_entity", json!(meeting.entity)),
        ("visitor_ruc", json!(meeting.ruc)),
        ("official_name", json!(official.name)),
        ("official_post", json!(official.post)),
        ("office", json!(official.office)),
        ("entry_time", json!(entry)),
        ("exit_time", json!(exit)),
        ("reason", json!(meeting.reason)),
        ("reason_detail", json!(meeting.reason_detail)),
        ("place", json!(meeting.place)),
        ("remark", json!(meeting.remark)),
        ("record_class", json!(when.class.as_str())),
        ("class_reason", json!(when.class_reason)),
        ("agenda_item", json!(meeting.agenda_item_id)),
        ("visitor_phone", json!(visitor.phone)),
        ("badge", json!(visitor.badge)),
        ("belongings", json!(visitor.belongings)),
    ];
    let values: Map<String, Json> = values
        .into_iter()
        .map(|(name, value)| (name.to_owned(), value))
        .collect();
    Record::of(&REGISTER, &values).map_err(registers::refused)
}

/// The number as it is kept; none for whoever shows no document.
fn number(visitor: &VisitorIn) -> Option<String> {
    let number = visitor.document.as_deref().map(normalize_document);
    number.filter(|number| !number.is_empty())
}

/// By what a visit is found again: the tags of person and entity, and the mask of the document.
pub(super) struct Marks {
    pub(super) visitor_tag: Option<String>,
    pub(super) entity_tag: Option<String>,
    pub(super) document_masked: Option<String>,
}

/// The marks of a record: the same tags by which the public register links visits.
pub(super) fn marks(vault: &Vault, record: &Record) -> ApiResult<Marks> {
    let document = record.get("visitor_document").text();
    Ok(Marks {
        visitor_tag: document
            .map(|it| tag(vault, "visitor_document", it))
            .transpose()?,
        entity_tag: record
            .get("visitor_ruc")
            .text()
            .map(|it| tag(vault, "visitor_ruc", it))
            .transpose()?,
        document_masked: document.map(mask_document),
    })
}

/// The tag of a value of a column.
pub(super) fn tag(vault: &Vault, column: &str, value: &str) -> ApiResult<String> {
    let column = REGISTER.column(column);
    let column = column.ok_or_else(|| ApiError::internal(anyhow::anyhow!("no such column")))?;
    registers::tag(vault, column, value)
}
