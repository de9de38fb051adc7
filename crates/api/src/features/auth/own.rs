//! `/auth/second-factor` and `/auth/password`: a person's own means of proving who he is.

use actix_web::{HttpRequest, HttpResponse, post, web};
use chrono::TimeDelta;
use qrcode::QrCode;
use qrcode::render::svg;
use shared::features::auth::{
    CodeIn, FactorOffer, FactorRemoveIn, MIN_PASSWORD, PasswordChangeIn, RecoveryCodes,
};
use uuid::Uuid;

use super::attempts::{self, Kind, Subject};
use super::credentials::{self, ChangePassword, CountWrongPassword};
use super::factor;
use super::factor_changes::{Confirm, Offer, Remove, RenewRecovery, Show};
use crate::db::Scope;
use crate::error::{ApiError, ApiResult, Code};
use crate::features::accounts::entity::account;
use crate::features::accounts::store as accounts;
use crate::http::input::Valid;
use crate::http::principal::Credential;
use crate::http::staff::SignedIn;
use crate::problems::StaffWrite;
use crate::state::AppState;

/// Offers a second factor, to be confirmed with its first code.
#[utoipa::path(tag = "auth", security(("session" = [])), responses(
    (status = 200, description = "El secreto, para el autenticador", body = FactorOffer), StaffWrite
))]
#[post("/auth/second-factor")]
pub(crate) async fn offer_second_factor(
    request: HttpRequest,
    state: web::Data<AppState>,
    signed_in: SignedIn,
) -> ApiResult<HttpResponse> {
    let secret = factor::new_secret();
    let url = factor::totp(&secret, &signed_in.principal().name)?
        .to_url()
        .map_err(|error| ApiError::internal(anyhow::anyhow!("totp: {error:?}")))?;
    let qr_svg = QrCode::new(&url)
        .map_err(ApiError::internal)?
        .render::<svg::Color<'_>>()
        .min_dimensions(200, 200)
        .build();
    let change = Offer {
        account: signed_in.account(),
        secret: secret.clone(),
    };
    state.write.run(signed_in.caller(&request), change).await?;
    Ok(HttpResponse::Ok().json(FactorOffer {
        secret,
        url,
        qr_svg,
    }))
}

/// Confirms the offered second factor and answers the recovery codes, once.
#[utoipa::path(tag = "auth", security(("session" = [])), request_body = CodeIn, responses(
    (status = 200, description = "Segundo factor activo", body = RecoveryCodes), StaffWrite
))]
#[post("/auth/second-factor/confirm")]
pub(crate) async fn confirm_second_factor(
    request: HttpRequest,
    state: web::Data<AppState>,
    signed_in: SignedIn,
    body: Valid<CodeIn>,
) -> ApiResult<HttpResponse> {
    let codes = factor::new_recovery_codes();
    let change = Confirm {
        account: signed_in.account(),
        session: signed_in.session(),
        code: body.into_inner().code,
        by_account: subject(&state, signed_in.account()).await?.1,
        recovery: codes.clone(),
    };
    let shown = state.write.run(signed_in.caller(&request), change).await?;
    shown.into_result(state.clock.now())?;
    Ok(HttpResponse::Ok().json(RecoveryCodes { codes }))
}

/// Shows the second factor in this session, for an act that asks for a recent one.
#[utoipa::path(tag = "auth", security(("session" = [])), request_body = CodeIn, responses(
    (status = 204, description = "Cuenta como reciente durante 5 minutos"), StaffWrite
))]
#[post("/auth/second-factor/show")]
pub(crate) async fn show_second_factor(
    request: HttpRequest,
    state: web::Data<AppState>,
    signed_in: SignedIn,
    body: Valid<CodeIn>,
) -> ApiResult<HttpResponse> {
    let change = Show {
        account: signed_in.account(),
        session: signed_in.session(),
        code: body.into_inner().code,
        by_account: subject(&state, signed_in.account()).await?.1,
    };
    let shown = state.write.run(signed_in.caller(&request), change).await?;
    shown.into_result(state.clock.now())?;
    Ok(HttpResponse::NoContent().finish())
}

