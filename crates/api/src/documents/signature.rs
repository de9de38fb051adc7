//! Digital signatures: a port with two adapters. Without one, a document says nothing of a signature. With the folder
//! adapter, each document is laid into `por-firmar`, somebody signs it with a program of his own (Firma Perú, ReFirma),
//! and lays it into `firmados`; it is taken back when it begins with the issued document, byte by byte, and goes on with a
//! signature, as incremental signing leaves it. Whether the certificate is good the platform does not know and does not
//! say: a PDF reader does.

use std::path::{Path, PathBuf};

use anyhow::{Context, ensure};
use memchr::memmem;
use sea_orm::ActiveValue::Set;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use serde::{Deserialize, Serialize};
use serde_json::json;
use shared::features::documents::SignatureState;
use shared::features::files::UploadPurpose;
use uuid::Uuid;

use super::entity::issued;
use super::issue::project;
use crate::antivirus::Verdict;
use crate::db::Scope;
use crate::error::ApiResult;
use crate::files::{self, FileKind};
use crate::jobs::{Failure, Job};
use crate::settings::{self, SignatureAdapter};
use crate::state::AppState;
use crate::write::{Caller, Change, Entry, Recorded, Tx};

const TO_SIGN: &str = "por-firmar";
const SIGNED: &str = "firmados";

/// Where documents are signed.
#[derive(Clone, Debug)]
pub(crate) struct Signer {
    folder: Option<PathBuf>,
}

impl Signer {
    /// The adapter that the settings describe.
    pub(crate) fn open(settings: &settings::Signature) -> Self {
        let folder = match settings.adapter {
            SignatureAdapter::None => None,
            SignatureAdapter::File => Some(settings.folder.clone()),
        };
        Self { folder }
    }

    /// Whether documents are to be signed here.
    pub(crate) fn signs(&self) -> bool {
        self.folder.is_some()
    }
}

/// Lays a document out to be signed.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct HandOver {
    pub(super) municipality: Uuid,
    pub(super) id: Uuid,
}

impl Job for HandOver {
    const KIND: &'static str = "documents.hand_over";

    async fn run(&self, state: &AppState) -> Result<(), Failure> {
        let Some(folder) = &state.signer.folder else {
            return Err(Failure::Final(anyhow::anyhow!(
                "signature.adapter = \"none\": no hay dónde firmar"
            )));
        };
        let conn = state.db.read(Scope::Tenant(self.municipality)).await?;
        let document = issued::Entity::find_by_id((self.municipality, self.id))
            .one(&conn)
            .await?;
        drop(conn);
        let document = document.context("el documento no existe")?;
        let bytes = state
            .files
            .get(self.municipality, &document.sha256)
            .await?
            .context("el documento no está en el almacén")?;
        let folder = folder.join(TO_SIGN);
        tokio::fs::create_dir_all(&folder).await?;
        let draft = folder.join(format!("{}.part", document.code));
        tokio::fs::write(&draft, &bytes).await?;
        tokio::fs::rename(&draft, folder.join(format!("{}.pdf", document.code))).await?;
        Ok(())
    }
}

/// Takes signed documents back.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(crate) struct CollectSigned;

impl Job for CollectSigned {
    const KIND: &'static str = "documents.collect_signed";

    async fn run(&self, state: &AppState) -> Result<(), Failure> {
        let Some(folder) = &state.signer.folder else {
            return Ok(());
        };
        for document in pending(state).await? {
            let name = format!("{}.pdf", document.code);
            let Ok(signed) = tokio::fs::read(folder.join(SIGNED).join(&name)).await else {
                continue;
            };
            let code = document.code.clone();
            // One bad copy does not keep the others waiting.
            if let Err(error) = take_back(state, folder, document, signed).await {
                tracing::warn!(
                    code,
                    error = format!("{error:#}"),
                    "a signed copy was not taken"
                );
            }
        }
        Ok(())
    }
}

async fn pending(state: &AppState) -> ApiResult<Vec<issued::Model>> {
    let conn = state.db.read(Scope::Platform).await?;
    let documents = issued::Entity::find()
        .filter(issued::Column::Signature.eq(SignatureState::Pending.code()))
        .all(&conn)
        .await?;
    Ok(documents)
}

