//! How a row of a catalogue leaves: closed on a day, because it held until then, or withdrawn, because it never should
//! have stood there.

use leptos::prelude::*;
use serde::de::IgnoredAny;
use shared::features::catalogs::{Catalog, CatalogCloseIn, CatalogEntry, CatalogWithdrawIn};

use super::PAGE;
use crate::fetch::{Method, Remote, SendOptions};
use crate::forms::FormState;
use crate::i18n::t;
use crate::staff::{opener, refusal, send_form};
use crate::ui::{Button, ButtonKind, DateField, Form, TextArea, Toasts};

/// Ends a row on a day: what was true until then stays true.
pub(super) fn close(catalog: &'static Catalog, path: &str, found: Remote<CatalogEntry>) -> AnyView {
    let form = FormState::new();
    let last = form.field("last_day", "");
    let after = leaves(catalog);
    let path = format!("{path}/close");
    let submit = Callback::new(move |()| {
        let Ok(last_day) = last.text().parse() else {
            form.refuse_field("last_day", t::FORM_REQUIRED.s());
            return;
        };
        let (after, options) = (after.clone(), against(found));
        let done = move |_: IgnoredAny| after();
        let body = CatalogCloseIn { last_day };
        send_form(form, Method::Post, path.clone(), body, options, done);
    });
    view! {
        <p>{t::CATALOG_CLOSE_TEXT.s()}</p>
        {refusal(form)}
        <Form on_submit=submit>
            <DateField name="last_day" label=t::CATALOG_LAST_DAY.s() value=last.value error=last.error/>
            <Button kind=ButtonKind::Danger submit=true busy=form.busy() busy_text=t::STAFF_SAVING.s()>{t::CATALOG_CLOSE.s()}</Button>
        </Form>
    }
    .into_any()
}

/// Withdraws a row entered by mistake; the journal keeps it with the reason.
pub(super) fn withdraw(
    catalog: &'static Catalog,
    path: &str,
    found: Remote<CatalogEntry>,
) -> AnyView {
    let form = FormState::new();
    let reason = form.field("reason", "");
    let after = leaves(catalog);
    let path = format!("{path}/withdraw");
    let submit = Callback::new(move |()| {
        let (after, options) = (after.clone(), against(found));
        let done = move |_: IgnoredAny| after();
        let body = CatalogWithdrawIn {
            reason: reason.text(),
        };
        send_form(form, Method::Post, path.clone(), body, options, done);
    });
    view! {
        <p>{t::CATALOG_WITHDRAW_TEXT.s()}</p>
        {refusal(form)}
        <Form on_submit=submit>
            <TextArea name="reason" label=t::MUNI_REASON.s() rows=2 max_chars=300 value=reason.value error=reason.error/>
            <Button kind=ButtonKind::Danger submit=true busy=form.busy() busy_text=t::STAFF_SAVING.s()>{t::CATALOG_WITHDRAW.s()}</Button>
        </Form>
    }
    .into_any()
}

/// Says so and goes back to the rows.
fn leaves(catalog: &'static Catalog) -> impl Fn() + Clone + Send + Sync + 'static {
    let (toasts, go) = (Toasts::here(), opener());
    move || {
        toasts.success(t::STAFF_SAVED.s());
        go(&format!("{PAGE}/{}", catalog.name));
    }
}

fn against(found: Remote<CatalogEntry>) -> SendOptions {
    found.etag().map(SendOptions::if_match).unwrap_or_default()
}
