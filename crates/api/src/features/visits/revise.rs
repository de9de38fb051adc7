//! A visit is corrected or withdrawn: by whoever recorded it for fifteen minutes, later by the administrator of the
//! register. Both versions stay.

use chrono::{DateTime, Utc};
use sea_orm::ActiveValue::Set;
use serde_json::json;
use shared::features::visits::REGISTER;
use shared::features::visits::clock::{
    RecordClass, Times, day_and_hour, is_own_window, judge_exit,
};
use shared::features::visits::desk::{DeskVisitDetail, VisitCorrectionIn};
use shared::registers::Record;
use uuid::Uuid;

use super::check_in::{judged, of_agenda, official_on, wrong_exit};
use super::entity::entry;
use super::exits::place;
use super::form::{self, When};
use super::store;
use super::view::{self, Viewer};
use crate::db::Scope;
use crate::error::{ApiError, ApiResult, Code};
use crate::http::etag::Expected;
use crate::registers::{self, About};
use crate::write::{Change, Entry, Recorded, Tx};

/// Who corrects.
#[derive(Clone, Copy, Debug)]
pub(super) struct Corrector {
    pub(super) account: Uuid,
    /// Whether he corrects whatever anybody recorded, whenever.
    pub(super) may_correct: bool,
}

impl Corrector {
    fn check(self, entry: &entry::Model, now: DateTime<Utc>) -> ApiResult<()> {
        let is_own = entry.recorded_by == Some(self.account);
        if self.may_correct || is_own && is_own_window(entry.recorded_at, now) {
            return Ok(());
        }
        Err(too_late())
    }

    fn viewer(self, now: DateTime<Utc>) -> Viewer {
        Viewer {
            account: self.account,
            now,
        }
    }
}

/// The refusal of whoever comes after his fifteen minutes, or to what another one recorded.
pub(super) fn too_late() -> ApiError {
    ApiError::new(Code::Forbidden).detail(
        "Quien anotó la visita la corrige durante 15 minutos. Pida el cambio al administrador del registro de visitas.",
    )
}

/// Somebody looks at a visit whole.
pub(super) struct Look {
    pub(super) municipality: Uuid,
    pub(super) account: Uuid,
    pub(super) id: Uuid,
}

impl Change for Look {
    type Output = DeskVisitDetail;

    fn scope(&self) -> Scope {
        Scope::Tenant(self.municipality)
    }

    async fn apply(&self, tx: &mut Tx<'_>) -> ApiResult<Recorded<DeskVisitDetail>> {
        let entry = store::entry(tx.conn(), self.municipality, self.id).await?;
        let viewer = Viewer {
            account: self.account,
            now: tx.now(),
        };
        let (detail, _) = view::detail(tx.conn(), tx.vault(), entry, viewer).await?;
        let action = "record.looked_at";
        let entry = Entry::new(self.municipality, action, REGISTER.id, self.id)
            .after(json!({ "version": detail.visit.version }));
        Ok(tx.record(entry).await?.with(detail))
    }
}

/// A visit as it should have been recorded.
pub(super) struct Correct {
    pub(super) municipality: Uuid,
    pub(super) by: Corrector,
    pub(super) id: Uuid,
    pub(super) expected: Expected,
    pub(super) body: VisitCorrectionIn,
}

impl Change for Correct {
    type Output = DeskVisitDetail;

    fn scope(&self) -> Scope {
        Scope::Tenant(self.municipality)
    }

    async fn apply(&self, tx: &mut Tx<'_>) -> ApiResult<Recorded<DeskVisitDetail>> {
        let entry = store::entry(tx.conn(), self.municipality, self.id).await?;
        let viewer = self.by.viewer(tx.now());
        let (before, stored) = view::detail(tx.conn(), tx.vault(), entry.clone(), viewer).await?;
        self.expected.check(&before)?;
        self.by.check(&entry, tx.now())?;
        let when = self.when(tx, &entry, &stored).await?;
        let meeting = &self.body.meeting;
        let id = meeting.official_id;
        let official = official_on(tx.conn(), self.municipality, id, when.entered).await?;
        of_agenda(tx, &official, meeting, when.entered).await?;
        let record = form::record(&self.body.visitor, meeting, &official, &when)?;
        let about = About {
            reason: Some(self.body.reason.trim().to_owned()),
            occurred_at: Some(when.entered),
            ..About::default()
        };
        let version = before.visit.version;
        let (receipt, _) = registers::correct(tx, place(&entry), &record, version, about).await?;
        self.update(tx, &entry, &record, &when).await?;
        self.count_minors(tx, &entry).await?;
        let entry = store::entry(tx.conn(), self.municipality, self.id).await?;
        let (after, _) = view::detail(tx.conn(), tx.vault(), entry, viewer).await?;
        Ok(receipt.with(after))
    }
}

