//! Videos that are published elsewhere.

use shared::features::portal_admin::{ContentKind, VideoIn};

use crate::features::portal_admin::content::fields::{Field, Input, day, some};
use crate::features::portal_admin::content::{Editable, Words};
use crate::format::short_date;
use crate::i18n::t;
use crate::ui::InputWidth;

impl Editable for VideoIn {
    const KIND: ContentKind = ContentKind::Videos;
    const PAGE: &'static str = "/admin/portal/videos";
    const WORDS: Words = Words {
        title: t::CONTENT_VIDEOS_TITLE,
        lead: t::CONTENT_VIDEOS_LEAD,
        add: t::CONTENT_VIDEOS_ADD,
        icon: "video",
    };
    const FIELDS: &'static [Field<Self>] = &[
        Field::<Self>::new(
            "title",
            t::CONTENT_VIDEO_TITLE,
            Input::Line("text", InputWidth::Full, 120),
            |it| it.title.clone(),
            |it, text| {
                it.title = text;
                true
            },
        ),
        Field::<Self>::new(
            "url",
            t::CONTENT_VIDEO_URL,
            Input::Line("url", InputWidth::Full, 2000),
            |it| it.url.clone(),
            |it, text| {
                it.url = text;
                true
            },
        )
        .hint(t::CONTENT_VIDEO_URL_HINT),
        Field::<Self>::new(
            "published_on",
            t::CONTENT_VIDEO_DATE,
            Input::Date,
            |it| it.published_on.to_string(),
            |it, text| day(&text, &mut it.published_on),
        ),
        Field::<Self>::new(
            "description",
            t::CONTENT_VIDEO_ABOUT,
            Input::Lines(2, 300),
            |it| it.description.clone().unwrap_or_default(),
            |it, text| {
                it.description = some(text);
                true
            },
        )
        .optional(),
        Field::<Self>::new(
            "has_captions",
            t::CONTENT_VIDEO_CAPTIONS,
            Input::Tick,
            |it| it.has_captions.to_string(),
            |it, text| {
                it.has_captions = text == "true";
                true
            },
        )
        .hint(t::CONTENT_VIDEO_CAPTIONS_HINT),
        Field::<Self>::new(
            "transcript",
            t::CONTENT_VIDEO_TRANSCRIPT,
            Input::Lines(8, 40_000),
            |it| it.transcript.clone().unwrap_or_default(),
            |it, text| {
                it.transcript = some(text);
                true
            },
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
