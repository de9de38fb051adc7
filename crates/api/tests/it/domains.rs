//! A municipality's own domain: from the request to the transfer, and what its host answers meanwhile.

use actix_web::test::TestRequest;
use chrono::TimeDelta;
use sea_orm::{ConnectionTrait, Statement};
use serde_json::{Value, json};
use shared::access::Role;
use shared::features::domains::{
    CERTIFICATE_CHECK_PATH, DESK_PATH, DOMAIN_CHECK_PATH, DOMAIN_PATH, DOMAIN_PAYMENTS_PATH,
    DomainAction, DomainAdmin, DomainDesk, DomainListItem, DomainOut, DomainState, PaymentState,
    TransferStep, desk_path, desk_step_path, payment_step_path, transfer_step_path,
};
use shared::kit::page::Page;
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

fn paid(voucher: &str) -> Value {
    json!({ "amount_cents": 11_000, "paid_on": "2026-11-20", "voucher": voucher })
}

async fn record(admin: &Staff<'_>, voucher: &str) -> DomainOut {
    let answer = admin.post(DOMAIN_PAYMENTS_PATH, &paid(voucher)).await;
    answer.assert(200).read::<DomainAdmin>().domain.unwrap()
}

#[actix_web::test]
async fn a_domain_goes_from_the_request_through_its_proof_into_service() {
    let app = spawn().await;
    let (piura, admin) = ready(&app, "munipiura").await;
    let before: DomainAdmin = admin.get(DOMAIN_PATH).await.assert(200).read();
    assert_eq!((before.domain, before.ready), (None, true));
    assert_eq!(before.suggested, NAME);
    ask(&admin, " WWW.MuniPiura.gob.pe ").await.assert(200);
    let domain = read(&admin).await;
    assert_eq!(
        (domain.domain.as_str(), domain.state),
        (NAME, DomainState::Requested)
    );
    assert_eq!(domain.txt_name, "_munica.www.munipiura.gob.pe");
    assert_eq!(domain.warning, None);

    zone(&app, &[format!("{} TXT \"otra cosa\"", domain.txt_name)]);
    let found: DomainAdmin = admin.act(DOMAIN_CHECK_PATH).await.assert(200).read();
    let found = found.domain.unwrap();
    let finding = found.finding.unwrap();
    assert_eq!(found.state, DomainState::Requested);
    assert_eq!(
        (finding.proved, finding.records),
        (false, vec!["otra cosa".to_owned()])
    );
    assert_eq!(finding.notes.len(), 2, "{:?}", finding.notes);
    assert_eq!(certificate(&app, NAME).await, 404);

    zone(&app, &[proof(&domain), format!("{NAME} A 127.0.0.1")]);
    admin.act(DOMAIN_CHECK_PATH).await.assert(200);
    let domain = read(&admin).await;
    assert_eq!(domain.state, DomainState::Verified);
    assert!(domain.finding.unwrap().points_here);
    assert_eq!(certificate(&app, NAME).await, 200);
    assert_eq!(
        at(&app, NAME, "/api/v1/m/munipiura/portal").await.status,
        421
    );

    let operator = app.operator().await;
    let list: Page<DomainListItem> = operator
        .get(&format!("{DESK_PATH}?state=verified"))
        .await
        .assert(200)
        .read();
    assert_eq!(list.items.len(), 1);
    let path = desk_step_path(domain.id, DomainAction::Activate);
    let desk: DomainDesk = operator.act(&path).await.assert(200).read();
    assert_eq!(desk.domain.state, DomainState::Active);
    // 21 November 2027 is a Sunday.
    assert_eq!(desk.domain.renews_on.unwrap().to_string(), "2027-11-22");
    assert_eq!(desk.domain.grace_until.unwrap().to_string(), "2027-12-22");
    assert_eq!(desk.domain.fee_cents, Some(11_000));
    operator.act(&path).await.assert(409);
    let listed = portal(&app, "munipiura").await;
    assert_eq!(listed["status"], "domain_active");
    assert_eq!(listed["domain"], NAME);
    assert_eq!(
        acts(&app, piura).await,
        [
            "domain.requested",
            "domain.checked",
            "domain.checked",
            "domain.activated"
        ]
    );
    app.run_jobs().await;
    let mails = app.mails_to(&admin.email).await;
    let told = |words: &str| mails.iter().filter(|mail| mail.contains(words)).count();
    assert_eq!(
        (told("demuestra que www.munipiura.gob.pe"), told("se ve en")),
        (1, 1)
    );
}

