//! Personal values of a record go, and nothing else of it does: its versions, their leaves and their digests stay, and what
//! proves them still holds, since a leaf is made of commitments and not of values.
//!
//! What goes: the sealed values with their salts; what of them stood in the private versions and in the projection, with the
//! masks, tags, folded texts and words made of them; the public salts. What stays: the commitments, and the key by which an
//! import finds the record, a keyed hash, so that the same file does not bring the person back.

use std::collections::BTreeSet;

use sea_orm::ActiveValue::Set;
use sea_orm::{ConnectionTrait, EntityTrait, StreamTrait};
use serde_json::{Map, Value as Json};
use shared::registers::{
    Act, Column, Filter, Kind, MAX_LIMIT, Query, REGISTERS, Record, Register, Test, Value,
};
use shared::rules::{normalize_document, ruc_dni};
use uuid::Uuid;

use super::projection::{Proof, derived, tag, tenant_word};
use super::read::{self, Scope};
use super::store::{self, version};
use super::verbs::Place;
use crate::bus::Topic;
use crate::error::{ApiError, ApiResult};
use crate::keys::Vault;
use crate::state::AppState;
use crate::write::{Tx, fields_with};

/// What an erasure took away.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Erased {
    /// Versions of the record.
    pub(crate) versions: usize,
    /// Sealed values that were deleted.
    pub(crate) values: u64,
    /// The columns that told something, by name.
    pub(crate) columns: BTreeSet<&'static str>,
}

/// Erases what a record tells of a person, in all of its versions; `mark` is what stands in its place.
///
/// # Errors
/// 404 for an unknown record, 409 where it was done before.
pub(crate) async fn erase(tx: &mut Tx<'_>, place: Place, mark: &str) -> ApiResult<Erased> {
    let Place {
        register,
        municipality,
        id,
    } = place;
    let rows = store::all_of(tx.conn(), register, municipality, id).await?;
    let last = rows.last().ok_or_else(ApiError::not_found)?;
    still_whole(last)?;
    let mut erased = Erased {
        versions: rows.len(),
        values: tx.erase_personal(municipality, id).await?,
        columns: BTreeSet::new(),
    };
    for row in rows {
        let columns = one(tx, register, row, mark).await?;
        erased.columns.extend(columns.iter().map(|it| it.name));
    }
    tx.touch(Topic::Tenant(municipality));
    Ok(erased)
}

/// Refuses to say anything more of a person whose values were erased.
pub(super) fn still_whole(row: &version::Model) -> ApiResult<()> {
    if row.erased.is_none() {
        return Ok(());
    }
    Err(ApiError::conflict(
        "Los datos personales de este registro se suprimieron: ya no se corrige ni se completa con otros",
    ))
}

/// Erases one version; answers with the columns that told something of the person.
async fn one(
    tx: &Tx<'_>,
    register: &'static Register,
    row: version::Model,
    mark: &str,
) -> ApiResult<Vec<&'static Column>> {
    let mut body: Map<String, Json> = serde_json::from_str(&row.body)?;
    let gone = register.columns.iter();
    let gone: Vec<_> = gone
        .filter(|column| tells(column, body.get(column.name)))
        .collect();
    body.retain(|name, _| !gone.iter().any(|column| column.name == name));
    let rest = Record::stored(register, &body)
        .map_err(|errors| ApiError::internal(anyhow::anyhow!("a stored record: {errors:?}")))?;
    let of = (row.municipality_id, row.id, row.version);
    if row.is_published {
        let mut columns = Vec::new();
        for column in gone.iter().filter(|column| column.is_public()) {
            // Its leaf holds a RUC masked, which tells nothing of whose it is.
            if column.is_personal {
                columns.push((column.name.to_owned(), Value::Null));
            }
            columns.extend(derived(column, &Value::Null, tx.vault())?);
        }
        let mut proof: Proof = serde_json::from_str(&store::proof(tx.conn(), register, of).await?)?;
        proof.salts.clear();
        let search = format!(
            "{} {}",
            tenant_word(row.municipality_id),
            rest.search_text(register)
        );
        let proof = serde_json::to_string(&proof)?;
        store::republish(tx.conn(), register, of, (&columns, search), (proof, mark)).await?;
    }
    let change = version::ActiveModel {
        municipality_id: Set(row.municipality_id),
        register: Set(row.register),
        id: Set(row.id),
        version: Set(row.version),
        body: Set(serde_json::to_string(&body)?),
        erased: Set(Some(mark.to_owned())),
        ..Default::default()
    };
    version::Entity::update(change).exec(tx.conn()).await?;
    Ok(gone)
}

