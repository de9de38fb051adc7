//! What the read engine asks the database, for `cargo xtask bench`: the same statements go to a bare driver beside it.

use serde_json::Value as Json;
use shared::registers::{Query, Register};

use crate::error::{ApiError, ApiResult};
use crate::features::municipalities;
use crate::registers::read::{self, Frozen, Scope};
use crate::state::AppState;

/// More records than a download of the bench has.
const EVERYTHING: u32 = u32::MAX - 1;

/// The statements, with their values, behind an address of a municipality's register: of a page of its list
/// (`/api/v1/m/{slug}/registers/{register}?…`), of a record (`…/{id}`) or of a whole file (`….csv?…`), the last as one
/// statement for all of its records.
///
/// # Errors
/// For any other address, and when the database does not answer.
pub async fn statements(state: &AppState, address: &str) -> ApiResult<Json> {
    let (path, query) = address.split_once('?').unwrap_or((address, ""));
    let mut parts = path.trim_start_matches("/api/v1/m/").split('/');
    let (slug, name) = match (parts.next(), parts.next(), parts.next()) {
        (Some(slug), Some("registers"), Some(name)) => (slug, name),
        _ => return Err(ApiError::not_found()),
    };
    let municipality = municipalities::find_by_slug(state.db.public(), slug).await?;
    let scope = Scope::Tenant(municipality.ok_or_else(ApiError::not_found)?.id);
    let (engine, vault) = (&state.registers, &state.vault);
    let backend = engine.backend();
    let found = if let Some(id) = parts.next() {
        let (register, id) = (known(name)?, id.parse().map_err(ApiError::internal)?);
        vec![
            read::one(register, backend, vault, scope, id, None),
            read::history(register, backend, vault, scope, id),
        ]
    } else if let Some(name) = name.strip_suffix(".csv") {
        let register = known(name)?;
        let all = Query {
            limit: EVERYTHING,
            ..asked(register, query)?
        };
        let frozen = Frozen {
            at: state.clock.now(),
            last: i64::MAX,
        };
        vec![read::chunk(
            register,
            backend,
            vault,
            (&all, scope, frozen),
            &[],
        )?]
    } else {
        let register = known(name)?;
        let query = asked(register, query)?;
        let mut all = vec![read::list(register, backend, vault, &query, scope)?];
        if query.total || !query.search.is_empty() {
            all.push(read::total(register, backend, vault, &query, scope)?);
        }
        all
    };
    Ok(serde_json::to_value(found)?)
}

fn known(name: &str) -> ApiResult<&'static Register> {
    Register::find(name).ok_or_else(ApiError::not_found)
}

fn asked(register: &'static Register, query: &str) -> ApiResult<Query> {
    let pairs: Vec<(String, String)> =
        serde_urlencoded::from_str(query).map_err(ApiError::internal)?;
    let pairs = pairs
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()));
    Query::parse(register, pairs).map_err(|error| ApiError::internal(anyhow::anyhow!("{error}")))
}
