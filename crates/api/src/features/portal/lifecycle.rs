//! The municipality's own steps of its portal: begun when its administrator enters first, ready when he declares it.
//!
//! The steps are the table `shared::features::portal::lifecycle`. Mails need the accounts of persons, so a change that
//! takes a step is one of the platform.

use actix_web::{HttpRequest, HttpResponse, post, web};
use serde_json::json;
use shared::access::{Role, perm};
use shared::features::directory::PortalStatus;
use shared::features::portal::lifecycle::{PortalAct, PortalStep, Told, portal_step};
use shared::features::portal_admin::{Checklist, DeclareReadyIn};
use shared::time::{lima_date, long_date};
use uuid::Uuid;

use super::checklist::checklist;
use crate::db::{PLATFORM, Scope};
use crate::error::{ApiError, ApiResult};
use crate::features::grants;
use crate::features::grants::tell_holders;
use crate::features::municipalities::{self, Municipality};
use crate::http::etag;
use crate::http::input::Valid;
use crate::http::staff::Staff;
use crate::outbox::Letter;
use crate::problems::StaffWrite;
use crate::state::AppState;
use crate::write::{Change, Entry, Receipt, Recorded, Tx};

/// Somebody begins to work in a municipality: when its portal waits for its administrator, its set-up begins.
pub(crate) async fn entered(
    tx: &mut Tx<'_>,
    municipality: Uuid,
    account: Uuid,
    public_url: &str,
) -> ApiResult<()> {
    let Some(found) = municipalities::find(tx.conn(), municipality).await? else {
        return Ok(());
    };
    let Some(step) = portal_step(found.status, PortalAct::Configure) else {
        return Ok(());
    };
    let today = lima_date(tx.now());
    let holders = grants::holders(tx.conn(), municipality, Role::PortalAdmin, today).await?;
    if !holders.contains(&account) {
        return Ok(());
    }
    let _in_the_journal_of_the_tenant = take(tx, &found, step, public_url).await?;
    Ok(())
}

/// Declare that the portal is complete: from now on its own domain may be asked for.
///
/// Refused with 409 while something of the checklist is missing that neighbours need.
#[utoipa::path(tag = "portal", security(("session" = ["portal:declare"])), request_body = DeclareReadyIn,
    responses((status = 200, description = "La lista", body = Checklist), StaffWrite))]
#[post("/admin/portal/ready")]
pub(crate) async fn declare_portal_ready(
    state: web::Data<AppState>,
    staff: Staff<perm::PortalDeclare>,
    request: HttpRequest,
    body: Valid<DeclareReadyIn>,
) -> ApiResult<HttpResponse> {
    let change = DeclareReady {
        municipality: staff.municipality()?,
        public_url: state.settings.server.public_url.clone(),
    };
    let caller = staff.caller_with(&request, &body);
    etag::row(&state.write.run(caller, change).await?)
}

struct DeclareReady {
    municipality: Uuid,
    public_url: String,
}

impl Change for DeclareReady {
    type Output = Checklist;

    fn scope(&self) -> Scope {
        Scope::Platform
    }

    async fn apply(&self, tx: &mut Tx<'_>) -> ApiResult<Recorded<Checklist>> {
        let found = municipalities::find(tx.conn(), self.municipality)
            .await?
            .ok_or_else(ApiError::not_found)?;
        let step = portal_step(found.status, PortalAct::DeclareReady).ok_or_else(|| {
            let state = PortalStatus::Configuring.label().to_lowercase();
            ApiError::conflict(format!(
                "El portal no está {state}: no hay nada que declarar."
            ))
        })?;
        if !checklist(tx.conn(), self.municipality).await?.is_complete() {
            return Err(ApiError::conflict(
                "Todavía falta algo de lo que la puesta en marcha señala como necesario.",
            ));
        }
        let receipt = take(tx, &found, step, &self.public_url).await?;
        Ok(receipt.with(checklist(tx.conn(), self.municipality).await?))
    }
}

/// Takes a step: state and term, mails, journal.
async fn take(
    tx: &mut Tx<'_>,
    municipality: &Municipality,
    step: &PortalStep,
    public_url: &str,
) -> ApiResult<Receipt> {
    municipalities::set_status(tx, municipality.id, step.to).await?;
    let now = municipalities::find(tx.conn(), municipality.id)
        .await?
        .ok_or_else(ApiError::not_found)?;
    let administrators = (municipality.id, Role::PortalAdmin);
    let operators = (PLATFORM, Role::PlatformOperator);
    let letter = letter(&now, step.act, public_url);
    if let Some((template, told)) = step.mail {
        let to: &[(Uuid, Role)] = match told {
            Told::Administrators => &[administrators],
            Told::Everybody => &[administrators, operators],
        };
        for (place, role) in to {
            tell_holders(tx, *place, *role, template, &letter).await?;
        }
    }
    let action = match step.act {
        PortalAct::Configure => "portal.configuring_begun",
        _ => "portal.ready_declared",
    };
    let entry = Entry::new(municipality.id, action, "portal", municipality.id)
        .before(json!({ "status": step.from }))
        .after(json!({ "status": step.to, "due_at": now.status_due_at }))
        .basis("Ley 27972");
    tx.record(entry).await
}

fn letter(portal: &Municipality, act: PortalAct, public_url: &str) -> Letter {
    let place = &portal.name;
    let address = format!("{public_url}/m/{}", portal.slug);
    let (subject, mut paragraphs, action) = match act {
        PortalAct::Configure => (
            "Empezó la preparación del portal",
            vec![
                format!(
                    "El portal de la {place} ya está {}.",
                    portal.status.label().to_lowercase()
                ),
                "La lista de puesta en marcha muestra lo que falta y lleva a cada pantalla. Cuando esté completa, declárelo ahí mismo.".to_owned(),
            ],
            ("Ver lo que falta", format!("{public_url}/admin/portal")),
        ),
        _ => (
            "El portal está completo",
            vec![
                format!("El responsable del portal de la {place} declaró que está completo."),
                "Desde ahora se puede solicitar su dominio propio.".to_owned(),
            ],
            ("Ver el portal", address),
        ),
    };
    if let Some(due) = portal.status_due_at {
        let due = long_date(lima_date(due));
        paragraphs.push(format!(
            "La plataforma espera que esté completo a más tardar el {due}. Si necesita más tiempo, el portal sigue funcionando."
        ));
    }
    Letter {
        subject: format!("{subject}: {place}"),
        name: String::new(),
        paragraphs,
        action: Some((action.0.to_owned(), action.1)),
        footer: "Recibe este correo porque responde por este portal o por la plataforma."
            .to_owned(),
    }
}
