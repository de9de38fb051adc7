//! Files that staff send and look at, up to the coat of arms that a neighbour sees.

use chrono::TimeDelta;
use image::ImageFormat;
use serde_json::{Value, json};
use shared::access::Role;
use shared::features::journal::{HISTORY_PATH, PLATFORM_HISTORY_PATH};
use shared::features::portal_admin::{SETTINGS_PATH, StaffFile, staff_upload_path};
use uuid::Uuid;

use crate::portal_requests::{on_desk, portal, spawn, submit};
use crate::support::{Answer, Staff, TestApp, corpus, grant};

async fn send(staff: &Staff<'_>, purpose: &str, name: &str, bytes: &[u8]) -> Answer {
    staff
        .send_file(&staff_upload_path(purpose), name, bytes)
        .await
}

/// Saves the settings with this coat of arms.
async fn dress(admin: &Staff<'_>, file: Option<&StaffFile>) -> Answer {
    let now = admin.get(SETTINGS_PATH).await.assert(200);
    let mut body = now.json();
    body.as_object_mut().unwrap().remove("updated_at");
    body["coat_of_arms"] = file.map_or(
        Value::Null,
        |file| json!({ "file_id": file.id, "alt": "Escudo de Castilla" }),
    );
    admin
        .put(SETTINGS_PATH, now.header("etag").unwrap(), &body)
        .await
}

fn contains(bytes: &[u8], part: &[u8]) -> bool {
    bytes.windows(part.len()).any(|window| window == part)
}

#[actix_web::test]
async fn a_coat_of_arms_goes_from_the_administrator_to_the_neighbour_without_its_metadata() {
    let app = spawn().await;
    let (admin, slug, _) = portal(&app).await;
    let picture = corpus::telling_png("Castilla, casa del alcalde");
    assert!(contains(&picture, b"casa del alcalde"));
    let file: StaffFile = send(&admin, "image", "escudo.png", &picture)
        .await
        .assert(201)
        .read();
    assert_eq!(file.media_type, "image/png");
    // Until the settings name it, it is private: the administrator sees it, a neighbour does not.
    let public = format!("/api/v1/files/{}", file.id);
    app.get(&public).await.assert(404);
    app.get(&file.url).await.assert(401);
    admin.get(&file.url).await.assert(200);

    dress(&admin, Some(&file)).await.assert(200);
    let shown = app
        .get(&format!("/api/v1/m/{slug}"))
        .await
        .assert(200)
        .json();
    assert_eq!(shown["coat_of_arms"]["url"], public);
    assert_eq!(
        (
            &shown["coat_of_arms"]["width"],
            &shown["coat_of_arms"]["height"]
        ),
        (&json!(48), &json!(64))
    );
    let list = app.get("/api/v1/municipalities?q=castilla").await;
    let list = list.assert(200).json();
    assert_eq!(list["items"][0]["coat_of_arms"], public);
    let seen = app.get(&public).await.assert(200);
    assert_eq!(seen.header("content-type"), Some("image/png"));
    assert!(!contains(&seen.body, b"casa del alcalde"));
    assert!(!contains(&seen.body, b"eXIf"));

    // Taken out of the settings, nobody outside reads it any more.
    dress(&admin, None).await.assert(200);
    app.get(&public).await.assert(404);
    let list = app.get("/api/v1/municipalities?q=castilla").await;
    assert_eq!(
        list.assert(200).json()["items"][0]["coat_of_arms"],
        Value::Null
    );
}

#[actix_web::test]
async fn only_an_image_of_the_same_municipality_becomes_a_coat_of_arms() {
    let app = spawn().await;
    let (admin, ..) = portal(&app).await;
    let scan: StaffFile = send(&admin, "scan", "resolucion.pdf", &corpus::pdf(b""))
        .await
        .assert(201)
        .read();
    let refused = dress(&admin, Some(&scan)).await.assert(422);
    assert_eq!(refused.wrong_fields(), ["coat_of_arms.file_id"]);

    let other = app.staff(Role::PortalAdmin).await;
    let picture = corpus::picture(ImageFormat::Png, 40, 40);
    let foreign: StaffFile = send(&other, "image", "escudo.png", &picture)
        .await
        .assert(201)
        .read();
    let refused = dress(&admin, Some(&foreign)).await.assert(422);
    assert_eq!(refused.wrong_fields(), ["coat_of_arms.file_id"]);
    admin.get(&foreign.url).await.assert(404);
}

