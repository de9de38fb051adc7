//! Signing in and staying so: passwords, second factor, sessions.
//!
//! A session is a row; what travels is a short-lived signed token that names it and a refresh token that is exchanged at
//! every use. Failed attempts are counted in the database and delay the next one.

pub(crate) mod attempts;
mod common;
mod cookies;
mod credentials;
pub(crate) mod entity;
mod factor;
mod factor_changes;
mod identify;
mod me;
mod own;
mod passwords;
mod resets;
mod session_handlers;
mod sessions;
mod sign_in;
mod sign_in_handlers;

use crate::http::operations::Operations;

pub(crate) use attempts::{Kind as AttemptKind, PurgeAttempts, Subject};
pub(crate) use credentials::{judge as judge_password, set_password};
pub(crate) use factor::forget as forget_factor;
pub(crate) use identify::identify;
pub(crate) use passwords::Passwords;
pub(crate) use sessions::end_all as end_sessions;

/// Registers the operations.
pub(crate) fn configure(operations: &mut Operations<'_, '_>) {
    operations
        .service(sign_in_handlers::login)
        .service(sign_in_handlers::refresh)
        .service(sign_in_handlers::logout)
        .service(me::me)
        .service(me::choose_workplace)
        .service(session_handlers::list_sessions)
        .service(session_handlers::list_own_history)
        .service(session_handlers::end_session)
        .service(session_handlers::end_other_sessions)
        .service(own::offer_second_factor)
        .service(own::confirm_second_factor)
        .service(own::show_second_factor)
        .service(own::renew_recovery_codes)
        .service(own::remove_second_factor)
        .service(own::change_password)
        .service(resets::request_password_reset)
        .service(resets::reset_password);
}
