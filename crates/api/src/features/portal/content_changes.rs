//! Changes of a municipality's items: add, replace, remove, order.

use std::collections::HashSet;
use std::marker::PhantomData;

use sea_orm::ActiveValue::Set;
use sea_orm::EntityTrait;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use shared::features::portal_admin::{
    ContentItemIn, ContentItemOut, ContentKind, EventIn, MenuItemIn, OfficeIn, OrderIn, OrgUnitIn,
    PageIn, PteItemIn, VideoIn,
};
use shared::kit::page::Page;
use uuid::Uuid;

use super::entity::item;
use super::{links, publish, store};
use crate::db::Scope;
use crate::error::{ApiError, ApiResult};
use crate::http::etag::Expected;
use crate::write::{Change, Entry, Receipt, Recorded, Tx};

/// Most items of a kind.
const MOST: usize = 500;

/// The value of an item: which kind it is, and what of it must be unique.
pub(super) trait Content:
    Serialize + DeserializeOwned + Clone + Send + Sync + 'static
{
    /// Its kind.
    const KIND: ContentKind;

    /// What no other item of the municipality may have, with the field that holds it.
    fn unique(&self) -> Option<(&'static str, String)> {
        None
    }

    /// Where it leads, with the field that says so.
    fn leads_to(&self) -> Option<(&'static str, &str)> {
        None
    }
}

impl Content for MenuItemIn {
    const KIND: ContentKind = ContentKind::Menu;

    fn leads_to(&self) -> Option<(&'static str, &str)> {
        Some(("value.href", &self.href))
    }
}

impl Content for PageIn {
    const KIND: ContentKind = ContentKind::Pages;

    fn unique(&self) -> Option<(&'static str, String)> {
        Some(("value.slug", self.slug.trim().to_owned()))
    }
}

impl Content for OfficeIn {
    const KIND: ContentKind = ContentKind::Offices;
}

impl Content for OrgUnitIn {
    const KIND: ContentKind = ContentKind::OrgUnits;

    fn unique(&self) -> Option<(&'static str, String)> {
        Some(("value.siglas", self.siglas.clone()))
    }
}

impl Content for VideoIn {
    const KIND: ContentKind = ContentKind::Videos;
}

impl Content for PteItemIn {
    const KIND: ContentKind = ContentKind::PteItems;
}

impl Content for EventIn {
    const KIND: ContentKind = ContentKind::Events;
}

/// Adds an item, last among its siblings.
pub(super) struct AddItem<T> {
    pub(super) municipality: Uuid,
    pub(super) item: ContentItemIn<T>,
}

impl<T: Content> Change for AddItem<T> {
    type Output = ContentItemOut<T>;

    fn scope(&self) -> Scope {
        Scope::Tenant(self.municipality)
    }

    async fn apply(&self, tx: &mut Tx<'_>) -> ApiResult<Recorded<ContentItemOut<T>>> {
        let all = store::items(tx.conn(), self.municipality, T::KIND).await?;
        if all.len() >= MOST {
            return Err(ApiError::conflict(
                "Hay demasiados elementos: quite alguno antes de agregar otro.",
            ));
        }
        check_parent::<T>(&all, None, self.item.parent_id)?;
        check_unique(&all, None, &self.item.value)?;
        links::check(tx, self.municipality, self.item.value.leads_to()).await?;
        let siblings = all
            .iter()
            .filter(|row| row.parent_id == self.item.parent_id)
            .count();
        let row = insert(
            tx,
            self.municipality,
            &self.item,
            i32::try_from(siblings).unwrap_or(i32::MAX),
        )
        .await?;
        let out: ContentItemOut<T> = store::out(row)?;
        let receipt = record::<T>(tx, self.municipality, "added", out.id, None, Some(&out)).await?;
        publish::republish(tx, self.municipality).await?;
        Ok(receipt.with(out))
    }
}

/// Writes a new row; the caller checked it.
pub(super) async fn insert<T: Content>(
    tx: &Tx<'_>,
    municipality: Uuid,
    item: &ContentItemIn<T>,
    position: i32,
) -> ApiResult<item::Model> {
    let row = item::Model {
        municipality_id: municipality,
        id: Uuid::now_v7(),
        kind: T::KIND.as_str().to_owned(),
        parent_id: item.parent_id,
        position,
        is_visible: item.is_visible,
        unique_key: item.value.unique().map(|(_, key)| key),
        value: serde_json::to_string(&item.value)?,
        updated_at: tx.now(),
    };
    item::Entity::insert(item::ActiveModel::from(row.clone()))
        .exec_without_returning(tx.conn())
        .await?;
    Ok(row)
}

