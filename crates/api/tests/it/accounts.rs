//! Accounts: how they begin and end, and that nothing personal lies about.

use chrono::TimeDelta;
use sea_orm::{ConnectionTrait, DatabaseConnection, DbBackend, Statement};
use serde_json::json;
use shared::access::Role;
use shared::features::accounts::{DeclarationOut, InvitationOut};
use shared::features::auth::NextStep;

use crate::support::{PASSWORD, Staff, TestApp, grant};

#[actix_web::test]
async fn a_new_installation_lets_nobody_in() {
    let app = TestApp::spawn().await;
    let person = app.person();
    let mut browser = Staff::browser(&app, &person);
    for name in ["admin", "root", "munica", "operador", "demo"] {
        for password in [
            "admin", "munica", "password", "123456", "demo", "admin123", "secret", "changeme",
            "peru2026", "x",
        ] {
            browser.email = format!("{name}@munica.example");
            let status = browser.login_with(password, None).await.status.as_u16();
            assert!(
                status == 401 || status == 429,
                "{name} {password}: {status}"
            );
            app.wait(TimeDelta::seconds(11));
        }
    }
}

#[actix_web::test]
async fn an_invitation_works_once_within_its_days() {
    let app = TestApp::spawn().await;
    let person = app.person();
    let browser = Staff::browser(&app, &person);
    let link = api::create_operator(&app.state, &browser.name, &browser.email, &browser.dni)
        .await
        .unwrap();
    let token = link.rsplit('/').next().unwrap();
    let path = format!("/api/v1/auth/invitations/{token}");
    let shown: InvitationOut = app.get(&path).await.assert(200).read();
    assert_eq!(
        (shown.name.as_str(), shown.min_password),
        (browser.name.as_str(), 15)
    );
    assert_eq!(shown.roles, [Role::PlatformOperator]);
    assert!(shown.email.contains("****"));
    for weak in ["corta", "munica munica munica", "qwertyuiop12345"] {
        let refused = browser.post(&path, &json!({ "password": weak })).await;
        assert_eq!(refused.assert(422).wrong_fields(), ["password"], "{weak}");
    }
    let body = json!({ "password": PASSWORD });
    let uses = futures_util::future::join_all((0..10).map(|_| browser.post(&path, &body))).await;
    assert_eq!(uses.iter().filter(|answer| answer.status == 204).count(), 1);
    browser.post(&path, &body).await.assert(410);
    app.get(&path).await.assert(410);
    app.get("/api/v1/auth/invitations/nada").await.assert(410);

    let other = app.person();
    let other = Staff::browser(&app, &other);
    let link = api::create_operator(&app.state, &other.name, &other.email, &other.dni)
        .await
        .unwrap();
    let token = link.rsplit('/').next().unwrap();
    app.wait(TimeDelta::days(7));
    app.get(&format!("/api/v1/auth/invitations/{token}"))
        .await
        .assert(410);
}

#[actix_web::test]
async fn nobody_works_before_he_has_declared_personal_use() {
    let app = TestApp::spawn().await;
    let person = app.person();
    let browser = Staff::browser(&app, &person);
    api::create_operator(&app.state, &browser.name, &browser.email, &browser.dni)
        .await
        .unwrap();
    let token = app
        .token_in_mail(&browser.email, "/admin/invitacion/")
        .await;
    let accept = format!("/api/v1/auth/invitations/{token}");
    browser
        .post(&accept, &json!({ "password": PASSWORD }))
        .await
        .assert(204);
    let answer = browser.login().await.assert(200);
    assert_eq!(answer.json()["next"], json!(NextStep::Declaration));
    let refused = browser.get("/api/v1/platform/operators").await.assert(403);
    assert_eq!(refused.problem().code, "step_required");
    let text: DeclarationOut = browser
        .get("/api/v1/auth/declaration")
        .await
        .assert(200)
        .read();
    let declare = |version: i32| json!({ "version": version });
    browser
        .post("/api/v1/auth/declaration", &declare(text.version + 1))
        .await
        .assert(409);
    browser
        .post("/api/v1/auth/declaration", &declare(text.version))
        .await
        .assert(204);
    browser.get("/api/v1/platform/operators").await.assert(200);
}

