//! What staff do with imports: begin one, say what its columns mean, agree with it, take it back, give it up.

use sea_orm::ActiveValue::Set;
use sea_orm::EntityTrait;
use serde_json::json;
use shared::kit::problem::FieldError;
use shared::registers::import::{
    ApplyIn, ImportAction, ImportIn, ImportState, MOST_CHANGED, MappingIn, UndoIn,
};
use shared::registers::{Kind, Register, Value};
use uuid::Uuid;

use super::apply::ApplyImport;
use super::elsewhere;
use super::entity::import;
use super::plan::Plan;
use super::read::{PLAN, ReadImport, read_plan};
use super::stage::{blank, changed};
use super::undo::UndoImport;
use super::{staged, store};
use crate::db::Scope;
use crate::error::{ApiError, ApiResult, Code};
use crate::features::golive;
use crate::files::{self, scan::Scan};
use crate::jobs::NewJob;
use crate::registers::batch;
use crate::write::{Change, Entry, Recorded, Tx};

/// What entries call an import.
pub(super) const SUBJECT: &str = "register_import";

/// Who acts, where his account is known.
fn actor(tx: &Tx<'_>) -> Option<Uuid> {
    let id = tx.caller().actor.id.as_deref();
    id.and_then(|id| id.parse().ok())
}

/// Begins an import.
pub(super) struct Start {
    pub(super) register: &'static Register,
    pub(super) municipality: Uuid,
    pub(super) body: ImportIn,
}

impl Change for Start {
    type Output = Uuid;

    fn scope(&self) -> Scope {
        Scope::Tenant(self.municipality)
    }

    async fn apply(&self, tx: &mut Tx<'_>) -> ApiResult<Recorded<Uuid>> {
        let (municipality, register) = (self.municipality, self.register);
        let file = files::claim(tx, municipality, self.body.file_id).await?;
        let unknown = || ApiError::field("file_id", "unknown", "Suba el archivo otra vez.");
        let file = file.ok_or_else(unknown)?;
        if !Scan::serves(&file.scan) {
            return Err(ApiError::conflict(
                "El archivo está en cuarentena hasta que el antivirus lo revise",
            ));
        }
        forget_older(tx, municipality, register).await?;
        let id = Uuid::now_v7();
        let plan = Plan {
            options: self.body.options.clone(),
            ..Plan::default()
        };
        let row = blank(import::Model {
            municipality_id: municipality,
            id,
            register: register.id.to_owned(),
            state: ImportState::Reading.as_str().to_owned(),
            file_id: Some(file.id),
            file_name: file.name,
            sha256: file.sha256.clone(),
            staging: 1,
            plan: Some(staged::seal(tx.vault(), (municipality, id), PLAN, &plan)?),
            failure: None,
            total: 0,
            done: 0,
            chunks: 0,
            added: 0,
            changed: 0,
            same: 0,
            ignored: 0,
            rejected: 0,
            flagged: 0,
            mended: 0,
            overtaken: 0,
            left_alone: 0,
            batch_id: Uuid::now_v7(),
            undo_batch_id: Uuid::now_v7(),
            digest: None,
            reason: None,
            undo_reason: None,
            started_by: actor(tx),
            started_by_name: tx.caller().actor.name.clone(),
            started_at: tx.now(),
            confirmed_by: None,
            confirmed_at: None,
            applied_at: None,
            undone_at: None,
            undo_after: None,
        });
        import::Entity::insert(import::ActiveModel::from(row))
            .exec_without_returning(tx.conn())
            .await?;
        let job = ReadImport {
            municipality,
            id,
            staging: 1,
        };
        tx.job(NewJob::new(municipality, job)).await?;
        let entry = Entry::new(municipality, "register_import.started", SUBJECT, id);
        let entry = entry.after(json!({ "register": register.id, "sha256": file.sha256 }));
        Ok(tx.record(entry).await?.with(id))
    }
}

/// What is kept of the rows of imports that have ended goes with the next one.
async fn forget_older(tx: &Tx<'_>, municipality: Uuid, register: &Register) -> ApiResult<()> {
    let ended = [
        ImportState::Applied,
        ImportState::Undone,
        ImportState::Discarded,
    ];
    let older = store::in_state(tx.conn(), municipality, register, &ended).await?;
    store::clear(tx.conn(), municipality, older.iter().map(|row| row.id)).await
}

/// Says what the columns of a file mean.
pub(super) struct Map {
    pub(super) register: &'static Register,
    pub(super) municipality: Uuid,
    pub(super) id: Uuid,
    pub(super) body: MappingIn,
}

impl Change for Map {
    type Output = ();

    fn scope(&self) -> Scope {
        Scope::Tenant(self.municipality)
    }

