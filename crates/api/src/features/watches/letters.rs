//! The mails of watches.

use chrono::SecondsFormat;
use shared::features::watches::{END_PAGE, MAX_LINES};
use shared::registers::changes::ChangesPage;
use shared::registers::wire::{all_records_path, records_path};

use super::lines::line;
use super::watched::Watched;
use crate::error::ApiResult;
use crate::outbox::Letter;

/// How mails greet whoever has no name here.
const SOMEBODY: &str = "buen día";

/// Asks whoever has the address whether he wants to be told.
pub(super) fn confirmation(watched: &Watched, link: String) -> Letter {
    Letter {
        subject: "Confirme que quiere recibir avisos de cambios".to_owned(),
        name: SOMEBODY.to_owned(),
        paragraphs: vec![
            format!(
                "Alguien pidió avisos de lo que cambie en «{}» para este correo.",
                watched.title()
            ),
            "Para recibirlos, abra el enlace y pulse «Confirmar». El enlace vence en 48 horas."
                .to_owned(),
        ],
        action: Some(("Confirmar los avisos".to_owned(), link)),
        footer: "Si no los pidió usted, no haga nada: no le escribiremos más y su correo se borrará en 48 horas."
            .to_owned(),
    }
}

/// What changed. At most twenty changes are written out; the register's own difference has all of them.
///
/// # Errors
/// When an address cannot be written.
pub(super) fn notice(
    watched: &Watched,
    page: &ChangesPage,
    (origin, end): (&str, &str),
) -> ApiResult<Letter> {
    let register = watched.register;
    let told = page.items.iter().take(MAX_LINES);
    let mut paragraphs = vec![format!("Esto cambió en «{}»:", watched.title())];
    paragraphs.extend(told.map(|change| line(register, change, origin)));
    if page.items.len() > MAX_LINES {
        paragraphs.push(format!(
            "Hay más cambios; aquí están los primeros {MAX_LINES}."
        ));
    }
    paragraphs.push(format!(
        "La diferencia completa, para programas: {}",
        difference(watched, page, origin)?
    ));
    let count = page.items.len();
    let subject = match count {
        1 => format!("Un cambio en {}", watched.title()),
        n if n > MAX_LINES => format!("Más de {MAX_LINES} cambios en {}", watched.title()),
        n => format!("{n} cambios en {}", watched.title()),
    };
    Ok(Letter {
        subject,
        name: SOMEBODY.to_owned(),
        paragraphs,
        action: Some((
            "Ver el registro".to_owned(),
            format!("{origin}{}", watched.page()?),
        )),
        footer: format!(
            "Recibe este correo porque pidió avisos. Para no recibir más: {origin}{END_PAGE}/{end}"
        ),
    })
}

/// Where everybody reads the same difference.
fn difference(watched: &Watched, page: &ChangesPage, origin: &str) -> ApiResult<String> {
    let register = watched.register;
    let api = match &watched.municipality {
        Some(found) => records_path(&found.slug, register),
        None => all_records_path(register),
    };
    let moment =
        |at: chrono::DateTime<chrono::Utc>| at.to_rfc3339_opts(SecondsFormat::Micros, true);
    let date = register.date();
    // The two moments took the short names of the days.
    let narrowing = watched.query.pairs(register).into_iter();
    let narrowing = narrowing.map(|(name, value)| match name.as_str() {
        "from" => (format!("{date}_min"), value),
        "to" => (format!("{date}_max"), value),
        _ => (name, value),
    });
    let moments = [("from", page.from), ("to", page.to)];
    let moments = moments.map(|(name, at)| (name.to_owned(), moment(at)));
    let pairs: Vec<_> = moments.into_iter().chain(narrowing).collect();
    let query = serde_urlencoded::to_string(pairs).map_err(crate::error::ApiError::internal)?;
    Ok(format!("{origin}{api}/changes?{query}"))
}
