//! What the acts of the journal are called in the words of people: the closed list of the codes that entries carry.

use crate::registers::{Act, Register};

/// Code and name of every act, by code.
const ACTS: &[(&str, &str)] = &[
    ("account.accepted", "Se aceptó una invitación"),
    ("account.created", "Se creó una cuenta"),
    (
        "account.declared",
        "Se aceptó la declaración de uso personal",
    ),
    ("account.disabled", "Se desactivó una cuenta"),
    ("account.enabled", "Se reactivó una cuenta"),
    ("account.invited", "Se invitó a una persona"),
    ("account.reopened", "Se invitó otra vez a una persona"),
    ("api_key.created", "Se entregó una clave de API"),
    (
        "api_key.holder_erased",
        "Se borró el correo de quien tuvo una clave de API",
    ),
    ("api_key.requested", "Se pidió una clave de API"),
    ("api_key.revoked", "Se anuló una clave de API"),
    (
        "auth.other_sessions_ended",
        "Se cerraron las otras sesiones",
    ),
    ("auth.password_changed", "Se cambió la contraseña"),
    ("auth.password_refused", "No se aceptó la contraseña"),
    ("auth.password_reset", "Se restableció la contraseña"),
    (
        "auth.password_reset_requested",
        "Se pidió restablecer la contraseña",
    ),
    (
        "auth.recovery_codes_renewed",
        "Se renovaron los códigos de recuperación",
    ),
    (
        "auth.refresh_reused",
        "Se cerró una sesión que alguien más usó",
    ),
    ("auth.second_factor_enrolled", "Se activó el segundo factor"),
    (
        "auth.second_factor_offered",
        "Se empezó a activar el segundo factor",
    ),
    ("auth.second_factor_refused", "No se aceptó el código"),
    ("auth.second_factor_removed", "Se quitó el segundo factor"),
    (
        "auth.second_factor_reset",
        "Se quitó el segundo factor a quien lo perdió",
    ),
    ("auth.second_factor_shown", "Se confirmó el segundo factor"),
    ("auth.session_ended", "Se cerró una sesión"),
    ("auth.sessions_ended", "Se cerraron las sesiones"),
    ("auth.sign_in_refused", "No se aceptó un ingreso"),
    ("auth.signed_in", "Ingreso"),
    ("auth.signed_out", "Salida"),
    ("auth.workplace_chosen", "Se eligió dónde trabajar"),
    ("break_glass.closed", "Se cerró un acceso excepcional"),
    ("break_glass.opened", "Se abrió un acceso excepcional"),
    (
        "break_glass.read",
        "Se consultaron datos en un acceso excepcional",
    ),
    ("catalogs.row_added", "Se agregó al catálogo"),
    ("catalogs.row_closed", "Se dio fin a una fila del catálogo"),
    ("catalogs.row_corrected", "Se corrigió el catálogo"),
    ("catalogs.row_withdrawn", "Se retiró del catálogo"),
    ("catalogs.seeded", "Se cargaron los catálogos"),
    ("content.added", "Se agregó contenido al portal"),
    ("content.changed", "Se cambió contenido del portal"),
    ("content.removed", "Se eliminó contenido del portal"),
    ("content.reordered", "Se cambió el orden"),
    ("deadline.recomputed", "Se recalculó un plazo"),
    ("deadlines.recomputed", "Se recalcularon los plazos"),
    (
        "decision_capacity.added",
        "Se reconoció capacidad de decisión a un funcionario",
    ),
    (
        "decision_capacity.ended",
        "Terminó la capacidad de decisión de un funcionario",
    ),
    (
        "demo.dressed",
        "Se pusieron los emblemas de la demostración",
    ),
    ("demo.seeded", "Se cargó la demostración"),
    (
        "disposal.executed",
        "Se eliminaron registros con plazo cumplido",
    ),
    ("disposal.proposed", "Se propuso eliminar registros"),
    ("disposal.refused", "No se aceptó eliminar registros"),
    ("document.issued", "Se emitió un documento"),
    ("document.replaced", "Se reemplazó un documento"),
    ("document.revoked", "Se dejó sin efecto un documento"),
    (
        "document.signed_copy_attached",
        "Se agregó la copia firmada",
    ),
    ("document.viewed", "Se consultó un documento"),
    ("domain.activated", "Se puso un dominio en servicio"),
    ("domain.checked", "Se comprobó un dominio"),
    ("domain.expired", "Venció un dominio"),
    ("domain.payment_confirmed", "Se confirmó un pago"),
    ("domain.payment_recorded", "Se registró un pago"),
    ("domain.payment_rejected", "Se rechazó un pago"),
    ("domain.refused", "No se aceptó un dominio"),
    ("domain.released", "Se dejó un dominio"),
    ("domain.reminded", "Se recordó la renovación de un dominio"),
    ("domain.requested", "Se solicitó un dominio"),
    (
        "domain.transfer_marked",
        "Se marcó un paso de la transferencia",
    ),
    ("domain.voucher_seen", "Se consultó un comprobante"),
    (
        "file.abandoned",
        "Se eliminó un archivo que nadie llegó a usar",
    ),
    ("file.damage_found", "Se encontró un archivo dañado"),
    ("file.infected", "Se apartó un archivo infectado"),
    ("file.received", "Se recibió un archivo"),
    ("file.recovered", "Se recuperó un archivo"),
    ("file.released", "Se liberó un archivo"),
    ("file.viewed", "Se consultó un archivo"),
    ("files.alarm_raised", "Se avisó de archivos dañados"),
    (
        "golive.practice_ended",
        "Se retiraron los datos de práctica",
    ),
    ("golive.practice_seeded", "Se cargaron datos de práctica"),
    (
        "golive.stage_accepted",
        "Se aceptó una etapa de puesta en marcha",
    ),
    (
        "golive.stage_returned",
        "Se devolvió una etapa de puesta en marcha",
    ),
    (
        "golive.stage_saved",
        "Se preparó una etapa de puesta en marcha",
    ),
    (
        "golive.stage_submitted",
        "Se envió una etapa de puesta en marcha",
    ),
    ("grant.ended", "Se terminó un rol"),
    ("grant.given", "Se asignó un rol"),
    (
        "grant.holder_factor_reset",
        "Se quitó el segundo factor de una persona",
    ),
    (
        "grant.holder_signed_out",
        "Se cerraron las sesiones de una persona",
    ),
    ("grant.invited_again", "Se envió otra vez la invitación"),
    ("grant.reminded", "Se recordó el fin de un rol"),
    ("journal.exported", "Se exportó el registro de actos"),
    (
        "journal.heads_mailed",
        "Se enviaron por correo los resúmenes firmados",
    ),
    ("legal_hold.lifted", "Se levantó una retención legal"),
    ("legal_hold.placed", "Se puso una retención legal"),
    ("mail.looked_at", "Se consultó un correo"),
    ("mail.resent", "Se envió otra vez un correo"),
    ("municipalities.resumed", "Se reanudó un portal"),
    ("municipalities.seeded", "Se cargaron municipalidades"),
    ("municipalities.suspended", "Se suspendió un portal"),
    ("official.added", "Se agregó a un funcionario visitable"),
    (
        "official.corrected",
        "Se corrigió a un funcionario visitable",
    ),
    ("official.ended", "Terminó un funcionario en su cargo"),
    (
        "official.removed",
        "Se retiró a un funcionario que nadie visitó",
    ),
    (
        "official.staff_file_made",
        "Se descargó el formato de personal, con documentos completos",
    ),
    (
        "official.staff_written",
        "Se escribió lo que el formato de personal dice de un funcionario",
    ),
    (
        "payment.looked_up_by_holder",
        "Se consultó un pago con el documento de su titular",
    ),
    (
        "person.erased",
        "Se suprimieron los datos de una persona en los registros",
    ),
    (
        "person.looked_for",
        "Se buscaron los registros de una persona",
    ),
    ("places.saved", "Se guardó un lugar"),
    ("portal.configuring_begun", "Empezó la puesta en marcha"),
    ("portal.created", "Se creó el portal"),
    ("portal.ready_declared", "Se declaró completo el portal"),
    ("portal.resumed", "Se reanudó el portal"),
    (
        "portal.settings_changed",
        "Se cambiaron los datos del portal",
    ),
    ("portal.suspended", "Se suspendió el portal"),
    (
        "portal.training_begun",
        "Empezó la capacitación en el portal",
    ),
    (
        "portal.training_ended",
        "Terminó la capacitación en el portal",
    ),
    (
        "portal_request.approved",
        "Se aprobó una solicitud de portal",
    ),
    (
        "portal_request.certified",
        "Se emitió la constancia de creación",
    ),
    (
        "portal_request.corrected",
        "Se corrigió una solicitud de portal",
    ),
    (
        "portal_request.correction_link_sent",
        "Se envió otra vez el enlace para corregir una solicitud",
    ),
    (
        "portal_request.correction_opened",
        "El solicitante abrió su solicitud para corregirla",
    ),
    (
        "portal_request.lapsed",
        "Se archivó una solicitud sin corregir",
    ),
    (
        "portal_request.observed",
        "Se observó una solicitud de portal",
    ),
    (
        "portal_request.proposed",
        "Se propuso aprobar una solicitud",
    ),
    (
        "portal_request.rejected",
        "Se rechazó una solicitud de portal",
    ),
    (
        "portal_request.returned",
        "Se devolvió una propuesta a revisión",
    ),
    (
        "portal_request.submitted",
        "Se presentó una solicitud de portal",
    ),
    ("portal_request.taken", "Se tomó una solicitud en revisión"),
    (
        "portal_request.term_moved",
        "Cambió el plazo de una solicitud",
    ),
    (
        "portal_request.viewed",
        "Se consultó una solicitud de portal",
    ),
    (
        "privacy_incident.authority_told",
        "Se avisó a la autoridad de un incidente",
    ),
    ("privacy_incident.closed", "Se cerró un incidente de datos"),
    (
        "privacy_incident.evidence_exported",
        "Se exportó la evidencia de un incidente",
    ),
    (
        "privacy_incident.people_told",
        "Se avisó a las personas de un incidente",
    ),
    (
        "privacy_incident.recorded",
        "Se registró un incidente de datos",
    ),
    (
        "privacy_incident.reminded",
        "Se recordó el plazo de un incidente",
    ),
    (
        "privacy_incident.updated",
        "Se corrigió un incidente de datos",
    ),
    (
        "privacy_incident.viewed",
        "Se consultó un incidente de datos",
    ),
    ("record.looked_at", "Se consultó un registro completo"),
    ("reference.seeded", "Se cargaron los datos de referencia"),
    (
        "register_import.applied",
        "Se publicaron los registros de un archivo",
    ),
    (
        "register_import.confirmed",
        "Se aceptó lo que cambia un archivo",
    ),
    (
        "register_import.discarded",
        "Se descartó la importación de un archivo",
    ),
    (
        "register_import.mapped",
        "Se indicó qué es cada columna de un archivo",
    ),
    (
        "register_import.started",
        "Se empezó a importar un archivo en un registro",
    ),
    (
        "register_import.undo_asked",
        "Se pidió deshacer la importación de un archivo",
    ),
    (
        "register_import.undone",
        "Se deshizo la importación de un archivo",
    ),
    (
        "register_import.withdrawn",
        "Se retiró una parte de los registros de un archivo",
    ),
    ("tenant_export.downloaded", "Se descargó una exportación"),
    (
        "tenant_export.failed",
        "No se pudo escribir una exportación",
    ),
    ("tenant_export.requested", "Se pidió una exportación"),
    ("tenant_export.sealed", "Se selló una exportación"),
    ("ticket.answered", "Se respondió una consulta"),
    ("ticket.asked", "Se hizo una consulta al operador"),
    ("ticket.closed", "Se cerró una consulta"),
    ("visit.checked_in", "Se anotó un ingreso"),
    (
        "visit.given_up",
        "Se descartó algo que se anotó sin conexión",
    ),
    (
        "visit.minors_counted",
        "Se corrigió la cuenta de menores de una visita",
    ),
    (
        "visit.official_file_made",
        "Se descargó el archivo de carga de visitas, con documentos completos",
    ),
    (
        "visit_settings.changed",
        "Se cambiaron los ajustes del registro de visitas",
    ),
    (
        "visit_settings.documents_decided",
        "Se decidió si el registro de visitas muestra el documento completo",
    ),
    (
        "visitor.looked_up",
        "Se buscó a quién pertenece un documento",
    ),
    (
        "visits.day_ended",
        "Terminó el día con visitas sin hora de salida",
    ),
    ("watch.confirmed", "Se confirmó un aviso de cambios"),
    ("watch.created", "Se creó un aviso de cambios a un programa"),
    ("watch.ended", "Se terminó un aviso de cambios"),
    ("watch.lapsed", "Se borró un aviso que nadie confirmó"),
    (
        "watch.paused",
        "Se pausó un aviso a un programa que no respondía",
    ),
    (
        "watch.paused_by_owner",
        "Su dueño pausó un aviso a un programa",
    ),
    ("watch.requested", "Se pidió un aviso de cambios"),
    ("watch.resumed", "Se reanudó un aviso a un programa"),
    ("watch.tried", "Se probó un aviso a un programa"),
];

/// The name of an act, where it is one of the list.
pub fn name(code: &str) -> Option<&'static str> {
    let found = ACTS.binary_search_by_key(&code, |(code, _)| code).ok();
    let known = found.and_then(|found| ACTS.get(found));
    known.map(|(_, name)| *name).or_else(|| of_register(code))
}

/// What is done to the records of every register.
fn of_register(code: &str) -> Option<&'static str> {
    let (register, act) = code.split_once('.')?;
    Register::find(register)?;
    Some(match act.parse().ok()? {
        Act::Created => "Se anotó en un registro público",
        Act::Completed => "Se completó en un registro público",
        Act::Corrected => "Se corrigió en un registro público",
        Act::Withdrawn => "Se retiró de un registro público",
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_act_is_found_by_its_code() {
        for (code, text) in ACTS {
            assert_eq!(name(code), Some(*text), "{code}: is the list in order?");
            assert!(
                code.split_once('.')
                    .is_some_and(|(thing, act)| !thing.is_empty() && !act.is_empty())
            );
        }
        assert_eq!(name("portal_request"), None);
    }
}
