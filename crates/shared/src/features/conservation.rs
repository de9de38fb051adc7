//! Conservation: what is due for disposal, what a legal hold protects, what two persons decided, and whether the stored
//! files are still what they were (Ley 25323; Ley 29733, art. 8). The terms themselves are a catalogue.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::checks;
use crate::kit::text_enum::text_enum;
use crate::rules::length;

/// The terms, what is due, and the last re-check of the files.
pub const CONSERVATION_PATH: &str = "/api/v1/platform/conservation";
/// Where legal holds are listed and placed.
pub const HOLDS_PATH: &str = "/api/v1/platform/conservation/holds";
/// Where disposals are listed and proposed.
pub const DISPOSALS_PATH: &str = "/api/v1/platform/conservation/disposals";

/// Where the holds on one record are listed.
pub fn holds_of_path(subject: Uuid) -> String {
    format!("{HOLDS_PATH}?subject_id={subject}")
}

/// Where a hold is lifted.
pub fn lift_path(id: Uuid) -> String {
    format!("{HOLDS_PATH}/{id}/lift")
}

/// Where the second person decides on a disposal.
pub fn decision_path(id: Uuid) -> String {
    format!("{DISPOSALS_PATH}/{id}/decision")
}

text_enum! {
    /// A kind of records that the platform can dispose of. Its code is that of its term in the catalogue
    /// `retention_terms`.
    RecordKind {
        /// Mails that were sent or given up, with recipient and text.
        Mails = "mails",
        /// Closed requests for a portal, with the data of the person responsible.
        PortalRequests = "portal_requests",
        /// Closed incidents with personal data. Their evidence is written anew for each export and stored nowhere.
        PrivacyIncidents = "privacy_incidents",
        /// A whole municipality that leaves; by an act alone, never by the passing of time.
        Tenant = "tenant",
    }
}

impl RecordKind {
    /// What people call it.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Mails => "Correos enviados por la plataforma",
            Self::PortalRequests => "Solicitudes de portal municipal",
            Self::PrivacyIncidents => "Incidentes de datos personales",
            Self::Tenant => "Municipalidad que deja la plataforma",
        }
    }
}

text_enum! {
    /// What happens to records at the end of their term.
    Disposition {
        /// They are kept for ever.
        Keep = "keep",
        /// They are disposed of by two persons.
        Dispose = "dispose",
        /// Their personal data is erased, the rest stays.
        ErasePersonal = "erase_personal",
    }
}

/// A term of the catalogue that is in force today.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "api", derive(utoipa::ToSchema))]
pub struct RetentionTerm {
    /// Code of the kind of records.
    #[cfg_attr(feature = "api", schema(example = "mails"))]
    pub code: String,
    /// What people call it.
    pub label: String,
    /// From when it counts.
    pub start_event: String,
    /// How long, in months; `null` for ever.
    pub months: Option<u32>,
    /// What happens then.
    pub then: Disposition,
    /// The norm.
    pub legal_basis: Option<String>,
    /// Whether this platform holds such records and disposes of them by this term.
    pub applied: bool,
}

/// Records whose term has passed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "api", derive(utoipa::ToSchema))]
pub struct DueOut {
    /// Whose; `null` for the platform's own.
    pub municipality_id: Option<Uuid>,
    /// Its name.
    pub municipality: Option<String>,
    /// Which records.
    pub kind: RecordKind,
    /// Up to when.
    pub cutoff: DateTime<Utc>,
    /// How many, without those under a hold of their own.
    pub rows: u64,
    /// Whether a hold on the whole kind stops the disposal.
    pub held: bool,
}

/// A run of the monthly re-check.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "api", derive(utoipa::ToSchema))]
pub struct RecheckRun {
    /// When it began.
    pub started_at: DateTime<Utc>,
    /// When it ended.
    pub finished_at: DateTime<Utc>,
    /// Files that were read and compared.
    pub checked: u64,
    /// Of these, how many are not what they were.
    pub damaged: u64,
    /// Files that could not be read; they are tried again.
    pub unread: u64,
}

/// A file that is not what it was.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "api", derive(utoipa::ToSchema))]
pub struct DamagedFile {
    /// The file.
    pub id: Uuid,
    /// Whose; `null` for the platform's own.
    pub municipality_id: Option<Uuid>,
    /// Its owner's name.
    pub municipality: Option<String>,
    /// Name of the file.
    pub name: String,
    /// The digest that its bytes no longer have.
    pub sha256: String,
    /// When it was last looked at.
    pub checked_at: Option<DateTime<Utc>>,
}

/// What whoever keeps the records sees first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "api", derive(utoipa::ToSchema))]
pub struct ConservationOut {
    /// The terms in force.
    pub terms: Vec<RetentionTerm>,
    /// What is due.
    pub due: Vec<DueOut>,
    /// The last re-check of all files; `null` before the first one.
    pub recheck: Option<RecheckRun>,
    /// When the next one is due.
    pub next_recheck_at: Option<DateTime<Utc>>,
    /// Files that are damaged now.
    pub damaged: Vec<DamagedFile>,
}

