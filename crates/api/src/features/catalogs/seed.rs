//! The rows that ship with the API. A catalogue that ever had a row is the operator's and is left alone.

use sea_orm::ConnectionTrait;
use shared::reference::CatalogRow;
use uuid::Uuid;

use super::store;
use crate::error::{ApiError, ApiResult};
use crate::write::Tx;

const FILES: [(&str, &str); 9] = [
    (
        "decade_names",
        include_str!("../../../data/catalogs/decade_names.json"),
    ),
    (
        "document_types",
        include_str!("../../../data/catalogs/document_types.json"),
    ),
    (
        "domain_fees",
        include_str!("../../../data/catalogs/domain_fees.json"),
    ),
    (
        "retention_terms",
        include_str!("../../../data/catalogs/retention_terms.json"),
    ),
    (
        "state_links",
        include_str!("../../../data/catalogs/state_links.json"),
    ),
    (
        "staff_columns",
        include_str!("../../../data/catalogs/staff_columns.json"),
    ),
    ("uit", include_str!("../../../data/catalogs/uit.json")),
    (
        "visit_upload_columns",
        include_str!("../../../data/catalogs/visit_upload_columns.json"),
    ),
    (
        "year_names",
        include_str!("../../../data/catalogs/year_names.json"),
    ),
];

/// The catalogues with a file that never had a row.
pub(crate) async fn missing(conn: &impl ConnectionTrait) -> ApiResult<Vec<&'static str>> {
    let used = store::used(conn).await?;
    let names = FILES.iter().map(|(name, _)| *name);
    Ok(names
        .filter(|name| !used.iter().any(|used| used == name))
        .collect())
}

/// Fills a catalogue from its file; answers with the number of rows.
pub(crate) async fn seed(tx: &mut Tx<'_>, catalog: &str) -> ApiResult<usize> {
    let file = FILES.iter().find(|(name, _)| *name == catalog);
    let (_, text) =
        file.ok_or_else(|| ApiError::internal(anyhow::anyhow!("no file for {catalog}")))?;
    let rows: Vec<CatalogRow> = serde_json::from_str(text)?;
    let count = rows.len();
    for row in rows {
        store::insert(tx, catalog, Uuid::now_v7(), 1, row).await?;
    }
    Ok(count)
}
