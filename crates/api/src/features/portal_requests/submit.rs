//! Sending a request, and sending it again corrected.

use chrono::TimeDelta;
use sea_orm::ActiveValue::Set;
use sea_orm::EntityTrait;
use serde_json::json;
use shared::features::directory::MunicipalityKind;
use shared::features::files::UploadPurpose;
use shared::features::notices::NoticeKind;
use shared::features::portal_requests::{
    PortalRequestIn, PortalRequestReceipt, REVIEW, RequestAction, RequestState, ResponsibleIn,
    TrackIn,
};
use shared::rules;
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
use crate::write::{Change, Entry, Recorded, Tx, personal_tag};

/// Fields under which the responsible person's values are kept.
pub(super) mod field {
    pub(in super::super) const NAME: &str = "name";
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
        let commitments = keep_responsible(tx, id, &input.responsible).await?;
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
                "responsible": commitments,
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

/// The same request, corrected by its applicant.
pub(super) struct Correct {
    pub(super) track: TrackIn,
    pub(super) request: PortalRequestIn,
    pub(super) public_url: String,
}

impl Change for Correct {
    type Output = PortalRequestReceipt;

    fn scope(&self) -> Scope {
        Scope::Platform
    }

    async fn apply(&self, tx: &mut Tx<'_>) -> ApiResult<Recorded<PortalRequestReceipt>> {
        let tag = personal_tag(tx.vault(), "dni", &self.track.dni)?;
        let row = store::find_tracked(tx.conn(), &self.track.code, &tag)
            .await?
            .ok_or_else(ApiError::not_found)?;
        let step = workflow::allowed(&row, RequestAction::Correct)?;
        let input = &self.request;
        check_designation(input, tx)?;
        let place = place(tx, input).await?;
        let scan = files::attach(tx, PLATFORM, &input.scan, UploadPurpose::Scan, false)
            .await
            .map_err(|error| error.on_field("request.scan"))?;
        let commitments = keep_responsible(tx, row.id, &input.responsible).await?;
        let corrected = request::ActiveModel {
            id: Set(row.id),
            ..columns(tx, input, &place, scan.id)?
        };
        let row = request::Entity::update(corrected).exec(tx.conn()).await?;
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
        let kind = NoticeKind::RequestCorrected;
        tell::operators(tx, tell::EVERYBODY, kind, row.id, &place.municipality).await?;
        let entry = Entry::new(PLATFORM, "portal_request.corrected", "portal_request", row.id)
            .after(json!({ "municipality": place.municipality, "scan_sha256": scan.sha256, "responsible": commitments }))
            .basis("TUO de la Ley 27444, art. 136");
        let receipt = PortalRequestReceipt {
            code: row.code,
            submitted_at: tx.now(),
            answer_by,
            documents: Vec::new(),
        };
        Ok(tx.record(entry).await?.with(receipt))
    }
}

/// Where the municipality is and how it is called.
struct Place {
    municipality: String,
    path: String,
}

async fn place(tx: &Tx<'_>, input: &PortalRequestIn) -> ApiResult<Place> {
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

fn check_designation(input: &PortalRequestIn, tx: &Tx<'_>) -> ApiResult<()> {
    rules::date_not_future(input.responsible.designation.date, lima_date(tx.now()))
        .map_err(|violation| ApiError::violation("responsible.designation.date", violation))
}

fn columns(
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

async fn keep_responsible(
    tx: &mut Tx<'_>,
    request: Uuid,
    person: &ResponsibleIn,
) -> ApiResult<serde_json::Value> {
    let email = rules::normalize_email(&person.email);
    let phone = rules::normalize_phone(&person.phone)
        .map_err(|violation| ApiError::violation("responsible.phone", violation))?;
    let name = person.full_name();
    let mut commitments = serde_json::Map::new();
    for (field, value) in [
        (field::NAME, name.as_str()),
        (field::DNI, person.dni.as_str()),
        (field::EMAIL, email.as_str()),
        (field::PHONE, phone.as_str()),
    ] {
        let kept = tx
            .keep_personal(PLATFORM, request, field, field, value)
            .await?;
        commitments.insert(field.to_owned(), kept.commitment.into());
    }
    Ok(commitments.into())
}
