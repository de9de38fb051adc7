//! What the applicant is told by mail at each step.

use chrono::NaiveDate;
use shared::access::Role;
use shared::deadline::Deadline;
use shared::features::help::manual_page;
use shared::rules::mask::mask_email;
use shared::time::long_date;

use crate::db::PLATFORM;
use crate::outbox::{Letter, Mail};

/// A mail about a request.
pub(super) fn mail(template: &'static str, to: &str, letter: Letter) -> Mail {
    Mail {
        municipality: PLATFORM,
        template,
        to: to.to_owned(),
        letter,
    }
}

fn letter(
    name: &str,
    code: &str,
    subject: &str,
    paragraphs: Vec<String>,
    public_url: &str,
) -> Letter {
    Letter {
        subject: format!("{subject} ({code})"),
        name: name.to_owned(),
        paragraphs,
        action: Some((
            "Ver cómo va la solicitud".to_owned(),
            format!("{public_url}/seguimiento?codigo={code}"),
        )),
        footer: "Recibe este correo porque figura como responsable en una solicitud de portal municipal. \
            Si no la envió, responda a este correo."
            .to_owned(),
    }
}

/// The request arrived.
pub(super) fn received(
    name: &str,
    code: &str,
    municipality: &str,
    due: &Deadline,
    public_url: &str,
) -> Letter {
    let paragraphs = vec![
        format!("Recibimos la solicitud de portal de la {municipality}. Su código es {code}."),
        format!(
            "Le responderemos a más tardar el {}.",
            long_date(due.due_on)
        ),
        "Para consultar el estado necesita el código y el DNI de la persona responsable."
            .to_owned(),
    ];
    letter(
        name,
        code,
        "Recibimos su solicitud de portal",
        paragraphs,
        public_url,
    )
}

/// The term for corrections is another one by the calendar.
pub(super) fn term_moved(
    name: &str,
    (code, municipality): (&str, &str),
    due_on: NaiveDate,
    reason: &str,
    public_url: &str,
) -> Letter {
    let paragraphs = vec![
        format!(
            "Cambió el plazo para corregir la solicitud de portal de la {municipality}: ahora vence el {}.",
            long_date(due_on)
        ),
        format!("Motivo: {reason}"),
    ];
    letter(
        name,
        code,
        "Cambió el plazo de su solicitud",
        paragraphs,
        public_url,
    )
}

/// The second operator sent a proposal back to the one who made it.
pub(super) fn returned(
    name: &str,
    row: &super::entity::request::Model,
    note: &str,
    public_url: &str,
) -> Letter {
    Letter {
        subject: format!("Una propuesta vuelve a revisión ({})", row.code),
        name: name.to_owned(),
        paragraphs: vec![
            format!(
                "Otra persona del equipo operador devolvió su propuesta de crear el portal de la {}. El motivo:",
                row.municipality_name
            ),
            note.to_owned(),
            "La solicitud sigue en revisión y el plazo de respuesta sigue corriendo.".to_owned(),
        ],
        action: Some((
            "Ver la solicitud".to_owned(),
            format!("{public_url}/admin/solicitudes/{}", row.id),
        )),
        footer: "Recibe este correo porque propuso aprobar una solicitud de portal municipal."
            .to_owned(),
    }
}

/// The term for corrections passed.
pub(super) fn lapsed(name: &str, code: &str, municipality: &str, public_url: &str) -> Letter {
    let paragraphs = vec![
        format!(
            "Venció el plazo para corregir la solicitud de portal de la {municipality}, y quedó archivada."
        ),
        "Puede enviar una solicitud nueva cuando tenga los datos completos.".to_owned(),
    ];
    letter(
        name,
        code,
        "Su solicitud quedó archivada",
        paragraphs,
        public_url,
    )
}

/// Something has to be corrected, by a link that only this mail has.
pub(super) fn observed(
    name: &str,
    (code, municipality): (&str, &str),
    note: &str,
    due: &Deadline,
    link: String,
) -> Letter {
    let paragraphs = vec![
        format!(
            "Revisamos la solicitud de portal de la {municipality} y falta corregir lo siguiente:"
        ),
        note.to_owned(),
        format!(
            "Puede corregirla hasta el {}. Después queda archivada.",
            long_date(due.due_on)
        ),
        "El enlace abre la solicitud con lo que ya escribió y sirve para enviarla una sola vez. No lo comparta: \
            quien lo tenga puede cambiar los datos."
            .to_owned(),
    ];
    Letter {
        action: Some(("Corregir la solicitud".to_owned(), link)),
        ..letter(
            name,
            code,
            "Su solicitud tiene observaciones",
            paragraphs,
            "",
        )
    }
}

/// To the old address: the notices of a request go to another one now.
pub(super) fn readdressed(
    name: &str,
    row: &super::entity::request::Model,
    now_to: &str,
    public_url: &str,
) -> Letter {
    let paragraphs = vec![
        format!(
            "La solicitud de portal de la {} se corrigió con el enlace que enviamos a este correo.",
            row.municipality_name
        ),
        format!(
            "Desde ahora sus avisos llegan a otra dirección: {}.",
            mask_email(now_to)
        ),
    ];
    letter(
        name,
        &row.code,
        "Cambió el correo de su solicitud",
        paragraphs,
        public_url,
    )
}

/// It was refused.
pub(super) fn rejected(
    name: &str,
    code: &str,
    municipality: &str,
    note: &str,
    public_url: &str,
) -> Letter {
    let paragraphs = vec![
        format!("No se aprobó la solicitud de portal de la {municipality}. El motivo:"),
        note.to_owned(),
        "Si corrige lo indicado puede enviar una solicitud nueva.".to_owned(),
    ];
    letter(
        name,
        code,
        "Su solicitud no se aprobó",
        paragraphs,
        public_url,
    )
}

/// The portal exists.
pub(super) fn created(
    name: &str,
    code: &str,
    municipality: &str,
    slug: &str,
    public_url: &str,
) -> Letter {
    let paragraphs = vec![
        format!("Se creó el portal de la {municipality}."),
        format!("Dirección para la ciudadanía: {public_url}/m/{slug}"),
        format!("Dirección de administración: {public_url}/admin"),
        "En otro correo recibe la invitación para crear su cuenta de responsable del portal."
            .to_owned(),
        format!(
            "El manual del responsable del portal está en {public_url}{}",
            manual_page(Role::PortalAdmin)
        ),
    ];
    letter(name, code, "El portal está creado", paragraphs, public_url)
}

/// The certificate of the new portal.
pub(super) fn certified(
    name: &str,
    municipality: &str,
    document: &str,
    file: &str,
    public_url: &str,
) -> Letter {
    Letter {
        subject: "Constancia de creación del portal".to_owned(),
        name: name.to_owned(),
        paragraphs: vec![
            format!("Ya puede descargar la constancia de creación del portal de la {municipality}."),
            format!("Lleva el código {document}. Cualquiera puede comprobar que es auténtica en {public_url}/verificar/{document}"),
            "No lleva firma digital: la respaldan su código, su huella y esa página.".to_owned(),
        ],
        action: Some((
            "Descargar la constancia".to_owned(),
            format!("{public_url}/api/v1/files/{file}"),
        )),
        footer: "Recibe este correo porque figura como responsable en una solicitud de portal municipal.".to_owned(),
    }
}
