//! The page `/m/{slug}/videos`. Videos are links and not frames: no other site learns of a reader who does not ask for it.

use leptos::prelude::*;
use shared::features::content::{VideoPublic, videos_path};
use shared::kit::page::Page;

use super::blocks::portal_page;
use super::use_portal;
use crate::fetch::use_fetch;
use crate::format::short_date;
use crate::i18n::{t, written_tag};
use crate::routes::Params;
use crate::ui::{Card, Details, EmptyState, Icon, Skeleton, SkeletonKind};

/// The page `/m/{slug}/videos`.
pub fn videos(_params: &Params) -> AnyView {
    let Some(portal) = use_portal() else {
        return ().into_any();
    };
    let path = videos_path(&portal.slug);
    let found = use_fetch::<Page<VideoPublic>>(move || path.clone());
    let lead = t::VIDEOS_LEAD.with(&[("name", &portal.name)]);
    let content = found.show(
        || view! { <Skeleton kind=SkeletonKind::Cards count=3/> },
        |page| list(page.items),
    );
    portal_page(&portal, "videos", t::VIDEOS_TITLE.s(), lead, content)
}

fn list(videos: Vec<VideoPublic>) -> AnyView {
    if videos.is_empty() {
        return view! {
            <EmptyState icon="video" title=t::VIDEOS_EMPTY_TITLE.s() text=t::VIDEOS_EMPTY_TEXT.s()/>
        }
        .into_any();
    }
    let cards = videos.into_iter().map(card).collect_view();
    view! { <h2 class="u-vh">{t::VIDEOS_LIST.s()}</h2><div class="l-grid">{cards}</div> }.into_any()
}

fn card(video: VideoPublic) -> impl IntoView {
    let site = site_of(&video.url);
    // Whatever was stored, only a web address becomes a link.
    let link = video.url.starts_with("https://").then(|| {
        view! {
            <p>
                <a class="portal-way" href=video.url.clone() rel="external noopener noreferrer">
                    <Icon name="play"/>
                    {t::VIDEOS_WATCH.with(&[("site", &site)])}
                    <span class="u-vh">": "{video.title.clone()}</span>
                </a>
            </p>
        }
    });
    let day = video.published_on.map(short_date);
    let captions = video
        .has_captions
        .then(|| t::VIDEOS_CAPTIONS.s().to_owned());
    let about: Vec<_> = day.into_iter().chain(captions).collect();
    let about = (!about.is_empty()).then(|| about.join(" · "));
    let transcript = video.transcript_html.map(|html| {
        view! { <Details summary=t::VIDEOS_TRANSCRIPT.s()><div class="prose" lang=written_tag() inner_html=html></div></Details> }
    });
    view! {
        <Card title=video.title.clone()>
            <div class="l-stack l-stack--s">
                {video.description.map(|text| view! { <p>{text}</p> })}
                {about.map(|text| view! { <p class="u-small u-muted">{text}</p> })}
                {link}
                {transcript}
            </div>
        </Card>
    }
}

/// `www.youtube.com` of `https://www.youtube.com/watch?v=…`.
fn site_of(url: &str) -> String {
    let rest = url.strip_prefix("https://").unwrap_or_default();
    rest.split(['/', '?', '#'])
        .next()
        .unwrap_or_default()
        .to_owned()
}

#[cfg(test)]
mod tests {
    #[test]
    fn a_link_tells_to_which_site_it_leads() {
        assert_eq!(
            super::site_of("https://www.youtube.com/watch?v=1"),
            "www.youtube.com"
        );
        assert_eq!(super::site_of("javascript:alert(1)"), "");
    }
}
