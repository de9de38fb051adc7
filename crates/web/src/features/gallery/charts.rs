//! The chart, the map of Peru and the count of a deadline.

use leptos::prelude::*;

use super::Sample;
use crate::ui::{
    Bar, BarChart, CalendarExplain, CountedDay, DepartmentCount, MapPoint, PointMap, TileMap,
};

/// The samples of this section.
pub(super) fn view() -> impl IntoView {
    let bars = vec![
        Bar {
            marked: true,
            ..Bar::new("Gerencia de Obras", 412, "412")
        },
        Bar::new("Alcaldía", 256, "256"),
        Bar::new("Subgerencia de Fiscalización y Control Municipal", 98, "98"),
        Bar::new("Procuraduría", 3, "3"),
    ];
    view! {
        <Sample title="Barras (BarChart)">
            <BarChart
                title="La Gerencia de Obras recibe más de la mitad de las visitas"
                category="Oficina"
                measure="Visitas, octubre de 2026"
                bars=bars
                source="Registro de visitas, 1 de noviembre de 2026"
                download="#graficos"
            />
        </Sample>
        <Sample title="Mapa del Perú (TileMap)">
            <TileMap
                label="Municipalidades con portal, por departamento"
                departments=departments()
                selected=Some("20".to_owned())
            />
        </Sample>
        <Sample title="Puntos en un mapa (PointMap)">
            <PointMap label="Mapa: Obras públicas" points=points() />
        </Sample>
        <Sample title="Cómo se cuenta un plazo (CalendarExplain)">
            <CalendarExplain caption="5 días hábiles desde el lunes 30 de noviembre de 2026" days=days() />
        </Sample>
    }
}

fn points() -> Vec<MapPoint> {
    let places = [
        (
            "Mejoramiento de la avenida Sullana",
            -5_194_490,
            -80_632_820,
        ),
        (
            "Parque infantil del asentamiento Santa Rosa",
            -5_181_200,
            -80_668_400,
        ),
        ("Defensa ribereña del río Piura", -5_210_300, -80_622_100),
    ];
    let point = |(label, latitude, longitude): (&str, i64, i64)| MapPoint {
        label: label.to_owned(),
        href: "#graficos".to_owned(),
        latitude,
        longitude,
    };
    places.map(point).into()
}

fn departments() -> Vec<DepartmentCount> {
    let names = [
        "Amazonas",
        "Áncash",
        "Apurímac",
        "Arequipa",
        "Ayacucho",
        "Cajamarca",
        "Callao",
        "Cusco",
        "Huancavelica",
        "Huánuco",
        "Ica",
        "Junín",
        "La Libertad",
        "Lambayeque",
        "Lima",
        "Loreto",
        "Madre de Dios",
        "Moquegua",
        "Pasco",
        "Piura",
        "Puno",
        "San Martín",
        "Tacna",
        "Tumbes",
        "Ucayali",
    ];
    let counts = [
        84, 166, 84, 109, 119, 127, 7, 112, 100, 84, 43, 124, 83, 38, 171, 53, 11, 20, 29, 65, 110,
        77, 28, 13, 0,
    ];
    (1_u32..)
        .zip(names.into_iter().zip(counts))
        .map(|(code, (name, count))| DepartmentCount {
            code: format!("{code:02}"),
            name: name.to_owned(),
            count,
            href: "#graficos".to_owned(),
        })
        .collect()
}

fn days() -> Vec<CountedDay> {
    let day = |date: &str, number: Option<u32>, reason: &str| CountedDay {
        date: date.to_owned(),
        number,
        reason: reason.to_owned(),
        due: number == Some(5),
    };
    vec![
        day(
            "lunes 30 de noviembre",
            None,
            "Día de la recepción: se cuenta desde el siguiente",
        ),
        day("martes 1 de diciembre", Some(1), ""),
        day("miércoles 2 de diciembre", Some(2), ""),
        day("jueves 3 de diciembre", Some(3), ""),
        day("viernes 4 de diciembre", Some(4), ""),
        day("sábado 5 de diciembre", None, "Sábado"),
        day("domingo 6 de diciembre", None, "Domingo"),
        day("lunes 7 de diciembre", Some(5), ""),
    ]
}
