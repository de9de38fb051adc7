//! Writes: the header against forged requests, the version that was read, the key against doing it twice.

use std::cell::RefCell;

use serde::Serialize;
use serde::de::DeserializeOwned;
use shared::kit::problem::Problem;

/// The verb of a write.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Method {
    /// Creates, or does something.
    Post,
    /// Replaces.
    Put,
    /// Changes some fields.
    Patch,
    /// Ends or withdraws.
    Delete,
}

/// What a write says besides its body.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SendOptions {
    /// The `ETag` of what was read; the API refuses to overwrite anything newer.
    pub if_match: Option<String>,
    /// Makes a repeated request answer what the first one did.
    pub idempotency_key: Option<String>,
}

impl SendOptions {
    /// For a change of what was read with this `ETag`.
    pub fn if_match(etag: impl Into<String>) -> Self {
        Self {
            if_match: Some(etag.into()),
            idempotency_key: None,
        }
    }

    /// For a form that must not be filed twice; make one per filled form, not per attempt.
    #[cfg(feature = "csr")]
    pub fn once() -> Self {
        Self {
            if_match: None,
            idempotency_key: Some(uuid::Uuid::now_v7().to_string()),
        }
    }

    /// On the server nothing is sent, so there is no key to make.
    #[cfg(feature = "ssr")]
    pub fn once() -> Self {
        Self::default()
    }
}

/// A write that succeeded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reply<R> {
    /// What the API answered; `()` for an empty answer.
    pub body: R,
    /// The version of what was written.
    pub etag: Option<String>,
}

thread_local! {
    static ON_UNAUTHORIZED: RefCell<Option<Box<dyn Fn()>>> = const { RefCell::new(None) };
}

/// What to do when a session has ended and cannot be renewed. The staff app sets it; the public app has none, and then
/// nobody tries to renew.
pub fn on_unauthorized(hook: impl Fn() + 'static) {
    ON_UNAUTHORIZED.set(Some(Box::new(hook)));
}

#[cfg(feature = "csr")]
pub(super) fn has_session_hook() -> bool {
    ON_UNAUTHORIZED.with_borrow(Option::is_some)
}

#[cfg(feature = "csr")]
pub(super) fn session_ended() {
    ON_UNAUTHORIZED.with_borrow(|hook| {
        if let Some(hook) = hook {
            hook();
        }
    });
}

/// Writes to the API. Send `&()` where the operation takes no body.
///
/// # Errors
/// The problem the API answered, or `offline` when it was not reached.
#[cfg(feature = "csr")]
pub async fn send<B: Serialize, R: DeserializeOwned>(
    method: Method,
    path: &str,
    body: &B,
    options: SendOptions,
) -> Result<Reply<R>, Problem> {
    let json = serde_json::to_string(body).map_err(|_| super::unreadable(0))?;
    let (answer, etag) = super::browser::write(method, path, &json, &options).await?;
    Ok(Reply {
        body: super::read(&answer)?,
        etag,
    })
}

/// On the server there is nobody to send anything: event handlers compile there and never run.
///
/// # Errors
/// Always `offline`.
#[cfg(feature = "ssr")]
pub async fn send<B: Serialize, R: DeserializeOwned>(
    _method: Method,
    _path: &str,
    _body: &B,
    _options: SendOptions,
) -> Result<Reply<R>, Problem> {
    Err(super::offline())
}
