//! The applicant corrects an observed request, by the link of the mail.

use sea_orm::ActiveValue::Set;
use sea_orm::EntityTrait;
use serde_json::{Value, json};
use shared::features::files::UploadPurpose;
use shared::features::notices::NoticeKind;
use shared::features::portal_requests::{
    CorrectionIn, PortalRequestReceipt, REVIEW, RequestAction, RequestChange, RequestField,
};
use shared::rules::{self, mask};
use uuid::Uuid;

use super::entity::request;
use super::look::responsible;
use super::submit::{Kept, check_designation, columns, keep_responsible, place};
use super::{desk, letters, link, tell, workflow};
use crate::db::{PLATFORM, Scope};
use crate::error::{ApiError, ApiResult};
use crate::files;
use crate::reference;
use crate::write::{Change, Entry, Recorded, Tx};

/// The same request, corrected by its applicant.
pub(super) struct Correct {
    pub(super) correction: CorrectionIn,
    pub(super) public_url: String,
}

impl Change for Correct {
    type Output = PortalRequestReceipt;

    fn scope(&self) -> Scope {
        Scope::Platform
    }

    async fn apply(&self, tx: &mut Tx<'_>) -> ApiResult<Recorded<PortalRequestReceipt>> {
        let before = link::opened(tx.conn(), tx.vault(), &self.correction.token).await?;
        let step = workflow::allowed(&before, RequestAction::Correct)?;
        let input = &self.correction.request;
        check_designation(input, tx).map_err(|error| error.within("request"))?;
        let place = place(tx, input)
            .await
            .map_err(|error| error.within("request"))?;
        let scan = self.scan(tx, &before).await?;
        let was = responsible(tx, &before).await?;
        let kept = keep_responsible(tx, before.id, &input.responsible)
            .await
            .map_err(|error| error.within("request"))?;
        let columns = columns(tx, input, &place, scan)?;
        let row = store_corrected(tx, &before, columns, &kept).await?;
        workflow::take(tx, &row, step, None, None).await?;
        let calendar = reference::calendar_in(tx.conn(), &row.ubigeo).await?;
        let answer_by = workflow::count(&calendar, tx.now(), REVIEW)?;
        let letter = letters::received(
            &input.responsible.full_name(),
            &row.code,
            &place.municipality,
            &answer_by,
            &self.public_url,
        );
        tx.mail(letters::mail(
            "portal_request.received",
            &input.responsible.email,
            letter,
        ))
        .await?;
        if let Some(was) = was.filter(|_| kept.changed(RequestField::Email)) {
            let now_to = rules::normalize_email(&input.responsible.email);
            let letter = letters::readdressed(&was.name, &row, &now_to, &self.public_url);
            let template = "portal_request.readdressed";
            tx.mail(letters::mail(template, &was.email, letter)).await?;
        }
        let kind = NoticeKind::RequestCorrected;
        tell::operators(tx, tell::EVERYBODY, kind, row.id, &place.municipality).await?;
        let entry = entry(&before, &row, kept);
        let receipt = PortalRequestReceipt {
            code: row.code,
            submitted_at: tx.now(),
            answer_by,
            documents: Vec::new(),
        };
        Ok(tx.record(entry).await?.with(receipt))
    }
}

impl Correct {
    /// Another scan, or the one that was sent.
    async fn scan(&self, tx: &mut Tx<'_>, before: &request::Model) -> ApiResult<Uuid> {
        let upload = &self.correction.request.scan;
        if upload.is_empty() {
            let kept = before.scan_id;
            return kept.ok_or_else(|| {
                ApiError::field(
                    "request.scan",
                    "required",
                    "Adjunte el escaneo de la resolución.",
                )
            });
        }
        let scan = files::attach(tx, PLATFORM, upload, UploadPurpose::Scan, false).await;
        scan.map(|scan| scan.id)
            .map_err(|error| error.on_field("request.scan"))
    }
}