#[actix_web::test]
async fn a_name_that_cannot_be_the_municipalitys_is_refused_at_its_field() {
    let app = spawn().await;
    let (_, admin) = ready(&app, "munipiura").await;
    for name in [
        "",
        "munipiura",
        "https://www.munipiura.gob.pe",
        "127.0.0.1",
        "x.127.0.0.1",
        "munipiura.test",
        "*.gob.pe",
        "-x.gob.pe",
        "a..pe",
    ] {
        let refused = ask(&admin, name).await.assert(422);
        assert_eq!(refused.wrong_fields(), ["domain"], "{name}");
    }
    ask(&admin, "www.piura-perú.com").await.assert(200);
    let domain = read(&admin).await;
    assert_eq!(domain.domain, "www.xn--piura-per-e9a.com");
    assert!(domain.warning.is_some());
    ask(&admin, NAME).await.assert(409);
    let other = app.municipality("municastilla").await;
    let early = app.staff_of(other, Role::PortalAdmin).await;
    ask(&early, "www.municastilla.gob.pe").await.assert(409);
}

#[actix_web::test]
async fn who_proves_a_name_first_has_it_and_asking_alone_blocks_nobody() {
    let app = spawn().await;
    let (_, piura) = ready(&app, "munipiura").await;
    let (_, callao) = ready(&app, "municallao").await;
    ask(&callao, NAME).await.assert(200);
    ask(&piura, NAME).await.assert(200);
    let (of_piura, of_callao) = (read(&piura).await, read(&callao).await);
    assert_ne!(of_piura.txt_value, of_callao.txt_value);
    zone(&app, &[proof(&of_piura), proof(&of_callao)]);
    piura.act(DOMAIN_CHECK_PATH).await.assert(200);
    callao.act(DOMAIN_CHECK_PATH).await.assert(409);
    assert_eq!(read(&callao).await.state, DomainState::Requested);
    let (_, castilla) = ready(&app, "municastilla").await;
    let taken = ask(&castilla, NAME).await.assert(422);
    assert_eq!(taken.problem().errors[0].code, "domain_taken");
    // Neither sees the other's.
    let nothing: DomainAdmin = castilla.get(DOMAIN_PATH).await.assert(200).read();
    assert_eq!(nothing.domain, None);
    castilla.act(DOMAIN_CHECK_PATH).await.assert(404);
}

#[actix_web::test]
async fn a_record_is_found_by_the_clock_and_missed_when_it_is_gone() {
    let app = spawn().await;
    let (_, admin) = ready(&app, "munipiura").await;
    ask(&admin, NAME).await.assert(200);
    let domain = read(&admin).await;
    app.run_jobs().await;
    zone(&app, &[proof(&domain)]);
    app.wait(TimeDelta::minutes(61));
    app.run_jobs().await;
    admin.login().await.assert(200);
    assert_eq!(read(&admin).await.state, DomainState::Verified);
    zone(&app, &[]);
    let operator = app.operator().await;
    let path = desk_step_path(domain.id, DomainAction::Activate);
    let refused = operator.act(&path).await.assert(409);
    assert!(refused.problem().detail.unwrap().contains("ya no está"));
    app.wait(TimeDelta::minutes(61));
    app.run_jobs().await;
    admin.login().await.assert(200);
    assert_eq!(read(&admin).await.state, DomainState::Requested);
    assert_eq!(certificate(&app, NAME).await, 404);
}

#[actix_web::test]
async fn an_operator_refuses_with_a_reason_and_the_municipality_may_ask_again() {
    let app = spawn().await;
    let (_, admin) = ready(&app, "munipiura").await;
    let domain = prove(&app, &admin, NAME).await;
    let operator = app.operator().await;
    let path = desk_step_path(domain.id, DomainAction::Refuse);
    let short = operator
        .post(&path, &json!({ "reason": "no" }))
        .await
        .assert(422);
    assert_eq!(short.wrong_fields(), ["reason"]);
    let reason = json!({ "reason": "El titular del dominio es una empresa." });
    operator.post(&path, &reason).await.assert(200);
    let page: DomainAdmin = admin.get(DOMAIN_PATH).await.assert(200).read();
    let refused = page.domain.unwrap();
    assert_eq!((refused.state, page.ready), (DomainState::Refused, true));
    assert_eq!(
        refused.reason.as_deref(),
        Some("El titular del dominio es una empresa.")
    );
    ask(&admin, NAME).await.assert(200);
    app.run_jobs().await;
    let mails = app.mails_to(&admin.email).await;
    assert!(mails.iter().any(|mail| mail.contains("es una empresa")));
}

