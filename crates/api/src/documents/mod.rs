//! Documents the platform issues: PDFs with a code and a QR to a public page that says whether they hold.
//!
//! The way of a document: [`draft`] writes the PDF and stores its bytes before the change, so that no write transaction
//! waits for a layout; the change calls [`issue`] with the draft, which writes its row, its public row and its file.
//! Titles and issuers are public: personal names belong into the blocks.

pub(crate) mod entity;
mod issue;
mod pdf;
mod signature;
#[cfg(test)]
mod tests;
mod verify;

use actix_web::web;
use chrono::{DateTime, Datelike, Utc};
use shared::features::documents::{CODE_DRAWN, document_code, verification_page};
use shared::time::lima_date;
use uuid::Uuid;

use crate::error::{ApiError, ApiResult};
use crate::files::digest;
use crate::reference;
use crate::state::AppState;

pub(crate) use issue::{Issued, file_of, find, forget, issue, replace, revoke};
pub(crate) use signature::{CollectSigned, HandOver, Signer};
pub(crate) use verify::verify;

/// The platform as an issuer, as it stands in the header of its documents.
pub(crate) const PLATFORM_ISSUER: &str = "Munica, plataforma municipal";

/// A part of a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Block {
    /// A heading.
    Heading(String),
    /// Running text.
    Paragraph(String),
    /// Facts, as names and what they say.
    Facts(Vec<(String, String)>),
}

impl Block {
    /// A heading.
    pub(crate) fn heading(text: impl Into<String>) -> Self {
        Self::Heading(text.into())
    }

    /// Running text.
    pub(crate) fn paragraph(text: impl Into<String>) -> Self {
        Self::Paragraph(text.into())
    }

    /// Facts.
    pub(crate) fn facts<N: Into<String>, V: Into<String>>(
        facts: impl IntoIterator<Item = (N, V)>,
    ) -> Self {
        let facts = facts
            .into_iter()
            .map(|(name, value)| (name.into(), value.into()));
        Self::Facts(facts.collect())
    }
}

/// What a document is to say.
#[derive(Clone, Debug)]
pub(crate) struct NewDocument {
    /// Whose document it is, or the platform's.
    pub(crate) municipality: Uuid,
    /// Stable name of its kind, `portal.creation_certificate`.
    pub(crate) kind: &'static str,
    /// Who issues it, as it stands in the header. Public.
    pub(crate) issuer: String,
    /// What it is. Public: no personal name.
    pub(crate) title: String,
    /// What it says.
    pub(crate) blocks: Vec<Block>,
    /// Whether anybody may read it, and not only verify it.
    pub(crate) is_public: bool,
}

/// A document that is written and stored, and not yet issued.
#[derive(Clone, Debug)]
pub(crate) struct Draft {
    new: NewDocument,
    code: String,
    sha256: String,
    size: u64,
    signs: bool,
    written_at: DateTime<Utc>,
}

/// Writes a document and stores its bytes. Until a change issues it, its code leads nowhere.
///
/// # Errors
/// When it cannot be written or stored.
pub(crate) async fn draft(state: &AppState, new: NewDocument) -> ApiResult<Draft> {
    let written_at = state.clock.now();
    let drawn: [u8; CODE_DRAWN] = std::array::from_fn(|_| rand::random_range(0..31));
    let code = document_code(lima_date(written_at).year(), drawn);
    let url = verification_page(&state.settings.server.public_url, &code);
    let names = reference::official_names(state).await?;
    let (content, number, signs) = (new.clone(), code.clone(), state.signer.signs());
    let bytes = web::block(move || {
        pdf::render(&pdf::Content {
            issuer: &content.issuer,
            names: &names,
            title: &content.title,
            blocks: &content.blocks,
            code: &number,
            verification_url: &url,
            issued_at: written_at,
            signs,
        })
    })
    .await
    .map_err(ApiError::unavailable)?
    .map_err(ApiError::internal)?;
    let (sha256, size) = (digest(&bytes), bytes.len());
    state
        .files
        .put(new.municipality, bytes.into())
        .await
        .map_err(ApiError::unavailable)?;
    Ok(Draft {
        new,
        code,
        sha256,
        size: u64::try_from(size).map_err(ApiError::internal)?,
        signs,
        written_at,
    })
}
