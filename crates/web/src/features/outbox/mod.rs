//! The mails of the platform: which ones left, which failed, and sending a failed one again. In a demo, where nobody
//! receives any, also what they say.

use leptos::prelude::*;
use shared::access::Permission;
use shared::features::platform::{
    MAILS_PATH, MailListItem, MailOut, MailStatus, mail_path, mail_resend_path,
};

use crate::env;
use crate::fetch::{Method, Remote, SendOptions, use_fetch};
use crate::format::date_time;
use crate::i18n::{Text, t};
use crate::page::{PageMeta, set_page};
use crate::routes::Params;
use crate::session::use_session;
use crate::shell::skeleton;
use crate::staff::{Act, History, PagedList, screen};
use crate::ui::{
    Breadcrumbs, Button, ButtonKind, Cell, Choice, Column, DataTable, EmptyState, FilterBar,
    KeyValue, KeyValueList, Notice, PageTitle, Select, StatusBadge, TextInput, Toasts, Tone,
};

const PAGE: &str = "/admin/correos";

type List = PagedList<MailListItem, 2>;

/// The page `/admin/correos`.
pub fn list(_params: &Params) -> AnyView {
    let list = List::read(
        PAGE,
        MAILS_PATH,
        [("estado", "status"), ("dominio", "domain")],
    );
    let lead = if env::boot().demo {
        t::MAIL_LEAD
    } else {
        t::MAIL_LEAD_OFFICIAL
    };
    screen(
        t::MAIL_TITLE,
        lead,
        view! {
            {filters(list)}
            {list.view(move |items| table(items, list.is_narrowed()))}
            <History kind="mail"/>
        },
    )
}

fn filters(list: List) -> impl IntoView {
    let typed = list.typed();
    let [chosen, domain] = typed;
    let go = list.narrow(typed);
    let options: Vec<_> = MailStatus::ALL
        .iter()
        .map(|one| Choice::new(one.as_str(), status(*one).1.s()))
        .collect();
    let chips = list.chips(|name, value| match name {
        "dominio" => Some(format!("@{value}")),
        _ => value
            .parse::<MailStatus>()
            .ok()
            .map(|known| status(known).1.s().to_owned()),
    });
    view! {
        <FilterBar label=t::MAIL_FILTER.s() chips=chips clear_href=PAGE on_submit=go>
            <Select name="status" label=t::MAIL_STATUS.s() value=chosen optional=true options=options
                empty=t::DIRECTORY_FILTER_ALL.s() on_change=go/>
            <TextInput name="domain" label=t::MAIL_DOMAIN.s() hint=t::MAIL_DOMAIN_HINT.s() value=domain optional=true/>
        </FilterBar>
    }
}

fn table(items: Vec<MailListItem>, narrowed: bool) -> AnyView {
    if items.is_empty() && narrowed {
        return view! {
            <EmptyState icon="mail" title=t::MAIL_NONE_FOUND.s()><a href=PAGE>{t::MAIL_SHOW_ALL.s()}</a></EmptyState>
        }
        .into_any();
    }
    if items.is_empty() {
        return view! { <EmptyState icon="mail" title=t::MAIL_EMPTY_TITLE.s() text=t::MAIL_EMPTY_TEXT.s()/> }.into_any();
    }
    let heads = [t::MAIL_SUBJECT, t::MAIL_TO, t::MAIL_STATUS, t::MAIL_DATE];
    let columns: Vec<_> = heads.iter().map(|label| Column::text(label.s())).collect();
    let rows = items.into_iter().map(|mail| {
        let href = format!("{PAGE}/{}", mail.id);
        let (tone, status) = status(mail.status);
        let error = mail.last_error.clone();
        let about = about(&mail);
        view! {
            <tr>
                <Cell label=t::MAIL_SUBJECT.s() primary=true><a href=href>{about}</a></Cell>
                <Cell label=t::MAIL_TO.s()>{mail.to}</Cell>
                <Cell label=t::MAIL_STATUS.s()>
                    <StatusBadge tone=tone label=status.s()/>
                    {error.map(|error| view! { <span class="u-small u-muted staff-below">{error}</span> })}
                </Cell>
                <Cell label=t::MAIL_DATE.s()>{date_time(mail.created_at)}</Cell>
            </tr>
        }
    });
    view! {
        <DataTable id="mails" caption=t::MAIL_TITLE.s() hide_caption=true columns=columns>{rows.collect_view()}</DataTable>
    }
    .into_any()
}