/// Replaces an item.
pub(super) struct ReplaceItem<T> {
    pub(super) municipality: Uuid,
    pub(super) id: Uuid,
    pub(super) item: ContentItemIn<T>,
    pub(super) expected: Expected,
}

impl<T: Content> Change for ReplaceItem<T> {
    type Output = ContentItemOut<T>;

    fn scope(&self) -> Scope {
        Scope::Tenant(self.municipality)
    }

    async fn apply(&self, tx: &mut Tx<'_>) -> ApiResult<Recorded<ContentItemOut<T>>> {
        let row = store::find(tx.conn(), self.municipality, T::KIND, self.id).await?;
        let before: ContentItemOut<T> = store::out(row.clone())?;
        self.expected.check(&before)?;
        let all = store::items(tx.conn(), self.municipality, T::KIND).await?;
        check_parent::<T>(&all, Some(self.id), self.item.parent_id)?;
        check_unique(&all, Some(self.id), &self.item.value)?;
        links::check(tx, self.municipality, self.item.value.leads_to()).await?;
        let row = item::Model {
            parent_id: self.item.parent_id,
            is_visible: self.item.is_visible,
            unique_key: self.item.value.unique().map(|(_, key)| key),
            value: serde_json::to_string(&self.item.value)?,
            updated_at: tx.now(),
            ..row
        };
        let changed = item::ActiveModel {
            municipality_id: Set(row.municipality_id),
            id: Set(row.id),
            parent_id: Set(row.parent_id),
            is_visible: Set(row.is_visible),
            unique_key: Set(row.unique_key.clone()),
            value: Set(row.value.clone()),
            updated_at: Set(row.updated_at),
            ..Default::default()
        };
        item::Entity::update(changed).exec(tx.conn()).await?;
        let out: ContentItemOut<T> = store::out(row)?;
        let receipt = record(
            tx,
            self.municipality,
            "changed",
            self.id,
            Some(&before),
            Some(&out),
        )
        .await?;
        publish::republish(tx, self.municipality).await?;
        Ok(receipt.with(out))
    }
}

/// Removes an item without items below it. The journal keeps what it said.
pub(super) struct RemoveItem<T> {
    pub(super) municipality: Uuid,
    pub(super) id: Uuid,
    pub(super) expected: Expected,
    pub(super) kind: PhantomData<T>,
}

impl<T: Content> Change for RemoveItem<T> {
    type Output = ();

    fn scope(&self) -> Scope {
        Scope::Tenant(self.municipality)
    }

    async fn apply(&self, tx: &mut Tx<'_>) -> ApiResult<Recorded<()>> {
        let row = store::find(tx.conn(), self.municipality, T::KIND, self.id).await?;
        let before: ContentItemOut<T> = store::out(row)?;
        self.expected.check(&before)?;
        let all = store::items(tx.conn(), self.municipality, T::KIND).await?;
        if all.iter().any(|row| row.parent_id == Some(self.id)) {
            return Err(ApiError::conflict(
                "Tiene elementos dentro: muévalos o quítelos primero.",
            ));
        }
        item::Entity::delete_by_id((self.municipality, self.id))
            .exec(tx.conn())
            .await?;
        let receipt = record(
            tx,
            self.municipality,
            "removed",
            self.id,
            Some(&before),
            None,
        )
        .await?;
        publish::republish(tx, self.municipality).await?;
        Ok(receipt.with(()))
    }
}

/// Replaces the order of all items of a kind.
pub(super) struct Reorder<T> {
    pub(super) municipality: Uuid,
    pub(super) order: OrderIn,
    pub(super) expected: Expected,
    pub(super) kind: PhantomData<T>,
}

impl<T: Content> Change for Reorder<T> {
    type Output = Page<ContentItemOut<T>>;

    fn scope(&self) -> Scope {
        Scope::Tenant(self.municipality)
    }

