//! What belongs to a domain that serves: its payments and its transfer.

use leptos::prelude::*;
use serde::de::IgnoredAny;
use shared::features::domains::{
    DOMAIN_PAYMENTS_PATH, DomainAdmin, DomainOut, DomainState, PaymentIn, PaymentOut, TransferMark,
    TransferStep, TransferStepIn, transfer_step_path,
};
use shared::features::files::UploadPurpose;
use shared::features::portal_admin::StaffFile;
use shared::money::Cents;

use super::{Found, labels};
use crate::fetch::{Method, SendOptions};
use crate::format::{long_date, money};
use crate::forms::FormState;
use crate::i18n::{Text, t};
use crate::staff::{Act, FileField, refusal, send_form};
use crate::ui::{
    Button, ButtonKind, ConfirmDialog, DateField, Details, Form, InputWidth, MoneyField,
    StatusBadge, TextInput, Toasts, Tone,
};

/// What was paid, and the form for the next year.
pub(super) fn payments(domain: &DomainOut, found: Found) -> AnyView {
    let fee = domain.fee_cents.map(|fee| {
        let text = t::DOMAIN_FEE.with(&[("amount", &money(fee))]);
        let source = domain.fee_source.clone();
        view! { <p>{text}</p> {source.map(|source| view! { <p class="u-small u-muted">{source}</p> })} }
    });
    view! {
        <section class="l-stack">
            <h2>{t::DOMAIN_PAYMENTS.s()}</h2>
            {fee}
            {payment_list(&domain.payments, |_| ().into_any())}
            <Details summary=t::DOMAIN_PAYMENT_ADD.s()><div class="staff-form">{payment_form(found)}</div></Details>
        </section>
    }
    .into_any()
}

/// The payments with what became of each, and what may be done with it.
pub(super) fn payment_list(
    payments: &[PaymentOut],
    acts: impl Fn(&PaymentOut) -> AnyView,
) -> AnyView {
    if payments.is_empty() {
        return view! { <p class="u-muted">{t::DOMAIN_PAYMENTS_NONE.s()}</p> }.into_any();
    }
    let rows = payments.iter().map(|payment| {
        let line = format!("{} · {} · {}", long_date(payment.paid_on), money(payment.amount_cents), payment.voucher);
        let (tone, label) = labels::payment(payment.state);
        let scan = payment.file_url.clone().map(|href| {
            view! { <a href=href rel="external noopener" target="_blank">{t::DESK_SCAN_OPEN.s()}</a> }
        });
        let reason = payment.reason.clone();
        view! {
            <li class="l-stack l-stack--s">
                <span class="l-cluster"><span>{line}</span><StatusBadge tone=tone label=label.s()/>{scan}</span>
                {reason.map(|reason| view! { <span class="u-small u-muted">{reason}</span> })}
                {acts(payment)}
            </li>
        }
    });
    view! { <ul role="list" class="staff-rows">{rows.collect_view()}</ul> }.into_any()
}

fn payment_form(found: Found) -> AnyView {
    let (form, toasts) = (FormState::new(), Toasts::here());
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

/// The steps by which the domain goes over to the municipality's own account, one after the other.
pub(super) fn transfer(domain: &DomainOut, found: Found) -> AnyView {
    let act = Act::new();
    let open = domain.state == DomainState::Active;
    let done = domain.transfer.len();
    let rows = TransferStep::ALL
        .iter()
        .enumerate()
        .map(|(index, step)| {
            let mark = domain.transfer.get(index);
            let last = open && index + 1 == done;
            let next = open && index == done;
            row(
                *step,
                mark,
                last.then(|| undo(*step, act, found)),
                next.then(|| mark_form(*step, found)),
            )
        })
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

fn row(
    step: TransferStep,
    mark: Option<&TransferMark>,
    undo: Option<AnyView>,
    form: Option<AnyView>,
) -> impl IntoView {
    let (title, text) = words(step);
    let badge =
        mark.map(|_| view! { " "<StatusBadge tone=Tone::Success label=t::SETUP_DONE.s()/> });
    let evidence = mark.map(|mark| {
        let line = format!("{}: {}", long_date(mark.done_on), mark.evidence);
        view! { <p class="u-small">{line}</p> }
    });
    view! {
        <li class="l-stack l-stack--s">
            <p><strong>{title.s()}</strong>{badge}</p>
            <p class="u-small u-muted">{text.s()}</p>
            {evidence}
            {undo}
            {form}
        </li>
    }
}

fn undo(step: TransferStep, act: Act, found: Found) -> AnyView {
    let click = move |()| {
        let body = TransferStepIn {
            done: false,
            evidence: None,
        };
        act.run::<_, DomainAdmin>(
            Method::Put,
            transfer_step_path(step),
            body,
            SendOptions::default(),
            move |reply| found.replace(reply),
        );
    };
    view! { <p><Button busy=act.busy() on_click=click>{t::DOMAIN_STEP_UNDO.s()}</Button></p> }
        .into_any()
}

fn mark_form(step: TransferStep, found: Found) -> AnyView {
    let form = FormState::new();
    let evidence = form.field("evidence", "");
    let open = RwSignal::new(false);
    let send = move |()| {
        open.set(false);
        let body = TransferStepIn {
            done: true,
            evidence: Some(evidence.text()),
        };
        send_form(
            form,
            Method::Put,
            transfer_step_path(step),
            body,
            SendOptions::default(),
            move |_: IgnoredAny| {
                found.refetch();
            },
        );
    };
    // After the last step the domain is the municipality's own affair: no step is taken back any more.
    let last = TransferStep::ALL.last() == Some(&step);
    let submit = Callback::new(move |()| if last { open.set(true) } else { send(()) });
    let confirm = last.then(|| {
        view! {
            <ConfirmDialog id="transfer-last" open=open title=t::DOMAIN_T_LAST_TITLE.s() confirm=t::DOMAIN_STEP_MARK.s()
                danger=true busy=form.busy() on_confirm=send>
                <p>{t::DOMAIN_T_LAST_TEXT.s()}</p>
            </ConfirmDialog>
        }
    });
    view! {
        <div class="l-stack staff-form">
            {refusal(form)}
            <Form on_submit=submit>
                <TextInput name="evidence" label=t::DOMAIN_EVIDENCE.s() hint=t::DOMAIN_EVIDENCE_HINT.s() maxlength=300
                    value=evidence.value error=evidence.error/>
                <Button submit=true busy=form.busy() busy_text=t::STAFF_SAVING.s()>{t::DOMAIN_STEP_MARK.s()}</Button>
            </Form>
            {confirm}
        </div>
    }
    .into_any()
}

const fn words(step: TransferStep) -> (Text, Text) {
    match step {
        TransferStep::RegistrarAccount => (t::DOMAIN_T_ACCOUNT, t::DOMAIN_T_ACCOUNT_TEXT),
        TransferStep::MailValidated => (t::DOMAIN_T_MAIL, t::DOMAIN_T_MAIL_TEXT),
        TransferStep::TransferRequested => (t::DOMAIN_T_ASKED, t::DOMAIN_T_ASKED_TEXT),
        TransferStep::TransferConfirmed => (t::DOMAIN_T_DONE, t::DOMAIN_T_DONE_TEXT),
    }
}
