//! What stands for a received file until a form names it: all there is to know of it, sealed, so that nothing is in the
//! database before somebody submits something and nobody can claim a file he did not send.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD as BASE64;
use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};
use shared::features::files::UploadPurpose;
use uuid::Uuid;

use super::entity::Scan;
use crate::error::{ApiError, ApiResult};
use crate::keys::Vault;

/// How long a form may take.
pub(super) const LIFE: TimeDelta = TimeDelta::hours(24);
const CONTEXT: &str = "upload";

/// A received file.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Ticket {
    pub(super) municipality: Uuid,
    pub(super) purpose: UploadPurpose,
    pub(super) sha256: String,
    pub(super) size: u64,
    pub(super) media_type: String,
    pub(super) name: String,
    pub(super) pixels: Option<(u32, u32)>,
    pub(super) scan: Scan,
    pub(super) expires_at: DateTime<Utc>,
}

impl Ticket {
    /// The ticket as text.
    pub(super) fn seal(&self, vault: &Vault) -> ApiResult<String> {
        let plain = serde_json::to_vec(self)?;
        let sealed = vault.seal(CONTEXT, &plain).map_err(ApiError::internal)?;
        Ok(BASE64.encode(sealed))
    }

    /// Reads a ticket.
    ///
    /// # Errors
    /// 422 on `upload_id` when it is not one of ours or ran out.
    pub(super) fn open(vault: &Vault, token: &str, now: DateTime<Utc>) -> ApiResult<Self> {
        let ticket: Option<Self> = BASE64
            .decode(token)
            .ok()
            .and_then(|sealed| vault.open(CONTEXT, &sealed).ok())
            .and_then(|plain| serde_json::from_slice(&plain).ok());
        let Some(ticket) = ticket else {
            return Err(refused("upload_unknown", "Suba el archivo otra vez."));
        };
        if ticket.expires_at <= now {
            return Err(refused(
                "upload_expired",
                "Pasó más de un día desde que subió el archivo: súbalo otra vez.",
            ));
        }
        Ok(ticket)
    }
}

pub(super) fn refused(code: &str, message: &str) -> ApiError {
    ApiError::field("upload_id", code, message)
}
