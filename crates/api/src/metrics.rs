//! Prometheus metrics: the recorder, the gauges of what waits, and their own small server.
//!
//! They are served on an address of their own, which no proxy leads to, because they say how much goes on here.

use actix_web::{App, HttpResponse, HttpServer, web};
use anyhow::Context;
use metrics_exporter_prometheus::{PrometheusBuilder, PrometheusHandle};
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter};

use crate::db::Scope;
use crate::error::ApiResult;
use crate::files::entity::file;
use crate::files::scan::Scan;
use crate::jobs::entity as jobs;
use crate::outbox::entity as mails;
use crate::settings;
use crate::state::AppState;

/// Serves `/metrics` where the settings name an address, until the process ends; returns at once where they do not.
/// Counting begins with this call.
///
/// # Errors
/// When the address is not one or is taken.
pub async fn serve(settings: &settings::Metrics) -> anyhow::Result<()> {
    let Some(address) = settings.address()? else {
        return Ok(());
    };
    let handle = PrometheusBuilder::new()
        .install_recorder()
        .context("las métricas ya estaban en marcha")?;
    let shared = web::Data::new(handle);
    HttpServer::new(move || {
        App::new()
            .app_data(shared.clone())
            .route("/metrics", web::get().to(render))
    })
    .workers(1)
    .disable_signals()
    .bind(address)
    .with_context(|| format!("metrics.bind no se pudo abrir: {address}"))?
    .run()
    .await?;
    Ok(())
}

async fn render(handle: web::Data<PrometheusHandle>) -> HttpResponse {
    handle.run_upkeep();
    HttpResponse::Ok()
        .content_type("text/plain; version=0.0.4; charset=utf-8")
        .body(handle.render())
}

/// Brings the gauges up to date; the worker does it every few seconds.
pub(crate) async fn refresh(state: &AppState) -> ApiResult<()> {
    let conn = state.db.read(Scope::Platform).await?;
    for status in [mails::Status::Queued, mails::Status::Failed] {
        let count = mails::Entity::find()
            .filter(mails::Column::Status.eq(status.code()))
            .count(&conn)
            .await?;
        metrics::gauge!("munica_outbox_mails", "status" => status.code()).set(gauge(count));
    }
    for status in [
        jobs::Status::Queued,
        jobs::Status::Running,
        jobs::Status::Failed,
    ] {
        let count = jobs::Entity::find()
            .filter(jobs::Column::Status.eq(status.code()))
            .count(&conn)
            .await?;
        metrics::gauge!("munica_jobs", "status" => status.code()).set(gauge(count));
    }
    let damaged = file::Entity::find()
        .filter(file::Column::Intact.eq(false))
        .count(&conn)
        .await?;
    metrics::gauge!("munica_files_damaged").set(gauge(damaged));
    let quarantined = file::Entity::find()
        .filter(file::Column::Scan.eq(Scan::Quarantined.code()))
        .count(&conn)
        .await?;
    metrics::gauge!("munica_files_quarantined").set(gauge(quarantined));
    Ok(())
}

/// Gauges are floats; counts beyond four thousand million do not occur.
fn gauge(count: u64) -> f64 {
    f64::from(u32::try_from(count).unwrap_or(u32::MAX))
}
