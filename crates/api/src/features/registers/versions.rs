//! Every published version of a register in the order of its tree, one a line, with what it takes to repeat each leaf:
//! whoever keeps the file and a signed head proves later, without us, that nothing was changed, added before or taken away
//! (`munica verify`).

use std::collections::HashMap;

use actix_web::http::header::{CACHE_CONTROL, CONTENT_DISPOSITION};
use actix_web::web::{self, Bytes};
use actix_web::{HttpRequest, HttpResponse};
use futures_util::stream::{self, Stream};
use shared::registers::Register;
use shared::time::lima_date;
use uuid::Uuid;

use super::owners::{self, Owners};
use crate::error::{ApiError, ApiResult};
use crate::http::input::{NoParams, Params};
use crate::http::tenant::Tenant;
use crate::registers::{self, read};
use crate::state::AppState;

/// The file.
pub(super) async fn versions(
    register: &'static Register,
    state: web::Data<AppState>,
    _request: HttpRequest,
    tenant: Tenant,
    _none: Params<NoParams>,
) -> ApiResult<HttpResponse> {
    let tenant = tenant.with_portal()?;
    let size = registers::size_of(state.db.public(), tenant.id, register).await?;
    let day = lima_date(state.clock.now());
    let name = format!("{}-{}-versiones-{day}.ndjson", tenant.slug, register.id);
    let reading = Reading {
        register,
        municipality: tenant.id,
        owners: owners::one(&tenant)?,
        next: 0,
        size: i64::try_from(size).map_err(ApiError::internal)?,
        state,
    };
    let mut response = HttpResponse::Ok();
    response
        .content_type("application/x-ndjson")
        .insert_header((CACHE_CONTROL, "no-cache"))
        .insert_header(("Access-Control-Allow-Origin", "*"))
        .insert_header(("Access-Control-Expose-Headers", "Content-Disposition"))
        .insert_header(("Cross-Origin-Resource-Policy", "cross-origin"))
        .insert_header((
            CONTENT_DISPOSITION,
            format!("attachment; filename=\"{name}\""),
        ));
    Ok(response.streaming(Box::pin(lines(reading))))
}

/// How far a download has come: up to the tree of the moment when it was asked for.
struct Reading {
    register: &'static Register,
    municipality: Uuid,
    owners: Owners,
    next: i64,
    size: i64,
    state: web::Data<AppState>,
}

fn lines(reading: Reading) -> impl Stream<Item = ApiResult<Bytes>> {
    stream::try_unfold(reading, |mut reading| async move {
        if reading.next >= reading.size {
            return Ok(None);
        }
        let bytes = reading.piece().await?;
        Ok(Some((bytes, reading)))
    })
}

impl Reading {
    async fn piece(&mut self) -> ApiResult<Bytes> {
        // Others have their turn between two pieces, however fast the client reads.
        tokio::task::yield_now().await;
        let engine = &self.state.registers;
        let chunk = i64::from(self.state.settings.server.download_chunk);
        let end = self.next.saturating_add(chunk).min(self.size);
        let statement = read::versions(
            self.register,
            engine.backend(),
            &self.state.vault,
            self.municipality,
            (self.next, end),
        );
        let mut out = Vec::new();
        let owners: &HashMap<Uuid, Vec<u8>> = &self.owners;
        engine
            .read(&statement, |row| {
                read::version(&mut out, self.register, owners, row)?;
                out.push(b'\n');
                Ok(())
            })
            .await?;
        self.next = end;
        Ok(out.into())
    }
}