async fn take_back(
    state: &AppState,
    folder: &Path,
    document: issued::Model,
    signed: Vec<u8>,
) -> anyhow::Result<()> {
    let original = state
        .files
        .get(document.municipality_id, &document.sha256)
        .await?
        .context("el documento no está en el almacén")?;
    carries_signature(&original, &signed)?;
    let name = format!("{}.pdf", document.code);
    let accepted = files::inspect(signed, &name, UploadPurpose::Document)
        .map_err(|violation| anyhow::anyhow!("{}", violation.message))?;
    let verdict = state.antivirus.scan(&accepted.bytes).await?;
    ensure!(
        !matches!(verdict, Verdict::Infected(_)),
        "el antivirus encontró contenido dañino"
    );
    let size = u64::try_from(accepted.bytes.len())?;
    let sha256 = state
        .files
        .put(document.municipality_id, accepted.bytes.into())
        .await?;
    let signed = Signed {
        document,
        sha256,
        size,
    };
    state
        .write
        .run(Caller::system(CollectSigned::KIND), signed)
        .await?;
    for part in [TO_SIGN, SIGNED] {
        // A copy that stays is looked at no more.
        let _ = tokio::fs::remove_file(folder.join(part).join(&name)).await;
    }
    Ok(())
}

/// Whether a copy is the issued document with a signature appended, and nothing else changed before it.
fn carries_signature(original: &[u8], signed: &[u8]) -> anyhow::Result<()> {
    let appended = signed
        .strip_prefix(original)
        .context("la copia firmada no contiene el documento emitido tal como se emitió")?;
    ensure!(
        memmem::find(appended, b"/ByteRange").is_some()
            && memmem::find(appended, b"/Contents").is_some(),
        "la copia no lleva una firma digital"
    );
    Ok(())
}

/// A signed copy came back.
struct Signed {
    document: issued::Model,
    sha256: String,
    size: u64,
}

impl Change for Signed {
    type Output = ();

    fn scope(&self) -> Scope {
        Scope::Tenant(self.document.municipality_id)
    }

    async fn apply(&self, tx: &mut Tx<'_>) -> ApiResult<Recorded<()>> {
        let mut model = self.document.clone();
        let original = files::find(tx.conn(), model.municipality_id, model.file_id).await?;
        let row = files::Row {
            municipality: model.municipality_id,
            sha256: self.sha256.clone(),
            size: self.size,
            media_type: FileKind::Pdf.media_type().to_owned(),
            name: format!("{}-firmado.pdf", model.code),
            pixels: None,
            scan: files::scan::Scan::NotScanned,
            is_public: original.is_some_and(|file| file.is_public),
            awaits_use: false,
        };
        let file = files::insert(tx, row).await?;
        model.signature = SignatureState::Attached.code().to_owned();
        model.signed_file_id = Some(file.id);
        model.signed_sha256 = Some(self.sha256.clone());
        let change = issued::ActiveModel {
            municipality_id: Set(model.municipality_id),
            id: Set(model.id),
            signature: Set(model.signature.clone()),
            signed_file_id: Set(model.signed_file_id),
            signed_sha256: Set(model.signed_sha256.clone()),
            ..Default::default()
        };
        issued::Entity::update(change).exec(tx.conn()).await?;
        project(tx, &model).await?;
        let entry = Entry::new(
            model.municipality_id,
            "document.signed_copy_attached",
            "document",
            model.id,
        )
        .before(json!({ "signature": self.document.signature, "sha256": model.sha256 }))
        .after(json!({ "signature": model.signature, "signed_sha256": self.sha256 }));
        Ok(tx.record(entry).await?.with(()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_issued_document_with_a_signature_after_it_is_taken_back() {
        let original = b"%PDF-1.7 issued %%EOF";
        let signature = b"\n9 0 obj<</Type/Sig/ByteRange[0 1 2 3]/Contents<00>>>endobj %%EOF";
        let good = [original.as_slice(), signature].concat();
        carries_signature(original, &good).unwrap();
        let mut altered = good.clone();
        altered[9] ^= 1;
        assert!(carries_signature(original, &altered).is_err());
        assert!(carries_signature(original, original).is_err());
        assert!(carries_signature(original, &signature[..]).is_err());
    }
}
