//! The one error type of the API and its table of codes. Every error leaves as a problem document (RFC 9457).

use std::fmt;

use actix_web::http::StatusCode;
use actix_web::http::header::{HeaderValue, RETRY_AFTER};
use actix_web::{HttpResponse, ResponseError};
use sea_orm::{DbErr, SqlErr};
use shared::features::errors::error_page;
use shared::kit::problem::{FieldError, Problem};
use shared::rules::Violation;

use crate::http::request_id;

macro_rules! codes {
    ($($(#[$doc:meta])* $name:ident = $status:literal $code:literal $title:literal;)*) => {
        /// What can go wrong. The code is stable; the title is for people.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Code { $($(#[$doc])* $name,)* }

        impl Code {
            /// Every code, for the table in the documentation.
            pub const ALL: &'static [Self] = &[$(Self::$name,)*];

            /// The HTTP status.
            pub const fn status(self) -> u16 {
                match self { $(Self::$name => $status,)* }
            }

            /// The stable code.
            pub const fn code(self) -> &'static str {
                match self { $(Self::$name => $code,)* }
            }

            /// What a person reads.
            pub const fn title(self) -> &'static str {
                match self { $(Self::$name => $title,)* }
            }
        }
    };
}

codes! {
    /// The request is not of its form: not JSON, an unknown parameter.
    Malformed = 400 "malformed" "La solicitud no se pudo leer";
    /// A write by a program without its idempotency key.
    IdempotencyKeyMissing = 400 "idempotency_key_missing" "Falta la cabecera Idempotency-Key";
    /// Cookie and key at the same time.
    TwoCredentials = 400 "two_credentials" "Use una sola forma de identificarse";
    /// Nobody is signed in.
    Unauthenticated = 401 "unauthenticated" "Inicie sesión para continuar";
    /// The token, cookie or key is not valid or no longer so.
    InvalidCredentials = 401 "invalid_credentials" "La sesión o la clave ya no es válida";
    /// Sign-in refused; the same for an unknown account and a wrong password.
    SignInRefused = 401 "sign_in_refused" "El correo o la contraseña no son correctos";
    /// Mail and password are right; the code of the second factor is missing.
    SecondFactorRequired = 401 "second_factor_required" "Escriba el código de su segundo factor";
    /// The code of the second factor is wrong or was used.
    SecondFactorRefused = 401 "second_factor_refused" "El código no es correcto o ya se usó";
    /// Signed in, without the permission.
    Forbidden = 403 "forbidden" "Su rol no permite esta acción";
    /// A key without the scope that the request needs.
    ScopeMissing = 403 "scope_missing" "La clave no permite esta acción";
    /// A cookie request from elsewhere.
    CrossSite = 403 "cross_site" "La solicitud no viene de esta página";
    /// The account must first do something: accept the declaration, enrol the second factor.
    StepRequired = 403 "step_required" "Falta un paso antes de continuar";
    /// The act needs a second factor shown within the last minutes.
    RecentFactorRequired = 403 "recent_factor_required" "Confirme esta acción con un código de su segundo factor";
    /// No such thing here; also for a thing of another municipality.
    NotFound = 404 "not_found" "No lo encontramos";
    /// The address exists, the method does not.
    MethodNotAllowed = 405 "method_not_allowed" "Esta dirección no admite ese método";
    /// The state does not allow the step.
    Conflict = 409 "conflict" "El estado actual no permite este paso";
    /// There is one already.
    Duplicate = 409 "duplicate" "Ya existe";
    /// The link was used, ended, or is not for this.
    Gone = 410 "gone" "El enlace ya se usó o venció";
    /// The row changed since it was read.
    Stale = 412 "stale" "Otra persona cambió esto mientras usted lo editaba";
    /// The body is too large.
    TooLarge = 413 "too_large" "El contenido es demasiado grande";
    /// The body is not of a kind this address takes.
    UnsupportedMediaType = 415 "unsupported_media_type" "Este tipo de contenido no se acepta";
    /// This host does not answer that address.
    Misdirected = 421 "misdirected" "Esta dirección no se atiende en este dominio";
    /// Fields break rules.
    Invalid = 422 "invalid" "Hay datos por corregir";
    /// The same idempotency key came with another request.
    IdempotencyMismatch = 422 "idempotency_mismatch" "Esa Idempotency-Key ya se usó con otro contenido";
    /// A change must say which version it changes.
    PreconditionRequired = 428 "precondition_required" "Falta la cabecera If-Match";
    /// Too many requests.
    TooManyRequests = 429 "too_many_requests" "Demasiados intentos; espere un momento";
    /// A fault of ours.
    Internal = 500 "internal" "Algo falló de nuestro lado";
    /// The portal is suspended; its notice says why.
    PortalSuspended = 503 "portal_suspended" "Este portal está suspendido";
    /// The database or a service does not answer now.
    Unavailable = 503 "unavailable" "El servicio no está disponible en este momento";
    /// No room left to store what was sent.
    StorageFull = 507 "storage_full" "No queda espacio para guardar";
}

/// An error on its way out.
#[derive(Debug)]
pub struct ApiError {
    /// Which of the table.
    pub code: Code,
    detail: Option<String>,
    errors: Vec<FieldError>,
    retry_after: Option<u64>,
    /// What really happened; logged once at the edge, never shown.
    pub(crate) cause: Option<anyhow::Error>,
}

/// What handlers and changes return.
pub type ApiResult<T> = Result<T, ApiError>;

