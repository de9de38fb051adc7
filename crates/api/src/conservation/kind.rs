//! The kinds of records that can be disposed of today, their terms, and how each is carried out.

use chrono::{DateTime, Days, Utc};
use sea_orm::sea_query::Expr;
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, DbErr, EntityTrait, PaginatorTrait, QueryFilter,
};
use uuid::Uuid;

use super::hold::active_holds;
use crate::outbox::entity as mail;
use crate::write::{file, personal_value, public_document};

/// A kind of records.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// What mails said that were sent: recipient and body. That a mail was sent, and when, stays.
    Mails,
    /// A municipality that leaves: personal values, files, published documents, bodies of mails. Journal and heads stay.
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
            // Ley 29733, art. 8: no longer than the purpose needs. A mail that was not received is asked for sooner.
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
                empty_mails(conn, old_mails(municipality, cutoff, held)).await
            }
            Self::Tenant => remove_tenant(conn, municipality).await,
        }
    }
}

fn old_mails(municipality: Uuid, cutoff: DateTime<Utc>, held: Vec<Uuid>) -> Condition {
    Condition::all()
        .add(mail::Column::MunicipalityId.eq(municipality))
        .add(mail::Column::SentAt.lte(cutoff))
        .add(mail::Column::Content.ne(Vec::<u8>::new()))
        .add(mail::Column::Id.is_not_in(held))
}

async fn empty_mails(conn: &impl ConnectionTrait, which: Condition) -> Result<u64, DbErr> {
    let update = mail::Entity::update_many()
        .col_expr(mail::Column::Content, Expr::value(Vec::<u8>::new()))
        .filter(which);
    Ok(update.exec(conn).await?.rows_affected)
}

/// Bytes of files go after the commit, see [`super::sweep_removed_tenants`].
async fn remove_tenant(conn: &impl ConnectionTrait, municipality: Uuid) -> Result<u64, DbErr> {
    let values = personal_value::Entity::delete_many()
        .filter(personal_value::Column::MunicipalityId.eq(municipality))
        .exec(conn)
        .await?;
    let files = file::Entity::delete_many()
        .filter(file::Column::MunicipalityId.eq(municipality))
        .exec(conn)
        .await?;
    let documents = public_document::Entity::delete_many()
        .filter(public_document::Column::MunicipalityId.eq(municipality))
        .exec(conn)
        .await?;
    let of_it = Condition::all().add(mail::Column::MunicipalityId.eq(municipality));
    let mails = empty_mails(conn, of_it).await?;
    Ok(values.rows_affected + files.rows_affected + documents.rows_affected + mails)
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
