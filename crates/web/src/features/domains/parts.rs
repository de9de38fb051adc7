//! What belongs to a domain that serves: its payments and its transfer.

use leptos::prelude::*;
use serde::de::IgnoredAny;
use shared::features::files::UploadPurpose;
use shared::features::portal_admin::domain::{
    DOMAIN_PAYMENTS_PATH, TransferStep, TransferStepIn, transfer_step_path,
};
use shared::features::portal_admin::{DomainOut, PaymentIn, StaffFile};
use shared::money::Cents;

use super::Found;
use crate::fetch::{Method, SendOptions};
use crate::format::{long_date, money};
use crate::forms::FormState;
use crate::i18n::{Text, t};
use crate::staff::{Act, FileField, refusal, send_form};
use crate::ui::{
    Button, ButtonKind, DateField, Details, Form, InputWidth, MoneyField, StatusBadge, TextInput,
    Toasts, Tone,
};

/// What was paid, and the form for the next year.
pub(super) fn payments(domain: &DomainOut, found: Found) -> AnyView {
    let rows = domain
        .payments
        .iter()
        .map(|payment| {
            let line = format!("{} · {} · {}", long_date(payment.paid_on), money(payment.amount_cents), payment.voucher);
            let scan = payment.file_url.clone().map(|href| {
                view! { <a href=href rel="external noopener" target="_blank">{t::DESK_SCAN_OPEN.s()}</a> }
            });
            view! { <li class="l-cluster l-cluster--between"><span>{line}</span>{scan}</li> }
        })
        .collect_view();
    let fee = t::DOMAIN_FEE.with(&[("amount", &money(domain.fee_cents))]);
    view! {
        <section class="l-stack">
            <h2>{t::DOMAIN_PAYMENTS.s()}</h2>
            <p>{fee}</p>
            <ul role="list" class="staff-rows">{rows}</ul>
            <Details summary=t::DOMAIN_PAYMENT_ADD.s()><div class="staff-form">{payment_form(found)}</div></Details>
        </section>
    }
    .into_any()
}

fn payment_form(found: Found) -> AnyView {
    let (form, toasts) = (FormState::new(), Toasts::expect());
    let (amount, date) = (form.field("amount_cents", ""), form.field("paid_on", ""));
    let voucher = form.field("voucher", "");
    let scan = RwSignal::new(None::<StaffFile>);
    let submit = Callback::new(move |()| {
        let Ok(paid_on) = date.text().parse() else {
            return form.refuse_field("paid_on", t::FORM_REQUIRED.s());
        };
        let body = PaymentIn {
            amount_cents: amount
                .text()
                .parse::<Cents>()
                .map(|cents| cents.0)
                .unwrap_or_default(),
            paid_on,
            voucher: voucher.text(),
            file_id: scan.get_untracked().map(|file| file.id),
        };
        send_form(
            form,
            Method::Post,
            DOMAIN_PAYMENTS_PATH.to_owned(),
            body,
            SendOptions::once(),
            move |_: IgnoredAny| {
                toasts.success(t::STAFF_SAVED.s());
                found.refetch();
            },
        );
    });
    view! {
        {refusal(form)}
        <Form on_submit=submit>
            <MoneyField name="amount_cents" label=t::DOMAIN_AMOUNT.s() value=amount.value error=amount.error/>
            <DateField name="paid_on" label=t::DOMAIN_PAID_ON.s() value=date.value error=date.error/>
            <TextInput name="voucher" label=t::DOMAIN_VOUCHER.s() width=InputWidth::Medium maxlength=60
                value=voucher.value error=voucher.error/>
            <FileField name="file_id" label=t::DOMAIN_VOUCHER_SCAN.s() purpose=UploadPurpose::Scan optional=true file=scan/>
            <Button kind=ButtonKind::Primary submit=true busy=form.busy() busy_text=t::STAFF_SAVING.s()>{t::STAFF_SAVE.s()}</Button>
        </Form>
    }
    .into_any()
}

/// The steps by which the domain goes over to the municipality's own account.
pub(super) fn transfer(domain: &DomainOut, found: Found) -> AnyView {
    let act = Act::new();
    let rows = TransferStep::ALL
        .iter()
        .map(|step| row(*step, domain.transfer_done.contains(step), act, found))
        .collect_view();
    view! {
        <section class="l-stack">
            <h2>{t::DOMAIN_TRANSFER.s()}</h2>
            <p>{t::DOMAIN_TRANSFER_TEXT.s()}</p>
            {act.view()}
            <ol class="staff-rows">{rows}</ol>
        </section>
    }
    .into_any()
}

fn row(step: TransferStep, done: bool, act: Act, found: Found) -> impl IntoView {
    let (title, text) = words(step);
    let mark = move |()| {
        let body = TransferStepIn { done: !done };
        act.run::<_, IgnoredAny>(
            Method::Put,
            transfer_step_path(step),
            body,
            SendOptions::default(),
            move |_| {
                found.refetch();
            },
        );
    };
    let verb = if done {
        t::DOMAIN_STEP_UNDO
    } else {
        t::DOMAIN_STEP_MARK
    };
    view! {
        <li class="l-cluster l-cluster--between">
            <div>
                <p><strong>{title.s()}</strong>" "{done.then(|| view! { <StatusBadge tone=Tone::Success label=t::SETUP_DONE.s()/> })}</p>
                <p class="u-small u-muted">{text.s()}</p>
            </div>
            <Button busy=act.busy() on_click=mark>{verb.s()}</Button>
        </li>
    }
}

const fn words(step: TransferStep) -> (Text, Text) {
    match step {
        TransferStep::RegistrarAccount => (t::DOMAIN_T_ACCOUNT, t::DOMAIN_T_ACCOUNT_TEXT),
        TransferStep::MailValidated => (t::DOMAIN_T_MAIL, t::DOMAIN_T_MAIL_TEXT),
        TransferStep::TransferRequested => (t::DOMAIN_T_ASKED, t::DOMAIN_T_ASKED_TEXT),
        TransferStep::TransferConfirmed => (t::DOMAIN_T_DONE, t::DOMAIN_T_DONE_TEXT),
    }
}
