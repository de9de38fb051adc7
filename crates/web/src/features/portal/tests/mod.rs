//! The pages of a municipality: what they ask for, what they show, and that nothing hostile gets through.
#![cfg(feature = "ssr")]

mod search;
mod written;

use crate::ssr::Rendered;
use crate::ssr::testing::{page, problem};

const API: &str = "/api/v1/m/munipiura";
const PORTAL: &str = r#"{"slug":"munipiura","name":"Municipalidad Provincial de Piura","kind":"provincial",
    "status":"configuring","mode":"demo","ruc":"20154477374","ubigeo":"200101","department":"Piura","province":"Piura",
    "district":"Piura","domain":null,"theme_url":null,"coat_of_arms":null,"header_image":null,"summary":null,
    "menu":[{"label":"Historia","href":"paginas/historia"}],"widgets":[],
    "contact":{"address":"Jr. Ayacucho 377","phone":"073 602000","email":null,"hours":["Lunes a viernes, 8:00 a 15:00"]},
    "officers":[],"state_links":[],"updated_at":"2026-11-21T15:00:00Z"}"#;
const EMPTY: &str = r#"{"items":[],"next_cursor":null,"total":0}"#;

fn tenant(rest: &str, answers: &[(&str, u16, &str)]) -> Rendered {
    let portal = [(API, 200, PORTAL)];
    let answers: Vec<_> = portal.into_iter().chain(answers.iter().copied()).collect();
    page(&format!("/m/munipiura{rest}"), &answers)
}

fn under(rest: &str) -> String {
    format!("{API}{rest}")
}

#[test]
fn the_home_page_announces_what_comes_next_and_says_how_much_of_the_transparency_stands_here() {
    let portal = PORTAL.replace(
        r#""officers":[]"#,
        r#""officers":[],"next_events":[{"title":"Sesión de concejo","starts_on":"2026-12-01","time":"18:00",
        "place":"Palacio Municipal"}],"transparency":{"answered":7,"headings":60,"updated_on":"2026-11-20"}"#,
    );
    let page = page("/m/munipiura", &[(API, 200, &portal)]);
    let when = "martes 1 de diciembre de 2026 · 18:00 · Palacio Municipal";
    assert!(page.body_html.contains(when), "{}", page.body_html);
    assert!(
        page.body_html.contains("7 de 60 rubros"),
        "{}",
        page.body_html
    );
    let bare = tenant("", &[]);
    assert!(!bare.body_html.contains("rubros se responden"));
}

