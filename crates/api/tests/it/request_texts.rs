//! Short messages to whoever answers for a request for a portal.

use sea_orm::{ConnectionTrait, Statement};
use serde_json::{Value, json};

use crate::portal_requests::{on_desk, spawn, step, submit};
use crate::support::TestApp;

/// The short messages that were sent, each with its number in the first line.
fn texts(app: &TestApp) -> Vec<String> {
    let Ok(folder) = std::fs::read_dir(&app.state.settings.sms.folder) else {
        return Vec::new();
    };
    let files = folder.map(|file| std::fs::read_to_string(file.unwrap().path()).unwrap());
    files.collect()
}

#[actix_web::test]
async fn the_phone_of_the_responsible_person_tells_that_there_is_news_and_nothing_else() {
    let app = spawn().await;
    let receipt = submit(&app).await;
    let operator = app.operator().await;
    let id = on_desk(&operator).await;
    step(&operator, &id, "take", Value::Null).await.assert(200);
    app.run_jobs().await;
    assert_eq!(texts(&app), [""; 0]);
    let note = json!("La resolución está ilegible.");
    step(&operator, &id, "observe", note).await.assert(200);
    app.run_jobs().await;
    let news = format!(
        "Munica: su solicitud {} fue observada. Revise su correo.",
        receipt.code
    );
    assert_eq!(texts(&app), [format!("969123456\n{news}\n")]);
}

#[actix_web::test]
async fn where_no_short_messages_are_sent_none_is_queued() {
    let app = TestApp::spawn_with(|settings| {
        settings.sms.transport = api::settings::SmsTransport::None;
    })
    .await;
    api::seed::seed_reference(&app.state).await.unwrap();
    submit(&app).await;
    let operator = app.operator().await;
    let id = on_desk(&operator).await;
    step(&operator, &id, "take", Value::Null).await.assert(200);
    let note = json!("La resolución está ilegible.");
    step(&operator, &id, "observe", note).await.assert(200);
    let owner = app.owner().await;
    let sql = "SELECT COUNT(*) FROM jobs WHERE kind = 'sms.send'";
    let count = Statement::from_string(owner.get_database_backend(), sql);
    let row = owner.query_one_raw(count).await.unwrap().unwrap();
    assert_eq!(row.try_get_by_index::<i64>(0).unwrap(), 0);
}
