//! People come in: each of them a record, all in one act.

use chrono::{DateTime, Utc};
use sea_orm::{ConnectionTrait, EntityTrait};
use serde_json::json;
use shared::features::visits::REGISTER;
use shared::features::visits::clock::{self, ExitFault, Interruption, RecordClass, Times, Timing};
use shared::features::visits::desk::{CheckInIn, DeskOutcome, DeskVisit, LateIn, MeetingIn};
use shared::features::visits::settings::VisitSettings;
use shared::registers::Record;
use shared::time::{lima_date, short_time};
use uuid::Uuid;

use super::entity::{entry, official};
use super::form::{self, Marks, When};
use super::store::{self, Of};
use super::view::{self, Viewer};
use crate::db::Scope;
use crate::error::{ApiError, ApiResult, Code};
use crate::features::golive;
use crate::features::interests::{Slot, in_agenda};
use crate::registers::{self, About, Place};
use crate::write::{Change, Entry, Recorded, Tx};

/// Visits of a person that are looked through for one that is not over.
const RECENT: u64 = 20;

/// People come in.
pub(super) struct CheckIn {
    pub(super) municipality: Uuid,
    /// Who records it.
    pub(super) account: Uuid,
    pub(super) body: CheckInIn,
    /// One for each visitor.
    pub(super) ids: Vec<Uuid>,
}

/// What the clocks say.
struct Clocks {
    received: DateTime<Utc>,
    when: When,
    timing: Timing,
}

impl Change for CheckIn {
    type Output = DeskOutcome;

    fn scope(&self) -> Scope {
        Scope::Tenant(self.municipality)
    }

    async fn apply(&self, tx: &mut Tx<'_>) -> ApiResult<Recorded<DeskOutcome>> {
        let whom = self.body.meeting.official_id;
        let (settings, official) = store::at_desk(tx.conn(), self.municipality, whom).await?;
        if !self.body.is_training && !settings.is_in_production {
            return Err(golive::not_in_production(&REGISTER));
        }
        let clocks = self.clocks(tx, &settings)?;
        let official = in_force(official, clocks.when.entered)?;
        of_agenda(tx, &official, &self.body.meeting, clocks.when.entered).await?;
        let mut items = Vec::new();
        for (index, id) in self.ids.iter().enumerate() {
            items.push(self.enter(tx, &clocks, &official, index, *id).await?);
        }
        let captured = match self.body.captured_by.as_deref().map(str::trim) {
            Some(name) => {
                let group = self.ids.first().copied().unwrap_or_default();
                Some(tx.commit_text(self.municipality, group, name).await?)
            }
            None => None,
        };
        let entry = self.journal(&clocks, captured);
        let receipt = tx.record(entry).await?;
        Ok(receipt.with(DeskOutcome {
            items,
            already_out: Vec::new(),
        }))
    }
}

impl CheckIn {
    fn clocks(&self, tx: &Tx<'_>, settings: &VisitSettings) -> ApiResult<Clocks> {
        let received = tx.now();
        let device = self.body.clock;
        let recorded = device.map(|device| device.recorded(received)).transpose();
        let recorded = recorded.map_err(|violation| ApiError::violation("clock", violation))?;
        let recorded = recorded.unwrap_or(received);
        let entered = self.body.entered_at.unwrap_or(recorded);
        let times = Times {
            occurred: entered,
            recorded,
            received,
        };
        let late = self.body.late.as_ref();
        let timing = judged(times, settings.limit_minutes, late)?;
        if let Some(exited) = self.body.exited_at {
            let limit = settings.limit_minutes;
            clock::judge_exit(entered, exited, recorded, limit, late.is_some())
                .map_err(|fault| wrong_exit(fault, "late.reason"))?;
        }
        let is_late = timing.class != RecordClass::OnTime;
        let class_reason = late.filter(|_| is_late);
        let when = When {
            entered,
            exited: self.body.exited_at,
            recorded,
            class: timing.class,
            class_reason: class_reason.map(|late| late.reason.trim().to_owned()),
        };
        Ok(Clocks {
            received,
            when,
            timing,
        })
    }

