//! Pages with an address of their own.

use shared::access::Permission;
use shared::features::portal_admin::{ContentKind, PageIn};
use shared::text::slug::slug;

use crate::features::portal_admin::content::fields::{Field, Input, field};
use crate::features::portal_admin::content::{Editable, Words};
use crate::i18n::t;

impl Editable for PageIn {
    const KIND: ContentKind = ContentKind::Pages;
    const PAGE: &'static str = "/admin/portal/paginas";
    const ITEM_PAGE: &'static str = "/admin/portal/paginas/{id}";
    const PERMISSION: Permission = Permission::ContentEdit;
    const WORDS: Words = Words {
        title: t::CONTENT_PAGES_TITLE,
        lead: t::CONTENT_PAGES_LEAD,
        add: t::CONTENT_PAGES_ADD,
        icon: "file-text",
    };
    const FIELDS: &'static [Field<Self>] = &[
        field!(title, t::CONTENT_PAGE_TITLE, Input::text(120)).suggests("slug", slug),
        field!(slug, t::CONTENT_PAGE_SLUG, Input::text(80)).hint(t::CONTENT_PAGE_SLUG_HINT),
        field!(summary, t::CONTENT_PAGE_SUMMARY, Input::Lines(2, 300))
            .hint(t::CONTENT_PAGE_SUMMARY_HINT),
        field!(body, t::CONTENT_PAGE_BODY, Input::Markdown).hint(t::CONTENT_PAGE_BODY_HINT),
    ];

    fn label(&self) -> String {
        self.title.clone()
    }

    fn detail(&self) -> String {
        format!("paginas/{}", self.slug)
    }
}
