//! The page `/solicitar-portal`: the form, then its receipt.

use leptos::prelude::*;
use shared::features::portal_requests::{PortalRequestReceipt, REQUESTS_PATH};

use super::form::Draft;
use super::receipt::receipt;
use super::wizard::wizard;
use crate::fetch::{Method, SendOptions, send};
use crate::i18n::t;
use crate::page::{PageMeta, set_page};
use crate::routes::Params;
use crate::shell::needs_script;
use crate::ui::{Details, PageTitle};

/// The page `/solicitar-portal`.
pub fn request(_params: &Params) -> AnyView {
    set_page(|| PageMeta::new(t::REQUEST_TITLE.s(), t::REQUEST_LEAD.s()).at("/solicitar-portal"));
    let received = RwSignal::new(None::<PortalRequestReceipt>);
    view! {
        <div class="l-container l-container--text l-section l-stack l-stack--l">
            {move || match received.get() {
                Some(answer) => receipt(answer),
                None => asking(received),
            }}
        </div>
    }
    .into_any()
}

fn asking(received: RwSignal<Option<PortalRequestReceipt>>) -> AnyView {
    let send = |draft: Draft, options: SendOptions| async move {
        let reply = send(Method::Post, REQUESTS_PATH, &draft.request, options).await?;
        Ok(reply.body)
    };
    view! {
        <PageTitle title=t::REQUEST_TITLE.s() lead=t::REQUEST_LEAD.s()/>
        {needs_script()}
        <Details summary=t::REQUEST_BEFORE_TITLE.s()>
            <ul>
                <li>{t::REQUEST_BEFORE_WHO.s()}</li>
                <li>{t::REQUEST_BEFORE_SCAN.s()}</li>
                <li>{t::REQUEST_BEFORE_MAIL.s()}</li>
                <li>{t::REQUEST_BEFORE_THEN.s()}</li>
            </ul>
        </Details>
        {wizard(None, send, move |answer| received.set(Some(answer)))}
    }
    .into_any()
}
