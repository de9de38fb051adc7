//! What the portals of the demo show, from public facts: enough to look alive, nothing invented about a real person.

use shared::features::portal_admin::content::GeoPoint;
use shared::features::portal_admin::{ContactIn, OfficeIn};

use crate::features::portal::{Dress, Unit};

/// Class A to C of the municipality of Callao's organisation, with its siglas (plan of e-government of Callao, 3.3.2).
const CALLAO: &[Unit] = &[
    ("CM", "Concejo Municipal", &[]),
    ("AL", "Alcaldía", &[]),
    ("GM", "Gerencia Municipal", &[]),
    ("GGAI", "Gerencia General de Auditoría Interna", &[]),
    ("PPM", "Procuraduría Pública Municipal", &[]),
    ("GGPPR", "Gerencia General de Planeamiento, Presupuesto y Racionalización", &[]),
    ("GGAJC", "Gerencia General de Asesoría Jurídica y Conciliación", &[]),
    ("SG", "Secretaría General", &[("SG-GRDAG", "Gerencia de Recepción Documental y Archivo General")]),
    ("GGA", "Gerencia General de Administración", &[]),
    ("GGATR", "Gerencia General de Administración Tributaria y Rentas", &[("GGATR-GR", "Gerencia de Recaudación")]),
    ("GI", "Gerencia de Informática", &[]),
    ("GGPMA", "Gerencia General de Protección del Medio Ambiente", &[]),
    ("GGSC", "Gerencia General de Seguridad Ciudadana", &[]),
    ("GGDU", "Gerencia General de Desarrollo Urbano", &[]),
    ("GGTU", "Gerencia General de Transporte Urbano", &[("GGTU-GTT", "Gerencia de Transporte y Tránsito")]),
    ("GGPS", "Gerencia General de Programas Sociales", &[]),
];

/// What a demo portal is dressed with, by the district of its seat and its level's slug.
pub(super) fn dress(slug: &str) -> Dress {
    match slug {
        "munipiura" => Dress {
            brand_color: "#8a1c2b",
            summary: "La ciudad del eterno calor: trámites, obras y servicios de la provincia de Piura.",
            contact: contact("Jr. Ayacucho 377, Piura", "073 602 000", "demo@munipiura.example"),
            offices: vec![
                office("Palacio Municipal", "Jr. Ayacucho 377, Piura", Some((-5.194_49, -80.632_82))),
                office("Mesa de partes", "Jr. Ayacucho 377, primer piso, Piura", Some((-5.194_49, -80.632_82))),
            ],
            units: None,
        },
        "municallao" => Dress {
            brand_color: "#0b3d91",
            summary: "La municipalidad de la Provincia Constitucional del Callao, primer puerto del país.",
            contact: contact("Jr. Paz Soldán 252, Callao", "01 429 0000", "demo@municallao.example"),
            offices: vec![office("Palacio Municipal", "Jr. Paz Soldán 252, Callao", Some((-12.060_8, -77.147_2)))],
            units: Some(CALLAO),
        },
        "municastilla" => Dress {
            brand_color: "#1f6f43",
            summary: "Castilla, al otro lado del río Piura.",
            contact: contact("Jr. Ayacucho 414, Castilla", "073 340 000", "demo@municastilla.example"),
            offices: Vec::new(),
            units: None,
        },
        "munilapunta" => Dress {
            brand_color: "#0f5c78",
            summary: "La Punta, distrito balneario del Callao.",
            contact: contact("Av. Sáenz Peña 298, La Punta", "01 429 0501", "demo@munilapunta.example"),
            offices: Vec::new(),
            units: None,
        },
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

fn office(name: &str, address: &str, at: Option<(f64, f64)>) -> OfficeIn {
    OfficeIn {
        name: name.to_owned(),
        address: address.to_owned(),
        hours: vec!["Lunes a viernes, de 8:00 a 16:00".to_owned()],
        position: at.map(|(latitude, longitude)| GeoPoint { latitude, longitude }),
        ..OfficeIn::default()
    }
}
