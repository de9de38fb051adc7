//! Organic units of the organisation chart.

use shared::features::portal_admin::{ContentKind, OrgUnitIn};

use crate::features::portal_admin::content::fields::{Field, Input};
use crate::features::portal_admin::content::{Editable, Words};
use crate::i18n::t;
use crate::ui::InputWidth;

impl Editable for OrgUnitIn {
    const KIND: ContentKind = ContentKind::OrgUnits;
    const PAGE: &'static str = "/admin/portal/unidades";
    const WORDS: Words = Words {
        title: t::CONTENT_UNITS_TITLE,
        lead: t::CONTENT_UNITS_LEAD,
        add: t::CONTENT_UNITS_ADD,
        icon: "network",
    };
    const FIELDS: &'static [Field<Self>] = &[
        Field::<Self>::new(
            "name",
            t::CONTENT_UNIT_NAME,
            Input::Line("text", InputWidth::Full, 160),
            |it| it.name.clone(),
            |it, text| {
                it.name = text;
                true
            },
        ),
        Field::<Self>::new(
            "siglas",
            t::CONTENT_UNIT_SIGLAS,
            Input::Line("text", InputWidth::Medium, 20),
            |it| it.siglas.clone(),
            |it, text| {
                it.siglas = text;
                true
            },
        )
        .hint(t::CONTENT_UNIT_SIGLAS_HINT),
    ];

    fn label(&self) -> String {
        self.name.clone()
    }

    fn detail(&self) -> String {
        self.siglas.clone()
    }
}
