//! Rows of the outbox.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "outbox_mails")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub municipality_id: Uuid,
    pub template: String,
    pub content: Vec<u8>,
    pub recipient_mask: String,
    pub status: String,
    pub attempts: i16,
    #[sea_orm(column_type = "Text", nullable)]
    pub last_error: Option<String>,
    pub next_attempt_at: DateTimeUtc,
    pub created_at: DateTimeUtc,
    pub sent_at: Option<DateTimeUtc>,
    pub lease_id: Option<Uuid>,
}

impl ActiveModelBehavior for ActiveModel {}

/// Where a mail stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Status {
    /// Waiting for its turn.
    Queued,
    /// Handed to the mail server.
    Sent,
    /// Given up after the last try.
    Failed,
}

impl Status {
    /// As it is stored.
    pub(crate) const fn code(self) -> &'static str {
        match self {
            Self::Queued => "queued",
            Self::Sent => "sent",
            Self::Failed => "failed",
        }
    }
}
