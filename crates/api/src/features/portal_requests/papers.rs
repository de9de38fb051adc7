//! The documents of a request: its receipt (cargo de recepción) and the certificate of the portal that came of it.
//!
//! A document is laid out before the change that issues it, and issued right after the act it tells of; a job queued with
//! that act issues what a crash in between left undone. The receipt names the person responsible and is handed out to who
//! follows the request; the certificate names nobody and is public. LPAG, art. 135.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD as BASE64;
use chrono::{DateTime, TimeDelta, Utc};
use sea_orm::ActiveValue::Set;
use sea_orm::EntityTrait;
use serde::{Deserialize, Serialize};
use serde_json::json;
use shared::features::files::file_path;
use shared::features::portal_requests::{REVIEW, RequestDocument, paper_path};
use shared::time::{lima_date, long_date, short_time};
use uuid::Uuid;

use super::entity::request;
use super::submit::field;
use super::{letters, workflow};
use crate::db::{PLATFORM, Scope};
use crate::documents::{self, Block, Draft, NewDocument};
use crate::error::{ApiError, ApiResult};
use crate::features::municipalities;
use crate::jobs::{Failure, Job};
use crate::reference;
use crate::state::AppState;
use crate::write::{Caller, Change, Entry, Recorded, Tx, read_personal};

/// How long a link to a receipt works; following the request gives a new one.
const LINK_LIFE: TimeDelta = TimeDelta::hours(24);
const CONTEXT: &str = "portal_request_paper";

/// A document of a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Paper {
    Receipt,
    Certificate,
}

impl Paper {
    const fn kind(self) -> &'static str {
        match self {
            Self::Receipt => "portal_request.receipt",
            Self::Certificate => "portal.creation_certificate",
        }
    }

    const fn title(self) -> &'static str {
        match self {
            Self::Receipt => "Cargo de recepción de una solicitud de portal",
            Self::Certificate => "Constancia de creación de portal municipal",
        }
    }

    fn code(self, row: &request::Model) -> Option<&String> {
        match self {
            Self::Receipt => row.receipt_code.as_ref(),
            Self::Certificate => row.certificate_code.as_ref(),
        }
    }
}

/// Issues a document that is not there yet.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct IssuePaper {
    pub(super) code: String,
    pub(super) paper: Paper,
}

impl Job for IssuePaper {
    const KIND: &'static str = "portal_requests.issue_paper";

    async fn run(&self, state: &AppState) -> Result<(), Failure> {
        issue(state, &self.code, self.paper).await?;
        Ok(())
    }
}

/// As [`issue`], right after the act: the job makes up for a failure.
pub(super) async fn issue_now(state: &AppState, code: &str, paper: Paper) {
    if let Err(error) = issue(state, code, paper).await {
        tracing::warn!(error = %error, "a document of a request is left to its job");
    }
}

/// Issues a document of a request, once.
async fn issue(state: &AppState, code: &str, paper: Paper) -> ApiResult<()> {
    let Some(new) = content(state, code, paper).await? else {
        return Ok(());
    };
    let change = Issue {
        code: code.to_owned(),
        paper,
        draft: documents::draft(state, new).await?,
        public_url: state.settings.server.public_url.clone(),
    };
    state
        .write
        .run(Caller::system(IssuePaper::KIND), change)
        .await
}

/// What the document says; `None` where it was issued already, or there is nothing to tell of any more.
async fn content(state: &AppState, code: &str, paper: Paper) -> ApiResult<Option<NewDocument>> {
    let read = state.db.read(Scope::Platform).await?;
    let row = super::store::by_code(&read, code).await?;
    let Some(row) = row.filter(|row| paper.code(row).is_none()) else {
        return Ok(None);
    };
    let blocks = match paper {
        Paper::Receipt => {
            let name = read_personal(&read, &state.vault, PLATFORM, row.id, field::NAME).await?;
            let Some(name) = name else { return Ok(None) };
            let calendar = reference::calendar_in(&read, &row.ubigeo).await?;
            let due = workflow::count(&calendar, row.submitted_at, REVIEW)?;
            receipt_blocks(&row, name, long_date(due.due_on))
        }
        Paper::Certificate => {
            let Some(id) = row.municipality_id else {
                return Ok(None);
            };
            let found = municipalities::find(&read, id).await?;
            let found = found.ok_or_else(ApiError::not_found)?;
            let address = format!("{}/m/{}", state.settings.server.public_url, found.slug);
            certificate_blocks(&row, &found.name, address)
        }
    };
    Ok(Some(NewDocument {
        municipality: PLATFORM,
        kind: paper.kind(),
        issuer: documents::PLATFORM_ISSUER.to_owned(),
        title: paper.title().to_owned(),
        blocks,
        is_public: paper == Paper::Certificate,
    }))
}

fn receipt_blocks(row: &request::Model, name: String, due: String) -> Vec<Block> {
    let received = format!(
        "{}, {}",
        long_date(lima_date(row.submitted_at)),
        short_time(row.submitted_at)
    );
    let designation = format!(
        "{}, del {}",
        row.designation_number,
        long_date(row.designation_date)
    );
    vec![
        Block::paragraph("La plataforma recibió la solicitud de portal municipal que se indica."),
        Block::heading("Qué consta"),
        Block::facts([
            ("Código de la solicitud", row.code.clone()),
            ("Municipalidad", row.municipality_name.clone()),
            ("Lugar", row.place.clone()),
            ("Persona responsable", name),
            ("Cargo", row.post.clone()),
            ("Designación", designation),
            ("Recibida", received),
            ("Se responde a más tardar", due),
        ]),
        Block::paragraph(
            "Con el código y el DNI de la persona responsable se consulta el estado en la página de seguimiento.",
        ),
    ]
}

