//! The page `/admin/intereses/agenda/nueva`: an activity is announced.

use leptos::prelude::*;
use shared::features::interests::AGENDA_KINDS;
use shared::features::interests::agenda::{AGENDA_PATH, AgendaItemIn, AgendaItemOut};
use shared::features::visits::officials::{OFFICIALS_IN_FORCE_PATH, OfficialChoice};
use shared::kit::page::Page;

use super::slot::SlotFields;
use super::{AGENDA, officials};
use crate::features::visits_desk::choices;
use crate::fetch::{Method, SendOptions, use_fetch};
use crate::forms::FormState;
use crate::i18n::t;
use crate::routes::Params;
use crate::shell::skeleton;
use crate::staff::{opener, refusal, screen_under, send_form};
use crate::ui::{Button, ButtonKind, Form, LinkButton, Select, TextArea, Toasts};

/// The page.
pub(super) fn page(_params: &Params) -> AnyView {
    let found = use_fetch::<Page<OfficialChoice>>(|| OFFICIALS_IN_FORCE_PATH.to_owned());
    let content = found.show(|| skeleton(8), |page| form(page.items));
    screen_under(
        vec![(t::AGENDA_ITEMS_TITLE.s().to_owned(), AGENDA.to_owned())],
        t::AGENDA_ITEMS_ADD.s().to_owned(),
        t::AGENDA_ITEMS_ADD_LEAD.s().to_owned(),
        (),
        view! { <div class="l-stack staff-form">{content}</div> },
    )
}

fn form(all: Vec<OfficialChoice>) -> AnyView {
    let form = FormState::new();
    let official = form.field("official_id", "");
    let slot = SlotFields::new(form, None);
    let activity = form.field("activity", "");
    let kind = form.field("kind", "meeting");
    let participants = form.field("participants", "");
    let (toasts, go) = (Toasts::here(), opener());
    let submit = Callback::new(move |()| {
        let Some(slot) = slot.read(form) else {
            return;
        };
        let body = AgendaItemIn {
            official_id: official.text().parse().unwrap_or_default(),
            slot,
            activity: activity.text(),
            kind: kind.text(),
            participants: participants.optional(),
        };
        let go = go.clone();
        let done = move |item: AgendaItemOut| {
            toasts.success(t::AGENDA_ITEMS_ADDED.s());
            go(&format!("{AGENDA}/{}", item.id));
        };
        let path = AGENDA_PATH.to_owned();
        send_form(form, Method::Post, path, body, SendOptions::once(), done);
    });
    form.guard();
    let options = officials(all);
    view! {
        {refusal(form)}
        <Form on_submit=submit>
            <Select name="official_id" label=t::OFFICIALS_NAME.s() value=official.value options=options
                error=official.error/>
            <TextArea name="activity" label=t::AGENDA_ITEMS_ACTIVITY.s() rows=2 max_chars=300 value=activity.value
                error=activity.error/>
            <Select name="kind" label=t::AGENDA_ITEMS_KIND.s() value=kind.value options=choices(AGENDA_KINDS)
                error=kind.error/>
            {slot.view()}
            <TextArea name="participants" label=t::AGENDA_ITEMS_PARTICIPANTS.s() optional=true rows=2 max_chars=500
                value=participants.value error=participants.error/>
            <div class="l-cluster">
                <Button kind=ButtonKind::Primary submit=true busy=form.busy() busy_text=t::STAFF_SAVING.s()>
                    {t::AGENDA_ITEMS_PUBLISH.s()}
                </Button>
                <LinkButton href=AGENDA kind=ButtonKind::Quiet>{t::UI_CANCEL.s()}</LinkButton>
            </div>
        </Form>
    }
    .into_any()
}
