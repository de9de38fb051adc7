//! Where what a list holds lies.

use sea_orm::DbBackend;
use shared::registers::place::{LATITUDES, LONGITUDES, MOST_POINTS};
use shared::registers::{Query, Register};

use super::builder::{Builder, matching};
use super::{Param, Scope, Statement};
use crate::error::ApiResult;
use crate::keys::Vault;

/// Record, name, latitude and longitude of what has a place in the country, the newest first.
pub(crate) fn points(
    register: &'static Register,
    backend: DbBackend,
    vault: &Vault,
    (query, scope): (&Query, Scope),
) -> ApiResult<Option<Statement>> {
    let Some((latitude, longitude)) = register.geometry else {
        return Ok(None);
    };
    let mut builder = matching(register, backend, vault, query, scope)?;
    let inside = inside(&mut builder, (latitude, longitude));
    builder.conditions.push(inside);
    let limit = builder.place(Param::Number(i64::from(MOST_POINTS)));
    let name = register.calendar.title.first().copied().unwrap_or("id");
    let head = format!("p.id, p.{name}, p.{latitude}, p.{longitude}");
    let tail = format!(" ORDER BY p.ordinal DESC, p.n DESC LIMIT {limit}");
    Ok(Some(builder.statement(&head, &tail)))
}

/// How many have a place in the country.
pub(crate) fn placed(
    register: &'static Register,
    backend: DbBackend,
    vault: &Vault,
    (query, scope): (&Query, Scope),
) -> ApiResult<Option<Statement>> {
    let Some(geometry) = register.geometry else {
        return Ok(None);
    };
    let mut builder = matching(register, backend, vault, query, scope)?;
    let inside = inside(&mut builder, geometry);
    builder.conditions.push(inside);
    Ok(Some(builder.statement("count(*)", "")))
}

/// How many records each municipality has of what matches.
pub(crate) fn by_owner(
    register: &'static Register,
    backend: DbBackend,
    vault: &Vault,
    query: &Query,
) -> ApiResult<Statement> {
    let builder = matching(register, backend, vault, query, Scope::All)?;
    Ok(builder.statement("p.municipality_id, count(*)", " GROUP BY p.municipality_id"))
}

/// That a place lies in the country; where there is none it does not.
fn inside(builder: &mut Builder<'_>, (latitude, longitude): (&str, &str)) -> String {
    let mut bound = |number| builder.place(Param::Number(number));
    let (south, north) = (bound(LATITUDES.0), bound(LATITUDES.1));
    let (west, east) = (bound(LONGITUDES.0), bound(LONGITUDES.1));
    format!("p.{latitude} BETWEEN {south} AND {north} AND p.{longitude} BETWEEN {west} AND {east}")
}
