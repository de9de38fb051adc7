//! The keys that outsiders asked for: who reads, since when, and revoking one with its reason.

use leptos::prelude::*;
use serde::de::IgnoredAny;
use shared::features::api_keys::{ApiKeyOut, ApiKeyRevokeIn, OUTSIDER_KEYS_PATH};

use super::Keys;
use super::table::table;
use crate::fetch::{Method, SendOptions, use_fetch};
use crate::forms::FormState;
use crate::i18n::t;
use crate::routes::Params;
use crate::staff::{History, refusal, screen, send_form, table_skeleton};
use crate::ui::{Button, ButtonKind, Dialog, Form, TextArea, Toasts};

/// The page `/admin/claves-externas`.
pub fn outsiders(_params: &Params) -> AnyView {
    let found: Keys = use_fetch(|| OUTSIDER_KEYS_PATH.to_owned());
    let (open, chosen) = (RwSignal::new(false), RwSignal::new(None::<ApiKeyOut>));
    let rows = found.show(table_skeleton, move |page| {
        table(page.items, t::KEYS_OUTSIDERS_EMPTY, open, chosen)
    });
    let title = Signal::derive(move || {
        let name = chosen.get().map(|key| key.name).unwrap_or_default();
        t::KEYS_REVOKE_TITLE.with(&[("name", &name)])
    });
    screen(
        t::KEYS_OUTSIDERS_TITLE,
        t::KEYS_OUTSIDERS_LEAD,
        view! {
            {rows}
            <Dialog id="key-revoke" open=open title=title>
                {move || chosen.get().map(|key| revoke_form(&key, open, found))}
            </Dialog>
            <History kind="api_key"/>
        },
    )
}

fn revoke_form(key: &ApiKeyOut, open: RwSignal<bool>, found: Keys) -> AnyView {
    let toasts = Toasts::here();
    let form = FormState::new();
    let reason = form.field("reason", "");
    let path = format!("{OUTSIDER_KEYS_PATH}/{}/revoke", key.id);
    let submit = Callback::new(move |()| {
        let body = ApiKeyRevokeIn {
            reason: reason.text(),
        };
        let done = move |_: IgnoredAny| {
            open.set(false);
            toasts.success(t::KEYS_REVOKED.s());
            found.refetch();
        };
        send_form(
            form,
            Method::Post,
            path.clone(),
            body,
            SendOptions::once(),
            done,
        );
    });
    view! {
        <div class="l-stack">
            <p>{t::KEYS_OUTSIDERS_REVOKE_TEXT.s()}</p>
            {refusal(form)}
            <Form on_submit=submit>
                <TextArea name="reason" label=t::USERS_END_REASON.s() rows=3 max_chars=300 value=reason.value error=reason.error/>
                <div class="dialog__actions">
                    <Button on_click=move |()| open.set(false)>{t::UI_CANCEL.s()}</Button>
                    <Button kind=ButtonKind::Danger submit=true busy=form.busy() busy_text=t::UI_WORKING.s()>{t::KEYS_REVOKE.s()}</Button>
                </div>
            </Form>
        </div>
    }
    .into_any()
}
