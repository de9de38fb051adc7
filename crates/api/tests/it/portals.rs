//! A municipality's portal: what its administrators change, and what neighbours see the moment after.

use actix_web::http::header::IF_NONE_MATCH;
use actix_web::test::TestRequest;
use api::seed::{seed_demo, seed_reference};
use chrono::TimeDelta;
use serde_json::{Value, json};
use shared::access::Role;
use shared::features::portal_admin::{CHECKLIST_PATH, READY_PATH, SETTINGS_PATH};

use crate::support::{Answer, Staff, TestApp, grant};

const PIURA: &str = "/api/v1/m/munipiura";

/// An application with the demo's municipalities.
async fn spawn() -> TestApp {
    let app = TestApp::spawn().await;
    seed_reference(&app.state).await.unwrap();
    seed_demo(&app.state).await.unwrap();
    app
}

async fn admin_of<'a>(app: &'a TestApp, slug: &str) -> Staff<'a> {
    let municipality = app.municipality(slug).await;
    app.staff_of(municipality, Role::PortalAdmin).await
}

/// Changes the settings as they stand and sends them back.
async fn save(admin: &Staff<'_>, change: impl FnOnce(&mut Value)) -> Answer {
    let now = admin.get(SETTINGS_PATH).await.assert(200);
    let mut body = now.json();
    let members = body.as_object_mut().unwrap();
    members.remove("updated_at");
    for image in ["coat_of_arms", "header_image"] {
        if let Some(image) = members[image].as_object_mut() {
            image.remove("url");
        }
    }
    change(&mut body);
    admin
        .put(SETTINGS_PATH, now.header("etag").unwrap(), &body)
        .await
}

async fn add(admin: &Staff<'_>, kind: &str, value: Value) -> Answer {
    let body = json!({ "is_visible": true, "value": value });
    admin
        .post(&format!("/api/v1/admin/content/{kind}"), &body)
        .await
}

fn titles(list: &Value) -> Vec<&str> {
    let items = list.as_array().unwrap().iter();
    items.map(|item| item["title"].as_str().unwrap()).collect()
}

#[actix_web::test]
async fn a_change_is_on_the_public_page_at_the_next_request_and_its_tag_is_another() {
    let app = spawn().await;
    let admin = admin_of(&app, "munipiura").await;
    // Twice: the second time from memory.
    app.get(PIURA).await.assert(200);
    let before = app.get(PIURA).await.assert(200);
    let tag = before.header("etag").unwrap().to_owned();
    save(&admin, |body| {
        body["summary"] = json!("Piura, la primera ciudad.")
    })
    .await
    .assert(200);
    let known = TestRequest::get()
        .uri(PIURA)
        .insert_header((IF_NONE_MATCH, tag.as_str()));
    let after = app.send(known).await.assert(200);
    assert_eq!(after.json()["summary"], "Piura, la primera ciudad.");
    assert_ne!(after.header("etag"), Some(tag.as_str()));
}

#[actix_web::test]
async fn the_footer_names_the_mayor_and_those_who_answer_and_follows_each_grant() {
    let app = spawn().await;
    let officers = async || app.get(PIURA).await.assert(200).json()["officers"].clone();
    let subjects = |officers: &Value| {
        let all = officers.as_array().unwrap().iter();
        all.map(|one| one["subject"].as_str().unwrap().to_owned())
            .collect::<Vec<_>>()
    };
    let seeded = officers().await;
    let expected = [
        "Alcaldesa",
        "Portal de Transparencia",
        "Acceso a la información pública",
        "Libro de Reclamaciones",
        "Datos personales",
    ];
    assert_eq!(subjects(&seeded), expected);
    assert!(!seeded.to_string().contains('@'));
    let admin = admin_of(&app, "munipiura").await;
    let person = app.person();
    admin
        .post("/api/v1/admin/grants", &grant(&person, Role::AccessOfficer))
        .await
        .assert(201);
    let now = officers().await;
    assert!(now.to_string().contains(person["name"].as_str().unwrap()));
    // The mandate ends with the year, without anybody doing anything.
    app.wait(TimeDelta::days(60));
    assert!(!subjects(&officers().await).contains(&"Alcaldesa".to_owned()));
}

