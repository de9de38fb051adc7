//! Removals: proposed from an export, decided by another operator; both type the name in addresses.

use leptos::prelude::*;
use serde::de::IgnoredAny;
use shared::features::conservation::{
    DISPOSALS_PATH, Decision, DisposalOut, DisposalStatus, RecordKind,
};
use shared::features::tenant_exports::{
    REMOVALS_PATH, RemovalDecisionIn, RemovalIn, TenantExportOut, removal_decision_path,
};
use shared::kit::page::Page;

use crate::fetch::{Method, Remote, SendOptions, use_fetch};
use crate::format::date_time;
use crate::forms::FormState;
use crate::i18n::t;
use crate::staff::{refusal, send_form, table_skeleton};
use crate::ui::{
    Button, ButtonKind, Card, Choice, EmptyState, Form, KeyValue, KeyValueList, RadioGroup,
    TextArea, TextInput, Toasts,
};

/// What waits for a second operator.
pub(super) fn section() -> AnyView {
    let found = use_fetch::<Page<DisposalOut>>(|| format!("{DISPOSALS_PATH}?limit=100"));
    view! {
        <section class="l-stack">
            <h2>{t::REMOVAL_WAITING.s()}</h2>
            {found.show(table_skeleton, move |page| waiting(page.items, found))}
        </section>
    }
    .into_any()
}

fn waiting(items: Vec<DisposalOut>, found: Remote<Page<DisposalOut>>) -> AnyView {
    let waits = |item: &DisposalOut| {
        item.kind == RecordKind::Tenant && item.status == DisposalStatus::Proposed
    };
    let items: Vec<_> = items.into_iter().filter(waits).collect();
    if items.is_empty() {
        return view! { <EmptyState icon="circle-check" title=t::REMOVAL_NONE.s()/> }.into_any();
    }
    items
        .into_iter()
        .map(|item| proposal(item, found))
        .collect_view()
        .into_any()
}

fn proposal(item: DisposalOut, found: Remote<Page<DisposalOut>>) -> impl IntoView {
    let decide = if item.may_decide {
        decide_form(&item, found)
    } else {
        view! { <p class="u-muted">{t::CONSERVE_OTHER_DECIDES.s()}</p> }.into_any()
    };
    view! {
        <Card title=item.municipality.unwrap_or_default()>
            <KeyValueList>
                <KeyValue label=t::CONSERVE_REASON.s()>{item.reason}</KeyValue>
                <KeyValue label=t::HOLD_BASIS.s()>{item.legal_basis}</KeyValue>
                <KeyValue label=t::CONSERVE_PROPOSED_BY.s()>{item.proposed_by}", "{date_time(item.proposed_at)}</KeyValue>
                <KeyValue label=t::VERIFY_DIGEST.s()><code class="digest">{item.archive_digest.unwrap_or_default()}</code></KeyValue>
            </KeyValueList>
            {decide}
        </Card>
    }
}

fn decide_form(item: &DisposalOut, found: Remote<Page<DisposalOut>>) -> AnyView {
    let toasts = Toasts::here();
    let form = FormState::new();
    let slug = form.field("slug", "");
    let decision = form.field("decision", "");
    let path = removal_decision_path(item.id);
    let submit = Callback::new(move |()| {
        let Ok(chosen) = decision.text().parse::<Decision>() else {
            form.refuse_field("decision", t::REMOVAL_CHOOSE.s());
            return;
        };
        let body = RemovalDecisionIn {
            decision: chosen,
            slug: slug.text(),
        };
        let done = move |_: IgnoredAny| {
            toasts.success(t::REMOVAL_DECIDED.s());
            found.refetch();
        };
        send_form(
            form,
            Method::Post,
            path.clone(),
            body,
            SendOptions::once(),
            done,
        );
    });
    let options = vec![
        Choice::new(Decision::Confirm.as_str(), t::REMOVAL_CONFIRM.s()),
        Choice::new(Decision::Refuse.as_str(), t::REMOVAL_REFUSE.s()),
    ];
    view! {
        {refusal(form)}
        <Form on_submit=submit>
            <RadioGroup name="decision" label=t::REMOVAL_DECISION.s() value=decision.value error=decision.error options=options/>
            <TextInput name="slug" label=t::REMOVAL_SLUG.s() hint=t::REMOVAL_SLUG_HINT.s() maxlength=120
                value=slug.value error=slug.error/>
            <Button kind=ButtonKind::Danger submit=true busy=form.busy() busy_text=t::UI_WORKING.s()>{t::REMOVAL_DECIDE.s()}</Button>
        </Form>
    }
    .into_any()
}

/// Proposes the removal of what was exported.
pub(super) fn propose_form(export: &TenantExportOut, open: RwSignal<bool>) -> AnyView {
    let toasts = Toasts::here();
    let form = FormState::new();
    let (slug, reason, basis) = (
        form.field("slug", ""),
        form.field("reason", ""),
        form.field("legal_basis", ""),
    );
    let export_id = export.id;
    let submit = Callback::new(move |()| {
        let body = RemovalIn {
            export_id,
            slug: slug.text(),
            reason: reason.text(),
            legal_basis: basis.text(),
        };
        let done = move |_: IgnoredAny| {
            open.set(false);
            toasts.success(t::CONSERVE_PROPOSED.s());
        };
        let path = REMOVALS_PATH.to_owned();
        send_form(form, Method::Post, path, body, SendOptions::once(), done);
    });
    let text = t::REMOVAL_TEXT.with(&[("name", &export.municipality), ("slug", &export.slug)]);
    view! {
        <div class="l-stack">
            <p>{text}</p>
            {refusal(form)}
            <Form on_submit=submit>
                <TextArea name="reason" label=t::CONSERVE_REASON.s() hint=t::REMOVAL_PUBLIC.s() rows=2 max_chars=300
                    value=reason.value error=reason.error/>
                <TextInput name="legal_basis" label=t::HOLD_BASIS.s() hint=t::REMOVAL_PUBLIC.s() maxlength=200
                    value=basis.value error=basis.error/>
                <TextInput name="slug" label=t::REMOVAL_SLUG.s() hint=t::REMOVAL_SLUG_HINT.s() maxlength=120
                    value=slug.value error=slug.error/>
                <div class="dialog__actions">
                    <Button on_click=move |()| open.set(false)>{t::UI_CANCEL.s()}</Button>
                    <Button kind=ButtonKind::Danger submit=true busy=form.busy() busy_text=t::UI_WORKING.s()>{t::REMOVAL_PROPOSE.s()}</Button>
                </div>
            </Form>
        </div>
    }
    .into_any()
}
