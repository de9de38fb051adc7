//! Requests as fast as they are answered, over connections that stay open. One thread per connection and nothing clever,
//! so that what is measured is the server.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

/// Connections at the same time.
const CONNECTIONS: usize = 16;

/// A request that is sent over and over.
#[derive(Clone, Debug)]
pub(super) struct Request {
    /// On which port of this machine.
    pub(super) port: u16,
    /// Path and query.
    pub(super) path: String,
    /// The version the client has already.
    pub(super) known: Option<String>,
}

/// An answer.
#[derive(Clone, Debug)]
pub(super) struct Answer {
    /// HTTP status.
    pub(super) status: u16,
    /// The head as it came.
    pub(super) head: String,
    /// The body as it came, encoded.
    pub(super) body: Vec<u8>,
}

impl Answer {
    /// A header's value.
    pub(super) fn header(&self, name: &str) -> Option<&str> {
        self.head.lines().find_map(|line| {
            let (known, value) = line.split_once(':')?;
            known.eq_ignore_ascii_case(name).then(|| value.trim())
        })
    }
}

/// Requests a second over this time.
pub(super) fn rate(request: &Request, time: Duration) -> Result<f64> {
    let start = Instant::now();
    let counts = std::thread::scope(|scope| {
        let clients: Vec<_> = (0..CONNECTIONS)
            .map(|_| scope.spawn(|| hammer(request, start, time)))
            .collect();
        let counts = clients.into_iter().map(|client| match client.join() {
            Ok(count) => count,
            Err(_) => bail!("a client panicked"),
        });
        counts.collect::<Result<Vec<u32>>>()
    })?;
    let total: f64 = counts.into_iter().map(f64::from).sum();
    Ok(total / start.elapsed().as_secs_f64())
}

/// One request alone.
pub(super) fn once(request: &Request) -> Result<Answer> {
    Connection::open(request)?.ask()
}

fn hammer(request: &Request, start: Instant, time: Duration) -> Result<u32> {
    let mut connection = Connection::open(request)?;
    let expected = if request.known.is_some() { 304 } else { 200 };
    let mut count = 0;
    while start.elapsed() < time {
        let answer = connection.ask()?;
        if answer.status != expected {
            bail!("{}: {} instead of {expected}", request.path, answer.status);
        }
        count += 1;
    }
    Ok(count)
}

struct Connection {
    stream: TcpStream,
    sent: String,
    /// What came of the next answer already.
    buffer: Vec<u8>,
}

impl Connection {
    fn open(request: &Request) -> Result<Self> {
        let stream = TcpStream::connect(("127.0.0.1", request.port))?;
        stream.set_nodelay(true)?;
        stream.set_read_timeout(Some(Duration::from_secs(20)))?;
        let known = request.known.as_deref();
        let known = known.map_or_else(String::new, |tag| format!("If-None-Match: {tag}\r\n"));
        let sent = format!(
            "GET {} HTTP/1.1\r\nHost: 127.0.0.1:{}\r\nAccept-Encoding: br\r\n{known}\r\n",
            request.path, request.port
        );
        Ok(Self {
            stream,
            sent,
            buffer: Vec::with_capacity(64 * 1024),
        })
    }

    fn ask(&mut self) -> Result<Answer> {
        self.stream.write_all(self.sent.as_bytes())?;
        let end = loop {
            if let Some(end) = self.buffer.windows(4).position(|four| four == b"\r\n\r\n") {
                break end + 4;
            }
            self.read()?;
        };
        let head = self.buffer.drain(..end).collect();
        let head = String::from_utf8(head).context("a head that is no text")?;
        let status = head.split(' ').nth(1).context("no status")?.parse()?;
        let mut answer = Answer {
            status,
            head,
            body: Vec::new(),
        };
        let length = match answer.header("content-length") {
            Some(length) => length.parse()?,
            None if status == 304 => 0,
            None => bail!("an answer without a length: {}", answer.head),
        };
        while self.buffer.len() < length {
            self.read()?;
        }
        answer.body = self.buffer.drain(..length).collect();
        Ok(answer)
    }

    fn read(&mut self) -> Result<()> {
        let mut piece = [0; 16 * 1024];
        let count = self.stream.read(&mut piece)?;
        if count == 0 {
            bail!("the server closed the connection");
        }
        self.buffer.extend(piece.iter().take(count));
        Ok(())
    }
}
