//! The plan of a municipality on the wire.

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::procedure::StageState;
use super::stages::{FieldKind, GoLiveStage, Stage};
use crate::kit::problem::FieldError;
use crate::rules::{self, Violation};

/// Where operators list the plans of all municipalities.
pub const GOLIVE_DESK_PATH: &str = "/api/v1/platform/golive";
/// Most people on a list of attendants.
pub const MOST_ATTENDANTS: usize = 300;
/// Most files of a stage.
const MOST_EVIDENCE: usize = 20;
/// Most fields of a form.
const MOST_FIELDS: usize = 20;

/// Where a municipality reads its plan for a register.
pub fn golive_path(register: &str) -> String {
    format!("/api/v1/admin/golive/{register}")
}

/// Where what was practised so far is counted.
pub fn practice_path(register: &str) -> String {
    format!("{}/practice", golive_path(register))
}

/// Where a stage is read with its `ETag`, and written (PUT [`StageIn`] with `If-Match`).
pub fn stage_path(register: &str, stage: GoLiveStage) -> String {
    format!("{}/stages/{}", golive_path(register), stage.as_str())
}

/// Where it is sent to the operator (POST with `If-Match`).
pub fn submission_path(register: &str, stage: GoLiveStage) -> String {
    format!("{}/submission", stage_path(register, stage))
}

/// Where the municipality looks at a file of its evidence.
pub fn evidence_path(register: &str, evidence: Uuid) -> String {
    format!("{}/evidence/{evidence}", golive_path(register))
}

/// Where an operator reads the plan of a municipality.
pub fn desk_path(municipality: Uuid, register: &str) -> String {
    format!("{GOLIVE_DESK_PATH}/{municipality}/{register}")
}

/// Where an operator decides on a stage: `acceptance` (POST without a body), `return` (POST [`StageReturnIn`]).
pub fn desk_decision_path(
    municipality: Uuid,
    register: &str,
    stage: GoLiveStage,
    decision: &str,
) -> String {
    let plan = desk_path(municipality, register);
    format!("{plan}/stages/{}/{decision}", stage.as_str())
}

/// Where an operator looks at a file of the evidence. Each look is journaled.
pub fn desk_evidence_path(municipality: Uuid, register: &str, evidence: Uuid) -> String {
    format!("{}/evidence/{evidence}", desk_path(municipality, register))
}

/// Somebody who was there.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "api", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Attendant {
    /// Surnames and names.
    #[cfg_attr(feature = "api", schema(min_length = 2, max_length = 150))]
    pub name: String,
    /// Post and office.
    #[serde(default)]
    #[cfg_attr(feature = "api", schema(max_length = 150))]
    pub post: String,
}

/// A file as evidence.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "api", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct EvidenceIn {
    /// Which of the stage's kinds.
    #[cfg_attr(feature = "api", schema(max_length = 40, example = "resolution"))]
    pub kind: String,
    /// The file, sent before.
    pub file_id: Uuid,
}

/// What a municipality writes of a stage; the whole of it each time.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "api", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct StageIn {
    /// The form, by the names of its fields. Days as `YYYY-MM-DD`, numbers in digits; what is left out is empty.
    #[serde(default)]
    pub form: BTreeMap<String, String>,
    /// Who was there, where the stage asks for it.
    #[serde(default)]
    #[cfg_attr(feature = "api", schema(max_items = 300))]
    pub attendants: Vec<Attendant>,
    /// The evidence.
    #[serde(default)]
    #[cfg_attr(feature = "api", schema(max_items = 20))]
    pub evidence: Vec<EvidenceIn>,
}

/// Why a stage is sent back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "api", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct StageReturnIn {
    /// What to mend; the municipality reads it.
    #[cfg_attr(feature = "api", schema(min_length = 10, max_length = 1000))]
    pub reason: String,
}

/// A file that was given as evidence.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "api", derive(utoipa::ToSchema))]
pub struct EvidenceOut {
    /// The evidence.
    pub id: Uuid,
    /// Which of the stage's kinds.
    pub kind: String,
    /// The file.
    pub file_id: Uuid,
    /// Its name.
    pub name: String,
    /// When it was given.
    pub added_at: DateTime<Utc>,
}

