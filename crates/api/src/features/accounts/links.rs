//! Links that a person receives by mail and uses once. The token stands in the mail only; here is its digest.

use chrono::{DateTime, TimeDelta, Utc};
use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};
use uuid::Uuid;

use super::entity::{account, link};
use super::store;
use crate::error::{ApiError, ApiResult, Code};
use crate::http::token;
use crate::write::Tx;

/// What a link is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Purpose {
    /// First password of a new account.
    Invitation,
    /// New password of an account.
    Reset,
}

impl Purpose {
    const fn code(self) -> &'static str {
        match self {
            Self::Invitation => "invitation",
            Self::Reset => "reset",
        }
    }
}

/// Keeps a link in place of the ones of its purpose that the account had.
pub(crate) async fn keep(
    tx: &Tx<'_>,
    account: Uuid,
    purpose: Purpose,
    token: &str,
    life: TimeDelta,
) -> ApiResult<()> {
    link::Entity::update_many()
        .col_expr(link::Column::UsedAt, Expr::value(tx.now()))
        .filter(link::Column::AccountId.eq(account))
        .filter(link::Column::Purpose.eq(purpose.code()))
        .filter(link::Column::UsedAt.is_null())
        .exec(tx.conn())
        .await?;
    link::Entity::insert(link::ActiveModel {
        token_hash: Set(token::digest(token)),
        account_id: Set(account),
        purpose: Set(purpose.code().to_owned()),
        created_at: Set(tx.now()),
        expires_at: Set(tx.now() + life),
        used_at: Set(None),
    })
    .exec_without_returning(tx.conn())
    .await?;
    Ok(())
}

/// The account a link leads to, while the link works.
///
/// # Errors
/// 410 for a link that is unknown, used, over, or for something else: which one is not told.
pub(crate) async fn open(
    conn: &impl ConnectionTrait,
    token: &str,
    purpose: Purpose,
    now: DateTime<Utc>,
) -> ApiResult<(link::Model, account::Model)> {
    let gone = || ApiError::new(Code::Gone);
    let row = link::Entity::find_by_id(token::digest(token))
        .one(conn)
        .await?;
    let works = |row: &link::Model| {
        row.purpose == purpose.code() && row.used_at.is_none() && now < row.expires_at
    };
    let row = row.filter(works).ok_or_else(gone)?;
    let account = store::find(conn, row.account_id).await?.ok_or_else(gone)?;
    Ok((row, account))
}

/// Uses a link up; of many uses at once, one counts.
///
/// # Errors
/// 410 when it no longer works.
pub(crate) async fn consume(tx: &Tx<'_>, digest: &str, purpose: Purpose) -> ApiResult<()> {
    let outcome = link::Entity::update_many()
        .col_expr(link::Column::UsedAt, Expr::value(tx.now()))
        .filter(link::Column::TokenHash.eq(digest))
        .filter(link::Column::Purpose.eq(purpose.code()))
        .filter(link::Column::UsedAt.is_null())
        .filter(link::Column::ExpiresAt.gt(tx.now()))
        .exec(tx.conn())
        .await?;
    if outcome.rows_affected == 1 {
        Ok(())
    } else {
        Err(ApiError::new(Code::Gone))
    }
}
