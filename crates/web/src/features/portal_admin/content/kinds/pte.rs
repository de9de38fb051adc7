//! Headings of the Portal de Transparencia Estándar.

use shared::features::portal_admin::content::{Periodicity, PteTheme};
use shared::features::portal_admin::{ContentKind, PteItemIn};

use crate::features::portal_admin::content::fields::{Field, Input, maybe_day, some};
use crate::features::portal_admin::content::{Editable, Words};
use crate::format::short_date;
use crate::i18n::t;
use crate::ui::{Choice, InputWidth};

impl Editable for PteItemIn {
    const KIND: ContentKind = ContentKind::PteItems;
    const PAGE: &'static str = "/admin/portal/transparencia";
    const WORDS: Words = Words {
        title: t::CONTENT_PTE_TITLE,
        lead: t::CONTENT_PTE_LEAD,
        add: t::CONTENT_PTE_ADD,
        icon: "scale",
    };
    const FIELDS: &'static [Field<Self>] = &[
        Field::<Self>::new(
            "theme",
            t::CONTENT_PTE_THEME,
            Input::Choice(themes),
            |it| it.theme.as_str().to_owned(),
            |it, text| text.parse().map(|theme| it.theme = theme).is_ok(),
        ),
        Field::<Self>::new(
            "title",
            t::CONTENT_PTE_NAME,
            Input::Line("text", InputWidth::Full, 160),
            |it| it.title.clone(),
            |it, text| {
                it.title = text;
                true
            },
        ),
        Field::<Self>::new(
            "detail",
            t::CONTENT_PTE_DETAIL,
            Input::Lines(2, 400),
            |it| it.detail.clone().unwrap_or_default(),
            |it, text| {
                it.detail = some(text);
                true
            },
        )
        .optional(),
        Field::<Self>::new(
            "periodicity",
            t::CONTENT_PTE_PERIODICITY,
            Input::Choice(periods),
            |it| it.periodicity.as_str().to_owned(),
            |it, text| text.parse().map(|period| it.periodicity = period).is_ok(),
        ),
        Field::<Self>::new(
            "legal_basis",
            t::CONTENT_LEGAL_BASIS,
            Input::Line("text", InputWidth::Full, 200),
            |it| it.legal_basis.clone(),
            |it, text| {
                it.legal_basis = text;
                true
            },
        ),
        Field::<Self>::new(
            "href",
            t::CONTENT_PTE_HREF,
            Input::Line("text", InputWidth::Full, 2000),
            |it| it.href.clone().unwrap_or_default(),
            |it, text| {
                it.href = some(text);
                true
            },
        )
        .hint(t::CONTENT_PTE_HREF_HINT)
        .optional(),
        Field::<Self>::new(
            "updated_on",
            t::CONTENT_PTE_UPDATED,
            Input::Date,
            |it| it.updated_on.map(|day| day.to_string()).unwrap_or_default(),
            |it, text| maybe_day(&text, &mut it.updated_on),
        )
        .optional(),
        Field::<Self>::new(
            "national_url",
            t::CONTENT_PTE_NATIONAL,
            Input::Line("url", InputWidth::Full, 2000),
            |it| it.national_url.clone(),
            |it, text| {
                it.national_url = text;
                true
            },
        )
        .hint(t::CONTENT_PTE_NATIONAL_HINT),
        Field::<Self>::new(
            "notice",
            t::CONTENT_PTE_NOTICE,
            Input::Lines(3, 600),
            |it| it.notice.clone().unwrap_or_default(),
            |it, text| {
                it.notice = some(text);
                true
            },
        )
        .hint(t::CONTENT_PTE_NOTICE_HINT)
        .optional(),
    ];

    fn label(&self) -> String {
        self.title.clone()
    }

    fn detail(&self) -> String {
        let state = match (&self.href, self.updated_on, &self.notice) {
            (Some(_), Some(day), _) => t::CONTENT_PTE_HERE.with(&[("date", &short_date(day))]),
            (_, _, Some(_)) => t::CONTENT_PTE_NOTICED.s().to_owned(),
            _ => t::CONTENT_PTE_ELSEWHERE.s().to_owned(),
        };
        format!("{} · {state}", self.theme.title())
    }
}

fn themes() -> Vec<Choice> {
    let all = PteTheme::ALL.iter();
    all.map(|theme| Choice::new(theme.as_str(), theme.title()))
        .collect()
}

fn periods() -> Vec<Choice> {
    let all = Periodicity::ALL.iter();
    all.map(|period| Choice::new(period.as_str(), period.title()))
        .collect()
}
