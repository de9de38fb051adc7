//! A municipality's own domain: asked for, proved by a DNS record, served, renewed, handed over.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::kit::text_enum::text_enum;
use crate::rules::{self, Violation};

/// Where the domain is read, asked for (POST [`DomainIn`]) and given up (DELETE).
pub const DOMAIN_PATH: &str = "/api/v1/admin/domain";
/// Where the DNS record is looked up now (POST without body; answers the [`DomainAdmin`]).
pub const DOMAIN_CHECK_PATH: &str = "/api/v1/admin/domain/check";
/// Where a payment is recorded (POST [`PaymentIn`]).
pub const DOMAIN_PAYMENTS_PATH: &str = "/api/v1/admin/domain/payments";

/// Where a step of the transfer is marked (PUT [`TransferStepIn`]).
pub fn transfer_step_path(step: TransferStep) -> String {
    format!("/api/v1/admin/domain/transfer/{}", step.as_str())
}

text_enum! {
    /// How far a domain has come.
    DomainState {
        /// Asked for; its DNS record has not been found yet.
        Requested = "requested",
        /// The record was found; an operator activates it.
        Verified = "verified",
        /// It serves the portal.
        Active = "active",
        /// Its term passed without renewal.
        Expired = "expired",
        /// It belongs to the municipality's own account at the registrar.
        Transferred = "transferred",
    }
}

text_enum! {
    /// The steps by which a domain goes over to the municipality's own account.
    TransferStep {
        /// The administrative contact has an account at the registrar.
        RegistrarAccount = "registrar_account",
        /// The contact's mail was validated there.
        MailValidated = "mail_validated",
        /// The transfer was asked for there.
        TransferRequested = "transfer_requested",
        /// The registrar confirmed it.
        TransferConfirmed = "transfer_confirmed",
    }
}

/// A domain with its state.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "api", derive(utoipa::ToSchema))]
pub struct DomainOut {
    /// The domain.
    #[cfg_attr(feature = "api", schema(example = "www.munipiura.gob.pe"))]
    pub domain: String,
    /// How far it has come.
    pub state: DomainState,
    /// Name of the TXT record that proves it.
    #[cfg_attr(feature = "api", schema(example = "_munica.www.munipiura.gob.pe"))]
    pub txt_name: String,
    /// Value of that record.
    #[cfg_attr(
        feature = "api",
        schema(example = "munica-verification=5f0c2a91d7e84b36")
    )]
    pub txt_value: String,
    /// Where the domain has to point: a CNAME record.
    #[cfg_attr(feature = "api", schema(example = "portales.munica.pe"))]
    pub target: String,
    /// When it was asked for.
    pub requested_at: DateTime<Utc>,
    /// When the record was looked up last.
    pub checked_at: Option<DateTime<Utc>>,
    /// What that look-up found wrong, in Spanish.
    pub check_problem: Option<String>,
    /// First day it served.
    pub active_since: Option<NaiveDate>,
    /// The day by which it has to be renewed.
    pub renews_on: Option<NaiveDate>,
    /// What the next renewal costs, in céntimos; the first year is free.
    pub fee_cents: i64,
    /// The payments so far, newest first.
    pub payments: Vec<PaymentOut>,
    /// Steps of the transfer that are done.
    pub transfer_done: Vec<TransferStep>,
}

/// What the page of the domain shows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "api", derive(utoipa::ToSchema))]
pub struct DomainAdmin {
    /// The domain; `null` until one is asked for.
    pub domain: Option<DomainOut>,
    /// The domain that the municipality's name suggests.
    #[cfg_attr(feature = "api", schema(example = "www.munipiura.gob.pe"))]
    pub suggested: String,
    /// Whether everything that a domain has to wait for is there.
    pub ready: bool,
}

/// Asks for a domain.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "api", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct DomainIn {
    /// The domain.
    #[cfg_attr(
        feature = "api",
        schema(max_length = 253, example = "www.munipiura.gob.pe")
    )]
    pub domain: String,
}

crate::checks!(DomainIn, |this, check| {
    check.field("domain", rules::gob_pe_domain(&this.domain));
});

/// A payment of a year.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "api", derive(utoipa::ToSchema))]
pub struct PaymentOut {
    /// Céntimos.
    pub amount_cents: i64,
    /// The day it was paid.
    pub paid_on: NaiveDate,
    /// Number of the voucher.
    pub voucher: String,
    /// Where the staff read its scan.
    pub file_url: Option<String>,
}

/// Records a payment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "api", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct PaymentIn {
    /// Céntimos.
    #[cfg_attr(
        feature = "api",
        schema(minimum = 1, maximum = 100_000_000, example = 11_000)
    )]
    pub amount_cents: i64,
    /// The day it was paid.
    pub paid_on: NaiveDate,
    /// Number of the voucher.
    #[cfg_attr(
        feature = "api",
        schema(min_length = 3, max_length = 60, example = "001-0004321")
    )]
    pub voucher: String,
    /// Its scan, sent before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub file_id: Option<Uuid>,
}

crate::checks!(PaymentIn, |this, check| {
    let amount = if (1..=100_000_000).contains(&this.amount_cents) {
        Ok(())
    } else {
        Err(Violation::new(
            "amount_range",
            "Escriba el monto pagado, por ejemplo 110.00.",
        ))
    };
    check
        .field("amount_cents", amount)
        .field("voucher", rules::length(&this.voucher, 3, 60));
});

/// Marks a step of the transfer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "api", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct TransferStepIn {
    /// Whether it is done.
    pub done: bool,
}

crate::checks!(TransferStepIn, |_this, _check| {});
