//! The operators' desk: the domains of all municipalities, and one of them with what may be done.

use leptos::context::Provider;
use leptos::prelude::*;
use serde::de::IgnoredAny;
use shared::features::domains::{
    DESK_HISTORY_PATH, DESK_PATH, DomainAction, DomainDesk, DomainListItem, DomainState,
    PaymentOut, PaymentState, ReasonIn, desk_step_path, payment_step_path,
};
use uuid::Uuid;

use super::{dates, labels, parts, record};
use crate::fetch::{Method, Remote, SendOptions, use_fetch};
use crate::format::{address, date_time, in_lima, money, short_date};
use crate::forms::FormState;
use crate::i18n::t;
use crate::page::{PageMeta, set_page};
use crate::routes::Params;
use crate::shell::skeleton;
use crate::staff::{Act, History, OwnHistory, PagedList, refusal, screen, send_form};
use crate::ui::{
    Breadcrumbs, Button, ButtonKind, Cell, Column, DataTable, Details, EmptyState, FieldScope,
    Form, KeyValue, KeyValueList, Notice, PageTitle, StatusBadge, TextArea, Tone,
};

/// Where the list stands.
const PAGE: &str = "/admin/dominios";

type Desk = Remote<DomainDesk>;

/// The page `/admin/dominios`.
pub(crate) fn list(_params: &Params) -> AnyView {
    let list = PagedList::<DomainListItem, 1>::read(PAGE, DESK_PATH, [("estado", "state")]);
    let [state] = list.values;
    screen(
        t::DOMAINS_TITLE,
        t::DOMAINS_LEAD,
        view! {
            {tabs(state)}
            {list.view(table)}
            <History kind="domain" own=OwnHistory::apart(DESK_HISTORY_PATH)/>
        },
    )
}

fn tabs(state: Memo<String>) -> impl IntoView {
    let tab = move |code: &'static str, label: &'static str| {
        let href = address(PAGE, &[("estado", code)]);
        let current = move || state.with(|state| state == code).then_some("page");
        view! { <li><a class="staff-tab" href=href aria-current=current>{label}</a></li> }
    };
    let states = DomainState::ALL
        .iter()
        .map(|state| tab(state.as_str(), labels::state(*state).1.s()))
        .collect_view();
    view! {
        <nav aria-label=t::DESK_STATES.s()>
            <ul role="list" class="staff-tabs">{tab("", t::DESK_STATE_ALL.s())} {states}</ul>
        </nav>
    }
}

fn table(items: Vec<DomainListItem>) -> AnyView {
    if items.is_empty() {
        return view! { <EmptyState title=t::DOMAINS_EMPTY_TITLE.s() text=t::DOMAINS_EMPTY_TEXT.s()/> }
            .into_any();
    }
    let heads = [
        t::DOMAIN_NAME,
        t::DESK_MUNICIPALITY,
        t::DESK_STATE,
        t::DESK_RECEIVED,
        t::DOMAIN_RENEWS,
    ];
    let columns: Vec<_> = heads.iter().map(|label| Column::text(label.s())).collect();
    let rows = items.into_iter().map(row).collect_view();
    view! {
        <DataTable id="domains" caption=t::DOMAINS_TITLE.s() hide_caption=true columns=columns>{rows}</DataTable>
    }
    .into_any()
}

fn row(item: DomainListItem) -> impl IntoView {
    let (tone, label) = labels::state(item.state);
    let href = format!("{PAGE}/{}", item.id);
    let waiting = (item.pending_payments > 0).then(|| {
        view! { " "<StatusBadge tone=Tone::Warning label=t::DOMAINS_PAYMENT_WAITS.s()/> }
    });
    let renews = item.renews_on.map_or_else(|| "–".to_owned(), short_date);
    view! {
        <tr>
            <Cell label=t::DOMAIN_NAME.s() primary=true><a href=href>{item.domain}</a></Cell>
            <Cell label=t::DESK_MUNICIPALITY.s()>{item.municipality}</Cell>
            <Cell label=t::DESK_STATE.s()><StatusBadge tone=tone label=label.s()/>{waiting}</Cell>
            <Cell label=t::DESK_RECEIVED.s()>{short_date(in_lima(item.requested_at).date())}</Cell>
            <Cell label=t::DOMAIN_RENEWS.s()>{renews}</Cell>
        </tr>
    }
}

/// The page `/admin/dominios/{id}`.
pub(crate) fn detail(params: &Params) -> AnyView {
    let id = params.get("id");
    let path = format!("{DESK_PATH}/{id}");
    let found = use_fetch::<DomainDesk>(move || path.clone());
    set_page(move || {
        let title = found.ready().map(|desk| desk.domain.domain);
        PageMeta::new(title.unwrap_or_else(|| t::DOMAINS_TITLE.s().to_owned()), "").hidden(200)
    });
    view! {
        <div class="l-stack l-stack--l staff-screen">
            <Breadcrumbs items=vec![(t::DOMAINS_TITLE.s().to_owned(), PAGE.to_owned())] current=t::DOMAIN_NAME.s()/>
            {found.show(|| skeleton(10), move |desk| page(&desk, found))}
            <History kind="domain" id=id own=OwnHistory::apart(DESK_HISTORY_PATH)/>
        </div>
    }
    .into_any()
}

