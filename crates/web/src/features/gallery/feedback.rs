//! Notices, banners, badges, states, progress, skeletons, toasts.

use leptos::prelude::*;

use super::Sample;
use crate::ui::{
    AlertBanner, Button, EmptyState, ErrorState, LinkButton, Notice, Progress, Skeleton,
    SkeletonKind, StatusBadge, Toasts, Tone,
};

/// The samples of this section.
pub(super) fn view() -> impl IntoView {
    let toasts = Toasts::here();
    view! {
        <Sample title="Avisos (Notice)">
            <Notice tone=Tone::Info title="Este plazo se cuenta en días hábiles">
                "Los sábados, domingos y feriados no se cuentan."
            </Notice>
            <Notice tone=Tone::Success title="Recibimos su reclamo">
                "Le respondemos a más tardar el " <strong>"lunes 7 de diciembre de 2026"</strong> "."
            </Notice>
            <Notice tone=Tone::Warning>"La última actualización es del 3 de octubre: faltan datos."</Notice>
            <Notice tone=Tone::Danger title="El plazo venció hace 2 días">"Avise a su jefatura y responda hoy."</Notice>
            <Notice>"Una nota sin más significado."</Notice>
        </Sample>
        <Sample title="Aviso general (AlertBanner)">
            <AlertBanner title="Corte de agua el martes 24." href="#mensajes" on_close=|| ()>
                "De 8:00 a 14:00 en el centro de la ciudad."
            </AlertBanner>
            <AlertBanner tone=Tone::Danger title="Alerta por lluvias intensas.">
                "Hay albergues abiertos en los tres colegios principales."
            </AlertBanner>
        </Sample>
        <Sample title="Estados (StatusBadge)">
            <div class="l-cluster">
                <StatusBadge label="Borrador" />
                <StatusBadge tone=Tone::Info label="En revisión" />
                <StatusBadge tone=Tone::Success label="Publicado" />
                <StatusBadge tone=Tone::Warning label="Vence mañana" />
                <StatusBadge tone=Tone::Danger label="Vencido" />
            </div>
        </Sample>
        <Sample title="Mensajes breves (ToastRegion)">
            <div class="l-cluster">
                <Button on_click=move || toasts.success("Se guardaron los cambios.")>"Mostrar un éxito"</Button>
                <Button on_click=move || toasts.danger("No se guardó: revise su conexión.")>"Mostrar un problema"</Button>
            </div>
        </Sample>
        <Sample title="Vacío y error (EmptyState, ErrorState)">
            <div class="l-grid l-grid--wide">
                <EmptyState
                    icon="calendar-days"
                    title="No hay visitas hoy"
                    text="El registro se actualiza en cuanto alguien ingresa. Puede ver las visitas de otros días."
                >
                    <LinkButton href="#mensajes">"Ver la semana"</LinkButton>
                </EmptyState>
                <ErrorState
                    text="Parece que no hay conexión. Lo que escribió sigue aquí."
                    request_id="0192f3a1-7c2e"
                    on_retry=|| ()
                />
            </div>
        </Sample>
        <Sample title="Avance (Progress)">
            <Progress label="Configuración del portal" value=5.0 max=8.0 text="5 de 8" />
        </Sample>
        <Sample title="Cargando (Skeleton)">
            <Skeleton />
            <Skeleton kind=SkeletonKind::Cards count=3 />
            <Skeleton kind=SkeletonKind::Table count=4 />
        </Sample>
    }
}
