//! Measures of what a list holds, group by group. Everything is computed by SQL that both engines understand: sums of
//! conditions, windows, and minutes out of the hours and minutes that a text holds.

use sea_orm::DbBackend;
use shared::registers::statistic::TOP;
use shared::registers::{By, Measure, Query, Register, Statistic};

use super::builder::{Builder, builder};
use super::quality::sum;
use super::{Param, Scope, Statement};
use crate::error::ApiResult;
use crate::keys::Vault;

/// What is asked of a register.
pub(crate) type Asked<'a> = (&'a Query, Scope);

/// Rows of a group's name, its measure, how many records it has, and its place. A place beyond [`TOP`] stands for all groups
/// that are not told apart.
pub(crate) fn statistic(
    register: &'static Register,
    backend: DbBackend,
    vault: &Vault,
    asked: Asked<'_>,
    statistic: &Statistic,
) -> ApiResult<Statement> {
    let mut builder = builder(register, backend, vault);
    let group = group(register, statistic.by);
    let by_value = matches!(statistic.by, By::Value(_));
    let measure = match statistic.measure {
        Measure::Records => "count(*)".to_owned(),
        Measure::Sum(column) => format!("CAST(coalesce(sum(p.{column}), 0) AS bigint)"),
        Measure::Share { column, but } => {
            // First, since what is measured stands before the conditions.
            let but = builder.place(Param::Text(but.to_owned()));
            sum(&format!("p.{column} <> {but}"))
        }
        Measure::Median(from, to) => {
            matching(&mut builder, asked)?;
            builder.conditions.push(format!("p.{to} >= p.{from}"));
            let minutes = format!("{} - {}", minutes(to), minutes(from));
            let head = format!("{group} AS grp, {minutes} AS val");
            return Ok(median(builder.statement(&head, ""), by_value));
        }
    };
    matching(&mut builder, asked)?;
    let head = format!("{group} AS grp, {measure} AS val, count(*) AS cnt");
    let grouped = builder.statement(&head, " GROUP BY 1");
    let sql = if by_value {
        top(&grouped.sql)
    } else {
        format!(
            "SELECT grp, val, cnt, CAST(1 AS bigint) FROM ({}) g ORDER BY grp",
            grouped.sql
        )
    };
    Ok(Statement { sql, ..grouped })
}

/// How many records say nothing of what is measured; none where every record does.
pub(crate) fn left_out(
    register: &'static Register,
    backend: DbBackend,
    vault: &Vault,
    asked: Asked<'_>,
    statistic: &Statistic,
) -> ApiResult<Option<Statement>> {
    let Measure::Median(from, to) = statistic.measure else {
        return Ok(None);
    };
    let mut builder = builder(register, backend, vault);
    matching(&mut builder, asked)?;
    builder.conditions.push(format!(
        "(p.{from} IS NULL OR p.{to} IS NULL OR p.{to} < p.{from})"
    ));
    Ok(Some(builder.statement("count(*)", "")))
}

fn matching(builder: &mut Builder<'_>, (query, scope): Asked<'_>) -> ApiResult<()> {
    builder.narrowed(query, scope)?;
    builder.counting(query.as_of);
    Ok(())
}

/// By what records are told apart.
fn group(register: &Register, by: By) -> String {
    match by {
        By::Month => format!("substr(p.{}, 1, 7)", register.date()),
        By::Hour(column) => format!("substr(p.{column}, 1, 2)"),
        By::Value(column) => format!("p.{column}"),
    }
}

/// The minute of the day of a column of times.
fn minutes(column: &str) -> String {
    format!(
        "(CAST(substr(p.{column}, 1, 2) AS integer) * 60 + CAST(substr(p.{column}, 4, 2) AS integer))"
    )
}

/// The greatest groups, and all others as one. Those without a name come last among equals, on both engines.
fn top(grouped: &str) -> String {
    let rest = TOP + 1;
    format!(
        "SELECT CASE WHEN min(place) > {TOP} THEN NULL ELSE max(grp) END, CAST(sum(val) AS bigint),
           CAST(sum(cnt) AS bigint), CAST(min(place) AS bigint)
         FROM (SELECT grp, val, cnt, row_number() OVER (
             ORDER BY val DESC, cnt DESC, CASE WHEN grp IS NULL THEN 1 ELSE 0 END, grp) AS place
           FROM ({grouped}) g) r
         GROUP BY CASE WHEN place > {TOP} THEN {rest} ELSE place END ORDER BY 4"
    )
}

/// The middle of each group, a half upwards: of an even number of values the mean of the two in the middle.
fn median(values: Statement, by_value: bool) -> Statement {
    let order = if by_value {
        "2 DESC, 3 DESC, CASE WHEN grp IS NULL THEN 1 ELSE 0 END, grp"
    } else {
        "grp"
    };
    let sql = format!(
        "SELECT grp, CAST((min(val) + max(val) + 1) / 2 AS bigint), CAST(max(cnt) AS bigint), CAST(1 AS bigint)
         FROM (SELECT grp, val, row_number() OVER (PARTITION BY grp ORDER BY val) AS place,
             count(*) OVER (PARTITION BY grp) AS cnt FROM ({}) g) r
         WHERE place IN ((cnt + 1) / 2, (cnt + 2) / 2) GROUP BY grp ORDER BY {order}",
        values.sql
    );
    Statement { sql, ..values }
}
