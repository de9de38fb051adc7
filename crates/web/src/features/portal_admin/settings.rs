//! The settings of a portal: read with their version, replaced as a whole. Each page changes a part and keeps the rest.

use leptos::prelude::*;
use shared::features::portal_admin::{PortalSettings, PortalSettingsIn, SETTINGS_PATH};

use super::PAGE;
use crate::fetch::{Method, Remote, SendOptions, send, use_fetch};
use crate::forms::FormState;
use crate::i18n::{Text, t};
use crate::shell::skeleton;
use crate::staff::{History, screen_under};
use crate::ui::{Button, ButtonKind, Toasts};

/// What a page of the settings works with.
pub(super) type Settings = Remote<PortalSettings>;

/// A page that changes a part of the settings.
pub(super) fn page(
    title: Text,
    lead: Text,
    editor: fn(PortalSettings, Settings) -> AnyView,
) -> AnyView {
    let found = use_fetch::<PortalSettings>(|| SETTINGS_PATH.to_owned());
    let above = vec![(t::SETUP_TITLE.s().to_owned(), PAGE.to_owned())];
    screen_under(
        above,
        title.s().to_owned(),
        lead.s().to_owned(),
        (),
        view! {
            <div class="l-stack staff-form">{found.show(|| skeleton(8), move |now| editor(now, found))}</div>
            <History kind="portal" own=super::own_history()/>
        },
    )
}

/// Replaces the settings, against the version that was read, and reads them again.
pub(super) fn save(form: FormState, body: PortalSettingsIn, found: Settings) {
    let toasts = Toasts::here();
    let options = found.etag().map(SendOptions::if_match).unwrap_or_default();
    form.submit(
        body,
        move |body| async move {
            send::<_, serde::de::IgnoredAny>(Method::Put, SETTINGS_PATH, &body, options).await
        },
        move |_| {
            toasts.success(t::STAFF_SAVED_VISIBLE.s());
            found.refetch();
        },
    );
}

/// The button of every such page.
pub(super) fn save_button(form: FormState) -> impl IntoView {
    view! {
        <Button kind=ButtonKind::Primary submit=true icon="save" busy=form.busy() busy_text=t::STAFF_SAVING.s()>
            {t::STAFF_SAVE.s()}
        </Button>
    }
}
