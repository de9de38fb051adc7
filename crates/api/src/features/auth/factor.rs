//! The second factor: TOTP (RFC 6238) and recovery codes.
//!
//! A code counts for its own 30 seconds and the step before and after, because clocks of telephones drift: 90 seconds in
//! all, a recorded deviation from the 30 of ASVS 6.5.5. Each step is accepted once.

use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter};
use totp_rs::{Builder, Secret, Totp};
use uuid::Uuid;

use super::entity::recovery_code;
use crate::db::PLATFORM;
use crate::error::{ApiError, ApiResult};
use crate::features::accounts::entity::account;
use crate::keys::Vault;
use crate::write::{Tx, read_personal};

/// Field of the enrolled secret among the personal values of an account.
pub(super) const SECRET: &str = "totp";
/// Field of a secret that waits for its first code.
pub(super) const OFFERED: &str = "totp_offered";
/// Name that authenticators show.
const ISSUER: &str = "Munica";
const RECOVERY_CODES: usize = 10;
/// Without letters that are mistaken for digits.
const ALPHABET: &[u8; 32] = b"ABCDEFGHJKLMNPQRSTUVWXYZ23456789";

/// By what a person proved the second factor.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Proof {
    /// A code of the authenticator.
    Totp,
    /// One of the recovery codes, which is now used up.
    Recovery,
}

/// A new secret in base32.
pub(super) fn new_secret() -> String {
    Secret::generate().to_base32()
}

/// The generator behind a secret; `account` is what the authenticator shows.
pub(super) fn totp(secret: &str, account: &str) -> ApiResult<Totp> {
    let secret = Secret::try_from_base32(secret).map_err(|error| fault(&error))?;
    Builder::new()
        .with_secret(secret)
        .with_skew(1)
        .with_account_name(account.replace(':', ""))
        .with_issuer(Some(ISSUER))
        .build()
        .map_err(|error| fault(&error))
}

fn fault(error: &impl std::fmt::Debug) -> ApiError {
    ApiError::internal(anyhow::anyhow!("totp: {error:?}"))
}

/// The step a code belongs to, if it is one of this secret now.
pub(super) fn step_of(secret: &str, code: &str, now: i64) -> ApiResult<Option<i64>> {
    let now = u64::try_from(now).map_err(ApiError::internal)?;
    let step = totp(secret, "")?.check(&code.replace(' ', ""), now);
    step.map(|step| i64::try_from(step).map_err(ApiError::internal))
        .transpose()
}

/// The secret of an account, where one stands under the field.
pub(super) async fn secret(
    conn: &impl ConnectionTrait,
    vault: &Vault,
    account: Uuid,
    field: &str,
) -> ApiResult<Option<String>> {
    let value = read_personal(conn, vault, PLATFORM, account, field).await?;
    Ok(value.filter(|value| !value.is_empty()))
}

/// Uses a code of an account: `None` when it is wrong or was used. Of the same code sent many times at once, one counts.
pub(super) async fn consume(tx: &Tx<'_>, account: Uuid, code: &str) -> ApiResult<Option<Proof>> {
    let compact: String = code.chars().filter(char::is_ascii_alphanumeric).collect();
    if compact.len() == 6 && compact.bytes().all(|byte| byte.is_ascii_digit()) {
        let used = consume_totp(tx, account, &compact).await?;
        return Ok(used.then_some(Proof::Totp));
    }
    let used = consume_recovery(tx, account, &compact).await?;
    Ok(used.then_some(Proof::Recovery))
}

async fn consume_totp(tx: &Tx<'_>, id: Uuid, code: &str) -> ApiResult<bool> {
    let Some(secret) = secret(tx.conn(), tx.vault(), id, SECRET).await? else {
        return Ok(false);
    };
    let Some(step) = step_of(&secret, code, tx.now().timestamp())? else {
        return Ok(false);
    };
    let unused = Condition::any()
        .add(account::Column::FactorLastStep.is_null())
        .add(account::Column::FactorLastStep.lt(step));
    let outcome = account::Entity::update_many()
        .col_expr(account::Column::FactorLastStep, Expr::value(step))
        .filter(account::Column::Id.eq(id))
        .filter(unused)
        .exec(tx.conn())
        .await?;
    Ok(outcome.rows_affected == 1)
}

async fn consume_recovery(tx: &Tx<'_>, account: Uuid, code: &str) -> ApiResult<bool> {
    let tag = tag(tx.vault(), account, code)?;
    let outcome = recovery_code::Entity::update_many()
        .col_expr(recovery_code::Column::UsedAt, Expr::value(tx.now()))
        .filter(recovery_code::Column::AccountId.eq(account))
        .filter(recovery_code::Column::CodeTag.eq(tag))
        .filter(recovery_code::Column::UsedAt.is_null())
        .exec(tx.conn())
        .await?;
    Ok(outcome.rows_affected == 1)
}

/// A keyed tag: fifty bits are not enough for a bare hash that could be tried through outside.
fn tag(vault: &Vault, account: Uuid, code: &str) -> ApiResult<String> {
    let value = format!("{account}|{}", code.to_ascii_uppercase());
    vault
        .tag("recovery_code", &value)
        .map_err(ApiError::internal)
}

/// New recovery codes, `ABCDE-FGHJK`.
pub(super) fn new_recovery_codes() -> Vec<String> {
    let letter = || {
        let index = usize::from(rand::random::<u8>()) % ALPHABET.len();
        ALPHABET.get(index).copied().map_or('A', char::from)
    };
    let half = || (0..5).map(|_| letter()).collect::<String>();
    (0..RECOVERY_CODES)
        .map(|_| format!("{}-{}", half(), half()))
        .collect()
}

/// Puts recovery codes in place of those an account had.
pub(super) async fn keep_recovery_codes(
    tx: &Tx<'_>,
    account: Uuid,
    codes: &[String],
) -> ApiResult<()> {
    forget_recovery_codes(tx, account).await?;
    for code in codes {
        let row = recovery_code::ActiveModel {
            account_id: Set(account),
            code_tag: Set(tag(tx.vault(), account, &code.replace('-', ""))?),
            used_at: Set(None),
        };
        recovery_code::Entity::insert(row)
            .exec_without_returning(tx.conn())
            .await?;
    }
    Ok(())
}

/// Takes the second factor of an account away: its secret, one that waits for its first code, the recovery codes. The
/// caller ends the sessions and records the act.
pub(crate) async fn forget(tx: &mut Tx<'_>, account: Uuid) -> ApiResult<()> {
    tx.forget_personal(PLATFORM, account, SECRET).await?;
    tx.forget_personal(PLATFORM, account, OFFERED).await?;
    forget_recovery_codes(tx, account).await?;
    account::Entity::update(account::ActiveModel {
        id: Set(account),
        factor_enrolled_at: Set(None),
        factor_last_step: Set(None),
        updated_at: Set(tx.now()),
        ..Default::default()
    })
    .exec(tx.conn())
    .await?;
    Ok(())
}

async fn forget_recovery_codes(tx: &Tx<'_>, account: Uuid) -> ApiResult<()> {
    recovery_code::Entity::delete_many()
        .filter(recovery_code::Column::AccountId.eq(account))
        .exec(tx.conn())
        .await?;
    Ok(())
}