/// Places a hold.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "api", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct HoldIn {
    /// Whose records; `null` for the platform's own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub municipality_id: Option<Uuid>,
    /// Which records.
    pub kind: RecordKind,
    /// One record of the kind; `null` for all of them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub subject_id: Option<Uuid>,
    /// Why.
    #[cfg_attr(
        feature = "api",
        schema(
            min_length = 10,
            max_length = 500,
            example = "Proceso judicial en curso"
        )
    )]
    pub reason: String,
    /// By which order or norm.
    #[cfg_attr(
        feature = "api",
        schema(
            min_length = 3,
            max_length = 200,
            example = "Resolución N.° 3, Expediente 114-2026"
        )
    )]
    pub legal_basis: String,
}

checks!(HoldIn, |it, checker| {
    checker
        .field("reason", length(&it.reason, 10, 500))
        .field("legal_basis", length(&it.legal_basis, 3, 200));
});

/// Lifts a hold.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "api", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct LiftIn {
    /// Why it is no longer needed.
    #[cfg_attr(
        feature = "api",
        schema(
            min_length = 10,
            max_length = 500,
            example = "El proceso terminó con sentencia firme"
        )
    )]
    pub reason: String,
}

checks!(LiftIn, |it, checker| {
    checker.field("reason", length(&it.reason, 10, 500));
});

/// Which holds a request asks for.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "api", derive(utoipa::IntoParams))]
#[cfg_attr(feature = "api", into_params(parameter_in = Query))]
#[serde(deny_unknown_fields)]
pub struct HoldsQuery {
    /// Only those on this record.
    pub subject_id: Option<Uuid>,
    /// Entries of the page.
    #[cfg_attr(feature = "api", param(minimum = 1, maximum = 100, default = 20))]
    pub limit: Option<u32>,
    /// `next_cursor` of the page before.
    pub cursor: Option<String>,
}

/// A hold.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "api", derive(utoipa::ToSchema))]
pub struct HoldOut {
    /// Identifier.
    pub id: Uuid,
    /// Whose records; `null` for the platform's own.
    pub municipality_id: Option<Uuid>,
    /// Its name.
    pub municipality: Option<String>,
    /// Which records.
    pub kind: RecordKind,
    /// One record of the kind; `null` for all.
    pub subject_id: Option<Uuid>,
    /// Why.
    pub reason: String,
    /// By which order or norm.
    pub legal_basis: String,
    /// Who placed it.
    pub placed_by: String,
    /// When.
    pub placed_at: DateTime<Utc>,
    /// Who lifted it.
    pub lifted_by: Option<String>,
    /// When; `null` while it stands.
    pub lifted_at: Option<DateTime<Utc>>,
}

/// Proposes to dispose of what is due. A municipality is removed by an operation of its own.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "api", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct DisposalIn {
    /// Whose records; `null` for the platform's own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub municipality_id: Option<Uuid>,
    /// Which records.
    pub kind: RecordKind,
    /// Why.
    #[cfg_attr(
        feature = "api",
        schema(
            min_length = 10,
            max_length = 500,
            example = "Se cumplió el plazo de conservación"
        )
    )]
    pub reason: String,
}

checks!(DisposalIn, |it, checker| {
    checker.field("reason", length(&it.reason, 10, 500));
});

text_enum! {
    /// What the second person says.
    Decision {
        /// Carry it out.
        Confirm = "confirm",
        /// Leave everything as it is.
        Refuse = "refuse",
    }
}

/// Decides on a disposal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "api", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct DecisionIn {
    /// What.
    pub decision: Decision,
}

checks!(DecisionIn, |_it, _checker| {});

text_enum! {
    /// Where a disposal stands.
    DisposalStatus {
        /// Waits for a second person.
        Proposed = "proposed",
        /// Was carried out.
        Executed = "executed",
        /// The second person refused.
        Refused = "refused",
    }
}

/// A disposal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "api", derive(utoipa::ToSchema))]
pub struct DisposalOut {
    /// Identifier.
    pub id: Uuid,
    /// Whose records; `null` for the platform's own.
    pub municipality_id: Option<Uuid>,
    /// Its name.
    pub municipality: Option<String>,
    /// Which records.
    pub kind: RecordKind,
    /// Up to when.
    pub cutoff: DateTime<Utc>,
    /// Why.
    pub reason: String,
    /// The norm of the term.
    pub legal_basis: String,
    /// SHA-256 of the archive that was handed over, for a municipality.
    pub archive_digest: Option<String>,
    /// Where it stands.
    pub status: DisposalStatus,
    /// Who proposed it.
    pub proposed_by: String,
    /// When.
    pub proposed_at: DateTime<Utc>,
    /// Whether whoever asks may decide: never who proposed.
    pub may_decide: bool,
    /// Who decided.
    pub decided_by: Option<String>,
    /// When.
    pub decided_at: Option<DateTime<Utc>>,
    /// How many records went.
    pub disposed_rows: Option<u64>,
}
