//! Readers who keep a connection open and wait for what happens.

use std::io::{Read as _, Write as _};
use std::net::TcpStream;
use std::time::Duration;

use anyhow::{Context, Result, ensure};

use super::super::subject::Subject;
use super::Ways;
use crate::console::say;

/// Readers of one portal at the same time.
const LISTENERS: u32 = 200;

/// Measures what they cost in memory.
pub(super) fn run(subject: &Subject, ways: &Ways) -> Result<()> {
    let [slug, ..] = ways.first().context("nobody is there")?;
    let before = subject.memory()?;
    let listeners = (0..LISTENERS)
        .map(|_| listen(subject.port, slug))
        .collect::<Result<Vec<_>>>()?;
    say!(
        "    {LISTENERS} live listeners cost {:.1} MB",
        subject.memory()? - before
    );
    drop(listeners);
    Ok(())
}

/// Opens a stream of events; it is open once its head came.
fn listen(port: u16, slug: &str) -> Result<TcpStream> {
    let mut stream = TcpStream::connect(("127.0.0.1", port))?;
    stream.set_read_timeout(Some(Duration::from_secs(20)))?;
    write!(
        stream,
        "GET /api/v1/m/{slug}/events HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nAccept: text/event-stream\r\n\r\n"
    )?;
    let mut piece = [0; 1024];
    let count = stream.read(&mut piece)?;
    let head = String::from_utf8_lossy(piece.get(..count).unwrap_or_default()).into_owned();
    ensure!(head.starts_with("HTTP/1.1 200"), "no stream: {head}");
    Ok(stream)
}
