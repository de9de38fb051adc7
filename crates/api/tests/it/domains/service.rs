//! A domain in service: what is paid, what is not renewed, the transfer, and giving it up.

use chrono::TimeDelta;
use serde_json::{Value, json};
use shared::features::domains::{
    DESK_HISTORY_PATH, DOMAIN_PATH, DOMAIN_PAYMENTS_PATH, DomainAdmin, DomainDesk, DomainOut,
    DomainState, PaymentState, TransferStep, desk_path, payment_step_path, transfer_step_path,
};
use uuid::Uuid;

use super::{NAME, acts, at, certificate, portal, prove, read, ready, serve, spawn};
use crate::support::Staff;

fn paid(voucher: &str) -> Value {
    json!({ "amount_cents": 11_000, "paid_on": "2026-11-20", "voucher": voucher })
}

async fn record(admin: &Staff<'_>, voucher: &str) -> DomainOut {
    let answer = admin.post(DOMAIN_PAYMENTS_PATH, &paid(voucher)).await;
    answer.assert(200).read::<DomainAdmin>().domain.unwrap()
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

    // The entries stand in the journal of the municipality, which the operator does not read otherwise.
    let one = format!("{DESK_HISTORY_PATH}?subject_id={}&limit=1", domain.id);
    for path in [one.as_str(), DESK_HISTORY_PATH] {
        let told = operator.get(path).await.assert(200).json();
        let last = &told["items"][0]["action"];
        assert_eq!(last, "domain.payment_rejected", "{told}");
    }
    let nobody = format!("{DESK_HISTORY_PATH}?subject_id={}", Uuid::now_v7());
    operator.get(&nobody).await.assert(404);
    admin.get(&one).await.assert(403);

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