#[actix_web::test]
async fn payments_are_confirmed_once_and_each_renews_by_a_year() {
    let app = spawn().await;
    let (_, admin) = ready(&app, "munipiura").await;
    let domain = serve(&app, &admin, NAME).await;
    let wrong = json!({ "amount_cents": 0, "paid_on": "2026-11-20", "voucher": "1" });
    let refused = admin.post(DOMAIN_PAYMENTS_PATH, &wrong).await.assert(422);
    assert_eq!(refused.wrong_fields(), ["amount_cents", "voucher"]);
    let mut later = paid("001-1");
    later["paid_on"] = "2026-11-22".into();
    let refused = admin.post(DOMAIN_PAYMENTS_PATH, &later).await.assert(422);
    assert_eq!(refused.wrong_fields(), ["paid_on"]);
    let mut unknown = paid("001-1");
    unknown["file_id"] = Uuid::now_v7().to_string().into();
    let refused = admin.post(DOMAIN_PAYMENTS_PATH, &unknown).await.assert(422);
    assert_eq!(refused.wrong_fields(), ["file_id"]);

    let with_payment = record(&admin, "001-1").await;
    let twice = admin
        .post(DOMAIN_PAYMENTS_PATH, &paid("001-1"))
        .await
        .assert(422);
    assert_eq!(twice.wrong_fields(), ["voucher"]);
    let payment = with_payment.payments[0].id;
    let operator = app.operator().await;
    let reject = payment_step_path(domain.id, payment, "reject");
    let reason = json!({ "reason": "No figura en el estado de cuenta." });
    operator.post(&reject, &reason).await.assert(200);
    let confirm = payment_step_path(domain.id, payment, "confirm");
    operator.act(&confirm).await.assert(409);

    let again = record(&admin, "001-1").await;
    let payment = again.payments[0].id;
    let confirm = payment_step_path(domain.id, payment, "confirm");
    let renewed: DomainDesk = operator.act(&confirm).await.assert(200).read();
    assert_eq!(renewed.domain.renews_on.unwrap().to_string(), "2028-11-21");
    let states: Vec<_> = renewed
        .domain
        .payments
        .iter()
        .map(|paid| paid.state)
        .collect();
    assert_eq!(states, [PaymentState::Confirmed, PaymentState::Rejected]);
    operator.act(&confirm).await.assert(409);

    let small = json!({ "amount_cents": 10_999, "paid_on": "2026-11-20", "voucher": "001-2" });
    let small: DomainAdmin = admin
        .post(DOMAIN_PAYMENTS_PATH, &small)
        .await
        .assert(200)
        .read();
    let confirm = payment_step_path(domain.id, small.domain.unwrap().payments[0].id, "confirm");
    operator.act(&confirm).await.assert(409);
    assert_eq!(read(&admin).await.renews_on, renewed.domain.renews_on);
}

