//! Ways through a page and through the portal.

use leptos::prelude::*;

use super::Sample;
use crate::ui::{
    Accordion, Breadcrumbs, Details, SkipLink, TabItem, TabLink, TabLinks, TabPanel, Tabs, Tile,
    TileGrid,
};

/// The samples of this section.
pub(super) fn view() -> impl IntoView {
    let above = vec![
        ("Inicio".to_owned(), "#fundamentos".to_owned()),
        ("Transparencia".to_owned(), "#datos".to_owned()),
    ];
    view! {
        <Sample title="¿Qué necesitas? (TileGrid, Tile)"><Needs /></Sample>
        <Sample title="Saltar al contenido (SkipLink): se ve al llegar con Tab"><SkipLink target="navegacion" /></Sample>
        <Sample title="Ruta (Breadcrumbs)">
            <Breadcrumbs items=above current="Visitas a funcionarios" />
        </Sample>
        <Sample title="Pestañas (Tabs)"><Views /></Sample>
        <Sample title="Pestañas que son páginas (TabLinks)"><Pages /></Sample>
        <Sample title="Desplegables (Details, Accordion)">
            <Details summary="¿Cómo se cuenta el plazo?">
                <p>"En días hábiles: no se cuentan sábados, domingos ni feriados."</p>
            </Details>
            <Accordion>
                <Details summary="¿Quién puede presentar un reclamo?" group="gallery-faq" open=true>
                    <p>"Cualquier persona que recibió una atención de la municipalidad, en persona o por la web."</p>
                </Details>
                <Details summary="¿Cuánto cuesta?" group="gallery-faq">
                    <p>"Nada. El Libro de Reclamaciones es gratuito."</p>
                </Details>
                <Details summary="¿Cuándo me responden?" group="gallery-faq">
                    <p>"En quince días hábiles como máximo."</p>
                </Details>
            </Accordion>
        </Sample>
    }
}

#[component]
fn Pages() -> impl IntoView {
    let link = |label: &str, current| TabLink {
        label: label.to_owned(),
        href: Signal::stored("#navegacion".to_owned()),
        current,
    };
    let links = vec![link("Lista", true), link("Gráficos", false)];
    view! { <TabLinks label="Formas de ver el registro" links=links/> }
}

#[component]
fn Needs() -> impl IntoView {
    let tiles = [
        (
            "megaphone",
            "Avisar de un problema",
            "Un bache, una luz apagada, basura en la calle.",
        ),
        (
            "message-square-warning",
            "Presentar un reclamo",
            "Libro de Reclamaciones: respuesta en 15 días hábiles.",
        ),
        (
            "file-text",
            "Pedir información",
            "Es su derecho y no tiene que decir para qué.",
        ),
        (
            "users",
            "Ver quién visita al alcalde",
            "El registro de hoy, al momento.",
        ),
        (
            "coins",
            "Saber en qué se gasta",
            "Pagos, obras y presupuesto, hasta cada orden.",
        ),
        (
            "clipboard-list",
            "Hacer un trámite",
            "Requisitos, costo y plazo de cada uno.",
        ),
    ];
    let tiles = tiles
        .map(|(icon, title, text)| view! { <Tile href="#navegacion" icon=icon title=title text=text /> })
        .collect_view();
    view! { <TileGrid>{tiles}</TileGrid> }
}

#[component]
fn Views() -> impl IntoView {
    let selected = RwSignal::new("lista".to_owned());
    let items = vec![
        TabItem {
            count: Some(1_891),
            ..TabItem::new("lista", "Lista")
        },
        TabItem::new("grafico", "Gráfico"),
        TabItem::new("mapa", "Mapa"),
        TabItem::new("datos", "Datos abiertos"),
    ];
    view! {
        <div>
            <Tabs id="gallery-tabs" label="Vistas del registro" items=items selected=selected />
            <TabPanel id="gallery-tabs" key="lista" selected=selected><p>"Aquí va la lista."</p></TabPanel>
            <TabPanel id="gallery-tabs" key="grafico" selected=selected><p>"Aquí va el gráfico."</p></TabPanel>
            <TabPanel id="gallery-tabs" key="mapa" selected=selected><p>"Aquí va el mapa."</p></TabPanel>
            <TabPanel id="gallery-tabs" key="datos" selected=selected><p>"Aquí van las descargas."</p></TabPanel>
        </div>
    }
}
