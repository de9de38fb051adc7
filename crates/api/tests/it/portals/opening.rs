//! A portal from its first day to the declaration that it is complete.

use serde_json::json;
use shared::access::Role;
use shared::features::portal_admin::{CHECKLIST_PATH, READY_PATH};

use super::save;
use crate::support::{Staff, TestApp, grant};

#[actix_web::test]
async fn a_portal_begins_with_its_administrator_and_is_ready_when_he_declares_it() {
    let app = TestApp::demo().await;
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
    let app = TestApp::demo().await;
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