#[actix_web::test]
async fn in_production_who_changes_things_enrols_a_second_factor_first() {
    let app = TestApp::spawn_with(|settings| {
        settings.mode = api::settings::Mode::Production;
        settings.server.public_url = "https://munica.pe".to_owned();
        settings.mail.transport = api::settings::MailTransport::Smtp;
        settings.mail.smtp_url = "smtp://127.0.0.1:1".into();
        settings.mail.from = "Munica <no-responder@munica.pe>".to_owned();
        settings.mail.reply_to = "Munica <consultas@munica.pe>".to_owned();
        settings.database.allow_unsafe_durability = std::env::var("MUNICA_TEST_PG").is_ok();
        (settings.identity.hash_memory, settings.identity.hash_passes) = (19_456, 2);
    });
    // On a test cluster without fsync a production cannot be started: nothing to look at.
    if std::env::var("MUNICA_TEST_PG").is_ok() {
        return;
    }
    let app = app.await;
    let person = app.person();
    let browser = Staff::browser(&app, &person);
    let link = api::create_operator(&app.state, &browser.name, &browser.email, &browser.dni)
        .await
        .unwrap();
    let accept = format!(
        "/api/v1/auth/invitations/{}",
        link.rsplit('/').next().unwrap()
    );
    browser
        .post(&accept, &json!({ "password": PASSWORD }))
        .await
        .assert(204);
    browser.login().await.assert(200);
    browser
        .post("/api/v1/auth/declaration", &json!({ "version": 1 }))
        .await
        .assert(204);
    let me = browser.get("/api/v1/auth/me").await.assert(200).json();
    assert_eq!(me["next"], json!("enrol"));
    let refused = browser.get("/api/v1/platform/operators").await.assert(403);
    assert_eq!(refused.problem().code, "step_required");
}

#[actix_web::test]
async fn a_disabled_account_is_out_at_the_next_request() {
    let app = TestApp::spawn().await;
    let (first, second) = (app.operator().await, app.operator().await);
    let list = first
        .get("/api/v1/platform/operators")
        .await
        .assert(200)
        .json();
    let items = list["items"].as_array().unwrap();
    let of = |person: &Staff<'_>| {
        let item = items
            .iter()
            .find(|item| item["name"] == person.name.as_str())
            .unwrap();
        item["account_id"].as_str().unwrap().to_owned()
    };
    let step = |id: String, act: &str| format!("/api/v1/platform/accounts/{id}/{act}");
    first.act(&step(of(&first), "disable")).await.assert(409);
    first.act(&step(of(&second), "enable")).await.assert(409);
    first.act(&step(of(&second), "disable")).await.assert(204);
    second.get("/api/v1/auth/me").await.assert(401);
    second.act("/api/v1/auth/refresh").await.assert(401);
    second.login().await.assert(401);
    // Enabled again, the person begins anew: the old password opens nothing.
    app.wait(TimeDelta::seconds(1));
    first.act(&step(of(&second), "enable")).await.assert(204);
    second.login().await.assert(401);
    // Wrong passwords slow the account down for a while.
    app.wait(TimeDelta::minutes(15));
    second.begin().await;
    second.get("/api/v1/platform/operators").await.assert(200);
}

#[actix_web::test]
async fn a_reset_link_works_once_for_ten_minutes_and_ends_every_session() {
    let app = TestApp::spawn().await;
    let operator = app.operator().await;
    let browser = operator.elsewhere();
    let path = "/api/v1/auth/password-resets";
    let unknown = browser
        .post(path, &json!({ "email": "nadie@muni.example" }))
        .await
        .assert(202);
    let known = browser
        .post(path, &json!({ "email": operator.email }))
        .await
        .assert(202);
    assert_eq!(unknown.body, known.body);
    assert!(app.mails_to("nadie@muni.example").await.is_empty());
    let token = app
        .token_in_mail(&operator.email, "/admin/restablecer/")
        .await;
    let use_link = format!("{path}/{token}");
    let body = json!({ "password": "otra frase muy larga" });
    browser.post(&use_link, &body).await.assert(204);
    browser.post(&use_link, &body).await.assert(410);
    operator.get("/api/v1/auth/me").await.assert(401);
    browser
        .login_with("otra frase muy larga", None)
        .await
        .assert(200);

    app.wait(TimeDelta::minutes(5));
    browser
        .post(path, &json!({ "email": operator.email }))
        .await
        .assert(202);
    let token = app
        .token_in_mail(&operator.email, "/admin/restablecer/")
        .await;
    app.wait(TimeDelta::minutes(10));
    browser
        .post(&format!("{path}/{token}"), &body)
        .await
        .assert(410);
}

