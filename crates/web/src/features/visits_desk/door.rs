//! The page `/admin/visitas/puerta`: who comes in at the left, who is inside at the right.

use leptos::prelude::*;
use shared::features::visits::desk::{DeskVisit, ENTRIES_PATH};
use shared::features::visits::officials::{OFFICIALS_IN_FORCE_PATH, OfficialChoice};
use shared::features::visits::settings::{VISIT_SETTINGS_PATH, VisitSettings};
use shared::kit::page::Page;

use super::{enter, inside};
use crate::fetch::{Remote, use_fetch};
use crate::format::address;
use crate::i18n::t;
use crate::live::keep_fresh;
use crate::routes::Params;
use crate::session::use_session;
use crate::staff::screen;
use crate::ui::{Checkbox, Choice, Notice, Select, Tone};

/// What both columns work with.
#[derive(Clone, Copy)]
pub(super) struct Door {
    /// Who is inside.
    pub(super) inside: Remote<Page<DeskVisit>>,
    /// Who can be visited today.
    pub(super) officials: Remote<Page<OfficialChoice>>,
    /// Places and gates.
    pub(super) settings: Remote<VisitSettings>,
    /// Whether what is entered is training.
    pub(super) is_training: RwSignal<bool>,
    /// At which gate the desk stands.
    pub(super) gate: RwSignal<String>,
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
        Self {
            inside,
            officials: use_fetch(|| OFFICIALS_IN_FORCE_PATH.to_owned()),
            settings: use_fetch(|| VISIT_SETTINGS_PATH.to_owned()),
            is_training,
            gate: RwSignal::default(),
        }
    }

    /// At which gate the desk stands, where there are several.
    fn gates(self) -> impl IntoView {
        move || {
            let gates = self.settings.ready().map(|settings| settings.gates);
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
        door.is_training.get().then(|| {
            view! {
                <Notice tone=Tone::Warning title=t::DOOR_TRAINING.s()><p>{t::DOOR_TRAINING_TEXT.s()}</p></Notice>
            }
        })
    };
    screen(
        t::DOOR_TITLE,
        t::DOOR_LEAD,
        view! {
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
            <Checkbox name="is_training" label=t::DOOR_TRAINING_SWITCH.s() hint=t::DOOR_TRAINING_HINT.s()
                checked=door.is_training/>
        },
    )
}