    async fn apply(&self, tx: &mut Tx<'_>) -> ApiResult<Recorded<()>> {
        let (municipality, register) = (self.municipality, self.register);
        let seen = store::find(tx.conn(), municipality, register, self.id).await?;
        let to = store::step(&seen, ImportAction::Map)?;
        check(register, &self.body)?;
        let before = read_plan(tx.vault(), &seen)?.unwrap_or_default();
        let plan = Plan {
            options: self.body.options.clone(),
            is_confirmed: true,
            columns: self.body.columns.clone(),
            ..before
        };
        let mut remembered = store::remembered(tx.conn(), municipality, register).await?;
        remembered.learn(&plan);
        store::remember(tx, municipality, register, &remembered).await?;
        store::clear(tx.conn(), municipality, [self.id]).await?;
        let row = import::Model {
            state: to.as_str().to_owned(),
            staging: seen.staging + 1,
            failure: None,
            plan: Some(staged::seal(
                tx.vault(),
                (municipality, self.id),
                PLAN,
                &plan,
            )?),
            ..blank(seen.clone())
        };
        if !store::update(tx.conn(), &seen, changed(&row)).await? {
            return Err(ApiError::new(Code::Conflict));
        }
        let job = ReadImport {
            municipality,
            id: self.id,
            staging: row.staging,
        };
        tx.job(NewJob::new(municipality, job)).await?;
        let columns = plan.columns.iter().map(|column| &column.column);
        let entry = Entry::new(municipality, "register_import.mapped", SUBJECT, self.id).after(json!({
            "register": register.id, "columns": columns.collect::<Vec<_>>(), "staging": row.staging,
        }));
        Ok(tx.record(entry).await?.with(()))
    }
}

/// Judges a mapping against the declaration; errors name their entry.
fn check(register: &'static Register, body: &MappingIn) -> ApiResult<()> {
    let mut errors = Vec::new();
    for (at, plan) in body.columns.iter().enumerate() {
        let mut wrong = |field: &str, code: &'static str, message: String| {
            errors.push(FieldError::new(
                format!("columns[{at}].{field}"),
                code,
                message,
            ));
        };
        let Some(column) = register.column(&plan.column) else {
            wrong(
                "column",
                "unknown",
                "Este registro no tiene esa columna.".to_owned(),
            );
            continue;
        };
        if column.is_procedural {
            let message = "Este dato lo escribe el procedimiento: no se importa.";
            wrong("column", "procedure", message.to_owned());
        }
        let earlier = body.columns.iter().take(at);
        let is_twice = |position: u32| {
            earlier
                .clone()
                .any(|other| other.position == Some(position))
        };
        if plan.position.is_some_and(is_twice) {
            let message = "Esta columna del archivo ya tiene otro significado.";
            wrong("position", "duplicate", message.to_owned());
        }
        if body
            .columns
            .iter()
            .take(at)
            .any(|other| other.column == plan.column)
        {
            wrong(
                "column",
                "duplicate",
                "La columna está dos veces.".to_owned(),
            );
        }
        let is_now = column.kind == Kind::Instant && plan.fixed.as_deref() == Some("now");
        if let Some(fixed) = plan.fixed.as_deref().filter(|_| !is_now)
            && let Err(error) = Value::written(column, fixed)
        {
            wrong("fixed", error.code, error.message);
        }
    }
    if errors.is_empty() {
        Ok(())
    } else {
        Err(ApiError::invalid(errors))
    }
}

/// Agrees with what an import would change.
pub(super) struct Confirm {
    pub(super) register: &'static Register,
    pub(super) municipality: Uuid,
    pub(super) id: Uuid,
    pub(super) body: ApplyIn,
}

impl Change for Confirm {
    type Output = ();

    fn scope(&self) -> Scope {
        Scope::Tenant(self.municipality)
    }

