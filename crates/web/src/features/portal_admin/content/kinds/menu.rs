//! Entries of the menu.

use shared::access::Permission;
use shared::features::portal_admin::{ContentKind, MenuItemIn};

use crate::features::portal_admin::content::fields::{Field, Input, field};
use crate::features::portal_admin::content::{Editable, Words};
use crate::i18n::t;

impl Editable for MenuItemIn {
    const KIND: ContentKind = ContentKind::Menu;
    const PAGE: &'static str = "/admin/portal/menu";
    const ITEM_PAGE: &'static str = "/admin/portal/menu/{id}";
    const PERMISSION: Permission = Permission::MenuEdit;
    const WORDS: Words = Words {
        title: t::CONTENT_MENU_TITLE,
        lead: t::CONTENT_MENU_LEAD,
        add: t::CONTENT_MENU_ADD,
        icon: "menu",
    };
    const FIELDS: &'static [Field<Self>] = &[
        field!(label, t::CONTENT_MENU_LABEL, Input::text(60)),
        field!(href, t::CONTENT_MENU_HREF, Input::text(2_000))
            .hint(t::CONTENT_MENU_HREF_HINT)
            .optional(),
    ];

    fn label(&self) -> String {
        self.label.clone()
    }

    fn detail(&self) -> String {
        if self.href.is_empty() {
            t::CONTENT_MENU_HEADING.s().to_owned()
        } else {
            self.href.clone()
        }
    }
}
