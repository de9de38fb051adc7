//! Who holds which role, with the acts on each: in a municipality, and on the platform.

use leptos::prelude::*;
use serde::de::IgnoredAny;
use shared::access::Permission;
use shared::features::accounts::account_step_path;
use shared::features::grants::{GRANTS_PATH, GrantEndIn, GrantOut, GrantStatus, OPERATORS_PATH};
use shared::kit::page::Page;

use super::{OPERATORS_PAGE, PAGE};
use crate::fetch::{Method, Remote, SendOptions, use_fetch};
use crate::format::short_date;
use crate::forms::FormState;
use crate::i18n::{Text, t};
use crate::routes::Params;
use crate::session::use_session;
use crate::shell::staff::role_label;
use crate::staff::{Act, History, grant_status, refusal, screen_with, send_form, table_skeleton};
use crate::ui::{
    Button, ButtonKind, Cell, Column, DataTable, Dialog, EmptyState, Form, LinkButton, StatusBadge,
    TextArea, Toasts, Tone,
};

type Grants = Remote<Page<GrantOut>>;

/// Whose roles a screen shows.
#[derive(Clone, Copy)]
struct Desk {
    /// Where the API lists them; their acts stand below it.
    api: &'static str,
    page: &'static str,
    title: Text,
    lead: Text,
    add: Text,
    /// Who may act on them.
    manages: Permission,
    /// Whether accounts are disabled and enabled here: the platform's affair.
    accounts: bool,
}

const MUNICIPALITY: Desk = Desk {
    api: GRANTS_PATH,
    page: PAGE,
    title: t::USERS_TITLE,
    lead: t::USERS_LEAD,
    add: t::USERS_INVITE,
    manages: Permission::GrantsManage,
    accounts: false,
};

const PLATFORM: Desk = Desk {
    api: OPERATORS_PATH,
    page: OPERATORS_PAGE,
    title: t::OPERATORS_TITLE,
    lead: t::OPERATORS_LEAD,
    add: t::OPERATORS_ADD,
    manages: Permission::OperatorsManage,
    accounts: true,
};

/// The page `/admin/usuarios`.
pub fn list(_params: &Params) -> AnyView {
    desk(MUNICIPALITY)
}

/// The page `/admin/operadores`.
pub fn operators(_params: &Params) -> AnyView {
    desk(PLATFORM)
}

fn desk(desk: Desk) -> AnyView {
    let may = use_session().can(desk.manages);
    let found = use_fetch::<Page<GrantOut>>(move || desk.api.to_owned());
    let (act, open) = (Act::new(), RwSignal::new(false));
    let chosen = RwSignal::new(None::<GrantOut>);
    let add = move || {
        let href = format!("{}/nuevo", desk.page);
        view! { <LinkButton href=href kind=ButtonKind::Primary icon="user-plus">{desk.add.s()}</LinkButton> }
    };
    let rows = found.show(table_skeleton, move |page| {
        if page.items.is_empty() {
            return view! { <EmptyState icon="users" title=t::USERS_EMPTY_TITLE.s() text=t::USERS_EMPTY_TEXT.s()/> }
                .into_any();
        }
        let heads = [t::ACCOUNT_NAME, t::USERS_ROLE, t::USERS_RESOLUTION, t::USERS_PERIOD, t::DESK_STATE, t::MUNI_ACTS];
        let columns: Vec<_> = heads.iter().map(|label| Column::text(label.s())).collect();
        let rows = page
            .items
            .into_iter()
            .map(|grant| row(grant, desk, may.then_some(On { act, open, chosen, found })))
            .collect_view();
        view! {
            <DataTable id="grants" caption=desk.title.s() hide_caption=true columns=columns>{rows}</DataTable>
        }
        .into_any()
    });
    let title = Signal::derive(move || {
        let name = chosen.get().map(|grant| grant.name).unwrap_or_default();
        t::USERS_END_TITLE.with(&[("name", &name)])
    });
    screen_with(
        desk.title.s().to_owned(),
        desk.lead.s().to_owned(),
        may.then(add),
        view! {
            {act.view()}
            {rows}
            <Dialog id="grant-end" open=open title=title>
                {move || chosen.get().map(|grant| end_form(desk, &grant, open, found))}
            </Dialog>
            <History kind="grant"/>
        },
    )
}

/// What the buttons of a row work with.
#[derive(Clone, Copy)]
struct On {
    act: Act,
    open: RwSignal<bool>,
    chosen: RwSignal<Option<GrantOut>>,
    found: Grants,
}

