//! Short messages as text files: number in the first line, text below it.

use std::path::PathBuf;

use async_trait::async_trait;

use super::{Sms, SmsGateway};

/// A folder of messages.
pub(super) struct Folder(pub(super) PathBuf);

#[async_trait]
impl SmsGateway for Folder {
    async fn send(&self, sms: &Sms) -> anyhow::Result<()> {
        tokio::fs::create_dir_all(&self.0).await?;
        let draft = self.0.join(format!("{}.part", sms.id));
        tokio::fs::write(&draft, format!("{}\n{}\n", sms.to, sms.text)).await?;
        tokio::fs::rename(&draft, self.0.join(format!("{}.txt", sms.id))).await?;
        Ok(())
    }
}
