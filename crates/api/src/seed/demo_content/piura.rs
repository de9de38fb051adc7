//! The portal of the Municipalidad Provincial de Piura, as the demo shows it.

use chrono::{DateTime, NaiveDate, Utc};
use shared::features::portal_admin::{EventIn, OfficeIn, PageIn, VideoIn};

use super::{
    activity, after, answered, before, contact, here, mayor, office, page, session, video, weather,
};
use crate::features::portal::Dress;

const HISTORY: &str = "San Miguel de Piura fue la primera ciudad que los españoles fundaron en el Perú, en 1532. Tuvo \
varios asientos, en Tangarará, Monte de los Padres y Paita, antes de quedar en el actual en 1588.\n\n\
## La provincia\n\nTiene diez distritos: Piura, Castilla, Catacaos, Cura Mori, El Tallán, La Arena, La Unión, Las Lomas, \
Tambo Grande y Veintiséis de Octubre.\n\n\
## Personas de Piura\n\nEn Piura nació el almirante Miguel Grau. Su casa es hoy un museo, en la calle Tacna.";

const VISIT: &str = "## En la ciudad\n\n- La Plaza de Armas y la catedral.\n- El museo Vicús, con la sala de oro.\n\
- La Casa Museo Gran Almirante Grau.\n\n\
## Cerca\n\n- **Catacaos**: sombreros de paja, filigrana y picanterías, a doce kilómetros.\n\
- **Chulucanas**: cerámica.\n- **Playas** de Colán, Máncora y Los Órganos, hacia el norte.\n\n\
## Qué comer\n\nSeco de chabelo, ceviche de mero o de cachema, carne aliñada, natilla y algarrobina.";

const BUSINESS: &str = "La licencia de funcionamiento se pide antes de abrir el local y dura para siempre.\n\n\
1. Consulte si el uso es compatible con la zona.\n2. Presente la solicitud con carácter de declaración jurada.\n\
3. Según el nivel de riesgo, la inspección de seguridad es después o antes de abrir.\n\n\
| Riesgo del local | Plazo |\n|---|---|\n| Bajo o medio | 2 días hábiles |\n| Alto o muy alto | 8 días hábiles |\n\n\
Base legal: TUO de la Ley 28976, DS 163-2020-PCM.";

const PALACE: (f64, f64) = (-5.194_49, -80.632_82);

/// The dressed portal.
pub(super) fn dress(today: NaiveDate, now: DateTime<Utc>) -> Dress {
    let mut transparency = answered(today);
    transparency.push(here(
        "Norma de creación",
        "paginas/historia-de-piura",
        before(today, 60),
    ));
    Dress {
        brand_color: "#8a1c2b",
        summary: "La ciudad del eterno calor: trámites, obras y servicios de la provincia de Piura.",
        contact: contact(
            "Jr. Ayacucho 377, Piura",
            "073 602 000",
            "demo@munipiura.example",
        ),
        authority: mayor("Alcaldesa", "Lucía Farfán Reto"),
        weather: weather("Soleado, 29 °C", now),
        offices: offices(),
        videos: videos(today),
        events: events(today),
        transparency,
        pages: pages(),
        units: None,
    }
}

fn offices() -> Vec<OfficeIn> {
    vec![
        office(
            "Palacio Municipal",
            "Jr. Ayacucho 377, Piura",
            &["Lunes a viernes, de 8:00 a 16:00"],
            Some(PALACE),
        ),
        office(
            "Mesa de partes",
            "Jr. Ayacucho 377, primer piso, Piura",
            &["Lunes a viernes, de 8:00 a 16:00"],
            Some(PALACE),
        ),
        office(
            "Servicio de Administración Tributaria (SATP)",
            "Centro de Piura",
            &[
                "Lunes a viernes, de 8:00 a 17:00",
                "Sábado, de 9:00 a 12:30",
            ],
            None,
        ),
    ]
}

fn videos(today: NaiveDate) -> Vec<VideoIn> {
    vec![
        video(
            "Rendición de cuentas del primer semestre",
            "Las obras y el gasto del semestre, en cinco minutos.",
            "Locución: en el primer semestre se atendieron los distritos de la provincia. En la imagen, un mapa de la \
                 provincia y, debajo, una barra con el avance del gasto. Video de ejemplo de la demostración.",
            before(today, 40),
        ),
        video(
            "Cómo sacar su licencia de funcionamiento",
            "Los tres pasos y los plazos según el riesgo del local.",
            "Locución: primero, consulte la zona; después, presente la solicitud; por último, reciba la inspección. \
                 En la imagen, una bodega que abre su puerta. Video de ejemplo de la demostración.",
            before(today, 15),
        ),
    ]
}

fn events(today: NaiveDate) -> Vec<EventIn> {
    vec![
        session(
            "Sesión ordinaria de concejo",
            before(today, 7),
            "Salón de actos, Palacio Municipal",
        ),
        session(
            "Sesión ordinaria de concejo",
            after(today, 4),
            "Salón de actos, Palacio Municipal",
        ),
        activity(
            "Audiencia pública de rendición de cuentas",
            after(today, 11),
            "17:30",
            "Plaza de Armas de Piura",
            "Puede inscribirse para preguntar hasta el día anterior.",
        ),
        activity(
            "Taller del presupuesto participativo",
            after(today, 19),
            "09:00",
            "Auditorio municipal",
            "Para agentes participantes inscritos.",
        ),
    ]
}

fn pages() -> Vec<PageIn> {
    vec![
        page(
            "historia-de-piura",
            "Historia de Piura",
            "De San Miguel de Tangarará a la ciudad de hoy.",
            HISTORY,
        ),
        page(
            "turismo",
            "Qué visitar",
            "La ciudad, los pueblos cercanos y la mesa piurana.",
            VISIT,
        ),
        page(
            "licencia-de-funcionamiento",
            "Licencia de funcionamiento",
            "Pasos y plazos para abrir un negocio.",
            BUSINESS,
        ),
    ]
}
