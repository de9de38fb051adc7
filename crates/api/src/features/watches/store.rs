//! The only queries over watches and their deliveries.

use chrono::{DateTime, Utc};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect,
};
use shared::features::watches::{DeliveryState, WatchState};
use shared::kit::page::{Page, PageQuery};
use uuid::Uuid;

use super::entity::{delivery, watch};
use crate::error::ApiResult;
use crate::http::token;
use crate::kit::page;

/// How a watch tells.
pub(super) const EMAIL: &str = "email";
/// How a watch tells.
pub(super) const WEBHOOK: &str = "webhook";

/// A watch.
pub(super) async fn find(conn: &impl ConnectionTrait, id: Uuid) -> ApiResult<Option<watch::Model>> {
    Ok(watch::Entity::find_by_id(id).one(conn).await?)
}

/// The watch whose confirmation is asked for by this link.
pub(super) async fn by_confirmation(
    conn: &impl ConnectionTrait,
    link: &str,
) -> ApiResult<Option<watch::Model>> {
    let query = watch::Entity::find().filter(watch::Column::ConfirmHash.eq(token::digest(link)));
    Ok(query.one(conn).await?)
}

/// The watch that this link ends.
pub(super) async fn by_end(
    conn: &impl ConnectionTrait,
    link: &str,
) -> ApiResult<Option<watch::Model>> {
    let query = watch::Entity::find().filter(watch::Column::EndHash.eq(token::digest(link)));
    Ok(query.one(conn).await?)
}

/// How many watches that nobody confirmed yet came from a sender, or go to an address.
pub(super) async fn pending(
    conn: &impl ConnectionTrait,
    column: watch::Column,
    tag: &str,
    now: DateTime<Utc>,
) -> ApiResult<u64> {
    let query = watch::Entity::find()
        .filter(column.eq(tag))
        .filter(watch::Column::State.eq(WatchState::Pending.as_str()))
        .filter(watch::Column::ExpiresAt.gt(now));
    Ok(query.count(conn).await?)
}

/// The watches in force that go to an address.
pub(super) async fn in_force(
    conn: &impl ConnectionTrait,
    email_tag: &str,
) -> ApiResult<Vec<watch::Model>> {
    let query = watch::Entity::find()
        .filter(watch::Column::EmailTag.eq(email_tag))
        .filter(watch::Column::State.eq(WatchState::Confirmed.as_str()));
    Ok(query.all(conn).await?)
}

/// Watches that nobody confirmed in time.
pub(super) async fn lapsed(
    conn: &impl ConnectionTrait,
    now: DateTime<Utc>,
    most: u64,
) -> ApiResult<Vec<watch::Model>> {
    let query = watch::Entity::find()
        .filter(watch::Column::State.eq(WatchState::Pending.as_str()))
        .filter(watch::Column::ExpiresAt.lte(now))
        .order_by_asc(watch::Column::Id)
        .limit(most);
    Ok(query.all(conn).await?)
}

/// Watches whose turn it is, those first that wait longest.
pub(super) async fn due(
    conn: &impl ConnectionTrait,
    now: DateTime<Utc>,
    most: u64,
) -> ApiResult<Vec<watch::Model>> {
    let query = watch::Entity::find()
        .filter(watch::Column::State.eq(WatchState::Confirmed.as_str()))
        .filter(watch::Column::DueAt.lte(now))
        .order_by_asc(watch::Column::DueAt)
        .order_by_asc(watch::Column::Id)
        .limit(most);
    Ok(query.all(conn).await?)
}

/// The webhooks of an owner that are not over.
pub(super) async fn hooks_of(conn: &impl ConnectionTrait, owner: Uuid) -> ApiResult<u64> {
    let query = watch::Entity::find()
        .filter(watch::Column::OwnerId.eq(owner))
        .filter(watch::Column::State.ne(WatchState::Ended.as_str()));
    Ok(query.count(conn).await?)
}

/// The webhooks of an owner, the newest first.
pub(super) async fn list_hooks(
    conn: &impl ConnectionTrait,
    owner: Uuid,
    query: &PageQuery,
) -> ApiResult<Page<watch::Model>> {
    let select = watch::Entity::find().filter(watch::Column::OwnerId.eq(owner));
    page::newest(conn, select, watch::Column::Id, |row| row.id, query).await
}

/// A webhook of an owner.
pub(super) async fn hook(
    conn: &impl ConnectionTrait,
    owner: Uuid,
    id: Uuid,
) -> ApiResult<Option<watch::Model>> {
    let query = watch::Entity::find_by_id(id).filter(watch::Column::OwnerId.eq(owner));
    Ok(query.one(conn).await?)
}

/// What was sent to a webhook, the newest first.
pub(super) async fn list_deliveries(
    conn: &impl ConnectionTrait,
    watch: Uuid,
    query: &PageQuery,
) -> ApiResult<Page<delivery::Model>> {
    let select = delivery::Entity::find().filter(delivery::Column::WatchId.eq(watch));
    page::newest(conn, select, delivery::Column::Id, |row| row.id, query).await
}

/// A delivery that waits for its next try.
pub(super) async fn waiting(
    conn: &impl ConnectionTrait,
    id: Uuid,
) -> ApiResult<Option<delivery::Model>> {
    let query = delivery::Entity::find_by_id(id)
        .filter(delivery::Column::State.eq(DeliveryState::Waiting.as_str()));
    Ok(query.one(conn).await?)
}

/// Whether something is on its way to a webhook.
pub(super) async fn is_under_way(conn: &impl ConnectionTrait, watch: Uuid) -> ApiResult<bool> {
    let query = delivery::Entity::find()
        .filter(delivery::Column::WatchId.eq(watch))
        .filter(delivery::Column::State.eq(DeliveryState::Waiting.as_str()));
    Ok(query.count(conn).await? > 0)
}
