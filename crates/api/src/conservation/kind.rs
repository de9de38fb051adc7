//! The kinds of records that can be disposed of today, their terms, and how each is carried out.

use chrono::{DateTime, Days, Utc};
use migrations::{TABLES, TableKind};
use sea_orm::sea_query::{Expr, ExprTrait as _, Query};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, DbErr, EntityTrait, PaginatorTrait, QueryFilter,
};
use uuid::Uuid;

use super::hold::active_holds;
use crate::db::catalog;
use crate::files::entity::file;
use crate::outbox::entity as mail;
use crate::write::personal_value;

/// A kind of records.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Mails that were given up, with recipient and body; those that were sent go by themselves.
    Mails,
    /// A municipality that leaves: every row that says it is its own, and its files. Its journal, the heads, the holds and
    /// the disposals stay.
    Tenant,
}

impl Kind {
    /// Every kind.
    pub(crate) const ALL: [Self; 2] = [Self::Mails, Self::Tenant];

    /// As it is stored, and its code in the catalogue of terms.
    pub(crate) const fn code(self) -> &'static str {
        match self {
            Self::Mails => "mails",
            Self::Tenant => "tenant",
        }
    }

    /// The kind of a code.
    pub(crate) fn of(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }

    /// Days after which its records may go; `None` where no time decides but an act.
    pub(crate) const fn term_days(self) -> Option<u64> {
        match self {
            // Ley 29733, art. 8: no longer than the purpose needs; whoever misses a mail asks for it sooner.
            Self::Mails => Some(90),
            Self::Tenant => None,
        }
    }

    /// The latest instant whose records may go now.
    pub(crate) fn cutoff(self, now: DateTime<Utc>) -> DateTime<Utc> {
        let days = self.term_days().map_or(Days::new(0), Days::new);
        now.checked_sub_days(days).unwrap_or(now)
    }

    /// How many rows would go.
    pub(crate) async fn count(
        self,
        conn: &impl ConnectionTrait,
        municipality: Uuid,
        cutoff: DateTime<Utc>,
    ) -> Result<u64, DbErr> {
        match self {
            Self::Mails => {
                let held = held_subjects(conn, municipality, self).await?;
                let mails = mail::Entity::find().filter(old_mails(municipality, cutoff, held));
                mails.count(conn).await
            }
            Self::Tenant => {
                let values = personal_value::Entity::find()
                    .filter(personal_value::Column::MunicipalityId.eq(municipality));
                let files =
                    file::Entity::find().filter(file::Column::MunicipalityId.eq(municipality));
                Ok(values.count(conn).await? + files.count(conn).await?)
            }
        }
    }

    /// Carries it out; how many rows went.
    pub(super) async fn dispose(
        self,
        conn: &impl ConnectionTrait,
        municipality: Uuid,
        cutoff: DateTime<Utc>,
    ) -> Result<u64, DbErr> {
        match self {
            Self::Mails => {
                let held = held_subjects(conn, municipality, self).await?;
                let mails =
                    mail::Entity::delete_many().filter(old_mails(municipality, cutoff, held));
                Ok(mails.exec(conn).await?.rows_affected)
            }
            Self::Tenant => remove_tenant(conn, municipality).await,
        }
    }
}

fn old_mails(municipality: Uuid, cutoff: DateTime<Utc>, held: Vec<Uuid>) -> Condition {
    Condition::all()
        .add(mail::Column::MunicipalityId.eq(municipality))
        .add(mail::Column::Status.eq(mail::Status::Failed.code()))
        .add(mail::Column::CreatedAt.lte(cutoff))
        .add(mail::Column::Id.is_not_in(held))
}

/// What tells of a municipality after it is gone.
const STAY: [&str; 4] = ["disposals", "journal_heads", "legal_holds", "signed_heads"];

/// Deletes by the catalogue of the database, so that no feature is forgotten; children before their parents. The bytes
/// of files go after the commit, see [`super::decide`].
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
    kind: Kind,
) -> Result<Vec<Uuid>, DbErr> {
    let holds = active_holds(conn, municipality).await?.into_iter();
    let own = holds.filter(|hold| hold.kind == kind.code());
    Ok(own.filter_map(|hold| hold.subject_id).collect())
}

/// What may be disposed of now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Due {
    /// Of which kind.
    pub(crate) kind: Kind,
    /// Up to when.
    pub(crate) cutoff: DateTime<Utc>,
    /// How many rows.
    pub(crate) rows: u64,
}

/// What is due in a municipality by its terms; what goes by an act alone is never due.
pub(crate) async fn due(
    conn: &impl ConnectionTrait,
    municipality: Uuid,
    now: DateTime<Utc>,
) -> Result<Vec<Due>, DbErr> {
    let mut found = Vec::new();
    for kind in Kind::ALL {
        let cutoff = kind.cutoff(now);
        if kind.term_days().is_none() {
            continue;
        }
        let rows = kind.count(conn, municipality, cutoff).await?;
        if rows > 0 {
            found.push(Due { kind, cutoff, rows });
        }
    }
    Ok(found)
}