    async fn apply(&self, tx: &mut Tx<'_>) -> ApiResult<Recorded<()>> {
        let (municipality, register) = (self.municipality, self.register);
        let seen = store::find(tx.conn(), municipality, register, self.id).await?;
        let to = store::step(&seen, ImportAction::Confirm)?;
        if elsewhere::is_elsewhere(register) {
            elsewhere::fits(&seen)?;
        } else {
            golive::require_production(tx.conn(), municipality, register).await?;
        }
        if seen.staging != self.body.staging {
            return Err(ApiError::new(Code::Stale));
        }
        if seen.added + seen.changed == 0 {
            return Err(ApiError::conflict("El archivo no cambia nada"));
        }
        if seen.changed > MOST_CHANGED {
            return Err(ApiError::conflict(format!(
                "El archivo corrige más de {MOST_CHANGED} registros: divídalo en partes"
            )));
        }
        let reason = self.body.reason.as_deref().map(str::trim);
        let reason = reason.filter(|reason| !reason.is_empty());
        if seen.changed > 0 && reason.is_none() {
            return Err(ApiError::field("reason", "required", "Escriba el motivo."));
        }
        let moving = [ImportState::Applying, ImportState::Undoing];
        let others = store::in_state(tx.conn(), municipality, register, &moving).await?;
        if !others.is_empty() {
            return Err(ApiError::conflict(
                "Otro archivo se está importando en este registro: espere a que termine",
            ));
        }
        let mut row = seen.clone();
        row.state = to.as_str().to_owned();
        row.confirmed_at = Some(tx.now());
        row.confirmed_by = actor(tx);
        row.reason = reason.map(str::to_owned);
        row.done = 0;
        let change = import::ActiveModel {
            confirmed_at: Set(row.confirmed_at),
            confirmed_by: Set(row.confirmed_by),
            reason: Set(row.reason.clone()),
            // Of pieces from now on, not of rows.
            ..changed(&row)
        };
        if !store::update(tx.conn(), &seen, change).await? {
            return Err(ApiError::new(Code::Conflict));
        }
        if !elsewhere::is_elsewhere(register) {
            batch::begin(tx.conn(), &super::entering(register, &row), true).await?;
        }
        let job = ApplyImport {
            municipality,
            id: self.id,
        };
        tx.job(NewJob::new(municipality, job)).await?;
        let entry = Entry::new(municipality, "register_import.confirmed", SUBJECT, self.id);
        let entry = entry.basis(register.legal_basis).after(json!({
            "register": register.id, "sha256": row.sha256, "added": row.added, "changed": row.changed,
            "rejected": row.rejected, "batch": row.batch_id, "act_reason": row.reason,
        }));
        Ok(tx.record(entry).await?.with(()))
    }
}

/// Takes an import back.
pub(super) struct Undo {
    pub(super) register: &'static Register,
    pub(super) municipality: Uuid,
    pub(super) id: Uuid,
    pub(super) body: UndoIn,
}

impl Change for Undo {
    type Output = ();

    fn scope(&self) -> Scope {
        Scope::Tenant(self.municipality)
    }

    async fn apply(&self, tx: &mut Tx<'_>) -> ApiResult<Recorded<()>> {
        let (municipality, register) = (self.municipality, self.register);
        let seen = store::find(tx.conn(), municipality, register, self.id).await?;
        let to = store::step(&seen, ImportAction::Undo)?;
        if elsewhere::is_elsewhere(register) {
            elsewhere::may_undo(tx, &seen).await?;
        }
        let mut row = seen.clone();
        row.state = to.as_str().to_owned();
        row.undo_reason = Some(self.body.reason.trim().to_owned());
        row.done = 0;
        row.digest = None;
        let change = import::ActiveModel {
            undo_reason: Set(row.undo_reason.clone()),
            digest: Set(None),
            ..changed(&row)
        };
        if !store::update(tx.conn(), &seen, change).await? {
            return Err(ApiError::new(Code::Conflict));
        }
        if !elsewhere::is_elsewhere(register) {
            let taking_back = super::taking_back(register, &row, tx.now(), actor(tx));
            batch::begin(tx.conn(), &taking_back, false).await?;
        }
        let job = UndoImport {
            municipality,
            id: self.id,
            by: actor(tx),
        };
        tx.job(NewJob::new(municipality, job)).await?;
        let entry = Entry::new(municipality, "register_import.undo_asked", SUBJECT, self.id);
        let entry = entry.after(json!({
            "register": register.id, "batch": row.batch_id, "undo_batch": row.undo_batch_id,
            "act_reason": row.undo_reason,
        }));
        Ok(tx.record(entry).await?.with(()))
    }
}

/// Gives an import up: nothing of it stays but that it was there.
pub(super) struct Discard {
    pub(super) register: &'static Register,
    pub(super) municipality: Uuid,
    pub(super) id: Uuid,
}

impl Change for Discard {
    type Output = ();

    fn scope(&self) -> Scope {
        Scope::Tenant(self.municipality)
    }

    async fn apply(&self, tx: &mut Tx<'_>) -> ApiResult<Recorded<()>> {
        let (municipality, register) = (self.municipality, self.register);
        let seen = store::find(tx.conn(), municipality, register, self.id).await?;
        let to = store::step(&seen, ImportAction::Discard)?;
        let row = import::Model {
            state: to.as_str().to_owned(),
            plan: None,
            ..seen.clone()
        };
        if !store::update(tx.conn(), &seen, changed(&row)).await? {
            return Err(ApiError::new(Code::Conflict));
        }
        store::clear(tx.conn(), municipality, [self.id]).await?;
        store::drop_file(tx, &seen).await?;
        let entry = Entry::new(municipality, "register_import.discarded", SUBJECT, self.id);
        let entry = entry.after(json!({ "register": register.id }));
        Ok(tx.record(entry).await?.with(()))
    }
}