/// What was done in training, in numbers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "api", derive(utoipa::ToSchema))]
pub struct PracticeReport {
    /// People who came in.
    pub entries: u64,
    /// People who went out.
    pub exits: u64,
    /// Entries that were recorded late.
    pub late: u64,
    /// Entries that were corrected.
    pub corrections: u64,
    /// Entries that were withdrawn.
    pub withdrawals: u64,
    /// Members of the staff who recorded any.
    pub people: u64,
    /// Days on which any was recorded.
    pub days: u64,
}

/// A stage of a municipality.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "api", derive(utoipa::ToSchema))]
pub struct StageOut {
    /// Which.
    pub stage: GoLiveStage,
    /// Where it stands.
    pub state: StageState,
    /// The stage that has to be accepted before this one is sent; `null` when it can be.
    pub waits_for: Option<GoLiveStage>,
    /// The form.
    pub form: BTreeMap<String, String>,
    /// Who was there.
    pub attendants: Vec<Attendant>,
    /// The evidence.
    pub evidence: Vec<EvidenceOut>,
    /// What had been practised when it was sent.
    pub practice: Option<PracticeReport>,
    /// Why it was sent back, until it is sent again.
    pub reason: Option<String>,
    /// When it was sent last.
    pub submitted_at: Option<DateTime<Utc>>,
    /// By whom.
    pub submitted_by: Option<String>,
    /// When the operator decided last.
    pub decided_at: Option<DateTime<Utc>>,
    /// When it was changed last.
    pub updated_at: Option<DateTime<Utc>>,
}

/// The plan of a municipality for a register.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "api", derive(utoipa::ToSchema))]
pub struct GoLiveOut {
    /// The municipality.
    pub municipality_id: Uuid,
    /// Its name.
    pub municipality: String,
    /// The register.
    pub register: String,
    /// Since which day its records are public; `null` while they are not.
    pub production_since: Option<NaiveDate>,
    /// What the municipality does next; `null` when nothing is its turn.
    pub next: Option<GoLiveStage>,
    /// The stages in order.
    pub stages: Vec<StageOut>,
}

/// The plan of a municipality in the operators' list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "api", derive(utoipa::ToSchema))]
pub struct GoLiveListItem {
    /// The municipality.
    pub municipality_id: Uuid,
    /// Its name.
    pub municipality: String,
    /// Its slug.
    pub slug: String,
    /// The register.
    pub register: String,
    /// How many stages are accepted.
    pub accepted: u64,
    /// Of how many.
    pub total: u64,
    /// Stages that wait for an operator.
    pub waiting: Vec<GoLiveStage>,
    /// What the municipality does next.
    pub next: Option<GoLiveStage>,
    /// Since which day its records are public.
    pub production_since: Option<NaiveDate>,
    /// When it was changed last; `null` where nobody has begun.
    pub updated_at: Option<DateTime<Utc>>,
}

/// Which plans are listed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "api", derive(utoipa::IntoParams))]
#[cfg_attr(feature = "api", into_params(parameter_in = Query))]
#[serde(deny_unknown_fields)]
pub struct GoLiveQuery {
    /// Only those with a stage that waits for an operator.
    #[serde(default)]
    pub waiting: bool,
    /// Words of the municipality's name.
    #[cfg_attr(feature = "api", param(max_length = 100))]
    pub q: Option<String>,
    /// Entries of a page.
    #[cfg_attr(feature = "api", param(minimum = 1, maximum = 100, default = 20))]
    pub limit: Option<u32>,
    /// `next_cursor` of the page before.
    pub cursor: Option<String>,
}

