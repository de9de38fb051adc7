//! An outsider's way to a key: a request, a mail with a link, the key.

use chrono::{DateTime, TimeDelta, Utc};
use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, QuerySelect};
use serde_json::json;
use shared::features::api_keys::{ApiKeyIssued, DeveloperKeyIn, KeyScope};
use shared::rules::normalize_email;
use uuid::Uuid;

use super::changes::{Issue, issue};
use super::entity::{key, request};
use crate::db::{PLATFORM, Scope};
use crate::error::{ApiError, ApiResult, Code};
use crate::features::auth::{Subject, attempts};
use crate::http::token;
use crate::outbox::Letter;
use crate::write::{Change, Entry, Mail, Recorded, Tx, Unrecorded};

/// Life of a confirmation link.
const LIFE: TimeDelta = TimeDelta::hours(24);
/// Keys in force of one mail.
const MOST: u64 = 5;
/// Stale requests that are swept with each new one.
const SWEEP: u64 = 100;

/// Keeps a request and sends the link. Too many of one mail end silently: the answer tells nothing about a mail.
pub(super) struct Request {
    pub(super) body: DeveloperKeyIn,
    pub(super) by_mail: Subject,
    pub(super) token: String,
    pub(super) public_url: String,
}

impl Change for Request {
    type Output = ();

    fn scope(&self) -> Scope {
        Scope::Platform
    }

    async fn apply(&self, tx: &mut Tx<'_>) -> ApiResult<Recorded<()>> {
        if attempts::locked(tx, &[&self.by_mail]).await?.is_some() {
            return Ok(tx.unrecorded(Unrecorded::AttemptCounted).with(()));
        }
        attempts::count(tx, &[&self.by_mail]).await?;
        sweep(tx).await?;
        let id = Uuid::now_v7();
        let email = normalize_email(&self.body.email);
        let kept = tx
            .keep_personal(PLATFORM, id, "email", "email", &email)
            .await?;
        request::Entity::insert(request::ActiveModel {
            id: Set(id),
            token_hash: Set(token::digest(&self.token)),
            name: Set(self.body.name.trim().to_owned()),
            purpose: Set(self.body.purpose.trim().to_owned()),
            email_tag: Set(kept.tag),
            created_at: Set(tx.now()),
            expires_at: Set(tx.now() + LIFE),
            used_at: Set(None),
        })
        .exec_without_returning(tx.conn())
        .await?;
        let letter = Letter {
            subject: "Confirme su correo para recibir su clave de Munica".to_owned(),
            name: self.body.name.trim().to_owned(),
            paragraphs: vec![
                "Pidió una clave para leer los datos públicos de las municipalidades. Abra el enlace para verla.".to_owned(),
                "El enlace sirve una sola vez y vence en 24 horas.".to_owned(),
            ],
            action: Some((
                "Ver mi clave".to_owned(),
                format!("{}/desarrolladores/confirmar/{}", self.public_url, self.token),
            )),
            footer: "Si no pidió una clave, no haga nada.".to_owned(),
        };
        tx.mail(Mail {
            municipality: PLATFORM,
            template: "api_keys.confirmation",
            to: email,
            letter,
        })
        .await?;
        let entry = Entry::new(PLATFORM, "api_key.requested", "api_key_request", id)
            .after(json!({ "email": kept.commitment }));
        Ok(tx.record(entry).await?.with(()))
    }
}

/// What was never confirmed goes, with the mail it came with.
async fn sweep(tx: &mut Tx<'_>) -> ApiResult<()> {
    let stale = request::Entity::find()
        .filter(request::Column::ExpiresAt.lt(tx.now()))
        .filter(request::Column::UsedAt.is_null())
        .limit(SWEEP)
        .all(tx.conn())
        .await?;
    for row in stale {
        tx.erase_personal(PLATFORM, row.id).await?;
        request::Entity::delete_by_id(row.id)
            .exec(tx.conn())
            .await?;
    }
    Ok(())
}

/// Turns a confirmed request into a key.
pub(super) struct Confirm {
    pub(super) digest: String,
    pub(super) key: String,
    pub(super) expires_at: DateTime<Utc>,
}

impl Change for Confirm {
    type Output = ApiKeyIssued;

    fn scope(&self) -> Scope {
        Scope::Platform
    }

    async fn apply(&self, tx: &mut Tx<'_>) -> ApiResult<Recorded<ApiKeyIssued>> {
        let first = request::Entity::update_many()
            .col_expr(request::Column::UsedAt, Expr::value(tx.now()))
            .filter(request::Column::TokenHash.eq(&self.digest))
            .filter(request::Column::UsedAt.is_null())
            .filter(request::Column::ExpiresAt.gt(tx.now()))
            .exec(tx.conn())
            .await?;
        let row = request::Entity::find()
            .filter(request::Column::TokenHash.eq(&self.digest))
            .one(tx.conn())
            .await?;
        let row = row
            .filter(|_| first.rows_affected == 1)
            .ok_or(ApiError::new(Code::Gone))?;
        let in_force = key::Entity::find()
            .filter(key::Column::EmailTag.eq(&row.email_tag))
            .filter(key::Column::RevokedAt.is_null())
            .filter(key::Column::ExpiresAt.gt(tx.now()))
            .count(tx.conn())
            .await?;
        if in_force >= MOST {
            return Err(ApiError::conflict("Ya hay 5 claves en uso con este correo"));
        }
        // The mail stays under the request's id, which becomes the key's.
        let key = Issue {
            id: row.id,
            municipality: PLATFORM,
            name: &row.name,
            purpose: &row.purpose,
            key: &self.key,
            scopes: &[KeyScope::DataRead],
            email_tag: Some(row.email_tag.clone()),
            created_by: None,
            expires_at: self.expires_at,
        };
        let (issued, receipt) = issue(tx, key).await?;
        Ok(receipt.with(issued))
    }
}
