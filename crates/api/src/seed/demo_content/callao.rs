//! The portal of the Municipalidad Provincial del Callao, as the demo shows it.

use chrono::{DateTime, NaiveDate, Utc};
use shared::features::portal_admin::{EventIn, OfficeIn, PageIn, VideoIn};

use super::{
    activity, after, answered, before, contact, here, mayor, office, page, session, video, weather,
};
use crate::features::portal::{Dress, Unit};

/// The organisation with its classes and siglas (e-government plan of Callao, 3.3.2). Where the source gives only siglas,
/// the name is the matter they stand for.
const UNITS: &[Unit] = &[
    Unit(
        "A",
        "Alta dirección",
        &[
            Unit("CM", "Concejo Municipal", &[]),
            Unit("AL", "Alcaldía", &[]),
            Unit("GM", "Gerencia Municipal", &[]),
        ],
    ),
    Unit(
        "B1",
        "Órgano de control",
        &[Unit("GGAI", "Gerencia General de Auditoría Interna", &[])],
    ),
    Unit(
        "B2",
        "Órgano de defensa judicial",
        &[Unit("PPM", "Procuraduría Pública Municipal", &[])],
    ),
    Unit(
        "B3",
        "Órganos de asesoría",
        &[
            Unit(
                "GGAGM",
                "Gerencia General de Asesoría de la Gerencia Municipal",
                &[],
            ),
            Unit(
                "GGPPR",
                "Gerencia General de Planeamiento, Presupuesto y Racionalización",
                &[],
            ),
            Unit(
                "GGAJC",
                "Gerencia General de Asesoría Jurídica y Conciliación",
                &[],
            ),
            Unit("GRRPP", "Gerencia de Relaciones Públicas", &[]),
        ],
    ),
    Unit(
        "B4",
        "Órganos de apoyo",
        &[
            Unit(
                "SG",
                "Secretaría General",
                &[Unit(
                    "SG-GRDAG",
                    "Gerencia de Recepción Documental y Archivo General",
                    &[],
                )],
            ),
            Unit("GGA", "Gerencia General de Administración", &[]),
            Unit(
                "GGATR",
                "Gerencia General de Administración Tributaria y Rentas",
                &[Unit("GGATR-GR", "Gerencia de Recaudación", &[])],
            ),
            Unit("GI", "Gerencia de Informática", &[]),
        ],
    ),
    Unit(
        "C",
        "Órganos de línea",
        &[
            Unit(
                "GGPMA",
                "Gerencia General de Protección del Medio Ambiente",
                &[],
            ),
            Unit("GGPV", "Gerencia General de Participación Vecinal", &[]),
            Unit(
                "GGSSC",
                "Gerencia General de Servicios Sociales y Culturales",
                &[],
            ),
            Unit("GGAH", "Gerencia General de Asentamientos Humanos", &[]),
            Unit("GGSC", "Gerencia General de Seguridad Ciudadana", &[]),
            Unit(
                "GGDEL",
                "Gerencia General de Desarrollo Económico Local",
                &[],
            ),
            Unit("GGDU", "Gerencia General de Desarrollo Urbano", &[]),
            Unit(
                "GGTU",
                "Gerencia General de Transporte Urbano",
                &[Unit("GGTU-GTT", "Gerencia de Transporte y Tránsito", &[])],
            ),
            Unit("GGPS", "Gerencia General de Programas Sociales", &[]),
        ],
    ),
    Unit(
        "D",
        "Órganos desconcentrados",
        &[Unit("DCON-AM", "Agencias Municipales", &[])],
    ),
    Unit(
        "E",
        "Órganos descentralizados",
        &[
            Unit("DCEN-ESLIMP", "ESLIMP Callao, limpieza pública", &[]),
            Unit("DCEN-FINVER", "FINVER Callao, fondo de inversiones", &[]),
            Unit(
                "DCEN-CMACC",
                "Caja Municipal de Ahorro y Crédito del Callao",
                &[],
            ),
            Unit("DCEN-SIHOC", "SIHOC, servicios de salud", &[]),
        ],
    ),
];

