//! What a municipality wrote: pages, offices, videos, headings of transparency, the calendar.

use super::{tenant, under};
use crate::ssr::testing::{HOSTILE, problem};

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