fn row(grant: GrantOut, desk: Desk, on: Option<On>) -> impl IntoView {
    let (tone, status) = grant_status(grant.status);
    let account = match (grant.disabled, grant.accepted) {
        (true, _) => Some((Tone::Danger, t::USERS_DISABLED)),
        (false, false) => Some((Tone::Warning, t::USERS_PENDING)),
        (false, true) => None,
    };
    let pending =
        account.map(|(tone, label)| view! { " "<StatusBadge tone=tone label=label.s()/> });
    let until = grant
        .ends_on
        .map_or_else(|| t::USERS_OPEN_END.s().to_owned(), short_date);
    let resolution = format!(
        "{}, {}",
        grant.resolution.number,
        short_date(grant.resolution.date)
    );
    let scan = grant.resolution.file_id.map(|file| {
        let href = format!("/api/v1/admin/files/{file}");
        view! { " "<a href=href rel="external noopener" target="_blank">{t::DESK_SCAN_OPEN.s()}</a> }
    });
    let theme = grant
        .theme
        .clone()
        .map(|theme| format!(": {theme}"))
        .unwrap_or_default();
    let (name, who) = (
        grant.name.clone(),
        format!("{} · {}", grant.email, grant.document),
    );
    let (role, starts) = (role_label(grant.role).s(), short_date(grant.starts_on));
    let reason = grant.end_reason.clone();
    let acts = on.map(|on| acts(grant, desk, on));
    view! {
        <tr>
            <Cell label=t::ACCOUNT_NAME.s() primary=true>
                {name}
                <span class="u-small u-muted staff-below">{who}</span>
            </Cell>
            <Cell label=t::USERS_ROLE.s()>{role}{theme}</Cell>
            <Cell label=t::USERS_RESOLUTION.s()>{resolution}{scan}</Cell>
            <Cell label=t::USERS_PERIOD.s()>{format!("{starts} – {until}")}</Cell>
            <Cell label=t::DESK_STATE.s()>
                <StatusBadge tone=tone label=status.s()/>{pending}
                {reason.map(|reason| view! { <span class="u-small u-muted staff-below">{reason}</span> })}
            </Cell>
            <Cell label=t::MUNI_ACTS.s()>{acts}</Cell>
        </tr>
    }
}

/// What may be done to a grant that is not over.
fn acts(grant: GrantOut, desk: Desk, on: On) -> Option<AnyView> {
    if !matches!(grant.status, GrantStatus::Active | GrantStatus::Upcoming) {
        return None;
    }
    let On {
        act,
        open,
        chosen,
        found,
    } = on;
    let toasts = Toasts::expect();
    let (id, account, accepted, disabled) =
        (grant.id, grant.account_id, grant.accepted, grant.disabled);
    let post = move |path: String, said: Text| {
        act.run::<(), IgnoredAny>(Method::Post, path, (), SendOptions::default(), move |_| {
            toasts.success(said.s());
            found.refetch();
        });
    };
    let of_grant = move |what: &str, said| post(format!("{}/{id}/{what}", desk.api), said);
    let of_account = move |what, said| post(account_step_path(account, what), said);
    let invite = move |()| of_grant("invitation", t::USERS_INVITED_AGAIN);
    let sign_out = move |()| of_grant("end-sessions", t::USERS_SIGNED_OUT);
    let disable = move |()| of_account("disable", t::USERS_DISABLED_DONE);
    let enable = move |()| of_account("enable", t::USERS_ENABLED_DONE);
    let end = move |()| {
        chosen.set(Some(grant.clone()));
        open.set(true);
    };
    let other = if disabled && desk.accounts {
        view! { <Button busy=act.busy() on_click=enable>{t::USERS_ENABLE.s()}</Button> }.into_any()
    } else if accepted || disabled {
        view! { <Button busy=act.busy() on_click=sign_out>{t::USERS_SIGN_OUT.s()}</Button> }
            .into_any()
    } else {
        view! { <Button busy=act.busy() on_click=invite>{t::USERS_INVITE_AGAIN.s()}</Button> }
            .into_any()
    };
    Some(
        view! {
            <span class="l-cluster">
                {other}
                {(desk.accounts && !disabled).then(|| view! {
                    <Button busy=act.busy() on_click=disable>{t::USERS_DISABLE.s()}</Button>
                })}
                <Button kind=ButtonKind::Danger on_click=end>{t::USERS_END.s()}</Button>
            </span>
        }
        .into_any(),
    )
}

fn end_form(desk: Desk, grant: &GrantOut, open: RwSignal<bool>, found: Grants) -> AnyView {
    let toasts = Toasts::expect();
    let form = FormState::new();
    let reason = form.field("reason", "");
    let path = format!("{}/{}/end", desk.api, grant.id);
    let submit = Callback::new(move |()| {
        let body = GrantEndIn {
            reason: reason.text(),
        };
        send_form(
            form,
            Method::Post,
            path.clone(),
            body,
            SendOptions::once(),
            move |_: IgnoredAny| {
                open.set(false);
                toasts.success(t::USERS_ENDED.s());
                found.refetch();
            },
        );
    });
    let text = t::USERS_END_TEXT.with(&[("role", role_label(grant.role).s())]);
    view! {
        <div class="l-stack">
            <p>{text}</p>
            {refusal(form)}
            <Form on_submit=submit>
                <TextArea name="reason" label=t::USERS_END_REASON.s() hint=t::USERS_END_REASON_HINT.s() rows=3 max_chars=300
                    value=reason.value error=reason.error/>
                <div class="dialog__actions">
                    <Button on_click=move |()| open.set(false)>{t::UI_CANCEL.s()}</Button>
                    <Button kind=ButtonKind::Danger submit=true busy=form.busy() busy_text=t::UI_WORKING.s()>{t::USERS_END.s()}</Button>
                </div>
            </Form>
        </div>
    }
    .into_any()
}
