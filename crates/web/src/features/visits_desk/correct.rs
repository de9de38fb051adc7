//! The page `/admin/visitas/dia/{id}`: a visit is corrected or withdrawn. Both versions stay.

use leptos::prelude::*;
use shared::features::interests::agenda::{AGENDA_PATH, AgendaItemOut};
use shared::features::visits::desk::{
    DeskVisitDetail, VisitCorrectionIn, entry_path, withdrawal_path,
};
use shared::features::visits::officials::{OFFICIALS_IN_FORCE_PATH, OfficialChoice};
use shared::kit::page::Page;
use shared::registers::wire::WithdrawalIn;
use shared::time::{lima_date, short_time};
use uuid::Uuid;

use super::DAY;
use super::fields::{MeetingFields, VisitorFields};
use super::when::{LateFields, WhenFields};
use crate::fetch::{Method, Remote, SendOptions, use_fetch, use_fetch_when};
use crate::format::address;
use crate::forms::FormState;
use crate::i18n::t;
use crate::routes::Params;
use crate::shell::skeleton;
use crate::staff::{opener, refusal, screen_under, send_form};
use crate::ui::{
    Button, ButtonKind, Details, Form, InputWidth, LinkButton, Notice, TextArea, TextInput, Toasts,
    Tone,
};

type Found = Remote<DeskVisitDetail>;

/// The page.
pub(super) fn page(params: &Params) -> AnyView {
    let id: Uuid = params.get("id").parse().unwrap_or_default();
    let found: Found = use_fetch(move || entry_path(id));
    let officials = use_fetch_when::<Page<OfficialChoice>>(move || {
        let day = found
            .ready()
            .map(|detail| lima_date(detail.visit.entered_at));
        day.map(|day| address(OFFICIALS_IN_FORCE_PATH, &[("on", &day.to_string())]))
    });
    let content = found.show(
        || skeleton(8),
        move |detail| {
            // Whom he visited is among those of the day, or has to be chosen anew.
            let ready = move |page: Page<OfficialChoice>| body(detail.clone(), found, page.items);
            officials.show(|| skeleton(8), ready)
        },
    );
    screen_under(
        vec![(t::VISIT_DAY_TITLE.s().to_owned(), DAY.to_owned())],
        t::VISIT_CORRECT_TITLE.s().to_owned(),
        t::VISIT_CORRECT_LEAD.s().to_owned(),
        (),
        view! { <div class="l-stack staff-form">{content}</div> },
    )
}

fn body(detail: DeskVisitDetail, found: Found, officials: Vec<OfficialChoice>) -> AnyView {
    let until = short_time(detail.visit.correctable_until);
    let text = if detail.visit.is_own {
        t::VISIT_CORRECT_UNTIL.with(&[("time", &until)])
    } else {
        t::VISIT_CORRECT_OTHERS.s().to_owned()
    };
    let id = detail.visit.id;
    view! {
        <Notice tone=Tone::Info><p>{text}</p></Notice>
        {correction(detail, found, officials)}
        <Details summary=t::VISIT_WITHDRAW.s()>{withdrawal(id, found)}</Details>
    }
    .into_any()
}

fn correction(detail: DeskVisitDetail, found: Found, officials: Vec<OfficialChoice>) -> AnyView {
    let form = FormState::new();
    let official = officials
        .iter()
        .find(|it| it.id == detail.meeting.official_id);
    let visitor = VisitorFields::new(form, "visitor.", &detail.visitor);
    let meeting = MeetingFields::new(form, &detail.meeting, official.cloned());
    let entered = WhenFields::new(form, "entered_at", Some(detail.visit.entered_at));
    let exited = WhenFields::new(form, "exited_at", detail.visit.exited_at);
    let late = LateFields::new(form);
    let minors = form.field("minors", detail.visit.minors.to_string());
    let reason = form.field("reason", "");
    let (toasts, go) = (Toasts::here(), opener());
    let id = detail.visit.id;
    let submit = Callback::new(move |()| {
        let Some(entered_at) = entered.read() else {
            form.refuse_field("entered_at", t::FORM_REQUIRED.s());
            return;
        };
        let body = VisitCorrectionIn {
            visitor: visitor.read(),
            meeting: meeting.read(),
            entered_at,
            exited_at: exited.read(),
            late: late.read(),
            minors: minors.text().parse().unwrap_or_default(),
            reason: reason.text(),
        };
        let go = go.clone();
        let done = move |_: DeskVisitDetail| {
            toasts.success(t::STAFF_SAVED.s());
            go(DAY);
        };
        let options = found.etag().map(SendOptions::if_match).unwrap_or_default();
        send_form(form, Method::Put, entry_path(id), body, options, done);
    });
    let officials = StoredValue::new(officials);
    let day = lima_date(detail.visit.entered_at).to_string();
    let agenda = use_fetch::<Page<AgendaItemOut>>(move || address(AGENDA_PATH, &[("on", &day)]));
    let announced = move || agenda.ready().map(|page| page.items).unwrap_or_default();
    view! {
        {refusal(form)}
        <Form on_submit=submit>
            {visitor.view("visitor.")}
            {visitor.rest("visitor.")}
            {meeting.view(move || officials.get_value(), Vec::new)}
            {meeting.agenda(announced)}
            {meeting.remark()}
            {entered.view(t::DOOR_ENTERED_DAY.s(), t::DOOR_ENTERED_HOUR.s(), false)}
            {exited.view(t::DOOR_EXITED_DAY.s(), t::DOOR_EXITED_HOUR.s(), true)}
            <TextInput name="minors" label=t::DOOR_MINORS.s() hint=t::DOOR_MINORS_HINT.s() optional=true
                inputmode="numeric" maxlength=2 width=InputWidth::Short value=minors.value error=minors.error/>
            <Details summary=t::VISIT_CORRECT_LATE.s()>{late.view()}</Details>
            <TextArea name="reason" label=t::VISIT_CORRECT_REASON.s() hint=t::VISIT_CORRECT_REASON_HINT.s() rows=2
                max_chars=300 value=reason.value error=reason.error/>
            <div class="l-cluster">
                <Button kind=ButtonKind::Primary submit=true busy=form.busy() busy_text=t::STAFF_SAVING.s()>
                    {t::VISIT_CORRECT.s()}
                </Button>
                <LinkButton href=DAY kind=ButtonKind::Quiet>{t::UI_CANCEL.s()}</LinkButton>
            </div>
        </Form>
    }
    .into_any()
}

fn withdrawal(id: Uuid, found: Found) -> AnyView {
    let form = FormState::new();
    let reason = form.field("reason", "");
    let (toasts, go) = (Toasts::here(), opener());
    let submit = Callback::new(move |()| {
        let body = WithdrawalIn {
            reason: reason.text(),
        };
        let go = go.clone();
        let done = move |_: DeskVisitDetail| {
            toasts.success(t::VISIT_WITHDRAWN.s());
            go(DAY);
        };
        let options = found.etag().map(SendOptions::if_match).unwrap_or_default();
        send_form(form, Method::Post, withdrawal_path(id), body, options, done);
    });
    view! {
        {refusal(form)}
        <Form on_submit=submit>
            <p class="u-small u-muted">{t::VISIT_WITHDRAW_TEXT.s()}</p>
            <TextArea name="withdrawal" label=t::VISIT_WITHDRAW_REASON.s() rows=2 max_chars=300 value=reason.value
                error=reason.error/>
            <Button kind=ButtonKind::Danger submit=true busy=form.busy() busy_text=t::UI_WORKING.s()>
                {t::VISIT_WITHDRAW.s()}
            </Button>
        </Form>
    }
    .into_any()
}