impl Correct {
    /// When it happened. Its class stays while its hour does, and is judged anew against when it was recorded otherwise.
    async fn when(&self, tx: &Tx<'_>, entry: &entry::Model, stored: &Record) -> ApiResult<When> {
        let limit = store::settings(tx.conn(), self.municipality).await?;
        let limit = limit.limit_minutes;
        let entered = self.body.entered_at;
        let stays = day_and_hour(entered) == day_and_hour(entry.occurred_at);
        let text = |name: &str| stored.get(name).text().map(str::to_owned);
        let class = text("record_class").and_then(|class| class.parse::<RecordClass>().ok());
        let (class, class_reason) = match (class, &self.body.late) {
            (Some(class), None) if stays => (class, text("class_reason")),
            (_, late) => {
                let times = Times {
                    occurred: entered,
                    recorded: entry.recorded_at,
                    received: entry.received_at,
                };
                let class = judged(times, limit, late.as_ref())?.class;
                let reason = late.as_ref().filter(|_| class != RecordClass::OnTime);
                (class, reason.map(|late| late.reason.trim().to_owned()))
            }
        };
        if let Some(exited) = self.body.exited_at {
            // A correction says why already.
            judge_exit(entered, exited, tx.now(), limit, true)
                .map_err(|fault| wrong_exit(fault, "reason"))?;
        }
        Ok(When {
            entered: if stays { entry.occurred_at } else { entered },
            exited: self.body.exited_at,
            recorded: entry.recorded_at,
            class,
            class_reason,
        })
    }

    async fn update(
        &self,
        tx: &Tx<'_>,
        entry: &entry::Model,
        record: &Record,
        when: &When,
    ) -> ApiResult<()> {
        let marks = form::marks(tx.vault(), record)?;
        let exited = when.exited;
        let row = entry::ActiveModel {
            municipality_id: Set(entry.municipality_id),
            id: Set(entry.id),
            official_id: Set(self.body.meeting.official_id),
            visitor_tag: Set(marks.visitor_tag),
            document_masked: Set(marks.document_masked),
            entity_tag: Set(marks.entity_tag),
            minors: Set(i64::from(self.body.minors)),
            occurred_at: Set(when.entered),
            badge: Set(record.get("badge").text().map(str::to_owned)),
            exited_at: Set(exited),
            exit_recorded_at: Set(exited.map(|_| entry.exit_recorded_at.unwrap_or(tx.now()))),
            exit_recorded_by: Set(exited.map(|_| entry.exit_recorded_by.unwrap_or(self.by.account))),
            ..Default::default()
        };
        store::update_entry(tx, row).await
    }

    /// A count is no part of the record, so that its change stands in the journal by itself.
    async fn count_minors(&self, tx: &mut Tx<'_>, entry: &entry::Model) -> ApiResult<()> {
        if entry.minors == i64::from(self.body.minors) {
            return Ok(());
        }
        let act = Entry::new(self.municipality, "visit.minors_counted", "visit", entry.id)
            .before(json!({ "minors": entry.minors }))
            .after(json!({ "minors": self.body.minors }));
        let _ = tx.record(act).await?;
        Ok(())
    }
}

/// A visit that should not stand there.
pub(super) struct Withdraw {
    pub(super) municipality: Uuid,
    pub(super) by: Corrector,
    pub(super) id: Uuid,
    pub(super) expected: Expected,
    pub(super) reason: String,
}

impl Change for Withdraw {
    type Output = DeskVisitDetail;

    fn scope(&self) -> Scope {
        Scope::Tenant(self.municipality)
    }

    async fn apply(&self, tx: &mut Tx<'_>) -> ApiResult<Recorded<DeskVisitDetail>> {
        let entry = store::entry(tx.conn(), self.municipality, self.id).await?;
        let viewer = self.by.viewer(tx.now());
        let (before, _) = view::detail(tx.conn(), tx.vault(), entry.clone(), viewer).await?;
        self.expected.check(&before)?;
        self.by.check(&entry, tx.now())?;
        let about = About {
            reason: Some(self.reason.trim().to_owned()),
            ..About::default()
        };
        let version = before.visit.version;
        let (receipt, _) = registers::withdraw(tx, place(&entry), version, about).await?;
        let row = entry::ActiveModel {
            municipality_id: Set(entry.municipality_id),
            id: Set(entry.id),
            is_withdrawn: Set(true),
            ..Default::default()
        };
        store::update_entry(tx, row).await?;
        let entry = store::entry(tx.conn(), self.municipality, self.id).await?;
        let (after, _) = view::detail(tx.conn(), tx.vault(), entry, viewer).await?;
        Ok(receipt.with(after))
    }
}
