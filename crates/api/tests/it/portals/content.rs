//! What a municipality writes: headings of transparency, calendar, videos.

use chrono::TimeDelta;
use serde_json::{Value, json};
use shared::access::Role;

use super::{PIURA, add, admin_of, titles};
use crate::support::TestApp;

#[actix_web::test]
async fn the_transparency_page_says_what_stands_here_and_what_does_not() {
    let app = TestApp::demo().await;
    let path = format!("{PIURA}/transparency");
    let themes = app.get(&path).await.assert(200).json();
    assert_eq!(
        titles(&themes["items"])[..3],
        [
            "Datos generales",
            "Planeamiento y organización",
            "Presupuesto"
        ]
    );
    let heading = |themes: &Value, title: &str| {
        let all = themes["items"].as_array().unwrap().iter();
        all.flat_map(|theme| theme["items"].as_array().unwrap())
            .find(|item| item["title"] == title)
            .cloned()
    };
    let budget = heading(&themes, "Presupuesto y ejecución").unwrap();
    assert_eq!(
        (&budget["href"], &budget["updated_on"]),
        (&Value::Null, &Value::Null)
    );
    assert!(
        budget["national_url"]
            .as_str()
            .unwrap()
            .starts_with("https://www.transparencia.gob.pe")
    );

    let municipality = app.municipality("munilapunta").await;
    let admin = app.staff_of(municipality, Role::PortalAdmin).await;
    let heading_of = json!({ "theme": "budget", "title": "Marco presupuestal", "periodicity": "annual",
        "legal_basis": "TUO de la Ley 27806, art. 25", "national_url": "https://www.transparencia.gob.pe/",
        "href": "paginas/presupuesto" });
    let refused = add(&admin, "pte_items", heading_of.clone())
        .await
        .assert(422);
    assert_eq!(refused.wrong_fields(), ["value.updated_on"]);
    let mut dated = heading_of;
    dated["updated_on"] = json!("2026-11-02");
    add(&admin, "pte_items", dated).await.assert(201);
    let themes = app
        .get("/api/v1/m/munilapunta/transparency")
        .await
        .assert(200)
        .json();
    let own = heading(&themes, "Marco presupuestal").unwrap();
    assert_eq!(
        (&own["updated_on"], &own["periodicity"]),
        (&json!("2026-11-02"), &json!("Cada año"))
    );
}

#[actix_web::test]
async fn the_transparency_officer_edits_the_headings_and_nothing_else() {
    let app = TestApp::demo().await;
    let municipality = app.municipality("municastilla-piura").await;
    let officer = app.staff_of(municipality, Role::TransparencyOfficer).await;
    let list = officer
        .get("/api/v1/admin/content/pte_items")
        .await
        .assert(200)
        .json();
    assert!(list["items"].as_array().unwrap().len() > 20);
    let page = json!({ "slug": "uno", "title": "Una página", "summary": "Diez letras o más.", "body": "Texto" });
    add(&officer, "pages", page).await.assert(403);
}

#[actix_web::test]
async fn the_calendar_is_a_page_of_today_and_a_feed() {
    let app = TestApp::demo().await;
    let admin = admin_of(&app, "munilapunta").await;
    let event = |title: &str, day: &str| {
        json!({ "kind": "council_session", "title": title, "starts_on": day, "time": "18:30",
            "place": "Salón; primer piso", "legal_basis": "Ley 27972, art. 13" })
    };
    add(&admin, "events", event("Sesión de mañana", "2026-11-22"))
        .await
        .assert(201);
    add(&admin, "events", event("Sesión de hoy", "2026-11-21"))
        .await
        .assert(201);
    let mut wrong = event("Sesión", "2026-11-22");
    wrong["time"] = json!("25:00");
    let refused = add(&admin, "events", wrong).await.assert(422);
    assert_eq!(refused.wrong_fields(), ["value.time"]);

    let path = "/api/v1/m/munilapunta/agenda";
    let agenda = app.get(path).await.assert(200).json();
    assert_eq!(
        titles(&agenda["upcoming"])[..2],
        ["Sesión de hoy", "Sesión de mañana"]
    );
    app.get(path).await.assert(200);
    app.wait(TimeDelta::days(1));
    let agenda = app.get(path).await.assert(200).json();
    assert_eq!(agenda["past"][0]["title"], "Sesión de hoy");
    assert_eq!(agenda["upcoming"][0]["title"], "Sesión de mañana");
    let home = app.get("/api/v1/m/munilapunta").await.assert(200).json();
    assert_eq!(titles(&home["next_events"])[0], "Sesión de mañana");
    assert!(titles(&home["next_events"]).len() <= 3);
    let share = &home["transparency"];
    assert!(
        share["answered"].as_u64() < share["headings"].as_u64(),
        "{share}"
    );

    let feed = app.get(&format!("{path}.ics")).await.assert(200);
    assert_eq!(
        feed.header("content-type"),
        Some("text/calendar; charset=utf-8")
    );
    let feed = String::from_utf8(feed.body.to_vec()).unwrap();
    assert!(feed.starts_with("BEGIN:VCALENDAR\r\n") && feed.ends_with("END:VCALENDAR\r\n"));
    for part in [
        "DTSTART:20261122T233000Z",
        "SUMMARY:Sesión de mañana",
        "LOCATION:Salón\\; primer piso",
        "DTSTART;VALUE=DATE:20270130",
    ] {
        assert!(feed.contains(part), "{part}");
    }
}

#[actix_web::test]
async fn a_video_has_its_words_and_they_are_harmless() {
    let app = TestApp::demo().await;
    let admin = admin_of(&app, "munilapunta").await;
    let mut video = json!({ "title": "Malecón", "url": "https://videos.example/1", "published_on": "2026-11-20" });
    let refused = add(&admin, "videos", video.clone()).await.assert(422);
    assert_eq!(refused.wrong_fields(), ["value.transcript"]);
    video["transcript"] = json!("Locución: el mar.\n\n<script>alert(1)</script>");
    add(&admin, "videos", video).await.assert(201);
    let videos = app
        .get("/api/v1/m/munilapunta/videos")
        .await
        .assert(200)
        .json();
    let html = videos["items"][0]["transcript_html"].as_str().unwrap();
    assert!(html.contains("<p>Locución: el mar.</p>") && !html.contains("script"));
}

#[actix_web::test]
async fn the_menu_leads_to_no_page_that_is_not_there() {
    let app = TestApp::demo().await;
    let admin = admin_of(&app, "munilapunta").await;
    let entry = |href: &str| json!({ "label": "Turismo", "href": href });
    for href in ["paginas/no-existe", "turismo", "paginas"] {
        let refused = add(&admin, "menu", entry(href)).await.assert(422);
        assert_eq!(refused.wrong_fields(), ["value.href"], "{href}");
        assert!(
            refused.json()["errors"][0]["message"]
                .as_str()
                .unwrap()
                .contains(href)
        );
    }
    for href in [
        "",
        "paginas/acerca",
        "transparencia",
        "https://turismo.example/punta",
    ] {
        add(&admin, "menu", entry(href)).await.assert(201);
    }
}
