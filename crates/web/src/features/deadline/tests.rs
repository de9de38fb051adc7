//! What the calculator asks, and what it asks the API.

use crate::ssr::testing::{page, shows};

const PAGE: &str = "/calculadora-de-plazos";

fn need(query: &str) -> Vec<String> {
    page(&format!("{PAGE}?{query}"), &[]).needs
}

#[test]
fn what_stands_in_the_address_is_what_the_api_is_asked() {
    let api = |query: &str| vec![format!("/api/v1/tools/deadline?{query}")];
    assert_eq!(need("amount=3"), Vec::<String>::new());
    assert_eq!(
        need("start=2026-11-20&amount=10&ubigeo=200101&place=Piura"),
        api("start=2026-11-20&amount=10&unit=business_days&ubigeo=200101")
    );
    // Without script nobody chooses from a list.
    assert_eq!(
        need("start=2026-11-20&amount=10&place=200101"),
        api("start=2026-11-20&amount=10&unit=business_days&ubigeo=200101")
    );
    assert_eq!(
        need("start=2026-11-20&time=10%3A30&amount=48&unit=hours"),
        api("start=2026-11-20T10%3A30%3A00-05%3A00&amount=48&unit=hours")
    );
    assert_eq!(
        need(
            "start=2026-11-20&amount=3&suspended_from=2026-11-24&suspended_to=2026-11-25&extension=2&extension_2=1"
        ),
        api(
            "start=2026-11-20&amount=3&unit=business_days&suspension=2026-11-24..2026-11-25&extension=2&extension=1"
        )
    );
}

#[test]
fn the_hour_is_asked_for_terms_in_hours_only() {
    let html = |query: &str| page(&format!("{PAGE}?{query}"), &[]).body_html;
    assert!(html("unit=hours").contains("name=\"time\""));
    assert!(!html("unit=months").contains("name=\"time\""));
}

#[test]
fn suspensions_that_are_given_are_shown_and_others_wait_behind_their_heading() {
    let given = page(&format!("{PAGE}?suspended_from=2026-11-24"), &[]);
    shows(
        &given,
        &["<details open class=\"details\"", "value=\"2026-11-24\""],
    );
    let none = page(PAGE, &[]);
    shows(&none, &["name=\"suspended_from\"", "name=\"extension_2\""]);
    assert!(!none.body_html.contains("<details open class=\"details\""));
}
