//! The page `/seguimiento/corregir/{token}`, to which the mail about an observed request leads: what was sent, to correct
//! it. It is opened by the button and not by the visit: each look is journaled, and programs that look through mails open
//! links too.

use leptos::prelude::*;
use shared::features::portal_requests::{
    CORRECTION_OPEN_PATH, CORRECTION_PATH, CorrectionIn, CorrectionLinkIn, CorrectionOut,
    PortalRequestReceipt,
};
use shared::kit::problem::Problem;

use super::TRACKING;
use super::form::Draft;
use super::receipt::{count, receipt};
use super::tracking::observed;
use super::wizard::wizard;
use crate::fetch::{Method, SendOptions, send};
use crate::forms::FormState;
use crate::i18n::t;
use crate::page::{PageMeta, set_page};
use crate::routes::Params;
use crate::shell::{needs_script, waits_for_script};
use crate::ui::{Button, ButtonKind, Form, LinkButton, Notice, PageTitle, Tone, dom};

const HEADING: &str = "correction";

#[derive(Clone)]
enum Shown {
    Asking,
    Opened(Box<CorrectionOut>),
    Corrected(PortalRequestReceipt),
}

/// The page `/seguimiento/corregir/{token}`.
pub fn correction(params: &Params) -> AnyView {
    set_page(|| {
        PageMeta::new(t::CORRECTION_TITLE.s(), t::CORRECTION_LEAD.s())
            .at(TRACKING)
            .hidden(200)
    });
    let token = StoredValue::new(params.get("token"));
    let shown = RwSignal::new(Shown::Asking);
    view! {
        <div class="l-container l-container--text l-section l-stack l-stack--l">
            {move || match shown.get() {
                Shown::Asking => asking(token, shown),
                Shown::Opened(sent) => correcting(token, shown, *sent),
                Shown::Corrected(answer) => receipt(answer),
            }}
        </div>
    }
    .into_any()
}

fn asking(token: StoredValue<String>, shown: RwSignal<Shown>) -> AnyView {
    let form = FormState::new();
    let submit = move |()| {
        let body = CorrectionLinkIn {
            token: token.get_value(),
        };
        form.submit(body, open, move |sent| {
            shown.set(Shown::Opened(Box::new(sent)));
            request_animation_frame(|| dom::focus(HEADING));
        });
    };
    view! {
        <PageTitle title=t::CORRECTION_TITLE.s() lead=t::CORRECTION_LEAD.s()/>
        {needs_script()}
        <div role="alert">{move || form.problem().get().map(refused)}</div>
        <Form on_submit=submit>
            <p>
                <Button kind=ButtonKind::Primary submit=true busy=form.busy() busy_text=t::UI_WORKING.s()
                    disabled=waits_for_script()>
                    {t::CORRECTION_OPEN.s()}
                </Button>
            </p>
        </Form>
    }
    .into_any()
}

async fn open(body: CorrectionLinkIn) -> Result<CorrectionOut, Problem> {
    let reply = send(
        Method::Post,
        CORRECTION_OPEN_PATH,
        &body,
        SendOptions::default(),
    );
    Ok(reply.await?.body)
}

/// A link that no longer works leads to where another one is asked for.
fn refused(problem: Problem) -> AnyView {
    if problem.status != 410 {
        let text = problem.detail.unwrap_or_default();
        return view! { <Notice tone=Tone::Danger title=problem.title>{text}</Notice> }.into_any();
    }
    view! {
        <Notice tone=Tone::Warning title=t::CORRECTION_GONE.s()><p>{t::CORRECTION_GONE_TEXT.s()}</p></Notice>
        <p><LinkButton href=TRACKING>{t::CORRECTION_TRACKING.s()}</LinkButton></p>
    }
    .into_any()
}

/// What to correct, and the form as it was sent.
fn correcting(token: StoredValue<String>, shown: RwSignal<Shown>, sent: CorrectionOut) -> AnyView {
    let send = move |draft: Draft, options: SendOptions| correct(token.get_value(), draft, options);
    view! {
        <div class="l-stack l-stack--s">
            <p class="u-muted u-num">{sent.code.clone()}</p>
            <h1 id=HEADING tabindex="-1">{t::CORRECTION_TITLE.s()}</h1>
            <p>{sent.municipality.clone()}</p>
        </div>
        {observed(sent.observations.clone())}
        {count(&sent.due)}
        <p>{t::CORRECTION_TEXT.s()}</p>
        {wizard(Some(sent), send, move |answer| shown.set(Shown::Corrected(answer)))}
    }
    .into_any()
}

async fn correct(
    token: String,
    draft: Draft,
    options: SendOptions,
) -> Result<PortalRequestReceipt, Problem> {
    let body = CorrectionIn {
        token,
        request: draft.request,
    };
    let reply = send(Method::Put, CORRECTION_PATH, &body, options).await;
    reply.map(|reply| reply.body).map_err(|mut problem| {
        // The API names the fields within the correction, the form within the request.
        for error in &mut problem.errors {
            if let Some(field) = error.field.strip_prefix("request.") {
                error.field = field.to_owned();
            }
        }
        problem
    })
}
