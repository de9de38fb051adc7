//! Who is told what happened to a request, beside the mails: the staff in the staff app, and the responsible person by a
//! short message to his phone.

use shared::access::Role;
use shared::features::notices::NoticeKind;
use shared::rules::{PhoneKind, parse_phone};
use uuid::Uuid;

use crate::db::PLATFORM;
use crate::error::ApiResult;
use crate::features::notices::{Notice, To};
use crate::write::Tx;

/// Tells operators of a request, by the name of its municipality.
pub(super) async fn operators(
    tx: &mut Tx<'_>,
    to: To,
    kind: NoticeKind,
    request: Uuid,
    municipality: &str,
) -> ApiResult<()> {
    tx.notify(Notice {
        municipality: PLATFORM,
        to,
        kind,
        about: municipality.to_owned(),
        link: format!("/admin/solicitudes/{request}"),
    })
    .await
}

/// What a short message tells.
#[derive(Clone, Copy, Debug)]
pub(super) enum News {
    Observed,
    Created,
    Rejected,
}

/// Writes to the phone of the responsible person. The message lies open on a locked screen, so it names no person and no
/// reason: those are in the mail. A landline gets none.
pub(super) async fn by_phone(
    tx: &mut Tx<'_>,
    phone: &str,
    code: &str,
    news: News,
) -> ApiResult<()> {
    let Ok(phone) = parse_phone(phone) else {
        return Ok(());
    };
    if phone.kind != PhoneKind::Mobile {
        return Ok(());
    }
    tx.sms(PLATFORM, phone.national, text(code, news)).await
}

/// In letters of the GSM alphabet, which has no á, í, ó nor ú: with one of them the message would cost two.
fn text(code: &str, news: News) -> String {
    let what = match news {
        News::Observed => format!("su solicitud {code} fue observada."),
        News::Created => format!("el portal de su solicitud {code} fue creado."),
        News::Rejected => format!("su solicitud {code} fue rechazada."),
    };
    format!("Munica: {what} Revise su correo.")
}

/// All of them.
pub(super) const EVERYBODY: To = To::Role(Role::PlatformOperator);

/// All but the one who did it.
pub(super) const fn others(actor: Uuid) -> To {
    To::Others(Role::PlatformOperator, actor)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_short_message_is_one_message() {
        for news in [News::Observed, News::Created, News::Rejected] {
            let text = text("SOL-2026-000001", news);
            assert!(text.is_ascii() && text.len() <= 160, "{text}");
        }
    }
}