fn written(kind: FieldKind, value: &str) -> Result<(), Violation> {
    let value = value.trim();
    if value.is_empty() {
        return Ok(());
    }
    match kind {
        FieldKind::Text(most) | FieldKind::Long(most) => rules::length(value, 1, most),
        FieldKind::Mail => rules::email(value),
        FieldKind::Phone => rules::phone(value),
        FieldKind::Day => match value.parse::<NaiveDate>() {
            Ok(_) if value.len() == 10 => Ok(()),
            _ => Err(Violation::new("date", "Escriba una fecha válida.")),
        },
        FieldKind::Count => match value.parse::<u32>() {
            Ok(count) if count <= 100_000 => Ok(()),
            _ => Err(Violation::new(
                "count",
                "Escriba un número entero, sin puntos.",
            )),
        },
    }
}

impl StageIn {
    /// What is wrong with it as a part of a stage; what is missing is another matter ([`unfinished`]).
    pub fn faults(&self, stage: &Stage) -> Vec<FieldError> {
        let mut errors = Vec::new();
        let mut fault = |field: String, violation: Violation| {
            errors.push(FieldError::new(field, violation.code, violation.message));
        };
        for (name, value) in &self.form {
            let outcome = match stage.field(name) {
                Some(field) => written(field.kind, value),
                None => Err(Violation::new("unknown", "Esta etapa no tiene ese dato.")),
            };
            if let Err(violation) = outcome {
                fault(format!("form.{name}"), violation);
            }
        }
        if !self.attendants.is_empty() && !stage.has_attendants {
            let violation = Violation::new("unknown", "Esta etapa no lleva lista de asistentes.");
            fault("attendants".to_owned(), violation);
        }
        for (at, evidence) in self.evidence.iter().enumerate() {
            if stage.evidence_kind(&evidence.kind).is_none() {
                let violation = Violation::new("unknown", "Esta etapa no pide ese documento.");
                fault(format!("evidence[{at}].kind"), violation);
            }
        }
        errors
    }
}

/// What a stage lacks before it can be sent.
pub fn unfinished(stage: &Stage, out: &StageOut) -> Vec<FieldError> {
    let mut errors = Vec::new();
    for field in stage.fields.iter().filter(|field| field.required) {
        let value = out.form.get(field.name).map(|value| value.trim());
        if value.is_none_or(str::is_empty) {
            let message = format!("Falta: {}.", field.label);
            errors.push(FieldError::new(
                format!("form.{}", field.name),
                "required",
                message,
            ));
        }
    }
    if stage.has_attendants && out.attendants.is_empty() {
        let message = "Anote al menos a una persona que asistió.";
        errors.push(FieldError::new("attendants", "required", message));
    }
    for kind in stage.evidence.iter().filter(|kind| kind.required) {
        if !out
            .evidence
            .iter()
            .any(|evidence| evidence.kind == kind.code)
        {
            let message = format!("Adjunte: {}.", kind.label);
            errors.push(FieldError::new(
                format!("evidence.{}", kind.code),
                "required",
                message,
            ));
        }
    }
    errors
}

crate::checks!(StageIn, |this, check| {
    if this.form.len() > MOST_FIELDS {
        check.field(
            "form",
            Err(Violation::new("too_many", "Son demasiados datos.")),
        );
    }
    for (name, value) in this.form.iter().take(MOST_FIELDS) {
        check.field(&format!("form.{name}"), rules::length(value, 0, 1_000));
    }
    if this.attendants.len() > MOST_ATTENDANTS {
        let message = "La lista admite hasta 300 personas.";
        check.field("attendants", Err(Violation::new("too_many", message)));
    }
    for (at, person) in this.attendants.iter().take(MOST_ATTENDANTS).enumerate() {
        check
            .field(
                &format!("attendants[{at}].name"),
                rules::length(&person.name, 2, 150),
            )
            .field(
                &format!("attendants[{at}].post"),
                rules::length(&person.post, 0, 150),
            );
    }
    if this.evidence.len() > MOST_EVIDENCE {
        let message = "Una etapa admite hasta 20 archivos.";
        check.field("evidence", Err(Violation::new("too_many", message)));
    }
});

crate::checks!(StageReturnIn, |this, check| {
    check.field("reason", rules::length(&this.reason, 10, 1_000));
});
