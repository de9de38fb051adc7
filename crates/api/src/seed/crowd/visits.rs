//! Invented visits, as many as asked for: the same for the same seed, and no two of a municipality alike.

use chrono::{DateTime, Days, NaiveDate, Utc};
use rand::rngs::SmallRng;
use rand::{RngExt as _, SeedableRng as _};
use serde_json::json;
use shared::features::visits::{REASONS, REGISTER};
use shared::registers::{Record, RecordError};

const GIVEN: [&str; 24] = [
    "Amelia",
    "Rubén",
    "Ofelia",
    "Ignacio",
    "Dina",
    "Hugo",
    "Esther",
    "Celia",
    "Ítalo",
    "Luz Mariela",
    "Teófilo",
    "Nora",
    "Tomás",
    "Elvira",
    "Óscar",
    "Marita",
    "Ricardo",
    "Gloria",
    "Héctor",
    "Sonia",
    "Víctor",
    "José Ángel",
    "Begoña",
    "Raúl",
];

const SURNAMES: [&str; 30] = [
    "Castro",
    "Vílchez",
    "Zapata",
    "Farfán",
    "More",
    "Távara",
    "Palacios",
    "Alburqueque",
    "Gómez",
    "Núñez",
    "Ñañaque",
    "Ipanaqué",
    "Yarlequé",
    "Sernaqué",
    "Zegarra",
    "Tasayco",
    "Ñique",
    "Uceda",
    "Ayllón",
    "Chunga",
    "De la Cruz",
    "Quispe",
    "Mamani",
    "Flores",
    "Huamán",
    "Rojas",
    "Medina",
    "Fernández",
    "Prado",
    "Saavedra",
];

const OFFICES: [(&str, &str); 12] = [
    ("Alcaldía", "Alcalde"),
    ("Gerencia Municipal", "Gerente municipal"),
    ("Gerencia de Infraestructura", "Gerente de infraestructura"),
    (
        "Gerencia de Desarrollo Social",
        "Gerente de desarrollo social",
    ),
    ("Gerencia de Administración", "Gerente de administración"),
    ("Gerencia de Rentas", "Gerente de rentas"),
    ("Subgerencia de Logística", "Subgerente de logística"),
    ("Subgerencia de Tesorería", "Subgerente de tesorería"),
    ("Subgerencia de Obras", "Subgerente de obras"),
    ("Procuraduría Pública", "Procurador"),
    ("Secretaría General", "Secretaria general"),
    ("Concejo Municipal", "Regidor"),
];

const ENTITIES: [&str; 8] = [
    "Constructora Río Seco SAC",
    "Servicios Algarrobo EIRL",
    "Consultora Médano SAC",
    "Medios del Norte SAC",
    "Ferretería La Brea SAC",
    "Gobierno Regional de ejemplo",
    "Ministerio de ejemplo",
    "Transportes Bayóvar SAC",
];

/// People who come to one municipality: each comes more than once.
const VISITORS: u32 = 2_000;
/// Officials of one municipality.
const OFFICIALS: u32 = 30;
/// Days over which the visits spread; after each round of them the clock of the door goes on.
const DAYS: u64 = 1_000;
/// Minutes of a day at the door, from seven on.
const MINUTES: u64 = 600;

/// Where the door opens, minutes after midnight.
const OPENS: u64 = 7 * 60;

/// Most visits of a municipality that are no two alike.
pub(super) const MOST: u64 = DAYS * MINUTES;

/// The visit of this number of a municipality.
pub(super) fn visit(
    seed: u64,
    place: u64,
    number: u64,
    now: DateTime<Utc>,
) -> Result<Record, Vec<RecordError>> {
    let mut random = SmallRng::seed_from_u64(seed ^ (place << 40) ^ number);
    let visitor = random.random_range(0..VISITORS);
    let official = random.random_range(0..OFFICIALS);
    let (office, post) = pick(&OFFICES, official).unwrap_or_default();
    let day = day(now, number % DAYS);
    // Seven divides no day of the door: every minute comes once before any comes again.
    let entry = OPENS + number / DAYS * 7 % MINUTES;
    let exit = entry + random.random_range(5..90);
    let is_late = random.random_ratio(8, 100);
    let has_exit = !random.random_ratio(3, 100);
    let stands_for_entity = random.random_ratio(6, 10);
    let reason = random.random_range(0..REASONS.len());
    let reason = REASONS.get(reason).map_or("other", |reason| reason.code);
    let values = json!({
        "registered_at": format!("{day}T{:02}:{:02}:00Z", 5 + exit / 60, exit % 60),
        "visit_date": day.to_string(),
        "visitor_name": name(visitor),
        "visitor_document_type": "dni",
        // Numbers that RENIEC gives to nobody yet.
        "visitor_document": format!("{}", 99_000_000 + visitor),
        "visitor_kind": if stands_for_entity { "private_entity" } else { "natural_person" },
        "visitor_entity": stands_for_entity.then(|| pick(&ENTITIES, visitor)),
        "official_name": name(official * 7 + 3),
        "official_post": post,
        "office": office,
        "entry_time": clock(entry),
        "exit_time": has_exit.then(|| clock(exit)),
        "reason": reason,
        "reason_detail": (reason == "other").then_some("Saludo protocolar"),
        "place": "Oficina del funcionario",
        "record_class": if is_late { "late" } else { "on_time" },
        "class_reason": is_late.then_some("El registrador lo anotó después"),
    });
    let none = serde_json::Map::new();
    Record::of(&REGISTER, values.as_object().unwrap_or(&none))
}

/// A day of the past, the last one yesterday.
fn day(now: DateTime<Utc>, back: u64) -> NaiveDate {
    let today = shared::time::lima_date(now);
    today.checked_sub_days(Days::new(back + 1)).unwrap_or(today)
}

fn clock(minutes: u64) -> String {
    format!("{:02}:{:02}", minutes / 60, minutes % 60)
}

/// Surnames and names of somebody who does not exist.
fn name(number: u32) -> String {
    let part = |of: &[&'static str], number: u32| pick(of, number).unwrap_or_default();
    let (first, second) = (
        part(&SURNAMES, number),
        part(&SURNAMES, number / 30 + number * 11),
    );
    format!("{first} {second}, {}", part(&GIVEN, number / 7))
}

fn pick<T: Copy>(of: &[T], number: u32) -> Option<T> {
    let number = usize::try_from(number).ok()?;
    of.get(number % of.len().max(1)).copied()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn visits_of_a_municipality_are_the_same_each_time_and_no_two_alike() {
        let now = DateTime::from_timestamp(1_795_000_000, 0).unwrap();
        let mut seen = HashSet::new();
        for number in 0..5_000 {
            let one = visit(7, 3, number, now).unwrap();
            assert_eq!(
                one.json(&REGISTER),
                visit(7, 3, number, now).unwrap().json(&REGISTER)
            );
            let key: Vec<String> = REGISTER
                .key
                .iter()
                .map(|name| one.get(name).to_string())
                .collect();
            assert!(seen.insert(key), "twice: {one:?}");
        }
    }
}