#[actix_web::test]
async fn the_header_shows_what_is_fresh_in_the_order_of_the_municipality() {
    let app = spawn().await;
    let admin = admin_of(&app, "munipiura").await;
    let now = app.now();
    let widgets = json!([
        { "kind": "weather", "is_visible": true }, { "kind": "uit", "is_visible": true },
        { "kind": "year_name", "is_visible": false }, { "kind": "exchange_rate", "is_visible": true },
    ]);
    save(&admin, |body| {
        body["widgets"] = widgets.clone();
        body["weather"] =
            json!({ "text": "Soleado, 29 °C", "observed_at": now, "source": "Senamhi" });
    })
    .await
    .assert(200);
    let kinds = async || {
        let portal = app.get(PIURA).await.assert(200).json();
        let all = portal["widgets"].as_array().unwrap().clone();
        for widget in &all {
            assert!(widget["valid_on"].is_string() && widget["source"].is_string());
        }
        all.iter()
            .map(|widget| widget["kind"].as_str().unwrap().to_owned())
            .collect::<Vec<_>>()
    };
    assert_eq!(kinds().await, ["weather", "uit"]);
    app.wait(TimeDelta::hours(6) + TimeDelta::seconds(1));
    assert_eq!(
        kinds().await,
        ["uit"],
        "stale weather is hidden, also from memory"
    );
    admin.login().await.assert(200);
    let twice = json!([widgets[0], widgets[0], widgets[1], widgets[2]]);
    let refused = save(&admin, |body| body["widgets"] = twice)
        .await
        .assert(422);
    assert_eq!(refused.wrong_fields(), ["widgets"]);
}

#[actix_web::test]
async fn a_colour_that_not_everybody_can_read_is_refused_with_the_nearest_one() {
    let app = spawn().await;
    let admin = admin_of(&app, "munipiura").await;
    let refused = save(&admin, |body| body["brand_color"] = json!("#ff9900"))
        .await
        .assert(422);
    assert_eq!(refused.wrong_fields(), ["brand_color"]);
    let message = refused.problem().errors[0].message.clone();
    let near = message.split('#').nth(1).unwrap().get(..6).unwrap();
    save(&admin, |body| {
        body["brand_color"] = json!(format!("#{near}"))
    })
    .await
    .assert(200);
    let sheet = app.get(&format!("{PIURA}/theme.css")).await.assert(200);
    let sheet = String::from_utf8(sheet.body.to_vec()).unwrap();
    assert!(sheet.contains(&format!("light-dark(#{near}")), "{sheet}");
}

