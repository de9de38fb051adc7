//! What the administrators of a municipality are told by mail about its domain.

use chrono::NaiveDate;
use shared::access::Role;
use shared::money::Cents;
use shared::time::long_date;

use super::entity::domain;
use super::name::Platform;
use crate::error::ApiResult;
use crate::features::grants::tell_holders;
use crate::outbox::Letter;
use crate::write::Tx;

/// Sends a letter to every administrator of the domain's municipality.
pub(super) async fn tell(
    tx: &mut Tx<'_>,
    platform: &Platform,
    row: &domain::Model,
    template: &'static str,
    (subject, paragraphs): (String, Vec<String>),
) -> ApiResult<()> {
    let letter = Letter {
        subject,
        name: String::new(),
        paragraphs,
        action: Some((
            "Ver el dominio".to_owned(),
            format!("{}/admin/dominio", platform.url),
        )),
        footer: "Recibe este correo porque administra el portal de su municipalidad.".to_owned(),
    };
    tell_holders(
        tx,
        row.municipality_id,
        Role::PortalAdmin,
        template,
        &letter,
    )
    .await?;
    Ok(())
}

/// What a letter says: subject and paragraphs.
type Words = (String, Vec<String>);

/// The record was found.
pub(super) fn verified(name: &str) -> Words {
    let paragraphs = vec![
        format!("Encontramos el registro DNS que demuestra que {name} es de su municipalidad."),
        "Un operador de la plataforma lo pondrá en servicio. Hasta entonces no retire el registro."
            .to_owned(),
    ];
    (format!("Comprobamos el dominio {name}"), paragraphs)
}

/// It serves.
pub(super) fn activated(name: &str, renews_on: NaiveDate) -> Words {
    let renews_on = long_date(renews_on);
    let paragraphs = vec![
        format!("Desde hoy el portal de su municipalidad se ve en {name}."),
        format!(
            "El primer año es gratuito. El dominio se renueva a más tardar el {renews_on}; le avisaremos antes."
        ),
        "La administración del portal sigue en la dirección de la plataforma.".to_owned(),
    ];
    (format!("El dominio {name} está en servicio"), paragraphs)
}

/// It was refused.
pub(super) fn refused(name: &str, reason: &str) -> Words {
    let paragraphs = vec![
        format!("No se puso en servicio el dominio {name}. El motivo:"),
        reason.to_owned(),
        "Puede solicitar este u otro dominio cuando lo haya resuelto.".to_owned(),
    ];
    (format!("No se aceptó el dominio {name}"), paragraphs)
}

/// A payment arrived.
pub(super) fn renewed(name: &str, voucher: &str, renews_on: NaiveDate) -> Words {
    let renews_on = long_date(renews_on);
    let paragraphs = vec![
        format!("Se confirmó el pago {voucher} y el dominio {name} quedó renovado."),
        format!("La siguiente renovación es a más tardar el {renews_on}."),
    ];
    (format!("El dominio {name} se renovó"), paragraphs)
}

/// A payment did not arrive.
pub(super) fn payment_rejected(name: &str, voucher: &str, reason: &str) -> Words {
    let paragraphs = vec![
        format!("No se pudo confirmar el pago {voucher} del dominio {name}. El motivo:"),
        reason.to_owned(),
        "Registre el pago otra vez con los datos correctos.".to_owned(),
    ];
    (format!("Revise el pago del dominio {name}"), paragraphs)
}

/// The year is about to end.
pub(super) fn reminder(
    name: &str,
    renews_on: NaiveDate,
    days: i64,
    fee: Option<i64>,
    grace_until: NaiveDate,
) -> Words {
    let day = long_date(renews_on);
    let mut paragraphs = vec![match days {
        ..=-1 => format!("El dominio {name} venció el {day}."),
        0 => format!("Hoy, {day}, vence el dominio {name}."),
        1 => format!("Mañana, {day}, vence el dominio {name}."),
        _ => format!("El dominio {name} vence el {day}: faltan {days} días."),
    }];
    if let Some(fee) = fee {
        paragraphs.push(format!(
            "La renovación por un año cuesta {}. Registre el pago con su comprobante en la página del dominio.",
            Cents(fee)
        ));
    }
    paragraphs.push(format!(
        "Sin renovación el dominio sigue en servicio hasta el {}; después el portal vuelve a la dirección de la plataforma.",
        long_date(grace_until)
    ));
    (format!("Renueve el dominio {name}"), paragraphs)
}

/// Term and grace passed.
pub(super) fn expired(name: &str, address: &str) -> Words {
    let paragraphs = vec![
        format!("El dominio {name} no se renovó y dejó de servir el portal."),
        format!("El portal de su municipalidad sigue en {address}."),
        "Registre el pago de la renovación y un operador lo pondrá otra vez en servicio."
            .to_owned(),
    ];
    (format!("El dominio {name} venció"), paragraphs)
}

/// It stands in the municipality's own account.
pub(super) fn transferred(name: &str) -> Words {
    let paragraphs = vec![
        format!("La transferencia del dominio {name} terminó: está en la cuenta de su municipalidad."),
        "El portal sigue en ese dominio. Desde ahora la municipalidad lo renueva directamente con el registrador.".to_owned(),
    ];
    (
        format!("El dominio {name} es de su municipalidad"),
        paragraphs,
    )
}

/// It was given up while it served.
pub(super) fn released(name: &str, address: &str) -> Words {
    let paragraphs = vec![
        format!(
            "El dominio {name} ya no sirve el portal de su municipalidad, porque así se pidió."
        ),
        format!("El portal sigue en {address}."),
    ];
    (format!("El dominio {name} se dejó"), paragraphs)
}
