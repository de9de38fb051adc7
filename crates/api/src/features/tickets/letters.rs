//! Who is told of a question: the operators when it is asked, whoever asked it when it is answered. The mail leads to the
//! thread and does not carry it: it may say anything of anybody.

use shared::access::Role;
use shared::features::notices::NoticeKind;

use super::entity::ticket;
use crate::db::PLATFORM;
use crate::error::{ApiError, ApiResult};
use crate::features::grants::tell_holders;
use crate::features::notices::{Notice, To};
use crate::features::{accounts, municipalities};
use crate::outbox::{Letter, Mail};
use crate::write::Tx;

/// A question waits for the operators.
pub(super) async fn asked(tx: &mut Tx<'_>, row: &ticket::Model, public_url: &str) -> ApiResult<()> {
    let owner = municipalities::find(tx.conn(), row.municipality_id).await?;
    let name = owner.ok_or_else(ApiError::not_found)?.name;
    let link = format!("/admin/consultas-de-municipalidades/{}", row.id);
    let letter = Letter {
        subject: format!("Consulta {} de la {name}", row.code),
        name: String::new(),
        paragraphs: vec![format!("La {name} consulta: «{}».", row.title)],
        action: Some((
            "Responder la consulta".to_owned(),
            format!("{public_url}{link}"),
        )),
        footer: "Recibe este correo porque es parte del equipo operador de la plataforma."
            .to_owned(),
    };
    tell_holders(
        tx,
        PLATFORM,
        Role::PlatformOperator,
        "ticket.asked",
        &letter,
    )
    .await?;
    tx.notify(Notice {
        municipality: PLATFORM,
        to: To::Role(Role::PlatformOperator),
        kind: NoticeKind::TicketAsked,
        about: format!("{name}: {}", row.code),
        link,
    })
    .await
}

/// It was answered.
pub(super) async fn answered(
    tx: &mut Tx<'_>,
    row: &ticket::Model,
    public_url: &str,
) -> ApiResult<()> {
    let Some(account) = row.asked_by else {
        return Ok(());
    };
    let link = format!("/admin/consultas/{}", row.id);
    tx.notify(Notice {
        municipality: row.municipality_id,
        to: To::Account(account),
        kind: NoticeKind::TicketAnswered,
        about: row.code.clone(),
        link: link.clone(),
    })
    .await?;
    let Some(person) = accounts::find(tx.conn(), account).await? else {
        return Ok(());
    };
    let to = accounts::mail_of(tx.conn(), tx.vault(), account).await?;
    let letter = Letter {
        subject: format!("Respondieron su consulta {}", row.code),
        name: person.name,
        paragraphs: vec![format!(
            "El operador de la plataforma respondió la consulta «{}».",
            row.title
        )],
        action: Some((
            "Leer la respuesta".to_owned(),
            format!("{public_url}{link}"),
        )),
        footer: "Recibe este correo porque hizo la consulta.".to_owned(),
    };
    tx.mail(Mail {
        municipality: row.municipality_id,
        template: "ticket.answered",
        to,
        letter,
    })
    .await
}
