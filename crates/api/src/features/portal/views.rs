//! What the public sees of each item, from what the municipality wrote.

use shared::features::content::{
    EventPublic, OfficePublic, PteItemPublic, PteThemePublic, VideoPublic,
};
use shared::features::portal::TransparencyShare;
use shared::features::portal_admin::content::PteTheme;
use shared::features::portal_admin::{ContentItemOut, EventIn, OfficeIn, PteItemIn, VideoIn};

use crate::kit::markdown;

/// An office, with its place in whole numbers.
pub(super) fn office(office: OfficeIn) -> OfficePublic {
    OfficePublic {
        name: office.name,
        address: Some(office.address),
        phone: office.phone,
        email: office.email,
        hours: office.hours,
        latitude_e6: office.position.map(|point| micro_degrees(point.latitude)),
        longitude_e6: office.position.map(|point| micro_degrees(point.longitude)),
    }
}

/// Degrees in Peru fit by far; a form's rule has checked them.
#[expect(
    clippy::as_conversions,
    clippy::cast_possible_truncation,
    reason = "bounded by the rule of the form"
)]
fn micro_degrees(degrees: f64) -> i32 {
    (degrees.clamp(-180.0, 180.0) * 1_000_000.0).round() as i32
}

/// A video, with what is said in it as harmless HTML.
pub(super) fn video(video: VideoIn) -> VideoPublic {
    VideoPublic {
        title: video.title,
        url: video.url,
        description: video.description,
        published_on: Some(video.published_on),
        has_captions: video.has_captions,
        transcript_html: video.transcript.as_deref().map(markdown::html),
    }
}

/// The headings of transparency below their themes, in the order of the PTE; themes without headings are left out.
pub(super) fn themes(items: Vec<PteItemIn>) -> Vec<PteThemePublic> {
    let of = |theme: PteTheme| PteThemePublic {
        title: theme.title().to_owned(),
        items: items
            .iter()
            .filter(|item| item.theme == theme)
            .cloned()
            .map(heading)
            .collect(),
    };
    let themes = PteTheme::ALL.iter().copied().map(of);
    themes.filter(|theme| !theme.items.is_empty()).collect()
}

/// How many of the headings are answered here, and when one of them changed last.
pub(super) fn share(items: &[PteItemIn]) -> TransparencyShare {
    let count = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    let answered = items
        .iter()
        .filter(|item| item.href.is_some() || item.notice.is_some());
    TransparencyShare {
        answered: count(answered.count()),
        headings: count(items.len()),
        updated_on: items.iter().filter_map(|item| item.updated_on).max(),
    }
}

fn heading(item: PteItemIn) -> PteItemPublic {
    PteItemPublic {
        title: item.title,
        detail: item.detail,
        periodicity: item.periodicity.title().to_owned(),
        legal_basis: item.legal_basis,
        href: item.href,
        updated_on: item.updated_on,
        national_url: item.national_url,
        notice: item.notice,
    }
}

/// An entry of the calendar.
pub(super) fn event(item: ContentItemOut<EventIn>) -> EventPublic {
    let event = item.value;
    EventPublic {
        id: item.id,
        kind: event.kind.title().to_owned(),
        starts_on: event.starts_on,
        ends_on: event.last_day(),
        title: event.title,
        time: event.time,
        place: event.place,
        description: event.description,
        legal_basis: event.legal_basis,
        updated_at: item.updated_at,
    }
}
