//! Where the records of a register lie, for maps: points of one municipality, counts by department over all of them.

use std::collections::{BTreeMap, HashMap};

use actix_web::HttpResponse;
use shared::kit::page::Page;
use shared::registers::Register;
use shared::registers::place::{DepartmentRecords, PointOut, PointsOut};
use uuid::Uuid;

use super::view::{REPEATED, View};
use crate::bus::Topic;
use crate::error::{ApiError, ApiResult};
use crate::features::municipalities::{self, Filter};
use crate::http::{DependsOn, etag};
use crate::registers::read::{self, Cells};

/// More than the country has, populated centres included.
const MOST: u64 = 10_000;

/// Points of one municipality.
pub(super) async fn points(register: &'static Register, view: View) -> ApiResult<HttpResponse> {
    let query = view.asked(register)?;
    let (engine, vault) = (&view.state.registers, &view.state.vault);
    let backend = engine.backend();
    let asked = (&query, view.scope());
    let statement = read::points(register, backend, vault, asked)?;
    let statement = statement.ok_or_else(ApiError::not_found)?;
    let items = engine.gather(statement, point).await?;
    let statement = read::placed(register, backend, vault, asked)?;
    let statement = statement.ok_or_else(ApiError::not_found)?;
    let placed = engine.gather(statement, count).await?;
    let placed = placed.first().copied().unwrap_or_default();
    let statement = read::total(register, backend, vault, &query, asked.1)?;
    let total = engine.gather(statement, count).await?;
    let total = total.first().copied().unwrap_or_default();
    let found = PointsOut {
        items,
        placed,
        without_place: total.saturating_sub(placed),
    };
    etag::public(&view.request, &found, view.depends())
}

/// Counts by department.
pub(super) async fn departments(
    register: &'static Register,
    view: View,
) -> ApiResult<HttpResponse> {
    let query = view.asked(register)?;
    let state = &view.state;
    let engine = &state.registers;
    let statement = read::by_owner(register, engine.backend(), &state.vault, &query)?;
    let counts = engine.gather(statement, of_owner).await?;
    let counts: HashMap<_, _> = counts.into_iter().collect();
    let everyone = Filter::default();
    let all = municipalities::list(state.db.public(), &everyone, None, MOST).await?;
    // Every department, also those of whose municipalities none publishes anything.
    let mut departments: BTreeMap<String, DepartmentRecords> = BTreeMap::new();
    for one in all {
        let Some(code) = one.ubigeo.get(..2) else {
            continue;
        };
        let of = departments
            .entry(code.to_owned())
            .or_insert_with(|| DepartmentRecords {
                code: code.to_owned(),
                name: one.department.clone(),
                count: 0,
            });
        of.count += counts.get(&one.id).copied().unwrap_or_default();
    }
    let depends = DependsOn::from(&[Topic::Directory]).until(state.clock.now() + REPEATED);
    let page = Page::complete(departments.into_values().collect());
    etag::public(&view.request, &page, depends)
}

fn point(row: &dyn Cells) -> ApiResult<PointOut> {
    Ok(PointOut {
        id: row.uuid(0)?,
        label: row.text(1)?.unwrap_or_default().to_owned(),
        latitude_e6: row.number(2)?.unwrap_or_default(),
        longitude_e6: row.number(3)?.unwrap_or_default(),
    })
}

fn count(row: &dyn Cells) -> ApiResult<u64> {
    u64::try_from(row.number(0)?.unwrap_or_default()).map_err(ApiError::internal)
}

fn of_owner(row: &dyn Cells) -> ApiResult<(Uuid, u64)> {
    let count = row.number(1)?.unwrap_or_default();
    Ok((
        row.uuid(0)?,
        u64::try_from(count).map_err(ApiError::internal)?,
    ))
}
