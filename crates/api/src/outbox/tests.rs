//! Delivery against a mail server that misbehaves in every way the protocol allows.

use std::collections::HashMap;
use std::sync::{Arc, Mutex};

use chrono::TimeDelta;
use sea_orm::{EntityTrait, PaginatorTrait};
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};

use super::{Letter, Mail, entity};
use crate::db::{PLATFORM, Scope};
use crate::settings::MailTransport;
use crate::testing::Stand;
use crate::worker;

/// How the server treats the next mail.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Mood {
    /// Takes it.
    Good,
    /// 451 at the recipient.
    Busy,
    /// 554 after the data.
    Refusing,
    /// Hangs up before the data.
    HangUp,
    /// Hangs up in the middle of the data.
    HangUpInData,
    /// Takes the data and hangs up instead of answering.
    TakeAndDie,
    /// Takes the data and never answers.
    TakeAndFreeze,
}

/// What a server was given: how often per `Message-ID`, and which mails it took without saying so.
#[derive(Default)]
struct Inbox {
    moods: Vec<Mood>,
    taken: HashMap<String, usize>,
    silently: HashMap<String, usize>,
}

#[derive(Clone)]
struct Server {
    inbox: Arc<Mutex<Inbox>>,
    url: String,
}

impl Server {
    /// Starts a server whose first mails meet these moods, last one first, and all further ones a good one.
    async fn start(moods: Vec<Mood>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("smtp://{}", listener.local_addr().unwrap());
        let inbox = Arc::new(Mutex::new(Inbox {
            moods,
            ..Inbox::default()
        }));
        let server = Self { inbox, url };
        let handle = server.clone();
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let server = handle.clone();
                // A client that hangs up ends its session, which is what this returns early for.
                tokio::spawn(async move { server.serve(stream).await.ok() });
            }
        });
        server
    }

    async fn serve(&self, stream: TcpStream) -> std::io::Result<()> {
        let mut stream = BufReader::new(stream);
        stream.write_all(b"220 stub\r\n").await?;
        let mut mood = Mood::Good;
        let mut line = String::new();
        loop {
            line.clear();
            if stream.read_line(&mut line).await? == 0 {
                return Ok(());
            }
            let verb = line.get(..4).unwrap_or_default().to_ascii_uppercase();
            let answer = match verb.as_str() {
                "EHLO" => "250-stub\r\n250 8BITMIME",
                "MAIL" => {
                    mood = self.inbox.lock().unwrap().moods.pop().unwrap_or(Mood::Good);
                    "250 ok"
                }
                "RCPT" if mood == Mood::Busy => "451 later",
                "DATA" if mood == Mood::HangUp => return Ok(()),
                "DATA" => {
                    stream.write_all(b"354 go on\r\n").await?;
                    match self.data(&mut stream, mood).await? {
                        Some(answer) => answer,
                        None => return Ok(()),
                    }
                }
                "QUIT" => return Ok(()),
                _ => "250 ok",
            };
            stream.write_all(answer.as_bytes()).await?;
            stream.write_all(b"\r\n").await?;
        }
    }

    async fn data(
        &self,
        stream: &mut BufReader<TcpStream>,
        mood: Mood,
    ) -> std::io::Result<Option<&'static str>> {
        let mut id = String::new();
        let mut line = String::new();
        loop {
            line.clear();
            if stream.read_line(&mut line).await? == 0 {
                return Ok(None);
            }
            if let Some(found) = line.strip_prefix("Message-ID: ") {
                id = found.trim().to_owned();
                if mood == Mood::HangUpInData {
                    return Ok(None);
                }
            }
            if line == ".\r\n" {
                break;
            }
        }
        if mood == Mood::Refusing {
            return Ok(Some("554 no"));
        }
        self.take(id, mood);
        match mood {
            Mood::TakeAndDie => Ok(None),
            Mood::TakeAndFreeze => std::future::pending().await,
            _ => Ok(Some("250 taken")),
        }
    }

    fn take(&self, id: String, mood: Mood) {
        let mut inbox = self.inbox.lock().unwrap();
        *inbox.taken.entry(id.clone()).or_default() += 1;
        if matches!(mood, Mood::TakeAndDie | Mood::TakeAndFreeze) {
            *inbox.silently.entry(id).or_default() += 1;
        }
    }
}

