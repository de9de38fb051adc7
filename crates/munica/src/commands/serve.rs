//! `munica serve`: opens the installation and answers until it is told to stop.

use std::net::SocketAddr;
use std::sync::Arc;

use actix_web::{HttpServer, web};
use anyhow::Context as _;
use api::clock::SystemClock;
use api::settings::{Mode, Settings};
use api::startup;
use api::state::AppState;
use clap::Args;

use super::{is_demo, say};
use crate::{apps, logging};

/// How to serve.
#[derive(Args)]
pub(super) struct Options {
    /// Demostración: datos inventados, solo en esta máquina
    #[arg(long)]
    demo: bool,
    /// Solo el API, sin las aplicaciones
    #[arg(long)]
    api_only: bool,
    /// Dirección donde escuchar
    #[arg(long)]
    bind: Option<SocketAddr>,
}

/// Seconds that requests under way get when the process is told to stop.
const GRACE: u64 = 25;

pub(super) async fn run(mut settings: Settings, options: Options) -> anyhow::Result<()> {
    if options.demo {
        settings.mode = Mode::Demo;
    }
    if let Some(bind) = options.bind {
        settings.server.bind = bind;
        if is_demo(&settings) {
            settings.server.public_url = format!("http://{bind}");
        }
    }
    settings.check()?;
    logging::start(&settings.log)?;
    api::db::migrate(&settings.database).await?;
    let state = AppState::open(settings, Arc::new(SystemClock)).await?;
    state.follow_other_processes();
    listen(state, options.api_only).await
}

async fn listen(state: AppState, api_only: bool) -> anyhow::Result<()> {
    let bind = state.settings.server.bind;
    let workers = state.settings.server.workers;
    let public_url = state.settings.server.public_url.clone();
    let data = web::Data::new(state);
    let mut server = HttpServer::new(move || {
        startup::app(data.clone(), move |config| {
            if !api_only {
                apps::configure(config);
            }
        })
    })
    .shutdown_timeout(GRACE);
    if workers > 0 {
        server = server.workers(workers);
    }
    let server = server
        .bind(bind)
        .with_context(|| format!("no se pudo escuchar en {bind}"))?;
    say(&format!("Munica atiende en {public_url}"));
    server.run().await?;
    Ok(())
}
