//! Staff accounts: the person behind one, invitations, and the declaration of personal use.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::access::Role;
use crate::checks;
use crate::rules::{ce, dni, email, length, passport, required};

/// Where an account is disabled or enabled: `action` is `disable` or `enable`.
pub fn account_step_path(id: Uuid, action: &str) -> String {
    format!("/api/v1/platform/accounts/{id}/{action}")
}

/// The documents a natural person proves his identity with.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "api", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum DocumentType {
    /// Documento Nacional de Identidad.
    #[default]
    Dni,
    /// Carné de extranjería.
    Ce,
    /// Passport.
    Passport,
}

impl DocumentType {
    /// The code, as it is stored and travels; also the kind under which equal numbers are linked.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Dni => "dni",
            Self::Ce => "ce",
            Self::Passport => "passport",
        }
    }
}

/// A natural person who is given an account.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "api", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct PersonIn {
    /// Names and surnames.
    #[cfg_attr(
        feature = "api",
        schema(example = "Ana Quispe Flores", min_length = 3, max_length = 120)
    )]
    pub name: String,
    /// Kind of document.
    #[serde(default)]
    pub document_type: DocumentType,
    /// Its number. Kept encrypted, shown masked.
    #[cfg_attr(feature = "api", schema(example = "40112233"))]
    pub document_number: String,
    /// Institutional mail; invitations and resets go there.
    #[cfg_attr(feature = "api", schema(example = "ana.quispe@munipiura.gob.pe"))]
    pub email: String,
}

checks!(PersonIn, |it, checker| {
    let number = match it.document_type {
        DocumentType::Dni => dni(&it.document_number),
        DocumentType::Ce => ce(&it.document_number),
        DocumentType::Passport => passport(&it.document_number),
    };
    checker
        .field("name", length(&it.name, 3, 120))
        .field("document_number", number)
        .field("email", email(&it.email));
});

/// What an invitation link is for, before it is accepted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "api", derive(utoipa::ToSchema))]
pub struct InvitationOut {
    /// Who is invited.
    pub name: String,
    /// His mail, masked.
    #[cfg_attr(feature = "api", schema(example = "a****@munipiura.gob.pe"))]
    pub email: String,
    /// The roles that wait for him.
    pub roles: Vec<Role>,
    /// When the link ends.
    pub expires_at: DateTime<Utc>,
    /// Shortest password that is accepted.
    pub min_password: usize,
}

/// Accepts an invitation with a first password.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "api", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct InvitationAcceptIn {
    /// The password.
    pub password: String,
}

checks!(InvitationAcceptIn, |it, checker| {
    checker.field("password", required(&it.password));
});

/// The declaration of personal use that everybody accepts at first sign-in, and again when it changes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "api", derive(utoipa::ToSchema))]
pub struct DeclarationOut {
    /// Its version.
    pub version: i32,
    /// Its title.
    pub title: String,
    /// What is declared, one statement each.
    pub statements: Vec<String>,
    /// The norms it rests on.
    pub legal_basis: String,
}

/// Accepts the declaration.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "api", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct DeclarationIn {
    /// The version that was shown.
    pub version: i32,
}

checks!(DeclarationIn, |_it, _checker| {});
