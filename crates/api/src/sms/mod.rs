//! Short messages: a port, with an adapter that writes files and one that sends nothing. No operator of short messages is
//! connected; whoever has a contract with one fills the port.
//!
//! A message is queued in the transaction of its act as a job; number and text are sealed in its payload.

mod folder;
#[cfg(test)]
mod tests;

use std::sync::Arc;

use async_trait::async_trait;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD as BASE64;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::error::{ApiError, ApiResult};
use crate::jobs::{Failure, Job, NewJob};
use crate::settings::{self, SmsTransport};
use crate::state::AppState;
use crate::write::Tx;

/// A short message.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Sms {
    /// The same for every try, so that a gateway can drop a repetition.
    pub(crate) id: Uuid,
    /// Peruvian mobile number, nine digits.
    pub(crate) to: String,
    /// What it says, at most 160 characters of the GSM alphabet to fit one message.
    pub(crate) text: String,
}

/// Whatever sends short messages.
#[async_trait]
pub(crate) trait SmsGateway: Send + Sync {
    /// Hands a message over.
    async fn send(&self, sms: &Sms) -> anyhow::Result<()>;
}

/// The gateway that the settings describe; none where messages are off.
pub(crate) fn open(settings: &settings::Sms) -> Option<Arc<dyn SmsGateway>> {
    match settings.transport {
        SmsTransport::None => None,
        SmsTransport::File => Some(Arc::new(folder::Folder(settings.folder.clone()))),
    }
}

/// Sends one message.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct SendMessage {
    id: Uuid,
    sealed: String,
}

fn context(id: Uuid) -> String {
    format!("sms|{id}")
}

impl Job for SendMessage {
    const KIND: &'static str = "sms.send";

    async fn run(&self, state: &AppState) -> Result<(), Failure> {
        let Some(gateway) = &state.sms else {
            return Err(Failure::Final(anyhow::anyhow!(
                "sms.transport = \"none\": no se envían mensajes de texto"
            )));
        };
        let sms = self.open(state).map_err(Failure::Final)?;
        Ok(gateway.send(&sms).await?)
    }
}

impl SendMessage {
    fn open(&self, state: &AppState) -> anyhow::Result<Sms> {
        let sealed = BASE64.decode(&self.sealed)?;
        let plain = state.vault.open(&context(self.id), &sealed)?;
        Ok(serde_json::from_slice(&plain)?)
    }
}

impl Tx<'_> {
    /// Queues a short message about a municipality that is sent after the commit. Where no messages are sent, the caller
    /// queues none.
    pub(crate) async fn sms(
        &mut self,
        municipality: Uuid,
        to: String,
        text: String,
    ) -> ApiResult<()> {
        let id = Uuid::now_v7();
        let plain = serde_json::to_vec(&Sms { id, to, text })?;
        let sealed = self
            .vault()
            .seal(&context(id), &plain)
            .map_err(ApiError::internal)?;
        let sealed = BASE64.encode(sealed);
        self.job(NewJob::new(municipality, SendMessage { id, sealed }))
            .await
    }
}
