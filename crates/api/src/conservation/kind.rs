//! How the records of each kind are counted and disposed of.

use chrono::{DateTime, Utc};
use migrations::{TABLES, TableKind};
use sea_orm::sea_query::{Expr, ExprTrait as _, Query};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, DbErr, EntityTrait, PaginatorTrait, QueryFilter,
    QuerySelect,
};
use shared::features::conservation::RecordKind;
use uuid::Uuid;

use super::hold::{active_holds, all_active_holds};
use super::term::{Allowed, allowed};
use crate::db::{PLATFORM, catalog};
use crate::error::ApiResult;
use crate::features::{portal_requests, privacy};
use crate::files::entity::file;
use crate::outbox::entity as mail;
use crate::write::personal_value;

/// How many records of a municipality would go.
pub(super) async fn count(
    kind: RecordKind,
    conn: &impl ConnectionTrait,
    municipality: Uuid,
    cutoff: DateTime<Utc>,
) -> ApiResult<u64> {
    let held = held_subjects(conn, municipality, kind).await?;
    Ok(match kind {
        RecordKind::Mails => {
            let own = old_mails(cutoff, held).add(mail::Column::MunicipalityId.eq(municipality));
            mail::Entity::find().filter(own).count(conn).await?
        }
        RecordKind::PortalRequests if municipality == PLATFORM => {
            portal_requests::closed_before(conn, cutoff, &held)
                .await?
                .len()
                .try_into()
                .unwrap_or(u64::MAX)
        }
        RecordKind::PortalRequests => 0,
        RecordKind::PrivacyIncidents => {
            let closed = privacy::closed_before(conn, cutoff, &held).await?;
            closed.get(&municipality).copied().unwrap_or(0)
        }
        RecordKind::Tenant => {
            let values = personal_value::Entity::find()
                .filter(personal_value::Column::MunicipalityId.eq(municipality));
            let files = file::Entity::find().filter(file::Column::MunicipalityId.eq(municipality));
            values.count(conn).await? + files.count(conn).await?
        }
    })
}

/// Carries it out; how many records went.
pub(super) async fn dispose(
    kind: RecordKind,
    conn: &impl ConnectionTrait,
    municipality: Uuid,
    cutoff: DateTime<Utc>,
    personal_only: bool,
) -> ApiResult<u64> {
    let held = held_subjects(conn, municipality, kind).await?;
    match kind {
        // A mail is nothing but personal data: there is no rest that could stay.
        RecordKind::Mails => {
            let own = old_mails(cutoff, held).add(mail::Column::MunicipalityId.eq(municipality));
            let mails = mail::Entity::delete_many().filter(own);
            Ok(mails.exec(conn).await?.rows_affected)
        }
        RecordKind::PortalRequests if municipality == PLATFORM => {
            let old = portal_requests::closed_before(conn, cutoff, &held).await?;
            portal_requests::dispose(conn, old, personal_only).await
        }
        RecordKind::PortalRequests => Ok(0),
        RecordKind::PrivacyIncidents => {
            privacy::dispose(conn, municipality, cutoff, &held, personal_only).await
        }
        RecordKind::Tenant => Ok(remove_tenant(conn, municipality).await?),
    }
}

/// Mails that are done with, from before an instant.
fn old_mails(cutoff: DateTime<Utc>, held: Vec<Uuid>) -> Condition {
    let sent = Condition::all()
        .add(mail::Column::Status.eq(mail::Status::Sent.code()))
        .add(mail::Column::SentAt.lte(cutoff));
    let given_up = Condition::all()
        .add(mail::Column::Status.eq(mail::Status::Failed.code()))
        .add(mail::Column::CreatedAt.lte(cutoff));
    Condition::all()
        .add(Condition::any().add(sent).add(given_up))
        .add(mail::Column::Id.is_not_in(held))
}

/// What is not a municipality's own although it names one: what tells of it after it is gone, the platform's files on its
/// request and on the looks of operators, and the public word on documents that people still hold.
const STAY: [&str; 8] = [
    "break_glass_accesses",
    "disposals",
    "journal_heads",
    "legal_holds",
    "portal_requests",
    "signed_heads",
    "tenant_exports",
    "verifiable_documents",
];

