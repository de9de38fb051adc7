//! The worker as a process runs it: woken by what is queued, stopped in order; and what its gauges say.

use actix_web::rt;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::oneshot;

use crate::db::PLATFORM;
use crate::outbox::{self, Letter, Mail};
use crate::settings;
use crate::testing::Stand;

async fn queue(stand: &Stand) {
    stand
        .act(PLATFORM, |tx| {
            Box::pin(async move {
                tx.mail(Mail {
                    municipality: PLATFORM,
                    template: "test.mail",
                    to: "ana@munica.example".to_owned(),
                    letter: Letter::default(),
                })
                .await
            })
        })
        .await
        .unwrap();
}

#[actix_web::test]
async fn a_running_worker_is_woken_by_what_is_queued_and_ends_when_told() {
    let stand = Stand::new().await;
    let (stop, stopped) = oneshot::channel::<()>();
    let worker = tokio::spawn(super::run(stand.state.clone(), async {
        stopped.await.ok();
    }));
    queue(&stand).await;
    loop {
        let mails = outbox::demo_mails(&stand.state, 1).await.unwrap();
        if mails[0].status == "sent" {
            break;
        }
        tokio::task::yield_now().await;
    }
    stop.send(()).unwrap();
    worker.await.unwrap();
}

#[actix_web::test]
async fn what_waits_is_counted_on_an_address_of_its_own() {
    let address = TcpListener::bind("127.0.0.1:0")
        .await
        .unwrap()
        .local_addr()
        .unwrap();
    let metrics = settings::Metrics {
        bind: address.to_string(),
    };
    rt::spawn(async move { crate::metrics::serve(&metrics).await.unwrap() });
    let mut stream = loop {
        match TcpStream::connect(address).await {
            Ok(stream) => break stream,
            Err(_) => tokio::task::yield_now().await,
        }
    };
    let stand =
        Stand::with(|settings| settings.mail.transport = settings::MailTransport::None).await;
    queue(&stand).await;
    crate::metrics::refresh(&stand.state).await.unwrap();
    stream
        .write_all(b"GET /metrics HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
        .await
        .unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await.unwrap();
    assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
    assert!(
        answer.contains("munica_outbox_mails{status=\"queued\"} "),
        "{answer}"
    );
    assert!(answer.contains("munica_files_damaged 0"), "{answer}");
}
