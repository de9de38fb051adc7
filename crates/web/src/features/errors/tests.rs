//! What a program's author reads after an error.
#![cfg(feature = "ssr")]

use shared::features::errors::ERRORS_PATH;

use crate::ssr::testing::page;

const LIST: &str = r#"{"items":[{"code":"stale","status":412,"title":"Otra persona cambió esto","meaning":"Lea de nuevo el registro."}],"next_cursor":null,"total":null}"#;

#[test]
fn the_list_leads_to_the_page_of_each_error() {
    let page = page("/docs/errors", &[(ERRORS_PATH, 200, LIST)]);
    assert!(page.needs.is_empty());
    for part in [
        r#"href="/docs/errors/stale""#,
        r#"id="stale""#,
        "412",
        "Lea de nuevo",
    ] {
        assert!(page.body_html.contains(part), "{part}");
    }
}

#[test]
fn an_error_that_does_not_exist_is_a_page_that_is_not_there() {
    let found = page("/docs/errors/stale", &[(ERRORS_PATH, 200, LIST)]);
    assert_eq!(
        (found.meta.status, found.meta.canonical.as_deref()),
        (200, Some("/docs/errors/stale"))
    );
    let missing = page("/docs/errors/nada", &[(ERRORS_PATH, 200, LIST)]);
    assert_eq!(missing.meta.status, 404);
}
