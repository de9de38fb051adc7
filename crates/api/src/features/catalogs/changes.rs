//! What the operator does to a catalogue. Nothing is overwritten: a correction is a new version of the row, and open
//! cases that were counted on the old one keep their deadline until somebody recomputes them.

use chrono::NaiveDate;
use serde_json::{Value, json};
use shared::features::catalogs::{Catalog, CatalogEntry, ColumnKind};
use shared::reference::CatalogRow;
use shared::ubigeo::Ubigeo;
use uuid::Uuid;

use super::store;
use crate::db::{PLATFORM, Scope};
use crate::error::{ApiError, ApiResult, Code};
use crate::features::municipalities;
use crate::features::places;
use crate::http::etag::Expected;
use crate::write::{Change, Entry, Recorded, Tx};

/// A row is added.
#[derive(Clone, Debug)]
pub(crate) struct AddRow {
    /// To which catalogue.
    pub(crate) catalog: &'static Catalog,
    /// What it says.
    pub(crate) row: CatalogRow,
}

/// A row said something wrong, and is put right.
#[derive(Clone, Debug)]
pub(crate) struct CorrectRow {
    /// Of which catalogue.
    pub(crate) catalog: &'static Catalog,
    /// Which row.
    pub(crate) id: Uuid,
    /// Against which version.
    pub(crate) expected: Expected,
    /// What it should say.
    pub(crate) row: CatalogRow,
}

/// A row holds no longer than a day.
#[derive(Clone, Debug)]
pub(crate) struct CloseRow {
    /// Of which catalogue.
    pub(crate) catalog: &'static Catalog,
    /// Which row.
    pub(crate) id: Uuid,
    /// Against which version.
    pub(crate) expected: Expected,
    /// Its last day.
    pub(crate) last_day: NaiveDate,
}

/// A row should never have stood there.
#[derive(Clone, Debug)]
pub(crate) struct WithdrawRow {
    /// Of which catalogue.
    pub(crate) catalog: &'static Catalog,
    /// Which row.
    pub(crate) id: Uuid,
    /// Against which version.
    pub(crate) expected: Expected,
    /// Why.
    pub(crate) reason: String,
}

impl Change for AddRow {
    type Output = CatalogEntry;

    fn scope(&self) -> Scope {
        Scope::Platform
    }

    async fn apply(&self, tx: &mut Tx<'_>) -> ApiResult<Recorded<CatalogEntry>> {
        check(tx, self.catalog, &self.row, None).await?;
        let id = Uuid::now_v7();
        let entry = store::insert(tx, self.catalog.name, id, 1, self.row.clone()).await?;
        record(tx, self.catalog, "catalogs.row_added", None, entry).await
    }
}

impl Change for CorrectRow {
    type Output = CatalogEntry;

    fn scope(&self) -> Scope {
        Scope::Platform
    }

    async fn apply(&self, tx: &mut Tx<'_>) -> ApiResult<Recorded<CatalogEntry>> {
        let before = expected(tx, self.catalog, self.id, &self.expected).await?;
        let action = "catalogs.row_corrected";
        replace(tx, self.catalog, action, before, self.row.clone()).await
    }
}

impl Change for CloseRow {
    type Output = CatalogEntry;

    fn scope(&self) -> Scope {
        Scope::Platform
    }

    async fn apply(&self, tx: &mut Tx<'_>) -> ApiResult<Recorded<CatalogEntry>> {
        let before = expected(tx, self.catalog, self.id, &self.expected).await?;
        let row = CatalogRow {
            valid_to: Some(self.last_day),
            ..before.row()
        };
        replace(tx, self.catalog, "catalogs.row_closed", before, row).await
    }
}

impl Change for WithdrawRow {
    type Output = ();

    fn scope(&self) -> Scope {
        Scope::Platform
    }

    async fn apply(&self, tx: &mut Tx<'_>) -> ApiResult<Recorded<()>> {
        let before = expected(tx, self.catalog, self.id, &self.expected).await?;
        if self.reason.trim().is_empty() {
            return Err(ApiError::field(
                "reason",
                "required",
                "Indique por qué se retira la fila.",
            ));
        }
        store::supersede(tx, &before).await?;
        let reason = tx
            .commit_text(PLATFORM, self.id, self.reason.trim())
            .await?;
        let entry = Entry::new(
            PLATFORM,
            "catalogs.row_withdrawn",
            &subject(self.catalog),
            self.id,
        )
        .before(body(self.catalog, &before)?)
        .after(json!({ "catalog": self.catalog.name, "reason": reason }));
        Ok(tx.record(entry).await?.with(()))
    }
}

