//! The terms: read from the catalogue `retention_terms`, as they are in force on a day.

use chrono::{DateTime, Months, NaiveDate, Utc};
use sea_orm::ConnectionTrait;
use shared::features::catalogs::CatalogEntry;
use shared::features::conservation::{Disposition, RecordKind, RetentionTerm};
use shared::features::privacy::TermPublic;
use shared::time::lima_date;

use crate::error::ApiResult;
use crate::features::catalogs;

/// The catalogue of terms.
pub(crate) const CATALOG: &str = "retention_terms";

/// The terms in force on a day.
pub(crate) async fn terms(
    conn: &impl ConnectionTrait,
    on: NaiveDate,
) -> ApiResult<Vec<RetentionTerm>> {
    let rows = catalogs::current(conn, CATALOG).await?;
    let in_force = rows.iter().filter(|row| is_in_force(row, on));
    Ok(in_force.filter_map(term).collect())
}

/// Whether a row holds on a day.
pub(crate) fn is_in_force(row: &CatalogEntry, on: NaiveDate) -> bool {
    row.valid_from.is_none_or(|from| from <= on) && row.valid_to.is_none_or(|to| on <= to)
}

fn term(row: &CatalogEntry) -> Option<RetentionTerm> {
    let public = TermPublic::of(row)?;
    let applied = row.code.parse::<RecordKind>().is_ok() && public.then != Disposition::Keep;
    Some(RetentionTerm {
        code: row.code.clone(),
        label: public.label,
        start_event: public.start_event,
        months: public.months,
        then: public.then,
        legal_basis: public.legal_basis,
        applied,
    })
}

/// What the term of a kind allows at an instant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Allowed {
    /// The latest instant whose records may go.
    pub(crate) cutoff: DateTime<Utc>,
    /// Whether only the personal data of the records goes.
    pub(crate) personal_only: bool,
    /// The norm of the term.
    pub(crate) legal_basis: String,
}

/// What may go of a kind; `None` without a term in force that disposes of it, and for what goes by an act alone.
pub(crate) async fn allowed(
    conn: &impl ConnectionTrait,
    kind: RecordKind,
    now: DateTime<Utc>,
) -> ApiResult<Option<Allowed>> {
    if kind == RecordKind::Tenant {
        return Ok(None);
    }
    let terms = terms(conn, lima_date(now)).await?;
    let term = terms.into_iter().find(|term| term.code == kind.as_str());
    Ok(term.and_then(|term| {
        let months = Months::new(term.months?);
        Some(Allowed {
            cutoff: now.checked_sub_months(months)?,
            personal_only: match term.then {
                Disposition::Keep => return None,
                Disposition::Dispose => false,
                Disposition::ErasePersonal => true,
            },
            legal_basis: term.legal_basis.unwrap_or_default(),
        })
    }))
}
