//! Officials are added, corrected and ended. The journal keeps what stood there; names and numbers as commitments.

use sea_orm::{ActiveModelTrait as _, EntityTrait, IntoActiveModel as _};
use serde_json::{Value, json};
use shared::features::visits::REGISTER;
use shared::features::visits::officials::{OfficialEndIn, OfficialIn, OfficialOut};
use shared::rules::mask::mask_document;
use shared::rules::normalize_document;
use shared::text::fold::{collapse, fold};
use uuid::Uuid;

use super::entity::official;
use super::officials::out;
use super::{form, store};
use crate::db::Scope;
use crate::error::{ApiError, ApiResult, Code};
use crate::http::etag::Expected;
use crate::write::{Change, Entry, Receipt, Recorded, Tx, commitment_of};

/// Under which name a document is sealed.
const DOCUMENT: &str = "document";
/// Under which name a name is kept for its commitment.
const NAME: &str = "name";

/// An official in a post is added.
pub(super) struct Add {
    pub(super) municipality: Uuid,
    pub(super) id: Uuid,
    pub(super) body: OfficialIn,
}

impl Change for Add {
    type Output = OfficialOut;

    fn scope(&self) -> Scope {
        Scope::Tenant(self.municipality)
    }

    async fn apply(&self, tx: &mut Tx<'_>) -> ApiResult<Recorded<OfficialOut>> {
        let (receipt, row) = add(tx, self.municipality, self.id, &self.body).await?;
        Ok(receipt.with(out(row)))
    }
}

/// Adds an official; that he was added stands in the journal.
async fn add(
    tx: &mut Tx<'_>,
    municipality: Uuid,
    id: Uuid,
    said: &OfficialIn,
) -> ApiResult<(Receipt, official::Model)> {
    let number = said.document.as_deref().map(normalize_document);
    let number = number.filter(|number| !number.is_empty());
    let number = number.ok_or_else(|| {
        ApiError::field("document", "required", "Escriba el número del documento.")
    })?;
    let row = official::Model {
        municipality_id: municipality,
        id,
        name: String::new(),
        search_text: String::new(),
        document_type: said.document_type.clone(),
        document_masked: mask_document(&number),
        document_tag: form::tag(tx.vault(), "visitor_document", &number)?,
        post: String::new(),
        office: String::new(),
        resolution: String::new(),
        valid_from: said.valid_from,
        valid_to: None,
        end_resolution: None,
        created_at: tx.now(),
        updated_at: tx.now(),
    };
    let row = written(row, said);
    only_once(tx, &row).await?;
    official::Entity::insert(row.clone().into_active_model())
        .exec_without_returning(tx.conn())
        .await?;
    let marks = keep(tx, &row, Some(&number)).await?;
    let after = body(&row, marks);
    let entry = entry(&row, "official.added").after(after);
    Ok((tx.record(entry).await?, row))
}

/// Adds an official within an act of more of them.
pub(super) async fn enter(
    tx: &mut Tx<'_>,
    municipality: Uuid,
    id: Uuid,
    said: &OfficialIn,
) -> ApiResult<official::Model> {
    let (_receipt, row) = add(tx, municipality, id, said).await?;
    Ok(row)
}

/// What was written wrong is put right.
pub(super) struct Correct {
    pub(super) municipality: Uuid,
    pub(super) id: Uuid,
    pub(super) expected: Expected,
    pub(super) body: OfficialIn,
}

impl Change for Correct {
    type Output = OfficialOut;

    fn scope(&self) -> Scope {
        Scope::Tenant(self.municipality)
    }

    async fn apply(&self, tx: &mut Tx<'_>) -> ApiResult<Recorded<OfficialOut>> {
        let before = store::official(tx.conn(), self.municipality, self.id).await?;
        self.expected.check(&out(before.clone()))?;
        let (receipt, row) = correct(tx, &before, &self.body).await?;
        Ok(receipt.with(out(row)))
    }
}

/// Writes an official anew; what stood there before stands in the journal.
async fn correct(
    tx: &mut Tx<'_>,
    before: &official::Model,
    said: &OfficialIn,
) -> ApiResult<(Receipt, official::Model)> {
    let number = said.document.as_deref().map(normalize_document);
    let number = number.filter(|number| !number.is_empty());
    let mut row = before.clone();
    if let Some(number) = &number {
        row.document_masked = mask_document(number);
        row.document_tag = form::tag(tx.vault(), "visitor_document", number)?;
    } else if row.document_type != said.document_type {
        let message = "Escriba el número del documento de este tipo.";
        return Err(ApiError::field("document", "required", message));
    }
    row.updated_at = tx.now();
    let row = written(row, said);
    only_once(tx, &row).await?;
    let was = kept(tx, before).await?;
    let marks = keep(tx, &row, number.as_deref()).await?;
    save(tx, &row).await?;
    let entry = entry(&row, "official.corrected")
        .before(body(before, was))
        .after(body(&row, marks));
    Ok((tx.record(entry).await?, row))
}

