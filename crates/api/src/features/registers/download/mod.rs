//! A register to take away: every record that the list finds, as a file.
//!
//! A download shows the register as it stood when it was asked for. It is read in pieces, each a query of its own, so that
//! neither a connection nor a snapshot is held for a client that reads slowly, and written while it is read.

mod asked;
mod book;
mod job;
mod sink;
mod table;

use std::collections::HashMap;
use std::sync::Arc;

use actix_web::http::header::{CACHE_CONTROL, CONTENT_DISPOSITION};
use actix_web::web::{self, Bytes};
use actix_web::{HttpRequest, HttpResponse, HttpResponseBuilder};
use chrono::{DateTime, SecondsFormat, Utc};
use futures_util::Stream;
use shared::registers::wire::OwnerOut;
use shared::registers::{Format, Register};
use shared::time::lima_date;
use uuid::Uuid;

use super::owners::{self, Owners};
use crate::error::ApiResult;
use crate::http::tenant::Tenant;
use crate::registers::read::Scope;
use crate::state::AppState;
use asked::Asked;
use job::Job;

pub(super) use sink::degrees;
pub(super) use table::cell;

/// As of when the file is.
pub(super) const AS_OF: &str = "Munica-As-Of";
/// How many records are not in the file because they have no place.
pub(super) const WITHOUT_PLACE: &str = "Munica-Without-Place";

/// Names of municipalities, for tables.
pub(super) type Names = HashMap<Uuid, OwnerOut>;

/// The records of one municipality.
pub(super) async fn export(
    register: &'static Register,
    format: Format,
    state: web::Data<AppState>,
    request: HttpRequest,
    tenant: Tenant,
) -> ApiResult<HttpResponse> {
    let tenant = tenant.with_portal()?;
    let asked = Asked::of(register, format, &request)?;
    let owners = Arc::new(owners::one(&tenant)?);
    let whose = Whose {
        scope: Scope::Tenant(tenant.id),
        slug: tenant.slug.clone(),
        owners,
    };
    file(register, format, state, asked, whose).await
}

/// The records of all of them.
pub(super) async fn export_all(
    register: &'static Register,
    format: Format,
    state: web::Data<AppState>,
    request: HttpRequest,
) -> ApiResult<HttpResponse> {
    let asked = Asked::of(register, format, &request)?;
    let whose = Whose {
        scope: Scope::All,
        slug: "peru".to_owned(),
        owners: owners::all(&state).await?,
    };
    file(register, format, state, asked, whose).await
}

/// Whose records a file holds.
struct Whose {
    scope: Scope,
    /// What the file is called after.
    slug: String,
    owners: Arc<Owners>,
}

/// Every record of a register, as files of a night hold them.
pub(super) struct Whole<P> {
    /// The instant that it shows.
    pub(super) at: DateTime<Utc>,
    /// How many records.
    pub(super) records: u64,
    /// The bytes of the file.
    pub(super) pieces: P,
}

/// Begins to read every record, under the stable names of its columns.
pub(super) async fn whole(
    register: &'static Register,
    format: Format,
    state: &AppState,
    scope: Scope,
    owners: Arc<Owners>,
) -> ApiResult<Whole<impl Stream<Item = ApiResult<Bytes>>>> {
    let whose = Whose {
        scope,
        slug: String::new(),
        owners,
    };
    let state = web::Data::new(state.clone());
    let job = Job::begin(register, format, state, Asked::everything(), whose).await?;
    Ok(Whole {
        at: job.frozen.at,
        records: job.count(&[]).await?,
        pieces: job::stream(job),
    })
}

async fn file(
    register: &'static Register,
    format: Format,
    state: web::Data<AppState>,
    asked: Asked,
    whose: Whose,
) -> ApiResult<HttpResponse> {
    let slug = whose.slug.clone();
    let job = Job::begin(register, format, state, asked, whose).await?;
    let at = job.frozen.at;
    let day = lima_date(at);
    let name = format!("{slug}-{}-{day}.{}", register.id, format.extension());
    let mut response = response(format, &name, at);
    if let Some((latitude, longitude)) = register.geometry.filter(|_| format == Format::GeoJson) {
        let without = job.count(&[latitude, longitude]).await?;
        response.insert_header((WITHOUT_PLACE, without.to_string()));
    }
    if format == Format::Xlsx {
        return book::answer(response, job).await;
    }
    Ok(response.streaming(Box::pin(job::stream(job))))
}

fn response(format: Format, name: &str, at: DateTime<Utc>) -> HttpResponseBuilder {
    let media_type = match format {
        Format::Csv => "text/csv; charset=utf-8",
        other => other.media_type(),
    };
    let exposed = format!("Content-Disposition, {AS_OF}, {WITHOUT_PLACE}");
    let mut response = HttpResponse::Ok();
    response
        .content_type(media_type)
        .insert_header((CACHE_CONTROL, "no-cache"))
        .insert_header(("Access-Control-Allow-Origin", "*"))
        .insert_header(("Access-Control-Expose-Headers", exposed))
        .insert_header(("Cross-Origin-Resource-Policy", "cross-origin"))
        .insert_header((AS_OF, at.to_rfc3339_opts(SecondsFormat::Micros, true)))
        .insert_header((
            CONTENT_DISPOSITION,
            format!("attachment; filename=\"{name}\""),
        ));
    response
}