fn certificate_blocks(row: &request::Model, municipality: &str, address: String) -> Vec<Block> {
    let created = long_date(lima_date(row.turn_since));
    vec![
        Block::paragraph(format!(
            "Se deja constancia de que el {created} se creó el portal de la {municipality}, a solicitud de ella y con la aprobación de dos personas del equipo operador."
        )),
        Block::heading("Qué consta"),
        Block::facts([
            ("Municipalidad", municipality.to_owned()),
            ("Lugar", row.place.clone()),
            ("Ubigeo", row.ubigeo.clone()),
            ("Dirección del portal", address),
        ]),
    ]
}

struct Issue {
    code: String,
    paper: Paper,
    draft: Draft,
    public_url: String,
}

impl Change for Issue {
    type Output = ();

    fn scope(&self) -> Scope {
        Scope::Platform
    }

    async fn apply(&self, tx: &mut Tx<'_>) -> ApiResult<Recorded<()>> {
        let row = super::store::by_code(tx.conn(), &self.code).await?;
        let row = row.ok_or_else(ApiError::not_found)?;
        if self.paper.code(&row).is_some() {
            return Err(ApiError::conflict("El documento ya se emitió"));
        }
        let issued = documents::issue(tx, &self.draft).await?;
        let mut link = request::ActiveModel {
            id: Set(row.id),
            ..Default::default()
        };
        match self.paper {
            Paper::Receipt => link.receipt_code = Set(Some(issued.code.clone())),
            Paper::Certificate => link.certificate_code = Set(Some(issued.code.clone())),
        }
        request::Entity::update(link).exec(tx.conn()).await?;
        if self.paper == Paper::Certificate {
            self.tell(tx, &row, &issued).await?;
        }
        let entry = Entry::new(PLATFORM, "document.issued", "document", issued.id)
            .after(json!({
                "code": issued.code, "kind": self.paper.kind(), "sha256": issued.sha256, "request": row.code,
            }))
            .basis("TUO de la Ley 27444, art. 135");
        Ok(tx.record(entry).await?.with(()))
    }
}

impl Issue {
    async fn tell(
        &self,
        tx: &mut Tx<'_>,
        row: &request::Model,
        issued: &documents::Issued,
    ) -> ApiResult<()> {
        let Some(person) = super::look::responsible(tx, row).await? else {
            return Ok(());
        };
        let letter = letters::certified(
            &person.name,
            &row.municipality_name,
            &issued.code,
            &issued.file_id.to_string(),
            &self.public_url,
        );
        let mail = letters::mail("portal_request.certified", &person.email, letter);
        tx.mail(mail).await
    }
}

/// What stands in a link to a receipt.
#[derive(Serialize, Deserialize)]
struct Ticket {
    code: String,
    expires_at: DateTime<Utc>,
}

/// The documents of a request, with links for whoever follows it.
pub(super) async fn links(state: &AppState, code: &str) -> ApiResult<Vec<RequestDocument>> {
    let read = state.db.read(Scope::Platform).await?;
    let Some(row) = super::store::by_code(&read, code).await? else {
        return Ok(Vec::new());
    };
    let mut out = Vec::new();
    for paper in [Paper::Receipt, Paper::Certificate] {
        let Some(code) = paper.code(&row) else {
            continue;
        };
        let url = match paper {
            Paper::Receipt => paper_path(&ticket(state, code)?),
            Paper::Certificate => {
                let file = documents::file_of(&read, PLATFORM, code).await?;
                file_path(&file.to_string())
            }
        };
        out.push(RequestDocument {
            title: paper.title().to_owned(),
            code: code.clone(),
            url,
        });
    }
    Ok(out)
}

fn ticket(state: &AppState, code: &str) -> ApiResult<String> {
    let ticket = Ticket {
        code: code.to_owned(),
        expires_at: state.clock.now() + LINK_LIFE,
    };
    let sealed = state.vault.seal(CONTEXT, &serde_json::to_vec(&ticket)?);
    Ok(BASE64.encode(sealed.map_err(ApiError::internal)?))
}

/// The file behind a link to a receipt.
///
/// # Errors
/// 404 when the link is none of ours or ran out.
pub(super) async fn open(state: &AppState, token: &str) -> ApiResult<Uuid> {
    let opened = BASE64
        .decode(token)
        .ok()
        .and_then(|sealed| state.vault.open(CONTEXT, &sealed).ok());
    let ticket: Option<Ticket> = opened.and_then(|plain| serde_json::from_slice(&plain).ok());
    let ticket = ticket.filter(|ticket| state.clock.now() < ticket.expires_at);
    let ticket = ticket.ok_or_else(ApiError::not_found)?;
    let read = state.db.read(Scope::Platform).await?;
    documents::file_of(&read, PLATFORM, &ticket.code).await
}
