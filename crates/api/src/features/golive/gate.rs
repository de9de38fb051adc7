//! The gate of production: nothing of a register with a plan is published before.

use sea_orm::sea_query::{Expr, SimpleExpr};
use sea_orm::{ConnectionTrait, QueryTrait};
use shared::features::golive::plan_of;
use shared::registers::Register;
use uuid::Uuid;

use super::store;
use crate::error::{ApiError, ApiResult};

/// Whether what a municipality records in a register is public; always, where the register has no plan.
pub(crate) async fn in_production(
    conn: &impl ConnectionTrait,
    municipality: Uuid,
    register: &Register,
) -> ApiResult<bool> {
    match plan_of(register) {
        None => Ok(true),
        Some(plan) => store::is_accepted(conn, municipality, plan, plan.production).await,
    }
}

/// [`in_production`] as a part of another query.
pub(crate) fn production(municipality: Uuid, register: &Register) -> SimpleExpr {
    match plan_of(register) {
        None => Expr::value(true),
        Some(plan) => {
            let accepted = store::accepted(municipality, plan, plan.production);
            Expr::exists(accepted.into_query())
        }
    }
}

/// Refuses what would publish a record before production.
///
/// # Errors
/// 409 while the register is not in production.
pub(crate) async fn require_production(
    conn: &impl ConnectionTrait,
    municipality: Uuid,
    register: &Register,
) -> ApiResult<()> {
    if in_production(conn, municipality, register).await? {
        return Ok(());
    }
    Err(not_in_production(register))
}

/// Why nothing of a register is published yet.
pub(crate) fn not_in_production(register: &Register) -> ApiError {
    ApiError::conflict(format!(
        "«{}» aún no está en producción en su municipalidad: nada se publica todavía. Vea la puesta en marcha.",
        register.title
    ))
}
