//! Requests of drills and measurements, with no cleverness that could hide a lost answer.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::time::Duration;

use anyhow::{Context, Result};

/// What came back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Answer {
    /// Its status.
    pub(crate) status: u16,
    /// The lines of its head.
    pub(crate) head: String,
    /// Its body.
    pub(crate) body: String,
}

impl Answer {
    /// The values of a header.
    pub(crate) fn headers<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.head.lines().filter_map(move |line| {
            let (known, value) = line.split_once(':')?;
            known.eq_ignore_ascii_case(name).then(|| value.trim())
        })
    }
}

/// Posts over a connection of its own, with these further headers. An error means that nobody knows whether it happened.
pub(crate) fn post(port: u16, path: &str, headers: &str, body: &str) -> Result<Answer> {
    send("POST", port, path, headers, body)
}

/// Gets over a connection of its own, with these further headers.
pub(crate) fn get(port: u16, path: &str, headers: &str) -> Result<Answer> {
    send("GET", port, path, headers, "")
}

fn send(method: &str, port: u16, path: &str, headers: &str, body: &str) -> Result<Answer> {
    let address = SocketAddr::from(([127, 0, 0, 1], port));
    let mut stream = TcpStream::connect_timeout(&address, Duration::from_secs(2))?;
    stream.set_read_timeout(Some(Duration::from_secs(20)))?;
    let length = body.len();
    write!(
        stream,
        "{method} {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nConnection: close\r\nAccept-Encoding: identity\r\n\
         {headers}\r\nContent-Length: {length}\r\n\r\n{body}"
    )?;
    let mut bytes = Vec::new();
    stream.read_to_end(&mut bytes)?;
    parse(&bytes)
}

/// Reads an answer; one that was cut off is none.
fn parse(bytes: &[u8]) -> Result<Answer> {
    let text = std::str::from_utf8(bytes).context("the answer is not text")?;
    let (head, body) = text.split_once("\r\n\r\n").context("no answer")?;
    let status = head.split(' ').nth(1).context("no status")?.parse()?;
    let answer = Answer {
        status,
        head: head.to_owned(),
        body: body.to_owned(),
    };
    let length = answer.headers("content-length").next();
    if length.is_some_and(|length| length.parse() != Ok(body.len())) {
        anyhow::bail!("the answer was cut off");
    }
    Ok(answer)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_that_was_cut_off_is_no_answer() {
        let whole = b"HTTP/1.1 202 Accepted\r\nContent-Length: 2\r\n\r\n{}";
        let answer = parse(whole).unwrap();
        assert_eq!((answer.status, answer.body.as_str()), (202, "{}"));
        for length in 0..whole.len() {
            assert!(parse(&whole[..length]).is_err(), "{length}");
        }
    }
}