    /// One of them.
    async fn enter(
        &self,
        tx: &mut Tx<'_>,
        clocks: &Clocks,
        official: &official::Model,
        index: usize,
        id: Uuid,
    ) -> ApiResult<DeskVisit> {
        let body = &self.body;
        let visitor = body.visitors.get(index).ok_or_else(ApiError::not_found)?;
        let record = form::record(visitor, &body.meeting, official, &clocks.when)?;
        let marks = form::marks(tx.vault(), &record)?;
        self.not_inside(tx, &marks, clocks.when.entered, index)
            .await?;
        let place = Place {
            register: &REGISTER,
            municipality: self.municipality,
            id,
        };
        let about = About {
            occurred_at: Some(clocks.when.entered),
            device_at: body.clock.map(|device| device.recorded_at),
            is_published: !body.is_training,
            ..About::default()
        };
        // The act of the whole group is recorded once more, by the desk.
        let (_entered, version) = registers::create(tx, place, &record, about).await?;
        let row = self.row(clocks, &record, marks, index, id);
        let insert = entry::Entity::insert(entry::ActiveModel::from(row.clone()));
        tx.conn().query_later("visit_entries", &insert).await?;
        let viewer = Viewer {
            account: self.account,
            now: tx.now(),
        };
        view::visit(row, &version, viewer)
    }

    fn row(
        &self,
        clocks: &Clocks,
        record: &Record,
        marks: Marks,
        index: usize,
        id: Uuid,
    ) -> entry::Model {
        let body = &self.body;
        let drift = body.clock.map(|device| device.drift(clocks.received));
        let exit = clocks.when.exited;
        let text = |text: &Option<String>| text.as_deref().map(|text| text.trim().to_owned());
        entry::Model {
            municipality_id: self.municipality,
            id,
            group_id: self.ids.first().copied().unwrap_or(id),
            official_id: body.meeting.official_id,
            visitor_tag: marks.visitor_tag,
            document_masked: marks.document_masked,
            entity_tag: marks.entity_tag,
            minors: if index == 0 {
                i64::from(body.minors)
            } else {
                0
            },
            occurred_at: clocks.when.entered,
            recorded_at: clocks.when.recorded,
            received_at: clocks.received,
            device_at: body.clock.map(|device| device.recorded_at),
            drift_ms: drift.map_or(0, |drift| drift.num_milliseconds()),
            captured_by: text(&body.captured_by),
            exit_captured_by: exit.and_then(|_| text(&body.captured_by)),
            recorded_by: Some(self.account),
            device: text(&body.device),
            gate: text(&body.gate),
            badge: record.get("badge").text().map(str::to_owned),
            is_training: body.is_training,
            is_withdrawn: false,
            exited_at: exit,
            exit_recorded_at: exit.map(|_| clocks.when.recorded),
            exit_recorded_by: exit.map(|_| self.account),
        }
    }

    /// Nobody comes in who is inside: two desks do not double a visit.
    async fn not_inside(
        &self,
        tx: &Tx<'_>,
        marks: &Marks,
        entered: DateTime<Utc>,
        index: usize,
    ) -> ApiResult<()> {
        let Some(tag) = marks.visitor_tag.as_deref() else {
            return Ok(());
        };
        let since = inside_since(
            tx,
            self.municipality,
            self.body.is_training,
            tag,
            (self.account, entered),
        );
        let Some(since) = since.await? else {
            return Ok(());
        };
        let message = format!(
            "Esta persona ya está adentro desde las {}: anote primero su salida.",
            short_time(since)
        );
        let field = format!("visitors[{index}].document");
        Err(ApiError::field(&field, "already_inside", message))
    }

    fn journal(&self, clocks: &Clocks, captured: Option<String>) -> Entry {
        let group = self.ids.first().copied().unwrap_or_default();
        let timing = clocks.timing;
        let drift = self.body.clock.map(|device| device.drift(clocks.received));
        Entry::new(self.municipality, "visit.checked_in", "visit", group)
            .after(json!({
                "visits": self.ids, "official_id": self.body.meeting.official_id, "minors": self.body.minors,
                "record_class": timing.class, "delay_seconds": timing.delay.num_seconds(),
                "transit_seconds": timing.transit.num_seconds(),
                "drift_ms": drift.map(|drift| drift.num_milliseconds()),
                "device_at": self.body.clock.map(|device| device.recorded_at),
                "captured_by": captured,
                "is_training": self.body.is_training,
            }))
            .occurred_at(clocks.when.entered)
            .basis(REGISTER.legal_basis)
    }
}