impl ApiError {
    /// An error without more to say than its code.
    pub fn new(code: Code) -> Self {
        Self {
            code,
            detail: None,
            errors: Vec::new(),
            retry_after: None,
            cause: None,
        }
    }

    /// What is particular to this occurrence, in Spanish.
    #[must_use]
    pub fn detail(mut self, detail: impl Into<String>) -> Self {
        self.detail = Some(detail.into());
        self
    }

    /// Seconds after which trying again makes sense.
    #[must_use]
    pub fn retry_after(mut self, seconds: u64) -> Self {
        self.retry_after = Some(seconds);
        self
    }

    /// Fields that break rules.
    pub fn invalid(errors: Vec<FieldError>) -> Self {
        let mut error = Self::new(Code::Invalid);
        error.errors = errors;
        error
    }

    /// One field that breaks a rule which only the server can check.
    pub fn field(field: &str, code: &str, message: impl Into<String>) -> Self {
        Self::invalid(vec![FieldError::new(field, code, message)])
    }

    /// One field that breaks a pure rule.
    pub fn violation(field: &str, violation: Violation) -> Self {
        Self::field(field, violation.code, violation.message)
    }

    /// The same refusal of a field under the name that the form has for it.
    #[must_use]
    pub fn on_field(mut self, field: &str) -> Self {
        for error in &mut self.errors {
            field.clone_into(&mut error.field);
        }
        self
    }

    /// The same refusal where its fields are part of another one of the body.
    #[must_use]
    pub fn within(mut self, field: &str) -> Self {
        for error in &mut self.errors {
            error.field = format!("{field}.{}", error.field);
        }
        self
    }

    /// Nothing here.
    pub fn not_found() -> Self {
        Self::new(Code::NotFound)
    }

    /// The state does not allow the step.
    pub fn conflict(detail: impl Into<String>) -> Self {
        Self::new(Code::Conflict).detail(detail)
    }

    /// A fault of ours, with its cause for the log.
    pub fn internal(cause: impl Into<anyhow::Error>) -> Self {
        let mut error = Self::new(Code::Internal);
        error.cause = Some(cause.into());
        error
    }

    /// The database or a service does not answer.
    pub fn unavailable(cause: impl Into<anyhow::Error>) -> Self {
        let mut error = Self::new(Code::Unavailable).retry_after(2);
        error.cause = Some(cause.into());
        error
    }

    /// The document that leaves.
    pub fn problem(&self) -> Problem {
        Problem {
            kind: error_page(self.code.code()),
            title: self.code.title().to_owned(),
            status: self.code.status(),
            code: self.code.code().to_owned(),
            request_id: request_id::current(),
            detail: self.detail.clone(),
            errors: self.errors.clone(),
        }
    }
}

impl fmt::Display for ApiError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code.code())?;
        if let Some(detail) = &self.detail {
            write!(f, ": {detail}")?;
        }
        if let Some(cause) = &self.cause {
            write!(f, ": {cause:#}")?;
        }
        Ok(())
    }
}

impl std::error::Error for ApiError {}

impl ResponseError for ApiError {
    fn status_code(&self) -> StatusCode {
        StatusCode::from_u16(self.code.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
    }

    fn error_response(&self) -> HttpResponse {
        let mut builder = HttpResponse::build(self.status_code());
        if let Some(seconds) = self.retry_after {
            builder.insert_header((RETRY_AFTER, HeaderValue::from(seconds)));
        }
        builder
            .insert_header(("Cache-Control", "no-store"))
            .content_type("application/problem+json")
            .json(self.problem())
    }
}

/// A full disk and a lost connection are states of the world, not faults of the code.
impl From<DbErr> for ApiError {
    fn from(error: DbErr) -> Self {
        if let Some(SqlErr::UniqueConstraintViolation(_)) = error.sql_err() {
            let mut duplicate = Self::new(Code::Duplicate);
            duplicate.cause = Some(error.into());
            return duplicate;
        }
        let text = error.to_string();
        let full = [
            "database or disk is full",
            "No space left on device",
            "53100",
        ];
        if full.iter().any(|sign| text.contains(sign)) {
            let mut full = Self::new(Code::StorageFull);
            full.cause = Some(error.into());
            return full;
        }
        let gone = matches!(error, DbErr::Conn(_) | DbErr::ConnectionAcquire(_));
        let signs = [
            "connection closed",
            "Connection refused",
            "terminating connection",
            "database is locked",
            "shutting down",
            "starting up",
            "readonly database",
            "Connection reset",
            "Broken pipe",
            "expected to read",
        ];
        if gone || signs.iter().any(|sign| text.contains(sign)) {
            return Self::unavailable(error);
        }
        Self::internal(error)
    }
}

impl From<serde_json::Error> for ApiError {
    fn from(error: serde_json::Error) -> Self {
        Self::internal(error)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_unique_and_statuses_are_errors() {
        for (index, code) in Code::ALL.iter().enumerate() {
            assert!((400..600).contains(&code.status()));
            assert!(
                Code::ALL[..index]
                    .iter()
                    .all(|other| other.code() != code.code())
            );
        }
    }

    #[test]
    fn the_cause_never_leaves() {
        let error = ApiError::internal(anyhow::anyhow!("SELECT secret FROM accounts"));
        let body = serde_json::to_string(&error.problem()).unwrap();
        assert!(!body.contains("secret"), "{body}");
    }
}