async fn stand(server: &Server) -> Stand {
    let url = server.url.clone();
    Stand::with(|settings| {
        settings.mail.transport = MailTransport::Smtp;
        settings.mail.smtp_url = url.as_str().into();
    })
    .await
}

async fn queue(stand: &Stand, to: &'static str) {
    stand
        .act(PLATFORM, move |tx| {
            Box::pin(async move {
                let letter = Letter {
                    subject: "Su solicitud".into(),
                    name: "Ana".into(),
                    paragraphs: vec!["Recibimos su solicitud.".into()],
                    ..Letter::default()
                };
                tx.mail(Mail {
                    municipality: PLATFORM,
                    template: "test.mail",
                    to: to.to_owned(),
                    letter,
                })
                .await
            })
        })
        .await
        .unwrap();
}

async fn statuses(stand: &Stand) -> HashMap<String, usize> {
    let conn = stand.state.db.read(Scope::Platform).await.unwrap();
    let mut counts = HashMap::new();
    for row in entity::Entity::find().all(&conn).await.unwrap() {
        *counts.entry(row.status).or_default() += 1;
    }
    counts
}

#[tokio::test]
async fn every_mail_arrives_and_only_those_cut_off_after_their_data_arrive_twice() {
    let bad = [
        Mood::Busy,
        Mood::Refusing,
        Mood::HangUp,
        Mood::HangUpInData,
        Mood::TakeAndDie,
    ];
    let moods: Vec<Mood> = bad.into_iter().cycle().take(60).collect();
    let server = Server::start(moods).await;
    let stand = stand(&server).await;
    for _ in 0..40 {
        queue(&stand, "ana@munica.example").await;
    }
    for _ in 0..12 {
        worker::drain(&stand.state).await.unwrap();
        stand.wait(TimeDelta::hours(7));
    }
    assert_eq!(statuses(&stand).await, HashMap::from([("sent".into(), 40)]));
    let inbox = server.inbox.lock().unwrap();
    assert!(inbox.moods.is_empty());
    assert_eq!(inbox.taken.len(), 40);
    for (id, count) in &inbox.taken {
        let silently = inbox.silently.get(id).copied().unwrap_or(0);
        assert_eq!(*count, silently + 1, "{id}");
    }
}

#[tokio::test]
async fn a_mail_of_a_process_that_died_is_sent_by_another_one() {
    let server = Server::start(vec![Mood::TakeAndFreeze]).await;
    let stand = stand(&server).await;
    queue(&stand, "ana@munica.example").await;
    let first = stand.state.clone();
    let dying = tokio::spawn(async move { worker::drain(&first).await.map(|_| ()) });
    while server.inbox.lock().unwrap().taken.is_empty() {
        tokio::task::yield_now().await;
    }
    dying.abort();
    let other = stand.another_process().await;
    assert_eq!(
        worker::drain(&other).await.unwrap().mails,
        0,
        "it is under a lease"
    );
    stand.wait(TimeDelta::minutes(6));
    assert_eq!(worker::drain(&other).await.unwrap().mails, 1);
    assert_eq!(statuses(&stand).await, HashMap::from([("sent".into(), 1)]));
    let inbox = server.inbox.lock().unwrap();
    assert_eq!(inbox.taken.values().collect::<Vec<_>>(), [&2]);
}

#[tokio::test]
async fn several_processes_send_each_mail_once() {
    let server = Server::start(Vec::new()).await;
    let stand = stand(&server).await;
    for _ in 0..50 {
        queue(&stand, "ana@munica.example").await;
    }
    let (second, third) = (stand.another_process().await, stand.another_process().await);
    let (a, b, c) = tokio::join!(
        worker::drain(&stand.state),
        worker::drain(&second),
        worker::drain(&third)
    );
    assert_eq!(a.unwrap().mails + b.unwrap().mails + c.unwrap().mails, 50);
    let inbox = server.inbox.lock().unwrap();
    assert_eq!(inbox.taken.len(), 50);
    assert!(inbox.taken.values().all(|count| *count == 1));
}

