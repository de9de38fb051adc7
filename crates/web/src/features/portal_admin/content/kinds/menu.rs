//! Entries of the menu.

use shared::features::portal_admin::{ContentKind, MenuItemIn};

use crate::features::portal_admin::content::fields::{Field, Input};
use crate::features::portal_admin::content::{Editable, Words};
use crate::i18n::t;
use crate::ui::InputWidth;

impl Editable for MenuItemIn {
    const KIND: ContentKind = ContentKind::Menu;
    const PAGE: &'static str = "/admin/portal/menu";
    const WORDS: Words = Words {
        title: t::CONTENT_MENU_TITLE,
        lead: t::CONTENT_MENU_LEAD,
        add: t::CONTENT_MENU_ADD,
        icon: "menu",
    };
    const FIELDS: &'static [Field<Self>] = &[
        Field::<Self>::new(
            "label",
            t::CONTENT_MENU_LABEL,
            Input::Line("text", InputWidth::Full, 60),
            |it| it.label.clone(),
            |it, text| {
                it.label = text;
                true
            },
        ),
        Field::<Self>::new(
            "href",
            t::CONTENT_MENU_HREF,
            Input::Line("text", InputWidth::Full, 2_000),
            |it| it.href.clone(),
            |it, text| {
                it.href = text;
                true
            },
        )
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
