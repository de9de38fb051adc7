//! Files whose rows are no records of a register but go elsewhere: the staff format, into the officials. They are read,
//! mapped, judged and shown in the same way; they are written, and taken back, in one act.

use std::collections::HashMap;

use sea_orm::ActiveValue::Set;
use serde_json::json;
use shared::features::visits::staff::{MOST_STAFF, STAFF};
use shared::registers::Register;
use shared::registers::import::{ImportAction, Verdict};
use uuid::Uuid;

use super::acts::SUBJECT;
use super::entity::import;
use super::judge::{Judged, Outcome};
use super::staged::{self, Row};
use super::store;
use crate::db::Scope;
use crate::error::{ApiError, ApiResult, Code};
use crate::features::visits::{self, StaffRow};
use crate::registers::batch::Known;
use crate::state::AppState;
use crate::write::{Caller, Change, Entry, Recorded, Tx};

/// Whether rows of this declaration go elsewhere than into the kit.
pub(super) fn is_elsewhere(register: &Register) -> bool {
    register.id == STAFF.id
}

/// What is there of the rows that were judged, by the key of each.
pub(super) async fn known(
    state: &AppState,
    municipality: Uuid,
    judged: &[Judged],
) -> ApiResult<HashMap<String, Known>> {
    let told = judged.iter().filter_map(|judged| match &judged.outcome {
        Outcome::Told { record, key, .. } => {
            let document = record.get("document").text()?.to_owned();
            Some((key.clone(), document))
        }
        _ => None,
    });
    let told: Vec<_> = told.collect();
    let conn = state.db.read(Scope::Tenant(municipality)).await?;
    visits::known_staff(&conn, &state.vault, municipality, &told).await
}

/// Refuses a file that is too long for one act.
pub(super) fn fits(row: &import::Model) -> ApiResult<()> {
    if row.added + row.changed > MOST_STAFF {
        let message =
            format!("El archivo cambia a más de {MOST_STAFF} personas: divídalo en partes");
        return Err(ApiError::conflict(message));
    }
    Ok(())
}

/// The rows of a file that change something. The id of a new one follows from the file and its line, so that it is the same
/// whenever it is read.
async fn rows(state: &AppState, row: &import::Model) -> ApiResult<Vec<StaffRow>> {
    let mut all = Vec::new();
    for number in 0..row.chunks {
        let conn = state.db.read(Scope::Tenant(row.municipality_id)).await?;
        let Some(piece) = store::piece(&conn, row, number).await? else {
            continue;
        };
        drop(conn);
        for staged in staged::rows(&state.vault, &piece)? {
            if matches!(staged.verdict, Verdict::Added | Verdict::Changed) {
                all.push(told(row, staged));
            }
        }
    }
    Ok(all)
}

fn told(import: &import::Model, staged: Row) -> StaffRow {
    let (id, version) = match staged.record {
        Some((id, version)) => (id, Some(version)),
        None => {
            let number = import.batch_id.as_u128() ^ u128::from(staged.line);
            (Uuid::from_u128(number), None)
        }
    };
    StaffRow {
        id,
        version,
        values: staged.values,
        before: staged.before,
    }
}

/// Writes what somebody agreed with.
pub(super) async fn apply(state: &AppState, row: import::Model) -> ApiResult<()> {
    let rows = rows(state, &row).await?;
    let change = Apply { seen: row, rows };
    let caller = Caller::system("registers.apply_import");
    state.write.run(caller, change).await
}

struct Apply {
    seen: import::Model,
    rows: Vec<StaffRow>,
}

impl Change for Apply {
    type Output = ();

    fn scope(&self) -> Scope {
        Scope::Tenant(self.seen.municipality_id)
    }

    async fn apply(&self, tx: &mut Tx<'_>) -> ApiResult<Recorded<()>> {
        let seen = &self.seen;
        let to = store::step(seen, ImportAction::Show)?;
        let overtaken = visits::apply_staff(tx, seen.municipality_id, &self.rows).await?;
        let change = import::ActiveModel {
            state: Set(to.as_str().to_owned()),
            plan: Set(None),
            overtaken: Set(overtaken),
            applied_at: Set(Some(tx.now())),
            ..Default::default()
        };
        if !store::update(tx.conn(), seen, change).await? {
            return Err(ApiError::new(Code::Conflict));
        }
        // Its rows stay, sealed, until the next file: by them it is taken back.
        store::drop_file(tx, seen).await?;
        let municipality = seen.municipality_id;
        let entry = Entry::new(municipality, "register_import.applied", SUBJECT, seen.id);
        let entry = entry.basis(STAFF.legal_basis).after(json!({
            "register": STAFF.id, "sha256": seen.sha256, "added": seen.added, "changed": seen.changed,
            "overtaken": overtaken,
        }));
        Ok(tx.record(entry).await?.with(()))
    }
}

/// Whether what is needed to take an import back is still there.
///
/// # Errors
/// 409 when another file was imported since.
pub(super) async fn may_undo(tx: &Tx<'_>, row: &import::Model) -> ApiResult<()> {
    if store::pieces(tx.conn(), row).await? > 0 {
        return Ok(());
    }
    Err(ApiError::conflict(
        "Después se importó otro archivo: corrija a cada persona en la lista de funcionarios",
    ))
}

/// Takes an import back.
pub(super) async fn undo(state: &AppState, row: import::Model) -> ApiResult<()> {
    let rows = rows(state, &row).await?;
    let caller = Caller::system("registers.undo_import");
    state.write.run(caller, Undo { seen: row, rows }).await
}

struct Undo {
    seen: import::Model,
    rows: Vec<StaffRow>,
}

impl Change for Undo {
    type Output = ();

    fn scope(&self) -> Scope {
        Scope::Tenant(self.seen.municipality_id)
    }

    async fn apply(&self, tx: &mut Tx<'_>) -> ApiResult<Recorded<()>> {
        let seen = &self.seen;
        let to = store::step(seen, ImportAction::Withdraw)?;
        let (municipality, applied) = (seen.municipality_id, seen.applied_at);
        let applied = applied.unwrap_or(seen.started_at);
        let rows = self.rows.clone();
        let all = i64::try_from(rows.len()).map_err(ApiError::internal)?;
        let left = visits::undo_staff(tx, municipality, rows, applied).await?;
        let change = import::ActiveModel {
            state: Set(to.as_str().to_owned()),
            done: Set(all),
            left_alone: Set(left),
            undone_at: Set(Some(tx.now())),
            ..Default::default()
        };
        if !store::update(tx.conn(), seen, change).await? {
            return Err(ApiError::new(Code::Conflict));
        }
        store::clear(tx.conn(), municipality, [seen.id]).await?;
        let entry = Entry::new(municipality, "register_import.undone", SUBJECT, seen.id);
        let entry = entry.after(json!({
            "register": STAFF.id, "records": all - left, "left_alone": left,
        }));
        Ok(tx.record(entry).await?.with(()))
    }
}
