//! When and where an activity is: of a new one, and of one that is moved.

use leptos::prelude::*;
use shared::features::interests::VENUES;
use shared::features::interests::agenda::AgendaSlotIn;

use crate::features::visits_desk::choices;
use crate::forms::{FormField, FormState};
use crate::i18n::t;
use crate::ui::{DateField, InputWidth, RadioGroup, TextInput};

/// The fields.
#[derive(Clone, Copy)]
pub(super) struct SlotFields {
    day: FormField,
    start: FormField,
    end: FormField,
    venue: FormField,
    place: FormField,
}

impl SlotFields {
    pub(super) fn new(form: FormState, known: Option<&AgendaSlotIn>) -> Self {
        let field = |name: &str, text: Option<String>| {
            form.field(format!("slot.{name}"), text.unwrap_or_default())
        };
        let venue = known.map_or_else(|| "seat".to_owned(), |slot| slot.venue.clone());
        Self {
            day: field(
                "agenda_date",
                known.map(|slot| slot.agenda_date.to_string()),
            ),
            start: field("start_time", known.map(|slot| slot.start_time.clone())),
            end: field("end_time", known.and_then(|slot| slot.end_time.clone())),
            venue: field("venue", Some(venue)),
            place: field("place", known.and_then(|slot| slot.place.clone())),
        }
    }

    /// What is typed; `None` where the day is missing, which then says so.
    pub(super) fn read(self, form: FormState) -> Option<AgendaSlotIn> {
        let Ok(agenda_date) = self.day.text().parse() else {
            form.refuse_field("slot.agenda_date", t::FORM_REQUIRED.s());
            return None;
        };
        Some(AgendaSlotIn {
            agenda_date,
            start_time: self.start.text(),
            end_time: self.end.optional(),
            venue: self.venue.text(),
            place: self.place.optional(),
        })
    }

    pub(super) fn view(self) -> impl IntoView {
        view! {
            <div class="l-cluster">
                <DateField name="slot.agenda_date" label=t::ACTS_DAY.s() value=self.day.value error=self.day.error/>
                <TextInput name="slot.start_time" label=t::AGENDA_ITEMS_START.s() kind="time" width=InputWidth::Short
                    value=self.start.value error=self.start.error/>
                <TextInput name="slot.end_time" label=t::AGENDA_ITEMS_END.s() kind="time" optional=true
                    width=InputWidth::Short value=self.end.value error=self.end.error/>
            </div>
            <RadioGroup name="slot.venue" label=t::ACTS_VENUE.s() value=self.venue.value options=choices(VENUES)
                error=self.venue.error/>
            <TextInput name="slot.place" label=t::DOOR_PLACE.s() optional=true maxlength=150 value=self.place.value
                error=self.place.error/>
        }
    }
}
