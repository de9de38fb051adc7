//! `munica serve` and `munica worker`: open the installation and work until told to stop.

use std::net::SocketAddr;
use std::sync::Arc;

use actix_web::{HttpServer, web};
use anyhow::Context as _;
use api::clock::SystemClock;
use api::settings::{Mode, Settings};
use api::state::AppState;
use api::{metrics, seed, startup, worker};
use clap::Args;
use tokio::sync::oneshot;

use super::{is_demo, say};
use crate::{apps, demo, logging, yardstick};

/// How to serve.
#[derive(Args)]
pub(super) struct Options {
    /// Demostración: datos inventados, solo en esta máquina
    #[arg(long)]
    demo: bool,
    /// Solo el API, sin las aplicaciones
    #[arg(long)]
    api_only: bool,
    /// Sin tareas de fondo: las hace «munica worker» en otro proceso
    #[arg(long)]
    no_worker: bool,
    /// Dirección donde escuchar
    #[arg(long)]
    bind: Option<SocketAddr>,
    /// Mediciones: la misma respuesta siempre, aquí y sola en esta otra dirección
    #[arg(long, hide = true)]
    yardstick: Option<SocketAddr>,
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
    let state = open(settings).await?;
    if options.demo {
        seed::seed_demo(&state).await?;
    }
    let metrics = state.settings.metrics.clone();
    let metrics = actix_web::rt::spawn(async move { metrics::serve(&metrics).await });
    let (stop, stopped) = oneshot::channel();
    let work =
        (!options.no_worker).then(|| tokio::spawn(worker::run(state.clone(), ended(stopped))));
    let served = listen(state, &options).await;
    drop(stop);
    if let Some(work) = work {
        work.await?;
    }
    metrics.abort();
    served
}

/// `munica worker`: mails and jobs, without HTTP.
pub(super) async fn work(settings: Settings) -> anyhow::Result<()> {
    let state = open(settings).await?;
    say("Trabajando en segundo plano.");
    worker::run(state, interrupted()).await;
    Ok(())
}

/// Migrates, opens, and brings the reference data up to date.
pub(super) async fn open(settings: Settings) -> anyhow::Result<AppState> {
    settings.check()?;
    logging::start(&settings.log)?;
    api::db::migrate(&settings.database).await?;
    let state = AppState::open(settings, Arc::new(SystemClock)).await?;
    seed::seed_reference(&state).await?;
    state.follow_other_processes();
    Ok(state)
}

async fn ended(stopped: oneshot::Receiver<()>) {
    // The sender is only ever dropped.
    drop(stopped.await);
}

async fn interrupted() {
    if let Err(error) = tokio::signal::ctrl_c().await {
        tracing::warn!(error = %error, "signals are not available");
        std::future::pending::<()>().await;
    }
}

async fn listen(state: AppState, options: &Options) -> anyhow::Result<()> {
    let bind = state.settings.server.bind;
    let workers = state.settings.server.workers;
    let public_url = state.settings.server.public_url.clone();
    let data = web::Data::new(state.clone());
    let (api_only, measured) = (options.api_only, options.yardstick);
    if let Some(address) = measured {
        actix_web::rt::spawn(yardstick::serve(address, workers));
    }
    let mut server = HttpServer::new(move || {
        startup::app(data.clone(), move |config| {
            if measured.is_some() {
                yardstick::configure(config);
            }
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
    if options.demo {
        demo::introduce(&state).await?;
    }
    server.run().await?;
    Ok(())
}
