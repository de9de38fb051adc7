//! Mail that leaves after the commit: queued in the transaction of the act, sent by the worker, at least once.

mod delivery;
pub(crate) mod entity;
mod letter;
mod reading;
#[cfg(test)]
mod tests;
mod transport;

use sea_orm::ActiveValue::Set;
use sea_orm::EntityTrait;
use serde::{Deserialize, Serialize};
use shared::rules::mask::mask_email;
use uuid::Uuid;

use crate::bus::Topic;
use crate::error::{ApiError, ApiResult};
use crate::write::Tx;

pub(crate) use delivery::deliver_due;
pub(crate) use letter::Letter;
pub use reading::{DemoMail, demo_mails};
pub(crate) use transport::Mailer;

/// A mail to one person.
#[derive(Clone, Debug)]
pub(crate) struct Mail {
    /// The municipality it is about, or the platform.
    pub(crate) municipality: Uuid,
    /// Kind of mail, for the operator's list: `portal_request.received`.
    pub(crate) template: &'static str,
    /// Address of the recipient.
    pub(crate) to: String,
    /// What it says.
    pub(crate) letter: Letter,
}

/// What is kept of a mail until it is sent, sealed: recipient and body are personal.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Content {
    pub(crate) to: String,
    pub(crate) subject: String,
    pub(crate) text: String,
    pub(crate) html: String,
    /// Where one click ends what the mail belongs to (RFC 8058), where it is one of many.
    #[serde(default)]
    pub(crate) way_out: Option<String>,
}

/// Under which context the content of a mail is sealed.
pub(crate) fn context(id: Uuid) -> String {
    format!("mail|{id}")
}

/// Queues a mail in the transaction of the act that causes it.
pub(crate) async fn enqueue(tx: &mut Tx<'_>, mail: Mail, way_out: Option<String>) -> ApiResult<()> {
    let id = Uuid::now_v7();
    let content = Content {
        subject: mail.letter.subject.clone(),
        text: mail.letter.text().map_err(ApiError::internal)?,
        html: mail.letter.html().map_err(ApiError::internal)?,
        to: mail.to,
        way_out,
    };
    let sealed = tx
        .vault()
        .seal(&context(id), &serde_json::to_vec(&content)?)
        .map_err(ApiError::internal)?;
    entity::Entity::insert(entity::ActiveModel {
        id: Set(id),
        municipality_id: Set(mail.municipality),
        template: Set(mail.template.to_owned()),
        content: Set(sealed),
        recipient_mask: Set(mask_email(&content.to)),
        status: Set(entity::Status::Queued.code().to_owned()),
        attempts: Set(0),
        last_error: Set(None),
        next_attempt_at: Set(tx.now()),
        created_at: Set(tx.now()),
        sent_at: Set(None),
        lease_id: Set(None),
    })
    .exec_without_returning(tx.conn())
    .await?;
    tx.touch(Topic::Work);
    Ok(())
}
