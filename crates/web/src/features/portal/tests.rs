//! The pages of a municipality: what they ask for, what they show, and that nothing hostile gets through.
#![cfg(feature = "ssr")]

use crate::ssr::Rendered;
use crate::ssr::testing::{HOSTILE, page, problem};

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
    assert_eq!(links.len(), 8);
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
fn offices_are_listed_with_hours_and_the_way_there() {
    let api = under("/offices");
    let body = format!(
        r#"{{"items":[{{"name":"{HOSTILE}","address":"Av. Grau 1","phone":null,"email":null,
        "hours":["Sábado, 9:00 a 12:00"],"latitude_e6":-5194490,"longitude_e6":-80632820}}],"next_cursor":null}}"#
    );
    let first = tenant("/oficinas", &[]);
    assert_eq!(first.needs, [api.as_str()]);
    let page = tenant("/oficinas", &[(&api, 200, &body)]);
    assert!(!page.body_html.contains(HOSTILE));
    for part in ["Sábado, 9:00 a 12:00", "geo:-5.194490,-80.632820"] {
        assert!(page.body_html.contains(part), "{part}");
    }
    let second = r#",{"name":"Mercado","address":"Av. Sullana 2","phone":null,"email":null,"hours":[],
        "latitude_e6":-5200000,"longitude_e6":-80640000},{"name":"Sin lugar","address":null,"phone":null,"email":null,
        "hours":[]}],"next_cursor""#;
    let body = body.replace("],\"next_cursor\"", second);
    let map = tenant("/ubicacion", &[(&api, 200, &body)]);
    for part in [
        "locator__spot",
        "Jr. Ayacucho 377",
        "Av. Sullana 2",
        "Coordenadas: -5.194490,-80.632820",
        "geo:-5.200000,-80.640000",
    ] {
        assert!(map.body_html.contains(part), "{part}");
    }
    assert!(!map.body_html.contains("Sin lugar"));
    assert!(
        !map.body_html.contains("<img"),
        "nothing is asked of others"
    );
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
fn a_written_page_is_shown_as_the_api_cleaned_it_and_an_unknown_one_is_a_404() {
    let api = under("/pages/historia");
    let body = serde_json::json!({
        "slug": "historia", "title": HOSTILE, "summary": "Desde 1532.",
        "body_html": "<h2>Fundación</h2><p>En <strong>1532</strong>.</p>", "updated_at": "2026-11-21T15:00:00Z",
    });
    let written = tenant("/paginas/historia", &[(&api, 200, &body.to_string())]);
    assert!(
        written
            .body_html
            .contains("<h2>Fundación</h2><p>En <strong>1532</strong>.</p>")
    );
    assert!(!written.body_html.contains(HOSTILE));
    assert_eq!(written.meta.description, "Desde 1532.");
    let unknown = tenant(
        "/paginas/historia",
        &[(&api, 404, &problem(404, "No existe"))],
    );
    assert_eq!(unknown.meta.status, 404);
}

#[test]
fn a_municipality_that_wrote_nothing_about_itself_still_has_its_facts() {
    let api = under("/pages/acerca");
    let page = tenant("/acerca", &[(&api, 404, &problem(404, "No existe"))]);
    assert_eq!(page.meta.status, 200);
    for part in ["20154477374", "200101", "Jr. Ayacucho 377"] {
        assert!(page.body_html.contains(part), "{part}");
    }
    assert!(!page.body_html.contains("No existe"));
}

#[test]
fn a_video_becomes_a_link_only_with_a_web_address() {
    let api = under("/videos");
    let body = r#"{"items":[{"title":"Sesión","url":"https://www.youtube.com/watch?v=1","description":null},
        {"title":"Mala","url":"javascript:alert(1)","description":null}],"next_cursor":null}"#;
    let page = tenant("/videos", &[(&api, 200, body)]);
    assert!(page.body_html.contains("Ver en www.youtube.com"));
    assert!(!page.body_html.contains("javascript:"));
}

#[test]
fn a_video_brings_its_day_its_captions_and_its_words_and_no_frame_of_another_site() {
    let api = under("/videos");
    let body = r#"{"items":[{"title":"Sesión","url":"https://www.youtube.com/watch?v=1","description":"El acuerdo del mes.",
        "published_on":"2026-11-02","has_captions":true,"transcript_html":"<p>Locución: se aprueba.</p>"}],"next_cursor":null}"#;
    let page = tenant("/videos", &[(&api, 200, body)]);
    for part in [
        "El acuerdo del mes.",
        "02/11/2026 · Con subtítulos",
        "<p>Locución: se aprueba.</p>",
    ] {
        assert!(page.body_html.contains(part), "{part}");
    }
    for element in ["<iframe", "<video", "<img"] {
        assert!(!page.body_html.contains(element), "{element}");
    }
}

#[test]
fn transparency_says_what_is_here_what_is_elsewhere_and_since_when() {
    let api = under("/transparency");
    let body = serde_json::json!({ "items": [{ "title": "Presupuesto", "items": [
        { "title": "Ejecución", "detail": "PIA y PIM", "periodicity": "Cada trimestre", "legal_basis": "Ley 27806, art. 25",
          "href": "paginas/presupuesto", "updated_on": "2026-10-30", "national_url": "https://www.transparencia.gob.pe/1",
          "notice": null },
        { "title": HOSTILE, "detail": null, "periodicity": "Cada mes", "legal_basis": "Directiva", "href": null,
          "updated_on": null, "national_url": "javascript:alert(1)", "notice": null },
        { "title": "Laudos", "detail": null, "periodicity": "Cada mes", "legal_basis": "Directiva", "href": null,
          "updated_on": null, "national_url": "https://www.transparencia.gob.pe/", "notice": "No hubo laudos en 2026." },
    ] }], "next_cursor": null });
    let page = tenant("/transparencia", &[(&api, 200, &body.to_string())]);
    for part in [
        "Actualizado el 30/10/2026",
        "href=\"/m/munipiura/paginas/presupuesto\"",
        "href=\"https://www.transparencia.gob.pe/1\"",
        "Cada trimestre · Ley 27806, art. 25",
        "No está en este portal",
        "No hubo laudos en 2026.",
    ] {
        let html = page.body_html.replace("<!>", "");
        assert!(html.contains(part), "{part}");
    }
    assert!(!page.body_html.contains(HOSTILE) && !page.body_html.contains("javascript:"));
}

