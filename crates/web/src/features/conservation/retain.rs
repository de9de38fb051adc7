//! A legal hold on one record, on the record's own screen: the holds that stand, and the way to place one.

use leptos::prelude::*;
use serde::de::IgnoredAny;
use shared::access::Permission;
use shared::features::conservation::{HOLDS_PATH, HoldIn, HoldOut, RecordKind, holds_of_path};
use shared::kit::page::Page;
use uuid::Uuid;

use crate::fetch::{Method, Remote, SendOptions, use_fetch};
use crate::format::date_time;
use crate::forms::FormState;
use crate::i18n::t;
use crate::session::use_session;
use crate::shell::skeleton;
use crate::staff::{refusal, send_form};
use crate::ui::{Button, ButtonKind, Dialog, Form, Notice, TextArea, TextInput, Toasts, Tone};

/// The section of a record of the platform; nothing for who may not keep records.
pub fn hold_section(kind: RecordKind, subject: Uuid) -> AnyView {
    if !use_session().can(Permission::ConservationManage) {
        return ().into_any();
    }
    let list = use_fetch::<Page<HoldOut>>(move || holds_of_path(subject));
    let open = RwSignal::new(false);
    view! {
        <section class="l-stack">
            <h2>{t::HOLD_ONE.s()}</h2>
            {list.show(|| skeleton(2), |page| standing(page.items))}
            <p><Button icon="lock" on_click=move |()| open.set(true)>{t::HOLD_RETAIN.s()}</Button></p>
            <Dialog id="hold-place" open=open title=t::HOLD_PLACE.s()>
                {move || open.get().then(|| place_form(kind, subject, open, list))}
            </Dialog>
        </section>
    }
    .into_any()
}

fn standing(holds: Vec<HoldOut>) -> AnyView {
    let stand: Vec<_> = holds
        .into_iter()
        .filter(|hold| hold.lifted_at.is_none())
        .collect();
    if stand.is_empty() {
        return view! { <p class="u-muted">{t::HOLD_ONE_NONE.s()}</p> }.into_any();
    }
    let notice = |hold: HoldOut| {
        let placed = format!("{}, {}", hold.placed_by, date_time(hold.placed_at));
        view! {
            <Notice tone=Tone::Warning title=t::HOLD_STANDS.s()>
                <p>{hold.reason}</p>
                <p class="u-small">{hold.legal_basis}</p>
                <p class="u-small u-muted">{placed}</p>
            </Notice>
        }
    };
    stand.into_iter().map(notice).collect_view().into_any()
}

fn place_form(
    kind: RecordKind,
    subject: Uuid,
    open: RwSignal<bool>,
    list: Remote<Page<HoldOut>>,
) -> AnyView {
    let toasts = Toasts::here();
    let form = FormState::new();
    let (reason, basis) = (form.field("reason", ""), form.field("legal_basis", ""));
    let submit = Callback::new(move |()| {
        let body = HoldIn {
            municipality_id: None,
            kind,
            subject_id: Some(subject),
            reason: reason.text(),
            legal_basis: basis.text(),
        };
        let done = move |_: IgnoredAny| {
            open.set(false);
            toasts.success(t::HOLD_PLACED.s());
            list.refetch();
        };
        let path = HOLDS_PATH.to_owned();
        send_form(form, Method::Post, path, body, SendOptions::once(), done);
    });
    view! {
        <div class="l-stack">
            {refusal(form)}
            <p>{t::HOLD_LEAD.s()}</p>
            <Form on_submit=submit>
                <TextArea name="reason" label=t::CONSERVE_REASON.s() rows=3 max_chars=500 value=reason.value error=reason.error/>
                <TextInput name="legal_basis" label=t::HOLD_BASIS.s() hint=t::HOLD_BASIS_HINT.s() maxlength=200
                    value=basis.value error=basis.error/>
                <div class="dialog__actions">
                    <Button on_click=move |()| open.set(false)>{t::UI_CANCEL.s()}</Button>
                    <Button kind=ButtonKind::Primary submit=true icon="lock" busy=form.busy() busy_text=t::UI_WORKING.s()>
                        {t::HOLD_RETAIN.s()}
                    </Button>
                </div>
            </Form>
        </div>
    }
    .into_any()
}