/// The subject where it may be shown, else the kind of mail.
fn about(mail: &MailListItem) -> String {
    mail.subject
        .clone()
        .unwrap_or_else(|| mail.template.clone())
}

const fn status(status: MailStatus) -> (Tone, Text) {
    match status {
        MailStatus::Queued => (Tone::Info, t::MAIL_QUEUED),
        MailStatus::Sent => (Tone::Success, t::MAIL_SENT),
        MailStatus::Failed => (Tone::Danger, t::MAIL_FAILED),
    }
}

/// The page `/admin/correos/{id}`.
pub fn detail(params: &Params) -> AnyView {
    let id = params.get("id");
    let path = mail_path(&id);
    let found = use_fetch::<MailOut>(move || path.clone());
    set_page(|| PageMeta::new(t::MAIL_TITLE.s(), "").hidden(200));
    view! {
        <div class="l-stack l-stack--l staff-screen">
            <Breadcrumbs items=vec![(t::MAIL_TITLE.s().to_owned(), PAGE.to_owned())] current=t::MAIL_ONE.s()/>
            {found.show(|| skeleton(8), move |one| mail(one, found))}
            <History kind="mail" id=id/>
        </div>
    }
    .into_any()
}

fn mail(mail: MailOut, found: Remote<MailOut>) -> AnyView {
    let item = mail.item;
    let (tone, label) = status(item.status);
    let text = match mail.text {
        Some(text) => view! { <div class="card staff-mail">{paragraphs(&text)}</div> }.into_any(),
        None => view! { <Notice tone=Tone::Info><p>{t::MAIL_CLOSED.s()}</p></Notice> }.into_any(),
    };
    let sent = item.sent_at.map(date_time);
    view! {
        <PageTitle title=about(&item)><StatusBadge tone=tone label=label.s()/></PageTitle>
        {(item.status == MailStatus::Failed).then(|| failed(&item, found))}
        <KeyValueList>
            <KeyValue label=t::MAIL_TO.s()>{item.to}</KeyValue>
            <KeyValue label=t::MAIL_KIND.s()><code>{item.template}</code></KeyValue>
            <KeyValue label=t::MAIL_DATE.s()>{date_time(item.created_at)}</KeyValue>
            {sent.map(|at| view! { <KeyValue label=t::MAIL_SENT.s()>{at}</KeyValue> })}
            <KeyValue label=t::MAIL_ATTEMPTS.s()>{item.attempts}</KeyValue>
        </KeyValueList>
        {text}
    }
    .into_any()
}

/// Why it was given up, and the way to try again.
fn failed(item: &MailListItem, found: Remote<MailOut>) -> AnyView {
    let may = use_session().can(Permission::OperationsManage);
    let (act, toasts) = (Act::new(), Toasts::here());
    let path = mail_resend_path(item.id);
    let resend = move |()| {
        let path = path.clone();
        act.run::<(), MailListItem>(Method::Post, path, (), SendOptions::default(), move |_| {
            toasts.success(t::MAIL_RESENT.s());
            found.refetch();
        });
    };
    let reason = item.last_error.clone();
    let button = may.then(|| {
        view! {
            <Button kind=ButtonKind::Primary icon="send" busy=act.busy() on_click=resend>{t::MAIL_RESEND.s()}</Button>
        }
    });
    view! {
        <Notice tone=Tone::Danger title=t::MAIL_FAILED.s()><p>{reason}</p></Notice>
        {act.view()}
        <div class="l-cluster">{button}</div>
    }
    .into_any()
}

/// The text with its addresses as links: in a demo this is where invitations are followed.
fn paragraphs(text: &str) -> impl IntoView + use<> {
    let lines: Vec<_> = text
        .lines()
        .map(|line| {
            let words: Vec<_> = line
                .split(' ')
                .map(|word| {
                    if word.starts_with("https://") || word.starts_with("http://") {
                        let (href, text) = (word.to_owned(), word.to_owned());
                        view! { <a href=href rel="external">{text}</a>" " }.into_any()
                    } else {
                        format!("{word} ").into_any()
                    }
                })
                .collect();
            view! { <p>{words}</p> }
        })
        .collect();
    lines
}
