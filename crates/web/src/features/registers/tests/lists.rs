//! Lists: rows, filters, facets and files of every register; what a filter does to the address; what is said when there is
//! nothing, too little or too much.

use serde_json::json;
use shared::registers::{Kind, REGISTERS, Register};

use super::scanned::{attribute, chips, tags};
use super::*;
use crate::features::registers::columns::listed;
use crate::features::registers::value::shown;
use crate::portal_app::app_of;
use crate::ssr::testing::{HOSTILE, problem, shows};

fn named(name: &str) -> &'static Register {
    Register::find(name).unwrap()
}

#[test]
fn every_register_shows_rows_filters_facets_and_files_from_its_declaration() {
    for register in REGISTERS {
        let page = list(register);
        assert!(page.needs.is_empty(), "{:?}", page.needs);
        assert_eq!((page.meta.status, page.meta.robots), (200, "index,follow"));
        let own = format!("/m/munipiura/{}", register.path);
        assert_eq!(page.meta.canonical.as_deref(), Some(own.as_str()));
        let html = &page.body_html;
        assert_eq!(html.matches("<h1").count(), 1);
        shows(
            &page,
            &[
                register.title,
                register.description,
                register.legal_basis,
                register.licence.url(),
                "1,234 registros",
                &format!("{own}?cursor=mas"),
                &format!("/m/munipiura/registros/{}/{ID}", register.id),
                &format!("https://munica.example{}</code>", api(register)),
                "aria-sort=\"descending\"",
            ],
        );
        let columns = listed(register);
        assert!((4..=7).contains(&columns.len()), "{}", register.id);
        let sample = record(register);
        for column in columns {
            let text = shown(column, &sample[column.name]).unwrap();
            shows(&page, &[text.as_str(), column.label]);
        }
        for column in register.public_columns() {
            let code = format!("<code>{}</code>", column.name);
            assert!(html.contains(&code), "{} is not explained", column.name);
            if column.is_filterable && column.kind != Kind::Date {
                let field = format!(" name=\"{}", column.name);
                assert!(html.contains(&field), "no field for {}", column.name);
            }
            if column.is_facet {
                let value = crate::format::query_value(column.example);
                let link = format!("{own}?{}={value}\"", column.name);
                assert!(html.contains(&link), "{link}");
            }
        }
        for hidden in register.columns.iter().filter(|one| !one.is_public()) {
            assert!(!html.contains(hidden.name), "{} shows", hidden.name);
        }
        let files: Vec<_> = ["csv", "xlsx", "json", "ndjson", "geojson"]
            .into_iter()
            .filter(|end| html.contains(&format!("href=\"{}.{end}\"", api(register))))
            .collect();
        let expected = if register.geometry.is_some() { 5 } else { 4 };
        assert_eq!(files.len(), expected, "{}: {files:?}", register.id);
    }
}

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

#[test]
fn nothing_there_and_nothing_found_are_told_apart_from_a_failure() {
    let empty = json!({ "items": [], "next_cursor": null, "total": 0 });
    for register in REGISTERS {
        let (path, api) = (format!("/{}", register.path), api(register));
        let bare = tenant(&path, &[(format!("{api}?limit=25"), 200, empty.clone())]);
        shows(&bare, &["Todavía no hay registros"]);
        let narrowed = tenant(
            &format!("{path}?q=x"),
            &[(format!("{api}?q=x&limit=25&total=true"), 200, empty.clone())],
        );
        shows(&narrowed, &["Ningún registro coincide", "0 registros"]);
        let failure = serde_json::from_str(&problem(503, "Fuera de servicio")).unwrap();
        let failed = tenant(&path, &[(format!("{api}?limit=25"), 503, failure)]);
        shows(&failed, &["Fuera de servicio", "r-77"]);
        assert!(!failed.body_html.contains("Todavía no hay registros"));
    }
}

