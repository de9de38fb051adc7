//! People go out, and an exit that was marked by mistake is taken back.

use chrono::{DateTime, Utc};
use sea_orm::ActiveValue::Set;
use serde_json::{Map, Value as Json, json};
use shared::features::visits::REGISTER;
use shared::features::visits::clock::{day_and_hour, is_own_window, judge_exit};
use shared::features::visits::desk::{DeskOutcome, DeskVisit, ExitIn, GivenUpIn};
use shared::registers::Record;
use uuid::Uuid;

use super::check_in::wrong_exit;
use super::entity::entry;
use super::revise::{Corrector, too_late};
use super::store;
use super::view::{self, Viewer};
use crate::db::Scope;
use crate::error::{ApiError, ApiResult};
use crate::registers::{self, About, Place};
use crate::write::{Change, Entry, Receipt, Recorded, Tx};

/// People go out.
pub(super) struct CheckOut {
    pub(super) municipality: Uuid,
    pub(super) account: Uuid,
    pub(super) body: ExitIn,
}

impl Change for CheckOut {
    type Output = DeskOutcome;

    fn scope(&self) -> Scope {
        Scope::Tenant(self.municipality)
    }

    async fn apply(&self, tx: &mut Tx<'_>) -> ApiResult<Recorded<DeskOutcome>> {
        let recorded = self.recorded(tx.now())?;
        let exited = self.body.exited_at.unwrap_or(recorded);
        let limit = store::settings(tx.conn(), self.municipality).await?;
        let limit = limit.limit_minutes;
        let (mut done, mut already_out, mut receipt) = (Vec::new(), Vec::new(), None);
        for id in &self.body.visits {
            let entry = store::entry(tx.conn(), self.municipality, *id).await?;
            let row = registers::current(tx.conn(), self.municipality, &REGISTER, *id).await?;
            let viewer = self.viewer(tx);
            let visit = view::visit(entry.clone(), &row, viewer)?;
            if visit.is_withdrawn {
                return Err(ApiError::conflict("La visita está retirada"));
            }
            // Whoever marked it first is right; the second one is told.
            if visit.exited_at.is_some() {
                already_out.push(*id);
                continue;
            }
            let has_reason = self.body.reason.is_some();
            judge_exit(entry.occurred_at, exited, recorded, limit, has_reason)
                .map_err(|fault| wrong_exit(fault, "reason"))?;
            receipt = Some(self.leave(tx, &entry, exited, recorded).await?);
            done.push(store::entry(tx.conn(), self.municipality, *id).await?);
        }
        let Some(receipt) = receipt else {
            return Err(ApiError::conflict("La salida ya estaba anotada"));
        };
        let viewer = self.viewer(tx);
        let items = view::visits(tx.conn(), self.municipality, done, viewer).await?;
        Ok(receipt.with(DeskOutcome { items, already_out }))
    }
}

impl CheckOut {
    /// When it was recorded, by our clock.
    fn recorded(&self, received: DateTime<Utc>) -> ApiResult<DateTime<Utc>> {
        let recorded = self.body.clock.map(|device| device.recorded(received));
        let recorded = recorded.transpose();
        let recorded = recorded.map_err(|violation| ApiError::violation("clock", violation))?;
        Ok(recorded.unwrap_or(received))
    }

    fn viewer(&self, tx: &Tx<'_>) -> Viewer {
        Viewer {
            account: self.account,
            now: tx.now(),
        }
    }

    async fn leave(
        &self,
        tx: &mut Tx<'_>,
        entry: &entry::Model,
        exited: DateTime<Utc>,
        recorded: DateTime<Utc>,
    ) -> ApiResult<Receipt> {
        let values = Map::from_iter([("exit_time".to_owned(), json!(day_and_hour(exited).1))]);
        let about = About {
            occurred_at: Some(exited),
            device_at: self.body.clock.map(|device| device.recorded_at),
            reason: trimmed(self.body.reason.as_ref()),
            ..About::default()
        };
        let (receipt, _) = registers::complete(tx, place(entry), &values, about).await?;
        let row = entry::ActiveModel {
            municipality_id: Set(entry.municipality_id),
            id: Set(entry.id),
            exited_at: Set(Some(exited)),
            exit_recorded_at: Set(Some(recorded)),
            exit_recorded_by: Set(Some(self.account)),
            exit_captured_by: Set(trimmed(self.body.captured_by.as_ref())),
            ..Default::default()
        };
        store::update_entry(tx, row).await?;
        Ok(receipt)
    }
}

