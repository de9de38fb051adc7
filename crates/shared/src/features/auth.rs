//! Staff sign-in, the second factor, sessions, and what a session may do.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::access::Role;
use crate::checks;
use crate::rules::{email, required};

/// Where a person signs in.
pub const LOGIN_PATH: &str = "/api/v1/auth/login";
/// Where a session is renewed with its refresh cookie.
pub const REFRESH_PATH: &str = "/api/v1/auth/refresh";
/// Where a session ends.
pub const LOGOUT_PATH: &str = "/api/v1/auth/logout";
/// Who is signed in.
pub const ME_PATH: &str = "/api/v1/auth/me";
/// Where the person chooses for which municipality the session works.
pub const WORKPLACE_PATH: &str = "/api/v1/auth/workplace";
/// The person's sessions.
pub const SESSIONS_PATH: &str = "/api/v1/auth/sessions";
/// What was done with the person's account: sign-ins, second factor, password.
pub const OWN_HISTORY_PATH: &str = "/api/v1/auth/history";
/// The person's second factor.
pub const SECOND_FACTOR_PATH: &str = "/api/v1/auth/second-factor";
/// Where a signed-in person changes the password.
pub const PASSWORD_PATH: &str = "/api/v1/auth/password";
/// Where a person who forgot the password asks for a link.
pub const PASSWORD_RESETS_PATH: &str = "/api/v1/auth/password-resets";
/// What an invitation is for, and where it is accepted.
pub const INVITATIONS_PATH: &str = "/api/v1/auth/invitations";
/// The declaration of personal use.
pub const DECLARATION_PATH: &str = "/api/v1/auth/declaration";

/// Shortest password of an account with a second factor.
pub const MIN_PASSWORD_WITH_FACTOR: usize = 12;
/// Shortest password where the password is all there is (NIST SP 800-63B).
pub const MIN_PASSWORD: usize = 15;

/// What a person types to sign in.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "api", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct LoginIn {
    /// Institutional mail.
    pub email: String,
    /// Password.
    pub password: String,
    /// Six digits of the authenticator, or a recovery code; only when the answer `second_factor_required` asked for it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
}

checks!(LoginIn, |it, checker| {
    checker
        .field("email", required(&it.email))
        .field("password", required(&it.password));
});

/// What a person must do after signing in, before anything else.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "api", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum NextStep {
    /// Nothing: work.
    Done,
    /// Accept the declaration of personal use.
    Declaration,
    /// Enrol a second factor.
    Enrol,
}

/// A sign-in that succeeded; the session travels in cookies.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "api", derive(utoipa::ToSchema))]
pub struct LoginOut {
    /// What comes next.
    pub next: NextStep,
}

/// Who is signed in, and what the session may do.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "api", derive(utoipa::ToSchema))]
pub struct Me {
    /// The person's name.
    pub name: String,
    /// Institutional mail.
    pub email: String,
    /// The municipality the session works for; `null` for the platform's own work.
    pub tenant: Option<MeTenant>,
    /// The other places where the person holds a role.
    pub memberships: Vec<MeTenant>,
    /// Roles in force here.
    pub roles: Vec<Role>,
    /// Codes of what the session may do.
    pub permissions: Vec<String>,
    /// Notices not read yet.
    pub unread: u32,
    /// An operator's access to a municipality, while it lasts.
    pub break_glass: Option<BreakGlassState>,
    /// What must be done before anything else.
    pub next: NextStep,
    /// Whether a second factor is enrolled.
    pub second_factor: bool,
}

/// A municipality a person works for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "api", derive(utoipa::ToSchema))]
pub struct MeTenant {
    /// Identifier, to choose it with.
    pub id: Uuid,
    /// Stable name in addresses.
    pub slug: String,
    /// Full name.
    pub name: String,
}

/// An open break-glass access.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "api", derive(utoipa::ToSchema))]
pub struct BreakGlassState {
    /// When it ends by itself.
    pub until: DateTime<Utc>,
    /// The reason that was given.
    pub reason: String,
}

/// For which of his municipalities a person works from now on.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "api", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct WorkplaceIn {
    /// The municipality; `null` is the platform's own work.
    pub municipality_id: Option<Uuid>,
}

checks!(WorkplaceIn, |_it, _checker| {});

/// One session of the person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "api", derive(utoipa::ToSchema))]
pub struct SessionOut {
    /// Identifier, to end it with.
    pub id: Uuid,
    /// Browser and system as the browser names them.
    #[cfg_attr(feature = "api", schema(example = "Firefox en Linux"))]
    pub agent: String,
    /// When it began.
    pub created_at: DateTime<Utc>,
    /// When it was used last, to the minute.
    pub last_seen_at: DateTime<Utc>,
    /// When it ends in any case.
    pub expires_at: DateTime<Utc>,
    /// Whether it is the one that asks.
    pub current: bool,
}

/// The sessions of a person that have not ended.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "api", derive(utoipa::ToSchema))]
pub struct Sessions {
    /// The one used last comes first.
    pub items: Vec<SessionOut>,
}

/// A second factor to be confirmed with its first code.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "api", derive(utoipa::ToSchema))]
pub struct FactorOffer {
    /// The secret in base32, to type where a QR code cannot be read.
    pub secret: String,
    /// The same as `otpauth://` address.
    pub url: String,
    /// The address as QR code, an SVG document.
    pub qr_svg: String,
}

/// A code of the authenticator.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "api", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct CodeIn {
    /// Six digits.
    #[cfg_attr(feature = "api", schema(example = "492039"))]
    pub code: String,
}

checks!(CodeIn, |it, checker| {
    checker.field("code", required(&it.code));
});

/// Ten codes for the day the authenticator is lost; shown once, each works once.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "api", derive(utoipa::ToSchema))]
pub struct RecoveryCodes {
    /// The codes.
    pub codes: Vec<String>,
}

/// Takes the second factor away.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "api", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct FactorRemoveIn {
    /// Password.
    pub password: String,
    /// Code of the authenticator, or a recovery code.
    pub code: String,
}

checks!(FactorRemoveIn, |it, checker| {
    checker
        .field("password", required(&it.password))
        .field("code", required(&it.code));
});

/// A new password for a signed-in person.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "api", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct PasswordChangeIn {
    /// The password so far.
    pub current: String,
    /// The new one.
    pub new: String,
}

checks!(PasswordChangeIn, |it, checker| {
    checker
        .field("current", required(&it.current))
        .field("new", required(&it.new));
});

/// Asks for a link to set a new password. The answer is the same for a mail that is not known.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "api", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ResetRequestIn {
    /// Institutional mail.
    #[cfg_attr(feature = "api", schema(example = "ana.quispe@munipiura.gob.pe"))]
    pub email: String,
}

checks!(ResetRequestIn, |it, checker| {
    checker.field("email", email(&it.email));
});

/// Sets a new password by the link of a mail.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "api", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ResetIn {
    /// The new password.
    pub password: String,
    /// Code of the second factor, where the account has one: a link alone never replaces it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
}

checks!(ResetIn, |it, checker| {
    checker.field("password", required(&it.password));
});
