//! An act is recorded: a record of the register, a question to its official, and a mail with the link that answers it.

use chrono::{DateTime, NaiveDate, SecondsFormat, Utc};
use sea_orm::ActiveValue::Set;
use sea_orm::EntityTrait;
use serde_json::{Map, Value as Json, json};
use shared::deadline::{Count, Deadline, Start};
use shared::features::interests::ACTS;
use shared::features::interests::acts::{ActClass, InterestActIn, InterestActOut, judge};
use shared::features::interests::answers::{ANSWER_PAGE, AnswerState, answer_term};
use shared::features::visits::clock::day_and_hour;
use shared::features::visits::officials::OfficialChoice;
use shared::registers::Record;
use shared::rules::normalize_document;
use shared::time::lima_date;
use uuid::Uuid;

use super::agenda_view::{Slot, in_agenda};
use super::capacities_changes::EMAIL;
use super::entity::{answer, capacity};
use super::{letters, store};
use crate::db::Scope;
use crate::error::{ApiError, ApiResult};
use crate::features::{municipalities, visits};
use crate::http::token;
use crate::reference;
use crate::registers::{self, About, Place};
use crate::write::{Change, Mail, Recorded, Tx, read_personal};

/// An act is recorded.
pub(super) struct RecordAct {
    pub(super) municipality: Uuid,
    pub(super) id: Uuid,
    pub(super) body: InterestActIn,
    /// Of the link by which the official answers.
    pub(super) token: String,
    pub(super) public_url: String,
}

impl Change for RecordAct {
    type Output = InterestActOut;

    fn scope(&self) -> Scope {
        Scope::Tenant(self.municipality)
    }

    async fn apply(&self, tx: &mut Tx<'_>) -> ApiResult<Recorded<InterestActOut>> {
        let body = &self.body;
        let has_reason = body.late_reason.is_some();
        let class = judge(body.held_at, tx.now(), body.is_omission, has_reason)
            .map_err(|(field, violation)| ApiError::violation(field, violation))?;
        let day = lima_date(body.held_at);
        let conn = tx.conn();
        let official =
            visits::official_in_post(conn, self.municipality, body.official_id, body.held_at)
                .await?;
        let capacity = self.capacity(tx, day).await?;
        self.of_visit(tx, day).await?;
        self.of_agenda(tx, day).await?;
        let municipality = municipalities::find(conn, self.municipality).await?;
        let municipality = municipality.ok_or_else(ApiError::not_found)?;
        let calendar = reference::calendar_of(conn, &municipality).await?;
        let days = visits::answer_days(conn, self.municipality).await?;
        let count = Count::new(Start::Instant(tx.now()), answer_term(days));
        let due = count.run(&calendar).map_err(ApiError::internal)?;
        let record = self.record(&official, class, tx.now(), &due)?;
        let place = Place {
            register: &ACTS,
            municipality: self.municipality,
            id: self.id,
        };
        let about = About {
            occurred_at: Some(body.held_at),
            is_published: true,
            ..About::default()
        };
        let (receipt, _) = registers::create(tx, place, &record, about).await?;
        self.ask(tx, &capacity, &municipality.name, &official, &due)
            .await?;
        Ok(receipt.with(InterestActOut {
            id: self.id,
            record_class: class.as_str().to_owned(),
            due_at: due.due_at,
        }))
    }
}

impl RecordAct {
    /// The capacity by which interests are managed before him on that day.
    async fn capacity(&self, tx: &Tx<'_>, day: NaiveDate) -> ApiResult<capacity::Model> {
        let official = self.body.official_id;
        let all = store::capacities_of(tx.conn(), self.municipality, official).await?;
        let mut all = all.into_iter();
        let found =
            all.find(|row| row.valid_from <= day && row.valid_to.is_none_or(|last| day <= last));
        found.ok_or_else(|| {
            let message = "Este funcionario no tenía capacidad de decisión ese día.";
            ApiError::field("official_id", "no_capacity", message)
        })
    }

    /// The visit it belongs to is one of the same day to the same official, and public.
    async fn of_visit(&self, tx: &Tx<'_>, day: NaiveDate) -> ApiResult<()> {
        let Some(id) = self.body.visit_id else {
            return Ok(());
        };
        let wrong = |code, message: &str| ApiError::field("visit_id", code, message);
        let visit = visits::visit(tx.conn(), self.municipality, id).await?;
        let Some(visit) = visit.filter(|visit| visit.is_public) else {
            return Err(wrong("unknown", "Esa visita no está en el registro."));
        };
        if visit.official_id != self.body.official_id {
            return Err(wrong(
                "other_official",
                "Esa visita fue a otro funcionario.",
            ));
        }
        if lima_date(visit.entered_at) != day {
            return Err(wrong("other_day", "Esa visita fue otro día."));
        }
        Ok(())
    }