/// Deletes by the catalogue of the database, so that no feature is forgotten; children before their parents. The bytes
/// of files go after the commit, see [`super::remove_files`].
async fn remove_tenant(conn: &impl ConnectionTrait, municipality: Uuid) -> Result<u64, DbErr> {
    let tables = catalog::tables(conn).await;
    let mut tables = tables.map_err(|error| DbErr::Custom(format!("{error:#}")))?;
    tables.reverse();
    let mut rows = 0;
    for table in tables {
        let own = TABLES.iter().find(|own| own.name == table.name);
        let goes = own.is_some_and(|own| own.kind != TableKind::AppendOnly)
            && !STAY.contains(&table.name.as_str())
            && table.has("municipality_id");
        if goes {
            let delete = Query::delete()
                .from_table(table.name)
                .and_where(Expr::col("municipality_id").eq(municipality))
                .to_owned();
            rows += conn.execute(&delete).await?.rows_affected();
        }
    }
    Ok(rows)
}

async fn held_subjects(
    conn: &impl ConnectionTrait,
    municipality: Uuid,
    kind: RecordKind,
) -> ApiResult<Vec<Uuid>> {
    let holds = active_holds(conn, municipality).await?.into_iter();
    let own = holds.filter(|hold| hold.kind == kind.as_str());
    Ok(own.filter_map(|hold| hold.subject_id).collect())
}

/// What may be disposed of now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Due {
    /// Whose, or the platform's.
    pub(crate) municipality: Uuid,
    /// Of which kind.
    pub(crate) kind: RecordKind,
    /// Up to when.
    pub(crate) cutoff: DateTime<Utc>,
    /// How many records.
    pub(crate) rows: u64,
    /// Whether a hold on the whole kind stops it.
    pub(crate) held: bool,
}

/// What is due by its terms, of all municipalities and the platform; what goes by an act alone is never due.
pub(crate) async fn due(conn: &impl ConnectionTrait, now: DateTime<Utc>) -> ApiResult<Vec<Due>> {
    let holds = all_active_holds(conn).await?;
    let mut found = Vec::new();
    for kind in RecordKind::ALL.iter().copied() {
        let Some(Allowed { cutoff, .. }) = allowed(conn, kind, now).await? else {
            continue;
        };
        let of_kind = holds.iter().filter(|hold| hold.kind == kind.as_str());
        let held: Vec<Uuid> = of_kind.clone().filter_map(|hold| hold.subject_id).collect();
        let counts = match kind {
            RecordKind::Mails => mails_by_owner(conn, cutoff, held).await?,
            RecordKind::PrivacyIncidents => {
                let closed = privacy::closed_before(conn, cutoff, &held).await?;
                closed.into_iter().collect()
            }
            _ => vec![(PLATFORM, count(kind, conn, PLATFORM, cutoff).await?)],
        };
        for (municipality, rows) in counts.into_iter().filter(|(_, rows)| *rows > 0) {
            let whole =
                |hold: &super::entity::legal_hold::Model| hold.municipality_id == municipality;
            let held = of_kind
                .clone()
                .any(|hold| hold.subject_id.is_none() && whole(hold));
            found.push(Due {
                municipality,
                kind,
                cutoff,
                rows,
                held,
            });
        }
    }
    Ok(found)
}

async fn mails_by_owner(
    conn: &impl ConnectionTrait,
    cutoff: DateTime<Utc>,
    held: Vec<Uuid>,
) -> ApiResult<Vec<(Uuid, u64)>> {
    let rows: Vec<(Uuid, i64)> = mail::Entity::find()
        .select_only()
        .column(mail::Column::MunicipalityId)
        .column_as(mail::Column::Id.count(), "count")
        .filter(old_mails(cutoff, held))
        .group_by(mail::Column::MunicipalityId)
        .into_tuple()
        .all(conn)
        .await?;
    let pair = |(owner, count)| (owner, u64::try_from(count).unwrap_or(0));
    Ok(rows.into_iter().map(pair).collect())
}
