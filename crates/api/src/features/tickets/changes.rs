//! A question is asked, answered, asked again, closed.

use sea_orm::ActiveValue::Set;
use sea_orm::EntityTrait;
use serde_json::json;
use shared::features::tickets::{TicketAction, TicketIn, TicketState, next};
use uuid::Uuid;

use super::entity::{message, ticket};
use super::view::{self, TEXT};
use super::{letters, store};
use crate::db::Scope;
use crate::error::{ApiError, ApiResult};
use crate::kit::sequence::next_code;
use crate::write::{Change, Entry, Recorded, Tx};

/// The letters of the codes.
const PREFIX: &str = "CON";

/// Who acts, where his account is known.
fn actor(tx: &Tx<'_>) -> Option<Uuid> {
    let id = tx.caller().actor.id.as_deref();
    id.and_then(|id| id.parse().ok())
}

/// Adds to a thread; the commitment of what was written.
async fn write(
    tx: &mut Tx<'_>,
    of: &ticket::Model,
    text: &str,
    is_answer: bool,
) -> ApiResult<String> {
    let id = Uuid::now_v7();
    let row = message::ActiveModel {
        municipality_id: Set(of.municipality_id),
        id: Set(id),
        ticket_id: Set(of.id),
        is_answer: Set(is_answer),
        author: Set(tx.caller().actor.name.clone()),
        written_at: Set(tx.now()),
    };
    let insert = message::Entity::insert(row);
    insert.exec_without_returning(tx.conn()).await?;
    let kept = tx.keep_personal(of.municipality_id, id, TEXT, "text", text.trim());
    Ok(kept.await?.commitment)
}

/// A municipality asks.
pub(super) struct Ask {
    pub(super) municipality: Uuid,
    pub(super) body: TicketIn,
    pub(super) public_url: String,
}

impl Change for Ask {
    type Output = Uuid;

    /// Operators are told, whose notices are the platform's.
    fn scope(&self) -> Scope {
        Scope::Platform
    }

    async fn apply(&self, tx: &mut Tx<'_>) -> ApiResult<Recorded<Uuid>> {
        let (municipality, body) = (self.municipality, &self.body);
        let row = ticket::Model {
            municipality_id: municipality,
            id: Uuid::now_v7(),
            code: next_code(tx, municipality, PREFIX).await?,
            topic: body.topic.as_str().to_owned(),
            subject: body.subject.as_deref().map(|text| text.trim().to_owned()),
            title: body.title.trim().to_owned(),
            state: TicketState::Open.as_str().to_owned(),
            asked_by: actor(tx),
            asked_at: tx.now(),
            updated_at: tx.now(),
        };
        let insert = ticket::Entity::insert(ticket::ActiveModel::from(row.clone()));
        insert.exec_without_returning(tx.conn()).await?;
        let text = write(tx, &row, &body.text, false).await?;
        letters::asked(tx, &row, &self.public_url).await?;
        let title = tx.commit_text(municipality, row.id, &row.title).await?;
        let entry = Entry::new(municipality, "ticket.asked", "ticket", row.id).after(json!({
            "code": row.code, "topic": row.topic, "subject": row.subject, "title": title,
            "message": text, "state": row.state,
        }));
        Ok(tx.record(entry).await?.with(row.id))
    }
}

/// Something is written in a thread, or it is closed.
pub(super) struct Act {
    /// Whose question; nobody's for an operator.
    pub(super) municipality: Option<Uuid>,
    pub(super) id: Uuid,
    pub(super) action: TicketAction,
    pub(super) text: Option<String>,
    pub(super) public_url: String,
}

impl Change for Act {
    type Output = ();

    fn scope(&self) -> Scope {
        Scope::Platform
    }

    async fn apply(&self, tx: &mut Tx<'_>) -> ApiResult<Recorded<()>> {
        let before = store::find(tx.conn(), self.municipality, self.id).await?;
        let to = next(view::state(&before)?, self.action);
        let to = to.ok_or_else(|| {
            ApiError::conflict("Esta consulta está cerrada: haga una nueva si tiene otra duda.")
        })?;
        let change = ticket::ActiveModel {
            municipality_id: Set(before.municipality_id),
            id: Set(before.id),
            state: Set(to.as_str().to_owned()),
            updated_at: Set(tx.now()),
            ..Default::default()
        };
        ticket::Entity::update(change).exec(tx.conn()).await?;
        let is_answer = self.action == TicketAction::Answer;
        let text = match self.text.as_deref() {
            Some(text) => Some(write(tx, &before, text, is_answer).await?),
            None => None,
        };
        let act = match self.action {
            TicketAction::Ask => {
                letters::asked(tx, &before, &self.public_url).await?;
                "ticket.asked"
            }
            TicketAction::Answer => {
                letters::answered(tx, &before, &self.public_url).await?;
                "ticket.answered"
            }
            TicketAction::Close => "ticket.closed",
        };
        let entry = Entry::new(before.municipality_id, act, "ticket", before.id)
            .before(json!({ "state": before.state }))
            .after(json!({ "code": before.code, "state": to, "message": text }));
        Ok(tx.record(entry).await?.with(()))
    }
}
