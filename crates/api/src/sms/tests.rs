//! A short message from the act to the folder.

use sea_orm::EntityTrait;

use crate::db::{PLATFORM, Scope};
use crate::jobs::entity::Entity;
use crate::settings::SmsTransport;
use crate::testing::Stand;
use crate::worker;

async fn send(stand: &Stand) {
    stand
        .act(PLATFORM, |tx| {
            Box::pin(async move {
                let text = "Su código es 123456".to_owned();
                tx.sms(PLATFORM, "987654321".to_owned(), text).await
            })
        })
        .await
        .unwrap();
}

#[tokio::test]
async fn a_message_is_sealed_while_it_waits_and_lies_in_the_folder_once_sent() {
    let stand = Stand::new().await;
    send(&stand).await;
    let conn = stand.state.db.read(Scope::Platform).await.unwrap();
    let job = Entity::find().one(&conn).await.unwrap().unwrap();
    drop(conn);
    assert!(!job.payload.contains("987654321") && !job.payload.contains("123456\""));
    worker::drain(&stand.state).await.unwrap();
    let folder = std::fs::read_dir(&stand.state.settings.sms.folder).unwrap();
    let files: Vec<_> = folder.map(|file| file.unwrap().path()).collect();
    assert_eq!(files.len(), 1);
    let text = std::fs::read_to_string(&files[0]).unwrap();
    assert_eq!(text, "987654321\nSu código es 123456\n");
}

#[tokio::test]
async fn where_no_messages_are_sent_a_message_fails_at_once_and_says_so() {
    let stand = Stand::with(|settings| settings.sms.transport = SmsTransport::None).await;
    send(&stand).await;
    worker::drain(&stand.state).await.unwrap();
    let conn = stand.state.db.read(Scope::Platform).await.unwrap();
    let jobs = Entity::find().all(&conn).await.unwrap();
    let job = jobs.iter().find(|job| job.kind == "sms.send").unwrap();
    assert_eq!((job.status.as_str(), job.attempts), ("failed", 1));
    assert!(job.last_error.as_deref().unwrap().contains("sms.transport"));
}
