//! The platform's search: what it asks for, what it shows, and what it says when there is nothing or something is missing.

use crate::portal_app::{is_listed, platform_paths};
use crate::ssr::Rendered;
use crate::ssr::testing::{HOSTILE, page, problem};

const MUNICIPALITIES: &str = "/api/v1/municipalities?q=castilla&limit=20";
const PLACES: &str = "/api/v1/places?q=castilla&limit=20";
const MANUALS: &str = "/api/v1/help?q=castilla";
const EMPTY: &str = r#"{"items":[],"next_cursor":null,"total":0}"#;

fn search(municipalities: (u16, &str), places: (u16, &str), manuals: (u16, &str)) -> Rendered {
    page(
        "/buscar?q=CASTILLA",
        &[
            (MUNICIPALITIES, municipalities.0, municipalities.1),
            (PLACES, places.0, places.1),
            (MANUALS, manuals.0, manuals.1),
        ],
    )
}

#[test]
fn one_box_finds_municipalities_places_and_manuals() {
    let first = page("/buscar?q=CASTILLA", &[]);
    assert_eq!(first.needs, [MUNICIPALITIES, PLACES, MANUALS]);
    let municipalities = format!(
        r#"{{"items":[
        {{"slug":"municastilla","name":"Municipalidad Distrital de Castilla","kind":"district","ruc":null,
        "ubigeo":"200104","department":"Piura","province":"Piura","district":"Castilla","status":"configuring",
        "created_on":null,"url":"/m/municastilla","domain":null}},
        {{"slug":"otra","name":"{HOSTILE}","kind":"district","ruc":null,"ubigeo":"200105","department":"Piura",
        "province":"Piura","district":"Catacaos","status":"without_portal","created_on":null,"url":null,"domain":null}}
        ],"next_cursor":"mas","total":40}}"#
    );
    let places = r#"{"items":[{"code":"200104","level":"district","name":"Castilla","path":"Piura, Piura, Castilla",
        "parent":"2001","capital":null,"reniec":null,"latitude":null,"longitude":null,"valid_from":null,"valid_to":null}],
        "next_cursor":null,"total":1}"#;
    let manuals = r#"{"items":[{"role":"document_desk","title":"Manual del personal municipal","section":"3. Recibir"}],
        "next_cursor":null,"total":1}"#;
    let found = search((200, &municipalities), (200, places), (200, manuals));
    assert!(found.needs.is_empty());
    for part in [
        r#"<a href="/m/municastilla""#,
        r#"<a href="/municipalidades?district=200104""#,
        r#"<a href="/ayuda/unit_staff""#,
        "3. Recibir",
        "4 resultados",
        r#"<a href="/municipalidades?q=castilla""#,
        r#"value="CASTILLA""#,
    ] {
        assert!(found.body_html.contains(part), "{part}");
    }
    assert!(!found.body_html.contains(HOSTILE));
    assert_eq!((found.meta.status, found.meta.robots), (200, "noindex"));
}

#[test]
fn nothing_found_is_not_the_same_as_something_missing() {
    let nothing = search((200, EMPTY), (200, EMPTY), (200, EMPTY));
    assert!(nothing.body_html.contains("No encontramos nada"));
    let failure = problem(503, "Fuera de servicio");
    let missing = search((200, EMPTY), (503, &failure), (200, EMPTY));
    assert!(missing.body_html.contains("La búsqueda está incompleta"));
    assert!(!missing.body_html.contains("No encontramos nada"));
}

#[test]
fn without_words_nothing_is_asked_and_every_page_of_the_platform_is_there() {
    let page = page("/buscar?q=%20", &[]);
    assert!(page.needs.is_empty());
    let pages = platform_paths().filter(|path| is_listed(path));
    for path in pages {
        let link = format!(r#"search-hits__title"><a href="{path}""#);
        assert!(page.body_html.contains(&link), "{path}");
    }
}

#[test]
fn words_of_a_page_and_codes_lead_there_without_their_accents() {
    for (typed, link) in [
        ("calculadora%20plazos", "/calculadora-de-plazos"),
        ("verificar%20documento", "/verificar"),
        ("ACCESIBILIDAD", "/accesibilidad"),
        ("por-2026-000123", "/seguimiento?codigo=POR-2026-000123"),
    ] {
        let found = page(&format!("/buscar?q={typed}"), &[]);
        let link = format!(r#"search-hits__title"><a href="{link}""#);
        assert!(found.body_html.contains(&link), "{typed}");
    }
    let code = shared::features::documents::document_code(2026, [3, 14, 15, 9, 26, 5, 29]);
    let found = page(&format!("/buscar?q={}", code.to_lowercase()), &[]);
    assert!(found.body_html.contains(&format!("/verificar/{code}")));
}

#[test]
fn too_many_words_are_cut_instead_of_refused() {
    let page = page("/buscar?q=a%20b%20c%20d%20e%20f%20g%20h%20i%20j", &[]);
    let need = page.needs.first().map(String::as_str);
    assert_eq!(
        need,
        Some("/api/v1/municipalities?q=a%20b%20c%20d%20e%20f%20g%20h&limit=20")
    );
}
