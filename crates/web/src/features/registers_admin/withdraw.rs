//! How records stop counting: one from its form, several from the list. Nothing is deleted, and the reason is public.

use leptos::prelude::*;
use serde::de::IgnoredAny;
use shared::registers::Register;
use shared::registers::wire::{
    RecordsPage, StaffRecordOut, WithdrawalIn, WithdrawalsIn, WithdrawnOut, staff_records_path,
    staff_withdrawals_path,
};

use super::list_page;
use super::selection::Selection;
use crate::fetch::{Method, Remote, SendOptions};
use crate::forms::FormState;
use crate::i18n::{plural, t};
use crate::staff::{opener, refusal, send_form};
use crate::ui::{Button, ButtonKind, Form, TextArea, Toasts};

/// The form that withdraws one.
pub(super) fn withdraw(
    register: &'static Register,
    record: &StaffRecordOut,
    found: Remote<StaffRecordOut>,
) -> AnyView {
    let form = FormState::new();
    let reason = form.field("reason", "");
    let path = format!("{}/{}/withdrawal", staff_records_path(register), record.id);
    let (toasts, go) = (Toasts::here(), opener());
    let submit = Callback::new(move |()| {
        let go = go.clone();
        let done = move |_: IgnoredAny| {
            toasts.success(t::RECORDS_WITHDRAWN.s());
            go(&list_page(register));
        };
        let options = found.etag().map(SendOptions::if_match).unwrap_or_default();
        let body = WithdrawalIn {
            reason: reason.text(),
        };
        send_form(form, Method::Post, path.clone(), body, options, done);
    });
    view! {
        <p>{t::RECORDS_WITHDRAW_TEXT.s()}</p>
        {refusal(form)}
        <Form on_submit=submit>
            <TextArea name="reason" label=t::RECORDS_REASON.s() hint=t::RECORDS_REASON_HINT.s() rows=2 max_chars=300
                value=reason.value error=reason.error/>
            <Button kind=ButtonKind::Danger submit=true busy=form.busy() busy_text=t::STAFF_SAVING.s()>{t::RECORDS_WITHDRAW.s()}</Button>
        </Form>
    }
    .into_any()
}

/// The bar that appears while records are ticked.
pub(super) fn withdraw_many(
    register: &'static Register,
    selection: Selection,
    found: Remote<RecordsPage>,
) -> AnyView {
    let form = FormState::new();
    let reason = form.field("reason", "");
    let toasts = Toasts::here();
    let submit = Callback::new(move |()| {
        let body = WithdrawalsIn {
            records: selection.records(),
            reason: reason.text(),
        };
        let done = move |out: WithdrawnOut| {
            let count = u64::from(out.withdrawn);
            toasts.success(plural(count, t::RECORDS_GONE_ONE, t::RECORDS_GONE_MANY));
            reason.value.set(String::new());
            found.refetch();
        };
        let path = staff_withdrawals_path(register);
        send_form(form, Method::Post, path, body, SendOptions::once(), done);
    });
    let chosen = move || {
        let count = u64::try_from(selection.count()).unwrap_or_default();
        plural(count, t::RECORDS_CHOSEN_ONE, t::RECORDS_CHOSEN_MANY)
    };
    let any = Memo::new(move |_| selection.count() > 0);
    view! {
        <Show when=move || any.get()>
            <section class="records-bulk" aria-label=t::RECORDS_CHOSEN.s()>
                <p role="status"><strong>{chosen}</strong></p>
                {refusal(form)}
                <Form on_submit=submit>
                    <TextArea name="reason" label=t::RECORDS_REASON.s() hint=t::RECORDS_REASON_HINT.s() rows=2 max_chars=300
                        value=reason.value error=reason.error/>
                    <div class="l-cluster">
                        <Button kind=ButtonKind::Danger submit=true busy=form.busy() busy_text=t::STAFF_SAVING.s()>
                            {t::RECORDS_WITHDRAW_MANY.s()}
                        </Button>
                        <Button kind=ButtonKind::Quiet on_click=move |_| selection.clear()>{t::RECORDS_CHOOSE_NONE.s()}</Button>
                    </div>
                </Form>
            </section>
        </Show>
    }
    .into_any()
}
