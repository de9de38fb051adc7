//! The workbook: written to a temporary file first, since its directory stands at its end, and sent from there.

use std::io::Read as _;

use actix_web::body::SizedStream;
use actix_web::web::{self, Bytes};
use actix_web::{HttpResponse, HttpResponseBuilder};
use futures_util::stream;
use tempfile::NamedTempFile;

use super::job::Job;
use super::sink::{Sink, failed};
use crate::error::{ApiError, ApiResult};

/// Bytes that are read and sent at once.
const PIECE: usize = 65_536;

/// Writes the workbook and answers with it.
///
/// # Errors
/// 422 where there are more records than a sheet has rows.
pub(super) async fn answer(
    mut response: HttpResponseBuilder,
    mut job: Job,
) -> ApiResult<HttpResponse> {
    let most = job.state.settings.server.workbook_rows;
    let count = job.count(&[]).await?;
    if count > u64::from(most) {
        let message = format!(
            "Son {count} registros y un libro de Excel admite {most}. Acote las fechas con «from» y «to», filtre por otra \
             columna, o descargue el CSV, que no tiene límite."
        );
        return Err(ApiError::field("from", "too_many_rows", message));
    }
    while job.piece().await? {}
    let Sink::Book(_, writer) = job.sink else {
        return Err(ApiError::internal(anyhow::anyhow!("no workbook was begun")));
    };
    // Compressing takes seconds, for which nobody else shall wait.
    let file = web::block(move || writer.finish())
        .await
        .map_err(ApiError::internal)?
        .map_err(failed)?;
    let length = file.as_file().metadata().map_err(ApiError::internal)?.len();
    let body = Box::pin(stream::try_unfold(file, piece));
    Ok(response.body(SizedStream::new(length, body)))
}

async fn piece(file: NamedTempFile) -> ApiResult<Option<(Bytes, NamedTempFile)>> {
    let read = web::block(move || {
        let mut bytes = Vec::with_capacity(PIECE);
        let limit = u64::try_from(PIECE).unwrap_or(u64::MAX);
        let outcome = file.as_file().take(limit).read_to_end(&mut bytes);
        outcome.map(|_| (bytes, file))
    });
    let (bytes, file) = read
        .await
        .map_err(ApiError::internal)?
        .map_err(ApiError::internal)?;
    Ok((!bytes.is_empty()).then(|| (Bytes::from(bytes), file)))
}
