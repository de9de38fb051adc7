//! The mails of a demo installation, where nobody receives any: the list and one mail.

use leptos::prelude::*;
use shared::features::platform::{MAILS_PATH, MailListItem, MailOut, MailStatus, mail_path};
use shared::kit::page::Page;

use crate::fetch::use_fetch;
use crate::format::{address, date_time};
use crate::i18n::{Text, t};
use crate::page::{PageMeta, set_page};
use crate::routes::Params;
use crate::shell::skeleton;
use crate::staff::{cursor_pager, query, screen, table_skeleton};
use crate::ui::{
    Breadcrumbs, Cell, Column, DataTable, EmptyState, KeyValue, KeyValueList, PageTitle,
    StatusBadge, Tone,
};

const PAGE: &str = "/admin/correos";

/// The page `/admin/correos`.
pub fn list(_params: &Params) -> AnyView {
    let cursor = query("cursor");
    let found = use_fetch::<Page<MailListItem>>(move || {
        address(MAILS_PATH, &[("cursor", &cursor.get()), ("limit", "50")])
    });
    let results = found.show(table_skeleton, move |page| {
        let next = page.next_cursor.clone();
        view! {
            {table(page.items)}
            {cursor_pager(PAGE, &[], &cursor.get_untracked(), next)}
        }
    });
    screen(
        t::MAIL_TITLE,
        t::MAIL_LEAD,
        view! { <div class="l-stack">{results}</div> },
    )
}

fn table(items: Vec<MailListItem>) -> AnyView {
    if items.is_empty() {
        return view! { <EmptyState icon="mail" title=t::MAIL_EMPTY_TITLE.s() text=t::MAIL_EMPTY_TEXT.s()/> }.into_any();
    }
    let heads = [t::MAIL_SUBJECT, t::MAIL_TO, t::MAIL_STATUS, t::MAIL_DATE];
    let columns: Vec<_> = heads.iter().map(|label| Column::text(label.s())).collect();
    let rows = items.into_iter().map(|mail| {
        let href = format!("{PAGE}/{}", mail.id);
        let (tone, status) = status(mail.status);
        view! {
            <tr>
                <Cell label=t::MAIL_SUBJECT.s() primary=true><a href=href>{mail.subject}</a></Cell>
                <Cell label=t::MAIL_TO.s()>{mail.to}</Cell>
                <Cell label=t::MAIL_STATUS.s()><StatusBadge tone=tone label=status.s()/></Cell>
                <Cell label=t::MAIL_DATE.s()>{date_time(mail.created_at)}</Cell>
            </tr>
        }
    });
    view! {
        <DataTable id="mails" caption=t::MAIL_TITLE.s() hide_caption=true columns=columns>{rows.collect_view()}</DataTable>
    }
    .into_any()
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
    let path = mail_path(&params.get("id"));
    let found = use_fetch::<MailOut>(move || path.clone());
    set_page(|| PageMeta::new(t::MAIL_TITLE.s(), "").hidden(200));
    view! {
        <div class="l-stack l-stack--l staff-screen">
            <Breadcrumbs items=vec![(t::MAIL_TITLE.s().to_owned(), PAGE.to_owned())] current=t::MAIL_ONE.s()/>
            {found.show(|| skeleton(8), mail)}
        </div>
    }
    .into_any()
}

fn mail(mail: MailOut) -> AnyView {
    let (tone, label) = status(mail.item.status);
    let paragraphs = paragraphs(&mail.text);
    view! {
        <PageTitle title=mail.item.subject><StatusBadge tone=tone label=label.s()/></PageTitle>
        <KeyValueList>
            <KeyValue label=t::MAIL_TO.s()>{mail.item.to}</KeyValue>
            <KeyValue label=t::MAIL_DATE.s()>{date_time(mail.item.created_at)}</KeyValue>
        </KeyValueList>
        <div class="card staff-mail">{paragraphs}</div>
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
