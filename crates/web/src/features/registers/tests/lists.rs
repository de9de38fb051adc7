//! Lists: rows, fields, facets and files of every register; what is said when there is nothing or nobody answers.

use serde_json::json;
use shared::registers::{Kind, REGISTERS};

use super::*;
use crate::features::registers::columns::listed;
use crate::features::registers::value::shown;
use crate::portal_app::app_of;
use crate::ssr::testing::{HOSTILE, problem, shows};

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
                "Calidad de los datos: 87 de 100",
                "Sale antes de entrar: 2",
                &format!("/data/{0}/{0}-2026-11-21.csv.gz", register.id),
                "SHA256SUMS",
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
            // Nobody types an identifier: the pages of what it names lead here.
            let is_typed = !matches!(column.kind, Kind::Date | Kind::Link(_));
            if column.is_filterable && is_typed {
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
