//! Who is told what happened to a stage: operators in the staff app and by mail, the municipality likewise.

use shared::access::Role;
use shared::features::notices::NoticeKind;

use super::changes::Place;
use crate::db::PLATFORM;
use crate::error::{ApiError, ApiResult};
use crate::features::grants::tell_holders;
use crate::features::municipalities;
use crate::features::notices::{Notice, To};
use crate::outbox::Letter;
use crate::write::Tx;

/// Those of a municipality who are told.
const KEEPERS: [Role; 2] = [Role::PortalAdmin, Role::VisitsAdmin];

/// The page of the municipality's plan.
fn page(place: Place) -> String {
    format!("/admin/puesta-en-marcha/{}", place.stage.code.as_str())
}

/// A stage waits for the operators.
pub(super) async fn tell_operators(
    tx: &mut Tx<'_>,
    place: Place,
    public_url: &str,
) -> ApiResult<()> {
    let found = municipalities::find(tx.conn(), place.municipality).await?;
    let name = found.ok_or_else(ApiError::not_found)?.name;
    let link = format!("/admin/puestas-en-marcha/{}", place.municipality);
    let title = place.stage.title;
    let letter = Letter {
        subject: format!("Una etapa espera su decisión: {title}"),
        name: String::new(),
        paragraphs: vec![
            format!("La {name} envió la etapa «{title}» de su puesta en marcha."),
            "Revise el formulario y la evidencia, y acéptela o devuélvala con el motivo."
                .to_owned(),
        ],
        action: Some(("Ver la etapa".to_owned(), format!("{public_url}{link}"))),
        footer: "Recibe este correo porque es parte del equipo operador de la plataforma."
            .to_owned(),
    };
    let template = "golive.stage_submitted";
    tell_holders(tx, PLATFORM, Role::PlatformOperator, template, &letter).await?;
    tx.notify(Notice {
        municipality: PLATFORM,
        to: To::Role(Role::PlatformOperator),
        kind: NoticeKind::StageSubmitted,
        about: format!("{name}: {title}"),
        link,
    })
    .await
}

/// The operator decided.
pub(super) async fn tell_municipality(
    tx: &mut Tx<'_>,
    place: Place,
    kind: NoticeKind,
    reason: Option<&str>,
    public_url: &str,
) -> ApiResult<()> {
    let title = place.stage.title;
    let (subject, paragraphs, template) = match reason {
        Some(reason) => (
            format!("Le devolvieron una etapa: {title}"),
            vec![
                format!("El operador de la plataforma devolvió la etapa «{title}». El motivo:"),
                reason.to_owned(),
                "Corríjala y envíela otra vez. Si tiene dudas, haga una consulta desde la misma página.".to_owned(),
            ],
            "golive.stage_returned",
        ),
        None if place.stage.code == place.plan.production => (
            "Su registro está en producción".to_owned(),
            vec![
                "El operador de la plataforma aceptó la puesta en producción: desde ahora lo que se registra es público."
                    .to_owned(),
                "Los datos de práctica se retiraron.".to_owned(),
            ],
            "golive.stage_accepted",
        ),
        None => (
            format!("Etapa aceptada: {title}"),
            vec![
                format!("El operador de la plataforma aceptó la etapa «{title}»."),
                "La página de la puesta en marcha dice qué sigue.".to_owned(),
            ],
            "golive.stage_accepted",
        ),
    };
    let letter = Letter {
        subject,
        name: String::new(),
        paragraphs,
        action: Some((
            "Ver la puesta en marcha".to_owned(),
            format!("{public_url}{}", page(place)),
        )),
        footer: "Recibe este correo porque responde por la puesta en marcha de su municipalidad."
            .to_owned(),
    };
    for role in KEEPERS {
        tell_holders(tx, place.municipality, role, template, &letter).await?;
        tx.notify(Notice {
            municipality: place.municipality,
            to: To::Role(role),
            kind,
            about: title.to_owned(),
            link: page(place),
        })
        .await?;
    }
    Ok(())
}
