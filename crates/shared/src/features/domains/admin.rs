//! What a municipality's administrators read and send about its own domain.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::DomainState;
use crate::kit::text_enum::text_enum;
use crate::rules::{self, Violation};

/// Where the domain is read, asked for (POST [`DomainIn`]) and given up (DELETE with `If-Match`).
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
    /// The steps by which a domain goes over to the municipality's own account, in their order.
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

text_enum! {
    /// What became of a payment.
    PaymentState {
        /// Recorded; an operator compares it with the account.
        Pending = "pending",
        /// It arrived; the domain was renewed by a year.
        Confirmed = "confirmed",
        /// It did not, with the reason.
        Rejected = "rejected",
    }
}

/// What a look-up of the DNS found.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "api", derive(utoipa::ToSchema))]
pub struct DomainFinding {
    /// Whether the record that proves the domain is there.
    pub proved: bool,
    /// Whether the domain leads to the platform.
    pub points_here: bool,
    /// Values of the TXT records that stand under the name.
    pub records: Vec<String>,
    /// Addresses to which the domain leads.
    pub addresses: Vec<String>,
    /// What a person should know or do, in Spanish.
    pub notes: Vec<String>,
}

/// A step of the transfer that is done.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "api", derive(utoipa::ToSchema))]
pub struct TransferMark {
    /// Which step.
    pub step: TransferStep,
    /// The day it was marked.
    pub done_on: NaiveDate,
    /// What shows that it is done.
    #[cfg_attr(
        feature = "api",
        schema(example = "Correo del registrador del 3 de diciembre")
    )]
    pub evidence: String,
}

/// A domain with its state.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "api", derive(utoipa::ToSchema))]
pub struct DomainOut {
    /// Stands for it in the operators' addresses and in the journal.
    pub id: Uuid,
    /// The domain, in ASCII.
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
    /// What is unusual about the name, in Spanish.
    pub warning: Option<String>,
    /// When it was asked for.
    pub requested_at: DateTime<Utc>,
    /// When the record was looked up last.
    pub checked_at: Option<DateTime<Utc>>,
    /// What that look-up found.
    pub finding: Option<DomainFinding>,
    /// Why it was refused.
    pub reason: Option<String>,
    /// First day it served.
    pub active_since: Option<NaiveDate>,
    /// The day by which it has to be renewed; `null` once the municipality pays the registrar itself.
    pub renews_on: Option<NaiveDate>,
    /// The last day it serves without renewal.
    pub grace_until: Option<NaiveDate>,
    /// What the next renewal costs, in céntimos; `null` when no fee is in force that day. The first year is free.
    pub fee_cents: Option<i64>,
    /// The norm or document behind the fee.
    pub fee_source: Option<String>,
    /// The payments so far, newest first.
    pub payments: Vec<PaymentOut>,
    /// Steps of the transfer that are done.
    pub transfer: Vec<TransferMark>,
}

/// What the page of the domain shows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "api", derive(utoipa::ToSchema))]
pub struct DomainAdmin {
    /// The domain; `null` until one is asked for. The last one stays visible when it was refused or given up.
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
    /// The domain; letters outside ASCII are written as IDNA.
    #[cfg_attr(
        feature = "api",
        schema(max_length = 253, example = "www.munipiura.gob.pe")
    )]
    pub domain: String,
}

crate::checks!(DomainIn, |this, check| {
    check.field("domain", rules::domain_text(&this.domain));
});

/// A payment of a year.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "api", derive(utoipa::ToSchema))]
pub struct PaymentOut {
    /// Stands for it in the operators' addresses.
    pub id: Uuid,
    /// Céntimos.
    pub amount_cents: i64,
    /// The day it was paid.
    pub paid_on: NaiveDate,
    /// Number of the voucher.
    pub voucher: String,
    /// Where the scan is read; by administrators and operators, each at his own address.
    pub file_url: Option<String>,
    /// What became of it.
    pub state: PaymentState,
    /// Why it was rejected.
    pub reason: Option<String>,
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

/// Marks a step of the transfer, or takes the mark back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "api", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct TransferStepIn {
    /// Whether it is done.
    pub done: bool,
    /// What shows that it is done; asked for with `done`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(
        feature = "api",
        schema(
            max_length = 300,
            example = "Correo del registrador del 3 de diciembre"
        )
    )]
    pub evidence: Option<String>,
}

crate::checks!(TransferStepIn, |this, check| {
    let evidence = this.evidence.as_deref().unwrap_or_default();
    if this.done {
        check.field("evidence", rules::length(evidence, 5, 300));
    }
});
