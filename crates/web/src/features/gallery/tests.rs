//! What every part must keep, checked on the gallery because it shows all of them.

use std::collections::BTreeSet;

use leptos::prelude::*;

use super::GalleryPage;

fn html() -> String {
    Owner::new().with(|| view! { <GalleryPage /> }.to_html())
}

/// Every value of an attribute, as it stands in the page.
fn values<'a>(html: &'a str, attribute: &str) -> Vec<&'a str> {
    let start = format!(" {attribute}=\"");
    html.split(&start)
        .skip(1)
        .filter_map(|rest| rest.split('"').next())
        .collect()
}

#[test]
fn no_part_needs_an_inline_style_which_the_content_policy_refuses() {
    let html = html();
    assert!(values(&html, "style").is_empty());
    assert!(!html.contains("<style"));
}

#[test]
fn ids_are_unique_and_every_reference_between_parts_leads_somewhere() {
    let html = html();
    let ids = values(&html, "id");
    let unique: BTreeSet<&str> = ids.iter().copied().collect();
    assert_eq!(ids.len(), unique.len(), "an id stands there twice");
    for attribute in [
        "for",
        "aria-controls",
        "aria-describedby",
        "aria-labelledby",
    ] {
        for id in values(&html, attribute)
            .iter()
            .flat_map(|value| value.split(' '))
        {
            assert!(unique.contains(id), "{attribute} names {id:?}");
        }
    }
}

#[test]
fn every_icon_that_is_shown_stands_in_the_sprite() {
    let sprite: BTreeSet<&str> = include_str!("../../../icons.txt").lines().collect();
    let html = html();
    let shown: BTreeSet<&str> = values(&html, "href")
        .into_iter()
        .filter(|href| href.contains("sprite"))
        .filter_map(|href| href.split('#').nth(1))
        .collect();
    assert!(shown.len() > 20);
    assert!(
        shown.is_subset(&sprite),
        "not in icons.txt: {:?}",
        shown.difference(&sprite)
    );
}

#[test]
fn every_link_within_the_page_leads_to_something_in_it() {
    let html = html();
    let ids: BTreeSet<&str> = values(&html, "id").into_iter().collect();
    let links = values(&html, "href");
    let targets: Vec<&str> = links
        .iter()
        .filter_map(|href| href.strip_prefix('#'))
        .collect();
    assert!(targets.len() > super::SECTIONS.len());
    for target in targets {
        assert!(ids.contains(target), "#{target}");
    }
}
