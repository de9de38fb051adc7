//! A video of the municipality.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::features::portal_admin::optional;
use crate::rules::{self, Violation};

/// A video that is published elsewhere.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "api", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct VideoIn {
    /// Its title.
    #[cfg_attr(feature = "api", schema(min_length = 3, max_length = 120))]
    pub title: String,
    /// Where it is watched.
    #[cfg_attr(
        feature = "api",
        schema(max_length = 2000, example = "https://www.youtube.com/watch?v=abc123")
    )]
    pub url: String,
    /// The day it was published.
    pub published_on: NaiveDate,
    /// What it shows, in one or two sentences.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "api", schema(max_length = 300))]
    pub description: Option<String>,
    /// Whether the video has captions (WCAG 2.2, 1.2.2).
    #[serde(default)]
    pub has_captions: bool,
    /// What is said and seen in it, as text, for those who do not hear or see it (WCAG 2.2, 1.2.3).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "api", schema(max_length = 40000))]
    pub transcript: Option<String>,
}

crate::checks!(VideoIn, |this, check| {
    let neither = !this.has_captions && this.transcript.is_none();
    let readable = if neither {
        Err(Violation::new(
            "no_alternative",
            "Escriba lo que se dice y se ve, o marque que el video tiene subtítulos.",
        ))
    } else {
        optional(&this.transcript, |text| rules::length(text, 10, 40_000))
    };
    check
        .field("title", rules::length(&this.title, 3, 120))
        .field("url", rules::https_url(&this.url))
        .field(
            "description",
            optional(&this.description, |text| rules::length(text, 10, 300)),
        )
        .field("transcript", readable);
});
