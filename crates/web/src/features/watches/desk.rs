//! The screen of the webhooks of whoever is signed in: made here, their secret shown once.

use leptos::prelude::*;
use shared::features::watches::{HOOKS_PATH, HookIn, HookIssued, HookOut, Rhythm, WatchState};
use shared::kit::page::Page;
use shared::registers::REGISTERS;

use crate::fetch::{Method, Remote, SendOptions, use_fetch};
use crate::format::date_time;
use crate::forms::FormState;
use crate::i18n::{Text, t};
use crate::routes::Params;
use crate::session::use_session;
use crate::staff::{refusal, screen, send_form, table_skeleton};
use crate::ui::{
    Button, ButtonKind, Cell, Choice, Column, CopyButton, DataTable, Details, EmptyState, Form,
    Notice, RadioGroup, Select, StatusBadge, TextInput, Tone,
};

/// Where they are listed.
pub const PAGE: &str = "/admin/webhooks";
/// How many webhooks an owner has at most, ended ones left aside.
const LIST: &str = "?limit=100";
/// The watch of every municipality's records.
const EVERYWHERE: &str = "all";

/// The page `/admin/webhooks`.
pub fn page(_params: &Params) -> AnyView {
    let found = use_fetch::<Page<HookOut>>(|| format!("{HOOKS_PATH}{LIST}"));
    let issued = RwSignal::new(None::<HookIssued>);
    let rows = found.show(table_skeleton, |page| table(page.items));
    screen(
        t::HOOKS_TITLE,
        t::HOOKS_LEAD,
        view! {
            {move || issued.get().map(|hook| once(&hook.secret))}
            <Details summary=t::HOOKS_NEW.s()><div class="staff-form">{form(found, issued)}</div></Details>
            {rows}
            <p class="u-small"><a href="/desarrolladores" rel="external">{t::HOOKS_DOCS.s()}</a></p>
        },
    )
}

/// The secret itself; nobody can read it again.
fn once(secret: &str) -> AnyView {
    let (shown, copied) = (secret.to_owned(), secret.to_owned());
    view! {
        <Notice tone=Tone::Success title=t::HOOKS_ONCE_TITLE.s()>
            <p>{t::HOOKS_ONCE_TEXT.s()}</p>
            <p><code class="staff-secret">{shown}</code></p>
            <CopyButton text=copied/>
        </Notice>
    }
    .into_any()
}

fn form(found: Remote<Page<HookOut>>, issued: RwSignal<Option<HookIssued>>) -> AnyView {
    let form = FormState::new();
    let session = use_session();
    let (url, filters) = (form.field("url", ""), form.field("filters", ""));
    let register = form.field("register", "");
    let whose = form.field("municipality", "own");
    let rhythm = form.field("rhythm", Rhythm::Hourly.as_str());
    let submit = Callback::new(move |()| {
        let me = session.me().ready();
        let own = me.and_then(|me| me.tenant).map(|tenant| tenant.slug);
        let body = HookIn {
            register: register.text(),
            municipality: own.filter(|_| whose.text() != EVERYWHERE),
            // As people copy it out of the address of a list.
            filters: filters.text().trim_start_matches('?').to_owned(),
            rhythm: rhythm.text().parse().unwrap_or(Rhythm::Hourly),
            url: url.text(),
        };
        let done = move |hook: HookIssued| {
            url.value.set(String::new());
            filters.value.set(String::new());
            issued.set(Some(hook));
            found.refetch();
        };
        let path = HOOKS_PATH.to_owned();
        send_form(form, Method::Post, path, body, SendOptions::once(), done);
    });
    let registers: Vec<_> = REGISTERS
        .iter()
        .map(|register| Choice::new(register.id, register.title))
        .collect();
    let places = vec![
        Choice::new("own", t::HOOKS_OWN.s()),
        Choice::new(EVERYWHERE, t::HOOKS_ALL.s()),
    ];
    let rhythms = vec![
        Choice::new(Rhythm::Hourly.as_str(), t::WATCHES_HOURLY.s()),
        Choice::new(Rhythm::Daily.as_str(), t::WATCHES_DAILY.s()),
    ];
    view! {
        {refusal(form)}
        <Form on_submit=submit>
            <TextInput name="url" label=t::HOOKS_URL.s() hint=t::HOOKS_URL_HINT.s() kind="url" maxlength=2000
                value=url.value error=url.error/>
            <Select name="register" label=t::HOOKS_REGISTER.s() options=registers value=register.value error=register.error/>
            <RadioGroup name="municipality" label=t::HOOKS_WHOSE.s() value=whose.value error=whose.error options=places/>
            <TextInput name="filters" label=t::HOOKS_FILTERS.s() hint=t::HOOKS_FILTERS_HINT.s() optional=true maxlength=2000
                value=filters.value error=filters.error/>
            <RadioGroup name="rhythm" label=t::WATCHES_RHYTHM.s() value=rhythm.value error=rhythm.error options=rhythms/>
            <Button kind=ButtonKind::Primary submit=true icon="plus" busy=form.busy() busy_text=t::UI_WORKING.s()>
                {t::HOOKS_CREATE.s()}
            </Button>
        </Form>
    }
    .into_any()
}