#[test]
fn the_calendar_leads_to_its_feed_and_keeps_what_was() {
    let event = |title: &str, day: &str| {
        serde_json::json!({ "id": "0193a1c2-7b1e-7c3a-9f00-2a6d1f0c4b11", "kind": "Sesión de concejo", "title": title,
            "starts_on": day, "ends_on": day, "time": "18:30", "place": "Salón de actos", "description": null,
            "legal_basis": "Ley 27972, art. 13", "updated_at": "2026-11-21T15:00:00Z" })
    };
    let body = serde_json::json!({ "upcoming": [event("La próxima", "2026-12-07")], "past": [event("La anterior", "2026-11-09")] });
    let api = under("/agenda");
    let page = tenant("/agenda", &[(&api, 200, &body.to_string())]);
    for part in [
        "lunes 7 de diciembre de 2026, 18:30",
        "La anterior",
        "href=\"/api/v1/m/munipiura/agenda.ics\"",
        "Salón de actos",
    ] {
        assert!(page.body_html.contains(part), "{part}");
    }
    let empty = tenant("/agenda", &[(&api, 200, r#"{"upcoming":[],"past":[]}"#)]);
    assert!(empty.body_html.contains("Todavía no hay fechas anunciadas"));
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
fn the_search_finds_every_kind_of_thing_without_its_accents() {
    let list = |item: &str| format!(r#"{{"items":[{item}],"next_cursor":null}}"#);
    let answers = [
        (
            under("/pages"),
            list(r#"{"slug":"anexo","title":"Peñón: página","summary":null}"#),
        ),
        (
            under("/offices"),
            list(r#"{"name":"Peñón: oficina","address":null,"phone":null,"email":null}"#),
        ),
        (
            under("/responsibles"),
            r#"{"items":[{"role":"access_officer","theme":null,"name":"Peñón: responsable","resolution":"RA 1",
                "resolution_date":"2026-03-02","starts_on":"2026-03-05","ends_on":null}]}"#
                .to_owned(),
        ),
        (
            under("/org-units"),
            list(
                r#"{"siglas":"A","name":"Alcaldía","children":[{"siglas":"AP","name":"Peñón: unidad","children":[]}]}"#,
            ),
        ),
        (
            under("/videos"),
            list(r#"{"title":"Peñón: video","url":"https://x.example/1","description":null}"#),
        ),
        (
            under("/transparency"),
            list(
                r#"{"title":"Presupuesto","items":[{"title":"Peñón: rubro","detail":null,"periodicity":"Cada mes",
                "legal_basis":"Ley","href":null,"updated_on":null,"national_url":"https://x.example/","notice":null}]}"#,
            ),
        ),
        (
            under("/agenda"),
            r#"{"upcoming":[{"id":"0193a1c2-7b1e-7c3a-9f00-2a6d1f0c4b11","kind":"Actividad","title":"Peñón: fecha",
                "starts_on":"2026-12-07","ends_on":"2026-12-07","time":null,"place":null,"description":null,
                "legal_basis":null,"updated_at":"2026-11-21T15:00:00Z"}],"past":[]}"#
                .to_owned(),
        ),
    ];
    let portal = PORTAL.replace("\"Historia\"", "\"Peñón: menú\"");
    let mut given: Vec<_> = answers
        .iter()
        .map(|(path, body)| (path.as_str(), 200, body.as_str()))
        .collect();
    given.push((API, 200, &portal));
    let page = page("/m/munipiura/buscar?q=PENON", &given);
    assert!(page.needs.is_empty(), "{:?}", page.needs);
    for what in [
        "menú",
        "página",
        "oficina",
        "responsable",
        "unidad",
        "video",
        "rubro",
        "fecha",
    ] {
        assert!(page.body_html.contains(&format!("Peñón: {what}")), "{what}");
    }
}

#[test]
fn the_search_asks_nothing_without_words_and_says_when_it_is_incomplete() {
    assert!(tenant("/buscar", &[]).needs.is_empty());
    let first = tenant("/buscar?q=mesa", &[]);
    assert_eq!(first.needs.len(), 7);
    let offices = r#"{"items":[{"name":"Mesa de partes","address":null,"phone":null,"email":null}],"next_cursor":null}"#;
    let failure = problem(503, "Fuera de servicio");
    let page = tenant(
        "/buscar?q=MESA",
        &[
            (&under("/offices"), 200, offices),
            (&under("/pages"), 503, &failure),
            (&under("/responsibles"), 200, EMPTY),
            (&under("/org-units"), 200, EMPTY),
            (&under("/videos"), 200, EMPTY),
            (&under("/transparency"), 200, EMPTY),
            (&under("/agenda"), 200, r#"{"upcoming":[],"past":[]}"#),
        ],
    );
    for part in [
        "Mesa de partes",
        "1 resultado",
        "La búsqueda está incompleta",
    ] {
        assert!(page.body_html.contains(part), "{part}");
    }
    assert_eq!(page.meta.robots, "noindex");
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
