//! What a desk needs to go on without a network, and the switch that makes a device a desk.

use chrono::{DateTime, Utc};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};
use shared::features::auth::MeTenant;
use shared::features::visits::desk::{CheckInIn, DeskVisit};
use shared::features::visits::officials::OfficialChoice;
use shared::features::visits::queue::Waiting;
use shared::features::visits::settings::VisitSettings;
use shared::rules::mask::mask_document;
use shared::time::short_time;

use super::Device;
use crate::i18n::t;
use crate::ui::{Checkbox, Details, TextInput};

/// The place of a desk: for whom it works, and what it knew when it last had a line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Seat {
    /// The municipality.
    pub(crate) municipality: MeTenant,
    /// Who worked there last.
    pub(crate) name: Option<String>,
    /// Who can be visited.
    pub(crate) officials: Vec<OfficialChoice>,
    /// Places and gates.
    pub(crate) settings: VisitSettings,
    /// Who was inside.
    pub(crate) inside: Vec<DeskVisit>,
    /// When that was.
    pub(crate) as_of: DateTime<Utc>,
}

/// The visits of an entry that waits, as the desk lists them.
pub(super) fn visits(
    waiting: &Waiting,
    entry: &CheckInIn,
    officials: &[OfficialChoice],
) -> Vec<DeskVisit> {
    let official = officials
        .iter()
        .find(|official| official.id == entry.meeting.official_id);
    let group = entry.ids.first().copied().unwrap_or_default();
    let entered = entry.entered_at.unwrap_or(waiting.recorded_at);
    let visits = entry.visitors.iter().zip(&entry.ids);
    let visits = visits.map(|(visitor, id)| DeskVisit {
        id: *id,
        version: 0,
        group_id: group,
        visitor_name: visitor.name.clone(),
        document_type: visitor.document_type.clone(),
        document_masked: visitor.document.as_deref().map(mask_document),
        visitor_kind: entry.meeting.visitor_kind.clone(),
        entity: entry.meeting.entity.clone(),
        official_id: entry.meeting.official_id,
        official_name: official
            .map(|official| official.name.clone())
            .unwrap_or_default(),
        office: official.map(|official| official.office.clone()),
        reason: entry.meeting.reason.clone(),
        place: entry.meeting.place.clone(),
        badge: visitor.badge.clone(),
        gate: entry.gate.clone(),
        minors: if *id == group { entry.minors } else { 0 },
        entered_at: entered,
        exited_at: entry.exited_at,
        lacks_exit: false,
        record_class: String::new(),
        correctable_until: entered,
        is_own: false,
        is_training: entry.is_training,
        is_withdrawn: false,
        captured_by: entry.captured_by.clone(),
    });
    visits.collect()
}

/// Where a device remembers that it is a desk, and its name.
#[cfg(feature = "csr")]
const REMEMBERED: &str = "munica-desk";

#[cfg(feature = "csr")]
fn remembered() -> Option<web_sys::Storage> {
    window().local_storage().ok().flatten()
}

/// The name of this device, where it is a desk.
#[cfg(feature = "csr")]
pub(super) fn name() -> Option<String> {
    let name = remembered()?.get_item(REMEMBERED).ok().flatten()?;
    Some(name).filter(|name| !name.is_empty())
}

/// A server is no desk.
#[cfg(feature = "ssr")]
pub(super) const fn name() -> Option<String> {
    None
}

/// Whether this device is a desk.
pub(super) fn is_desk() -> bool {
    #[cfg(feature = "csr")]
    {
        remembered().is_some_and(|storage| matches!(storage.get_item(REMEMBERED), Ok(Some(_))))
    }
    #[cfg(feature = "ssr")]
    false
}

#[cfg(feature = "csr")]
fn remember(is_desk: bool, name: &str) {
    if let Some(storage) = remembered() {
        // A browser that remembers nothing asks again next time.
        drop(if is_desk {
            storage.set_item(REMEMBERED, name)
        } else {
            storage.remove_item(REMEMBERED)
        });
    }
    // Elsewhere there are none, and the desk works while its page stays open.
    if is_desk && window().is_secure_context() {
        let workers = window().navigator().service_worker();
        drop(workers.register("/admin/sw.js"));
    }
}

/// The switch at the foot of the door.
pub(crate) fn switch(device: Device) -> impl IntoView {
    let typed = RwSignal::new(name().unwrap_or_default());
    #[cfg(feature = "csr")]
    Effect::new(move |before: Option<()>| {
        let (is_desk, name) = (device.is_desk.get(), typed.get());
        // Where it is one already the worker is looked for again; where it is none nothing is written.
        if is_desk || before.is_some() {
            remember(is_desk, name.trim());
        }
    });
    let has_waiting = Memo::new(move |_| device.waiting.with(|waiting| !waiting.is_empty()));
    let choice = move || {
        if has_waiting.get() {
            // Whoever switched it off would no longer see what waits.
            return view! { <p>{t::DESK_SWITCH_WAITS.s()}</p> }.into_any();
        }
        view! {
            <Checkbox name="is_desk" label=t::DESK_SWITCH.s() hint=t::DESK_SWITCH_HINT.s() checked=device.is_desk/>
        }
        .into_any()
    };
    let ready = move || {
        let at = device.kept_at.get().filter(|_| device.is_desk.get())?;
        let text = t::DESK_READY.with(&[("time", &short_time(at))]);
        Some(view! { <p class="u-small">{text}</p> })
    };
    view! {
        <Details summary=t::DESK_SWITCH_TITLE.s()>
            <p class="u-small u-muted">{t::DESK_SWITCH_TEXT.s()}</p>
            {choice}
            {ready}
            <TextInput name="device_name" label=t::DESK_DEVICE.s() optional=true maxlength=60 value=typed/>
        </Details>
    }
}