/// Corrects an official within an act on more of them.
pub(super) async fn rewrite(
    tx: &mut Tx<'_>,
    before: &official::Model,
    said: &OfficialIn,
) -> ApiResult<official::Model> {
    let (_receipt, row) = correct(tx, before, said).await?;
    Ok(row)
}

/// A post ends.
pub(super) struct End {
    pub(super) municipality: Uuid,
    pub(super) id: Uuid,
    pub(super) expected: Expected,
    pub(super) body: OfficialEndIn,
}

impl Change for End {
    type Output = OfficialOut;

    fn scope(&self) -> Scope {
        Scope::Tenant(self.municipality)
    }

    async fn apply(&self, tx: &mut Tx<'_>) -> ApiResult<Recorded<OfficialOut>> {
        let before = store::official(tx.conn(), self.municipality, self.id).await?;
        self.expected.check(&out(before.clone()))?;
        if self.body.valid_to < before.valid_from {
            let message = "No puede ser anterior al primer día en el cargo.";
            return Err(ApiError::field("valid_to", "before_start", message));
        }
        let row = official::Model {
            valid_to: Some(self.body.valid_to),
            end_resolution: Some(collapse(&self.body.resolution)),
            updated_at: tx.now(),
            ..before.clone()
        };
        save(tx, &row).await?;
        let entry = entry(&row, "official.ended")
            .before(json!({ "valid_to": before.valid_to }))
            .after(json!({ "valid_to": row.valid_to, "end_resolution": row.end_resolution }));
        Ok(tx.record(entry).await?.with(out(row)))
    }
}

fn entry(row: &official::Model, action: &str) -> Entry {
    Entry::new(row.municipality_id, action, "official", row.id).basis(REGISTER.legal_basis)
}

/// What the form says, in the row.
fn written(row: official::Model, body: &OfficialIn) -> official::Model {
    let [name, post, office] = [&body.name, &body.post, &body.office].map(|text| collapse(text));
    official::Model {
        search_text: fold(&format!("{name} {post} {office}")),
        name,
        post,
        office,
        document_type: body.document_type.clone(),
        resolution: collapse(&body.resolution),
        valid_from: body.valid_from,
        valid_to: body.valid_to,
        ..row
    }
}

/// One person does not hold the same post twice on a day.
async fn only_once(tx: &Tx<'_>, row: &official::Model) -> ApiResult<()> {
    let others = store::posts_of(tx.conn(), row.municipality_id, &row.document_tag).await?;
    let begins_before = |start, end: Option<chrono::NaiveDate>| end.is_none_or(|end| start <= end);
    let is_same = |other: &&official::Model| {
        other.id != row.id
            && fold(&other.post) == fold(&row.post)
            && fold(&other.office) == fold(&row.office)
            && begins_before(other.valid_from, row.valid_to)
            && begins_before(row.valid_from, other.valid_to)
    };
    if others.iter().any(|other| is_same(&other)) {
        let detail = "Esta persona ya figura en ese cargo en esas fechas";
        return Err(ApiError::new(Code::Duplicate).detail(detail));
    }
    Ok(())
}

async fn save(tx: &Tx<'_>, row: &official::Model) -> ApiResult<()> {
    let row = row.clone().into_active_model().reset_all();
    official::Entity::update(row).exec(tx.conn()).await?;
    Ok(())
}

/// The commitments of name and number.
type Marks = (Option<String>, Option<String>);

/// Seals the name, and the number where there is a new one.
async fn keep(tx: &mut Tx<'_>, row: &official::Model, number: Option<&str>) -> ApiResult<Marks> {
    let (municipality, id) = (row.municipality_id, row.id);
    let name = tx.keep_personal(municipality, id, NAME, "name", &row.name);
    let name = name.await?.commitment;
    let number = match number {
        Some(number) => {
            let kept = tx.keep_personal(municipality, id, DOCUMENT, "document", number);
            Some(kept.await?.commitment)
        }
        None => commitment_of(tx.conn(), tx.vault(), municipality, id, DOCUMENT).await?,
    };
    Ok((Some(name), number))
}

async fn kept(tx: &Tx<'_>, row: &official::Model) -> ApiResult<Marks> {
    let of = |field| commitment_of(tx.conn(), tx.vault(), row.municipality_id, row.id, field);
    Ok((of(NAME).await?, of(DOCUMENT).await?))
}

fn body(row: &official::Model, (name, document): Marks) -> Value {
    json!({
        "name": name, "document": document, "document_type": row.document_type, "post": row.post,
        "office": row.office, "resolution": row.resolution, "valid_from": row.valid_from,
        "valid_to": row.valid_to,
    })
}