#[tokio::test]
async fn a_server_that_never_takes_a_mail_is_given_up_on_with_a_reason_that_names_nobody() {
    let server = Server::start(vec![Mood::Refusing; 100]).await;
    let stand = stand(&server).await;
    queue(&stand, "ana@munica.example").await;
    for _ in 0..20 {
        worker::drain(&stand.state).await.unwrap();
        stand.wait(TimeDelta::hours(7));
    }
    let conn = stand.state.db.read(Scope::Platform).await.unwrap();
    let row = entity::Entity::find().one(&conn).await.unwrap().unwrap();
    assert_eq!(
        (row.status.as_str(), row.attempts),
        ("failed", super::delivery::TRIES)
    );
    let reason = row.last_error.unwrap();
    assert!(
        reason.contains("554") && !reason.contains("ana"),
        "{reason}"
    );
}

#[tokio::test]
async fn an_address_that_is_none_is_given_up_at_once() {
    let server = Server::start(Vec::new()).await;
    let stand = stand(&server).await;
    queue(&stand, "ana@munica.example\r\nBcc: todos@munica.example").await;
    worker::drain(&stand.state).await.unwrap();
    assert_eq!(
        statuses(&stand).await,
        HashMap::from([("failed".into(), 1)])
    );
    assert!(server.inbox.lock().unwrap().taken.is_empty());
}

#[tokio::test]
async fn without_a_transport_mails_wait() {
    let stand = Stand::with(|settings| settings.mail.transport = MailTransport::None).await;
    queue(&stand, "ana@munica.example").await;
    worker::drain(&stand.state).await.unwrap();
    assert_eq!(
        statuses(&stand).await,
        HashMap::from([("queued".into(), 1)])
    );
}

#[tokio::test]
async fn a_demo_shows_its_mails_and_no_job_takes_them_away() {
    let stand = Stand::new().await;
    queue(&stand, "ana@munica.example").await;
    worker::drain(&stand.state).await.unwrap();
    let mails = super::demo_mails(&stand.state, 10).await.unwrap();
    assert_eq!(mails[0].to, "ana@munica.example");
    assert_eq!(mails[0].status, "sent");
    assert!(mails[0].text.contains("Recibimos su solicitud."));
    let file = stand
        .state
        .settings
        .mail
        .folder
        .join(format!("{}.eml", mails[0].id));
    assert!(
        std::fs::read_to_string(file)
            .unwrap()
            .contains("To: ana@munica.example")
    );
    stand.wait(TimeDelta::days(31));
    worker::drain(&stand.state).await.unwrap();
    // They go by the catalogue of terms, when a second person confirms it.
    let kept = super::demo_mails(&stand.state, 10).await.unwrap();
    assert!(kept.iter().any(|mail| mail.id == mails[0].id));
}

#[tokio::test]
async fn a_mail_of_a_change_that_was_taken_back_is_never_sent() {
    let stand = Stand::new().await;
    let outcome: crate::error::ApiResult<()> = stand
        .act(PLATFORM, |tx| {
            Box::pin(async move {
                tx.mail(Mail {
                    municipality: PLATFORM,
                    template: "test.mail",
                    to: "ana@munica.example".to_owned(),
                    letter: Letter::default(),
                })
                .await?;
                Err(crate::error::ApiError::conflict("no"))
            })
        })
        .await;
    assert!(outcome.is_err());
    let conn = stand.state.db.read(Scope::Platform).await.unwrap();
    assert_eq!(entity::Entity::find().count(&conn).await.unwrap(), 0);
    drop(conn);
    assert_eq!(stand.journal(PLATFORM).await, Vec::<String>::new());
}
