//! Personal values: stored once, sealed; everywhere else their mask, their tag and their commitment.

use std::collections::{HashMap, HashSet};

use chrono::{DateTime, Utc};
use futures_util::{Stream, TryStreamExt as _};
use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::OnConflict;
use sea_orm::{
    ColumnTrait, ConnectionTrait, DatabaseTransaction, DbErr, EntityTrait, QueryFilter, QueryTrait,
    StreamTrait,
};
use shared::journal::commitment::commit;
use uuid::Uuid;

use super::entity::personal_value;
use super::{Conn, Tx};
use crate::error::{ApiError, ApiResult};
use crate::keys::Vault;

/// A personal value after it was stored.
#[derive(Clone, Debug)]
#[must_use = "a value whose commitment stands in no entry makes the whole database fail its verification"]
pub(crate) struct Personal {
    /// Links equal values of a kind.
    pub(crate) tag: String,
    /// Stands in the journal in the value's place.
    pub(crate) commitment: String,
    /// With which anybody who has the value repeats the commitment; public only where the value is.
    pub(crate) salt: [u8; 32],
}

fn context(municipality: Uuid, subject: Uuid, field: &str) -> String {
    format!("personal|{municipality}|{subject}|{field}")
}

/// The tag under which a value of a kind (`dni`, `email`) is found.
pub(crate) fn personal_tag(vault: &Vault, kind: &str, value: &str) -> ApiResult<String> {
    vault.tag(kind, value).map_err(ApiError::internal)
}

/// Seals a value of a subject under a field, without storing it yet.
pub(crate) fn seal_personal(
    vault: &Vault,
    (municipality, subject, field): (Uuid, Uuid, &str),
    kind: &str,
    value: &str,
    now: DateTime<Utc>,
) -> ApiResult<(personal_value::ActiveModel, Personal)> {
    let salt: [u8; 32] = rand::random();
    let sealed = vault
        .seal(&context(municipality, subject, field), value.as_bytes())
        .map_err(ApiError::internal)?;
    let row = personal_value::ActiveModel {
        municipality_id: Set(municipality),
        subject_id: Set(subject),
        field: Set(field.to_owned()),
        sealed: Set(sealed),
        salt: Set(salt.to_vec()),
        created_at: Set(now),
    };
    let personal = Personal {
        tag: personal_tag(vault, kind, value)?,
        commitment: commit(&salt, value),
        salt,
    };
    Ok((row, personal))
}

/// Stores sealed values, each in place of what stood there.
pub(crate) async fn insert_personal(
    conn: &Conn<'_>,
    rows: &[&personal_value::ActiveModel],
) -> ApiResult<()> {
    let key = [
        personal_value::Column::MunicipalityId,
        personal_value::Column::SubjectId,
        personal_value::Column::Field,
    ];
    let rest = [
        personal_value::Column::Sealed,
        personal_value::Column::Salt,
        personal_value::Column::CreatedAt,
    ];
    let known = OnConflict::columns(key).update_columns(rest).to_owned();
    conn.rows_later("personal_values", rows, |rows| {
        let rows = rows.iter().map(|row| (*row).clone());
        let insert = personal_value::Entity::insert_many(rows).on_conflict(known.clone());
        Ok(insert.build(conn.backend()))
    })
    .await
}

/// Opens the values of these subjects, by subject and field; those that were erased are not there.
pub(crate) async fn read_personal_of(
    conn: &impl ConnectionTrait,
    vault: &Vault,
    municipality: Uuid,
    subjects: impl IntoIterator<Item = Uuid>,
) -> ApiResult<HashMap<(Uuid, String), String>> {
    let rows = personal_value::Entity::find()
        .filter(personal_value::Column::MunicipalityId.eq(municipality))
        .filter(personal_value::Column::SubjectId.is_in(subjects))
        .all(conn)
        .await?;
    opened(vault, municipality, rows).collect()
}

/// Opens the values of subjects under these fields and no others; those that were erased are not there.
pub(crate) async fn read_personal_fields(
    conn: &impl ConnectionTrait,
    vault: &Vault,
    municipality: Uuid,
    wanted: &HashSet<(Uuid, String)>,
) -> ApiResult<HashMap<(Uuid, String), String>> {
    let subjects: HashSet<_> = wanted.iter().map(|(subject, _)| *subject).collect();
    let fields: HashSet<_> = wanted.iter().map(|(_, field)| field.as_str()).collect();
    let rows = personal_value::Entity::find()
        .filter(personal_value::Column::MunicipalityId.eq(municipality))
        .filter(personal_value::Column::SubjectId.is_in(subjects))
        .filter(personal_value::Column::Field.is_in(fields))
        .all(conn)
        .await?;
    opened(vault, municipality, rows).collect()
}

/// The subjects and fields of a municipality whose value is the one that is looked for. There is no search inside sealed
/// values: each whose field is to be looked at is opened, so this is for acts of once in a while.
pub(crate) async fn fields_with(
    conn: &(impl ConnectionTrait + StreamTrait),
    vault: &Vault,
    municipality: Uuid,
    looked_at: impl Fn(&str) -> bool,
    is_it: impl Fn(&str) -> bool,
) -> ApiResult<Vec<(Uuid, String)>> {
    let mut rows = personal_value::Entity::find()
        .filter(personal_value::Column::MunicipalityId.eq(municipality))
        .stream(conn)
        .await?;
    let mut found = Vec::new();
    while let Some(row) = rows.try_next().await? {
        if !looked_at(&row.field) {
            continue;
        }
        let context = context(municipality, row.subject_id, &row.field);
        let plain = vault
            .open(&context, &row.sealed)
            .map_err(ApiError::internal)?;
        if is_it(&String::from_utf8_lossy(&plain)) {
            found.push((row.subject_id, row.field));
        }
    }
    Ok(found)
}

