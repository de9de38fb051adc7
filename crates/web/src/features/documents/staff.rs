//! The screens `/admin/documentos` and `/admin/documentos-plataforma`: what was issued, and its end or replacement.

use leptos::prelude::*;
use serde::de::IgnoredAny;
use shared::features::documents::{
    DOCUMENTS_PATH, DocumentIn, DocumentItem, DocumentReplaceIn, DocumentRevokeIn, DocumentState,
    PLATFORM_DOCUMENTS_PATH,
};

use super::verify::{signature, state};
use crate::fetch::{Method, SendOptions};
use crate::format::date_time;
use crate::forms::{FormField, FormState};
use crate::i18n::{Text, t};
use crate::routes::Params;
use crate::staff::{Downloads, History, PagedList, refusal, screen, send_form};
use crate::ui::{
    Button, ButtonKind, Cell, Column, DataTable, Details, Dialog, EmptyState, Form, Notice,
    StatusBadge, TextArea, TextInput, Toasts, Tone,
};

type Documents = PagedList<DocumentItem, 0>;

/// Whose documents a screen shows.
#[derive(Clone, Copy)]
struct Issuer {
    page: &'static str,
    api: &'static str,
}

/// The page `/admin/documentos`: those of the municipality, with the form that issues one.
pub fn municipality(_params: &Params) -> AnyView {
    let issuer = Issuer {
        page: "/admin/documentos",
        api: DOCUMENTS_PATH,
    };
    let list = Documents::read(issuer.page, issuer.api, []);
    let issue = view! {
        <Details summary=t::PAPER_ISSUE.s()>{issue_form(list)}</Details>
    };
    screen(
        t::PAPER_TITLE,
        t::PAPER_LEAD,
        view! { {issue}{body(issuer, list)} },
    )
}

/// The page `/admin/documentos-plataforma`: receipts and certificates.
pub fn platform(_params: &Params) -> AnyView {
    let issuer = Issuer {
        page: "/admin/documentos-plataforma",
        api: PLATFORM_DOCUMENTS_PATH,
    };
    screen(
        t::PAPER_PLATFORM_TITLE,
        t::PAPER_PLATFORM_LEAD,
        body(issuer, Documents::read(issuer.page, issuer.api, [])),
    )
}

fn body(issuer: Issuer, list: Documents) -> AnyView {
    let chosen = RwSignal::new(None::<(Act, DocumentItem)>);
    let open = RwSignal::new(false);
    let title = Signal::derive(move || {
        let act = chosen.get().map(|(act, _)| act);
        act.unwrap_or(Act::Revoke).label().s().to_owned()
    });
    let choose = move |act: Act, item: DocumentItem| {
        chosen.set(Some((act, item)));
        open.set(true);
    };
    view! {
        <Notice tone=Tone::Info title=t::PAPER_UNSIGNED.s()><p>{t::PAPER_UNSIGNED_TEXT.s()}</p></Notice>
        {list.view(move |items| table(items, issuer, choose))}
        <Dialog id="document-end" open=open title=title>
            {move || chosen.get().map(|(act, item)| end_form(act, &item, issuer, open, list))}
        </Dialog>
        <History kind="document"/>
    }
    .into_any()
}

/// What ends a document.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Act {
    Revoke,
    Replace,
}

impl Act {
    const fn label(self) -> Text {
        match self {
            Self::Revoke => t::PAPER_REVOKE,
            Self::Replace => t::PAPER_REPLACE,
        }
    }
}

fn table(
    items: Vec<DocumentItem>,
    issuer: Issuer,
    choose: impl Fn(Act, DocumentItem) + Copy + Send + Sync + 'static,
) -> AnyView {
    if items.is_empty() {
        return view! { <EmptyState icon="file-text" title=t::PAPER_NONE.s() text=t::PAPER_NONE_TEXT.s()/> }.into_any();
    }
    let heads = [
        t::PAPER_ONE,
        t::VERIFY_ISSUED,
        t::DESK_STATE,
        t::VERIFY_SIGNATURE,
        t::MUNI_ACTS,
    ];
    let columns: Vec<_> = heads.iter().map(|label| Column::text(label.s())).collect();
    let downloads = Downloads::new();
    let rows = items
        .into_iter()
        .map(|item| row(item, issuer, choose, downloads))
        .collect_view();
    view! {
        <DataTable id="documents" caption=t::PAPER_TITLE.s() hide_caption=true columns=columns>{rows}</DataTable>
        {downloads.dialog()}
    }
    .into_any()
}