#[test]
fn the_home_page_leads_only_to_pages_that_exist() {
    let home = tenant("", &[]);
    assert!(home.needs.is_empty());
    let tiles = home
        .body_html
        .split(r#"<li class="tile">"#)
        .skip(1)
        .filter_map(|tile| tile.split_once(r#"<a href=""#));
    let links: Vec<_> = tiles
        .filter_map(|(_, rest)| rest.split('"').next())
        .collect();
    assert_eq!(links.len(), 11);
    for link in links {
        let there = page(link, &[(API, 200, PORTAL)]);
        assert_eq!(there.meta.status, 200, "{link}");
    }
    assert!(home.body_html.contains(r#"action="/m/munipiura/buscar""#));
}

#[test]
fn every_page_says_whose_it_is_and_where_it_stands() {
    for (rest, title) in [
        ("/acerca", "Acerca de la municipalidad"),
        ("/ubicacion", "Ubicación"),
        ("/oficinas", "Oficinas y horarios"),
        ("/responsables", "Quién responde de qué"),
        ("/organigrama", "Organigrama"),
        ("/videos", "Videos"),
        ("/transparencia", "Transparencia"),
        ("/agenda", "Agenda"),
        ("/privacidad", "Privacidad y datos personales"),
    ] {
        let page = tenant(rest, &[]);
        let canonical = format!("/m/munipiura{rest}");
        assert_eq!(page.meta.canonical.as_deref(), Some(canonical.as_str()));
        assert_eq!(
            page.meta.full_title(),
            format!("{title} – Municipalidad Provincial de Piura")
        );
        assert_eq!(page.body_html.matches("<h1").count(), 1, "{rest}");
    }
}

#[test]
fn emptiness_and_failure_look_different() {
    for (rest, api) in [
        ("/oficinas", "/offices"),
        ("/organigrama", "/org-units"),
        ("/videos", "/videos"),
        ("/responsables", "/responsibles"),
    ] {
        let api = under(api);
        let empty = tenant(rest, &[(&api, 200, EMPTY)]);
        assert!(empty.body_html.contains("Todavía no hay"), "{rest}");
        let failed = tenant(rest, &[(&api, 503, &problem(503, "Fuera de servicio"))]);
        assert!(
            failed.body_html.contains("Fuera de servicio") && failed.body_html.contains("r-77")
        );
        assert!(!failed.body_html.contains("Todavía no hay"), "{rest}");
    }
}

#[test]
fn officers_stand_with_role_resolution_and_dates() {
    let api = under("/responsibles");
    let body = r#"{"items":[{"role":"transparency_officer","theme":null,"name":"Rosa Quispe Ñahui",
        "resolution":"RA 045-2026-A/MPP","resolution_date":"2026-03-02","starts_on":"2026-03-05","ends_on":null}]}"#;
    let page = tenant("/responsables", &[(&api, 200, body)]);
    for part in [
        "Responsable del Portal de Transparencia",
        "Rosa Quispe Ñahui",
        "RA 045-2026-A/MPP, del 02/03/2026",
        "05/03/2026",
    ] {
        assert!(page.body_html.contains(part), "{part}");
    }
}

#[test]
fn every_page_of_a_portal_says_what_it_is() {
    for (status, mode, kind) in [
        ("configuring", "demo", "demo"),
        ("domain_active", "official", "official"),
        ("configuring", "training", "training"),
        ("suspended", "official", "suspended"),
    ] {
        let portal = PORTAL
            .replace("configuring", status)
            .replace("\"mode\":\"demo\"", &format!("\"mode\":\"{mode}\""));
        for rest in [
            "",
            "/acerca",
            "/ubicacion",
            "/oficinas",
            "/responsables",
            "/organigrama",
            "/paginas/una",
            "/videos",
            "/transparencia",
            "/agenda",
            "/privacidad",
            "/buscar",
            "/nada-de-esto",
        ] {
            let page = page(&format!("/m/munipiura{rest}"), &[(API, 200, &portal)]);
            let mark = format!("data-kind=\"{kind}\"");
            assert!(page.body_html.contains(&mark), "{rest}: {kind}");
        }
    }
}

#[test]
fn a_suspended_portal_shows_its_notice_on_every_page_and_search_engines_wait() {
    let refused = problem(503, "Suspendido").replace("\"x\"", "\"portal_suspended\"");
    let notice = r#"{"name":"Municipalidad Provincial de Piura","since":"2026-11-21T15:00:00Z","reason":"A pedido del alcalde",
        "resolution_number":"Oficio N.° 21-2026-A/MPP","resolution_date":"2026-11-20",
        "contact":{"address":"Jr. Ayacucho 377","phone":null,"email":null,"hours":[]}}"#;
    for rest in ["", "/oficinas", "/paginas/historia"] {
        let address = under("/suspension");
        let answers = [
            (API, 503, refused.as_str()),
            (address.as_str(), 200, notice),
        ];
        let page = page(&format!("/m/munipiura{rest}"), &answers);
        assert!(page.needs.is_empty(), "{:?}", page.needs);
        assert_eq!((page.meta.status, page.meta.robots), (503, "noindex"));
        for part in [
            "Portal suspendido",
            "Municipalidad Provincial de Piura",
            "21 de noviembre de 2026",
            "A pedido del alcalde",
            "Oficio N.° 21-2026-A/MPP",
            "Jr. Ayacucho 377",
        ] {
            assert!(page.body_html.contains(part), "«{part}» is missing");
        }
    }
}

#[test]
fn the_privacy_page_names_the_officer_in_office_and_the_terms() {
    let api = under("/privacy");
    let terms = r#"[{"label":"Reclamos","start_event":"Cierre del reclamo","months":24,"then":"dispose",
        "legal_basis":"DS 007-2020-PCM"}]"#;
    let body = format!(
        r#"{{"officer":{{"name":"Ana Ruiz","resolution":"RA 12-2026","since":"2026-03-05"}},"email":null,"terms":{terms}}}"#
    );
    let page = tenant("/privacidad", &[(&api, 200, &body)]);
    for part in [
        "Ana Ruiz",
        "RA 12-2026",
        "Reclamos",
        "2 años",
        "20 días hábiles",
    ] {
        assert!(page.body_html.contains(part), "{part}");
    }
    let nobody = r#"{"officer":null,"email":null,"terms":[]}"#;
    let page = tenant("/privacidad", &[(&api, 200, nobody)]);
    assert!(page.body_html.contains("Todavía no se designó"));
}