#[actix_web::test]
async fn renewals_are_reminded_of_and_what_is_not_renewed_falls_back_to_the_platform() {
    let app = spawn().await;
    let (piura, admin) = ready(&app, "munipiura").await;
    let domain = serve(&app, &admin, NAME).await;
    app.run_jobs().await;
    // The year ends on 22 November 2027, 366 days from now: 61 days are left, 60, 59, 29, 6, and then it is past.
    let mut told = Vec::new();
    for days in [305, 1, 1, 30, 23, 7, 1] {
        app.wait(TimeDelta::days(days));
        app.run_jobs().await;
        let acts = acts(&app, piura).await;
        told.push(acts.iter().filter(|act| *act == "domain.reminded").count());
    }
    assert_eq!(told, [0, 1, 1, 2, 3, 4, 4]);
    let mails = app.mails_to(&admin.email).await;
    // The head of the journal comes by mail as well.
    let overdue = "venció el lunes 22 de noviembre de 2027";
    let last = mails.iter().rfind(|mail| mail.contains(overdue)).unwrap();
    assert!(
        last.contains("S/ 110.00") && last.contains("22 de diciembre de 2027"),
        "{last}"
    );
    assert_eq!(portal(&app, "munipiura").await["status"], "domain_active");
    app.wait(TimeDelta::days(30));
    app.run_jobs().await;
    let listed = portal(&app, "munipiura").await;
    assert_eq!(
        (&listed["status"], &listed["domain"]),
        (&json!("ready_for_domain"), &Value::Null)
    );
    let back = at(&app, NAME, "/acerca").await.assert(308);
    assert_eq!(
        back.header("location"),
        Some("http://127.0.0.1:8080/m/munipiura/acerca")
    );
    assert_eq!(certificate(&app, NAME).await, 404);

    admin.login().await.assert(200);
    assert_eq!(read(&admin).await.state, DomainState::Expired);
    let payment = record(&admin, "002-1").await.payments[0].id;
    let operator = app.operator().await;
    let confirm = payment_step_path(domain.id, payment, "confirm");
    let renewed: DomainDesk = operator.act(&confirm).await.assert(200).read();
    assert_eq!(renewed.domain.state, DomainState::Active);
    assert_eq!(renewed.domain.renews_on.unwrap().to_string(), "2028-11-21");
    assert_eq!(portal(&app, "munipiura").await["domain"], NAME);
    assert_eq!(
        at(&app, NAME, "/api/v1/m/munipiura/portal").await.status,
        404
    );
}

#[actix_web::test]
async fn the_transfer_is_marked_step_by_step_and_its_end_hands_the_domain_over() {
    let app = spawn().await;
    let (piura, admin) = ready(&app, "munipiura").await;
    serve(&app, &admin, NAME).await;
    let mark = async |step: TransferStep, body: Value| {
        admin.put(&transfer_step_path(step), "*", &body).await
    };
    let done = || json!({ "done": true, "evidence": "Correo del registrador" });
    use TransferStep as T;
    mark(T::MailValidated, done()).await.assert(409);
    let bare = mark(T::RegistrarAccount, json!({ "done": true }))
        .await
        .assert(422);
    assert_eq!(bare.wrong_fields(), ["evidence"]);
    mark(T::RegistrarAccount, done()).await.assert(200);
    mark(T::RegistrarAccount, json!({ "done": false }))
        .await
        .assert(200);
    assert!(read(&admin).await.transfer.is_empty());
    for step in T::ALL {
        mark(*step, done()).await.assert(200);
    }
    let domain = read(&admin).await;
    assert_eq!(
        (domain.state, domain.renews_on),
        (DomainState::Transferred, None)
    );
    assert_eq!(portal(&app, "munipiura").await["status"], "transferred");
    mark(T::TransferConfirmed, json!({ "done": false }))
        .await
        .assert(409);
    admin
        .post(DOMAIN_PAYMENTS_PATH, &paid("9-1"))
        .await
        .assert(409);
    app.wait(TimeDelta::days(800));
    app.run_jobs().await;
    assert_eq!(portal(&app, "munipiura").await["domain"], NAME);
    assert_eq!(
        acts(&app, piura).await.last().unwrap(),
        "domain.transfer_marked"
    );
}

#[actix_web::test]
async fn a_domain_is_given_up_as_it_was_seen_and_the_name_is_free_again() {
    let app = spawn().await;
    let (_, admin) = ready(&app, "munipiura").await;
    serve(&app, &admin, NAME).await;
    let seen = admin.get(DOMAIN_PATH).await.assert(200);
    let tag = seen.header("etag").unwrap().to_owned();
    admin.delete(DOMAIN_PATH, "\"otra\"").await.assert(412);
    admin.delete(DOMAIN_PATH, &tag).await.assert(204);
    assert_eq!(
        portal(&app, "munipiura").await["status"],
        "ready_for_domain"
    );
    assert_eq!(at(&app, NAME, "/").await.status, 421);
    admin.delete(DOMAIN_PATH, &tag).await.assert(404);
    let (_, callao) = ready(&app, "municallao").await;
    assert_eq!(
        prove(&app, &callao, NAME).await.state,
        DomainState::Verified
    );
    let operator = app.operator().await;
    let gone = desk_path(Uuid::now_v7());
    operator.get(&gone).await.assert(404);
}