/// Whether a column tells something of a person: by its declaration, or because it holds the RUC of a natural person.
fn tells(column: &Column, value: Option<&Json>) -> bool {
    let holds_dni = || {
        let text = value.and_then(Json::as_str);
        column.kind == Kind::Ruc && text.and_then(ruc_dni).is_some()
    };
    column.is_personal || holds_dni()
}

/// The records of a municipality in which a document stands, in whichever version: each with its register.
pub(crate) async fn holding(
    conn: &(impl ConnectionTrait + StreamTrait),
    vault: &Vault,
    municipality: Uuid,
    document: &str,
) -> ApiResult<BTreeSet<(&'static str, Uuid)>> {
    let column = |field: &str| {
        let (register, rest) = field.split_once('.')?;
        let (column, _) = rest.rsplit_once('.')?;
        let register = Register::find(register)?;
        let column = register.column(column)?;
        (column.kind == Kind::Document).then_some(register.id)
    };
    let number = normalize_document(document);
    let is_it = |value: &str| normalize_document(value) == number;
    let looked_at = |field: &str| column(field).is_some();
    let found = fields_with(conn, vault, municipality, looked_at, is_it).await?;
    let found = found.into_iter();
    Ok(found
        .filter_map(|(id, field)| Some((column(&field)?, id)))
        .collect())
}

/// The published records of a municipality that carry the RUC of a natural person with this DNI.
pub(crate) async fn tagged(
    state: &AppState,
    municipality: Uuid,
    ruc: &str,
) -> ApiResult<BTreeSet<(&'static str, Uuid)>> {
    let (engine, scope) = (&state.registers, Scope::Tenant(municipality));
    let mut found = BTreeSet::new();
    for register in REGISTERS {
        let columns = register.public_columns();
        for column in columns.filter(|it| it.kind == Kind::Ruc && it.is_filterable) {
            let is = Test::Is(vec![Value::Text(tag(&state.vault, column, ruc)?)]);
            let query = Query {
                filters: vec![Filter {
                    column: column.name,
                    test: is,
                }],
                limit: MAX_LIMIT,
                ..Query::default()
            };
            let list = read::list(register, engine.backend(), &state.vault, &query, scope)?;
            let ids = engine.gather(list, |row| row.uuid(read::at::ID)).await?;
            found.extend(ids.into_iter().map(|id| (register.id, id)));
        }
    }
    Ok(found)
}

/// How a record stands, for whoever looks for those of a person.
pub(crate) struct Standing {
    pub(crate) row: version::Model,
    pub(crate) is_withdrawn: bool,
    pub(crate) date: String,
}

impl Standing {
    /// The version that counts now of a record.
    ///
    /// # Errors
    /// 404 where there is none.
    pub(crate) async fn of(conn: &impl ConnectionTrait, place: Place) -> ApiResult<Self> {
        let row = store::current(conn, place.municipality, place.register, place.id).await?;
        let body: Map<String, Json> = serde_json::from_str(&row.body)?;
        let date = body.get(place.register.date()).and_then(Json::as_str);
        Ok(Self {
            is_withdrawn: row.act == Act::Withdrawn.as_str(),
            date: date.unwrap_or_default().to_owned(),
            row,
        })
    }
}
