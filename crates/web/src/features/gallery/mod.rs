//! The gallery (`/admin/gallery`): every part of the design system in all its states, to look at and to test.
//! Its sample texts are not texts of the product, therefore they have no keys. Persons and numbers are fictional.

mod actions;
mod charts;
mod data;
mod feedback;
mod forms;
mod foundations;
mod navigation;
#[cfg(all(test, feature = "ssr"))]
mod tests;

use leptos::prelude::*;

use crate::ui::{Band, LinkButton, PageTitle, Toasts};

const SECTIONS: [(&str, &str); 7] = [
    ("fundamentos", "Fundamentos"),
    ("acciones", "Acciones"),
    ("formularios", "Formularios"),
    ("mensajes", "Mensajes y estados"),
    ("datos", "Datos"),
    ("graficos", "Gráficos y plazos"),
    ("navegacion", "Navegación"),
];

/// Every part in every state, with a list of the sections.
#[component]
pub fn GalleryPage() -> impl IntoView {
    if use_context::<Toasts>().is_none() {
        Toasts::provide();
    }
    let links = SECTIONS
        .map(|(id, title)| view! { <li><a href=format!("#{id}")>{title}</a></li> })
        .collect_view();
    view! {
        <div class="gallery l-container">
            <PageTitle
                title="Galería de componentes"
                eyebrow="Sistema de diseño"
                lead="Cada parte con todos sus estados. Lo que no está aquí no se usa en una página."
            >
                <LinkButton href="#formularios" icon="square-pen">"Ir a formularios"</LinkButton>
            </PageTitle>
            <nav class="gallery__index" aria-label="Secciones de la galería">
                <ul role="list">{links}</ul>
            </nav>
            <Section index=0>{foundations::view()}</Section>
            <Section index=1>{actions::view()}</Section>
            <Section index=2>{forms::view()}</Section>
            <Section index=3>{feedback::view()}</Section>
            <Section index=4>{data::view()}</Section>
            <Section index=5>{charts::view()}</Section>
            <Section index=6>{navigation::view()}</Section>
            <Band flipped=true />
        </div>
    }
}

#[component]
fn Section(index: usize, children: Children) -> impl IntoView {
    let (id, title) = SECTIONS.get(index).copied().unwrap_or_default();
    view! {
        <section class="gallery__section" id=id aria-labelledby=format!("{id}-title")>
            <h2 id=format!("{id}-title")>{title}</h2>
            {children()}
        </section>
    }
}

/// One part under its name.
#[component]
fn Sample(
    /// The part's name.
    title: &'static str,
    /// The part in its states.
    children: Children,
) -> impl IntoView {
    view! {
        <div class="gallery__sample">
            <h3 class="gallery__name">{title}</h3>
            <div class="l-stack">{children()}</div>
        </div>
    }
}