    async fn apply(&self, tx: &mut Tx<'_>) -> ApiResult<Recorded<Self::Output>> {
        let before = list::<T>(tx, self.municipality).await?;
        self.expected.check(&before)?;
        let known: HashSet<Uuid> = before.items.iter().map(|item| item.id).collect();
        let named: HashSet<Uuid> = self.order.items.iter().map(|entry| entry.id).collect();
        if known != named {
            return Err(ApiError::field(
                "items",
                "not_the_list",
                "La lista cambió: vuelva a cargarla.",
            ));
        }
        let flat = !T::KIND.is_tree();
        if flat
            && self
                .order
                .items
                .iter()
                .any(|entry| entry.parent_id.is_some())
        {
            return Err(ApiError::field(
                "items",
                "not_a_tree",
                "Esta lista no tiene niveles.",
            ));
        }
        for entry in &self.order.items {
            let moved = item::ActiveModel {
                municipality_id: Set(self.municipality),
                id: Set(entry.id),
                parent_id: Set(entry.parent_id),
                position: Set(entry.position),
                ..Default::default()
            };
            item::Entity::update(moved).exec(tx.conn()).await?;
        }
        let after = list::<T>(tx, self.municipality).await?;
        let entry = Entry::new(
            self.municipality,
            "content.reordered",
            T::KIND.as_str(),
            self.municipality,
        )
        .after(serde_json::to_value(&self.order)?);
        let receipt = tx.record(entry).await?;
        publish::republish(tx, self.municipality).await?;
        Ok(receipt.with(after))
    }
}

async fn list<T: Content>(tx: &Tx<'_>, municipality: Uuid) -> ApiResult<Page<ContentItemOut<T>>> {
    let rows = store::items(tx.conn(), municipality, T::KIND).await?;
    Ok(Page::complete(
        rows.into_iter().map(store::out).collect::<ApiResult<_>>()?,
    ))
}

async fn record<T: Content>(
    tx: &mut Tx<'_>,
    municipality: Uuid,
    verb: &str,
    id: Uuid,
    before: Option<&ContentItemOut<T>>,
    after: Option<&ContentItemOut<T>>,
) -> ApiResult<Receipt> {
    let said = |item: &ContentItemOut<T>| -> ApiResult<Value> {
        let value = without_floats(serde_json::to_value(&item.value)?);
        Ok(
            json!({ "kind": T::KIND, "parent_id": item.parent_id, "is_visible": item.is_visible, "value": value }),
        )
    };
    let mut entry = Entry::new(
        municipality,
        &format!("content.{verb}"),
        T::KIND.as_str(),
        id,
    );
    if let Some(before) = before {
        entry = entry.before(said(before)?);
    }
    if let Some(after) = after {
        entry = entry.after(said(after)?);
    }
    tx.record(entry).await
}

/// The journal's canonical form has no fractions: coordinates stand there as text.
fn without_floats(value: Value) -> Value {
    match value {
        Value::Number(number) if number.is_f64() => Value::String(number.to_string()),
        Value::Array(items) => items.into_iter().map(without_floats).collect(),
        Value::Object(members) => members
            .into_iter()
            .map(|(name, member)| (name, without_floats(member)))
            .collect(),
        other => other,
    }
}

fn check_parent<T: Content>(
    all: &[item::Model],
    id: Option<Uuid>,
    parent: Option<Uuid>,
) -> ApiResult<()> {
    let refuse = |message: &str| Err(ApiError::field("parent_id", "not_a_tree", message));
    let Some(parent) = parent else {
        return Ok(());
    };
    if !T::KIND.is_tree() {
        return refuse("Esta lista no tiene niveles.");
    }
    let mut above = Some(parent);
    for _ in 0..=all.len() {
        let Some(current) = above else {
            return Ok(());
        };
        if Some(current) == id {
            return refuse("Un elemento no puede quedar dentro de sí mismo.");
        }
        let Some(row) = all.iter().find(|row| row.id == current) else {
            return refuse("El elemento de arriba ya no existe.");
        };
        above = row.parent_id;
    }
    refuse("Un elemento no puede quedar dentro de sí mismo.")
}

fn check_unique<T: Content>(all: &[item::Model], id: Option<Uuid>, value: &T) -> ApiResult<()> {
    let Some((field, key)) = value.unique() else {
        return Ok(());
    };
    let taken = all
        .iter()
        .any(|row| Some(row.id) != id && row.unique_key.as_deref() == Some(key.as_str()));
    if taken {
        return Err(ApiError::field(
            field,
            "taken",
            "Ya lo usa otro elemento: elija uno distinto.",
        ));
    }
    Ok(())
}
