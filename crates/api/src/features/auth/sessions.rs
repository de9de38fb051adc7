//! The life of sessions: renewing, ending, choosing the workplace.

use std::sync::Arc;

use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};
use serde::{Deserialize, Serialize};
use serde_json::json;
use uuid::Uuid;

use super::entity::{refresh_token, session};
use super::identify::lives;
use super::sign_in::keep_refresh;
use crate::db::{PLATFORM, Scope};
use crate::error::{ApiError, ApiResult};
use crate::features::accounts::store::{self as accounts, Status};
use crate::features::portal;
use crate::settings::Settings;
use crate::write::{Change, Entry, Recorded, Tx, Unrecorded};

/// The sessions of an account that have not been ended, the one used last first.
pub(super) async fn of_account(
    conn: &impl ConnectionTrait,
    account: Uuid,
) -> ApiResult<Vec<session::Model>> {
    let query = session::Entity::find()
        .filter(session::Column::AccountId.eq(account))
        .filter(session::Column::EndedAt.is_null())
        .order_by_desc(session::Column::LastSeenAt)
        .order_by_desc(session::Column::Id);
    Ok(query.all(conn).await?)
}

/// The session a refresh token belongs to.
pub(super) async fn of_refresh(
    conn: &impl ConnectionTrait,
    digest: &str,
) -> ApiResult<Option<session::Model>> {
    let token = refresh_token::Entity::find_by_id(digest.to_owned())
        .one(conn)
        .await?;
    match token {
        Some(token) => Ok(session::Entity::find_by_id(token.session_id)
            .one(conn)
            .await?),
        None => Ok(None),
    }
}

/// Ends the sessions of an account, all or all but one; answers how many. The caller records the act.
pub(crate) async fn end_all(
    tx: &Tx<'_>,
    account: Uuid,
    except: Option<Uuid>,
    by: &str,
) -> ApiResult<u64> {
    let mut update = session::Entity::update_many()
        .col_expr(session::Column::EndedAt, Expr::value(tx.now()))
        .col_expr(session::Column::EndedBy, Expr::value(by))
        .filter(session::Column::AccountId.eq(account))
        .filter(session::Column::EndedAt.is_null());
    if let Some(except) = except {
        update = update.filter(session::Column::Id.ne(except));
    }
    Ok(update.exec(tx.conn()).await?.rows_affected)
}

async fn end_one(tx: &Tx<'_>, id: Uuid, by: &str) -> ApiResult<bool> {
    let outcome = session::Entity::update_many()
        .col_expr(session::Column::EndedAt, Expr::value(tx.now()))
        .col_expr(session::Column::EndedBy, Expr::value(by))
        .filter(session::Column::Id.eq(id))
        .filter(session::Column::EndedAt.is_null())
        .exec(tx.conn())
        .await?;
    Ok(outcome.rows_affected == 1)
}

/// Exchanges a refresh token for the next one.
pub(super) struct Renew {
    pub(super) digest: String,
    pub(super) next_digest: String,
    pub(super) settings: Arc<Settings>,
}

/// How a renewal ended.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) enum Renewal {
    /// Go on with this session.
    Done { account: Uuid, session: Uuid },
    /// There is nothing to renew.
    Refused,
}

impl Change for Renew {
    type Output = Renewal;

    fn scope(&self) -> Scope {
        Scope::Platform
    }

