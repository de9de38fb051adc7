//! A program that is told, played by the test: an HTTP server on this machine that keeps what it is sent.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};

/// What was sent.
#[derive(Clone, Debug)]
pub(super) struct Call {
    pub(super) head: String,
    pub(super) body: Vec<u8>,
}

impl Call {
    /// A header, by its name in small letters.
    pub(super) fn header(&self, name: &str) -> Option<&str> {
        let mut lines = self.head.lines().filter_map(|line| line.split_once(": "));
        lines
            .find(|(known, _)| known.eq_ignore_ascii_case(name))
            .map(|(_, value)| value)
    }
}

/// A receiver that answers what the test says.
#[derive(Clone)]
pub(super) struct Receiver {
    pub(super) port: u16,
    answer: Rc<RefCell<String>>,
    calls: Rc<RefCell<Vec<Call>>>,
    connections: Rc<Cell<u32>>,
}

impl Receiver {
    /// Listens on a free port and answers 200.
    pub(super) async fn listen() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let receiver = Self {
            port: listener.local_addr().unwrap().port(),
            answer: Rc::new(RefCell::new("200 OK".to_owned())),
            calls: Rc::default(),
            connections: Rc::default(),
        };
        let mine = receiver.clone();
        actix_web::rt::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                mine.connections.set(mine.connections.get() + 1);
                mine.take(stream).await;
            }
        });
        receiver
    }

    /// Its address.
    pub(super) fn url(&self) -> String {
        format!("http://127.0.0.1:{}/munica", self.port)
    }

    /// What it answers from now on: the status line after the version, and headers after it.
    pub(super) fn answers(&self, answer: &str) {
        answer.clone_into(&mut self.answer.borrow_mut());
    }

    /// What it was sent, the first one first.
    pub(super) fn calls(&self) -> Vec<Call> {
        self.calls.borrow().clone()
    }

    /// How often somebody connected at all.
    pub(super) fn connections(&self) -> u32 {
        self.connections.get()
    }

    async fn take(&self, mut stream: TcpStream) {
        let mut bytes = Vec::new();
        let mut piece = [0; 4096];
        let call = loop {
            let read = stream.read(&mut piece).await.unwrap_or(0);
            if read == 0 {
                return;
            }
            bytes.extend_from_slice(&piece[..read]);
            if let Some(call) = whole(&bytes) {
                break call;
            }
        };
        self.calls.borrow_mut().push(call);
        let answer = format!(
            "HTTP/1.1 {}\r\ncontent-length: 0\r\nconnection: close\r\n\r\n",
            self.answer.borrow()
        );
        let _sent = stream.write_all(answer.as_bytes()).await;
    }
}

/// The request, once all of it is there.
fn whole(bytes: &[u8]) -> Option<Call> {
    let end = bytes.windows(4).position(|four| four == b"\r\n\r\n")?;
    let head = String::from_utf8(bytes[..end].to_vec()).unwrap();
    let body = bytes[end + 4..].to_vec();
    let call = Call { head, body };
    let length: usize = call.header("content-length")?.parse().unwrap();
    (call.body.len() >= length).then_some(call)
}
