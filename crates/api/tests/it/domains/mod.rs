//! A municipality's own domain: from the request to the transfer, and what its host answers meanwhile.

mod proof;
mod service;

use actix_web::test::TestRequest;
use sea_orm::{ConnectionTrait, Statement};
use serde_json::{Value, json};
use shared::access::Role;
use shared::features::domains::{
    CERTIFICATE_CHECK_PATH, DOMAIN_CHECK_PATH, DOMAIN_PATH, DomainAction, DomainAdmin, DomainDesk,
    DomainOut, desk_step_path,
};
use uuid::Uuid;

use crate::support::{Answer, Staff, TestApp};

const NAME: &str = "www.munipiura.gob.pe";

/// An application that knows calendar and fees.
pub(crate) async fn spawn() -> TestApp {
    let app = TestApp::spawn().await;
    api::seed::seed_reference(&app.state).await.unwrap();
    app
}

/// A municipality whose portal is ready for a domain, with its administrator.
pub(crate) async fn ready<'a>(app: &'a TestApp, slug: &str) -> (Uuid, Staff<'a>) {
    let id = app.municipality(slug).await;
    let place = match slug {
        "munipiura" => "200101",
        "municallao" => "070101",
        _ => "200104",
    };
    let sql = "UPDATE municipalities SET status = 'ready_for_domain', ubigeo = $2 WHERE id = $1";
    run(app, sql, [id.into(), place.into()]).await;
    (id, app.staff_of(id, Role::PortalAdmin).await)
}

async fn run<const N: usize>(app: &TestApp, sql: &str, values: [sea_orm::Value; N]) {
    let owner = app.owner().await;
    let statement = Statement::from_sql_and_values(owner.get_database_backend(), sql, values);
    owner.execute_raw(statement).await.unwrap();
}

/// What the DNS says from now on.
pub(crate) fn zone(app: &TestApp, lines: &[String]) {
    std::fs::write(&app.state.settings.dns.zone_file, lines.join("\n")).unwrap();
}

fn proof(domain: &DomainOut) -> String {
    format!("{} TXT \"{}\"", domain.txt_name, domain.txt_value)
}

async fn read(admin: &Staff<'_>) -> DomainOut {
    let page: DomainAdmin = admin.get(DOMAIN_PATH).await.assert(200).read();
    page.domain.unwrap()
}

async fn ask(admin: &Staff<'_>, name: &str) -> Answer {
    admin.post(DOMAIN_PATH, &json!({ "domain": name })).await
}

/// Asks and proves.
async fn prove(app: &TestApp, admin: &Staff<'_>, name: &str) -> DomainOut {
    ask(admin, name).await.assert(200);
    let domain = read(admin).await;
    let points = format!("{name} A 127.0.0.1");
    zone(app, &[proof(&domain), points]);
    let found: DomainAdmin = admin.act(DOMAIN_CHECK_PATH).await.assert(200).read();
    found.domain.unwrap()
}

/// Asks, proves, and is put into service.
pub(crate) async fn serve(app: &TestApp, admin: &Staff<'_>, name: &str) -> DomainOut {
    let domain = prove(app, admin, name).await;
    let operator = app.operator().await;
    let path = desk_step_path(domain.id, DomainAction::Activate);
    let desk: DomainDesk = operator.act(&path).await.assert(200).read();
    desk.domain
}

/// What the host answers to a reader.
pub(crate) async fn at(app: &TestApp, host: &str, path: &str) -> Answer {
    let request = TestRequest::get().uri(path);
    app.send(request.insert_header(("host", host.to_owned())))
        .await
}

async fn certificate(app: &TestApp, name: &str) -> u16 {
    let path = format!("{CERTIFICATE_CHECK_PATH}?domain={name}");
    at(app, "10.0.0.5:8080", &path).await.status.as_u16()
}

async fn portal(app: &TestApp, slug: &str) -> Value {
    app.get(&format!("/api/v1/municipalities/{slug}"))
        .await
        .assert(200)
        .json()
}

async fn acts(app: &TestApp, municipality: Uuid) -> Vec<String> {
    let owner = app.owner().await;
    let sql = "SELECT action FROM journal WHERE municipality_id = $1 AND action LIKE 'domain.%' ORDER BY seq";
    let values = [municipality.into()];
    let statement = Statement::from_sql_and_values(owner.get_database_backend(), sql, values);
    let rows = owner.query_all_raw(statement).await.unwrap();
    rows.iter()
        .map(|row| row.try_get_by_index(0).unwrap())
        .collect()
}