    async fn apply(&self, tx: &mut Tx<'_>) -> ApiResult<Recorded<Renewal>> {
        let refused = |tx: &Tx<'_>| {
            let receipt = tx.unrecorded(Unrecorded::SessionRenewed);
            Ok(receipt.with(Renewal::Refused))
        };
        let Some(row) = of_refresh(tx.conn(), &self.digest).await? else {
            return refused(tx);
        };
        let first_use = refresh_token::Entity::update_many()
            .col_expr(refresh_token::Column::UsedAt, Expr::value(tx.now()))
            .filter(refresh_token::Column::TokenHash.eq(&self.digest))
            .filter(refresh_token::Column::UsedAt.is_null())
            .exec(tx.conn())
            .await?;
        if first_use.rows_affected == 0 {
            return end_family(tx, &row).await;
        }
        let account = accounts::find(tx.conn(), row.account_id).await?;
        let active = account.is_some_and(|account| account.status == Status::Active.code());
        if !active || !lives(&row, tx.now(), &self.settings) {
            return refused(tx);
        }
        keep_refresh(tx, row.id, &self.next_digest).await?;
        session::Entity::update(session::ActiveModel {
            id: Set(row.id),
            last_seen_at: Set(tx.now()),
            ..Default::default()
        })
        .exec(tx.conn())
        .await?;
        let renewal = Renewal::Done {
            account: row.account_id,
            session: row.id,
        };
        Ok(tx.unrecorded(Unrecorded::SessionRenewed).with(renewal))
    }
}

/// A refresh token that comes twice was copied by somebody: nobody goes on with this session.
async fn end_family(tx: &mut Tx<'_>, row: &session::Model) -> ApiResult<Recorded<Renewal>> {
    if !end_one(tx, row.id, "refresh_reused").await? {
        let receipt = tx.unrecorded(Unrecorded::SessionRenewed);
        return Ok(receipt.with(Renewal::Refused));
    }
    tracing::warn!(session.id = %row.id, "a refresh token was used twice; the session was ended");
    let entry = Entry::new(PLATFORM, "auth.refresh_reused", "account", row.account_id)
        .after(json!({ "session": row.id }));
    Ok(tx.record(entry).await?.with(Renewal::Refused))
}

/// Ends one session of an account.
pub(super) struct End {
    pub(super) account: Uuid,
    pub(super) session: Uuid,
    pub(super) action: &'static str,
}

impl Change for End {
    type Output = ();

    fn scope(&self) -> Scope {
        Scope::Platform
    }

    async fn apply(&self, tx: &mut Tx<'_>) -> ApiResult<Recorded<()>> {
        let row = session::Entity::find_by_id(self.session)
            .one(tx.conn())
            .await?;
        let own = row.is_some_and(|row| row.account_id == self.account);
        if !own || !end_one(tx, self.session, self.action).await? {
            return Err(ApiError::not_found());
        }
        let entry = Entry::new(PLATFORM, self.action, "account", self.account)
            .after(json!({ "session": self.session }));
        Ok(tx.record(entry).await?.with(()))
    }
}

/// Ends every session of an account but the one that asks.
pub(super) struct EndOthers {
    pub(super) account: Uuid,
    pub(super) session: Uuid,
}

impl Change for EndOthers {
    type Output = u64;

    fn scope(&self) -> Scope {
        Scope::Platform
    }

    async fn apply(&self, tx: &mut Tx<'_>) -> ApiResult<Recorded<u64>> {
        let ended = end_all(tx, self.account, Some(self.session), "others_ended").await?;
        let entry = Entry::new(
            PLATFORM,
            "auth.other_sessions_ended",
            "account",
            self.account,
        )
        .after(json!({ "ended": ended }));
        Ok(tx.record(entry).await?.with(ended))
    }
}

/// Lets a session work for another municipality. The handler has checked that the person has a place there.
pub(super) struct Move {
    pub(super) session: Uuid,
    pub(super) account: Uuid,
    pub(super) workplace: Uuid,
    /// For what is mailed to an administrator who enters for the first time.
    pub(super) public_url: String,
}

impl Change for Move {
    type Output = ();

    fn scope(&self) -> Scope {
        Scope::Platform
    }

    async fn apply(&self, tx: &mut Tx<'_>) -> ApiResult<Recorded<()>> {
        session::Entity::update(session::ActiveModel {
            id: Set(self.session),
            municipality_id: Set(self.workplace),
            ..Default::default()
        })
        .exec(tx.conn())
        .await?;
        portal::entered(tx, self.workplace, self.account, &self.public_url).await?;
        let entry = Entry::new(PLATFORM, "auth.workplace_chosen", "account", self.account)
            .after(json!({ "session": self.session, "municipality_id": self.workplace }));
        Ok(tx.record(entry).await?.with(()))
    }
}
