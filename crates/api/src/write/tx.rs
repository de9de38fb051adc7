//! What a change sees of its transaction: the connection, the time, the vault, and the acts that go with it.

use chrono::{DateTime, Utc};
use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::OnConflict;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use serde::Serialize;
use serde_json::Value;
use sha2::{Digest, Sha256};
use shared::journal::acts;
use shared::journal::chain::Head;
use shared::journal::entry::{JournalEntry, Subject};
use uuid::Uuid;

use super::conn::Conn;
use super::entity::public_document;
use super::{Caller, Services};
use crate::bus::Topic;
use crate::error::ApiResult;
use crate::features::notices::{self, Notice};
use crate::journal;
use crate::keys::Vault;
use crate::outbox;

pub(crate) use crate::outbox::Mail;

/// A transaction in which one change is applied.
pub(crate) struct Tx<'a> {
    services: &'a Services,
    conn: &'a Conn<'a>,
    caller: &'a Caller,
    now: DateTime<Utc>,
    topics: Vec<Topic>,
    heads: journal::Heads,
}

/// The outcome of a change that stands in the journal. Only [`Tx::record`] leads to one, and [`Tx::unrecorded`] for
/// the few outcomes that are no acts.
pub(crate) struct Recorded<T>(T);

impl<T> Recorded<T> {
    pub(super) fn into_output(self) -> T {
        self.0
    }
}

/// The proof that an act was recorded.
#[must_use]
pub(crate) struct Receipt(());

impl Receipt {
    /// The outcome of the change.
    pub(crate) fn with<T>(self, output: T) -> Recorded<T> {
        Recorded(output)
    }
}

/// How a change may end without a line in the journal. The list is closed: whatever changes what somebody may do or see
/// is an act. What is no change at all is [`Bookkeeping`](super::Bookkeeping).
#[derive(Clone, Copy, Debug)]
pub(crate) enum Unrecorded {
    /// A failed attempt of an unknown sender was counted, or was not even that. A line for each would let anybody fill a
    /// journal that is kept for ever.
    AttemptCounted,
    /// A session goes on as before, every few minutes of somebody's work.
    SessionRenewed,
    /// A daily mail had nothing to say, or was sent already.
    NothingToTell,
    /// Somebody who had asked for it was told what is public anyway, or a try to tell him was noted. His watch keeps up to
    /// which moment, and the log of its deliveries what came of each.
    SubscriberTold,
}

/// An act as the journal tells it. Personal values appear as commitments only.
#[derive(Clone, Debug)]
pub(crate) struct Entry {
    municipality: Uuid,
    action: String,
    subject: Subject,
    before: Option<Value>,
    after: Option<Value>,
    legal_basis: Option<String>,
    occurred_at: Option<DateTime<Utc>>,
}

/// How entries call what somebody typed freely.
const FREE_TEXTS: [&str; 7] = [
    "conclusion",
    "means",
    "measures",
    "note",
    "observations",
    "purpose",
    "reason",
];

impl Entry {
    /// An act (`portal_request.submitted`) on a subject, in the journal of a municipality or of the platform.
    pub(crate) fn new(municipality: Uuid, action: &str, kind: &str, id: impl ToString) -> Self {
        Self {
            municipality,
            action: action.to_owned(),
            subject: Subject {
                kind: kind.to_owned(),
                id: id.to_string(),
            },
            before: None,
            after: None,
            legal_basis: None,
            occurred_at: None,
        }
    }

    /// What stood there before.
    #[must_use]
    pub(crate) fn before(mut self, value: Value) -> Self {
        self.before = Some(value);
        self
    }

    /// What stands there now.
    #[must_use]
    pub(crate) fn after(mut self, value: Value) -> Self {
        self.after = Some(value);
        self
    }

    /// The norm the act rests on.
    #[must_use]
    pub(crate) fn basis(mut self, norm: impl Into<String>) -> Self {
        self.legal_basis = Some(norm.into());
        self
    }

    /// Whether a member that is called like a free text is anything but a commitment.
    fn tells_free_text(&self) -> bool {
        let is_commitment =
            |text: &str| text.len() == 64 && text.bytes().all(|byte| byte.is_ascii_hexdigit());
        let said = [&self.before, &self.after].into_iter().flatten();
        let members = said.filter_map(Value::as_object).flatten();
        members
            .filter(|(name, _)| FREE_TEXTS.contains(&name.as_str()))
            .filter_map(|(_, value)| value.as_str())
            .any(|text| !is_commitment(text))
    }

    /// When it happened, where that is not now.
    #[must_use]
    pub(crate) fn occurred_at(mut self, instant: DateTime<Utc>) -> Self {
        self.occurred_at = Some(instant);
        self
    }
}

impl<'a> Tx<'a> {
    pub(super) fn new(services: &'a Services, conn: &'a Conn<'a>, caller: &'a Caller) -> Self {
        Self {
            services,
            conn,
            caller,
            now: services.clock.now(),
            topics: Vec::new(),
            heads: journal::Heads::new(),
        }
    }

