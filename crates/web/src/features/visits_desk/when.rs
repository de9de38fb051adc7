//! A day and an hour of Lima in two fields, and why something is told late.

use chrono::{DateTime, NaiveDate, NaiveTime, Utc};
use leptos::prelude::*;
use shared::features::visits::clock::Interruption;
use shared::features::visits::desk::LateIn;
use shared::time::{lima_datetime, lima_instant};

use crate::forms::{FormField, FormState};
use crate::i18n::t;
use crate::ui::{Choice, DateField, InputWidth, RadioGroup, TextArea, TextInput};

/// A day and an hour.
#[derive(Clone, Copy)]
pub(crate) struct WhenFields {
    name: &'static str,
    day: FormField,
    hour: FormField,
    error: Signal<Option<String>>,
}

impl WhenFields {
    /// The fields of a moment that the API calls `name`.
    pub(crate) fn new(form: FormState, name: &'static str, at: Option<DateTime<Utc>>) -> Self {
        let local = at.map(lima_datetime);
        let text = |format: &str| local.map(|it| it.format(format).to_string());
        Self {
            name,
            day: form.field(format!("{name}.day"), text("%Y-%m-%d").unwrap_or_default()),
            hour: form.field(name, text("%H:%M").unwrap_or_default()),
            error: form.error(name),
        }
    }

    /// The moment; none while one of the two is missing.
    pub(crate) fn read(self) -> Option<DateTime<Utc>> {
        let day: NaiveDate = self.day.text().parse().ok()?;
        let hour = NaiveTime::parse_from_str(&self.hour.text(), "%H:%M").ok()?;
        Some(lima_instant(day.and_time(hour)))
    }

    /// The day that is typed, followed; none while it is no day.
    pub(crate) fn day(self) -> Option<NaiveDate> {
        self.day.value.with(|text| text.trim().parse().ok())
    }

    /// As if nobody had typed anything.
    pub(super) fn clear(self) {
        self.day.value.set(String::new());
        self.hour.value.set(String::new());
    }

    pub(crate) fn view(
        self,
        day: &'static str,
        hour: &'static str,
        optional: bool,
    ) -> impl IntoView {
        let day_name = format!("{}.day", self.name);
        view! {
            <div class="l-cluster">
                <DateField name=day_name label=day optional=optional value=self.day.value error=self.day.error/>
                <TextInput name=self.name label=hour kind="time" optional=optional width=InputWidth::Short
                    value=self.hour.value error=self.error/>
            </div>
        }
    }
}

/// Why an entry is told late.
#[derive(Clone, Copy)]
pub(super) struct LateFields {
    cause: FormField,
    reason: FormField,
}

impl LateFields {
    pub(super) fn new(form: FormState) -> Self {
        Self {
            cause: form.field("late.interruption", "forgotten"),
            reason: form.field("late.reason", ""),
        }
    }

    pub(super) fn read(self) -> Option<LateIn> {
        let reason = self.reason.optional()?;
        let interruption: Option<Interruption> = self.cause.text().parse().ok();
        Some(LateIn {
            interruption,
            reason,
        })
    }

    pub(super) fn clear(self) {
        self.cause.value.set("forgotten".to_owned());
        self.reason.value.set(String::new());
    }

    pub(super) fn view(self) -> impl IntoView {
        let causes = vec![
            Choice::new("forgotten", t::DOOR_LATE_FORGOTTEN.s()),
            Choice::new(Interruption::External.as_str(), t::DOOR_LATE_EXTERNAL.s()),
            Choice::new(Interruption::Internal.as_str(), t::DOOR_LATE_INTERNAL.s()),
        ];
        view! {
            <RadioGroup name="late.interruption" label=t::DOOR_LATE_CAUSE.s() value=self.cause.value options=causes/>
            <TextArea name="late.reason" label=t::DOOR_LATE_REASON.s() hint=t::DOOR_LATE_REASON_HINT.s() optional=true
                rows=2 max_chars=300 value=self.reason.value error=self.reason.error/>
        }
    }
}
