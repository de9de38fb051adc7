//! Queries over accounts and their links.

use std::str::FromStr;

use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};
use uuid::Uuid;

use super::entity::{account, link};
use crate::error::{ApiError, ApiResult};

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

impl FromStr for Status {
    type Err = ApiError;

    fn from_str(code: &str) -> ApiResult<Self> {
        [Self::Invited, Self::Active, Self::Disabled]
            .into_iter()
            .find(|status| status.code() == code)
            .ok_or_else(|| ApiError::internal(anyhow::anyhow!("account status «{code}»")))
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

/// A link by the digest of its token.
pub(crate) async fn link(
    conn: &impl ConnectionTrait,
    digest: &str,
) -> ApiResult<Option<link::Model>> {
    Ok(link::Entity::find_by_id(digest.to_owned())
        .one(conn)
        .await?)
}
