//! Searches as people and programs type them: signs mean nothing to the index of words, whichever it is.

use api::clock::Clock as _;
use serde_json::json;
use shared::features::visits::desk::ENTRIES_PATH;
use shared::registers::wire::{all_records_path, records_path};
use shared::registers::{REGISTERS, Register};

use super::{SLUG, encoded, enter, example, list, officer};
use crate::support::TestApp;
use crate::visits::{an_official, check_in};

/// What has a meaning in the language of one index or the other, and what folding turns into it.
const SIGNS: [&str; 16] = [
    "\"",
    "'",
    "\\",
    "«",
    "’",
    "*",
    "-",
    ":",
    "^",
    "&",
    "|",
    "!",
    "(",
    "<->",
    "{search}:",
    "%",
];

#[actix_web::test]
async fn no_sign_in_a_search_is_more_than_a_sign() {
    let app = TestApp::demo().await;
    for register in REGISTERS {
        let staff = officer(&app, register, SLUG).await;
        enter(&staff, register, example(register)).await.assert(201);
        for sign in SIGNS {
            for text in [
                sign.to_owned(),
                format!("{sign}a"),
                format!("a{sign}"),
                format!("a {sign} b"),
                format!("a{sign}b OR NEAR(a b"),
            ] {
                let query = format!("q={}&total=true", encoded(&text));
                for path in [records_path(SLUG, register), all_records_path(register)] {
                    app.get(&format!("{path}?{query}")).await.assert(200);
                }
                let facets = format!("{}/facets?{query}", records_path(SLUG, register));
                let facets = facets.replace("&total=true", "");
                app.get(&facets).await.assert(200);
            }
            let found = list(&app, register, &format!("q={}", encoded(sign))).await;
            assert!(found.items.is_empty(), "{}: {sign}", register.id);
        }
    }
}

#[actix_web::test]
async fn a_name_with_an_apostrophe_is_found_as_it_is_written() {
    let app = TestApp::demo().await;
    let register = Register::find("visits").unwrap();
    let staff = officer(&app, register, SLUG).await;
    let official = an_official(&staff).await;
    let mut body = check_in(official, "40123456");
    body["visitors"][0]["name"] = json!("O’Higgins Ficticia, Ana");
    staff.post(ENTRIES_PATH, &body).await.assert(201);
    for text in ["o'higgins", "O’HIGGINS", "«O'Higgins» - ana", "ana & o'hig"] {
        // Then as now: the versions of the past are searched in their text, those that count in the index.
        let now = encoded(&app.clock.now().to_rfc3339());
        for query in [String::new(), format!("&as_of={now}")] {
            let query = format!("q={}{query}", encoded(text));
            let found = list(&app, register, &query).await;
            assert_eq!(found.items.len(), 1, "{query}");
        }
    }
}
