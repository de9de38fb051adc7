//! Queries over accounts.

use std::collections::HashMap;

use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};
use uuid::Uuid;

use super::entity::account;
use crate::db::PLATFORM;
use crate::error::{ApiError, ApiResult};
use crate::keys::Vault;
use crate::write::read_personal;

/// Field of the mail among the personal values of an account.
pub(super) const EMAIL: &str = "email";
/// Field of the document number.
pub(super) const DOCUMENT: &str = "document";

/// Where an account stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Status {
    /// The invitation was not accepted yet.
    Invited,
    /// Signs in.
    Active,
    /// Does not sign in any more.
    Disabled,
}

impl Status {
    /// As it is stored.
    pub(crate) const fn code(self) -> &'static str {
        match self {
            Self::Invited => "invited",
            Self::Active => "active",
            Self::Disabled => "disabled",
        }
    }
}

/// An account by its id.
pub(crate) async fn find(
    conn: &impl ConnectionTrait,
    id: Uuid,
) -> ApiResult<Option<account::Model>> {
    Ok(account::Entity::find_by_id(id).one(conn).await?)
}

/// An account by the tag of its mail.
pub(crate) async fn by_email(
    conn: &impl ConnectionTrait,
    tag: &str,
) -> ApiResult<Option<account::Model>> {
    let query = account::Entity::find().filter(account::Column::EmailTag.eq(tag));
    Ok(query.one(conn).await?)
}

/// An account by its holder's document.
pub(crate) async fn by_document(
    conn: &impl ConnectionTrait,
    kind: &str,
    tag: &str,
) -> ApiResult<Option<account::Model>> {
    let query = account::Entity::find()
        .filter(account::Column::DocumentType.eq(kind))
        .filter(account::Column::DocumentTag.eq(tag));
    Ok(query.one(conn).await?)
}

/// Accounts by their ids.
pub(crate) async fn by_ids(
    conn: &impl ConnectionTrait,
    ids: Vec<Uuid>,
) -> ApiResult<HashMap<Uuid, account::Model>> {
    let query = account::Entity::find().filter(account::Column::Id.is_in(ids));
    let rows = query.all(conn).await?;
    Ok(rows.into_iter().map(|row| (row.id, row)).collect())
}

/// The mail of an account, opened.
pub(crate) async fn mail_of(
    conn: &impl ConnectionTrait,
    vault: &Vault,
    id: Uuid,
) -> ApiResult<String> {
    let mail = read_personal(conn, vault, PLATFORM, id, EMAIL).await?;
    mail.ok_or_else(|| ApiError::internal(anyhow::anyhow!("an account without a mail")))
}
