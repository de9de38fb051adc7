//! Fields in their states: empty, filled, with an error.

use leptos::prelude::*;
use shared::kit::problem::FieldError;

use super::Sample;
use crate::ui::{
    Button, ButtonKind, Checkbox, Choice, Combobox, DateField, ErrorSummary, FileItem, FilePicker,
    FileState, Form, InputWidth, MoneyField, OtpInput, PasswordField, PasswordRule, RadioGroup,
    SearchBox, Select, Steps, TextArea, TextInput, Toasts,
};

/// The samples of this section.
pub(super) fn view() -> impl IntoView {
    let toasts = Toasts::here();
    let steps = ["Su solicitud", "Sus datos", "Revisión", "Constancia"]
        .map(str::to_owned)
        .to_vec();
    view! {
        <Sample title="Pasos (Steps)">
            <Steps steps=steps current=1_usize />
        </Sample>
        <Sample title="Resumen de errores (ErrorSummary)"><Summary /></Sample>
        <Form on_submit=move || toasts.success("Recibimos su solicitud.")>
            <Texts />
            <Choices />
            <Numbers />
            <Secrets />
            <Files />
            <Button kind=ButtonKind::Primary submit=true>"Enviar solicitud"</Button>
        </Form>
        <Sample title="Búsqueda (SearchBox)">
            <SearchBox
                id="gallery-search"
                label="¿Qué busca?"
                placeholder="Licencia, obra, ordenanza…"
                value=RwSignal::new(String::new())
                large=true
                on_search=|| ()
            />
            <SearchBox
                id="gallery-search-small"
                label="Buscar en esta lista"
                value=RwSignal::new("Quispe".to_owned())
                on_search=|| ()
            />
        </Sample>
    }
}

#[component]
fn Summary() -> impl IntoView {
    let errors = RwSignal::new(vec![
        FieldError::new(
            "g-correo",
            "email",
            "Escriba un correo como nombre@ejemplo.pe.",
        ),
        FieldError::new(
            "g-modo",
            "required",
            "Elija cómo quiere recibir la respuesta.",
        ),
    ]);
    view! { <ErrorSummary errors=errors /> }
}

#[component]
fn Texts() -> impl IntoView {
    let text = |text: &str| RwSignal::new(text.to_owned());
    view! {
        <TextInput
            name="g-nombre"
            label="Nombres"
            hint="Como figuran en su documento."
            value=text("")
            autocomplete="given-name"
        />
        <TextInput
            name="g-correo"
            label="Correo electrónico"
            value=text("rosa@")
            kind="email"
            autocomplete="email"
            error="Escriba un correo como nombre@ejemplo.pe."
        />
        <TextInput
            name="g-telefono"
            label="Teléfono"
            value=text("969 123 456")
            kind="tel"
            width=InputWidth::Medium
            optional=true
        />
        <TextArea
            name="g-pedido"
            label="¿Qué información necesita?"
            hint="Mientras más preciso, más rápida la respuesta."
            value=text("Copia de las órdenes de compra de octubre de 2026.")
            max_chars=500
        />
    }
}

#[component]
fn Choices() -> impl IntoView {
    let district = RwSignal::new(String::new());
    let districts = Signal::derive(move || {
        let typed = district.get().to_lowercase();
        let all = [
            ("200101", "Piura", "Piura, Piura"),
            ("200104", "Castilla", "Piura, Piura"),
            (
                "230110",
                "Coronel Gregorio Albarracín Lanchipa",
                "Tacna, Tacna",
            ),
        ];
        all.into_iter()
            .filter(|(_, name, _)| !typed.is_empty() && name.to_lowercase().contains(&typed))
            .map(|(code, name, place)| Choice::new(code, name).hint(place))
            .collect::<Vec<_>>()
    });
    let kinds = vec![
        Choice::new("provincial", "Municipalidad provincial"),
        Choice::new("distrital", "Municipalidad distrital"),
        Choice::new("poblado", "Municipalidad de centro poblado"),
    ];
    let ways = vec![
        Choice::new("correo", "Por correo electrónico").hint("Sin costo."),
        Choice::new("copia", "En copia impresa")
            .hint("Paga solo la reproducción: S/ 0.10 por hoja."),
    ];
    view! {
        <Select name="g-tipo" label="Tipo de municipalidad" value=RwSignal::new(String::new()) options=kinds />
        <Combobox
            name="g-distrito"
            label="Distrito"
            hint="Escriba las primeras letras."
            query=district
            options=districts
            on_select=|_: Choice| ()
        />
        <RadioGroup
            name="g-modo"
            label="¿Cómo quiere recibir la respuesta?"
            value=RwSignal::new("correo".to_owned())
            error="Elija cómo quiere recibir la respuesta."
            options=ways
        />
        <Checkbox
            name="g-acepto"
            label="Acepto que me notifiquen a este correo"
            hint="Puede cambiarlo cuando quiera."
            checked=RwSignal::new(true)
        />
    }
}

#[component]
fn Numbers() -> impl IntoView {
    view! {
        <DateField name="g-fecha" label="Fecha del hecho" value=RwSignal::new("2026-11-20".to_owned()) />
        <MoneyField name="g-monto" label="Monto pagado" value=RwSignal::new("1,234.50".to_owned()) />
    }
}

#[component]
fn Secrets() -> impl IntoView {
    let password = RwSignal::new(String::new());
    let rules = Signal::derive(move || {
        let length = password.with(|password| password.chars().count());
        vec![
            PasswordRule {
                text: "15 caracteres o más".into(),
                met: length >= 15,
            },
            PasswordRule {
                text: "No es una contraseña conocida".into(),
                met: length > 0,
            },
        ]
    });
    view! {
        <PasswordField
            name="g-clave"
            label="Nueva contraseña"
            hint="Una frase larga es mejor que símbolos raros."
            value=password
            autocomplete="new-password"
            rules=rules
        />
        <OtpInput
            name="g-codigo"
            label="Código de su aplicación"
            hint="Seis dígitos; cambian cada treinta segundos."
            value=RwSignal::new("4921".to_owned())
        />
    }
}

#[component]
fn Files() -> impl IntoView {
    let file = |id: u32, name: &str, size: &str, state: FileState| FileItem {
        id,
        name: name.to_owned(),
        size: size.to_owned(),
        state,
    };
    let files = RwSignal::new(vec![
        file(
            1,
            "resolucion-de-alcaldia-n-045-2026-mpp.pdf",
            "240 kB",
            FileState::Done,
        ),
        file(2, "croquis.jpg", "1.8 MB", FileState::Sending(64)),
        file(
            3,
            "planilla.exe",
            "3 MB",
            FileState::Failed("Solo se aceptan PDF e imágenes.".to_owned()),
        ),
    ]);
    view! {
        <FilePicker
            name="g-archivos"
            label="Documentos"
            hint="PDF o imágenes, hasta 10 MB cada uno."
            accept=".pdf,image/*"
            multiple=true
            optional=true
            files=files
            on_pick=|_| ()
            on_remove=move |id: u32| files.update(|files| files.retain(|file| file.id != id))
        />
    }
}
