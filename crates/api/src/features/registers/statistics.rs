//! What is told of a register in numbers, counted over what its list would show: by month, hour or value, for one
//! municipality or for all. Without a day in the request the last twelve months are counted, so that the cost is bounded.

use actix_web::http::header::CONTENT_DISPOSITION;
use actix_web::{HttpRequest, HttpResponse};
use shared::registers::statistic::{
    Counted, Period, StatisticOut, StatisticUnit, StatisticsOut, TOP,
};
use shared::registers::{Query, Register, Statistic};
use shared::time::{day_start, lima_date, next_day};
use tabular::write::Value;
use tabular::write::csv::CsvWriter;

use super::view::View;
use crate::error::{ApiError, ApiResult};
use crate::http::{DependsOn, etag};
use crate::registers::read::{self, Cells, Scope};
use crate::state::AppState;

/// All statistics of one municipality, or of all.
pub(super) async fn tell(register: &'static Register, view: View) -> ApiResult<HttpResponse> {
    let query = view.asked(register)?;
    let told = statistics(&view.state, register, query, view.scope()).await?;
    etag::public(&view.request, &told, depends(&view))
}

/// One of them as a table.
pub(super) async fn file(register: &'static Register, view: View) -> ApiResult<HttpResponse> {
    let statistic = view.request.match_info().get("statistic");
    let statistic = statistic.and_then(|name| Statistic::find(register, name));
    let statistic = statistic.ok_or_else(ApiError::not_found)?;
    let name = format!("{}-{}-{}", view.slug(), register.id, statistic.id);
    let body = table(register, &view, statistic).await?;
    Ok(csv(&view.request, &name, body, depends(&view)))
}

/// Until something is written, and no longer than the day: the period ends today. Of all, for some minutes.
fn depends(view: &View) -> DependsOn {
    let depends = view.counted();
    match view.tenant() {
        Some(_) => depends.until(day_start(next_day(lima_date(view.state.clock.now())))),
        None => depends,
    }
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
    view: &View,
    statistic: &Statistic,
) -> ApiResult<Vec<u8>> {
    let mut query = view.asked(register)?;
    let period = Period::of(register, &mut query, lima_date(view.state.clock.now()));
    let of = (&query, view.scope());
    let told = one(&view.state, register, of, (statistic, period)).await?;
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
