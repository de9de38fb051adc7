//! What narrows a list: fields, chips, facets, and what is not understood.

use shared::registers::REGISTERS;

use super::scanned::{attribute, chips, tags};
use super::*;
use crate::ssr::testing::shows;

#[test]
fn a_form_works_without_script() {
    for register in REGISTERS {
        let page = list(register);
        let html = &page.body_html;
        for form in tags(html, &["form"]) {
            assert_eq!(attribute(form, "method"), None, "{form}");
        }
        let labels: Vec<_> = tags(html, &["label"])
            .into_iter()
            .filter_map(|label| attribute(label, "for"))
            .collect();
        let controls = tags(html, &["input", "select"]);
        assert!(controls.len() > 5);
        for control in controls {
            assert!(attribute(control, "name").is_some(), "{control}");
            let id = attribute(control, "id").unwrap_or_default();
            assert!(labels.contains(&id), "{control} has no label");
        }
        for named in tags(html, &["section", "aside", "nav"]) {
            let name = attribute(named, "aria-label").or(attribute(named, "aria-labelledby"));
            assert!(name.is_some(), "{named}");
        }
    }
}

#[test]
fn what_a_form_has_no_field_for_it_carries_along() {
    let query = "?reason=personal&reason=audience&office=Alcald%C3%ADa&sort=visit_date";
    let page = tenant(&format!("/visitas{query}"), &[]);
    let carried: Vec<_> = tags(&page.body_html, &["input"])
        .into_iter()
        .filter(|tag| attribute(tag, "type") == Some("hidden"))
        .map(|tag| {
            (
                attribute(tag, "name").unwrap(),
                attribute(tag, "value").unwrap(),
            )
        })
        .collect();
    let expected = [
        ("reason", "personal"),
        ("reason", "audience"),
        ("office", "Alcaldía"),
        ("sort", "visit_date"),
    ];
    assert_eq!(carried, expected);
}

#[test]
fn each_chip_leads_to_the_list_without_its_filter() {
    let page = tenant(
        "/pagos?q=cemento&from=2026-01-01&state=collected&amount_cents_min=100000&sort=-amount_cents",
        &[],
    );
    shows(
        &page,
        &[
            "«cemento»",
            "Fecha de emisión desde 01/01/2026",
            "Estado: Cobrado",
            "Importe desde S/ 1,000.00",
            "value=\"1000\"",
        ],
    );
    let all = [
        "q=cemento",
        "from=2026-01-01",
        "state=collected",
        "amount_cents_min=100000",
    ];
    let chips = chips(&page.body_html);
    assert_eq!(chips.len(), all.len());
    for (without, chip) in chips.iter().enumerate() {
        let rest = all.iter().enumerate().filter(|(at, _)| *at != without);
        let rest: Vec<_> = rest.map(|(_, pair)| *pair).collect();
        let expected = format!("/m/munipiura/pagos?{}&sort=-amount_cents", rest.join("&"));
        assert_eq!(*chip, expected);
    }
    assert_eq!(page.meta.robots, "noindex");
    let asked = format!(
        "{}?{}&sort=-amount_cents&limit=25&total=true",
        api(named("payments")),
        all.join("&")
    );
    let counted = format!("{}/facets?{}", api(named("payments")), all.join("&"));
    assert_eq!(page.needs, [asked, counted]);
}

#[test]
fn amounts_are_typed_in_soles_and_percent_and_asked_in_hundredths() {
    for (rest, asked) in [
        (
            "/pagos?amount_cents_desde=S%2F+1%2C234.50&amount_cents_hasta=",
            "payments?amount_cents_min=123450",
        ),
        (
            "/obras?physical_progress_hasta=42.5",
            "works?physical_progress_max=4250",
        ),
    ] {
        let page = tenant(rest, &[]);
        let start = format!("{REGISTERS_OF}/{asked}&");
        assert!(page.needs[0].starts_with(&start), "{:?}", page.needs);
    }
}

#[test]
fn what_cannot_be_understood_is_told_and_not_asked() {
    let path = "/visitas?from=ayer&reason=nada&sort=visitor_phone&lang=es&utm_source=x&limit=9999&visitor_phone=9";
    let page = tenant(path, &[]);
    assert_eq!(page.needs[0], format!("{}?limit=25", api(named("visits"))));
    shows(
        &page,
        &[
            "No entendimos una parte",
            "Fecha de visita: ",
            "Motivo: ",
            "sort: ",
        ],
    );
    let wrong = tenant("/pagos?amount_cents_desde=doce", &[]);
    shows(&wrong, &["value=\"doce\"", "aria-invalid=\"true\""]);
    assert_eq!(
        wrong.needs[0],
        format!("{}?limit=25", api(named("payments")))
    );
    let twice = tenant("/visitas?from=2026-01-01&from=2026-02-01&q=x", &[]);
    assert!(twice.needs[0].ends_with("visits?q=x&limit=25&total=true"));
}

#[test]
fn a_facet_in_force_leads_back() {
    let register = named("visits");
    let query = "reason=work_meeting";
    let page = tenant(
        &format!("/visitas?{query}"),
        &[(
            format!("{}/facets?{query}", api(register)),
            200,
            facets(register),
        )],
    );
    let chosen: Vec<_> = tags(&page.body_html, &["a"])
        .into_iter()
        .filter(|tag| attribute(tag, "aria-current") == Some("true"))
        .filter_map(|tag| attribute(tag, "href"))
        .collect();
    assert_eq!(chosen, ["/m/munipiura/visitas"]);
}
