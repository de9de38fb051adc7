//! Requests as fast as they are answered, over connections that stay open. One thread per connection and nothing clever,
//! so that what is measured is the server.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

/// Connections at the same time where nothing else is said.
pub(super) const CONNECTIONS: usize = 16;

/// Requests that are sent over and over, in turn.
#[derive(Clone, Debug)]
pub(super) struct Request {
    /// On which port of this machine.
    pub(super) port: u16,
    /// Path and query of each.
    pub(super) paths: Vec<String>,
    /// The version the client has already.
    pub(super) known: Option<String>,
    /// Connections at the same time.
    pub(super) connections: usize,
    /// What the client can decode.
    pub(super) encoding: &'static str,
}

impl Request {
    /// One address as a browser asks for it, by as many connections as ever.
    pub(super) fn of(port: u16, path: impl Into<String>) -> Self {
        Self {
            encoding: "br",
            ..Self::each(port, vec![path.into()], CONNECTIONS)
        }
    }

    /// These addresses in turn, as a program asks for them: what compression takes is no matter of the database.
    pub(super) const fn each(port: u16, paths: Vec<String>, connections: usize) -> Self {
        Self {
            port,
            paths,
            known: None,
            connections,
            encoding: "identity",
        }
    }
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
        let clients: Vec<_> = (0..request.connections)
            .map(|client| scope.spawn(move || hammer(request, client, start, time)))
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
    let mut connection = Connection::open(request)?;
    let sent = request.paths.first().context("no address")?;
    connection.ask(&get(request, sent))
}

fn hammer(request: &Request, client: usize, start: Instant, time: Duration) -> Result<u32> {
    let mut connection = Connection::open(request)?;
    let expected = if request.known.is_some() { 304 } else { 200 };
    let sent: Vec<String> = request
        .paths
        .iter()
        .map(|path| get(request, path))
        .collect();
    // Each client begins elsewhere, so that no two ask the same at the same time.
    let from = client * sent.len() / request.connections;
    let mut count = 0;
    for one in sent.iter().cycle().skip(from) {
        if start.elapsed() >= time {
            break;
        }
        let answer = connection.ask(one)?;
        if answer.status != expected {
            bail!(
                "{}: {} instead of {expected}: {}",
                one.lines().next().unwrap_or_default(),
                answer.status,
                String::from_utf8_lossy(&answer.body)
            );
        }
        count += 1;
    }
    Ok(count)
}

fn get(request: &Request, path: &str) -> String {
    let known = request.known.as_deref();
    let known = known.map_or_else(String::new, |tag| format!("If-None-Match: {tag}\r\n"));
    let Request { port, encoding, .. } = request;
    format!(
        "GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nAccept-Encoding: {encoding}\r\n{known}\r\n"
    )
}

/// What writers at the same time reached.
pub(super) struct Written {
    /// Acknowledged writes a second.
    pub(super) rate: f64,
    /// The time that 99 of 100 took at most, in milliseconds.
    pub(super) p99: f64,
}

/// Posts one after the other, by as many writers at the same time as there are `writers`: each makes the head and the body of
/// its next request.
pub(super) fn write<W: FnMut(u32) -> (String, String) + Send>(
    port: u16,
    path: &str,
    writers: Vec<W>,
    time: Duration,
) -> Result<Written> {
    let start = Instant::now();
    let taken = std::thread::scope(|scope| {
        let clients = writers
            .into_iter()
            .map(|writer| scope.spawn(move || post(port, path, writer, start, time)));
        let clients: Vec<_> = clients.collect();
        let taken = clients.into_iter().map(|client| match client.join() {
            Ok(taken) => taken,
            Err(_) => bail!("a writer panicked"),
        });
        taken.collect::<Result<Vec<_>>>()
    })?;
    let rate = taken.iter().map(Vec::len).sum::<usize>();
    let elapsed = start.elapsed();
    let mut taken: Vec<Duration> = taken.into_iter().flatten().collect();
    taken.sort();
    let p99 = taken
        .get(taken.len() * 99 / 100)
        .copied()
        .unwrap_or_default();
    let rate = u32::try_from(rate).map_or(f64::INFINITY, f64::from);
    Ok(Written {
        rate: rate / elapsed.as_secs_f64(),
        p99: p99.as_secs_f64() * 1e3,
    })
}

fn post(
    port: u16,
    path: &str,
    mut next: impl FnMut(u32) -> (String, String),
    start: Instant,
    time: Duration,
) -> Result<Vec<Duration>> {
    let mut connection = Connection::open(&Request::of(port, path))?;
    let (mut taken, mut number) = (Vec::new(), 0);
    while start.elapsed() < time {
        let (head, body) = next(number);
        number += 1;
        let length = body.len();
        let sent = format!(
            "POST {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nAccept-Encoding: identity\r\n{head}\r\n\
             Content-Length: {length}\r\n\r\n{body}"
        );
        let asked = Instant::now();
        let answer = connection.ask(&sent)?;
        if answer.status != 201 {
            bail!(
                "{path}: {} {}",
                answer.status,
                String::from_utf8_lossy(&answer.body)
            );
        }
        taken.push(asked.elapsed());
    }
    Ok(taken)
}

/// What a long answer showed.
pub(super) struct Streamed {
    /// Until its first byte.
    pub(super) first: Duration,
    /// Until its last.
    pub(super) whole: Duration,
    /// How much came, with what the protocol puts between its pieces.
    pub(super) bytes: usize,
}

/// Reads an answer that comes in pieces until its end.
pub(super) fn stream(port: u16, path: &str) -> Result<Streamed> {
    let start = Instant::now();
    let mut stream = TcpStream::connect(("127.0.0.1", port))?;
    stream.set_read_timeout(Some(Duration::from_secs(60)))?;
    write!(
        stream,
        "GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nConnection: close\r\nAccept-Encoding: identity\r\n\r\n"
    )?;
    let mut piece = vec![0; 64 * 1024];
    let mut begun = Vec::new();
    let (mut bytes, mut first) = (0, None);
    loop {
        let count = stream.read(&mut piece)?;
        if count == 0 {
            break;
        }
        if first.is_none() {
            begun.extend(piece.iter().take(count));
            // The first byte of the body, not of the head.
            if begun
                .windows(4)
                .position(|four| four == b"\r\n\r\n")
                .is_some_and(|end| end + 4 < begun.len())
            {
                first = Some(start.elapsed());
            }
        }
        bytes += count;
    }
    let status = String::from_utf8_lossy(&begun);
    let status = status.split(' ').nth(1).unwrap_or_default();
    if status != "200" {
        bail!("{path}: {status}");
    }
    Ok(Streamed {
        first: first.context("an empty answer")?,
        whole: start.elapsed(),
        bytes,
    })
}

struct Connection {
    stream: TcpStream,
    /// What came of the next answer already.
    buffer: Vec<u8>,
}

impl Connection {
    fn open(request: &Request) -> Result<Self> {
        let stream = TcpStream::connect(("127.0.0.1", request.port))?;
        stream.set_nodelay(true)?;
        stream.set_read_timeout(Some(Duration::from_secs(20)))?;
        Ok(Self {
            stream,
            buffer: Vec::with_capacity(64 * 1024),
        })
    }

    fn ask(&mut self, sent: &str) -> Result<Answer> {
        self.stream.write_all(sent.as_bytes())?;
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
