//! The page `/admin/visitas/puerta`: who comes in at the left, who is inside at the right.

use leptos::prelude::*;
use shared::features::interests::agenda::{AGENDA_PATH, AgendaItemOut};
use shared::features::visits::desk::{DeskVisit, ENTRIES_PATH};
use shared::features::visits::officials::{OFFICIALS_IN_FORCE_PATH, OfficialChoice};
use shared::features::visits::settings::{VISIT_SETTINGS_PATH, VisitSettings};
use shared::kit::page::Page;

#[cfg(feature = "csr")]
use super::offline::Seat;
use super::offline::{Device, OFFLINE, cut_off_notice, state, switch};
use super::{enter, inside};
use crate::fetch::{Remote, use_fetch};
use crate::format::address;
use crate::i18n::t;
use crate::live::keep_fresh;
use crate::routes::Params;
use crate::session::use_session;
use crate::staff::{screen, today};
use crate::ui::{Checkbox, Choice, Notice, Select, Tone};

/// What both columns work with.
#[derive(Clone, Copy)]
pub(super) struct Door {
    /// Who is inside.
    pub(super) inside: Remote<Page<DeskVisit>>,
    /// Who can be visited today.
    pub(super) officials: Remote<Page<OfficialChoice>>,
    /// What officials announced for today.
    pub(super) agenda: Remote<Page<AgendaItemOut>>,
    /// Places and gates.
    pub(super) settings: Remote<VisitSettings>,
    /// Whether what is entered is training.
    pub(super) is_training: RwSignal<bool>,
    /// At which gate the desk stands.
    pub(super) gate: RwSignal<String>,
    /// What the device knows by itself.
    pub(super) device: Device,
}

impl Door {
    pub(super) fn open() -> Self {
        let is_training = RwSignal::new(false);
        let list = move || {
            let training = if is_training.get() { "true" } else { "" };
            address(
                ENTRIES_PATH,
                &[("state", "inside"), ("is_training", training)],
            )
        };
        let inside = use_fetch(list);
        let session = use_session();
        let slug = move || Some(session.me().ready()?.tenant?.slug);
        // Another desk of the same municipality marks entries and exits too.
        keep_fresh(slug, ".door__list", || false, inside);
        let door = Self {
            inside,
            officials: use_fetch(|| OFFICIALS_IN_FORCE_PATH.to_owned()),
            agenda: use_fetch(|| address(AGENDA_PATH, &[("on", &today().to_string())])),
            settings: use_fetch(|| VISIT_SETTINGS_PATH.to_owned()),
            is_training,
            gate: RwSignal::default(),
            device: Device::of_page(),
        };
        door.follow_device();
        // Until the register is in production there is nothing but training.
        Effect::new(move |_| {
            if !door.is_in_production() {
                door.is_training.set(true);
            }
        });
        door
    }

    /// Whether what is entered is published; as long as nobody said otherwise, it is.
    fn is_in_production(self) -> bool {
        self.names()
            .is_none_or(|settings| settings.is_in_production)
    }

    /// What was sent meanwhile is read again, and what the desk needs without a network is kept.
    fn follow_device(self) {
        Effect::new(move |before: Option<()>| {
            self.device.sent.track();
            if before.is_some() {
                self.inside.refetch();
            }
        });
        #[cfg(feature = "csr")]
        Effect::new(move |_| {
            if let Some(seat) = self.seat() {
                super::offline::sit(self.device, seat);
            }
        });
    }

    /// What the desk needs to go on without a network, as the server just said it.
    #[cfg(feature = "csr")]
    fn seat(self) -> Option<Seat> {
        let me = use_session().me().ready()?;
        let is_kept = self.device.is_desk.get() && !self.is_training.get();
        let (officials, inside) = (self.officials.ready()?, self.inside.ready()?);
        is_kept.then_some(Seat {
            municipality: me.tenant?,
            name: Some(me.name),
            officials: officials.items,
            settings: self.settings.ready()?,
            inside: inside.items,
            as_of: crate::staff::now(),
        })
    }

    /// Who can be visited: as the server says, or as the device knows it.
    pub(super) fn choices(self) -> Vec<OfficialChoice> {
        let said = self.officials.ready().map(|page| page.items);
        let kept = || self.device.seat.get().map(|seat| seat.officials);
        said.or_else(kept).unwrap_or_default()
    }

    /// What officials announced for today; nothing without a network.
    pub(super) fn announced(self) -> Vec<AgendaItemOut> {
        let said = self.agenda.ready();
        said.map(|page| page.items).unwrap_or_default()
    }

    /// Places and gates, in the same way.
    pub(super) fn names(self) -> Option<VisitSettings> {
        let kept = || self.device.seat.get().map(|seat| seat.settings);
        self.settings.ready().or_else(kept)
    }

    /// Who is inside: as the server says, or as the device knows it, with what waits on it; none before either is known.
    pub(super) fn now_inside(self) -> Option<Vec<DeskVisit>> {
        let said = self.inside.ready().map(|page| page.items);
        let is_off_line = self.inside.failed_with(OFFLINE) && self.device.is_desk.get();
        let kept = || {
            let seat = self.device.seat.get()?;
            is_off_line.then_some(seat.inside)
        };
        let known = said.or_else(kept)?;
        Some(self.device.inside(known, self.is_training.get()))
    }

    /// At which gate the desk stands, where there are several.
    fn gates(self) -> impl IntoView {
        move || {
            let gates = self.names().map(|settings| settings.gates);
            let gates = gates.filter(|gates| gates.len() > 1)?;
            let options: Vec<_> = gates
                .into_iter()
                .map(|it| Choice::new(it.clone(), it))
                .collect();
            Some(view! {
                <Select name="gate" label=t::DOOR_GATE.s() optional=true value=self.gate options=options/>
            })
        }
    }
}

/// The page.
pub(super) fn page(_params: &Params) -> AnyView {
    let door = Door::open();
    let training = move || {
        let not_yet = (!door.is_in_production()).then(|| view! { <p>{t::GOLIVE_NOT_YET.s()}</p> });
        door.is_training.get().then(|| {
            view! {
                <Notice tone=Tone::Warning title=t::DOOR_TRAINING.s()><p>{t::DOOR_TRAINING_TEXT.s()}</p>{not_yet}</Notice>
            }
        })
    };
    let choice = move || {
        door.is_in_production().then(|| {
            view! {
                <Checkbox name="is_training" label=t::DOOR_TRAINING_SWITCH.s() hint=t::DOOR_TRAINING_HINT.s()
                    checked=door.is_training/>
            }
        })
    };
    screen(
        t::DOOR_TITLE,
        t::DOOR_LEAD,
        view! {
            {state(door.device)}
            {training}
            {door.gates()}
            <div class="door">
                <section class="l-stack door__enter" aria-labelledby="door-enter">
                    <h2 id="door-enter">{t::DOOR_ENTER.s()}</h2>
                    {enter::form(door)}
                </section>
                <section class="l-stack door__inside" aria-labelledby="door-inside">
                    {inside::column(door)}
                </section>
            </div>
            {choice}
            {switch(door.device)}
        },
    )
}

/// The door of a device that is cut off: no frame, since nobody knows who is signed in.
pub(crate) fn cut_off() -> AnyView {
    let device = Device::of_page();
    let door = page(&Params::default());
    view! {
        <main class="l-container l-section l-stack l-stack--l" id="main" tabindex="-1">
            {cut_off_notice(device)}
            {door}
        </main>
    }
    .into_any()
}
