//! Pages with an address of their own.

use shared::features::portal_admin::{ContentKind, PageIn};
use shared::text::slug::slug;

use crate::features::portal_admin::content::fields::{Field, Input};
use crate::features::portal_admin::content::{Editable, Words};
use crate::i18n::t;
use crate::ui::InputWidth;

impl Editable for PageIn {
    const KIND: ContentKind = ContentKind::Pages;
    const PAGE: &'static str = "/admin/portal/paginas";
    const WORDS: Words = Words {
        title: t::CONTENT_PAGES_TITLE,
        lead: t::CONTENT_PAGES_LEAD,
        add: t::CONTENT_PAGES_ADD,
        icon: "file-text",
    };
    const FIELDS: &'static [Field<Self>] = &[
        Field::<Self>::new(
            "title",
            t::CONTENT_PAGE_TITLE,
            Input::Line("text", InputWidth::Full, 120),
            |it| it.title.clone(),
            |it, text| {
                it.title = text;
                true
            },
        )
        .suggests("slug", slug),
        Field::<Self>::new(
            "slug",
            t::CONTENT_PAGE_SLUG,
            Input::Line("text", InputWidth::Full, 80),
            |it| it.slug.clone(),
            |it, text| {
                it.slug = text;
                true
            },
        )
        .hint(t::CONTENT_PAGE_SLUG_HINT),
        Field::<Self>::new(
            "summary",
            t::CONTENT_PAGE_SUMMARY,
            Input::Lines(2, 300),
            |it| it.summary.clone(),
            |it, text| {
                it.summary = text;
                true
            },
        )
        .hint(t::CONTENT_PAGE_SUMMARY_HINT),
        Field::<Self>::new(
            "body",
            t::CONTENT_PAGE_BODY,
            Input::Markdown,
            |it| it.body.clone(),
            |it, text| {
                it.body = text;
                true
            },
        )
        .hint(t::CONTENT_PAGE_BODY_HINT),
    ];

    fn label(&self) -> String {
        self.title.clone()
    }

    fn detail(&self) -> String {
        format!("paginas/{}", self.slug)
    }
}