#[actix_web::test]
async fn one_person_has_one_account_with_one_mail() {
    let app = TestApp::spawn().await;
    let admin = app.staff(Role::PortalAdmin).await;
    let person = app.person();
    let give = |person: serde_json::Value, role| grant(&person, role);
    admin
        .post(
            "/api/v1/admin/grants",
            &give(person.clone(), Role::VisitsAdmin),
        )
        .await
        .assert(201);
    admin
        .post(
            "/api/v1/admin/grants",
            &give(person.clone(), Role::DocumentDesk),
        )
        .await
        .assert(201);
    admin
        .post(
            "/api/v1/admin/grants",
            &give(person.clone(), Role::DocumentDesk),
        )
        .await
        .assert(409);
    let mut other_mail = person.clone();
    other_mail["email"] = "otro@muni.example".into();
    let refused = admin
        .post("/api/v1/admin/grants", &give(other_mail, Role::UnitStaff))
        .await;
    assert_eq!(refused.assert(422).wrong_fields(), ["person.email"]);
    let mut other_person = app.person();
    other_person["email"] = person["email"].clone();
    let refused = admin
        .post("/api/v1/admin/grants", &give(other_person, Role::UnitStaff))
        .await;
    assert_eq!(refused.assert(422).wrong_fields(), ["person.email"]);
}

#[actix_web::test]
async fn neither_documents_nor_mails_nor_secrets_lie_open_in_the_database() {
    let app = TestApp::spawn().await;
    let admin = app.staff(Role::PortalAdmin).await;
    let offer = admin
        .act("/api/v1/auth/second-factor")
        .await
        .assert(200)
        .json();
    admin
        .login_with("una clave equivocada", None)
        .await
        .assert(401);
    let asked = json!({ "name": "Observatorio", "email": "datos@observatorio.example", "purpose": "Estudiar el gasto" });
    admin
        .post("/api/v1/developers/keys", &asked)
        .await
        .assert(202);
    let canaries = [
        admin.dni.clone(),
        admin.email.clone(),
        "datos@observatorio.example".to_owned(),
        PASSWORD.to_owned(),
        offer["secret"].as_str().unwrap().to_owned(),
        admin.cookie("__Host-rt").unwrap(),
        admin.cookie("__Host-at").unwrap(),
    ];
    let owner = app.owner().await;
    let columns = columns(&owner).await;
    assert!(
        columns
            .iter()
            .any(|(table, column)| table == "journal" && column == "body")
    );
    for (table, column) in columns {
        for canary in &canaries {
            let found = occurrences(&owner, &table, &column, canary).await;
            assert_eq!(found, 0, "{canary} lies in {table}.{column}");
        }
    }
}

/// Every column of every table.
async fn columns(owner: &DatabaseConnection) -> Vec<(String, String)> {
    let backend = owner.get_database_backend();
    let sql = match backend {
        DbBackend::Postgres => {
            "SELECT table_name::text, column_name::text FROM information_schema.columns WHERE table_schema = 'public'"
        }
        _ => {
            "SELECT m.name, p.name FROM sqlite_master m JOIN pragma_table_info(m.name) p WHERE m.type = 'table'"
        }
    };
    let rows = owner
        .query_all_raw(Statement::from_string(backend, sql))
        .await
        .unwrap();
    rows.iter()
        .map(|row| {
            (
                row.try_get_by_index(0).unwrap(),
                row.try_get_by_index(1).unwrap(),
            )
        })
        .collect()
}

/// Rows of a column that hold a text, also inside bytes.
pub(crate) async fn occurrences(
    owner: &DatabaseConnection,
    table: &str,
    column: &str,
    text: &str,
) -> i64 {
    let backend = owner.get_database_backend();
    let sql = match backend {
        DbBackend::Postgres => format!(
            "SELECT COUNT(*) FROM \"{table}\" WHERE position($1 IN \"{column}\"::text) > 0 OR position($2 IN \"{column}\"::text) > 0"
        ),
        _ => format!(
            "SELECT COUNT(*) FROM \"{table}\" WHERE instr(CAST(\"{column}\" AS BLOB), CAST($1 AS BLOB)) > 0
             OR instr(hex(\"{column}\"), upper($2)) > 0"
        ),
    };
    let values = [text.into(), hex::encode(text).into()];
    let query = Statement::from_sql_and_values(backend, sql, values);
    let row = owner.query_one_raw(query).await.unwrap().unwrap();
    row.try_get_by_index(0).unwrap()
}

#[actix_web::test]
async fn whoever_tries_links_is_slowed_down() {
    let app = TestApp::spawn().await;
    let path = |number: u32| format!("/api/v1/auth/invitations/{number}");
    for number in 0..31 {
        app.get(&path(number)).await.assert(410);
    }
    app.get(&path(31)).await.assert(429);
    app.wait(TimeDelta::seconds(3));
    app.get(&path(32)).await.assert(410);
}
