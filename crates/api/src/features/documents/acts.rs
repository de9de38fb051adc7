//! Issuing, revoking and replacing a document by hand.

use serde_json::json;
use shared::features::documents::DocumentIn;
use uuid::Uuid;

use crate::db::Scope;
use crate::documents::{self, Block, Draft, NewDocument};
use crate::error::ApiResult;
use crate::state::AppState;
use crate::write::{Change, Entry, Recorded, Tx};

/// LPAG, art. 52: copies and certificates of an entity.
const BASIS: &str = "TUO de la Ley 27444, arts. 3 y 52";
/// The kind of what people write themselves.
const KIND: &str = "document.written";

/// Lays out what somebody wrote.
pub(super) async fn drafted(
    state: &AppState,
    municipality: Uuid,
    issuer: String,
    body: &DocumentIn,
) -> ApiResult<Draft> {
    let paragraphs = body.text.split("\n\n").map(str::trim);
    let paragraphs = paragraphs.filter(|paragraph| !paragraph.is_empty());
    let new = NewDocument {
        municipality,
        kind: KIND,
        issuer,
        title: body.title.trim().to_owned(),
        blocks: paragraphs.map(Block::paragraph).collect(),
        is_public: false,
    };
    documents::draft(state, new).await
}

/// Issues a drafted document.
pub(super) struct Issue {
    pub(super) municipality: Uuid,
    pub(super) draft: Draft,
}

impl Change for Issue {
    /// Its code.
    type Output = String;

    fn scope(&self) -> Scope {
        Scope::of(self.municipality)
    }

    async fn apply(&self, tx: &mut Tx<'_>) -> ApiResult<Recorded<String>> {
        let issued = documents::issue(tx, &self.draft).await?;
        let entry = Entry::new(self.municipality, "document.issued", "document", issued.id)
            .after(json!({ "code": issued.code, "kind": KIND, "sha256": issued.sha256 }))
            .basis(BASIS);
        Ok(tx.record(entry).await?.with(issued.code))
    }
}

/// Takes a document back.
pub(super) struct Revoke {
    pub(super) municipality: Uuid,
    pub(super) code: String,
    pub(super) reason: String,
}

impl Change for Revoke {
    type Output = ();

    fn scope(&self) -> Scope {
        Scope::of(self.municipality)
    }

    async fn apply(&self, tx: &mut Tx<'_>) -> ApiResult<Recorded<()>> {
        let found = documents::find(tx.conn(), self.municipality, &self.code).await?;
        documents::revoke(tx, self.municipality, &self.code, &self.reason).await?;
        let reason = tx
            .commit_text(self.municipality, found.id, &self.reason)
            .await?;
        let entry = Entry::new(self.municipality, "document.revoked", "document", found.id)
            .before(json!({ "code": found.code, "state": found.state }))
            .after(json!({ "code": found.code, "state": "revoked", "reason": reason }))
            .basis("TUO de la Ley 27444, arts. 213 y 214");
        Ok(tx.record(entry).await?.with(()))
    }
}

/// Issues a drafted document in the place of another.
pub(super) struct Replace {
    pub(super) municipality: Uuid,
    pub(super) code: String,
    pub(super) reason: String,
    pub(super) draft: Draft,
}

impl Change for Replace {
    /// The code of the new one.
    type Output = String;

    fn scope(&self) -> Scope {
        Scope::of(self.municipality)
    }

    async fn apply(&self, tx: &mut Tx<'_>) -> ApiResult<Recorded<String>> {
        let found = documents::find(tx.conn(), self.municipality, &self.code).await?;
        let issued = documents::issue(tx, &self.draft).await?;
        documents::replace(tx, self.municipality, &self.code, &issued, &self.reason).await?;
        let reason = tx
            .commit_text(self.municipality, found.id, &self.reason)
            .await?;
        let entry = Entry::new(self.municipality, "document.replaced", "document", found.id)
            .before(json!({ "code": found.code, "state": found.state }))
            .after(json!({
                "code": found.code, "state": "replaced", "by": issued.code, "sha256": issued.sha256, "reason": reason,
            }))
            .basis("TUO de la Ley 27444, art. 212");
        Ok(tx.record(entry).await?.with(issued.code))
    }
}

/// Somebody of the staff opens a document, which may name persons.
pub(super) struct Look {
    pub(super) municipality: Uuid,
    pub(super) code: String,
}

impl Change for Look {
    /// Its file.
    type Output = Uuid;

    fn scope(&self) -> Scope {
        Scope::of(self.municipality)
    }

    async fn apply(&self, tx: &mut Tx<'_>) -> ApiResult<Recorded<Uuid>> {
        let found = documents::find(tx.conn(), self.municipality, &self.code).await?;
        let file = documents::file_of(tx.conn(), self.municipality, &self.code).await?;
        let entry = Entry::new(self.municipality, "document.viewed", "document", found.id)
            .after(json!({ "code": found.code }))
            .basis("Ley 29733, art. 17");
        Ok(tx.record(entry).await?.with(file))
    }
}
