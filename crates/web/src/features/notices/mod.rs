//! Notices: what happened that the person has to know, with what he has not read marked.

use leptos::prelude::*;
use leptos::task::spawn_local;
use serde::de::IgnoredAny;
use shared::features::notices::{
    NOTICES_PATH, NOTICES_READ_PATH, NoticeKind, NoticeOut, notice_read_path,
};

use crate::fetch::{Method, SendOptions, send};
use crate::format::date_time;
use crate::i18n::{Text, t};
use crate::routes::Params;
use crate::session::{Session, use_session};
use crate::staff::{Act, PagedList, screen_with};
use crate::ui::{Button, EmptyState, StatusBadge, Tone};

const PAGE: &str = "/admin/avisos";

/// The page `/admin/avisos`.
pub fn page(_params: &Params) -> AnyView {
    let (session, act) = (use_session(), Act::new());
    let list = PagedList::<NoticeOut, 0>::read(PAGE, NOTICES_PATH, []);
    let read_all = move |()| {
        let path = NOTICES_READ_PATH.to_owned();
        act.run::<(), IgnoredAny>(Method::Post, path, (), SendOptions::default(), move |_| {
            list.found.refetch();
            session.refresh();
        });
    };
    screen_with(
        t::NOTICES_TITLE.s().to_owned(),
        t::NOTICES_LEAD.s().to_owned(),
        view! {
            <Button busy=act.busy() busy_text=t::UI_WORKING.s() on_click=read_all>{t::NOTICES_READ_ALL.s()}</Button>
        },
        view! {
            {act.view()}
            {list.view(move |items| rows(items, session))}
        },
    )
}

fn rows(items: Vec<NoticeOut>, session: Session) -> AnyView {
    if items.is_empty() {
        return view! { <EmptyState icon="bell" title=t::NOTICES_EMPTY_TITLE.s() text=t::NOTICES_EMPTY_TEXT.s()/> }
            .into_any();
    }
    let rows = items
        .into_iter()
        .map(|notice| row(notice, session))
        .collect_view();
    view! { <ol role="list" class="staff-rows">{rows}</ol> }.into_any()
}

/// Following the link is reading it.
fn row(notice: NoticeOut, session: Session) -> impl IntoView {
    let unread = notice.read_at.is_none();
    let path = notice_read_path(&notice.id.to_string());
    let follow = move |_| {
        if unread {
            let path = path.clone();
            spawn_local(async move {
                let sent = send::<(), IgnoredAny>(Method::Post, &path, &(), SendOptions::default());
                // What could not be marked stays unread; the person has gone on to what it is about.
                if sent.await.is_ok() {
                    session.refresh();
                }
            });
        }
    };
    view! {
        <li class="l-stack l-stack--s">
            <p class="u-small u-muted">{date_time(notice.created_at)}</p>
            <p class="l-cluster">
                <a href=notice.link on:click=follow><strong>{words(notice.kind).s()}</strong></a>
                {unread.then(|| view! { <StatusBadge tone=Tone::Info label=t::NOTICES_NEW.s()/> })}
            </p>
            <p>{notice.about}</p>
        </li>
    }
}

const fn words(kind: NoticeKind) -> Text {
    match kind {
        NoticeKind::RequestSubmitted => t::NOTICES_REQUEST_SUBMITTED,
        NoticeKind::RequestCorrected => t::NOTICES_REQUEST_CORRECTED,
        NoticeKind::RequestProposed => t::NOTICES_REQUEST_PROPOSED,
        NoticeKind::RequestReturned => t::NOTICES_REQUEST_RETURNED,
        NoticeKind::PortalCreated => t::NOTICES_PORTAL_CREATED,
        NoticeKind::GrantEnding => t::NOTICES_GRANT_ENDING,
        NoticeKind::BreakGlassOpened => t::NOTICES_BREAK_GLASS_OPENED,
        NoticeKind::WebhookPaused => t::NOTICES_WEBHOOK_PAUSED,
        NoticeKind::StageSubmitted => t::NOTICES_STAGE_SUBMITTED,
        NoticeKind::StageAccepted => t::NOTICES_STAGE_ACCEPTED,
        NoticeKind::StageReturned => t::NOTICES_STAGE_RETURNED,
        NoticeKind::TicketAsked => t::NOTICES_TICKET_ASKED,
        NoticeKind::TicketAnswered => t::NOTICES_TICKET_ANSWERED,
        NoticeKind::VisitsWithoutExit => t::NOTICES_VISITS_WITHOUT_EXIT,
    }
}
