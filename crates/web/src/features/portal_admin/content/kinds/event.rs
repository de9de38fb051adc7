//! Entries of the calendar.

use chrono::NaiveDate;
use shared::features::portal_admin::content::EventKind;
use shared::features::portal_admin::{ContentKind, EventIn};

use crate::features::portal_admin::content::fields::{Field, Input, day, maybe_day, some};
use crate::features::portal_admin::content::{Editable, Words};
use crate::format::short_date;
use crate::i18n::t;
use crate::ui::{Choice, InputWidth};

impl Editable for EventIn {
    const KIND: ContentKind = ContentKind::Events;
    const PAGE: &'static str = "/admin/portal/agenda";
    const WORDS: Words = Words {
        title: t::CONTENT_EVENTS_TITLE,
        lead: t::CONTENT_EVENTS_LEAD,
        add: t::CONTENT_EVENTS_ADD,
        icon: "calendar-days",
    };
    const FIELDS: &'static [Field<Self>] = &[
        Field::<Self>::new(
            "kind",
            t::CONTENT_EVENT_KIND,
            Input::Choice(kinds),
            |it| it.kind.as_str().to_owned(),
            |it, text| text.parse().map(|kind| it.kind = kind).is_ok(),
        ),
        Field::<Self>::new(
            "title",
            t::CONTENT_EVENT_NAME,
            Input::Line("text", InputWidth::Full, 160),
            |it| it.title.clone(),
            |it, text| {
                it.title = text;
                true
            },
        ),
        Field::<Self>::new(
            "starts_on",
            t::CONTENT_EVENT_STARTS,
            Input::Date,
            |it| it.starts_on.to_string(),
            |it, text| day(&text, &mut it.starts_on),
        ),
        Field::<Self>::new(
            "ends_on",
            t::CONTENT_EVENT_ENDS,
            Input::Date,
            |it| it.ends_on.map(|day| day.to_string()).unwrap_or_default(),
            |it, text| maybe_day(&text, &mut it.ends_on),
        )
        .hint(t::CONTENT_EVENT_ENDS_HINT)
        .optional(),
        Field::<Self>::new(
            "time",
            t::CONTENT_EVENT_TIME,
            Input::Line("time", InputWidth::Short, 5),
            |it| it.time.clone().unwrap_or_default(),
            |it, text| {
                it.time = some(text);
                true
            },
        )
        .hint(t::CONTENT_EVENT_TIME_HINT)
        .optional(),
        Field::<Self>::new(
            "place",
            t::CONTENT_EVENT_PLACE,
            Input::Line("text", InputWidth::Full, 200),
            |it| it.place.clone().unwrap_or_default(),
            |it, text| {
                it.place = some(text);
                true
            },
        )
        .optional(),
        Field::<Self>::new(
            "description",
            t::CONTENT_EVENT_ABOUT,
            Input::Lines(3, 600),
            |it| it.description.clone().unwrap_or_default(),
            |it, text| {
                it.description = some(text);
                true
            },
        )
        .optional(),
        Field::<Self>::new(
            "legal_basis",
            t::CONTENT_LEGAL_BASIS,
            Input::Line("text", InputWidth::Full, 200),
            |it| it.legal_basis.clone().unwrap_or_default(),
            |it, text| {
                it.legal_basis = some(text);
                true
            },
        )
        .optional(),
    ];

    fn label(&self) -> String {
        self.title.clone()
    }

    fn detail(&self) -> String {
        format!("{} · {}", short_date(self.starts_on), self.kind.title())
    }

    fn day(&self) -> Option<NaiveDate> {
        Some(self.starts_on)
    }
}

fn kinds() -> Vec<Choice> {
    let all = EventKind::ALL.iter();
    all.map(|kind| Choice::new(kind.as_str(), kind.title()))
        .collect()
}
