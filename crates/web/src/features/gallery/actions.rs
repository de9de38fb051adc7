//! Buttons, menus, dialogs, copying.

use leptos::prelude::*;

use super::Sample;
use crate::ui::{
    Button, ButtonKind, ConfirmDialog, CopyButton, Dialog, LinkButton, MenuButton, MenuItem, Toasts,
};

/// The samples of this section.
pub(super) fn view() -> impl IntoView {
    view! {
        <Sample title="Botones (Button, LinkButton)">
            <div class="l-cluster">
                <Button kind=ButtonKind::Primary>"Enviar reclamo"</Button>
                <Button>"Guardar borrador"</Button>
                <Button kind=ButtonKind::Quiet>"Volver"</Button>
                <Button kind=ButtonKind::Danger icon="trash-2">"Eliminar la página"</Button>
                <LinkButton href="#acciones" icon="plus">"Nueva solicitud"</LinkButton>
            </div>
            <div class="l-cluster">
                <Button kind=ButtonKind::Primary busy=true busy_text="Enviando…">"Enviar reclamo"</Button>
                <Button busy=true busy_text="Guardando…">"Guardar borrador"</Button>
                <Button disabled=true>"No disponible"</Button>
            </div>
        </Sample>
        <Sample title="Menú (MenuButton)"><Menu /></Sample>
        <Sample title="Diálogos (Dialog, ConfirmDialog)"><Dialogs /></Sample>
        <Sample title="Copiar (CopyButton)">
            <div class="l-cluster">
                <code>"REC-2026-000123"</code>
                <CopyButton text="REC-2026-000123" label="Copiar código" />
            </div>
        </Sample>
    }
}

#[component]
fn Menu() -> impl IntoView {
    let toasts = Toasts::here();
    let items = vec![
        MenuItem::link("Ver la página", "eye", "#acciones"),
        MenuItem::act("Duplicar", "copy", move || {
            toasts.success("Se duplicó la página.")
        }),
        MenuItem::act("Eliminar", "trash-2", move || {
            toasts.danger("La página no se pudo eliminar.")
        })
        .danger(),
    ];
    let short = vec![MenuItem::link("Abrir", "external-link", "#acciones")];
    view! {
        <div class="l-cluster l-cluster--between">
            <MenuButton id="gallery-menu" label="Más acciones" items=items />
            <MenuButton id="gallery-menu-short" label="Acciones de la fila" icon="ellipsis" hide_label=true end=true items=short />
        </div>
    }
}

#[component]
fn Dialogs() -> impl IntoView {
    let toasts = Toasts::here();
    let plain = RwSignal::new(false);
    let confirm = RwSignal::new(false);
    let done = move || {
        confirm.set(false);
        toasts.success("Se retiró la publicación.");
    };
    view! {
        <div class="l-cluster">
            <Button on_click=move || plain.set(true)>"Abrir un diálogo"</Button>
            <Button kind=ButtonKind::Danger on_click=move || confirm.set(true)>"Retirar la publicación"</Button>
        </div>
        <Dialog id="gallery-dialog" open=plain title="Cómo se cuenta el plazo">
            <p>"Los sábados, domingos y feriados no se cuentan. El primer día es el siguiente al de la recepción."</p>
            <div class="dialog__actions">
                <Button kind=ButtonKind::Primary on_click=move || plain.set(false)>"Entendido"</Button>
            </div>
        </Dialog>
        <ConfirmDialog
            id="gallery-confirm"
            open=confirm
            title="¿Retirar esta publicación?"
            confirm="Retirar la publicación"
            danger=true
            on_confirm=done
        >
            <p>"Dejará de verse en el portal. La versión anterior queda en el historial."</p>
        </ConfirmDialog>
    }
}
