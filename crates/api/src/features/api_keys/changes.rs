//! Making keys, and how they are read.

use chrono::{DateTime, Utc};
use sea_orm::ActiveValue::Set;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};
use serde_json::json;
use shared::features::api_keys::{ApiKeyIn, ApiKeyIssued, ApiKeyOut, KeyScope};
use uuid::Uuid;

use super::entity::key;
use super::identify::{LENGTH, PREFIX};
use crate::db::Scope;
use crate::error::{ApiError, ApiResult};
use crate::http::token;
use crate::write::{Change, Entry, Receipt, Recorded, Tx};

/// Characters of a key that stay visible.
const HINT: usize = 8;

/// A new key.
pub(super) fn new_key() -> String {
    const ALPHABET: &[u8; 62] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    // Bytes past the last multiple of 62 are thrown away, or some characters would be likelier than others.
    let bytes = std::iter::repeat_with(rand::random::<u8>).filter(|byte| *byte < 248);
    let random = bytes.filter_map(|byte| ALPHABET.get(usize::from(byte) % 62).copied());
    let random: String = random.take(LENGTH).map(char::from).collect();
    format!("{PREFIX}{random}")
}

/// A key to be written.
pub(super) struct Issue<'a> {
    pub(super) id: Uuid,
    pub(super) municipality: Uuid,
    pub(super) name: &'a str,
    pub(super) purpose: &'a str,
    pub(super) key: &'a str,
    pub(super) scopes: &'a [KeyScope],
    pub(super) email_tag: Option<String>,
    pub(super) created_by: Option<Uuid>,
    pub(super) expires_at: DateTime<Utc>,
}

/// Writes and journals a key.
pub(super) async fn issue(tx: &mut Tx<'_>, issue: Issue<'_>) -> ApiResult<(ApiKeyIssued, Receipt)> {
    let scopes: Vec<&str> = issue.scopes.iter().map(|scope| scope.as_str()).collect();
    let hint: String = issue.key.chars().take(HINT).collect();
    let row = key::ActiveModel {
        id: Set(issue.id),
        municipality_id: Set(issue.municipality),
        name: Set(issue.name.trim().to_owned()),
        purpose: Set(issue.purpose.trim().to_owned()),
        key_hash: Set(token::digest(issue.key)),
        hint: Set(hint.clone()),
        scopes: Set(scopes.join(" ")),
        email_tag: Set(issue.email_tag),
        created_by: Set(issue.created_by),
        created_at: Set(tx.now()),
        expires_at: Set(issue.expires_at),
        last_used_at: Set(None),
        revoked_at: Set(None),
        revoke_reason: Set(None),
    };
    key::Entity::insert(row)
        .exec_without_returning(tx.conn())
        .await?;
    let name = tx
        .commit_text(issue.municipality, issue.id, issue.name.trim())
        .await?;
    let purpose = tx
        .commit_text(issue.municipality, issue.id, issue.purpose.trim())
        .await?;
    let entry =
        Entry::new(issue.municipality, "api_key.created", "api_key", issue.id).after(json!({
            "name": name,
            "purpose": purpose,
            "hint": hint,
            "scopes": scopes,
            "expires_at": issue.expires_at,
        }));
    let receipt = tx.record(entry).await?;
    let row = find(tx.conn(), issue.municipality, issue.id).await?;
    let details = view(row.ok_or_else(ApiError::not_found)?)?;
    let issued = ApiKeyIssued {
        key: issue.key.to_owned(),
        details,
    };
    Ok((issued, receipt))
}

/// A municipality's administrator makes a key.
pub(super) struct Create {
    pub(super) municipality: Uuid,
    pub(super) by: Uuid,
    pub(super) body: ApiKeyIn,
    pub(super) key: String,
    pub(super) expires_at: DateTime<Utc>,
}

impl Change for Create {
    type Output = ApiKeyIssued;

    fn scope(&self) -> Scope {
        Scope::Tenant(self.municipality)
    }

    async fn apply(&self, tx: &mut Tx<'_>) -> ApiResult<Recorded<ApiKeyIssued>> {
        let key = Issue {
            id: Uuid::now_v7(),
            municipality: self.municipality,
            name: &self.body.name,
            purpose: &self.body.purpose,
            key: &self.key,
            scopes: &self.body.scopes,
            email_tag: None,
            created_by: Some(self.by),
            expires_at: self.expires_at,
        };
        let (issued, receipt) = issue(tx, key).await?;
        Ok(receipt.with(issued))
    }
}

/// A key of a municipality, or of the platform.
pub(super) async fn find(
    conn: &impl ConnectionTrait,
    municipality: Uuid,
    id: Uuid,
) -> ApiResult<Option<key::Model>> {
    let query = key::Entity::find_by_id(id).filter(key::Column::MunicipalityId.eq(municipality));
    Ok(query.one(conn).await?)
}

/// The keys of a municipality, the last one first.
pub(super) async fn all(
    conn: &impl ConnectionTrait,
    municipality: Uuid,
) -> ApiResult<Vec<key::Model>> {
    let query = key::Entity::find()
        .filter(key::Column::MunicipalityId.eq(municipality))
        .order_by_desc(key::Column::Id);
    Ok(query.all(conn).await?)
}

/// A key as its owner sees it.
pub(super) fn view(row: key::Model) -> ApiResult<ApiKeyOut> {
    let scopes = scopes(&row.scopes)?;
    Ok(ApiKeyOut {
        id: row.id,
        name: row.name,
        purpose: row.purpose,
        hint: row.hint,
        scopes,
        created_at: row.created_at,
        expires_at: row.expires_at,
        last_used_at: row.last_used_at,
        revoked_at: row.revoked_at,
        revoke_reason: row.revoke_reason,
    })
}

/// The scopes as they are stored.
pub(super) fn scopes(stored: &str) -> ApiResult<Vec<KeyScope>> {
    let scope = |code: &str| {
        code.parse()
            .map_err(|()| ApiError::internal(anyhow::anyhow!("key scope «{code}»")))
    };
    stored.split_whitespace().map(scope).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_long_random_and_recognisable() {
        let keys: std::collections::HashSet<String> = (0..1_000).map(|_| new_key()).collect();
        assert_eq!(keys.len(), 1_000);
        for key in keys {
            let random = key.strip_prefix("mnc_").unwrap();
            assert!(random.len() == 32 && random.bytes().all(|byte| byte.is_ascii_alphanumeric()));
        }
    }
}
