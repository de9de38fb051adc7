//! Sending a request, and what a correction does alike.

use chrono::TimeDelta;
use sea_orm::ActiveValue::Set;
use sea_orm::EntityTrait;
use serde_json::{Map, Value, json};
use shared::features::directory::MunicipalityKind;
use shared::features::files::UploadPurpose;
use shared::features::notices::NoticeKind;
use shared::features::portal_requests::{
    PortalRequestIn, PortalRequestReceipt, REVIEW, RequestChange, RequestField, RequestState,
    ResponsibleIn,
};
use shared::rules::{self, mask};
use shared::time::lima_date;
use shared::ubigeo::{Level, Ubigeo};
use uuid::Uuid;

use super::entity::request;
use super::papers::{IssuePaper, Paper};
use super::{letters, store, tell, workflow};
use crate::db::{PLATFORM, Scope};
use crate::error::{ApiError, ApiResult, Code};
use crate::features::{municipalities, places};
use crate::files;
use crate::jobs::NewJob;
use crate::kit::sequence;
use crate::reference;
use crate::write::{Change, Entry, Recorded, Tx, commitment_of, personal_tag, read_personal};

/// Fields under which the responsible person's values are kept.
pub(super) mod field {
    pub(in super::super) const NAME: &str = "name";
    /// The part of the name that is not the family's, so that a correction begins with both.
    pub(in super::super) const GIVEN_NAMES: &str = "given_names";
    pub(in super::super) const DNI: &str = "dni";
    pub(in super::super) const EMAIL: &str = "email";
    pub(in super::super) const PHONE: &str = "phone";
}

/// A new request.
pub(super) struct Submit {
    pub(super) request: PortalRequestIn,
    /// Origin for the addresses in mails.
    pub(super) public_url: String,
}

impl Change for Submit {
    type Output = PortalRequestReceipt;

    fn scope(&self) -> Scope {
        Scope::Platform
    }