/// Makes new recovery codes; the old ones no longer work. Asks for a recent second factor.
#[utoipa::path(tag = "auth", security(("session" = [])), responses(
    (status = 200, description = "Códigos nuevos, se muestran una vez", body = RecoveryCodes), StaffWrite
))]
#[post("/auth/second-factor/recovery-codes")]
pub(crate) async fn renew_recovery_codes(
    request: HttpRequest,
    state: web::Data<AppState>,
    signed_in: SignedIn,
) -> ApiResult<HttpResponse> {
    let now = state.clock.now();
    let recent = matches!(signed_in.principal().credential,
        Credential::Session { factor_at: Some(at), .. } if now - at <= TimeDelta::minutes(5));
    if !recent {
        return Err(ApiError::new(Code::RecentFactorRequired));
    }
    let codes = factor::new_recovery_codes();
    let change = RenewRecovery {
        account: signed_in.account(),
        codes: codes.clone(),
    };
    state.write.run(signed_in.caller(&request), change).await?;
    Ok(HttpResponse::Ok().json(RecoveryCodes { codes }))
}

/// Takes the second factor away, with password and code.
#[utoipa::path(tag = "auth", security(("session" = [])), request_body = FactorRemoveIn, responses(
    (status = 204, description = "La cuenta ya no tiene segundo factor"), StaffWrite
))]
#[post("/auth/second-factor/remove")]
pub(crate) async fn remove_second_factor(
    request: HttpRequest,
    state: web::Data<AppState>,
    signed_in: SignedIn,
    body: Valid<FactorRemoveIn>,
) -> ApiResult<HttpResponse> {
    let (_, by_account) = subject(&state, signed_in.account()).await?;
    prove_password(&request, &state, &signed_in, "password", &body.password).await?;
    if body.password.chars().count() < MIN_PASSWORD {
        let detail = "Sin segundo factor la contraseña tiene 15 caracteres o más: cámbiela primero";
        return Err(ApiError::conflict(detail));
    }
    let change = Remove {
        account: signed_in.account(),
        session: signed_in.session(),
        code: body.into_inner().code,
        by_account,
    };
    let shown = state.write.run(signed_in.caller(&request), change).await?;
    shown.into_result(state.clock.now())?;
    Ok(HttpResponse::NoContent().finish())
}

/// Changes the password; the person's other sessions end.
#[utoipa::path(tag = "auth", security(("session" = [])), request_body = PasswordChangeIn, responses(
    (status = 204, description = "Contraseña cambiada"), StaffWrite
))]
#[post("/auth/password")]
pub(crate) async fn change_password(
    request: HttpRequest,
    state: web::Data<AppState>,
    signed_in: SignedIn,
    body: Valid<PasswordChangeIn>,
) -> ApiResult<HttpResponse> {
    let account = prove_password(&request, &state, &signed_in, "current", &body.current).await?;
    credentials::judge(&state, &account, "new", &body.new).await?;
    let change = ChangePassword {
        account: account.id,
        session: signed_in.session(),
        matched: account.password_hash.unwrap_or_default(),
        hash: state.passwords.hash(&body.new).await?,
    };
    state.write.run(signed_in.caller(&request), change).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// The account and its counter of failures.
async fn subject(state: &AppState, id: Uuid) -> ApiResult<(account::Model, Subject)> {
    let conn = state.db.read(Scope::Platform).await?;
    let account = accounts::find(&conn, id)
        .await?
        .ok_or_else(ApiError::not_found)?;
    let subject = Subject::new(&state.vault, Kind::Account, &account.email_tag)?;
    Ok((account, subject))
}

/// Compares the person's password again; a wrong one counts as a failed attempt.
async fn prove_password(
    request: &HttpRequest,
    state: &AppState,
    signed_in: &SignedIn,
    field: &str,
    password: &str,
) -> ApiResult<account::Model> {
    let (account, by_account) = subject(state, signed_in.account()).await?;
    let now = state.clock.now();
    let conn = state.db.read(Scope::Platform).await?;
    let locked = attempts::peek(&conn, &[&by_account], now).await?;
    drop(conn);
    if let Some(until) = locked {
        return Err(attempts::refusal(until, now));
    }
    let stored = account.password_hash.as_deref();
    if state.passwords.verify(password, stored).await?.right {
        return Ok(account);
    }
    let change = CountWrongPassword {
        account: account.id,
        by_account,
    };
    state.write.run(signed_in.caller(request), change).await?;
    Err(ApiError::field(
        field,
        "password_wrong",
        "La contraseña no es correcta.",
    ))
}