fn trimmed(text: Option<&String>) -> Option<String> {
    text.map(|text| text.trim().to_owned())
}

/// What was recorded without a network is given up.
pub(super) struct GiveUp {
    pub(super) municipality: Uuid,
    pub(super) body: GivenUpIn,
}

impl Change for GiveUp {
    type Output = ();

    fn scope(&self) -> Scope {
        Scope::Tenant(self.municipality)
    }

    async fn apply(&self, tx: &mut Tx<'_>) -> ApiResult<Recorded<()>> {
        let first = self.body.visits.first().copied().unwrap_or_default();
        let reason = self.body.reason.trim();
        let reason = tx.commit_text(self.municipality, first, reason).await?;
        let entry = Entry::new(self.municipality, "visit.given_up", "visit", first)
            .after(json!({
                "visits": self.body.visits, "is_exit": self.body.is_exit, "device_at": self.body.recorded_at,
                "reason": reason,
            }))
            .basis(REGISTER.legal_basis);
        Ok(tx.record(entry).await?.with(()))
    }
}

/// The record of an entry.
pub(super) fn place(entry: &entry::Model) -> Place {
    Place {
        register: &REGISTER,
        municipality: entry.municipality_id,
        id: entry.id,
    }
}

/// An exit is taken back: a correction, with its reason.
pub(super) struct Reopen {
    pub(super) municipality: Uuid,
    pub(super) by: Corrector,
    pub(super) id: Uuid,
    pub(super) reason: String,
}

impl Change for Reopen {
    type Output = DeskVisit;

    fn scope(&self) -> Scope {
        Scope::Tenant(self.municipality)
    }

    async fn apply(&self, tx: &mut Tx<'_>) -> ApiResult<Recorded<DeskVisit>> {
        let entry = store::entry(tx.conn(), self.municipality, self.id).await?;
        let is_own = entry.exit_recorded_by == Some(self.by.account);
        let is_recent = entry
            .exit_recorded_at
            .is_some_and(|at| is_own_window(at, tx.now()));
        if !(self.by.may_correct || is_own && is_recent) {
            return Err(too_late());
        }
        let row = registers::current(tx.conn(), self.municipality, &REGISTER, self.id).await?;
        let record = registers::whole(tx.conn(), tx.vault(), &REGISTER, &row).await?;
        let mut values = record.json(&REGISTER);
        if values.insert("exit_time".to_owned(), Json::Null) == Some(Json::Null) {
            return Err(ApiError::conflict("La visita no tiene una salida anotada"));
        }
        let record = Record::stored(&REGISTER, &values).map_err(registers::refused)?;
        let about = About {
            reason: Some(self.reason.trim().to_owned()),
            ..About::default()
        };
        let place = place(&entry);
        let (receipt, _) = registers::correct(tx, place, &record, row.version, about).await?;
        let update = entry::ActiveModel {
            municipality_id: Set(entry.municipality_id),
            id: Set(entry.id),
            exited_at: Set(None),
            exit_recorded_at: Set(None),
            exit_recorded_by: Set(None),
            exit_captured_by: Set(None),
            ..Default::default()
        };
        store::update_entry(tx, update).await?;
        let entry = store::entry(tx.conn(), self.municipality, self.id).await?;
        let row = registers::current(tx.conn(), self.municipality, &REGISTER, self.id).await?;
        let viewer = Viewer {
            account: self.by.account,
            now: tx.now(),
        };
        Ok(receipt.with(view::visit(entry, &row, viewer)?))
    }
}
