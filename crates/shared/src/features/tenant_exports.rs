//! A municipality leaves: its data is exported into a sealed archive, and removed by two operators once that was checked.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::checks;
use crate::kit::text_enum::text_enum;
use crate::rules::length;

/// Where the exports of all municipalities are listed and asked for.
pub const EXPORTS_PATH: &str = "/api/v1/platform/tenant-exports";
/// Where removals are proposed.
pub const REMOVALS_PATH: &str = "/api/v1/platform/tenant-removals";

/// Where the archive of an export is downloaded.
pub fn archive_path(id: Uuid) -> String {
    format!("{EXPORTS_PATH}/{id}/archive")
}

/// Where the second operator decides on a removal.
pub fn removal_decision_path(id: Uuid) -> String {
    format!("{REMOVALS_PATH}/{id}/decision")
}

/// Where the public reads that a municipality left.
pub fn removal_notice_path(slug: &str) -> String {
    format!("/api/v1/m/{slug}/removal")
}

text_enum! {
    /// How far an export has come.
    ExportStatus {
        /// The archive is being written.
        Requested = "requested",
        /// The archive was written, read again and compared with its manifest.
        Ready = "ready",
        /// It could not be written.
        Failed = "failed",
    }
}

/// Asks for an export.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "api", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct TenantExportIn {
    /// Of which municipality.
    pub municipality_id: Uuid,
    /// Why.
    #[cfg_attr(
        feature = "api",
        schema(
            min_length = 10,
            max_length = 300,
            example = "Oficio N.° 21-2026-A/MPP: pasa a su propia instalación"
        )
    )]
    pub reason: String,
}

checks!(TenantExportIn, |it, checker| {
    checker.field("reason", length(&it.reason, 10, 300));
});

/// An export.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "api", derive(utoipa::ToSchema))]
pub struct TenantExportOut {
    /// Identifier.
    pub id: Uuid,
    /// Of which municipality.
    pub municipality_id: Uuid,
    /// Its name.
    pub municipality: String,
    /// Its name in addresses: what is typed to confirm a removal.
    pub slug: String,
    /// Why.
    pub reason: String,
    /// How far it has come.
    pub status: ExportStatus,
    /// Who asked.
    pub requested_by: String,
    /// When.
    pub requested_at: DateTime<Utc>,
    /// When the archive was checked.
    pub verified_at: Option<DateTime<Utc>>,
    /// SHA-256 of the archive.
    pub sha256: Option<String>,
    /// Bytes of the archive.
    pub size: Option<u64>,
    /// Rows in it.
    pub rows: Option<u64>,
    /// Files in it.
    pub files: Option<u64>,
    /// The last entry of the journal in it.
    pub journal_seq: Option<i64>,
    /// Files that were missing or damaged before, and are not in it.
    pub missing_files: u64,
}

/// Proposes to remove a municipality.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "api", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct RemovalIn {
    /// The export that was handed over.
    pub export_id: Uuid,
    /// The slug of the municipality, typed once more.
    #[cfg_attr(feature = "api", schema(example = "municastilla-piura"))]
    pub slug: String,
    /// Why; it is published.
    #[cfg_attr(
        feature = "api",
        schema(
            min_length = 10,
            max_length = 300,
            example = "La municipalidad pasó a su propia instalación"
        )
    )]
    pub reason: String,
    /// By which act or norm; it is published.
    #[cfg_attr(
        feature = "api",
        schema(
            min_length = 3,
            max_length = 200,
            example = "Acuerdo de Concejo N.° 12-2026"
        )
    )]
    pub legal_basis: String,
}

checks!(RemovalIn, |it, checker| {
    checker
        .field("slug", length(&it.slug, 1, 120))
        .field("reason", length(&it.reason, 10, 300))
        .field("legal_basis", length(&it.legal_basis, 3, 200));
});

/// Decides on a removal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "api", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct RemovalDecisionIn {
    /// What.
    pub decision: super::conservation::Decision,
    /// The slug of the municipality, typed by the second person too.
    #[cfg_attr(feature = "api", schema(example = "municastilla-piura"))]
    pub slug: String,
}

checks!(RemovalDecisionIn, |it, checker| {
    checker.field("slug", length(&it.slug, 1, 120));
});

/// What the public reads of a municipality that left.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "api", derive(utoipa::ToSchema))]
pub struct RemovalNotice {
    /// Its name.
    pub name: String,
    /// Its name in addresses; no other municipality will get it.
    pub slug: String,
    /// When its data was removed.
    pub removed_on: NaiveDate,
    /// Why.
    pub reason: String,
    /// By which act or norm.
    pub legal_basis: String,
    /// The last entry of its journal before the removal.
    pub journal_seq: i64,
    /// The hash of that entry: the journal stays, and anybody can check it against this.
    pub journal_hash: String,
    /// SHA-256 of the archive that was handed over.
    pub archive_sha256: String,
}
