//! A question as those who work with it read it.

use sea_orm::ConnectionTrait;
use shared::features::tickets::{
    TicketListItem, TicketMessage, TicketOut, TicketState, TicketTopic,
};

use super::entity::ticket;
use super::store;
use crate::error::{ApiError, ApiResult};
use crate::features::municipalities;
use crate::keys::Vault;
use crate::write::read_personal_of;

/// Under which name a message is sealed.
pub(super) const TEXT: &str = "message";

/// Who reads: the municipality learns of operators only that they are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reader {
    Municipality,
    Operator,
}

/// The state of a row.
pub(super) fn state(row: &ticket::Model) -> ApiResult<TicketState> {
    let unknown = |()| ApiError::internal(anyhow::anyhow!("unknown state {}", row.state));
    row.state.parse().map_err(unknown)
}

fn topic(row: &ticket::Model) -> ApiResult<TicketTopic> {
    let unknown = |()| ApiError::internal(anyhow::anyhow!("unknown topic {}", row.topic));
    row.topic.parse().map_err(unknown)
}

/// A question in a list.
pub(super) async fn item(
    conn: &impl ConnectionTrait,
    row: ticket::Model,
) -> ApiResult<TicketListItem> {
    let owner = municipalities::find(conn, row.municipality_id).await?;
    Ok(TicketListItem {
        id: row.id,
        municipality: owner.map(|found| found.name).unwrap_or_default(),
        topic: topic(&row)?,
        state: state(&row)?,
        code: row.code,
        subject: row.subject,
        title: row.title,
        asked_at: row.asked_at,
        updated_at: row.updated_at,
    })
}

/// A question with its thread.
pub(super) async fn out(
    conn: &impl ConnectionTrait,
    vault: &Vault,
    row: ticket::Model,
    reader: Reader,
) -> ApiResult<TicketOut> {
    let rows = store::messages(conn, &row).await?;
    let ids = rows.iter().map(|message| message.id);
    let mut texts = read_personal_of(conn, vault, row.municipality_id, ids).await?;
    let messages = rows.into_iter().map(|message| TicketMessage {
        text: texts
            .remove(&(message.id, TEXT.to_owned()))
            .unwrap_or_default(),
        author: message
            .author
            .filter(|_| reader == Reader::Operator || !message.is_answer),
        id: message.id,
        is_answer: message.is_answer,
        written_at: message.written_at,
    });
    let messages = messages.collect();
    Ok(TicketOut {
        ticket: item(conn, row).await?,
        messages,
    })
}
