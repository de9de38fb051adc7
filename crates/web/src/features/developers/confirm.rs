//! The page `/desarrolladores/confirmar/{token}`, to which the mail leads. The key is made by the button and not by
//! opening the page: programs that look through mails open links too.

use leptos::prelude::*;
use shared::features::api_keys::{ApiKeyIssued, DEVELOPER_KEYS_PATH, DeveloperConfirmIn};
use shared::kit::problem::Problem;

use super::key_form::refused;
use crate::fetch::{Method, SendOptions, send};
use crate::format::{in_lima, long_date};
use crate::forms::FormState;
use crate::i18n::t;
use crate::page::{PageMeta, set_page};
use crate::routes::Params;
use crate::shell::{needs_script, waits_for_script};
use crate::ui::{
    Button, ButtonKind, CopyButton, EmptyState, Form, KeyValue, KeyValueList, Notice, PageTitle,
    Tone,
};

/// The page `/desarrolladores/confirmar/{token}`; without the token it says that the link is not complete.
pub fn confirm(params: &Params) -> AnyView {
    set_page(|| {
        PageMeta::new(
            t::DEVELOPERS_CONFIRM_TITLE.s(),
            t::DEVELOPERS_CONFIRM_TEXT.s(),
        )
        .at("/desarrolladores/confirmar")
        .hidden(200)
    });
    let token = params.get("token");
    let issued = RwSignal::new(None::<ApiKeyIssued>);
    let content = move || match issued.get() {
        Some(issued) => key(issued),
        None if token.is_empty() => no_token(),
        None => asking(token.clone(), issued),
    };
    view! {
        <div class="l-container l-container--text l-section l-stack l-stack--l">
            <PageTitle title=t::DEVELOPERS_CONFIRM_TITLE.s()/>
            {content}
        </div>
    }
    .into_any()
}

fn asking(token: String, issued: RwSignal<Option<ApiKeyIssued>>) -> AnyView {
    let form = FormState::new();
    let submit = move |()| {
        let body = DeveloperConfirmIn {
            token: token.clone(),
        };
        form.submit(body, redeem, move |key| issued.set(Some(key)));
    };
    view! {
        {needs_script()}
        <p>{t::DEVELOPERS_CONFIRM_TEXT.s()}</p>
        <div role="alert">
            {move || form.errors().get().into_iter().map(|error| view! { <Notice tone=Tone::Danger>{error.message}</Notice> }).collect_view()}
            {move || form.problem().get().map(refused)}
        </div>
        <Form on_submit=submit>
            <p>
                <Button kind=ButtonKind::Primary submit=true busy=form.busy() busy_text=t::UI_WORKING.s()
                    disabled=waits_for_script()>
                    {t::DEVELOPERS_CONFIRM_ACTION.s()}
                </Button>
            </p>
        </Form>
    }
    .into_any()
}

async fn redeem(body: DeveloperConfirmIn) -> Result<ApiKeyIssued, Problem> {
    let path = format!("{DEVELOPER_KEYS_PATH}/confirm");
    let reply = send(Method::Post, &path, &body, SendOptions::once()).await?;
    Ok(reply.body)
}

/// The key, this once.
fn key(issued: ApiKeyIssued) -> AnyView {
    let until = long_date(in_lima(issued.details.expires_at).date());
    view! {
        <div class="l-stack" role="status">
            <Notice tone=Tone::Warning title=t::DEVELOPERS_ISSUED_TITLE.s()>{t::DEVELOPERS_ISSUED_TEXT.s()}</Notice>
            <pre tabindex="0"><code>{issued.key.clone()}</code></pre>
            <p><CopyButton text=issued.key label=t::DEVELOPERS_COPY.s()/></p>
            <KeyValueList>
                <KeyValue label=t::DEVELOPERS_NAME.s()>{issued.details.name}</KeyValue>
                <KeyValue label=t::DEVELOPERS_UNTIL.s()>{until}</KeyValue>
            </KeyValueList>
        </div>
    }
    .into_any()
}

fn no_token() -> AnyView {
    view! {
        <EmptyState icon="key-round" title=t::DEVELOPERS_NO_TOKEN_TITLE.s() text=t::DEVELOPERS_NO_TOKEN_TEXT.s()>
            <a href="/desarrolladores#clave">{t::DEVELOPERS_NO_TOKEN_ACTION.s()}</a>
        </EmptyState>
    }
    .into_any()
}