/// Keeps what was corrected, and what that changed since the request was submitted.
async fn store_corrected(
    tx: &Tx<'_>,
    before: &request::Model,
    columns: request::ActiveModel,
    kept: &Kept,
) -> ApiResult<request::Model> {
    let corrected = request::ActiveModel {
        id: Set(before.id),
        ..columns
    };
    let row = request::Entity::update(corrected).exec(tx.conn()).await?;
    let now = changes(before, &row, kept)?;
    let all = since_submitted(desk::changes(before)?, now);
    let told = request::ActiveModel {
        id: Set(row.id),
        changes: Set(Some(serde_json::to_string(&all)?)),
        ..Default::default()
    };
    Ok(request::Entity::update(told).exec(tx.conn()).await?)
}

/// What one correction changed.
fn changes(
    before: &request::Model,
    after: &request::Model,
    kept: &Kept,
) -> ApiResult<Vec<RequestChange>> {
    use RequestField as F;
    let designation = |row| ApiResult::Ok(desk::designation(row)?.summary());
    let ruc = |row: &request::Model| row.ruc.as_deref().map(mask::mask_ruc).unwrap_or_default();
    let centre = |row: &request::Model| row.populated_center.clone().unwrap_or_default();
    let plain = [
        (F::Kind, before.kind.clone(), after.kind.clone()),
        (F::Place, before.place.clone(), after.place.clone()),
        (F::PopulatedCenter, centre(before), centre(after)),
        (F::Ruc, ruc(before), ruc(after)),
        (F::Post, before.post.clone(), after.post.clone()),
        (F::Designation, designation(before)?, designation(after)?),
    ];
    let changed = |(field, before, after): (F, String, String)| {
        (before != after).then_some(RequestChange {
            field,
            before,
            after,
        })
    };
    let mut out: Vec<_> = plain.into_iter().filter_map(changed).collect();
    out.extend(kept.masked.iter().cloned());
    if before.scan_id != after.scan_id {
        out.push(RequestChange {
            field: F::Scan,
            before: String::new(),
            after: String::new(),
        });
    }
    Ok(out)
}

/// Several corrections as one: how each thing was submitted, and how it stands now.
fn since_submitted(mut all: Vec<RequestChange>, now: Vec<RequestChange>) -> Vec<RequestChange> {
    for change in now {
        match all.iter_mut().find(|known| known.field == change.field) {
            Some(known) => known.after = change.after,
            None => all.push(change),
        }
    }
    all
}

fn entry(before: &request::Model, after: &request::Model, kept: Kept) -> Entry {
    let said = |row: &request::Model, responsible: Value| {
        json!({
            "municipality": row.municipality_name, "ubigeo": row.ubigeo, "kind": row.kind,
            "designation": format!("{} {} {}", row.designation_kind, row.designation_number, row.designation_date),
            "post": row.post, "scan_id": row.scan_id, "responsible": responsible,
        })
    };
    Entry::new(
        PLATFORM,
        RequestAction::Correct.done(),
        "portal_request",
        after.id,
    )
    .before(said(before, kept.before))
    .after(said(after, kept.after))
    .basis("TUO de la Ley 27444, art. 136")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn change(field: RequestField, before: &str, after: &str) -> RequestChange {
        RequestChange {
            field,
            before: before.into(),
            after: after.into(),
        }
    }

    #[test]
    fn two_corrections_are_told_as_one_since_the_submission() {
        let first = vec![change(RequestField::Post, "Alcalde", "Gerente")];
        let second = vec![
            change(RequestField::Post, "Gerente", "Subgerente"),
            change(RequestField::Ruc, "", "20168999926"),
        ];
        assert_eq!(
            since_submitted(first, second),
            [
                change(RequestField::Post, "Alcalde", "Subgerente"),
                change(RequestField::Ruc, "", "20168999926")
            ]
        );
    }
}
