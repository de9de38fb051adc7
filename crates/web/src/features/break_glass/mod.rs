//! An operator's timed access to a municipality's private data: opened with a reason, seen by the municipality, closed.

use leptos::prelude::*;
use serde::de::IgnoredAny;
use shared::features::break_glass::{BREAK_GLASS_PATH, BreakGlassIn, BreakGlassOut, MAX_MINUTES};
use shared::features::platform::{MUNICIPALITIES_PATH, MunicipalityStaffItem};
use shared::kit::page::Page;

use crate::fetch::{Method, Remote, SendOptions, use_fetch, use_fetch_when};
use crate::format::{address, date_time};
use crate::forms::FormState;
use crate::i18n::t;
use crate::routes::Params;
use crate::session::use_session;
use crate::staff::{Act, History, query, refusal, screen, send_form, table_skeleton};
use crate::ui::{
    Button, ButtonKind, Cell, Choice, Column, Combobox, DataTable, EmptyState, Form, Notice,
    Select, StatusBadge, TextArea, Toasts, Tone,
};

/// The page `/admin/acceso-excepcional`.
pub fn page(_params: &Params) -> AnyView {
    let found = use_fetch::<Page<BreakGlassOut>>(|| BREAK_GLASS_PATH.to_owned());
    screen(
        t::GLASS_TITLE,
        t::GLASS_LEAD,
        view! {
            <Notice tone=Tone::Warning title=t::GLASS_RULE_TITLE.s()><p>{t::GLASS_RULE_TEXT.s()}</p></Notice>
            <section class="l-stack staff-form">
                <h2>{t::GLASS_OPEN_TITLE.s()}</h2>
                {open_form(found)}
            </section>
            <section class="l-stack">
                <h2>{t::GLASS_LIST.s()}</h2>
                {found.show(table_skeleton, move |page| table(page.items, found))}
            </section>
            <History kind="break_glass"/>
        },
    )
}

fn open_form(found: Remote<Page<BreakGlassOut>>) -> AnyView {
    let (session, toasts) = (use_session(), Toasts::here());
    let form = FormState::new();
    let municipality = form.field("municipality_id", query("municipalidad").get_untracked());
    let (reason, minutes) = (form.field("reason", ""), form.field("minutes", "60"));
    let submit = Callback::new(move |()| {
        let Ok(municipality_id) = municipality.text().parse() else {
            form.refuse_field("municipality_id", t::GLASS_CHOOSE.s());
            return;
        };
        let body = BreakGlassIn {
            municipality_id,
            reason: reason.text(),
            minutes: minutes.text().parse().unwrap_or_default(),
        };
        send_form(
            form,
            Method::Post,
            BREAK_GLASS_PATH.to_owned(),
            body,
            SendOptions::once(),
            move |_: IgnoredAny| {
                toasts.success(t::GLASS_OPENED.s());
                session.refresh();
                found.refetch();
            },
        );
    });
    let terms: Vec<_> = [15, 30, 60, 120, MAX_MINUTES]
        .iter()
        .map(|minutes| {
            let text = minutes.to_string();
            Choice::new(text.clone(), t::GLASS_MINUTES.with(&[("n", &text)]))
        })
        .collect();
    view! {
        {refusal(form)}
        <Form on_submit=submit>
            {municipality_field(municipality.value, municipality.error)}
            <TextArea name="reason" label=t::GLASS_REASON.s() hint=t::GLASS_REASON_HINT.s() rows=3 max_chars=500
                value=reason.value error=reason.error/>
            <Select name="minutes" label=t::GLASS_TERM.s() value=minutes.value error=minutes.error options=terms/>
            <Button kind=ButtonKind::Danger submit=true icon="unlock" busy=form.busy() busy_text=t::UI_WORKING.s()>
                {t::GLASS_OPEN.s()}
            </Button>
        </Form>
    }
    .into_any()
}

/// Suggestions by name; the value is the identifier of what was taken.
pub fn municipality_field(value: RwSignal<String>, error: Signal<Option<String>>) -> AnyView {
    let typed = RwSignal::new(String::new());
    let found = use_fetch_when::<Page<MunicipalityStaffItem>>(move || {
        let text = typed.get();
        (text.chars().count() > 2)
            .then(|| address(MUNICIPALITIES_PATH, &[("q", &text), ("limit", "8")]))
    });
    let options = Signal::derive(move || {
        let items = found.ready().map(|page| page.items).unwrap_or_default();
        let choice = |one: MunicipalityStaffItem| {
            Choice::new(one.id.to_string(), one.item.name).hint(one.item.department)
        };
        items.into_iter().map(choice).collect::<Vec<_>>()
    });
    view! {
        <Combobox name="municipality_id" label=t::DESK_MUNICIPALITY.s() hint=t::GLASS_MUNICIPALITY_HINT.s()
            query=typed options=options error=error on_select=move |choice: Choice| value.set(choice.value)/>
    }
    .into_any()
}

fn table(items: Vec<BreakGlassOut>, found: Remote<Page<BreakGlassOut>>) -> AnyView {
    if items.is_empty() {
        return view! { <EmptyState icon="lock" title=t::GLASS_EMPTY_TITLE.s() text=t::GLASS_EMPTY_TEXT.s()/> }.into_any();
    }
    let act = Act::new();
    let heads = [
        t::GLASS_OPERATOR,
        t::GLASS_REASON,
        t::GLASS_OPENED_AT,
        t::GLASS_UNTIL,
        t::DESK_STATE,
    ];
    let columns: Vec<_> = heads.iter().map(|label| Column::text(label.s())).collect();
    let rows = items
        .into_iter()
        .map(|access| row(access, act, found))
        .collect_view();
    view! {
        {act.view()}
        <DataTable id="accesses" caption=t::GLASS_LIST.s() hide_caption=true columns=columns>{rows}</DataTable>
    }
    .into_any()
}

fn row(access: BreakGlassOut, act: Act, found: Remote<Page<BreakGlassOut>>) -> impl IntoView {
    let session = use_session();
    let id = access.id;
    let close = move |()| {
        act.run::<(), IgnoredAny>(
            Method::Post,
            format!("{BREAK_GLASS_PATH}/{id}/close"),
            (),
            SendOptions::default(),
            move |_| {
                session.refresh();
                found.refetch();
            },
        );
    };
    let open = access.closed_at.is_none() && access.until > crate::staff::now();
    let state = if open {
        view! { <Button kind=ButtonKind::Danger busy=act.busy() on_click=close>{t::GLASS_CLOSE.s()}</Button> }.into_any()
    } else {
        view! { <StatusBadge label=t::GLASS_CLOSED.s()/> }.into_any()
    };
    let ended = access.closed_at.unwrap_or(access.until);
    view! {
        <tr>
            <Cell label=t::GLASS_OPERATOR.s() primary=true>{access.operator}</Cell>
            <Cell label=t::GLASS_REASON.s()>{access.reason}</Cell>
            <Cell label=t::GLASS_OPENED_AT.s()>{date_time(access.opened_at)}</Cell>
            <Cell label=t::GLASS_UNTIL.s()>{date_time(ended)}</Cell>
            <Cell label=t::DESK_STATE.s()>{state}</Cell>
        </tr>
    }
}