fn table(items: Vec<HookOut>) -> AnyView {
    if items.is_empty() {
        return view! { <EmptyState icon="bell" title=t::HOOKS_NONE.s() text=t::HOOKS_NONE_TEXT.s()/> }
            .into_any();
    }
    let heads = [
        t::HOOKS_HOST,
        t::HOOKS_WATCHED,
        t::HOOKS_TOLD,
        t::HOOKS_STATE,
    ];
    let columns: Vec<_> = heads.iter().map(|label| Column::text(label.s())).collect();
    let rows = items.into_iter().map(row).collect_view();
    view! {
        <DataTable id="webhooks" caption=t::HOOKS_TITLE.s() hide_caption=true columns=columns>{rows}</DataTable>
    }
    .into_any()
}

fn row(hook: HookOut) -> impl IntoView {
    let (tone, label) = state(hook.state);
    let href = format!("{PAGE}/{}", hook.id);
    let told = hook.told_to.map(date_time);
    let told = told.unwrap_or_else(|| t::UI_NO_VALUE.s().to_owned());
    let (host, watched) = (hook.host.clone(), watched(&hook));
    view! {
        <tr>
            <Cell label=t::HOOKS_HOST.s() primary=true><a href=href>{host}</a></Cell>
            <Cell label=t::HOOKS_WATCHED.s()>{watched}</Cell>
            <Cell label=t::HOOKS_TOLD.s()>{told}</Cell>
            <Cell label=t::HOOKS_STATE.s()><StatusBadge tone=tone label=label.s()/></Cell>
        </tr>
    }
}

/// What is watched in a line: «Pagos a proveedores, Municipalidad de …».
pub(super) fn watched(hook: &HookOut) -> String {
    let Some(watched) = &hook.watched else {
        return t::HOOKS_OVER.s().to_owned();
    };
    let owner = watched
        .municipality
        .as_ref()
        .map(|owner| owner.name.clone());
    let owner = owner.unwrap_or_else(|| t::HOOKS_ALL.s().to_owned());
    let narrowed = watched.narrowed_by.iter();
    let narrowed = narrowed.map(|one| format!("{}: {}", one.label, one.text));
    let parts = [watched.title.clone(), owner].into_iter().chain(narrowed);
    parts.collect::<Vec<_>>().join(", ")
}

/// A state in words.
pub(super) const fn state(state: WatchState) -> (Tone, Text) {
    match state {
        WatchState::Pending => (Tone::Neutral, t::HOOKS_PENDING),
        WatchState::Confirmed => (Tone::Success, t::HOOKS_ON),
        WatchState::Paused => (Tone::Warning, t::HOOKS_PAUSED),
        WatchState::Ended => (Tone::Neutral, t::HOOKS_ENDED),
    }
}