    pub(super) fn into_topics(self) -> Vec<Topic> {
        self.topics
    }

    /// For the statements of a store.
    pub(crate) fn conn(&self) -> &'a Conn<'a> {
        self.conn
    }

    /// The instant of this change; the same throughout.
    pub(crate) fn now(&self) -> DateTime<Utc> {
        self.now
    }

    /// Who asked.
    pub(crate) fn caller(&self) -> &'a Caller {
        self.caller
    }

    /// For sealing values.
    pub(crate) fn vault(&self) -> &'a Vault {
        &self.services.vault
    }

    /// Whether the head of a journal is known, and its row locked.
    pub(crate) fn holds_journal(&self, municipality: Uuid) -> bool {
        self.heads.contains_key(&municipality)
    }

    /// Saves the journal the reading of its head, which was read and locked together with something else.
    pub(crate) fn hold_journal(&mut self, head: Head) {
        self.heads.insert(head.municipality_id, head);
    }

    /// Writes the act into its journal.
    pub(crate) async fn record(&mut self, entry: Entry) -> ApiResult<Receipt> {
        debug_assert!(
            !entry.tells_free_text(),
            "{}: what somebody typed freely goes in by Tx::commit_text",
            entry.action
        );
        debug_assert!(
            cfg!(test) || acts::name(&entry.action).is_some(),
            "{}: an act that has no name in shared::journal::acts",
            entry.action
        );
        let entry = JournalEntry {
            municipality_id: entry.municipality,
            seq: 0,
            occurred_at: entry.occurred_at.unwrap_or(self.now),
            recorded_at: self.now,
            actor: self.caller.actor.clone(),
            role: self.caller.role.clone(),
            action: entry.action,
            subject: entry.subject,
            before: entry.before,
            after: entry.after,
            legal_basis: entry.legal_basis,
            request_id: Some(self.caller.request_id.clone()),
            prev_hash: String::new(),
            hash: String::new(),
        };
        journal::append(self.conn, &mut self.heads, entry).await?;
        Ok(Receipt(()))
    }

    /// The exception to [`Tx::record`], with its reason.
    pub(crate) fn unrecorded(&self, reason: Unrecorded) -> Receipt {
        tracing::trace!(?reason, "ended without a line in the journal");
        Receipt(())
    }

    /// Publishes a document of a municipality: the very JSON that is served, so `T` must be a public type.
    pub(crate) async fn publish<T: Serialize + PublicView>(
        &mut self,
        municipality: Uuid,
        name: &str,
        view: &T,
    ) -> ApiResult<()> {
        let body = serde_json::to_string(view)?;
        let row = public_document::ActiveModel {
            municipality_id: Set(municipality),
            name: Set(name.to_owned()),
            digest: Set(hex::encode(Sha256::digest(&body))),
            body: Set(body),
            updated_at: Set(self.now),
        };
        let conflict = OnConflict::columns([
            public_document::Column::MunicipalityId,
            public_document::Column::Name,
        ])
        .update_columns([
            public_document::Column::Body,
            public_document::Column::Digest,
            public_document::Column::UpdatedAt,
        ])
        .to_owned();
        let document = public_document::Entity::insert(row).on_conflict(conflict);
        self.conn.query_later("public_documents", &document).await?;
        self.touch(Topic::Tenant(municipality));
        Ok(())
    }

    /// Takes back every document of a municipality whose name begins like this.
    pub(crate) async fn unpublish_below(
        &mut self,
        municipality: Uuid,
        prefix: &str,
    ) -> ApiResult<()> {
        public_document::Entity::delete_many()
            .filter(public_document::Column::MunicipalityId.eq(municipality))
            .filter(public_document::Column::Name.starts_with(prefix))
            .exec(self.conn)
            .await?;
        self.touch(Topic::Tenant(municipality));
        Ok(())
    }

    /// Says that answers which depend on this are no longer fresh once the change is committed.
    pub(crate) fn touch(&mut self, topic: Topic) {
        if !self.topics.contains(&topic) {
            self.topics.push(topic);
        }
    }

    /// Tells members of the staff, in the staff app.
    pub(crate) async fn notify(&mut self, notice: Notice) -> ApiResult<()> {
        notices::write(self, notice).await
    }

    /// Queues a mail that is sent after the commit.
    pub(crate) async fn mail(&mut self, mail: Mail) -> ApiResult<()> {
        outbox::enqueue(self, mail, None).await
    }

    /// The same of a mail that comes again and again, with the address at which one click ends that.
    pub(crate) async fn mail_of_list(&mut self, mail: Mail, way_out: String) -> ApiResult<()> {
        outbox::enqueue(self, mail, Some(way_out)).await
    }
}

/// A wire type that holds nothing but what the public may see. Implemented only beside public types of `shared`; a test
/// walks their schemas against a list of forbidden fields.
pub(crate) trait PublicView {}
