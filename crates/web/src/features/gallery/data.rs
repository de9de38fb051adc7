//! Tables, cards, numbers, pairs, timelines.

use leptos::prelude::*;

use super::Sample;
use crate::ui::{
    Card, Cell, Chip, Choice, Column, DataTable, FilterBar, KeyValue, KeyValueList, Moment, Pager,
    Select, SortDir, StatTile, StatusBadge, TextInput, Timeline, TimelineItem, Tone,
};

/// The samples of this section.
pub(super) fn view() -> impl IntoView {
    view! {
        <Sample title="Cifras (StatTile)">
            <div class="l-grid l-grid--narrow">
                <StatTile
                    label="Municipalidades con portal"
                    value="1,204"
                    unit="de 1,891"
                    date="21 de noviembre de 2026"
                    href="#datos"
                />
                <StatTile label="UIT 2026" value="S/ 5,500" date="Año 2026" source="DS 301-2025-EF" />
                <StatTile label="Transparencia" value="87" unit="%" date="Noviembre de 2026" source="55 rubros" />
                <StatTile label="Reclamos por vencer" value="3" />
            </div>
        </Sample>
        <Sample title="Filtros (FilterBar)"><Filters /></Sample>
        <Sample title="Tabla (DataTable) y páginas (Pager)">
            <Visits />
            <Pager
                label="Páginas de visitas"
                previous="#datos".to_owned()
                next="#datos".to_owned()
                summary="51 a 53 de 1,891"
            />
        </Sample>
        <Sample title="Tarjetas (Card)">
            <div class="l-grid">
                <Card title="Se inicia el asfaltado de la avenida Grau" href="#datos" eyebrow="Obras · 18 de noviembre">
                    "La obra dura 90 días. Consulte los desvíos y el avance semanal."
                </Card>
                <Card title="Oficina de Atención al Ciudadano">
                    "Jirón Ayacucho 377. De lunes a viernes, de 8:00 a 16:00."
                </Card>
            </div>
        </Sample>
        <Sample title="Ficha (KeyValueList)">
            <KeyValueList>
                <KeyValue label="Código"><code>"REC-2026-000123"</code></KeyValue>
                <KeyValue label="Estado">
                    <StatusBadge tone=Tone::Info label="En revisión" />
                </KeyValue>
                <KeyValue label="Municipalidad">
                    "Municipalidad Distrital de Coronel Gregorio Albarracín Lanchipa"
                </KeyValue>
                <KeyValue label="Teléfono" />
            </KeyValueList>
        </Sample>
        <Sample title="Línea de tiempo (Timeline)"><History /></Sample>
    }
}

#[component]
fn Filters() -> impl IntoView {
    let chips = vec![
        Chip {
            label: "Departamento: Piura".into(),
            href: "#datos".into(),
        },
        Chip {
            label: "Estado: con portal".into(),
            href: "#datos".into(),
        },
    ];
    let departments = vec![Choice::new("20", "Piura"), Choice::new("07", "Callao")];
    view! {
        <FilterBar label="Filtrar municipalidades" chips=chips clear_href="#datos" on_submit=|| ()>
            <TextInput name="g-f-nombre" label="Nombre" value=RwSignal::new(String::new()) optional=true />
            <Select
                name="g-f-departamento"
                label="Departamento"
                value=RwSignal::new("20".to_owned())
                empty="Todos"
                optional=true
                options=departments
            />
        </FilterBar>
    }
}

#[component]
fn Visits() -> impl IntoView {
    let columns = vec![
        Column::text("Visitante").sort("#datos", Some(SortDir::Ascending)),
        Column::text("Entidad"),
        Column::text("A quién visita").sort("#datos", None),
        Column::text("Estado"),
        Column::number("Minutos").sort("#datos", None),
    ];
    let rows = [
        (
            "Rosa Quispe Mamani",
            "Asociación de Mercados Sullana",
            "Alcaldía",
            Tone::Success,
            "Concluida",
            "34",
        ),
        (
            "Juan Pérez Ñahui",
            "Persona natural",
            "Gerencia de Obras",
            Tone::Info,
            "En curso",
            "12",
        ),
        (
            "Ana Núñez Távara",
            "Constructora Vichayal S. A. C.",
            "Logística",
            Tone::Warning,
            "Tardía",
            "1,034",
        ),
    ];
    let rows = rows
        .map(|(name, entity, office, tone, state, minutes)| {
            view! {
                <tr>
                    <Cell label="Visitante" primary=true>{name}</Cell>
                    <Cell label="Entidad">{entity}</Cell>
                    <Cell label="A quién visita">{office}</Cell>
                    <Cell label="Estado"><StatusBadge tone=tone label=state /></Cell>
                    <Cell label="Minutos" numeric=true>{minutes}</Cell>
                </tr>
            }
        })
        .collect_view();
    view! { <DataTable id="gallery-visits" caption="Visitas del 20 de noviembre de 2026" columns=columns>{rows}</DataTable> }
}

#[component]
fn History() -> impl IntoView {
    let item = |moment, date: &str, title: &str, text: &str| TimelineItem {
        moment,
        date: date.to_owned(),
        title: title.to_owned(),
        text: text.to_owned(),
    };
    let items = vec![
        item(
            Moment::Past,
            "Lunes 2 de noviembre de 2026",
            "Usted presentó su reclamo",
            "Por la web, código REC-2026-000123.",
        ),
        item(
            Moment::Past,
            "Martes 3 de noviembre de 2026",
            "Lo recibió la Gerencia de Servicios",
            "",
        ),
        item(
            Moment::Today,
            "sábado 21 de noviembre de 2026",
            "En revisión",
            "Día 14 de 15 hábiles.",
        ),
        item(
            Moment::Future,
            "Lunes 23 de noviembre de 2026",
            "Vence el plazo de respuesta",
            "",
        ),
    ];
    view! { <Timeline items=items /> }
}
