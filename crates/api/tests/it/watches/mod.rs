//! Watches of registers, by mail and by webhook: who is told, what, how often, and who is not.

mod hooks;
mod hostile;
mod mail;
mod narrowed;
mod receiver;
mod telling;

use chrono::TimeDelta;
use sea_orm::{ConnectionTrait, Statement};
use serde_json::{Value, json};
use shared::features::watches::{CONFIRM_PAGE, WATCHES_PATH, confirm_path};
use shared::registers::Register;

use crate::registers::{SLUG, another, enter, officer};
use crate::support::{Answer, Staff, TestApp};

/// Whoever watches.
const MAIL: &str = "vecina@correo.example";

/// A watch of the payments of the municipality in which the tests work.
fn asking() -> Value {
    json!({ "register": "payments", "municipality": SLUG, "filters": "", "email": MAIL, "rhythm": "hourly",
        "consent": true })
}

/// The same with some fields otherwise.
fn asking_with(fields: &Value) -> Value {
    let mut body = asking();
    for (name, value) in fields.as_object().unwrap() {
        body[name] = value.clone();
    }
    body
}

/// Asks and sends the mail.
async fn ask(app: &TestApp, body: &Value) -> Answer {
    let answer = app.post(WATCHES_PATH, body).await;
    app.run_jobs().await;
    answer
}

/// Asks and confirms, a minute before anything happens: what is as old as the watch is no news to it.
async fn subscribe(app: &TestApp, body: &Value) {
    ask(app, body).await.assert(202);
    let to = body["email"].as_str().unwrap();
    let token = app.token_in_mail(to, &format!("{CONFIRM_PAGE}/")).await;
    app.post(&confirm_path(&token), &json!({}))
        .await
        .assert(200);
    app.wait(TimeDelta::minutes(1));
}

/// An hour and a bit goes by, and what is due is done.
async fn an_hour_later(app: &TestApp) {
    app.run_jobs().await;
    app.wait(TimeDelta::minutes(62));
    app.run_jobs().await;
}

fn register(id: &str) -> &'static Register {
    Register::find(id).unwrap()
}

/// Whoever may enter payments, signed in.
async fn clerk(app: &TestApp) -> Staff<'_> {
    officer(app, register("payments"), SLUG).await
}

/// Enters a payment after whatever time went by.
async fn pay(staff: &Staff<'_>, number: u32) -> Answer {
    staff.login().await.assert(200);
    let payments = register("payments");
    enter(staff, payments, another(payments, number))
        .await
        .assert(201)
}

/// How many rows there are, asked as the owner of the database.
pub(crate) async fn count(app: &TestApp, sql: &str) -> i64 {
    let owner = app.owner().await;
    let statement = Statement::from_string(owner.get_database_backend(), sql);
    let row = owner.query_one_raw(statement).await.unwrap().unwrap();
    row.try_get_by_index(0).unwrap()
}

/// The notices that somebody got, without what asked for confirmation.
async fn notices(app: &TestApp, to: &str) -> Vec<String> {
    let mails = app.mails_to(to).await;
    mails
        .into_iter()
        .filter(|mail| mail.contains("Esto cambió"))
        .collect()
}
