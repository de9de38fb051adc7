//! clamd's INSTREAM command: length-prefixed chunks, a zero length, one line of answer.

use std::time::Duration;

use anyhow::{Context, bail};
use async_trait::async_trait;
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::time::timeout;

use super::{Address, Antivirus, Verdict};

/// A scan of the largest file we take is a matter of seconds.
const PATIENCE: Duration = Duration::from_secs(30);
const CHUNK: usize = 64 * 1024;
/// Longest answer that is read.
const ANSWER: u64 = 4096;

/// A clamd over TCP or a Unix socket.
pub(super) struct Clamd(Address);

impl Clamd {
    pub(super) fn at(address: &str) -> anyhow::Result<Self> {
        Ok(Self(Address::parse(address)?))
    }

    async fn ask(&self, bytes: &[u8]) -> anyhow::Result<String> {
        match &self.0 {
            Address::Tcp(host) => stream(TcpStream::connect(host).await?, bytes).await,
            #[cfg(unix)]
            Address::Unix(path) => {
                stream(tokio::net::UnixStream::connect(path).await?, bytes).await
            }
            #[cfg(not(unix))]
            Address::Unix(_) => bail!("unix:// solo existe en sistemas Unix"),
        }
    }
}

#[async_trait]
impl Antivirus for Clamd {
    async fn scan(&self, bytes: &[u8]) -> anyhow::Result<Verdict> {
        let answer = timeout(PATIENCE, self.ask(bytes))
            .await
            .context("clamd no respondió a tiempo")??;
        verdict(&answer)
    }
}

async fn stream<S: AsyncRead + AsyncWrite + Unpin>(
    mut clamd: S,
    bytes: &[u8],
) -> anyhow::Result<String> {
    clamd.write_all(b"zINSTREAM\0").await?;
    for chunk in bytes.chunks(CHUNK) {
        clamd
            .write_all(&u32::try_from(chunk.len())?.to_be_bytes())
            .await?;
        clamd.write_all(chunk).await?;
    }
    clamd.write_all(&0u32.to_be_bytes()).await?;
    let mut answer = String::new();
    clamd.take(ANSWER).read_to_string(&mut answer).await?;
    Ok(answer)
}

/// `stream: OK`, `stream: Eicar-Signature FOUND`; anything else (a size limit, an error) is no verdict.
fn verdict(answer: &str) -> anyhow::Result<Verdict> {
    let answer = answer.trim_matches(['\0', '\n', ' ']);
    if answer == "stream: OK" {
        return Ok(Verdict::Clean);
    }
    if let Some(found) = answer
        .strip_prefix("stream: ")
        .and_then(|rest| rest.strip_suffix(" FOUND"))
    {
        return Ok(Verdict::Infected(found.to_owned()));
    }
    bail!("clamd respondió: {answer}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_clear_ok_is_clean() {
        assert_eq!(verdict("stream: OK\0").unwrap(), Verdict::Clean);
        assert_eq!(
            verdict("stream: Eicar-Signature FOUND\0").unwrap(),
            Verdict::Infected("Eicar-Signature".to_owned())
        );
        for answer in [
            "",
            "OK",
            "stream: OKAY",
            "INSTREAM size limit exceeded. ERROR\0",
            "stream: ERROR",
        ] {
            assert!(verdict(answer).is_err(), "{answer}");
        }
    }
}
