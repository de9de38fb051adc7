//! A domain as its administrators and the operators read it.

use std::str::FromStr;

use sea_orm::ConnectionTrait;
use shared::features::domains::{
    DESK_PATH, DOMAIN_PAYMENTS_PATH, DomainOut, PaymentOut, TransferMark,
};
use shared::time::lima_date;
use uuid::Uuid;

use super::entity::{domain, payment};
use super::name::{self, Platform};
use super::{store, term, workflow};
use crate::error::{ApiError, ApiResult};

/// Name of the record that proves a domain: a label of its own, so that it stands beside the CNAME of the domain itself,
/// which the DNS allows no neighbour of its name (RFC 1034, 3.6.2; RFC 8552).
pub(super) fn txt_name(domain: &str) -> String {
    format!("_munica.{domain}")
}

/// Value of the record that proves a domain.
pub(super) fn txt_value(challenge: &str) -> String {
    format!("munica-verification={challenge}")
}

/// Who reads, which decides where the scans are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reader {
    Administrator,
    Operator,
}

/// The domain with its term, fee and payments.
pub(super) async fn out(
    conn: &impl ConnectionTrait,
    platform: &Platform,
    row: &domain::Model,
    reader: Reader,
) -> ApiResult<DomainOut> {
    let (mut fee, mut grace_until) = (None, None);
    if let Some(renews_on) = row.renews_on {
        fee = term::fee(conn, renews_on).await?;
        grace_until = Some(term::grace_until(conn, renews_on).await?);
    }
    let payments = store::payments(conn, row).await?;
    let payments = payments
        .into_iter()
        .map(|payment| paid(row.id, payment, reader))
        .collect::<ApiResult<_>>()?;
    let finding = row
        .finding
        .as_deref()
        .map(serde_json::from_str)
        .transpose()?;
    Ok(DomainOut {
        id: row.id,
        state: workflow::state(row)?,
        txt_name: txt_name(&row.name),
        txt_value: txt_value(&row.challenge),
        target: platform.host().to_owned(),
        warning: name::warning(&row.name),
        domain: row.name.clone(),
        requested_at: row.requested_at,
        checked_at: row.checked_at,
        finding,
        reason: row.reason.clone(),
        active_since: row.activated_at.map(lima_date),
        renews_on: row.renews_on,
        grace_until,
        fee_cents: fee.as_ref().map(|fee| fee.cents),
        fee_source: fee.and_then(|fee| fee.source),
        payments,
        transfer: marks(row)?,
    })
}

/// The steps of the transfer that are done.
pub(super) fn marks(row: &domain::Model) -> ApiResult<Vec<TransferMark>> {
    Ok(serde_json::from_str(&row.transfer)?)
}

fn paid(domain: Uuid, row: payment::Model, reader: Reader) -> ApiResult<PaymentOut> {
    let id = row.id;
    let place = match reader {
        Reader::Administrator => format!("{DOMAIN_PAYMENTS_PATH}/{id}/file"),
        Reader::Operator => format!("{DESK_PATH}/{domain}/payments/{id}/file"),
    };
    Ok(PaymentOut {
        id,
        amount_cents: row.amount_cents,
        paid_on: row.paid_on,
        voucher: row.voucher,
        file_url: row.file_id.map(|_| place),
        state: known(&row.state)?,
        reason: row.reason,
    })
}

/// A stored code that this version does not know is a fault, not a default.
pub(super) fn known<T: FromStr>(code: &str) -> ApiResult<T> {
    code.parse()
        .map_err(|_| ApiError::internal(anyhow::anyhow!("unknown code in domains: {code}")))
}