fn row(
    item: DocumentItem,
    issuer: Issuer,
    choose: impl Fn(Act, DocumentItem) + Copy + Send + Sync + 'static,
    downloads: Downloads,
) -> impl IntoView {
    let (tone, label) = state(item.state);
    let file = format!("{}/{}/file", issuer.api, item.code);
    let verify = format!("/verificar/{}", item.code);
    let why = item.reason.clone().map(|reason| {
        view! { <span class="u-small u-muted staff-below">{reason}</span> }
    });
    let other = item.replaced_by.clone().map(|code| {
        view! { <span class="u-small staff-below">{t::VERIFY_REPLACED_BY.s()}" "{code}</span> }
    });
    let (first, second) = (item.clone(), item.clone());
    let ends = (item.state == DocumentState::Valid).then(|| {
        view! {
            <Button on_click=move |()| choose(Act::Replace, first.clone())>{t::PAPER_REPLACE.s()}</Button>
            <Button kind=ButtonKind::Danger on_click=move |()| choose(Act::Revoke, second.clone())>{t::PAPER_REVOKE.s()}</Button>
        }
    });
    view! {
        <tr>
            <Cell label=t::PAPER_ONE.s() primary=true>
                {item.title}
                <span class="u-small u-muted staff-below u-num">{item.code}</span>
            </Cell>
            <Cell label=t::VERIFY_ISSUED.s()>{date_time(item.issued_at)}</Cell>
            <Cell label=t::DESK_STATE.s()><StatusBadge tone=tone label=label.s()/>{why}{other}</Cell>
            <Cell label=t::VERIFY_SIGNATURE.s()>{signature(item.signature).s()}</Cell>
            <Cell label=t::MUNI_ACTS.s()>
                <span class="l-cluster">
                    {downloads.link(file, t::EXPORT_DOWNLOAD)}
                    <a href=verify rel="external noopener" target="_blank">{t::PAPER_VERIFY.s()}</a>
                    {ends}
                </span>
            </Cell>
        </tr>
    }
}

/// Title and text of a document.
fn written(form: FormState, prefix: &str) -> (FormField, FormField, AnyView) {
    let (title_name, text_name) = (format!("{prefix}title"), format!("{prefix}text"));
    let title = form.field(title_name.clone(), "");
    let text = form.field(text_name.clone(), "");
    let fields = view! {
        <TextInput name=title_name label=t::PAPER_ONE.s() hint=t::PAPER_ONE_HINT.s() maxlength=120
            value=title.value error=title.error/>
        <TextArea name=text_name label=t::PAPER_TEXT.s() hint=t::PAPER_TEXT_HINT.s() rows=8 max_chars=6000
            value=text.value error=text.error/>
    };
    (title, text, fields.into_any())
}

fn issue_form(list: Documents) -> AnyView {
    let toasts = Toasts::here();
    let form = FormState::new();
    let (title, text, fields) = written(form, "");
    let submit = Callback::new(move |()| {
        let body = DocumentIn {
            title: title.text(),
            text: text.text(),
        };
        let done = move |_: IgnoredAny| {
            toasts.success(t::PAPER_ISSUED.s());
            list.found.refetch();
        };
        let path = DOCUMENTS_PATH.to_owned();
        send_form(form, Method::Post, path, body, SendOptions::once(), done);
    });
    view! {
        {refusal(form)}
        <Form on_submit=submit>
            {fields}
            <Button kind=ButtonKind::Primary submit=true busy=form.busy() busy_text=t::UI_WORKING.s()>{t::PAPER_ISSUE.s()}</Button>
        </Form>
    }
    .into_any()
}

fn end_form(
    act: Act,
    item: &DocumentItem,
    issuer: Issuer,
    open: RwSignal<bool>,
    list: Documents,
) -> AnyView {
    let toasts = Toasts::here();
    let form = FormState::new();
    let reason = form.field("reason", "");
    let (title, text, fields) = written(form, "document.");
    let base = format!("{}/{}", issuer.api, item.code);
    let submit = Callback::new(move |()| {
        let done = move |_: IgnoredAny| {
            open.set(false);
            toasts.success(t::PAPER_ENDED.s());
            list.found.refetch();
        };
        let reason = reason.text();
        let (post, once) = (Method::Post, SendOptions::once());
        if act == Act::Revoke {
            let body = DocumentRevokeIn { reason };
            send_form(form, post, format!("{base}/revoke"), body, once, done);
            return;
        }
        let document = DocumentIn {
            title: title.text(),
            text: text.text(),
        };
        let body = DocumentReplaceIn { reason, document };
        send_form(form, post, format!("{base}/replace"), body, once, done);
    });
    let fields = (act == Act::Replace).then_some(fields);
    view! {
        <div class="l-stack">
            <p>{item.title.clone()}" · "{item.code.clone()}</p>
            {refusal(form)}
            <Form on_submit=submit>
                <TextArea name="reason" label=t::CONSERVE_REASON.s() hint=t::PAPER_REASON_HINT.s() rows=2 max_chars=300
                    value=reason.value error=reason.error/>
                {fields}
                <div class="dialog__actions">
                    <Button on_click=move |()| open.set(false)>{t::UI_CANCEL.s()}</Button>
                    <Button kind=ButtonKind::Danger submit=true busy=form.busy() busy_text=t::UI_WORKING.s()>{act.label().s()}</Button>
                </div>
            </Form>
        </div>
    }
    .into_any()
}
