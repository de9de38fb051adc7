//! The table of roles with the acts on each, and the questions that come before some of them.

use leptos::prelude::*;
use serde::de::IgnoredAny;
use shared::features::accounts::account_step_path;
use shared::features::files::platform_file_path;
use shared::features::grants::{GrantEndIn, GrantOut, GrantStatus};
use shared::features::portal_admin::staff_file_path;
use shared::kit::page::Page;

use super::list::Desk;
use crate::fetch::{Method, Remote, SendOptions};
use crate::format::short_date;
use crate::forms::FormState;
use crate::i18n::{Text, t};
use crate::shell::staff::role_label;
use crate::staff::{Act, grant_status, refusal, send_form};
use crate::ui::{
    Button, ButtonKind, Cell, Column, ConfirmDialog, DataTable, Dialog, EmptyState, Form,
    StatusBadge, TextArea, Toasts, Tone,
};

/// What the buttons of a row work with.
#[derive(Clone, Copy)]
pub(super) struct On {
    pub(super) act: Act,
    /// Whether the question for the reason of an end is open.
    pub(super) ending: RwSignal<bool>,
    /// Whether the question before a second factor is taken away is open.
    pub(super) resetting: RwSignal<bool>,
    /// The grant that either asks about.
    pub(super) chosen: RwSignal<Option<GrantOut>>,
    pub(super) found: Remote<Page<GrantOut>>,
}

/// The grants; without `on` nothing is done to them.
pub(super) fn table(items: Vec<GrantOut>, desk: Desk, on: Option<On>) -> AnyView {
    if items.is_empty() {
        return view! { <EmptyState icon="users" title=t::USERS_EMPTY_TITLE.s() text=t::USERS_EMPTY_TEXT.s()/> }
            .into_any();
    }
    let heads = [
        t::ACCOUNT_NAME,
        t::USERS_ROLE,
        t::USERS_RESOLUTION,
        t::USERS_PERIOD,
        t::DESK_STATE,
        t::MUNI_ACTS,
    ];
    let columns: Vec<_> = heads.iter().map(|label| Column::text(label.s())).collect();
    let rows = items
        .into_iter()
        .map(|grant| row(grant, desk, on))
        .collect_view();
    view! {
        <DataTable id="grants" caption=desk.title.s() hide_caption=true columns=columns>{rows}</DataTable>
    }
    .into_any()
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
        let href = if desk.platform {
            platform_file_path(&file.to_string())
        } else {
            staff_file_path(&file.to_string())
        };
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
    let anchor = format!("rol-{}", grant.id);
    let acts = on.map(|on| acts(grant, desk, on));
    view! {
        <tr id=anchor>
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
    let On { act, found, .. } = on;
    let toasts = Toasts::here();
    let (id, account, accepted, disabled) =
        (grant.id, grant.account_id, grant.accepted, grant.disabled);
    let post = move |path: String, said: Text| {
        act.run::<(), IgnoredAny>(Method::Post, path, (), SendOptions::default(), move |_| {
            toasts.success(said.s());
            found.refetch();
        });
    };
    let of_grant = move |what: &str, said| {
        let path = format!("{}/{id}/{what}", desk.api.get_value());
        post(path, said);
    };
    let of_account = move |what, said| post(account_step_path(account, what), said);
    let invite = move |()| of_grant("invitation", t::USERS_INVITED_AGAIN);
    let sign_out = move |()| of_grant("end-sessions", t::USERS_SIGNED_OUT);
    let disable = move |()| of_account("disable", t::USERS_DISABLED_DONE);
    let enable = move |()| of_account("enable", t::USERS_ENABLED_DONE);
    let has_factor = grant.second_factor;
    let grant = StoredValue::new(grant);
    let ask = move |open: RwSignal<bool>| {
        on.chosen.set(Some(grant.get_value()));
        open.set(true);
    };
    let other = if disabled && desk.platform {
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
                {(desk.platform && !disabled).then(|| view! {
                    <Button busy=act.busy() on_click=disable>{t::USERS_DISABLE.s()}</Button>
                })}
                {has_factor.then(|| view! {
                    <Button on_click=move |()| ask(on.resetting)>{t::USERS_RESET_FACTOR.s()}</Button>
                })}
                <Button kind=ButtonKind::Danger on_click=move |()| ask(on.ending)>{t::USERS_END.s()}</Button>
            </span>
        }
        .into_any(),
    )
}

/// The questions that come before an act.
pub(super) fn dialogs(desk: Desk, on: On) -> AnyView {
    let On {
        ending,
        resetting,
        chosen,
        found,
        ..
    } = on;
    let (toasts, act) = (Toasts::here(), Act::new());
    let named = move |text: Text| {
        Signal::derive(move || {
            let name = chosen.get().map(|grant| grant.name).unwrap_or_default();
            text.with(&[("name", &name)])
        })
    };
    let reset = move |()| {
        let Some(grant) = chosen.get_untracked() else {
            return;
        };
        let path = format!("{}/{}/reset-factor", desk.api.get_value(), grant.id);
        act.run::<(), IgnoredAny>(Method::Post, path, (), SendOptions::default(), move |_| {
            resetting.set(false);
            toasts.success(t::USERS_RESET_FACTOR_DONE.s());
            found.refetch();
        });
    };
    view! {
        <Dialog id="grant-end" open=ending title=named(t::USERS_END_TITLE)>
            {move || chosen.get().map(|grant| end_form(desk, &grant, ending, found))}
        </Dialog>
        <ConfirmDialog id="factor-reset" open=resetting title=named(t::USERS_RESET_FACTOR_TITLE)
            confirm=t::USERS_RESET_FACTOR.s() danger=true busy=act.busy() on_confirm=reset>
            <p>{t::USERS_RESET_FACTOR_TEXT.s()}</p>
            {act.view()}
        </ConfirmDialog>
    }
    .into_any()
}

fn end_form(
    desk: Desk,
    grant: &GrantOut,
    open: RwSignal<bool>,
    found: Remote<Page<GrantOut>>,
) -> AnyView {
    let toasts = Toasts::here();
    let form = FormState::new();
    let reason = form.field("reason", "");
    let path = format!("{}/{}/end", desk.api.get_value(), grant.id);
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
