//! What the portals of the demo show, from public facts: enough to look alive, nothing invented about a real person.
//! Persons are of fiction and say so; what is only an example says so too.

mod callao;
mod districts;
mod interests;
mod people;
mod piura;
pub(super) mod records;

use chrono::{DateTime, Days, NaiveDate, Utc};
use shared::features::portal_admin::content::{EventKind, GeoPoint, NATIONAL_PTE};
use shared::features::portal_admin::{
    Authority, ContactIn, EventIn, OfficeIn, PageIn, PteItemIn, VideoIn, Weather,
};
use shared::time::lima_date;

use crate::features::portal::Dress;

pub(super) use people::people;

/// The source of what nobody observed.
pub(super) const EXAMPLE: &str = "Dato de ejemplo de la demostración";

/// What a demo portal is dressed with on a day.
pub(super) fn dress(slug: &str, now: DateTime<Utc>) -> Dress {
    let today = lima_date(now);
    match slug {
        "munipiura" => piura::dress(today, now),
        "municallao" => callao::dress(today, now),
        "municastilla-piura" | "municastilla" => districts::castilla(today),
        "munilapunta" => districts::la_punta(today),
        slug if slug.contains("albarracin") => districts::albarracin(),
        _ => Dress::default(),
    }
}

fn contact(address: &str, phone: &str, email: &str) -> ContactIn {
    ContactIn {
        address: Some(address.to_owned()),
        phone: Some(phone.to_owned()),
        email: Some(email.to_owned()),
        hours: vec!["Lunes a viernes, de 8:00 a 16:00".to_owned()],
    }
}

/// A mayor of fiction, in the mandate that began in 2023.
fn mayor(post: &str, name: &str) -> Option<Authority> {
    Some(Authority {
        post: post.to_owned(),
        name: format!("{name} (persona de ficción)"),
        resolution: None,
        starts_on: NaiveDate::from_ymd_opt(2023, 1, 1)?,
        ends_on: NaiveDate::from_ymd_opt(2026, 12, 31)?,
    })
}

fn office(name: &str, address: &str, hours: &[&str], at: Option<(f64, f64)>) -> OfficeIn {
    OfficeIn {
        name: name.to_owned(),
        address: address.to_owned(),
        hours: hours.iter().map(|line| (*line).to_owned()).collect(),
        position: at.map(|(latitude, longitude)| GeoPoint {
            latitude,
            longitude,
        }),
        ..OfficeIn::default()
    }
}

fn page(slug: &str, title: &str, summary: &str, body: &str) -> PageIn {
    PageIn {
        slug: slug.to_owned(),
        title: title.to_owned(),
        summary: summary.to_owned(),
        body: body.to_owned(),
    }
}

fn weather(text: &str, now: DateTime<Utc>) -> Option<Weather> {
    Some(Weather {
        text: text.to_owned(),
        observed_at: now,
        source: EXAMPLE.to_owned(),
    })
}

/// A video of no site that exists: the demo sends nobody to a stranger's recording.
fn video(title: &str, description: &str, transcript: &str, published_on: NaiveDate) -> VideoIn {
    VideoIn {
        title: title.to_owned(),
        url: format!(
            "https://videos.municipalidad.example/{}",
            shared::text::slug::slug(title)
        ),
        published_on,
        description: Some(description.to_owned()),
        has_captions: true,
        transcript: Some(transcript.to_owned()),
    }
}

/// So many days from a day on.
fn after(day: NaiveDate, days: u64) -> NaiveDate {
    day.checked_add_days(Days::new(days)).unwrap_or(day)
}

/// So many days before a day.
fn before(day: NaiveDate, days: u64) -> NaiveDate {
    day.checked_sub_days(Days::new(days)).unwrap_or(day)
}

fn session(title: &str, day: NaiveDate, place: &str) -> EventIn {
    EventIn {
        kind: EventKind::CouncilSession,
        title: title.to_owned(),
        starts_on: day,
        time: Some("18:00".to_owned()),
        place: Some(place.to_owned()),
        description: Some("Sesión pública. Fecha de ejemplo de la demostración.".to_owned()),
        legal_basis: Some("Ley 27972, art. 13".to_owned()),
        ..EventIn::default()
    }
}

fn activity(title: &str, day: NaiveDate, time: &str, place: &str, description: &str) -> EventIn {
    EventIn {
        kind: EventKind::Activity,
        title: title.to_owned(),
        starts_on: day,
        time: Some(time.to_owned()),
        place: Some(place.to_owned()),
        description: Some(format!(
            "{description} Fecha de ejemplo de la demostración."
        )),
        ..EventIn::default()
    }
}

/// A heading of the template that this portal answers with a page of its own.
fn here(title: &str, href: &str, updated_on: NaiveDate) -> PteItemIn {
    PteItemIn {
        title: title.to_owned(),
        href: Some(href.to_owned()),
        updated_on: Some(updated_on),
        national_url: NATIONAL_PTE.to_owned(),
        ..PteItemIn::default()
    }
}

/// A heading of the template that is answered with a notice.
fn noticed(title: &str, notice: &str) -> PteItemIn {
    PteItemIn {
        title: title.to_owned(),
        notice: Some(notice.to_owned()),
        national_url: NATIONAL_PTE.to_owned(),
        ..PteItemIn::default()
    }
}

/// What every dressed portal answers.
fn answered(today: NaiveDate) -> Vec<PteItemIn> {
    vec![
        here(
            "Responsables de transparencia y de acceso a la información",
            "responsables",
            before(today, 12),
        ),
        here("Documentos de gestión", "organigrama", before(today, 30)),
        here("Agenda oficial de la alcaldía", "agenda", before(today, 1)),
        here(
            "Solicitud de acceso a la información",
            "paginas/pedir-informacion",
            before(today, 12),
        ),
        noticed(
            "Penalidades, laudos y conciliaciones",
            "Aviso de ejemplo: en el tercer trimestre no se aplicaron penalidades ni se emitieron laudos.",
        ),
    ]
}
