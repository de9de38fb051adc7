//! The four acts on a stage: prepared, sent, accepted, sent back.

use serde_json::{Value, json};
use shared::features::golive::{
    Plan, Refusal, Signer, Stage, StageAction, StageIn, StageOut, StageState, unfinished,
};
use shared::features::notices::NoticeKind;
use shared::kit::problem::FieldError;
use uuid::Uuid;

use super::entity::stage;
use super::view::{ATTENDANTS, FORM, Known};
use super::{letters, store};
use crate::bus::Topic;
use crate::db::Scope;
use crate::error::{ApiError, ApiResult, Code};
use crate::features::visits;
use crate::files;
use crate::http::etag::Expected;
use crate::write::{Change, Entry, Recorded, Tx, commitment_of};

/// Which stage of whom.
#[derive(Clone, Copy)]
pub(super) struct Place {
    pub(super) municipality: Uuid,
    pub(super) plan: &'static Plan,
    pub(super) stage: &'static Stage,
}

impl Place {
    /// The row of the stage as it stands, or a new one.
    fn row(self, tx: &Tx<'_>, known: &Known) -> (stage::Model, bool) {
        let code = self.stage.code;
        let found = known.rows.iter().find(|row| row.stage == code.as_str());
        match found {
            Some(row) => (row.clone(), false),
            None => (store::blank(tx, self.municipality, self.plan, code), true),
        }
    }

    async fn read(self, tx: &Tx<'_>) -> ApiResult<Known> {
        Known::read(tx.conn(), tx.vault(), self.municipality, self.plan).await
    }

    async fn answer(self, tx: &Tx<'_>) -> ApiResult<StageOut> {
        Ok(self.read(tx).await?.stage(self.stage.code)?.clone())
    }

    fn entry(self, action: StageAction, row: &stage::Model) -> Entry {
        let entry = Entry::new(self.municipality, action.done(), "golive_stage", row.id);
        entry.basis(self.stage.norm)
    }

    /// Where a step leads.
    fn step(self, known: &Known, action: StageAction) -> ApiResult<StageState> {
        known
            .standing
            .step(self.stage.code, action)
            .map_err(|refusal| self.refused(refusal))
    }

    fn refused(self, refusal: Refusal) -> ApiError {
        match refusal {
            Refusal::Unknown => ApiError::not_found(),
            Refusal::Waits(needed) => {
                let title = self.plan.stage(needed).map_or("", |stage| stage.title);
                ApiError::conflict(format!(
                    "Primero tiene que estar aceptada la etapa «{title}»."
                ))
            }
            Refusal::State(StageState::Submitted) => {
                ApiError::conflict("Esta etapa ya se envió: espere lo que decida el operador.")
            }
            Refusal::State(StageState::Accepted) => {
                ApiError::conflict("Esta etapa ya está aceptada.")
            }
            Refusal::State(_) => ApiError::conflict("La municipalidad aún no envió esta etapa."),
        }
    }
}

/// Who acts, where his account is known.
fn actor(tx: &Tx<'_>) -> Option<Uuid> {
    let id = tx.caller().actor.id.as_deref();
    id.and_then(|id| id.parse().ok())
}

/// The municipality prepares a stage.
pub(super) struct Save {
    pub(super) place: Place,
    pub(super) expected: Expected,
    pub(super) body: StageIn,
}

impl Change for Save {
    type Output = StageOut;

    fn scope(&self) -> Scope {
        Scope::Tenant(self.place.municipality)
    }

