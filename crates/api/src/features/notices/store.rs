//! Queries over notices.

use sea_orm::ActiveValue::Set;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter};
use shared::features::notices::{NoticeKind, NoticeOut};
use shared::kit::page::{Page, PageQuery};
use shared::time::lima_date;
use uuid::Uuid;

use super::entity as notice;
use super::{Notice, To};
use crate::error::{ApiError, ApiResult};
use crate::features::grants;
use crate::kit::page;
use crate::write::Tx;

/// Writes a row for each person who is told.
pub(crate) async fn write(tx: &mut Tx<'_>, told: Notice) -> ApiResult<()> {
    let people = match told.to {
        To::Account(account) => vec![account],
        To::Role(role) => holders(tx, &told, role).await?,
        To::Others(role, actor) => {
            let mut people = holders(tx, &told, role).await?;
            people.retain(|account| *account != actor);
            people
        }
    };
    if people.is_empty() {
        return Ok(());
    }
    let rows = people.into_iter().map(|account| notice::ActiveModel {
        municipality_id: Set(told.municipality),
        id: Set(Uuid::now_v7()),
        account_id: Set(account),
        kind: Set(told.kind.as_str().to_owned()),
        about: Set(told.about.clone()),
        link: Set(told.link.clone()),
        created_at: Set(tx.now()),
        read_at: Set(None),
    });
    notice::Entity::insert_many(rows)
        .exec_without_returning(tx.conn())
        .await?;
    Ok(())
}

/// A person may hold a role twice; he is told once.
async fn holders(tx: &Tx<'_>, told: &Notice, role: shared::access::Role) -> ApiResult<Vec<Uuid>> {
    let day = lima_date(tx.now());
    let mut people = grants::holders(tx.conn(), told.municipality, role, day).await?;
    people.sort_unstable();
    people.dedup();
    Ok(people)
}

/// Whether anybody was told this already.
pub(crate) async fn is_told(
    conn: &impl ConnectionTrait,
    municipality: Uuid,
    kind: NoticeKind,
    link: &str,
) -> ApiResult<bool> {
    let told = notice::Entity::find()
        .filter(notice::Column::MunicipalityId.eq(municipality))
        .filter(notice::Column::Kind.eq(kind.as_str()))
        .filter(notice::Column::Link.eq(link));
    Ok(told.count(conn).await? > 0)
}

/// How many notices of a person in a place are not marked as read.
pub(crate) async fn unread(
    conn: &impl ConnectionTrait,
    municipality: Uuid,
    account: Uuid,
) -> ApiResult<u64> {
    let query = of(municipality, account).filter(notice::Column::ReadAt.is_null());
    Ok(query.count(conn).await?)
}

/// A person's notices in a place, newest first.
pub(super) async fn list(
    conn: &impl ConnectionTrait,
    (municipality, account): (Uuid, Uuid),
    unread: bool,
    query: &PageQuery,
) -> ApiResult<Page<NoticeOut>> {
    let mut select = of(municipality, account);
    if unread {
        select = select.filter(notice::Column::ReadAt.is_null());
    }
    let found = page::newest(conn, select, notice::Column::Id, |row| row.id, query).await?;
    found.try_map(out)
}

/// What one person may mark in one place.
pub(super) fn of(municipality: Uuid, account: Uuid) -> sea_orm::Select<notice::Entity> {
    notice::Entity::find()
        .filter(notice::Column::MunicipalityId.eq(municipality))
        .filter(notice::Column::AccountId.eq(account))
}

fn out(row: notice::Model) -> ApiResult<NoticeOut> {
    let kind = row.kind.parse::<NoticeKind>();
    Ok(NoticeOut {
        id: row.id,
        kind: kind.map_err(|()| ApiError::internal(anyhow::anyhow!("notice «{}»", row.kind)))?,
        about: row.about,
        link: row.link,
        created_at: row.created_at,
        read_at: row.read_at,
    })
}