const HISTORY: &str = "El Callao es el primer puerto del país. En 1836 recibió el título de provincia, y la \
Constitución de 1857 la llamó **Provincia Constitucional**.\n\n\
## Siete distritos\n\n- Callao\n- Bellavista\n- Carmen de la Legua Reynoso\n- La Perla\n- La Punta\n- Ventanilla\n- Mi Perú\n\n\
La municipalidad provincial es también la del distrito del Callao, el cercado. La provincia tiene además un gobierno \
regional propio.\n\n\
## Qué visitar\n\n- La Fortaleza del Real Felipe, levantada en el siglo XVIII frente al puerto.\n\
- Los balcones y plazas del centro histórico.\n- El malecón de La Punta y, en el mar, las islas San Lorenzo y El Frontón.";

const TAXES: &str = "El impuesto predial se paga a la municipalidad del distrito donde está el predio. Puede pagarse al \
contado o en cuatro cuotas.\n\n| Cuota | Vence |\n|---|---|\n| Primera o pago al contado | último día hábil de febrero |\n\
| Segunda | último día hábil de mayo |\n| Tercera | último día hábil de agosto |\n| Cuarta | último día hábil de noviembre |\n\n\
Base legal: TUO de la Ley de Tributación Municipal, DS 156-2004-EF, art. 15.\n\n\
Los pensionistas con un solo predio y las personas adultas mayores no pensionistas pueden pedir una deducción de 50 UIT \
de la base imponible.";

/// Offices in the centre of the port.
const PALACE: (f64, f64) = (-12.060_8, -77.147_2);

/// The dressed portal.
pub(super) fn dress(today: NaiveDate, now: DateTime<Utc>) -> Dress {
    let mut transparency = answered(today);
    transparency.push(here(
        "Norma de creación",
        "paginas/historia-del-callao",
        before(today, 45),
    ));
    Dress {
        brand_color: "#0b3d91",
        summary: "La municipalidad de la Provincia Constitucional del Callao, primer puerto del país.",
        contact: contact(
            "Jr. Paz Soldán 252, Callao",
            "01 429 0000",
            "demo@municallao.example",
        ),
        authority: mayor("Alcalde", "Aurelio Benavides Soto"),
        weather: weather("Nublado, 19 °C", now),
        offices: offices(),
        videos: videos(today),
        events: events(today),
        transparency,
        pages: pages(),
        units: Some(UNITS),
    }
}

fn offices() -> Vec<OfficeIn> {
    vec![
        office(
            "Palacio Municipal",
            "Jr. Paz Soldán 252, Callao",
            &["Lunes a viernes, de 8:00 a 16:00"],
            Some(PALACE),
        ),
        office(
            "Recepción documental (mesa de partes)",
            "Jr. Paz Soldán 252, primer piso, Callao",
            &[
                "Lunes a viernes, de 8:00 a 16:00",
                "Sábado, de 9:00 a 12:00",
            ],
            Some(PALACE),
        ),
        office(
            "Central de Seguridad Ciudadana",
            "Callao cercado",
            &["Todos los días, las 24 horas"],
            None,
        ),
    ]
}

fn videos(today: NaiveDate) -> Vec<VideoIn> {
    vec![video(
        "Cómo pagar el predial en cuatro cuotas",
        "Las fechas de las cuotas y dónde se paga.",
        "Locución: el impuesto predial se paga en febrero, o en cuatro cuotas: febrero, mayo, agosto y noviembre. \
             En la imagen, un calendario con los cuatro meses marcados.",
        before(today, 20),
    )]
}

fn events(today: NaiveDate) -> Vec<EventIn> {
    vec![
        session(
            "Sesión ordinaria de concejo",
            before(today, 9),
            "Salón de sesiones, Palacio Municipal",
        ),
        session(
            "Sesión ordinaria de concejo",
            after(today, 6),
            "Salón de sesiones, Palacio Municipal",
        ),
        activity(
            "Feria de servicios municipales",
            after(today, 14),
            "09:00",
            "Plaza Matriz, Callao",
            "Orientación sobre licencias, predial y programas sociales, sin cita.",
        ),
    ]
}

fn pages() -> Vec<PageIn> {
    vec![
        page(
            "historia-del-callao",
            "Historia del Callao",
            "De puerto del virreinato a Provincia Constitucional.",
            HISTORY,
        ),
        page(
            "predial",
            "Impuesto predial",
            "Cuándo vence cada cuota y quién puede pagar menos.",
            TAXES,
        ),
    ]
}
