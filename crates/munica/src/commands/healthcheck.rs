//! `munica healthcheck`: asks a running server whether it is ready, for supervisors without an HTTP client.

use std::io::{Read as _, Write as _};
use std::net::{SocketAddr, TcpStream};
use std::process::ExitCode;
use std::time::Duration;

use api::settings::Settings;
use clap::Args;

use super::say;

/// Whom to ask.
#[derive(Args)]
pub(super) struct Options {
    /// Dirección del servidor (por defecto la de la configuración)
    #[arg(long)]
    address: Option<SocketAddr>,
}

const PATIENCE: Duration = Duration::from_secs(3);

pub(super) fn run(settings: &Settings, options: &Options) -> anyhow::Result<ExitCode> {
    let address = options.address.unwrap_or(settings.server.bind);
    let ready = ask(address).unwrap_or(false);
    say(if ready { "listo" } else { "no está listo" });
    Ok(if ready {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}

fn ask(address: SocketAddr) -> std::io::Result<bool> {
    let mut stream = TcpStream::connect_timeout(&address, PATIENCE)?;
    stream.set_read_timeout(Some(PATIENCE))?;
    write!(
        stream,
        "GET /ready HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n"
    )?;
    let mut answer = String::new();
    stream.take(256).read_to_string(&mut answer)?;
    Ok(answer.starts_with("HTTP/1.1 200"))
}
