//! What the applicant takes home: the code, by when the platform answers, and how that was counted.

use leptos::prelude::*;
use shared::deadline::Deadline;
use shared::features::deadline_tool::DeadlineStep;
use shared::features::portal_requests::{PortalRequestReceipt, RequestDocument};

use super::TRACKING;
use crate::features::deadline::days;
use crate::format::{address, date_time, long_date};
use crate::i18n::{plural, t};
use crate::ui::{
    Button, CalendarExplain, CopyButton, Details, KeyValue, KeyValueList, LinkButton, Notice, Tone,
    dom,
};

const HEADING: &str = "request-receipt";

/// The receipt of a request or of its correction.
pub(super) fn receipt(answer: PortalRequestReceipt) -> AnyView {
    focus_on_receipt();
    let papers = documents(&answer.documents);
    let follow = address(TRACKING, &[("codigo", &answer.code)]);
    let due = long_date(answer.answer_by.due_on);
    let print = move |()| {
        // A browser that cannot print leaves the receipt on the screen.
        drop(window().print());
    };
    view! {
        <div class="l-stack l-stack--l">
            <h1 id=HEADING tabindex="-1">{t::RECEIPT_TITLE.s()}</h1>
            <Notice tone=Tone::Success title=t::RECEIPT_NOTICE.s()>{t::RECEIPT_MAIL.s()}</Notice>
            <section class="receipt l-stack">
                <p class="u-muted">{t::RECEIPT_CODE.s()}</p>
                <p class="receipt__code"><strong>{answer.code.clone()}</strong></p>
                <CopyButton text=answer.code label=t::RECEIPT_COPY.s()/>
                <KeyValueList>
                    <KeyValue label=t::RECEIPT_RECEIVED.s()>{date_time(answer.submitted_at)}</KeyValue>
                    <KeyValue label=t::RECEIPT_ANSWER.s()>{due}</KeyValue>
                </KeyValueList>
                {count(&answer.answer_by)}
            </section>
            {papers}
            <section class="l-stack">
                <h2>{t::RECEIPT_NEXT_TITLE.s()}</h2>
                <ol>
                    <li>{t::RECEIPT_NEXT_REVIEW.s()}</li>
                    <li>{t::RECEIPT_NEXT_CORRECT.s()}</li>
                    <li>{t::RECEIPT_NEXT_CREATED.s()}</li>
                </ol>
            </section>
            <div class="l-cluster no-print">
                <LinkButton href=follow icon="clock">{t::RECEIPT_FOLLOW.s()}</LinkButton>
                <Button icon="printer" on_click=print>{t::RECEIPT_PRINT.s()}</Button>
            </div>
        </div>
    }
    .into_any()
}

/// What was issued on a request: each to download and to verify.
pub(super) fn documents(documents: &[RequestDocument]) -> Option<AnyView> {
    if documents.is_empty() {
        return None;
    }
    let items = documents.iter().map(|document| {
        let verify = format!("/verificar/{}", document.code);
        view! {
            <li>
                <a href=document.url.clone() rel="external" download="">{document.title.clone()}</a>
                " · "
                <a href=verify><span class="u-vh">{t::PAPER_VERIFY.s()}" "</span><span class="u-num">{document.code.clone()}</span></a>
            </li>
        }
    });
    let items = items.collect_view();
    Some(
        view! {
            <section class="l-stack">
                <h2>{t::RECEIPT_DOCUMENTS.s()}</h2>
                <ul>{items}</ul>
                <p class="u-small u-muted">{t::RECEIPT_DOCUMENTS_TEXT.s()}</p>
            </section>
        }
        .into_any(),
    )
}

/// The receipt takes the place of the form: the focus goes where the news is.
fn focus_on_receipt() {
    if cfg!(feature = "csr") {
        request_animation_frame(|| dom::focus(HEADING));
    }
}

/// "¿Cómo se cuenta?": the term day by day.
pub(super) fn count(deadline: &Deadline) -> AnyView {
    let steps = deadline.steps.iter().cloned().map(|step| DeadlineStep {
        date: step.date,
        counts: step.counts,
        reason: step.reason,
        source: step.source,
    });
    let days = days(steps.collect());
    let counted = days.iter().filter(|day| day.number.is_some()).count();
    let counted = u64::try_from(counted).unwrap_or_default();
    let caption = plural(counted, t::DEADLINE_COUNTED_ONE, t::DEADLINE_COUNTED_MANY);
    view! {
        <Details summary=t::RECEIPT_COUNT.s()>
            <CalendarExplain caption=caption days=days/>
        </Details>
    }
    .into_any()
}