/// The values of rows, by subject and field.
fn opened(
    vault: &Vault,
    municipality: Uuid,
    rows: Vec<personal_value::Model>,
) -> impl Iterator<Item = ApiResult<((Uuid, String), String)>> {
    rows.into_iter().map(move |row| {
        let context = context(municipality, row.subject_id, &row.field);
        let plain = vault
            .open(&context, &row.sealed)
            .map_err(ApiError::internal)?;
        let value = String::from_utf8(plain).map_err(ApiError::internal)?;
        Ok(((row.subject_id, row.field), value))
    })
}

impl Tx<'_> {
    /// Stores a value of a subject under a field, in place of what stood there. `kind` says with which other values it
    /// may be linked.
    pub(crate) async fn keep_personal(
        &mut self,
        municipality: Uuid,
        subject: Uuid,
        field: &str,
        kind: &str,
        value: &str,
    ) -> ApiResult<Personal> {
        let of = (municipality, subject, field);
        let (row, personal) = seal_personal(self.vault(), of, kind, value, self.now())?;
        insert_personal(self.conn(), &[&row]).await?;
        Ok(personal)
    }

    /// What stands in the journal in place of a text that somebody typed freely (a note, a reason), which may say anything
    /// of anybody. The text itself is kept sealed with its salt under the subject, and goes when the subject is erased.
    pub(crate) async fn commit_text(
        &mut self,
        municipality: Uuid,
        subject: Uuid,
        text: &str,
    ) -> ApiResult<String> {
        let field = format!("text.{}", Uuid::now_v7());
        let kept = self
            .keep_personal(municipality, subject, &field, "text", text)
            .await?;
        Ok(kept.commitment)
    }

    /// Deletes one value of a subject.
    pub(crate) async fn forget_personal(
        &mut self,
        municipality: Uuid,
        subject: Uuid,
        field: &str,
    ) -> ApiResult<()> {
        personal_value::Entity::delete_by_id((municipality, subject, field.to_owned()))
            .exec(self.conn())
            .await?;
        Ok(())
    }

    /// Deletes every value of a subject. What remains elsewhere no longer leads to the person.
    pub(crate) async fn erase_personal(
        &mut self,
        municipality: Uuid,
        subject: Uuid,
    ) -> ApiResult<u64> {
        let outcome = personal_value::Entity::delete_many()
            .filter(personal_value::Column::MunicipalityId.eq(municipality))
            .filter(personal_value::Column::SubjectId.eq(subject))
            .exec(self.conn())
            .await?;
        Ok(outcome.rows_affected)
    }
}

/// A value that exists, and the commitment that follows from it.
pub(crate) struct PersonalCommitment {
    pub(crate) municipality_id: Uuid,
    pub(crate) subject_id: Uuid,
    pub(crate) field: String,
    /// `None` when the value cannot be opened.
    pub(crate) commitment: Option<String>,
}

/// Every value of the database as its commitment; the value itself does not leave.
pub(crate) async fn personal_commitments<'a>(
    conn: &'a DatabaseTransaction,
    vault: &'a Vault,
) -> Result<impl Stream<Item = Result<PersonalCommitment, DbErr>> + 'a, DbErr> {
    let rows = personal_value::Entity::find().stream(conn).await?;
    Ok(rows.map_ok(|row| {
        let context = context(row.municipality_id, row.subject_id, &row.field);
        let value = vault.open(&context, &row.sealed).ok();
        let value = value.and_then(|value| String::from_utf8(value).ok());
        let salt: Option<[u8; 32]> = row.salt.try_into().ok();
        PersonalCommitment {
            municipality_id: row.municipality_id,
            subject_id: row.subject_id,
            field: row.field,
            commitment: value.zip(salt).map(|(value, salt)| commit(&salt, &value)),
        }
    }))
}

/// Reads a value; `None` where it was erased. Whoever shows it to a person records the look.
pub(crate) async fn read_personal(
    conn: &impl ConnectionTrait,
    vault: &Vault,
    municipality: Uuid,
    subject: Uuid,
    field: &str,
) -> ApiResult<Option<String>> {
    let row = personal_value::Entity::find_by_id((municipality, subject, field.to_owned()))
        .one(conn)
        .await?;
    row.map(|row| {
        let plain = vault
            .open(&context(municipality, subject, field), &row.sealed)
            .map_err(ApiError::internal)?;
        String::from_utf8(plain).map_err(ApiError::internal)
    })
    .transpose()
}

/// What stands in the journal in place of a value that is kept; `None` where there is none.
pub(crate) async fn commitment_of(
    conn: &impl ConnectionTrait,
    vault: &Vault,
    municipality: Uuid,
    subject: Uuid,
    field: &str,
) -> ApiResult<Option<String>> {
    let row = personal_value::Entity::find_by_id((municipality, subject, field.to_owned()))
        .one(conn)
        .await?;
    let value = read_personal(conn, vault, municipality, subject, field).await?;
    let salt = row.and_then(|row| <[u8; 32]>::try_from(row.salt).ok());
    Ok(value.zip(salt).map(|(value, salt)| commit(&salt, &value)))
}
