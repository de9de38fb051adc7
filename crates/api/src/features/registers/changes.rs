//! What became of a register between two moments: what was added, completed, corrected, withdrawn.

use std::collections::HashSet;

use actix_web::{HttpRequest, HttpResponse};
use chrono::{DateTime, SecondsFormat, Utc};
use serde::{Deserialize, Serialize};
use serde_json::json;
use shared::registers::changes::Difference;
use shared::registers::{Act, DEFAULT_LIMIT, MAX_LIMIT, Query, Register};
use uuid::Uuid;

use super::owners::{self, Owners};
use super::public::pairs;
use super::view::View;
use crate::error::{ApiError, ApiResult, Code};
use crate::http::etag;
use crate::kit::page;
use crate::registers::read::{self, Between, Cells, Scope, Shifted, Span, at};
use crate::state::AppState;

/// What is asked.
struct Asked {
    /// What narrows the list whose differences these are.
    query: Query,
    from: DateTime<Utc>,
    to: Option<DateTime<Utc>>,
    limit: u32,
    cursor: Option<Cursor>,
}

/// Where a page begins. It keeps the second moment, so that pages of «until now» are pages of the same difference.
#[derive(Debug, Serialize, Deserialize)]
struct Cursor {
    to: DateTime<Utc>,
    at: String,
    n: i64,
}

/// In one municipality, or in all of them.
pub(super) async fn changes(register: &'static Register, view: View) -> ApiResult<HttpResponse> {
    let asked = asked(register, &view.request)?;
    let owners = view.owners().await?;
    let body = page(&view.state, register, asked, view.scope(), &owners).await?;
    // Another at each moment.
    Ok(etag::public_body(
        &view.request,
        "application/json",
        body,
        &[],
    ))
}