/// The row as whoever changes it saw it.
async fn expected(
    tx: &Tx<'_>,
    catalog: &Catalog,
    id: Uuid,
    expected: &Expected,
) -> ApiResult<CatalogEntry> {
    let row = store::find(tx.conn(), catalog.name, id).await?;
    expected.check(&row)?;
    Ok(row)
}

/// The rules of the declaration, and that no other row of the same code holds on one of its days.
async fn check(
    tx: &Tx<'_>,
    catalog: &Catalog,
    row: &CatalogRow,
    except: Option<Uuid>,
) -> ApiResult<()> {
    let errors = catalog.check(row);
    if !errors.is_empty() {
        return Err(ApiError::invalid(errors));
    }
    existing_place(tx, catalog, row).await?;
    if let Some(owner) = row.value.get("municipality").and_then(Value::as_str)
        && municipalities::find_by_slug(tx.conn(), owner)
            .await?
            .is_none()
    {
        let message = "No hay una municipalidad con este nombre en las direcciones.";
        return Err(ApiError::field("value.municipality", "unknown", message));
    }
    let others = store::current(tx.conn(), catalog.name).await?;
    let taken = others
        .iter()
        .filter(|other| Some(other.id) != except && other.code == row.code)
        .any(|other| overlap(row, other));
    if taken {
        return Err(ApiError::new(Code::Duplicate)
            .detail("Ya hay una fila con esta clave en esas fechas; ciérrela o corríjala"));
    }
    Ok(())
}

/// A place that a row names exists, or existed.
async fn existing_place(tx: &Tx<'_>, catalog: &Catalog, row: &CatalogRow) -> ApiResult<()> {
    let of_places = catalog
        .columns
        .iter()
        .filter(|column| column.kind == ColumnKind::Ubigeo);
    for column in of_places {
        let Some(code) = row.value.get(column.name).and_then(Value::as_str) else {
            continue;
        };
        let code = code.parse::<Ubigeo>().map_err(ApiError::internal)?;
        if places::load(tx.conn()).await?.get(&code).is_none() {
            return Err(ApiError::field(
                &format!("value.{}", column.name),
                "unknown_place",
                "No hay un lugar con este ubigeo del INEI.",
            ));
        }
    }
    Ok(())
}

fn overlap(a: &CatalogRow, b: &CatalogEntry) -> bool {
    let begins_before_end = |from: Option<NaiveDate>, to: Option<NaiveDate>| {
        from.zip(to).is_none_or(|(from, to)| from <= to)
    };
    begins_before_end(a.valid_from, b.valid_to) && begins_before_end(b.valid_from, a.valid_to)
}

/// Puts a new version in the place of the one before.
async fn replace(
    tx: &mut Tx<'_>,
    catalog: &Catalog,
    action: &str,
    before: CatalogEntry,
    row: CatalogRow,
) -> ApiResult<Recorded<CatalogEntry>> {
    check(tx, catalog, &row, Some(before.id)).await?;
    store::supersede(tx, &before).await?;
    let after = store::insert(tx, catalog.name, before.id, before.version + 1, row).await?;
    record(tx, catalog, action, Some(before), after).await
}

async fn record(
    tx: &mut Tx<'_>,
    catalog: &Catalog,
    action: &str,
    before: Option<CatalogEntry>,
    after: CatalogEntry,
) -> ApiResult<Recorded<CatalogEntry>> {
    let mut entry =
        Entry::new(PLATFORM, action, &subject(catalog), after.id).after(body(catalog, &after)?);
    if let Some(before) = &before {
        entry = entry.before(body(catalog, before)?);
    }
    if let Some(norm) = &after.legal_basis {
        entry = entry.basis(norm.clone());
    }
    Ok(tx.record(entry).await?.with(after))
}

/// The history of a catalogue is that of its rows.
fn subject(catalog: &Catalog) -> String {
    format!("catalog.{}", catalog.name)
}

fn body(catalog: &Catalog, entry: &CatalogEntry) -> ApiResult<Value> {
    let row = serde_json::to_value(entry.row())?;
    Ok(json!({ "catalog": catalog.name, "version": entry.version, "row": row }))
}