    async fn apply(&self, tx: &mut Tx<'_>) -> ApiResult<Recorded<PortalRequestReceipt>> {
        let input = &self.request;
        check_designation(input, tx)?;
        let place = place(tx, input).await?;
        let centre = input.populated_center.as_deref().map(str::trim);
        if !store::open_for_place(tx.conn(), &input.ubigeo, input.kind.as_str(), centre)
            .await?
            .is_empty()
        {
            return Err(ApiError::new(Code::Duplicate)
                .detail("Ya hay una solicitud en curso para esta municipalidad. Haga el seguimiento con su código."));
        }
        if municipalities::find_at(tx.conn(), &input.ubigeo, input.kind, centre)
            .await?
            .is_some_and(|found| found.status.is_granted())
        {
            return Err(
                ApiError::new(Code::Duplicate).detail("Esta municipalidad ya tiene un portal.")
            );
        }
        let id = Uuid::now_v7();
        let code = sequence::next_code(tx, PLATFORM, "POR").await?;
        let scan = files::attach(tx, PLATFORM, &input.scan, UploadPurpose::Scan, false)
            .await
            .map_err(|error| error.on_field("scan"))?;
        let kept = keep_responsible(tx, id, &input.responsible).await?;
        let calendar = reference::calendar_in(tx.conn(), &input.ubigeo).await?;
        let answer_by = workflow::count(&calendar, tx.now(), REVIEW)?;
        request::Entity::insert(request::ActiveModel {
            id: Set(id),
            code: Set(code.clone()),
            state: Set(RequestState::Submitted.code().to_owned()),
            submitted_at: Set(tx.now()),
            turn_since: Set(tx.now()),
            due_at: Set(Some(answer_by.due_at)),
            ..columns(tx, input, &place, scan.id)?
        })
        .exec_without_returning(tx.conn())
        .await?;
        workflow::happened(tx, id, None, RequestState::Submitted, None, None).await?;
        let letter = letters::received(
            &input.responsible.full_name(),
            &code,
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
        let paper = IssuePaper {
            code: code.clone(),
            paper: Paper::Receipt,
        };
        let later = tx.now() + TimeDelta::minutes(1);
        tx.job(NewJob::new(PLATFORM, paper).at(later)).await?;
        let kind = NoticeKind::RequestSubmitted;
        tell::operators(tx, tell::EVERYBODY, kind, id, &place.municipality).await?;
        let entry = Entry::new(PLATFORM, "portal_request.submitted", "portal_request", id)
            .after(json!({
                "code": code, "municipality": place.municipality, "ubigeo": input.ubigeo,
                "kind": input.kind, "designation": input.responsible.designation.summary(), "scan_sha256": scan.sha256,
                "responsible": kept.after,
            }))
            .basis("TUO de la Ley 27444, arts. 51 y 124");
        let receipt = PortalRequestReceipt {
            code,
            submitted_at: tx.now(),
            answer_by,
            documents: Vec::new(),
        };
        Ok(tx.record(entry).await?.with(receipt))
    }
}

/// Where the municipality is and how it is called.
pub(super) struct Place {
    pub(super) municipality: String,
    path: String,
}

pub(super) async fn place(tx: &Tx<'_>, input: &PortalRequestIn) -> ApiResult<Place> {
    let unknown = || ApiError::field("ubigeo", "unknown_place", "Elija el distrito de la lista.");
    let code: Ubigeo = input.ubigeo.parse().map_err(|_| unknown())?;
    let places = places::load(tx.conn()).await?;
    let district = places
        .get(&code)
        .filter(|place| code.level() == Level::District && place.is_in_force(lima_date(tx.now())))
        .ok_or_else(unknown)?;
    let [department, province, name] = places.names(&code);
    let municipality = match input.kind {
        MunicipalityKind::Provincial => format!("Municipalidad Provincial de {province}"),
        MunicipalityKind::District => format!("Municipalidad Distrital de {}", district.name),
        MunicipalityKind::PopulatedCenter => {
            let centre = input.populated_center.as_deref().unwrap_or_default().trim();
            format!("Municipalidad del Centro Poblado de {centre}")
        }
    };
    Ok(Place {
        municipality,
        path: format!("{department}, {province}, {name}"),
    })
}

pub(super) fn check_designation(input: &PortalRequestIn, tx: &Tx<'_>) -> ApiResult<()> {
    rules::date_not_future(input.responsible.designation.date, lima_date(tx.now()))
        .map_err(|violation| ApiError::violation("responsible.designation.date", violation))
}

pub(super) fn columns(
    tx: &Tx<'_>,
    input: &PortalRequestIn,
    place: &Place,
    scan: Uuid,
) -> ApiResult<request::ActiveModel> {
    let person = &input.responsible;
    let centre = input
        .populated_center
        .as_deref()
        .map(|name| name.trim().to_owned());
    Ok(request::ActiveModel {
        kind: Set(input.kind.as_str().to_owned()),
        ubigeo: Set(input.ubigeo.clone()),
        populated_center: Set(centre),
        ruc: Set(input.ruc.clone()),
        municipality_name: Set(place.municipality.clone()),
        place: Set(place.path.clone()),
        dni_tag: Set(personal_tag(tx.vault(), "dni", &person.dni)?),
        post: Set(person.post.trim().to_owned()),
        designation_kind: Set(person.designation.kind.code().to_owned()),
        designation_number: Set(person.designation.number.trim().to_owned()),
        designation_date: Set(person.designation.date),
        scan_id: Set(Some(scan)),
        ..Default::default()
    })
}

/// What was kept of the responsible person: commitments for the journal, masks for operators. Values that stand there
/// already are not kept again.
pub(super) struct Kept {
    pub(super) before: Value,
    pub(super) after: Value,
    pub(super) masked: Vec<RequestChange>,
}

impl Kept {
    pub(super) fn changed(&self, field: RequestField) -> bool {
        self.masked.iter().any(|change| change.field == field)
    }
}

/// A value of the person: its field, the value, what operators call it where they see it, and how it is masked.
type Held = (
    &'static str,
    String,
    Option<RequestField>,
    fn(&str) -> String,
);

/// Keeps the person's values that are new.
pub(super) async fn keep_responsible(
    tx: &mut Tx<'_>,
    request: Uuid,
    person: &ResponsibleIn,
) -> ApiResult<Kept> {
    let email = rules::normalize_email(&person.email);
    let phone = rules::normalize_phone(&person.phone)
        .map_err(|violation| ApiError::violation("responsible.phone", violation))?;
    let values: [Held; 5] = [
        (
            field::NAME,
            person.full_name(),
            Some(RequestField::Name),
            mask::mask_name,
        ),
        (
            field::GIVEN_NAMES,
            person.given_names.trim().to_owned(),
            None,
            mask::mask_name,
        ),
        (
            field::DNI,
            person.dni.clone(),
            Some(RequestField::Dni),
            mask::mask_document,
        ),
        (
            field::EMAIL,
            email,
            Some(RequestField::Email),
            mask::mask_email,
        ),
        (
            field::PHONE,
            phone,
            Some(RequestField::Phone),
            mask::mask_document,
        ),
    ];
    let (mut before, mut after) = (Map::new(), Map::new());
    let mut masked = Vec::new();
    for (field, value, shown, mask) in values {
        let old = read_personal(tx.conn(), tx.vault(), PLATFORM, request, field).await?;
        if old.as_deref() == Some(value.as_str()) {
            continue;
        }
        if let Some(old) = &old {
            let commitment = commitment_of(tx.conn(), tx.vault(), PLATFORM, request, field).await?;
            before.insert(field.to_owned(), commitment.into());
            masked.extend(shown.map(|field| RequestChange {
                field,
                before: mask(old),
                after: mask(&value),
            }));
        }
        let kept = tx
            .keep_personal(PLATFORM, request, field, field, &value)
            .await?;
        after.insert(field.to_owned(), kept.commitment.into());
    }
    Ok(Kept {
        before: before.into(),
        after: after.into(),
        masked,
    })
}
