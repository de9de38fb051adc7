//! Enrolling a second factor: the secret as QR code and as text, its first code, the recovery codes.

use leptos::prelude::*;
use shared::features::auth::{CodeIn, FactorOffer, RecoveryCodes, SECOND_FACTOR_PATH};

use super::recovery_codes;
use crate::fetch::{Method, SendOptions};
use crate::forms::FormState;
use crate::i18n::t;
use crate::session::use_session;
use crate::staff::{Act, screen, send_form, unguarded_refusal};
use crate::ui::{Button, ButtonKind, CopyButton, Details, Form, OtpInput};

/// The screen of somebody who may not go on without a second factor.
pub fn enrol_screen() -> AnyView {
    let session = use_session();
    let done = Callback::new(move |()| session.refresh());
    screen(t::FACTOR_TITLE, t::FACTOR_REQUIRED_LEAD, enrolment(done))
}

/// The steps of an enrolment; `done` at their end.
pub fn enrolment(done: Callback<()>) -> AnyView {
    let offer = RwSignal::new(None::<FactorOffer>);
    let codes = RwSignal::new(None::<Vec<String>>);
    let act = Act::new();
    let begin = move |()| {
        act.run::<(), FactorOffer>(
            Method::Post,
            SECOND_FACTOR_PATH.to_owned(),
            (),
            SendOptions::default(),
            move |reply| offer.set(Some(reply.body)),
        );
    };
    let step = move || {
        match (codes.get(), offer.get()) {
        (Some(codes), _) => recovery_codes(codes, done),
        (None, Some(offer)) => confirm(offer, codes),
        (None, None) => view! {
            <div class="l-stack">
                <p>{t::FACTOR_TEXT.s()}</p>
                {act.view()}
                <p>
                    <Button kind=ButtonKind::Primary icon="smartphone" busy=act.busy() busy_text=t::UI_WORKING.s() on_click=begin>
                        {t::FACTOR_BEGIN.s()}
                    </Button>
                </p>
            </div>
        }
        .into_any(),
    }
    };
    view! { <div>{step}</div> }.into_any()
}

fn confirm(offer: FactorOffer, codes: RwSignal<Option<Vec<String>>>) -> AnyView {
    let form = FormState::new();
    let code = form.field("code", "");
    let submit = Callback::new(move |()| {
        let body = CodeIn { code: code.text() };
        let path = format!("{SECOND_FACTOR_PATH}/confirm");
        send_form(
            form,
            Method::Post,
            path,
            body,
            SendOptions::default(),
            move |answer: RecoveryCodes| {
                codes.set(Some(answer.codes));
            },
        );
    });
    view! {
        <div class="l-stack">
            <ol class="l-stack">
                <li>{t::FACTOR_STEP_APP.s()}</li>
                <li>
                    {t::FACTOR_STEP_SCAN.s()}
                    <div class="staff-qr" role="img" aria-label=t::FACTOR_QR.s() inner_html=svg(&offer.qr_svg)></div>
                    <p><a href=offer.url rel="external">{t::FACTOR_OPEN_APP.s()}</a></p>
                    <Details summary=t::FACTOR_BY_HAND.s()>
                        <p><code class="staff-secret">{grouped(&offer.secret)}</code></p>
                        <CopyButton text=offer.secret.clone()/>
                    </Details>
                </li>
                <li>{t::FACTOR_STEP_CODE.s()}</li>
            </ol>
            {unguarded_refusal(form)}
            <Form on_submit=submit>
                <OtpInput name="code" label=t::SIGN_IN_CODE.s() value=code.value error=code.error on_complete=submit/>
                <Button kind=ButtonKind::Primary submit=true busy=form.busy() busy_text=t::UI_WORKING.s()>
                    {t::FACTOR_CONFIRM.s()}
                </Button>
            </Form>
        </div>
    }
    .into_any()
}

/// The drawing without its declaration, which HTML does not know. It comes from our own API.
fn svg(document: &str) -> String {
    document
        .find("<svg")
        .and_then(|start| document.get(start..))
        .unwrap_or_default()
        .to_owned()
}

/// Four characters at a time, to be read aloud and typed.
fn grouped(secret: &str) -> String {
    let mut out = String::new();
    for (index, letter) in secret.chars().enumerate() {
        if index > 0 && index.is_multiple_of(4) {
            out.push(' ');
        }
        out.push(letter);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_is_shown_in_groups_and_a_drawing_without_its_declaration() {
        assert_eq!(grouped("ABCDEFGHIJ"), "ABCD EFGH IJ");
        assert_eq!(svg("<?xml version=\"1.0\"?><svg>x</svg>"), "<svg>x</svg>");
        assert_eq!(svg("no drawing"), "");
    }
}
