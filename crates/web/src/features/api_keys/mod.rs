//! The municipality's API keys: made, shown once, revoked.

use chrono::Days;
use leptos::prelude::*;
use serde::de::IgnoredAny;
use shared::features::api_keys::{API_KEYS_PATH, ApiKeyIn, ApiKeyIssued, ApiKeyOut, KeyScope};
use shared::kit::page::Page;

use crate::fetch::{Method, Remote, SendOptions, use_fetch};
use crate::format::date_time;
use crate::forms::FormState;
use crate::i18n::t;
use crate::routes::Params;
use crate::staff::{Act, History, now, refusal, screen, send_form, table_skeleton, today};
use crate::ui::{
    Button, ButtonKind, Cell, Column, ConfirmDialog, CopyButton, DataTable, DateField, Details,
    EmptyState, Form, Notice, StatusBadge, TextArea, TextInput, Toasts, Tone,
};

type Keys = Remote<Page<ApiKeyOut>>;

/// The page `/admin/claves`.
pub fn list(_params: &Params) -> AnyView {
    let found = use_fetch::<Page<ApiKeyOut>>(|| API_KEYS_PATH.to_owned());
    let issued = RwSignal::new(None::<ApiKeyIssued>);
    let (act, open) = (Act::new(), RwSignal::new(false));
    let chosen = RwSignal::new(None::<ApiKeyOut>);
    let rows = found.show(table_skeleton, move |page| table(page.items, open, chosen));
    let toasts = Toasts::expect();
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
    let submit = Callback::new(move |()| {
        let Ok(expires_on) = ends.text().parse() else {
            return form.refuse_field("expires_on", t::FORM_REQUIRED.s());
        };
        let body = ApiKeyIn {
            name: name.text(),
            purpose: purpose.text(),
            scopes: KeyScope::ALL.to_vec(),
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
            <Button kind=ButtonKind::Primary submit=true icon="key-round" busy=form.busy() busy_text=t::UI_WORKING.s()>
                {t::KEYS_CREATE.s()}
            </Button>
        </Form>
    }
    .into_any()
}

fn table(
    items: Vec<ApiKeyOut>,
    open: RwSignal<bool>,
    chosen: RwSignal<Option<ApiKeyOut>>,
) -> AnyView {
    if items.is_empty() {
        return view! { <EmptyState icon="key-round" title=t::KEYS_EMPTY_TITLE.s() text=t::KEYS_EMPTY_TEXT.s()/> }.into_any();
    }
    let heads = [
        t::KEYS_NAME,
        t::KEYS_PURPOSE,
        t::KEYS_USED,
        t::KEYS_EXPIRES,
        t::MUNI_ACTS,
    ];
    let columns: Vec<_> = heads.iter().map(|label| Column::text(label.s())).collect();
    let rows = items
        .into_iter()
        .map(|key| row(key, open, chosen))
        .collect_view();
    view! {
        <DataTable id="keys" caption=t::KEYS_TITLE.s() hide_caption=true columns=columns>{rows}</DataTable>
    }
    .into_any()
}

fn row(key: ApiKeyOut, open: RwSignal<bool>, chosen: RwSignal<Option<ApiKeyOut>>) -> impl IntoView {
    let used = key
        .last_used_at
        .map_or_else(|| t::KEYS_NEVER.s().to_owned(), date_time);
    let over = key.revoked_at.map(|_| t::KEYS_STATE_REVOKED);
    let over = over.or_else(|| (key.expires_at < now()).then_some(t::KEYS_STATE_ENDED));
    let (name, hint, purpose) = (key.name.clone(), key.hint.clone(), key.purpose.clone());
    let ends = date_time(key.expires_at);
    let act = match over {
        Some(state) => view! { <StatusBadge label=state.s()/> }.into_any(),
        None => {
            let click = move |()| {
                chosen.set(Some(key.clone()));
                open.set(true);
            };
            view! { <Button kind=ButtonKind::Danger on_click=click>{t::KEYS_REVOKE.s()}</Button> }
                .into_any()
        }
    };
    view! {
        <tr>
            <Cell label=t::KEYS_NAME.s() primary=true>{name}<span class="u-small u-muted staff-below"><code>{hint}"…"</code></span></Cell>
            <Cell label=t::KEYS_PURPOSE.s()>{purpose}</Cell>
            <Cell label=t::KEYS_USED.s()>{used}</Cell>
            <Cell label=t::KEYS_EXPIRES.s()>{ends}</Cell>
            <Cell label=t::MUNI_ACTS.s()>{act}</Cell>
        </tr>
    }
}
