//! Where the entries of a menu lead.

use shared::features::portal_admin::{ContentKind, PORTAL_PAGES, WRITTEN_PAGES};
use shared::registers::REGISTERS;
use uuid::Uuid;

use super::store;
use crate::error::{ApiError, ApiResult};
use crate::write::Tx;

/// A link within the portal leads to a page that is there, seen or hidden; `link` is a field and what it says.
///
/// # Errors
/// 422 on that field, with the page that is not there.
pub(super) async fn check(
    tx: &Tx<'_>,
    municipality: Uuid,
    link: Option<(&str, &str)>,
) -> ApiResult<()> {
    let Some((field, href)) = link.map(|(field, href)| (field, href.trim())) else {
        return Ok(());
    };
    let is_register = REGISTERS.iter().any(|register| register.path == href);
    if href.is_empty() || href.contains(':') || PORTAL_PAGES.contains(&href) || is_register {
        return Ok(());
    }
    if let Some(slug) = href.strip_prefix(WRITTEN_PAGES) {
        let pages = store::items(tx.conn(), municipality, ContentKind::Pages).await?;
        let written = |key: &Option<String>| key.as_deref() == Some(slug);
        if pages.iter().any(|row| written(&row.unique_key)) {
            return Ok(());
        }
    }
    let message = format!("El portal no tiene la página «{href}»: créela primero o elija otra.");
    Err(ApiError::field(field, "unknown_page", message))
}
