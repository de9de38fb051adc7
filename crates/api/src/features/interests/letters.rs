//! The mail that asks an official what he says of an act.

use shared::deadline::Deadline;
use shared::features::interests::acts::InterestActIn;
use shared::time::{lima_date, long_date, short_time};

use crate::outbox::Letter;

/// Asks him to confirm or reject an act.
pub(super) fn question(
    act: &InterestActIn,
    (municipality, name): (&str, &str),
    due: &Deadline,
    link: String,
) -> Letter {
    let day = long_date(lima_date(act.held_at));
    let whose = act
        .manager
        .represented
        .as_ref()
        .map(|whose| format!(", por {whose}"));
    let (who, hour) = (&act.manager.name, short_time(act.held_at));
    Letter {
        subject: "Confirme o rechace un acto de gestión de intereses".to_owned(),
        name: name.to_owned(),
        paragraphs: vec![
            format!(
                "En el registro de {municipality} se anotó un acto de gestión de intereses ante usted: {who}{}, el {day} a las {hour}.",
                whose.unwrap_or_default()
            ),
            format!("Materia: {}. Decisión que se busca: {}.", act.matter, act.decision_sought),
            format!(
                "Abra el enlace y diga si el acto ocurrió así. Tiene hasta el {}; si no responde, el registro público dirá «Sin respuesta».",
                long_date(due.due_on)
            ),
        ],
        action: Some(("Ver el acto y responder".to_owned(), link)),
        footer: "Recibe este correo porque una resolución le reconoce capacidad de decisión (DS 120-2019-PCM). El enlace es personal: no lo reenvíe."
            .to_owned(),
    }
}
