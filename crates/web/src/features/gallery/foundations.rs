//! Colours, type, bands and heads.

use leptos::prelude::*;

use super::Sample;
use crate::ui::{Avatar, Band, CoatOfArms, Icon};

const LONG_NAME: &str = "Municipalidad Distrital de Coronel Gregorio Albarracín Lanchipa";

/// The samples of this section.
pub(super) fn view() -> impl IntoView {
    view! {
        <Sample title="Banda (Band)">
            <Band />
            <Band flipped=true />
            <div class="u-on-brand gallery__field">"Sobre la marca: texto y " <a href="#fundamentos">"enlace"</a></div>
        </Sample>
        <Sample title="Escudo e iniciales (CoatOfArms, Avatar)">
            <div class="l-cluster">
                <CoatOfArms name=LONG_NAME large=true />
                <div><strong>{LONG_NAME}</strong></div>
            </div>
            <div class="l-cluster">
                <CoatOfArms name="Municipalidad Provincial de Piura" />
                <Avatar name="Rosa Quispe Mamani" />
                <Avatar name="Ángel Ñaupari" />
            </div>
        </Sample>
        <Sample title="Colores">{swatches()}</Sample>
        <Sample title="Tipografía">
            <h2>"Título de una sección"</h2>
            <h3>"Título de un bloque"</h3>
            <h4>"Título menor"</h4>
            <p class="u-lead">"Entrada: una o dos frases que dicen de qué trata la página."</p>
            <p>
                "Texto corrido con un " <a href="#fundamentos">"enlace"</a>
                " y con palabras " <strong>"importantes"</strong>
                ". Las líneas no pasan de setenta caracteres, porque una línea más larga cansa y hace perder el renglón."
            </p>
            <p class="u-small u-muted">"Texto menor: fuente y fecha, 21 de noviembre de 2026, S/ 1,234.50."</p>
            <p>"Atajos: " <kbd>"Ctrl"</kbd> " " <kbd>"K"</kbd> ". Código: " <code>"REC-2026-000123"</code></p>
        </Sample>
        <Sample title="Iconos (Icon)">
            <div class="l-cluster">
                <Icon name="landmark" />
                <Icon name="users" />
                <Icon name="megaphone" />
                <Icon name="file-text" />
                <Icon name="map-pin" label="Ubicación" />
            </div>
        </Sample>
    }
}

fn swatches() -> impl IntoView {
    let swatches = [
        ("brand", "Marca"),
        ("tint-1", "Tinte 1"),
        ("tint-2", "Tinte 2"),
        ("tint-3", "Tinte 3"),
        ("accent", "Maíz"),
        ("paper", "Papel"),
        ("raised", "Papel elevado"),
        ("sunken", "Papel hundido"),
    ];
    let swatches = swatches
        .map(|(class, name)| {
            view! { <div class=format!("gallery__swatch gallery__swatch--{class}")>{name}</div> }
        })
        .collect_view();
    view! { <div class="gallery__swatches">{swatches}</div> }
}
