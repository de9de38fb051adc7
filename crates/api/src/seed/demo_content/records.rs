//! Records for the registers of the demo: persons and companies of fiction, amounts of example. The same on every day of a
//! first start, but for the dates, which end the day before.

use chrono::{Datelike as _, NaiveDate, Weekday};
use serde_json::{Map, Value as Json, json};
use shared::features::{payments, visits, works};
use shared::registers::Register;

use super::before;
use super::interests::interests;

/// A record of a register.
pub(in crate::seed) type Example = (&'static Register, Map<String, Json>);

/// Who comes: name, document, kind, entity.
pub(super) const VISITORS: [(&str, &str, &str, Option<&str>); 9] = [
    ("Castro Ruesta, Amelia", "48100001", "natural_person", None),
    (
        "Vílchez Ñañaque, Rubén",
        "48100002",
        "private_entity",
        Some("Constructora Río Seco SAC"),
    ),
    (
        "Zapata Morales, Ofelia",
        "48100003",
        "private_entity",
        Some("Servicios Algarrobo EIRL"),
    ),
    (
        "Farfán Lecca, Ignacio",
        "48100004",
        "public_entity",
        Some("Gobierno Regional de ejemplo"),
    ),
    ("More Yovera, Dina", "48100005", "natural_person", None),
    (
        "Távara Checa, Hugo",
        "48100006",
        "private_entity",
        Some("Consultora Médano SAC"),
    ),
    (
        "Palacios Nole, Esther",
        "48100007",
        "public_entity",
        Some("Ministerio de ejemplo"),
    ),
    ("Alburqueque Paz, Celia", "48100008", "natural_person", None),
    (
        "Gómez Sánchez, Ítalo",
        "48100009",
        "private_entity",
        Some("Medios del Norte SAC"),
    ),
];

/// Who is visited: name, post, office, place.
pub(super) const OFFICIALS: [(&str, &str, &str, &str); 4] = [
    (
        "Saavedra Córdova, Elena",
        "Alcaldesa",
        "Alcaldía",
        "Despacho, piso 2",
    ),
    (
        "Rivas Gallo, Martín",
        "Gerente municipal",
        "Gerencia Municipal",
        "Oficina 201",
    ),
    (
        "Cruz Peralta, Nora",
        "Gerente de obras",
        "Gerencia de Infraestructura",
        "Sala de reuniones, piso 1",
    ),
    (
        "Lazo Vega, Tomás",
        "Subgerente de logística",
        "Subgerencia de Logística",
        "Oficina 104",
    ),
];

/// Why, with the detail.
const REASONS: [(&str, &str); 6] = [
    (
        "work_meeting",
        "Coordinación del plan de limpieza de drenes",
    ),
    ("service_provision", "Entrega de cotización solicitada"),
    ("audience", "Pedido de la junta vecinal"),
    ("project_follow_up", "Avance de la obra de la avenida"),
    ("interview", "Entrevista sobre la temporada de lluvias"),
    ("other", "Saludo protocolar"),
];

pub(super) const SUPPLIERS: [(&str, &str); 5] = [
    ("Constructora Río Seco SAC", "20600000013"),
    ("Servicios Algarrobo EIRL", "20600000021"),
    ("Consultora Médano SAC", "20600000030"),
    ("Ferretería La Brea SAC", "20600000048"),
    ("Medios del Norte SAC", "20600000056"),
];

/// What is bought, with its source.
const PURCHASES: [(&str, &str); 5] = [
    ("Adquisición de cemento para veredas", "FONCOMUN"),
    (
        "Servicio de limpieza de drenes pluviales",
        "Recursos determinados",
    ),
    (
        "Útiles de oficina para la mesa de partes",
        "Recursos directamente recaudados",
    ),
    ("Consultoría de expediente técnico", "Canon y sobrecanon"),
    ("Difusión de la campaña de vacunación", "FONCOMUN"),
];

/// A public work of example.
struct Work {
    name: &'static str,
    place: &'static str,
    /// Latitude and longitude in millionths of a degree.
    position: (i64, i64),
    state: &'static str,
    cost_soles: i64,
    /// Hundredths of a percent.
    physical: i64,
    financial: i64,
}

const WORKS: [Work; 6] = [
    Work {
        name: "Mejoramiento de la avenida de ejemplo, tramo 1",
        place: "Centro",
        position: (-5_194_500, -80_632_600),
        state: "running",
        cost_soles: 4_800_000,
        physical: 4_250,
        financial: 3_900,
    },
    Work {
        name: "Construcción de veredas del barrio norte",
        place: "Barrio norte",
        position: (-5_181_200, -80_626_400),
        state: "running",
        cost_soles: 950_000,
        physical: 7_100,
        financial: 6_800,
    },
    Work {
        name: "Drenaje pluvial del parque central",
        place: "Parque central",
        position: (-5_198_900, -80_628_100),
        state: "halted",
        cost_soles: 2_300_000,
        physical: 3_000,
        financial: 4_100,
    },
    Work {
        name: "Losa deportiva techada",
        place: "Sector oeste",
        position: (-5_201_300, -80_651_700),
        state: "received",
        cost_soles: 640_000,
        physical: 10_000,
        financial: 9_600,
    },
    Work {
        name: "Puesto de serenazgo",
        place: "Sector este",
        position: (-5_187_700, -80_608_900),
        state: "to_start",
        cost_soles: 380_000,
        physical: 0,
        financial: 0,
    },
    Work {
        name: "Rehabilitación del malecón",
        place: "Ribera",
        position: (-5_196_100, -80_622_300),
        state: "settled",
        cost_soles: 1_750_000,
        physical: 10_000,
        financial: 10_000,
    },
];

/// Every record of one municipality, oldest first.
pub(in crate::seed) fn records(today: NaiveDate) -> Vec<Example> {
    let mut all = Vec::new();
    all.extend(works(today));
    all.extend(payments(today));
    all.extend(visits(today));
    all.extend(interests(today));
    all
}

fn visits(today: NaiveDate) -> Vec<Example> {
    let days = (1..=21).rev().map(|days| before(today, days));
    let working = days.filter(|day| !matches!(day.weekday(), Weekday::Sat | Weekday::Sun));
    let numbered = working.flat_map(|day| [day; 3]).zip(0_usize..);
    numbered.filter_map(|(day, n)| visit(day, n)).collect()
}

fn visit(day: NaiveDate, n: usize) -> Option<Example> {
    let (name, document, kind, entity) = VISITORS.get(n * 5 % VISITORS.len())?;
    let (official, post, office, place) = OFFICIALS.get(n * 3 % OFFICIALS.len())?;
    let (reason, detail) = REASONS.get(n * 7 % REASONS.len())?;
    let (hour, minute) = (9 + n % 3 * 2, n * 13 % 60);
    let stay = 15 + n * 11 % 50;
    let leaves = hour * 60 + minute + stay;
    // One in eight was entered the day after, and says so.
    let late = n % 8 == 5;
    let recorded = if late { day.succ_opt()? } else { day };
    let record = json!({
        "registered_at": format!("{recorded}T{:02}:{minute:02}:00Z", hour + 5),
        "visit_date": day.to_string(), "visitor_name": name, "visitor_document_type": "dni",
        "visitor_document": document, "visitor_kind": kind, "visitor_entity": entity,
        "official_name": official, "official_post": post, "office": office,
        "entry_time": format!("{hour:02}:{minute:02}"),
        // One in ten forgot to say that he left: an hour is never invented.
        "exit_time": (n % 10 != 7).then(|| format!("{:02}:{:02}", leaves / 60, leaves % 60)),
        "reason": reason, "reason_detail": detail, "place": place,
        "record_class": if late { "late" } else { "on_time" },
        "class_reason": late.then_some("El registrador lo anotó al día siguiente"),
    });
    Some((&visits::REGISTER, record.as_object()?.clone()))
}

fn payments(today: NaiveDate) -> Vec<Example> {
    (0_usize..24)
        .rev()
        .filter_map(|n| payment(today, n))
        .collect()
}

fn payment(today: NaiveDate, n: usize) -> Option<Example> {
    let (supplier, ruc) = SUPPLIERS.get(n * 2 % SUPPLIERS.len())?;
    let (description, source) = PURCHASES.get(n * 3 % PURCHASES.len())?;
    let day = before(today, u64::try_from(n * 4 + 2).ok()?);
    let state = ["collected", "delivered", "ready", "issued"].get(3_usize.saturating_sub(n / 2))?;
    let record = json!({
        "issued_on": day.to_string(), "number": format!("{:07}", 4600 - n), "supplier_name": supplier,
        "supplier_ruc": ruc, "description": description, "amount_cents": 84_350 + n * 137_911 % 4_900_000,
        "means": if n.is_multiple_of(5) { "check" } else { "transfer" }, "state": state, "source": source,
        "siaf_file": format!("{:010}", 12_900 - n), "purchase_order": format!("O/C {}-{}", 700 - n, day.year()),
        "voucher": format!("CP {}", 2_400 - n), "bank_account": "CTA CTE FONCOMUN ****1234",
    });
    Some((&payments::REGISTER, record.as_object()?.clone()))
}

fn works(today: NaiveDate) -> Vec<Example> {
    let all = WORKS.iter().zip(0_u64..);
    all.filter_map(|(work, n)| {
        let Work {
            name,
            place,
            position: (latitude, longitude),
            state,
            cost_soles,
            physical,
            financial,
        } = work;
        let start = before(today, 90 + n * 37);
        let (contractor, ruc) = SUPPLIERS.first()?;
        let record = json!({
            "started_on": start.to_string(), "project_code": format!("{}", 2_400_100 + n), "name": name,
            "kind": if n.is_multiple_of(2) { "Vial" } else { "Equipamiento urbano" }, "mode": "contract", "state": state,
            "halted_why": (*state == "halted").then_some("Espera la aprobación de un adicional"),
            "place": place, "latitude_e6": latitude, "longitude_e6": longitude, "cost_cents": cost_soles * 100,
            "valued_cents": cost_soles * financial / 100, "contractor": contractor, "contractor_ruc": ruc,
            "physical_progress": physical, "financial_progress": financial,
            "ends_on": super::after(start, 240).to_string(),
        });
        Some((&works::REGISTER, record.as_object()?.clone()))
    })
    .collect()
}

#[cfg(test)]
mod tests {
    use shared::registers::Record;

    use super::*;

    #[test]
    fn every_example_is_a_record_of_its_register() {
        let all = records("2026-11-22".parse().unwrap());
        for (register, values) in &all {
            let record = Record::of(register, values);
            assert!(record.is_ok(), "{}: {record:?}", register.id);
        }
        for register in shared::registers::REGISTERS {
            let of = all.iter().filter(|(one, _)| one.id == register.id).count();
            assert!(of >= 6, "{}: {of}", register.id);
        }
    }
}