/// The first differences between two moments, as the operation answers them: of one municipality, or of all.
pub(crate) async fn difference(
    state: &AppState,
    (register, municipality): (&'static Register, Option<Uuid>),
    query: Query,
    span: Span,
    limit: u32,
) -> ApiResult<Vec<u8>> {
    let scope = municipality.map_or(Scope::All, Scope::Tenant);
    let owners = owners::all(state).await?;
    let asked = Asked {
        query,
        from: span.from,
        to: Some(span.to),
        limit,
        cursor: None,
    };
    page(state, register, asked, scope, &owners).await
}

/// `from` and `to` are the two moments here: a register's date is narrowed by its name, `…_min` and `…_max`.
fn asked(register: &'static Register, request: &HttpRequest) -> ApiResult<Asked> {
    let (mut from, mut to, mut limit, mut cursor) = (None, None, DEFAULT_LIMIT, None);
    let mut named = HashSet::new();
    let all = pairs(request)?;
    let (own, narrowing): (Vec<_>, Vec<_>) = all
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .partition(|(name, _)| matches!(*name, "from" | "to" | "limit" | "cursor"));
    for (name, value) in own {
        if !named.insert(name) {
            return Err(wrong(name, "está repetido."));
        }
        match name {
            "from" => from = Some(instant("from", value)?),
            "to" => to = Some(instant("to", value)?),
            "limit" => {
                let asked = value.parse().ok().filter(|n| (1..=MAX_LIMIT).contains(n));
                limit = asked.ok_or_else(|| wrong("limit", &format!("va de 1 a {MAX_LIMIT}.")))?;
            }
            _ => cursor = Some(page::decode::<Cursor>(value)?),
        }
    }
    let query = Query::narrowing(register, narrowing)
        .map_err(|error| ApiError::new(Code::Malformed).detail(error.to_string()))?;
    let from = from.ok_or_else(|| wrong("from", "falta: diga desde qué instante."))?;
    if to.is_some_and(|to| to < from) {
        return Err(wrong("to", "es anterior a «from»."));
    }
    Ok(Asked {
        query,
        from,
        to,
        limit,
        cursor,
    })
}

fn instant(name: &str, text: &str) -> ApiResult<DateTime<Utc>> {
    let at = DateTime::parse_from_rfc3339(text);
    let at = at.map_err(|_| wrong(name, "escriba un instante como 2026-11-21T15:00:00Z."))?;
    Ok(at.with_timezone(&Utc))
}

fn wrong(parameter: &str, message: &str) -> ApiError {
    ApiError::new(Code::Malformed).detail(format!("El parámetro «{parameter}»: {message}"))
}

async fn page(
    state: &AppState,
    register: &'static Register,
    asked: Asked,
    scope: Scope,
    owners: &Owners,
) -> ApiResult<Vec<u8>> {
    let kept = asked.cursor.as_ref().map(|cursor| cursor.to);
    let to = asked.to.or(kept).unwrap_or_else(|| state.clock.now());
    let span = Span {
        from: asked.from,
        to,
    };
    let engine = &state.registers;
    let after = asked
        .cursor
        .as_ref()
        .map(|cursor| (cursor.at.as_str(), cursor.n));
    let batches = batches(state, register, scope, span).await?;
    let what = Between {
        scope,
        query: &asked.query,
        span,
        batches: &batches,
    };
    let limit = asked.limit;
    let statement = read::changes(register, engine.backend(), &state.vault, what, after, limit)?;
    let (mut items, mut count, mut last, mut next) = (Vec::new(), 0, None, None);
    engine
        .read(&statement, |row| {
            if count == limit {
                next = last.take();
                return Ok(());
            }
            if count > 0 {
                items.push(b',');
            }
            count += 1;
            item(&mut items, register, owners, row)?;
            last = Some(Cursor {
                to,
                at: row.text(at::KEY)?.unwrap_or_default().to_owned(),
                n: row.number(at::N)?.unwrap_or_default(),
            });
            Ok(())
        })
        .await?;
    let next = next.map(|cursor| page::encode(&cursor)).transpose()?;
    let rest = json!({
        "from": moment(span.from), "to": moment(span.to), "next_cursor": next, "total": null,
    });
    let rest = rest.to_string();
    let parts: [&[u8]; 4] = [
        b"{\"items\":[",
        &items,
        b"],",
        rest.trim_start_matches('{').as_bytes(),
    ];
    Ok(parts.concat())
}

/// The imports that became public between the two moments.
async fn batches(
    state: &AppState,
    register: &'static Register,
    scope: Scope,
    span: Span,
) -> ApiResult<Vec<Uuid>> {
    let engine = &state.registers;
    let statement = read::batches(register, engine.backend(), scope, span);
    let mut found = Vec::new();
    engine
        .read(&statement, |row| {
            found.push(row.uuid(0)?);
            Ok(())
        })
        .await?;
    Ok(found)
}

fn moment(at: DateTime<Utc>) -> String {
    at.to_rfc3339_opts(SecondsFormat::Micros, true)
}

/// Writes one difference.
fn item(
    out: &mut Vec<u8>,
    register: &'static Register,
    owners: &Owners,
    row: &dyn Cells,
) -> ApiResult<()> {
    let reason_at = read::width(register);
    let before = Shifted {
        row,
        by: reason_at + 1,
    };
    let version_before = before.number(at::VERSION)?;
    let was_there = version_before.is_some();
    // What was also corrected between the two moments says something else, and not only more.
    let follows = version_before.map(|version| version + 1) == row.number(at::VERSION)?;
    let change = match row.text(at::ACT)? {
        Some(act) if act == Act::Withdrawn.as_str() => Difference::Withdrawn,
        Some(act) if act == Act::Completed.as_str() && was_there && follows => {
            Difference::Completed
        }
        _ if was_there => Difference::Corrected,
        _ => Difference::Added,
    };
    // What was entered and corrected between the two moments is new at the second.
    let reason = match change {
        Difference::Added => None,
        _ => row.text(reason_at)?,
    };
    let head = format!(
        "{{\"id\":\"{}\",\"change\":\"{}\",\"changed_at\":{},\"reason\":{},\"before\":",
        row.uuid(at::ID)?,
        change.as_str(),
        json!(row.text(at::KEY)?),
        json!(reason)
    );
    out.extend_from_slice(head.as_bytes());
    if was_there {
        read::item(out, register, owners, &before)?;
    } else {
        out.extend_from_slice(b"null");
    }
    out.extend_from_slice(b",\"after\":");
    if change == Difference::Withdrawn {
        out.extend_from_slice(b"null");
    } else {
        read::item(out, register, owners, row)?;
    }
    out.push(b'}');
    Ok(())
}
