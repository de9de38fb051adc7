//! What a new portal begins with, by the level of its municipality (Ley 27972): menu, organisation, first pages, headings
//! of transparency, calendar.
//!
//! Everything in it is ordinary content that the municipality changes as it likes; nothing is invented about it.

mod calendar;
mod demo;
mod organs;
mod pages;
mod pte;

use shared::features::portal::widgets::all_widgets;
use shared::features::portal_admin::{
    ContactIn, ContentItemIn, MenuItemIn, OrgUnitIn, PortalSettingsIn,
};
use shared::time::lima_date;
use uuid::Uuid;

pub(crate) use demo::{Dress, dress, wear};

use super::content_changes::{Content, insert};
use super::{publish, store};
use crate::error::ApiResult;
use crate::features::municipalities::Municipality;
use crate::reference;
use crate::write::Tx;

/// Siglas and name, or label and address, and those below.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Unit(
    pub(crate) &'static str,
    pub(crate) &'static str,
    pub(crate) &'static [Unit],
);

/// Fills a municipality that has just got its portal, and publishes it.
pub(crate) async fn begin(tx: &mut Tx<'_>, municipality: &Municipality) -> ApiResult<()> {
    let settings = PortalSettingsIn {
        brand_color: store::FIRST_COLOR.to_owned(),
        summary: None,
        contact: ContactIn::default(),
        coat_of_arms: None,
        header_image: None,
        weather: None,
        widgets: all_widgets(),
        authority: None,
    };
    store::save_settings(tx, municipality.id, &settings).await?;
    for (position, Unit(label, href, below)) in (0..).zip(pages::MENU) {
        let id = menu_item(tx, municipality.id, None, position, label, href).await?;
        for (position, Unit(label, href, _)) in (0..).zip(*below) {
            menu_item(tx, municipality.id, Some(id), position, label, href).await?;
        }
    }
    units(tx, municipality.id, &organs::organs(municipality.kind)).await?;
    all(tx, municipality.id, pages::first_pages(municipality)).await?;
    all(tx, municipality.id, pte::headings(municipality.kind)).await?;
    let today = lima_date(tx.now());
    let mut events = calendar::quarterly_deadlines(today);
    let days_off = reference::days_off_of(tx.conn(), municipality).await?;
    events.extend(calendar::local_holidays(&days_off, today));
    all(tx, municipality.id, events).await?;
    publish::republish(tx, municipality.id).await
}

/// Adds items, visible, in this order.
async fn all<T: Content>(tx: &Tx<'_>, municipality: Uuid, values: Vec<T>) -> ApiResult<()> {
    for (position, value) in (0..).zip(values) {
        let item = ContentItemIn {
            parent_id: None,
            is_visible: true,
            value,
        };
        insert(tx, municipality, &item, position).await?;
    }
    Ok(())
}

/// The organisation, parents before their children.
async fn units(tx: &Tx<'_>, municipality: Uuid, roots: &[Unit]) -> ApiResult<()> {
    let mut open: Vec<(Option<Uuid>, i32, Unit)> = Vec::new();
    let add = |above, below: &[Unit]| {
        let places = (0..).zip(below).map(|(at, unit)| (above, at, *unit));
        places.collect::<Vec<_>>()
    };
    open.extend(add(None, roots));
    while let Some((above, position, Unit(siglas, name, below))) = open.pop() {
        let id = unit(tx, municipality, above, position, siglas, name).await?;
        open.extend(add(Some(id), below));
    }
    Ok(())
}

async fn menu_item(
    tx: &Tx<'_>,
    municipality: Uuid,
    parent_id: Option<Uuid>,
    position: i32,
    label: &str,
    href: &str,
) -> ApiResult<Uuid> {
    let value = MenuItemIn {
        label: label.to_owned(),
        href: href.to_owned(),
    };
    let item = ContentItemIn {
        parent_id,
        is_visible: true,
        value,
    };
    Ok(insert(tx, municipality, &item, position).await?.id)
}

async fn unit(
    tx: &Tx<'_>,
    municipality: Uuid,
    parent_id: Option<Uuid>,
    position: i32,
    siglas: &str,
    name: &str,
) -> ApiResult<Uuid> {
    let value = OrgUnitIn {
        siglas: siglas.to_owned(),
        name: name.to_owned(),
    };
    let item = ContentItemIn {
        parent_id,
        is_visible: true,
        value,
    };
    Ok(insert(tx, municipality, &item, position).await?.id)
}