#[test]
fn where_a_municipality_was_stands_the_notice_that_it_left() {
    let notice = r#"{"name":"Municipalidad Distrital de Sevilla","slug":"munisevilla","removed_on":"2026-11-21",
        "reason":"Pasó a su propia instalación","legal_basis":"Acuerdo 12-2026","journal_seq":40,"journal_hash":"abc",
        "archive_sha256":"c0ffee"}"#;
    let answers = [
        ("/api/v1/m/munisevilla", 404, problem(404, "No existe")),
        ("/api/v1/m/munisevilla/removal", 200, notice.to_owned()),
    ];
    let answers: Vec<_> = answers
        .iter()
        .map(|(path, status, body)| (*path, *status, body.as_str()))
        .collect();
    let page = page("/m/munisevilla", &answers);
    assert_eq!(page.meta.status, 410);
    for part in [
        "Acuerdo 12-2026",
        "c0ffee",
        "/api/v1/m/munisevilla/journal/heads",
    ] {
        assert!(page.body_html.contains(part), "{part}");
    }
}

#[test]
fn a_portal_in_training_says_so_and_is_not_to_be_found() {
    let training = PORTAL.replace(r#""mode":"demo""#, r#""mode":"training""#);
    let home = page("/m/munipiura", &[(API, 200, &training)]);
    assert!(home.body_html.contains(r#"data-kind="training""#));
    assert!(
        home.body_html
            .contains(crate::i18n::t::SHELL_MARK_TRAINING.s())
    );
    assert_eq!(home.meta.robots, "noindex");
    let official = PORTAL.replace(r#""mode":"demo""#, r#""mode":"official""#);
    let home = page("/m/munipiura", &[(API, 200, &official)]);
    assert_ne!(home.meta.robots, "noindex");
    assert!(!home.body_html.contains(r#"data-kind="training""#));
}

#[test]
fn a_page_is_shown_elsewhere_with_the_coat_of_arms() {
    let arms =
        r#""coat_of_arms":{"url":"/api/v1/files/1","alt":"Un sol","width":200,"height":240}"#;
    let portal = PORTAL.replace(r#""coat_of_arms":null"#, arms);
    for rest in ["", "/acerca"] {
        let page = page(&format!("/m/munipiura{rest}"), &[(API, 200, &portal)]);
        assert_eq!(
            page.meta.og_image.as_deref(),
            Some("/api/v1/files/1"),
            "{rest}"
        );
    }
    let banner = portal.replace(
        r#""header_image":null"#,
        r#""header_image":{"url":"/api/v1/files/2","alt":"La plaza","width":1600,"height":400}"#,
    );
    let home = page("/m/munipiura", &[(API, 200, &banner)]);
    assert_eq!(home.meta.og_image.as_deref(), Some("/api/v1/files/2"));
    assert_eq!(home.meta.json_ld.unwrap()["url"], "/m/munipiura");
}

#[test]
fn the_menu_may_lead_to_every_page_that_each_portal_has() {
    use shared::features::portal_admin::{PORTAL_PAGES, WRITTEN_PAGES};
    use shared::registers::REGISTERS;
    let own = |path: &String| path != "/" && !path.contains('{');
    let mut pages: Vec<_> = crate::portal_app::tenant_paths()
        .filter(own)
        .map(|path| path.trim_start_matches('/').to_owned())
        .collect();
    let registers = REGISTERS.iter().map(|register| register.path);
    let known = PORTAL_PAGES.iter().copied().chain(registers);
    let mut known: Vec<_> = known.map(str::to_owned).collect();
    pages.sort_unstable();
    known.sort_unstable();
    assert_eq!(pages, known);
    let written = format!("/{WRITTEN_PAGES}{{page}}");
    assert!(crate::portal_app::tenant_paths().any(|path| path == written));
}
