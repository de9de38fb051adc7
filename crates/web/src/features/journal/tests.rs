//! What anybody reads of the journals.

use crate::portal_app::app_of;
use crate::ssr::testing::{page, shows};

const HEADS: &str = "/api/v1/journal/heads";
const KEYS: &str = "/api/v1/keys";
const HEAD: &str = r#"{"hash":"24803189","key_id":"5f0c2a91","municipality_id":"00000000-0000-0000-0000-000000000000","seq":1284,"signature":"c2lnbmVk","signed_at":"2026-11-22T03:00:00.000000Z"}"#;
const BOTH: &str = r#"{"items":[{"id":"5f0c2a91","purpose":"head","algorithm":"Ed25519","public_key":"aGVhZA==","created_at":"2026-01-02T15:00:00Z"},
    {"id":"99999999","purpose":"session","algorithm":"Ed25519","public_key":"c2Vzc2lvbg==","created_at":"2026-01-02T15:00:00Z"}],"next_cursor":null}"#;

#[test]
fn the_last_heads_are_there_whole_with_the_key_and_the_file_of_their_day_in_lima() {
    let heads = format!(r#"{{"items":[{HEAD}],"next_cursor":null}}"#);
    let page = page(
        "/registro-publico",
        &[(HEADS, 200, &heads), (KEYS, 200, BOTH)],
    );
    assert!(page.needs.is_empty(), "{:?}", page.needs);
    let line = HEAD.replace('"', "&quot;");
    let found = page.body_html.contains(HEAD) || page.body_html.contains(&line);
    assert!(found, "{}", page.body_html);
    shows(
        &page,
        &[
            "1284",
            "aGVhZA==",
            "href=\"/api/v1/journal/heads/2026-11-21\"",
            "munica verify --heads",
        ],
    );
    assert!(
        !page.body_html.contains("c2Vzc2lvbg=="),
        "the key of sessions signs no head"
    );
}

#[test]
fn without_a_head_the_page_says_so() {
    let page = page(
        "/registro-publico",
        &[
            (HEADS, 200, r#"{"items":[],"next_cursor":null}"#),
            (KEYS, 200, BOTH),
        ],
    );
    shows(&page, &["Todavía no hay cabezas firmadas"]);
    assert!(!page.body_html.contains("<h2>Para guardar"));
}

#[test]
fn the_record_of_a_municipality_is_another_app_than_its_portal() {
    for (path, host, app) in [
        ("/registro-publico", None, "procedures"),
        ("/m/munipiura/registro-publico", None, "procedures"),
        ("/registro-publico", Some("munipiura"), "procedures"),
        ("/m/munipiura/acerca", None, "portal"),
        ("/verificar", Some("munipiura"), "portal"),
        ("/estado", None, "procedures"),
    ] {
        assert_eq!(app_of(path, host), app, "{path} {host:?}");
    }
}
