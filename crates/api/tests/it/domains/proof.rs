//! From the request through the proof of the name into service, or to a refusal.

use chrono::TimeDelta;
use serde_json::json;
use shared::access::Role;
use shared::features::domains::{
    DESK_PATH, DOMAIN_CHECK_PATH, DOMAIN_PATH, DomainAction, DomainAdmin, DomainDesk,
    DomainListItem, DomainState, desk_step_path,
};
use shared::kit::page::Page;

use super::{NAME, acts, ask, at, certificate, portal, proof, prove, read, ready, spawn, zone};

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
