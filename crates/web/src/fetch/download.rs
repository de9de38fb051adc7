//! Files that are taken away by an act: read with the session, so that a refusal is shown where the person is.

use shared::kit::problem::Problem;

/// Takes a file of the API away. Whoever may open it without being asked for anything gets a plain link instead.
///
/// # Errors
/// The problem the API answered, or `offline` when it was not reached.
#[cfg(feature = "csr")]
pub async fn download(path: &str) -> Result<(), Problem> {
    super::browser::download(path).await
}

/// On the server there is nobody to hand a file to.
///
/// # Errors
/// Always `offline`.
#[cfg(feature = "ssr")]
pub async fn download(_path: &str) -> Result<(), Problem> {
    Err(super::offline())
}

/// The plain name in a `Content-Disposition`.
#[cfg(any(test, feature = "csr"))]
pub(super) fn file_name(disposition: &str) -> Option<String> {
    let (_, rest) = disposition.split_once("filename=\"")?;
    let (name, _) = rest.split_once('"')?;
    (!name.is_empty()).then(|| name.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_keeps_the_name_that_the_api_gives_it() {
        let given = "attachment; filename=\"INC-2026-000001-evidencia.tar.zst\"";
        let name = file_name(given);
        assert_eq!(name.as_deref(), Some("INC-2026-000001-evidencia.tar.zst"));
        let both = "attachment; filename=\"acta.pdf\"; filename*=UTF-8''acta%20n.pdf";
        assert_eq!(file_name(both).as_deref(), Some("acta.pdf"));
        assert_eq!(file_name("inline"), None);
        assert_eq!(file_name("attachment; filename=\"\""), None);
    }
}