#[actix_web::test]
async fn the_transparency_page_says_what_stands_here_and_what_does_not() {
    let app = spawn().await;
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
    let app = TestApp::spawn().await;
    seed_reference(&app.state).await.unwrap();
    seed_demo(&app.state).await.unwrap();
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
    let app = spawn().await;
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
    let app = spawn().await;
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
async fn a_portal_begins_with_its_administrator_and_is_ready_when_he_declares_it() {
    let app = spawn().await;
    let slug = "munilapunta";
    let municipality = app.municipality(slug).await;
    set_status(&app, slug, "created").await;
    let admin = app.staff_of(municipality, Role::PortalAdmin).await;
    let status = async || {
        let portal = app.get(&format!("/api/v1/m/{slug}")).await.assert(200);
        portal.json()["status"].as_str().unwrap().to_owned()
    };
    assert_eq!(status().await, "configuring");
    let checklist = admin.get(CHECKLIST_PATH).await.assert(200).json();
    assert_eq!(checklist["status"], "configuring");
    // Thirty working days from Saturday the 21st of November of 2026.
    assert!(
        checklist["due_at"]
            .as_str()
            .unwrap()
            .starts_with("2027-01-")
    );
    let mails = app.mails_to(&admin.email).await;
    assert!(
        mails
            .iter()
            .any(|mail| mail.contains("ya está en preparación"))
    );

    let declare = async |confirmed: bool| {
        admin
            .post(READY_PATH, &json!({ "confirmed": confirmed }))
            .await
    };
    let refused = declare(false).await.assert(422);
    assert_eq!(refused.wrong_fields(), ["confirmed"]);
    declare(true).await.assert(409);

    complete(&app, &admin).await;
    let operator = app.operator().await;
    let ready = declare(true).await.assert(200).json();
    assert_eq!(ready["status"], "ready_for_domain");
    assert_eq!(status().await, "ready_for_domain");
    for mailbox in [&admin.email, &operator.email] {
        let mails = app.mails_to(mailbox).await;
        assert!(
            mails
                .iter()
                .any(|mail| mail.contains("declaró que está completo")),
            "{mailbox}"
        );
    }
    declare(true).await.assert(409);
    let again = admin.elsewhere();
    again.login().await.assert(200);
    assert_eq!(status().await, "ready_for_domain");
}

/// What the checklist still misses in a portal that the demo dressed.
async fn complete(app: &TestApp, admin: &Staff<'_>) {
    let image = picture(app, admin).await;
    save(admin, |body| {
        body["coat_of_arms"] = json!({ "file_id": image, "alt": "Escudo de La Punta" });
    })
    .await
    .assert(200);
    let officer = grant(&app.person(), Role::DataProtectionOfficer);
    admin
        .post("/api/v1/admin/grants", &officer)
        .await
        .assert(201);
    let checklist = admin.get(CHECKLIST_PATH).await.assert(200).json();
    let missing: Vec<_> = checklist["items"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|item| item["needed_for_domain"] == true && item["done"] == false)
        .collect();
    assert!(missing.is_empty(), "{missing:?}");
}

/// A picture that was sent, as the form names it.
async fn picture(app: &TestApp, admin: &Staff<'_>) -> String {
    use crate::support::corpus;
    let head = "--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"escudo.png\"\r\n\
        Content-Type: image/png\r\n\r\n";
    let png = corpus::picture(image::ImageFormat::Png, 40, 40);
    let body = [head.as_bytes(), &png, b"\r\n--x--\r\n"].concat();
    let request = admin
        .request(actix_web::http::Method::POST, "/api/v1/admin/uploads/image")
        .insert_header(("content-type", "multipart/form-data; boundary=x"))
        .set_payload(body);
    let sent = admin.send(request).await.assert(201).json();
    app.run_jobs().await;
    sent["id"].as_str().unwrap().to_owned()
}

async fn set_status(app: &TestApp, slug: &str, status: &str) {
    use sea_orm::{ConnectionTrait, Statement};
    let owner = app.owner().await;
    let sql = "UPDATE municipalities SET status = $1 WHERE slug = $2";
    let values = [status.into(), slug.into()];
    let update = Statement::from_sql_and_values(owner.get_database_backend(), sql, values);
    owner.execute_raw(update).await.unwrap();
}

#[actix_web::test]
async fn each_level_begins_with_its_own_menu_organs_headings_and_deadlines() {
    let app = spawn().await;
    let count = async |path: &str| {
        let list = app.get(&format!("/api/v1/m/{path}")).await.assert(200);
        list.json()["items"].as_array().unwrap().len()
    };
    for slug in ["munipiura", "munilapunta"] {
        let portal = app
            .get(&format!("/api/v1/m/{slug}"))
            .await
            .assert(200)
            .json();
        let menu = portal["menu"].to_string();
        for page in ["\"transparencia\"", "\"agenda\"", "\"organigrama\""] {
            assert!(menu.contains(page), "{page} in {menu}");
        }
        assert!(count(&format!("{slug}/org-units")).await >= 5);
        let agenda = app
            .get(&format!("/api/v1/m/{slug}/agenda"))
            .await
            .assert(200)
            .json();
        let deadlines = agenda["upcoming"].as_array().unwrap().iter();
        let deadlines = deadlines.filter(|event| event["kind"] == "Plazo de publicación");
        assert_eq!(deadlines.count(), 4);
    }
    let callao = app
        .get("/api/v1/m/municallao/org-units")
        .await
        .assert(200)
        .json();
    for siglas in ["GGAI", "GGATR-GR", "GGTU-GTT", "SG-GRDAG", "DCEN-SIHOC"] {
        assert!(callao.to_string().contains(&format!("\"{siglas}\"")));
    }
}