#[test]
fn a_hostile_text_is_text() {
    let register = named("works");
    let mut hostile = record(register);
    for column in register.public_columns() {
        if matches!(column.kind, Kind::Text(_)) {
            hostile[column.name] = json!(HOSTILE);
        }
    }
    let mut counted = facets(register);
    counted["items"][0]["values"][0] = json!({ "value": HOSTILE, "label": HOSTILE, "count": 3 });
    let query = format!("q={}", crate::format::query_value(HOSTILE));
    let api = api(register);
    let page = tenant(
        &format!("/obras?{query}"),
        &[
            (
                format!("{api}?{query}&limit=25&total=true"),
                200,
                records(&[hostile]),
            ),
            (format!("{api}/facets?{query}"), 200, counted),
        ],
    );
    assert!(page.needs.is_empty(), "{:?}", page.needs);
    assert!(!page.body_html.contains(HOSTILE));
    shows(&page, &["&lt;script&gt;alert(1)"]);
}

#[test]
fn an_unknown_register_is_not_there() {
    for path in [
        "/registros/sueldos",
        "/m/munipiura/registros/sueldos",
        "/m/munipiura/sueldos",
        "/m/munipiura/registros/sueldos/0193a1c2-7b1e-7c3a-9f00-2a6d1f0c4b11",
    ] {
        let page = answered(path, &[(PORTAL.to_owned(), 200, portal())]);
        assert_eq!(
            (page.meta.status, page.meta.robots),
            (404, "noindex"),
            "{path}"
        );
    }
}

#[test]
fn over_all_municipalities_each_record_says_whose_it_is() {
    for register in REGISTERS {
        let api = format!("/api/v1/registers/{}", register.id);
        let path = format!("/registros/{}", register.path);
        let answers = [
            (
                format!("{api}?limit=25&total=true"),
                200,
                json!({ "items": [record(register)], "next_cursor": null, "total": 1 }),
            ),
            (format!("{api}/facets"), 200, facets(register)),
        ];
        let page = answered(&path, &answers);
        assert!(page.needs.is_empty(), "{:?}", page.needs);
        assert_eq!(page.meta.canonical.as_deref(), Some(path.as_str()));
        shows(
            &page,
            &[
                NAME,
                "1 registro<",
                &format!("/m/munipiura/registros/{}/{ID}", register.id),
                &format!("href=\"{api}.csv\""),
            ],
        );
    }
}

#[test]
fn all_registers_stand_on_one_page_with_their_freshness() {
    let page = tenant("/registros", &[]);
    assert!(page.needs.is_empty(), "{:?}", page.needs);
    let platform = answered("/registros", &[]);
    assert!(platform.needs.is_empty());
    for register in REGISTERS {
        let own = format!("href=\"/m/munipiura/{}\"", register.path);
        shows(&page, &[register.title, register.description, &own]);
        let of_all = format!("href=\"/registros/{}\"", register.path);
        shows(&platform, &[register.title, &of_all]);
    }
    shows(
        &page,
        &["1,234 registros", "Último cambio: 21 de noviembre de 2026"],
    );
    let stale = [
        (PORTAL.to_owned(), 200, portal()),
        (REGISTERS_OF.to_owned(), 200, told(true)),
    ];
    let stale = answered("/m/munipiura/registros", &stale);
    shows(
        &stale,
        &["puede faltar información reciente", "más de 45 días"],
    );
}

#[test]
fn registers_are_another_app_than_the_portal() {
    for (path, host, app) in [
        ("/registros", None, "registers"),
        ("/registros/visitas", None, "registers"),
        ("/m/munipiura/registros", None, "registers"),
        ("/m/munipiura/visitas", None, "registers"),
        ("/m/munipiura/registros/visits/x", None, "registers"),
        ("/obras", Some("munipiura"), "registers"),
        ("/obras", None, "portal"),
        ("/m/munipiura/oficinas", None, "portal"),
        ("/m/munipiura/sueldos", None, "portal"),
    ] {
        assert_eq!(app_of(path, host), app, "{path}");
    }
}