#[actix_web::test]
async fn what_no_form_named_is_swept_after_two_days_and_what_one_named_stays() {
    let app = spawn().await;
    let (admin, ..) = portal(&app).await;
    let image = |side| corpus::picture(ImageFormat::Png, side, side);
    let forgotten: StaffFile = send(&admin, "image", "borrador.png", &image(40))
        .await
        .assert(201)
        .read();
    let scan: StaffFile = send(&admin, "scan", "resolucion.pdf", &corpus::pdf(b""))
        .await
        .assert(201)
        .read();
    let shown: StaffFile = send(&admin, "image", "escudo.png", &image(50))
        .await
        .assert(201)
        .read();
    dress(&admin, Some(&shown)).await.assert(200);
    let mut give = grant(&app.person(), Role::InternalAuditor);
    give["resolution"]["file_id"] = json!(Uuid::now_v7());
    let refused = admin.post("/api/v1/admin/grants", &give).await.assert(422);
    assert_eq!(refused.wrong_fields(), ["resolution.file_id"]);
    give["resolution"]["file_id"] = json!(scan.id);
    admin.post("/api/v1/admin/grants", &give).await.assert(201);

    app.wait(TimeDelta::hours(47));
    app.run_jobs().await;
    admin.login().await.assert(200);
    admin.get(&forgotten.url).await.assert(200);
    app.wait(TimeDelta::hours(25));
    app.run_jobs().await;
    admin.login().await.assert(200);
    admin.get(&forgotten.url).await.assert(404);
    admin.get(&scan.url).await.assert(200);
    app.get(&format!("/api/v1/files/{}", shown.id))
        .await
        .assert(200);
    let history = format!("{HISTORY_PATH}?action=file.abandoned");
    let acts = admin.get(&history).await.assert(200).json();
    let items = acts["items"].as_array().unwrap();
    assert_eq!(items.len(), 1);
    assert_eq!(items[0]["subject"]["id"], json!(forgotten.id));
}

#[actix_web::test]
async fn what_a_purpose_does_not_take_is_told_at_the_field() {
    let app = TestApp::spawn().await;
    let admin = app.staff(Role::PortalAdmin).await;
    let refused = send(&admin, "image", "escudo.png", &corpus::pdf(b"")).await;
    assert_eq!(refused.assert(422).wrong_fields(), ["file"]);
    let unknown = send(&admin, "cosa", "x.png", &corpus::pdf(b"")).await;
    assert!(unknown.status.is_client_error(), "{}", unknown.status);
    let reader = app.staff(Role::InternalAuditor).await;
    let picture = corpus::picture(ImageFormat::Png, 40, 40);
    send(&reader, "image", "escudo.png", &picture)
        .await
        .assert(403);
}

#[actix_web::test]
async fn an_administrator_reads_the_document_that_designated_him_and_leaves_a_line() {
    let app = spawn().await;
    let (admin, ..) = portal(&app).await;
    let grants = admin.get("/api/v1/admin/grants").await.assert(200).json();
    let scan = grants["items"][0]["resolution"]["file_id"]
        .as_str()
        .unwrap();
    let path = format!("/api/v1/admin/files/{scan}");
    let seen = admin.get(&path).await.assert(200);
    assert_eq!(seen.header("content-type"), Some("application/pdf"));
    let looks = format!("{HISTORY_PATH}?action=file.viewed");
    let looks = admin.get(&looks).await.assert(200).json();
    assert_eq!(looks["items"][0]["subject"]["id"], scan);
    let other = app.staff(Role::PortalAdmin).await;
    other.get(&path).await.assert(404);
}

#[actix_web::test]
async fn each_look_at_a_private_file_stands_in_the_journal() {
    let app = TestApp::spawn().await;
    let admin = app.staff(Role::PortalAdmin).await;
    let scan: StaffFile = send(&admin, "scan", "resolucion.pdf", &corpus::pdf(b""))
        .await
        .assert(201)
        .read();
    let place = app.municipality("munipiura").await;
    let auditor = app.staff_of(place, Role::InternalAuditor).await;
    let seen = auditor.get(&scan.url).await.assert(200);
    assert_eq!(seen.header("cache-control"), Some("no-store"));
    let lines = admin
        .get(&format!(
            "{HISTORY_PATH}?subject_type=file&subject_id={}",
            scan.id
        ))
        .await
        .assert(200)
        .json();
    let acts: Vec<_> = (0..2)
        .map(|index| {
            let line = &lines["items"][index];
            (line["action"].clone(), line["actor"]["name"].clone())
        })
        .collect();
    assert_eq!(
        acts,
        [
            (json!("file.viewed"), json!(auditor.name)),
            (json!("file.received"), json!(admin.name))
        ]
    );
    // The name of a file may say who it is about; the journal is kept for ever.
    assert!(!lines.to_string().contains("resolucion.pdf"));
}

#[actix_web::test]
async fn an_operator_opens_the_scan_of_a_request_and_leaves_a_line() {
    let app = spawn().await;
    submit(&app).await;
    let operator = app.operator().await;
    let id = on_desk(&operator).await;
    let request = operator
        .get(&format!("/api/v1/platform/portal-requests/{id}"))
        .await
        .assert(200)
        .json();
    let scan = request["scan_id"].as_str().unwrap();
    let path = format!("/api/v1/platform/files/{scan}");
    let seen = operator.get(&path).await.assert(200);
    assert_eq!(seen.header("content-type"), Some("application/pdf"));
    let lines = operator
        .get(&format!("{PLATFORM_HISTORY_PATH}?action=file.viewed"))
        .await
        .assert(200)
        .json();
    assert_eq!(lines["items"][0]["subject"]["id"], scan);
    let admin = app.staff(Role::PortalAdmin).await;
    admin.get(&path).await.assert(403);
    admin
        .get(&format!("/api/v1/admin/files/{scan}"))
        .await
        .assert(404);
}