fn page(desk: &DomainDesk, found: Desk) -> AnyView {
    let domain = &desk.domain;
    let (tone, label) = labels::state(domain.state);
    let waits = matches!(domain.state, DomainState::Requested | DomainState::Verified);
    let checked = domain
        .checked_at
        .map(|at| t::DOMAIN_CHECKED.with(&[("when", &date_time(at))]));
    let fee = domain.fee_cents.map(money);
    let reason = domain.reason.clone();
    let (asked, dates) = (date_time(domain.requested_at), dates(domain));
    view! {
        <PageTitle title=domain.domain.clone() eyebrow=t::DOMAINS_TITLE.s() lead=desk.municipality.clone()>
            <StatusBadge tone=tone label=label.s()/>
        </PageTitle>
        {domain.warning.clone().map(|text| view! { <Notice tone=Tone::Warning><p>{text}</p></Notice> })}
        <KeyValueList>
            <KeyValue label=t::DESK_RECEIVED.s()>{asked}</KeyValue>
            {dates}
            {fee.map(|fee| view! { <KeyValue label=t::DOMAINS_FEE.s()>{fee}</KeyValue> })}
            {reason.map(|reason| view! { <KeyValue label=t::DOMAINS_REASON.s()>{reason}</KeyValue> })}
        </KeyValueList>
        {domain.finding.as_ref().map(record::finding)}
        {checked.map(|text| view! { <p class="u-small u-muted">{text}</p> })}
        {waits.then(|| decisions(domain.id, domain.state, found))}
        <section class="l-stack">
            <h2>{t::DOMAIN_PAYMENTS.s()}</h2>
            {parts::payment_list(&domain.payments, |payment| payment_acts(domain.id, payment, found))}
        </section>
    }
    .into_any()
}

/// Into service, or not.
fn decisions(id: Uuid, state: DomainState, found: Desk) -> AnyView {
    let activate = (state == DomainState::Verified).then(|| {
        let path = desk_step_path(id, DomainAction::Activate);
        button(t::DOMAINS_ACTIVATE.s(), path, found)
    });
    let path = desk_step_path(id, DomainAction::Refuse);
    view! {
        <section class="l-stack">
            <h2>{t::DESK_STEPS.s()}</h2>
            {activate.unwrap_or_else(|| view! { <p>{t::DOMAINS_WAITS_RECORD.s()}</p> }.into_any())}
            <Details summary=t::DOMAINS_REFUSE.s()>{reason_form(t::DOMAINS_REFUSE.s(), path, found)}</Details>
        </section>
    }
    .into_any()
}

fn payment_acts(id: Uuid, payment: &PaymentOut, found: Desk) -> AnyView {
    if payment.state != PaymentState::Pending {
        return ().into_any();
    }
    let confirm = payment_step_path(id, payment.id, "confirm");
    let reject = payment_step_path(id, payment.id, "reject");
    view! {
        {button(t::DOMAINS_PAYMENT_CONFIRM.s(), confirm, found)}
        <Details summary=t::DOMAINS_PAYMENT_REJECT.s()>
            {reason_form(t::DOMAINS_PAYMENT_REJECT.s(), reject, found)}
        </Details>
    }
    .into_any()
}

fn button(label: &'static str, path: String, found: Desk) -> AnyView {
    let act = Act::new();
    let click = move |()| {
        act.run::<(), DomainDesk>(
            Method::Post,
            path.clone(),
            (),
            SendOptions::default(),
            move |reply| found.replace(reply),
        );
    };
    view! {
        {act.view()}
        <p>
            <Button kind=ButtonKind::Primary busy=act.busy() busy_text=t::UI_WORKING.s() on_click=click>{label}</Button>
        </p>
    }
    .into_any()
}

fn reason_form(label: &'static str, path: String, found: Desk) -> AnyView {
    let form = FormState::new();
    let reason = form.field("reason", "");
    // The page may hold one of these for each payment.
    let scope = FieldScope(path.trim_start_matches('/').replace('/', "-"));
    let submit = Callback::new(move |()| {
        let body = ReasonIn {
            reason: reason.text(),
        };
        send_form(
            form,
            Method::Post,
            path.clone(),
            body,
            SendOptions::once(),
            move |_: IgnoredAny| {
                found.refetch();
            },
        );
    });
    view! {
        <Provider value=scope>
            <div class="l-stack staff-form">
                {refusal(form)}
                <Form on_submit=submit>
                    <TextArea name="reason" label=t::DOMAINS_REASON.s() hint=t::DOMAINS_REASON_HINT.s() rows=3 max_chars=500
                        value=reason.value error=reason.error/>
                    <Button kind=ButtonKind::Danger submit=true busy=form.busy() busy_text=t::UI_WORKING.s()>{label}</Button>
                </Form>
            </div>
        </Provider>
    }
    .into_any()
}
