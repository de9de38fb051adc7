//! Entries of the calendar.

use chrono::NaiveDate;
use shared::access::Permission;
use shared::features::portal_admin::content::EventKind;
use shared::features::portal_admin::{ContentKind, EventIn};

use crate::features::portal_admin::content::fields::{Field, Input, field};
use crate::features::portal_admin::content::values::Chosen;
use crate::features::portal_admin::content::{Editable, Words};
use crate::format::short_date;
use crate::i18n::t;
use crate::ui::InputWidth;

impl Editable for EventIn {
    const KIND: ContentKind = ContentKind::Events;
    const PAGE: &'static str = "/admin/portal/agenda";
    const ITEM_PAGE: &'static str = "/admin/portal/agenda/{id}";
    const PERMISSION: Permission = Permission::ContentEdit;
    const WORDS: Words = Words {
        title: t::CONTENT_EVENTS_TITLE,
        lead: t::CONTENT_EVENTS_LEAD,
        add: t::CONTENT_EVENTS_ADD,
        icon: "calendar-days",
    };
    const FIELDS: &'static [Field<Self>] = &[
        field!(
            kind,
            t::CONTENT_EVENT_KIND,
            Input::Choice(EventKind::choices)
        ),
        field!(title, t::CONTENT_EVENT_NAME, Input::text(160)),
        field!(starts_on, t::CONTENT_EVENT_STARTS, Input::Date),
        field!(ends_on, t::CONTENT_EVENT_ENDS, Input::Date)
            .hint(t::CONTENT_EVENT_ENDS_HINT)
            .optional(),
        field!(
            time,
            t::CONTENT_EVENT_TIME,
            Input::Line("time", InputWidth::Short, 5)
        )
        .hint(t::CONTENT_EVENT_TIME_HINT)
        .optional(),
        field!(place, t::CONTENT_EVENT_PLACE, Input::text(200)).optional(),
        field!(description, t::CONTENT_EVENT_ABOUT, Input::Lines(3, 600)).optional(),
        field!(legal_basis, t::CONTENT_LEGAL_BASIS, Input::text(200)).optional(),
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
