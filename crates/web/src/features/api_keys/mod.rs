//! The municipality's API keys: made, shown once, revoked. Those of outsiders, as operators see them.

mod outsiders;
mod table;

use chrono::Days;
use leptos::prelude::*;
use serde::de::IgnoredAny;
use shared::features::api_keys::{API_KEYS_PATH, ApiKeyIn, ApiKeyIssued, ApiKeyOut, KeyScope};
use shared::kit::page::Page;

use crate::fetch::{Method, Remote, SendOptions, use_fetch};
use crate::forms::FormState;
use crate::i18n::t;
use crate::routes::Params;
use crate::staff::{Act, History, refusal, screen, send_form, table_skeleton, today};
use crate::ui::{
    Button, ButtonKind, Checkbox, ConfirmDialog, CopyButton, DateField, Details, Form, Notice,
    TextArea, TextInput, Toasts, Tone,
};

use table::table;

pub use outsiders::outsiders;

type Keys = Remote<Page<ApiKeyOut>>;

/// The page `/admin/claves`.
pub fn list(_params: &Params) -> AnyView {
    let found = use_fetch::<Page<ApiKeyOut>>(|| API_KEYS_PATH.to_owned());
    let issued = RwSignal::new(None::<ApiKeyIssued>);
    let (act, open) = (Act::new(), RwSignal::new(false));
    let chosen = RwSignal::new(None::<ApiKeyOut>);
    let rows = found.show(table_skeleton, move |page| {
        table(page.items, t::KEYS_EMPTY_TEXT, open, chosen)
    });
    let toasts = Toasts::here();
    let revoke = move |()| {
        let Some(key) = chosen.get_untracked() else {
            return;
        };
        let path = format!("{API_KEYS_PATH}/{}/revoke", key.id);
        act.run::<(), IgnoredAny>(Method::Post, path, (), SendOptions::default(), move |_| {
            open.set(false);
            toasts.success(t::KEYS_REVOKED.s());
            found.refetch();
        });
    };
    let title = Signal::derive(move || {
        let name = chosen.get().map(|key| key.name).unwrap_or_default();
        t::KEYS_REVOKE_TITLE.with(&[("name", &name)])
    });
    screen(
        t::KEYS_TITLE,
        t::KEYS_LEAD,
        view! {
            {move || issued.get().map(|key| once(&key.key))}
            <Details summary=t::KEYS_NEW.s()><div class="staff-form">{form(found, issued)}</div></Details>
            {rows}
            <ConfirmDialog id="key-revoke" open=open title=title confirm=t::KEYS_REVOKE.s() danger=true busy=act.busy()
                on_confirm=revoke>
                <p>{t::KEYS_REVOKE_TEXT.s()}</p>
                {act.view()}
            </ConfirmDialog>
            <History kind="api_key"/>
        },
    )
}

/// The key itself; nobody can read it again.
fn once(key: &str) -> AnyView {
    let (shown, copied) = (key.to_owned(), key.to_owned());
    view! {
        <Notice tone=Tone::Success title=t::KEYS_ONCE_TITLE.s()>
            <p>{t::KEYS_ONCE_TEXT.s()}</p>
            <p><code class="staff-secret">{shown}</code></p>
            <CopyButton text=copied/>
        </Notice>
    }
    .into_any()
}

fn form(found: Keys, issued: RwSignal<Option<ApiKeyIssued>>) -> AnyView {
    let form = FormState::new();
    let last = today().checked_add_days(Days::new(365)).unwrap_or_default();
    let (name, purpose) = (form.field("name", ""), form.field("purpose", ""));
    let ends = form.field("expires_on", last.to_string());
    let sends = RwSignal::new(false);
    let submit = Callback::new(move |()| {
        let Ok(expires_on) = ends.text().parse() else {
            return form.refuse_field("expires_on", t::FORM_REQUIRED.s());
        };
        let body = ApiKeyIn {
            name: name.text(),
            purpose: purpose.text(),
            scopes: if sends.get_untracked() {
                vec![KeyScope::DataRead, KeyScope::FormsSend]
            } else {
                vec![KeyScope::DataRead]
            },
            expires_on,
        };
        send_form(
            form,
            Method::Post,
            API_KEYS_PATH.to_owned(),
            body,
            SendOptions::once(),
            move |key: ApiKeyIssued| {
                name.value.set(String::new());
                purpose.value.set(String::new());
                issued.set(Some(key));
                found.refetch();
            },
        );
    });
    view! {
        {refusal(form)}
        <Form on_submit=submit>
            <TextInput name="name" label=t::KEYS_NAME.s() hint=t::KEYS_NAME_HINT.s() maxlength=80 value=name.value error=name.error/>
            <TextArea name="purpose" label=t::KEYS_PURPOSE.s() rows=2 max_chars=500 value=purpose.value error=purpose.error/>
            <DateField name="expires_on" label=t::KEYS_EXPIRES.s() hint=t::KEYS_EXPIRES_HINT.s() min=today().to_string()
                max=last.to_string() value=ends.value error=ends.error/>
            <p class="u-small u-muted">{t::KEYS_SCOPE.s()}</p>
            <Checkbox name="scopes" label=t::KEYS_SENDS.s() hint=t::KEYS_SENDS_HINT.s() checked=sends/>
            <Button kind=ButtonKind::Primary submit=true icon="key-round" busy=form.busy() busy_text=t::UI_WORKING.s()>
                {t::KEYS_CREATE.s()}
            </Button>
        </Form>
    }
    .into_any()
}
