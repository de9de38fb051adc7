//! Acts of interest management and activities of the official agenda for the demo.

use chrono::NaiveDate;
use serde_json::json;
use shared::features::interests;

use super::records::{Example, OFFICIALS, SUPPLIERS, VISITORS};
use super::{after, before};

/// Matter and decision sought.
const MATTERS: [(&str, &str); 4] = [
    (
        "Licencia de edificación de un almacén",
        "Que se apruebe la licencia en modalidad C",
    ),
    (
        "Ampliación de plazo de la obra de la avenida",
        "Que se concedan quince días más",
    ),
    (
        "Horario de carga en el mercado",
        "Que se permita la carga hasta las nueve",
    ),
    (
        "Uso de la losa deportiva",
        "Que se ceda la losa los domingos",
    ),
];
/// What the officials said; the last one said nothing in his term.
const ANSWERS: [&str; 4] = ["confirmed", "confirmed", "rejected", "no_answer"];
/// Activities, their kinds and where they are.
const ACTIVITIES: [(&str, &str, &str); 4] = [
    ("Reunión con la junta vecinal", "meeting", "seat"),
    ("Sesión ordinaria de concejo", "council_session", "seat"),
    ("Audiencia con comerciantes del mercado", "audience", "seat"),
    ("Visita a la obra de la avenida", "works_visit", "outside"),
];

/// Eight of each, oldest first.
pub(super) fn interests(today: NaiveDate) -> Vec<Example> {
    let acts = (0_u32..8).filter_map(|n| act(today, n));
    acts.chain((0..8).filter_map(|n| activity(today, n)))
        .collect()
}

fn of<T>(all: &'static [T], n: u32) -> Option<&'static T> {
    all.get(usize::try_from(n).ok()? % all.len())
}

fn act(today: NaiveDate, n: u32) -> Option<Example> {
    let (name, document, ..) = of(&VISITORS, n * 2)?;
    let (official, post, office, place) = of(&OFFICIALS, n)?;
    let (matter, sought) = of(&MATTERS, n)?;
    let (company, ruc) = of(&SUPPLIERS, n)?;
    let answer = of(&ANSWERS, n)?;
    let third = n.is_multiple_of(2);
    let day = before(today, u64::from(30 - n));
    let answered = after(day, 2).to_string();
    let record = json!({
        "registered_at": format!("{day}T15:{:02}:00Z", n * 7 % 60), "act_date": day.to_string(),
        "act_time": format!("09:{:02}", n * 7 % 60), "matter": matter, "decision_sought": sought,
        "official_name": official, "official_post": post, "office": office, "manager_name": name,
        "manager_document_type": "dni", "manager_document": document,
        "manager_kind": if third { "third_party" } else { "own" }, "is_professional": false,
        "represented": third.then_some(company), "represented_ruc": third.then_some(ruc),
        "modality": "in_person", "venue": "seat", "place": place, "record_class": "on_time",
        "answer_due_on": after(day, 7).to_string(), "answer": answer,
        "answered_on": (*answer != "no_answer").then_some(answered),
    });
    Some((&interests::ACTS, record.as_object()?.clone()))
}

fn activity(today: NaiveDate, n: u32) -> Option<Example> {
    let (official, post, office, place) = of(&OFFICIALS, n)?;
    let (activity, kind, venue) = of(&ACTIVITIES, n)?;
    let is_over = n < 4;
    let day = if is_over {
        before(today, u64::from(12 - n))
    } else {
        after(today, u64::from(n))
    };
    let published = before(today, 14);
    let record = json!({
        "published_at": format!("{published}T16:{:02}:00Z", n * 5), "agenda_date": day.to_string(),
        "start_time": "10:00", "end_time": "11:30", "activity": activity, "kind": kind,
        "official_name": official, "official_post": post, "office": office, "venue": venue,
        "place": if *venue == "seat" { *place } else { "Avenida principal, cuadra 4" },
        "participants": "Vecinos y funcionarios", "state": if is_over { "held" } else { "scheduled" },
    });
    Some((&interests::AGENDA, record.as_object()?.clone()))
}
