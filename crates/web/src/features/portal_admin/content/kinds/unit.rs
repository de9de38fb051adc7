//! Organic units of the organisation chart.

use shared::access::Permission;
use shared::features::portal_admin::{ContentKind, OrgUnitIn};

use crate::features::portal_admin::content::fields::{Field, Input, field};
use crate::features::portal_admin::content::{Editable, Words};
use crate::i18n::t;
use crate::ui::InputWidth;

impl Editable for OrgUnitIn {
    const KIND: ContentKind = ContentKind::OrgUnits;
    const PAGE: &'static str = "/admin/portal/unidades";
    const ITEM_PAGE: &'static str = "/admin/portal/unidades/{id}";
    const PERMISSION: Permission = Permission::ContentEdit;
    const WORDS: Words = Words {
        title: t::CONTENT_UNITS_TITLE,
        lead: t::CONTENT_UNITS_LEAD,
        add: t::CONTENT_UNITS_ADD,
        icon: "network",
    };
    const FIELDS: &'static [Field<Self>] = &[
        field!(name, t::CONTENT_UNIT_NAME, Input::text(160)),
        field!(
            siglas,
            t::CONTENT_UNIT_SIGLAS,
            Input::Line("text", InputWidth::Medium, 20)
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
