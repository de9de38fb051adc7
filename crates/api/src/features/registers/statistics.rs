//! What is told of a register in numbers, counted over what its list would show: by month, hour or value, for one
//! municipality or for all. Without a day in the request the last twelve months are counted, so that the cost is bounded.

use actix_web::http::header::CONTENT_DISPOSITION;
use actix_web::{HttpRequest, HttpResponse, web};
use chrono::TimeDelta;
use shared::registers::statistic::{
    Counted, Period, StatisticOut, StatisticUnit, StatisticsOut, TOP,
};
use shared::registers::{Query, Register, Statistic};
use shared::time::{day_start, lima_date, next_day};
use tabular::write::Value;
use tabular::write::csv::CsvWriter;

use super::public::asked;
use crate::bus::Topic;
use crate::error::{ApiError, ApiResult};
use crate::features::municipalities::Municipality;
use crate::http::tenant::Tenant;
use crate::http::{DependsOn, etag};
use crate::registers::read::{self, Cells, Scope};
use crate::state::AppState;

/// How long what is counted over all municipalities may be repeated: any of them may change it at any moment.
const REPEATED: TimeDelta = TimeDelta::minutes(5);

/// All statistics of one municipality.
pub(super) async fn tell(
    register: &'static Register,
    state: web::Data<AppState>,
    request: HttpRequest,
    tenant: Tenant,
) -> ApiResult<HttpResponse> {
    let tenant = tenant.with_portal()?;
    let query = asked(register, &request)?;
    let told = statistics(&state, register, query, Scope::Tenant(tenant.id)).await?;
    etag::public(&request, &told, of_one(&state, &tenant))
}

/// The same over all municipalities.
pub(super) async fn tell_all(
    register: &'static Register,
    state: web::Data<AppState>,
    request: HttpRequest,
) -> ApiResult<HttpResponse> {
    let query = asked(register, &request)?;
    let told = statistics(&state, register, query, Scope::All).await?;
    etag::public(&request, &told, of_all(&state))
}

/// One of them as a table, of one municipality.
pub(super) async fn file(
    register: &'static Register,
    state: web::Data<AppState>,
    request: HttpRequest,
    tenant: Tenant,
    path: web::Path<(String, String)>,
) -> ApiResult<HttpResponse> {
    let tenant = tenant.with_portal()?;
    let name = format!("{}-{}-{}", tenant.slug, register.id, path.1);
    let depends = of_one(&state, &tenant);
    let scope = Scope::Tenant(tenant.id);
    let body = table(register, &state, &request, (&path.1, scope)).await?;
    Ok(csv(&request, &name, body, depends))
}

/// The same over all municipalities.
pub(super) async fn file_all(
    register: &'static Register,
    state: web::Data<AppState>,
    request: HttpRequest,
    path: web::Path<String>,
) -> ApiResult<HttpResponse> {
    let name = format!("peru-{}-{path}", register.id);
    let body = table(register, &state, &request, (&path, Scope::All)).await?;
    Ok(csv(&request, &name, body, of_all(&state)))
}

/// Until something is written, and no longer than the day: the period ends today.
fn of_one(state: &AppState, tenant: &Municipality) -> DependsOn {
    let topics = [Topic::Tenant(tenant.id), Topic::Directory];
    let tomorrow = day_start(next_day(lima_date(state.clock.now())));
    DependsOn::from(&topics).until(tomorrow)
}

fn of_all(state: &AppState) -> DependsOn {
    DependsOn::program().until(state.clock.now() + REPEATED)
}

async fn statistics(
    state: &AppState,
    register: &'static Register,
    mut query: Query,
    scope: Scope,
) -> ApiResult<StatisticsOut> {
    let period = Period::of(register, &mut query, lima_date(state.clock.now()));
    let mut items = Vec::with_capacity(register.statistics.len());
    for statistic in register.statistics {
        items.push(one(state, register, (&query, scope), (statistic, period)).await?);
    }
    Ok(StatisticsOut {
        from: period.from,
        to: period.to,
        is_default_period: period.is_default,
        items,
    })
}

async fn one(
    state: &AppState,
    register: &'static Register,
    asked: (&Query, Scope),
    (statistic, period): (&Statistic, Period),
) -> ApiResult<StatisticOut> {
    let (engine, vault) = (&state.registers, &state.vault);
    let backend = engine.backend();
    let statement = read::statistic(register, backend, vault, asked, statistic)?;
    let rows = engine.gather(statement, counted).await?;
    let left_out = match read::left_out(register, backend, vault, asked, statistic)? {
        Some(statement) => engine.gather(statement, first).await?.first().copied(),
        None => None,
    };
    Ok(statistic.told(register, period, rows, left_out.unwrap_or_default()))
}

fn counted(row: &dyn Cells) -> ApiResult<Counted> {
    let place = row.number(3)?.unwrap_or_default();
    Ok(Counted {
        key: row.text(0)?.map(str::to_owned),
        value: row.number(1)?.unwrap_or_default(),
        count: number(row, 2)?,
        is_rest: place > i64::from(TOP),
    })
}

fn first(row: &dyn Cells) -> ApiResult<u64> {
    number(row, 0)
}

fn number(row: &dyn Cells, place: usize) -> ApiResult<u64> {
    u64::try_from(row.number(place)?.unwrap_or_default()).map_err(ApiError::internal)
}

/// A statistic as a CSV: what its rows stand for, its measure, and over how many records.
async fn table(
    register: &'static Register,
    state: &AppState,
    request: &HttpRequest,
    (name, scope): (&str, Scope),
) -> ApiResult<Vec<u8>> {
    let statistic = Statistic::find(register, name).ok_or_else(ApiError::not_found)?;
    let mut query = asked(register, request)?;
    let period = Period::of(register, &mut query, lima_date(state.clock.now()));
    let told = one(state, register, (&query, scope), (statistic, period)).await?;
    let mut writer = CsvWriter::new(false).local();
    let heads = ["key", "label", "value", "records"].map(Value::Code);
    writer.row(heads).map_err(ApiError::internal)?;
    for row in &told.rows {
        let value = match (row.value, told.unit) {
            (None, _) => Value::Empty,
            // Hundredths both: céntimos of soles, and of percent.
            (Some(value), StatisticUnit::Cents | StatisticUnit::HundredthsOfPercent) => {
                Value::Cents(value)
            }
            (Some(value), _) => Value::Integer(value),
        };
        let count = i64::try_from(row.count).map_err(ApiError::internal)?;
        let cells = [
            row.key.as_deref().map_or(Value::Empty, Value::Text),
            Value::Text(&row.label),
            value,
            Value::Integer(count),
        ];
        writer.row(cells).map_err(ApiError::internal)?;
    }
    writer.take().map_err(ApiError::internal)
}

fn csv(request: &HttpRequest, name: &str, body: Vec<u8>, depends: DependsOn) -> HttpResponse {
    let mut response = etag::public_body(request, "text/csv; charset=utf-8", body, depends);
    let name = format!("attachment; filename=\"{name}.csv\"");
    if let Ok(value) = name.parse() {
        response.headers_mut().insert(CONTENT_DISPOSITION, value);
    }
    response
}
