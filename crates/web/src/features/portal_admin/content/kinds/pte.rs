//! Headings of the Portal de Transparencia Estándar.

use shared::access::Permission;
use shared::features::portal_admin::content::{Periodicity, PteTheme};
use shared::features::portal_admin::{ContentKind, PteItemIn};

use crate::features::portal_admin::content::fields::{Field, Input, field};
use crate::features::portal_admin::content::values::Chosen;
use crate::features::portal_admin::content::{Editable, Words};
use crate::format::short_date;
use crate::i18n::t;
use crate::ui::InputWidth;

impl Editable for PteItemIn {
    const KIND: ContentKind = ContentKind::PteItems;
    const PAGE: &'static str = "/admin/portal/transparencia";
    const ITEM_PAGE: &'static str = "/admin/portal/transparencia/{id}";
    const PERMISSION: Permission = Permission::TransparencyEdit;
    const WORDS: Words = Words {
        title: t::CONTENT_PTE_TITLE,
        lead: t::CONTENT_PTE_LEAD,
        add: t::CONTENT_PTE_ADD,
        icon: "scale",
    };
    const FIELDS: &'static [Field<Self>] = &[
        field!(
            theme,
            t::CONTENT_PTE_THEME,
            Input::Choice(PteTheme::choices)
        ),
        field!(title, t::CONTENT_PTE_NAME, Input::text(160)),
        field!(detail, t::CONTENT_PTE_DETAIL, Input::Lines(2, 400)).optional(),
        field!(
            periodicity,
            t::CONTENT_PTE_PERIODICITY,
            Input::Choice(Periodicity::choices)
        ),
        field!(legal_basis, t::CONTENT_LEGAL_BASIS, Input::text(200)),
        field!(href, t::CONTENT_PTE_HREF, Input::text(2000))
            .hint(t::CONTENT_PTE_HREF_HINT)
            .optional(),
        field!(updated_on, t::CONTENT_PTE_UPDATED, Input::Date).optional(),
        field!(
            national_url,
            t::CONTENT_PTE_NATIONAL,
            Input::Line("url", InputWidth::Full, 2000)
        )
        .hint(t::CONTENT_PTE_NATIONAL_HINT),
        field!(notice, t::CONTENT_PTE_NOTICE, Input::Lines(3, 600))
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
