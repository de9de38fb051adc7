//! API keys: of municipalities for their own programs, and of outsiders who only read.

use std::str::FromStr;

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::checks;
use crate::rules::{Violation, email, length, required};

/// The keys of the municipality the session works for.
pub const API_KEYS_PATH: &str = "/api/v1/admin/api-keys";
/// The keys that outsiders asked for, as operators see them.
pub const OUTSIDER_KEYS_PATH: &str = "/api/v1/platform/api-keys";
/// Where an outsider asks for a key.
pub const DEVELOPER_KEYS_PATH: &str = "/api/v1/developers/keys";

/// What a key may be used for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "api", derive(utoipa::ToSchema))]
pub enum KeyScope {
    /// Read published data, with the quota of a key.
    #[serde(rename = "data:read")]
    DataRead,
    /// Send public forms, each with its `Idempotency-Key`.
    #[serde(rename = "forms:send")]
    FormsSend,
}

impl KeyScope {
    /// Every scope.
    pub const ALL: &'static [Self] = &[Self::DataRead, Self::FormsSend];

    /// The code, as it is stored and travels.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::DataRead => "data:read",
            Self::FormsSend => "forms:send",
        }
    }
}

impl FromStr for KeyScope {
    type Err = ();

    fn from_str(code: &str) -> Result<Self, ()> {
        let mut all = Self::ALL.iter().copied();
        all.find(|scope| scope.as_str() == code).ok_or(())
    }
}

/// A key for a program of the municipality.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "api", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ApiKeyIn {
    /// What people call it.
    #[cfg_attr(
        feature = "api",
        schema(example = "Tablero de la gerencia", min_length = 3, max_length = 80)
    )]
    pub name: String,
    /// What it is for.
    #[cfg_attr(feature = "api", schema(min_length = 5, max_length = 500))]
    pub purpose: String,
    /// What it may be used for.
    pub scopes: Vec<KeyScope>,
    /// Last day, at most one year from today.
    pub expires_on: NaiveDate,
}

checks!(ApiKeyIn, |it, checker| {
    let scopes = if it.scopes.is_empty() {
        Err(Violation::new("required", "Elija al menos un permiso."))
    } else {
        Ok(())
    };
    checker
        .field("name", length(&it.name, 3, 80))
        .field("purpose", length(&it.purpose, 5, 500))
        .field("scopes", scopes);
});

/// A key as its owner sees it afterwards.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "api", derive(utoipa::ToSchema))]
pub struct ApiKeyOut {
    /// Identifier.
    pub id: Uuid,
    /// What people call it.
    pub name: String,
    /// What it is for.
    pub purpose: String,
    /// Its first characters.
    #[cfg_attr(feature = "api", schema(example = "mnc_9fK2"))]
    pub hint: String,
    /// What it may be used for.
    pub scopes: Vec<KeyScope>,
    /// When it was made.
    pub created_at: DateTime<Utc>,
    /// When it ends.
    pub expires_at: DateTime<Utc>,
    /// When it was used last, to the minute.
    pub last_used_at: Option<DateTime<Utc>>,
    /// When it was revoked.
    pub revoked_at: Option<DateTime<Utc>>,
    /// Why the platform revoked it.
    #[serde(default)]
    pub revoke_reason: Option<String>,
}

/// Revokes the key of an outsider.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "api", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ApiKeyRevokeIn {
    /// Why; its holder reads it.
    #[cfg_attr(
        feature = "api",
        schema(
            example = "La clave apareció publicada en un repositorio",
            min_length = 5,
            max_length = 300
        )
    )]
    pub reason: String,
}

checks!(ApiKeyRevokeIn, |it, checker| {
    checker.field("reason", length(&it.reason, 5, 300));
});

/// A new key: shown this once.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "api", derive(utoipa::ToSchema))]
pub struct ApiKeyIssued {
    /// The key itself, for `Authorization: Bearer`.
    #[cfg_attr(
        feature = "api",
        schema(example = "mnc_9fK2pQ7xT4vB1nM8sL3dR6wY5zC0hJ2g")
    )]
    pub key: String,
    /// What is kept of it.
    pub details: ApiKeyOut,
}

/// An outsider asks for a key.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "api", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct DeveloperKeyIn {
    /// Person, project or institution.
    #[cfg_attr(
        feature = "api",
        schema(
            example = "Observatorio Ciudadano de Piura",
            min_length = 3,
            max_length = 80
        )
    )]
    pub name: String,
    /// Where the confirmation goes.
    #[cfg_attr(feature = "api", schema(example = "datos@observatorio.example"))]
    pub email: String,
    /// What the data is wanted for.
    #[cfg_attr(feature = "api", schema(min_length = 10, max_length = 500))]
    pub purpose: String,
}

checks!(DeveloperKeyIn, |it, checker| {
    checker
        .field("name", length(&it.name, 3, 80))
        .field("email", email(&it.email))
        .field("purpose", length(&it.purpose, 10, 500));
});

/// Confirms the mail; the answer is the key.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "api", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct DeveloperConfirmIn {
    /// From the link of the mail.
    pub token: String,
}

checks!(DeveloperConfirmIn, |it, checker| {
    checker.field("token", required(&it.token));
});
