//! Videos that are published elsewhere.

use shared::access::Permission;
use shared::features::portal_admin::{ContentKind, VideoIn};

use crate::features::portal_admin::content::fields::{Field, Input, field};
use crate::features::portal_admin::content::{Editable, Words};
use crate::format::short_date;
use crate::i18n::t;
use crate::ui::InputWidth;

impl Editable for VideoIn {
    const KIND: ContentKind = ContentKind::Videos;
    const PAGE: &'static str = "/admin/portal/videos";
    const ITEM_PAGE: &'static str = "/admin/portal/videos/{id}";
    const PERMISSION: Permission = Permission::ContentEdit;
    const WORDS: Words = Words {
        title: t::CONTENT_VIDEOS_TITLE,
        lead: t::CONTENT_VIDEOS_LEAD,
        add: t::CONTENT_VIDEOS_ADD,
        icon: "video",
    };
    const FIELDS: &'static [Field<Self>] = &[
        field!(title, t::CONTENT_VIDEO_TITLE, Input::text(120)),
        field!(
            url,
            t::CONTENT_VIDEO_URL,
            Input::Line("url", InputWidth::Full, 2000)
        )
        .hint(t::CONTENT_VIDEO_URL_HINT),
        field!(published_on, t::CONTENT_VIDEO_DATE, Input::Date),
        field!(description, t::CONTENT_VIDEO_ABOUT, Input::Lines(2, 300)).optional(),
        field!(has_captions, t::CONTENT_VIDEO_CAPTIONS, Input::Tick)
            .hint(t::CONTENT_VIDEO_CAPTIONS_HINT),
        field!(
            transcript,
            t::CONTENT_VIDEO_TRANSCRIPT,
            Input::Lines(8, 40_000)
        )
        .hint(t::CONTENT_VIDEO_TRANSCRIPT_HINT)
        .optional(),
    ];

    fn label(&self) -> String {
        self.title.clone()
    }

    fn detail(&self) -> String {
        short_date(self.published_on)
    }
}