    async fn apply(&self, tx: &mut Tx<'_>) -> ApiResult<Recorded<StageOut>> {
        let place = self.place;
        let known = place.read(tx).await?;
        let seen = known.stage(place.stage.code)?;
        self.expected.check(seen)?;
        let to = place.step(&known, StageAction::Save)?;
        let faults = self.body.faults(place.stage);
        if !faults.is_empty() {
            return Err(ApiError::invalid(faults));
        }
        self.claim_files(tx).await?;
        let (mut row, is_new) = place.row(tx, &known);
        let before = told(tx, &row, seen).await?;
        row.state = to.as_str().to_owned();
        row.updated_at = tx.now();
        store::save(tx, &row, is_new).await?;
        store::replace_evidence(tx, &row, &self.body.evidence).await?;
        let (municipality, id) = (place.municipality, row.id);
        let form = serde_json::to_string(&self.body.form)?;
        let form = tx.keep_personal(municipality, id, FORM, FORM, &form);
        let form = form.await?.commitment;
        let attendants = if place.stage.has_attendants {
            let list = serde_json::to_string(&self.body.attendants)?;
            let kept = tx.keep_personal(municipality, id, ATTENDANTS, ATTENDANTS, &list);
            Some(kept.await?.commitment)
        } else {
            None
        };
        let out = place.answer(tx).await?;
        let entry = place.entry(StageAction::Save, &row).before(before);
        let entry = entry.after(body(&row, &out, (Some(form), attendants)));
        Ok(tx.record(entry).await?.with(out))
    }
}

impl Save {
    /// The files that are given are the municipality's, and what their kind may be.
    async fn claim_files(&self, tx: &Tx<'_>) -> ApiResult<()> {
        let mut errors = Vec::new();
        for (at, given) in self.body.evidence.iter().enumerate() {
            let file = files::claim(tx, self.place.municipality, given.file_id).await?;
            let kind = self.place.stage.evidence_kind(&given.kind);
            let wants_sheet = kind
                .is_some_and(|kind| kind.purpose == shared::features::files::UploadPurpose::Sheet);
            let message = match file {
                None => "Suba el archivo otra vez.",
                Some(file) if is_sheet(&file.media_type) != wants_sheet => {
                    "Este documento no puede ser un archivo de esta clase."
                }
                Some(_) => continue,
            };
            let field = format!("evidence[{at}].file_id");
            errors.push(FieldError::new(field, "unknown_file", message));
        }
        if errors.is_empty() {
            Ok(())
        } else {
            Err(ApiError::invalid(errors))
        }
    }
}

/// Whether a file is a table; papers are PDF or pictures.
fn is_sheet(media_type: &str) -> bool {
    !(media_type == "application/pdf" || media_type.starts_with("image/"))
}

/// The commitments of form and attendants.
type Marks = (Option<String>, Option<String>);

async fn told(tx: &Tx<'_>, row: &stage::Model, out: &StageOut) -> ApiResult<Value> {
    let of = |field| commitment_of(tx.conn(), tx.vault(), row.municipality_id, row.id, field);
    Ok(body(row, out, (of(FORM).await?, of(ATTENDANTS).await?)))
}

/// A stage as the journal tells it.
fn body(row: &stage::Model, out: &StageOut, (form, attendants): Marks) -> Value {
    let evidence = out.evidence.iter();
    let evidence = evidence.map(|one| json!({ "kind": one.kind, "file_id": one.file_id }));
    json!({
        "register": row.register, "stage": row.stage, "state": row.state, "form": form,
        "attendants": attendants, "evidence": evidence.collect::<Vec<_>>(),
    })
}

/// The municipality sends a stage.
pub(super) struct Submit {
    pub(super) place: Place,
    pub(super) expected: Expected,
    pub(super) public_url: String,
}

impl Change for Submit {
    type Output = StageOut;

    /// Operators are told, whose notices are the platform's.
    fn scope(&self) -> Scope {
        Scope::Platform
    }

