//! Staff sign-in and what a session may do.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::access::Role;
use crate::kit::check::Check;
use crate::kit::problem::FieldError;

/// Where a person signs in.
pub const LOGIN_PATH: &str = "/api/v1/auth/login";
/// Where a session is renewed with its refresh cookie.
pub const REFRESH_PATH: &str = "/api/v1/auth/refresh";
/// Where a session ends.
pub const LOGOUT_PATH: &str = "/api/v1/auth/logout";
/// Who is signed in.
pub const ME_PATH: &str = "/api/v1/auth/me";

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

impl Check for LoginIn {
    fn check(&self) -> Vec<FieldError> {
        let mut errors = Vec::new();
        if self.email.trim().is_empty() {
            errors.push(FieldError::new(
                "email",
                "required",
                "Escriba su correo institucional.",
            ));
        }
        if self.password.is_empty() {
            errors.push(FieldError::new(
                "password",
                "required",
                "Escriba su contraseña.",
            ));
        }
        errors
    }
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
}

/// A municipality a person works for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "api", derive(utoipa::ToSchema))]
pub struct MeTenant {
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
