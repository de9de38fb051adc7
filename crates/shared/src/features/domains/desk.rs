//! What operators read and send about the domains of all municipalities, and the question of a reverse proxy.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{DomainAction, DomainOut, DomainState};
use crate::rules;

/// Where operators list domains.
pub const DESK_PATH: &str = "/api/v1/platform/domains";
/// Where operators read what was done to domains.
pub const DESK_HISTORY_PATH: &str = "/api/v1/platform/domains/history";
/// Where a reverse proxy asks whether it may have a certificate for `?domain=`.
pub const CERTIFICATE_CHECK_PATH: &str = "/api/v1/domains/certificate-check";

/// Where an operator reads a domain.
pub fn desk_path(id: Uuid) -> String {
    format!("{DESK_PATH}/{id}")
}

/// Where an operator activates a domain (POST without body) or refuses it (POST [`ReasonIn`]).
pub fn desk_step_path(id: Uuid, action: DomainAction) -> String {
    format!("{DESK_PATH}/{id}/{}", action.as_str())
}

/// Where an operator decides on a payment: `confirm` (POST without body) or `reject` (POST [`ReasonIn`]).
pub fn payment_step_path(id: Uuid, payment: Uuid, decision: &str) -> String {
    format!("{DESK_PATH}/{id}/payments/{payment}/{decision}")
}

/// A domain in the operators' list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "api", derive(utoipa::ToSchema))]
pub struct DomainListItem {
    /// Stands for it in addresses.
    pub id: Uuid,
    /// The domain, in ASCII.
    #[cfg_attr(feature = "api", schema(example = "www.munipiura.gob.pe"))]
    pub domain: String,
    /// Whose it is.
    #[cfg_attr(feature = "api", schema(example = "Municipalidad Provincial de Piura"))]
    pub municipality: String,
    /// Its slug.
    #[cfg_attr(feature = "api", schema(example = "munipiura"))]
    pub slug: String,
    /// How far it has come.
    pub state: DomainState,
    /// When it was asked for.
    pub requested_at: DateTime<Utc>,
    /// The day by which it has to be renewed.
    pub renews_on: Option<NaiveDate>,
    /// Payments that wait for an operator.
    pub pending_payments: u64,
}

/// A domain as an operator sees it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "api", derive(utoipa::ToSchema))]
pub struct DomainDesk {
    /// Whose it is.
    pub municipality: String,
    /// Its slug.
    pub slug: String,
    /// The domain.
    pub domain: DomainOut,
}

/// Why something is refused; the administrators read it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "api", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ReasonIn {
    /// The reason, in Spanish.
    #[cfg_attr(
        feature = "api",
        schema(
            min_length = 10,
            max_length = 500,
            example = "El dominio es de otra municipalidad."
        )
    )]
    pub reason: String,
}

crate::checks!(ReasonIn, |this, check| {
    check.field("reason", rules::length(&this.reason, 10, 500));
});