    async fn apply(&self, tx: &mut Tx<'_>) -> ApiResult<Recorded<StageOut>> {
        let place = self.place;
        let known = place.read(tx).await?;
        let seen = known.stage(place.stage.code)?;
        self.expected.check(seen)?;
        let to = place.step(&known, StageAction::Submit)?;
        let mut missing = unfinished(place.stage, seen);
        let (mut row, is_new) = place.row(tx, &known);
        if place.stage.has_practice {
            let done = visits::practice(tx.conn(), place.municipality).await?;
            if done.entries == 0 || done.exits == 0 {
                let message = "Practique al menos un ingreso y una salida en modo capacitación.";
                missing.push(FieldError::new("practice", "required", message));
            }
            row.practice = Some(serde_json::to_string(&done)?);
        }
        if !missing.is_empty() {
            return Err(ApiError::invalid(missing));
        }
        let before = row.state;
        row.state = to.as_str().to_owned();
        row.reason = None;
        row.submitted_at = Some(tx.now());
        row.submitted_by = actor(tx);
        row.submitted_by_name.clone_from(&tx.caller().actor.name);
        row.updated_at = tx.now();
        store::save(tx, &row, is_new).await?;
        letters::tell_operators(tx, place, &self.public_url).await?;
        let practice: Option<Value> = row
            .practice
            .as_deref()
            .map(serde_json::from_str)
            .transpose()?;
        let entry = place
            .entry(StageAction::Submit, &row)
            .before(json!({ "state": before }))
            .after(json!({
                "register": row.register, "stage": row.stage, "state": row.state, "practice": practice,
            }));
        let receipt = tx.record(entry).await?;
        Ok(receipt.with(place.answer(tx).await?))
    }
}

/// Whether a person may send a stage.
///
/// # Errors
/// 403 with the words for whoever may.
pub(super) fn may_sign(
    signer: Signer,
    allows: impl Fn(shared::access::Permission) -> bool,
) -> ApiResult<()> {
    if signer
        .permissions()
        .iter()
        .any(|permission| allows(*permission))
    {
        return Ok(());
    }
    let who = signer.title();
    Err(ApiError::new(Code::Forbidden).detail(format!("Esta etapa la envía: {who}.")))
}

/// The operator decides: with a reason he sends the stage back, without one he accepts it.
pub(super) struct Decide {
    pub(super) place: Place,
    pub(super) reason: Option<String>,
    pub(super) public_url: String,
}

impl Change for Decide {
    type Output = StageOut;

    fn scope(&self) -> Scope {
        Scope::Platform
    }

    async fn apply(&self, tx: &mut Tx<'_>) -> ApiResult<Recorded<StageOut>> {
        let place = self.place;
        let known = place.read(tx).await?;
        let reason = self.reason.as_deref().map(str::trim);
        let action = match reason {
            Some(_) => StageAction::Return,
            None => StageAction::Accept,
        };
        let to = place.step(&known, action)?;
        let (mut row, is_new) = place.row(tx, &known);
        let before = row.state;
        row.state = to.as_str().to_owned();
        row.reason = reason.map(str::to_owned);
        row.decided_at = Some(tx.now());
        row.decided_by = actor(tx);
        row.updated_at = tx.now();
        store::save(tx, &row, is_new).await?;
        if action == StageAction::Accept && place.stage.code == place.plan.production {
            visits::end_practice(tx, place.municipality).await?;
            tx.touch(Topic::Tenant(place.municipality));
        }
        let kind = match action {
            StageAction::Return => NoticeKind::StageReturned,
            _ => NoticeKind::StageAccepted,
        };
        letters::tell_municipality(tx, place, kind, reason, &self.public_url).await?;
        let said = match reason {
            Some(text) => Some(tx.commit_text(place.municipality, row.id, text).await?),
            None => None,
        };
        let entry = place
            .entry(action, &row)
            .before(json!({ "state": before }))
            .after(json!({
                "register": row.register, "stage": row.stage, "state": row.state, "reason": said,
            }));
        let receipt = tx.record(entry).await?;
        Ok(receipt.with(place.answer(tx).await?))
    }
}

/// Officials and visitors of fiction are loaded to practise with.
pub(super) struct SeedPractice {
    pub(super) municipality: Uuid,
}

impl Change for SeedPractice {
    type Output = ();

    fn scope(&self) -> Scope {
        Scope::Tenant(self.municipality)
    }

    async fn apply(&self, tx: &mut Tx<'_>) -> ApiResult<Recorded<()>> {
        let receipt = visits::seed_practice(tx, self.municipality).await?;
        Ok(receipt.with(()))
    }
}
