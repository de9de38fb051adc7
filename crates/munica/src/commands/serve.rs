//! `munica serve` and `munica worker`: open the installation and work until told to stop.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use actix_web::{HttpServer, web};
use anyhow::Context as _;
use api::clock::SystemClock;
use api::settings::{Mode, Settings};
use api::state::AppState;
use api::{metrics, seed, startup, worker};
use clap::Args;
use tokio::sync::watch;

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
    /// Mediciones: además una respuesta que es siempre la misma, y lo que se pregunta a la base de datos
    #[arg(long, hide = true)]
    yardstick: bool,
}

/// Seconds that requests under way get when the process is told to stop.
const GRACE: u64 = 25;

/// How long a connection without a request stays open. Longer than a proxy keeps its own (Caddy: two minutes): whoever closes first
/// may do so while the other sends, and a request of a proxy that is lost so is an error for its user.
const IDLE: Duration = Duration::from_secs(150);

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
    let stop = told_to_stop()?;
    let work = (!options.no_worker)
        .then(|| tokio::spawn(worker::run(state.clone(), on(stop.subscribe()))));
    let (told, listened) = (on(stop.subscribe()), state.clone());
    tokio::spawn(async move {
        told.await;
        listened.stop_events();
    });
    let served = listen(&state, &stop, &options).await;
    stop.send_replace(true);
    if let Some(work) = work {
        work.await?;
    }
    metrics.abort();
    state.close().await?;
    served
}

/// `munica worker`: mails and jobs, without HTTP.
pub(super) async fn work(settings: Settings) -> anyhow::Result<()> {
    let state = open(settings).await?;
    let stop = told_to_stop()?;
    say("Trabajando en segundo plano.");
    worker::run(state.clone(), on(stop.subscribe())).await;
    state.close().await
}

/// Opens, and brings the reference data up to date. The embedded database is migrated too; any other belongs to its owner,
/// whose rights this program does not need.
pub(super) async fn open(settings: Settings) -> anyhow::Result<AppState> {
    settings.check()?;
    logging::start(&settings.log)?;
    if api::db::is_embedded(&settings.database) {
        api::db::migrate(&settings.database).await?;
    }
    let state = AppState::open(settings, Arc::new(SystemClock)).await?;
    seed::seed_reference(&state).await?;
    state.follow_other_processes();
    Ok(state)
}

/// Becomes true at the first order to stop, of a supervisor (`SIGTERM`) or of the person at the terminal (Ctrl-C). From this
/// call on an order is heard.
fn told_to_stop() -> anyhow::Result<watch::Sender<bool>> {
    let (stop, _) = watch::channel(false);
    let (told, order) = (stop.clone(), order()?);
    tokio::spawn(async move {
        order.await;
        tracing::info!("told to stop: what is in hand is finished");
        told.send_replace(true);
    });
    Ok(stop)
}

#[cfg(unix)]
fn order() -> std::io::Result<impl Future<Output = ()> + Send> {
    use tokio::signal::unix::{SignalKind, signal};
    let mut terminate = signal(SignalKind::terminate())?;
    let mut interrupt = signal(SignalKind::interrupt())?;
    Ok(async move {
        tokio::select! {
            _ = terminate.recv() => {}
            _ = interrupt.recv() => {}
        }
    })
}

#[cfg(not(unix))]
fn order() -> std::io::Result<impl Future<Output = ()> + Send> {
    Ok(async {
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
    })
}

async fn on(mut stopping: watch::Receiver<bool>) {
    // A sender that is gone will not say anything else either.
    drop(stopping.wait_for(|stop| *stop).await);
}

async fn listen(
    state: &AppState,
    stop: &watch::Sender<bool>,
    options: &Options,
) -> anyhow::Result<()> {
    let bind = state.settings.server.bind;
    let workers = state.settings.server.workers;
    let public_url = state.settings.server.public_url.clone();
    let data = web::Data::new(state.clone());
    let (api_only, measured) = (options.api_only, options.yardstick);
    let mut server = HttpServer::new(move || {
        startup::app(data.clone(), move |config| {
            if measured {
                yardstick::configure(config);
            }
            if !api_only {
                apps::configure(config);
            }
        })
    })
    .keep_alive(IDLE)
    .shutdown_timeout(GRACE)
    .shutdown_signal(on(stop.subscribe()));
    if workers > 0 {
        server = server.workers(workers);
    }
    let server = server
        .bind(bind)
        .with_context(|| format!("no se pudo escuchar en {bind}"))?;
    say(&format!("Munica atiende en {public_url}"));
    if options.demo {
        demo::introduce(state).await?;
    }
    server.run().await?;
    Ok(())
}