    /// What happens outside the seat was announced before (DS 120-2019-PCM).
    async fn of_agenda(&self, tx: &Tx<'_>, day: NaiveDate) -> ApiResult<()> {
        let is_outside = self.body.venue.as_deref() == Some("outside");
        let field = "agenda_item_id";
        let Some(id) = self.body.agenda_item_id else {
            if is_outside {
                let message = "Fuera de la sede solo se gestiona lo que estaba antes en la agenda oficial: elija la actividad.";
                return Err(ApiError::field(field, "required", message));
            }
            return Ok(());
        };
        let slot = Slot {
            municipality: self.municipality,
            official: self.body.official_id,
            day,
        };
        let published_at = in_agenda(tx.conn(), &slot, id)
            .await
            .map_err(|error| error.on_field(field))?;
        if is_outside && published_at >= self.body.held_at {
            let message = "Esa actividad se publicó después del acto: fuera de la sede solo se gestiona lo anunciado antes.";
            return Err(ApiError::field(field, "published_later", message));
        }
        Ok(())
    }

    fn record(
        &self,
        official: &OfficialChoice,
        class: ActClass,
        now: DateTime<Utc>,
        due: &Deadline,
    ) -> ApiResult<Record> {
        let InterestActIn { manager, .. } = &self.body;
        let body = &self.body;
        let (date, time) = day_and_hour(body.held_at);
        let document = manager.document.as_deref().map(normalize_document);
        let document = document.filter(|number| !number.is_empty());
        let speaks_for_others = manager.kind == "third_party";
        let others = |text: &Option<String>| text.clone().filter(|_| speaks_for_others);
        let reason = body.late_reason.as_ref();
        let reason = reason.filter(|_| class != ActClass::OnTime);
        let registered = now.to_rfc3339_opts(SecondsFormat::Millis, true);
        let values: [(&str, Json); 25] = [
            ("registered_at", json!(registered)),
            ("act_date", json!(date)),
            ("act_time", json!(time)),
            ("matter", json!(body.matter)),
            ("official_name", json!(official.name)),
            ("official_post", json!(official.post)),
            ("office", json!(official.office)),
            ("manager_name", json!(manager.name)),
            ("manager_document_type", json!(manager.document_type)),
            ("manager_document", json!(document)),
            ("manager_kind", json!(manager.kind)),
            ("is_professional", json!(manager.is_professional)),
            ("represented", json!(others(&manager.represented))),
            ("represented_ruc", json!(others(&manager.represented_ruc))),
            ("decision_sought", json!(body.decision_sought)),
            ("documents", json!(body.documents)),
            ("agreements", json!(body.agreements)),
            ("modality", json!(body.modality)),
            ("venue", json!(body.venue)),
            ("place", json!(body.place)),
            ("visit", json!(body.visit_id)),
            ("agenda_item", json!(body.agenda_item_id)),
            ("record_class", json!(class.as_str())),
            ("class_reason", json!(reason)),
            ("answer_due_on", json!(due.due_on)),
        ];
        let values: Map<String, Json> = values
            .into_iter()
            .map(|(name, value)| (name.to_owned(), value))
            .collect();
        Record::of(&ACTS, &values).map_err(registers::refused)
    }

    /// Asks the official, who answers by the link of a mail.
    async fn ask(
        &self,
        tx: &mut Tx<'_>,
        capacity: &capacity::Model,
        municipality: &str,
        official: &OfficialChoice,
        due: &Deadline,
    ) -> ApiResult<()> {
        let row = answer::ActiveModel {
            municipality_id: Set(self.municipality),
            act_id: Set(self.id),
            capacity_id: Set(capacity.id),
            token_hash: Set(token::digest(&self.token)),
            state: Set(AnswerState::Waiting.as_str().to_owned()),
            asked_at: Set(tx.now()),
            due_at: Set(due.due_at),
            settled_at: Set(None),
        };
        answer::Entity::insert(row)
            .exec_without_returning(tx.conn())
            .await?;
        let email = read_personal(tx.conn(), tx.vault(), self.municipality, capacity.id, EMAIL);
        // An address that was erased gets nothing; the term runs all the same.
        let Some(to) = email.await? else {
            return Ok(());
        };
        let link = format!("{}{ANSWER_PAGE}/{}", self.public_url, self.token);
        let letter = letters::question(&self.body, (municipality, &official.name), due, link);
        tx.mail(Mail {
            municipality: self.municipality,
            template: "interests.question",
            to,
            letter,
        })
        .await
    }
}