/// The visits of an entry that reached us before; none where it did not.
pub(super) async fn known(
    conn: &impl ConnectionTrait,
    municipality: Uuid,
    ids: &[Uuid],
    viewer: Viewer,
) -> ApiResult<Option<DeskOutcome>> {
    let Some(first) = ids.first() else {
        return Ok(None);
    };
    let entries = store::entries_in_group(conn, municipality, *first).await?;
    if entries.is_empty() {
        return Ok(None);
    }
    let items = view::visits(conn, municipality, entries, viewer).await?;
    Ok(Some(DeskOutcome {
        items,
        already_out: Vec::new(),
    }))
}

/// Since when a person is inside at a moment.
pub(super) async fn inside_since(
    tx: &Tx<'_>,
    municipality: Uuid,
    is_training: bool,
    tag: &str,
    (account, at): (Uuid, DateTime<Utc>),
) -> ApiResult<Option<DateTime<Utc>>> {
    let of = Of::Visitor(tag);
    let entries = store::entries_by(tx.conn(), municipality, is_training, of, at, RECENT).await?;
    let viewer = Viewer { account, now: at };
    let visits = view::visits(tx.conn(), municipality, entries, viewer).await?;
    // A visit whose day ended without an exit is over all the same; nobody knows when.
    let is_inside = |exited: Option<DateTime<Utc>>| exited.is_none_or(|exited| at < exited);
    let mut inside = visits
        .iter()
        .filter(|visit| !visit.is_withdrawn && !visit.lacks_exit && is_inside(visit.exited_at));
    Ok(inside.next().map(|visit| visit.entered_at))
}

/// The official who is visited, in force on the day.
pub(super) async fn official_on(
    conn: &impl ConnectionTrait,
    municipality: Uuid,
    id: Uuid,
    at: DateTime<Utc>,
) -> ApiResult<official::Model> {
    let found = match store::official(conn, municipality, id).await {
        Ok(row) => Some(row),
        Err(error) if error.code == Code::NotFound => None,
        Err(error) => return Err(error),
    };
    in_force(found, at)
}

fn in_force(found: Option<official::Model>, at: DateTime<Utc>) -> ApiResult<official::Model> {
    let unknown = |code, message: &str| ApiError::field("meeting.official_id", code, message);
    let row = found.ok_or_else(|| unknown("unknown", "Elija a un funcionario de la lista."))?;
    let day = lima_date(at);
    let is_in_force = row.valid_from <= day && row.valid_to.is_none_or(|last| day <= last);
    if !is_in_force {
        let message = "Este funcionario no estaba en el cargo ese día.";
        return Err(unknown("not_in_force", message));
    }
    Ok(row)
}

/// The activity in which it happens is one of the official's on that day.
pub(super) async fn of_agenda(
    tx: &Tx<'_>,
    official: &official::Model,
    meeting: &MeetingIn,
    at: DateTime<Utc>,
) -> ApiResult<()> {
    let Some(id) = meeting.agenda_item_id else {
        return Ok(());
    };
    let slot = Slot {
        municipality: official.municipality_id,
        official: official.id,
        day: lima_date(at),
    };
    let found = in_agenda(tx.conn(), &slot, id).await;
    found.map_err(|error| error.on_field("meeting.agenda_item_id"))?;
    Ok(())
}

/// The class of an entry; what is late says why.
pub(super) fn judged(times: Times, limit: u16, late: Option<&LateIn>) -> ApiResult<Timing> {
    let interruption: Option<Interruption> = late.and_then(|late| late.interruption);
    let timing = clock::judge(times, limit, interruption)
        .map_err(|violation| ApiError::violation("entered_at", violation))?;
    if timing.class != RecordClass::OnTime && late.is_none() {
        let message =
            format!("Se anota más de {limit} minutos después del ingreso: escriba por qué.");
        return Err(ApiError::field("late.reason", "required", message));
    }
    Ok(timing)
}

/// What is wrong with an exit, at its field.
pub(super) fn wrong_exit(fault: ExitFault, reason: &str) -> ApiError {
    match fault {
        ExitFault::Time(violation) => ApiError::violation("exited_at", violation),
        ExitFault::Reason(violation) => ApiError::violation(reason, violation),
    }
}
