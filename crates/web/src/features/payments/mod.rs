//! Payments to suppliers beside what every register shows: the page where whoever was paid finds his payment. The pages of
//! lists and records are the kit's.
//!
//! The number of a document never stands in an address, and search engines leave the page aside.

use leptos::prelude::*;
use serde_json::Value as Json;
use shared::features::payments::{
    HOLDER_COLUMNS, HOLDER_PATH, HolderIn, HolderOut, HolderPayment, REGISTER,
};
use shared::features::portal::PortalPublic;
use shared::kit::problem::Problem;
use shared::registers::Register;

use crate::features::portal::use_portal;
use crate::features::privacy::{PAYMENT_HOLDER, privacy_notice};
use crate::features::registers::{PAGE as REGISTERS, record_page, shown};
use crate::fetch::{Method, SendOptions, send};
use crate::forms::FormState;
use crate::i18n::{t, written_tag};
use crate::page::{PageMeta, set_page};
use crate::portal_app::beyond;
use crate::routes::Params;
use crate::shell::{needs_script, tenant_path, waits_for_script};
use crate::ui::{
    Breadcrumbs, Button, ButtonKind, ErrorSummary, Form, InputWidth, KeyValue, KeyValueList,
    Notice, PageTitle, TextInput, Tone, dom,
};

/// The page, below a municipality.
pub const HOLDER_PAGE: &str = "/registros/pagos/titular";

const RESULT: &str = "holder-result";

/// The way to the page, beside the list of the register that has it.
pub(crate) fn holder_way(register: &Register, slug: &str) -> Option<impl IntoView + use<>> {
    let href = tenant_path(slug, HOLDER_PAGE);
    (register.id == REGISTER.id)
        .then(|| view! { <p><a href=href>{t::PAYMENTS_HOLDER_WAY.s()}</a></p> })
}

/// The page `/m/{slug}/registros/pagos/titular`.
pub fn holder(_params: &Params) -> AnyView {
    match use_portal() {
        Some(portal) => page(portal),
        None => beyond(),
    }
}

fn page(portal: PortalPublic) -> AnyView {
    let about = portal.clone();
    set_page(move || {
        let title = t::PAYMENTS_HOLDER_TITLE.s();
        PageMeta::new(title, t::PAYMENTS_HOLDER_LEAD.s())
            .at(tenant_path(&about.slug, HOLDER_PAGE))
            .of(&about)
    });
    let slug = portal.slug.clone();
    let home = (t::PORTAL_HOME.s().to_owned(), tenant_path(&slug, ""));
    let all = (
        t::REGISTERS_TITLE.s().to_owned(),
        tenant_path(&slug, REGISTERS),
    );
    let list = (REGISTER.title.to_owned(), tenant_path(&slug, REGISTER.path));
    let found = RwSignal::new(None::<Vec<HolderPayment>>);
    let form = asking(slug.clone(), found);
    view! {
        <div class="l-container l-container--text l-section l-stack l-stack--l">
            <Breadcrumbs items=vec![home, all, list] current=t::PAYMENTS_HOLDER_TITLE.s()/>
            <PageTitle title=t::PAYMENTS_HOLDER_TITLE.s() lead=t::PAYMENTS_HOLDER_LEAD.s()/>
            {form}
            <div aria-live="polite">{move || found.get().map(|items| answer(&slug, items))}</div>
        </div>
    }
    .into_any()
}

fn asking(slug: String, found: RwSignal<Option<Vec<HolderPayment>>>) -> AnyView {
    let form = FormState::new();
    let (document, number) = (form.field("document", ""), form.field("number", ""));
    let submit = move |()| {
        found.set(None);
        let body = HolderIn {
            municipality: slug.clone(),
            document: document.text(),
            number: number.text(),
        };
        form.submit(body, find, move |answer: HolderOut| {
            found.set(Some(answer.items));
            request_animation_frame(|| dom::focus(RESULT));
        });
    };
    view! {
        <div class="l-stack">
            {needs_script()}
            <ErrorSummary errors=form.errors()/>
            <div role="alert">{move || form.problem().get().map(refused)}</div>
            <Form on_submit=submit>
                <TextInput name="document" label=t::PAYMENTS_HOLDER_DNI.s() hint=t::PAYMENTS_HOLDER_DNI_HINT.s()
                    inputmode="numeric" maxlength=8 autocomplete="off" width=InputWidth::Medium
                    value=document.value error=document.error/>
                <TextInput name="number" label=t::PAYMENTS_HOLDER_NUMBER.s() hint=t::PAYMENTS_HOLDER_NUMBER_HINT.s()
                    maxlength=30 autocomplete="off" width=InputWidth::Medium value=number.value error=number.error/>
                <p>
                    <Button kind=ButtonKind::Primary submit=true busy=form.busy() busy_text=t::TRACKING_BUSY.s()
                        disabled=waits_for_script()>
                        {t::PAYMENTS_HOLDER_ACTION.s()}
                    </Button>
                </p>
            </Form>
            {privacy_notice(PAYMENT_HOLDER)}
        </div>
    }
    .into_any()
}

async fn find(body: HolderIn) -> Result<HolderOut, Problem> {
    let reply = send(Method::Post, HOLDER_PATH, &body, SendOptions::default()).await?;
    Ok(reply.body)
}

/// A wrong number and a wrong document are answered alike.
fn refused(problem: Problem) -> impl IntoView {
    let (title, text) = if problem.status == 404 {
        (
            t::PAYMENTS_HOLDER_NONE.s().to_owned(),
            t::PAYMENTS_HOLDER_NONE_TEXT.s().to_owned(),
        )
    } else {
        (problem.title, problem.detail.unwrap_or_default())
    };
    view! { <Notice tone=Tone::Danger title=title>{text}</Notice> }
}

fn answer(slug: &str, items: Vec<HolderPayment>) -> impl IntoView + use<> {
    let payments = items.into_iter().map(|item| {
        let href = record_page(slug, &REGISTER, item.id);
        let pairs = HOLDER_COLUMNS.into_iter().filter_map(|name| {
            let column = REGISTER.column(name)?;
            let text = shown(column, item.values.get(name).unwrap_or(&Json::Null))?;
            Some(view! { <KeyValue label=column.label>{text}</KeyValue> })
        });
        let pairs = pairs.collect_view();
        view! {
            <div class="l-stack" lang=written_tag()>
                <KeyValueList>{pairs}</KeyValueList>
                <p><a href=href>{t::PAYMENTS_HOLDER_RECORD.s()}</a></p>
            </div>
        }
    });
    let payments = payments.collect_view();
    view! {
        <section class="l-stack l-stack--l">
            <h2 id=RESULT tabindex="-1">{t::PAYMENTS_HOLDER_FOUND.s()}</h2>
            {payments}
        </section>
    }
}
