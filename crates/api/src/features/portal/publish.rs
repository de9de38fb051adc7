//! Writing what the public reads of a portal, whole, in the transaction of whatever changed.

use std::collections::BTreeMap;

use sea_orm::ConnectionTrait;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use shared::features::content::{
    EventPublic, OfficePublic, OrgUnitPublic, PagePublic, PageSummaryPublic, PteThemePublic,
    VideoPublic,
};
use shared::features::portal::widgets::{WidgetChoice, all_widgets};
use shared::features::portal::{Contact, Image, MenuNode, PortalMode, TransparencyShare};
use shared::features::portal_admin::{
    Authority, ContentKind, EventIn, MenuItemIn, OrgUnitIn, PageIn, PortalImageIn,
    PortalSettingsIn, Weather,
};
use shared::kit::page::Page;
use uuid::Uuid;

use super::entity::item;
use super::{store, views};
use crate::error::{ApiError, ApiResult};
use crate::features::municipalities;
use crate::files;
use crate::kit::markdown;
use crate::write::{PublicView, Tx, published};

/// Names of a municipality's documents.
pub(super) mod name {
    pub(in super::super) const PORTAL: &str = "portal";
    pub(in super::super) const PAGES: &str = "pages";
    pub(in super::super) const OFFICES: &str = "offices";
    pub(in super::super) const ORG_UNITS: &str = "org_units";
    pub(in super::super) const VIDEOS: &str = "videos";
    pub(in super::super) const TRANSPARENCY: &str = "transparency";
    pub(in super::super) const EVENTS: &str = "events";
    /// Followed by the page's slug.
    pub(in super::super) const PAGE: &str = "page:";
}

/// What of a portal is the same until the next change; the row of the municipality, the values of the day and who answers
/// for what are added when it is read.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct PortalBody {
    pub(super) brand_color: String,
    pub(super) summary: Option<String>,
    pub(super) contact: Contact,
    pub(super) coat_of_arms: Option<Image>,
    pub(super) header_image: Option<Image>,
    pub(super) menu: Vec<MenuNode>,
    pub(super) weather: Option<Weather>,
    #[serde(default = "all_widgets")]
    pub(super) widgets: Vec<WidgetChoice>,
    #[serde(default)]
    pub(super) authority: Option<Authority>,
    #[serde(default)]
    pub(super) transparency: TransparencyShare,
    pub(super) updated_at: chrono::DateTime<chrono::Utc>,
}

impl PublicView for PortalBody {}
impl PublicView for PagePublic {}
impl PublicView for Page<PageSummaryPublic> {}
impl PublicView for Page<OfficePublic> {}
impl PublicView for Page<OrgUnitPublic> {}
impl PublicView for Page<VideoPublic> {}
impl PublicView for Page<PteThemePublic> {}
impl PublicView for Page<EventPublic> {}

/// How to reach a municipality, as its portal says; nothing where it says nothing yet.
pub(crate) async fn contact_of(
    conn: &impl ConnectionTrait,
    municipality: Uuid,
) -> ApiResult<Contact> {
    let body: Option<PortalBody> = published(conn, municipality, name::PORTAL).await?;
    Ok(body.map(|body| body.contact).unwrap_or_default())
}

/// Publishes a municipality's portal as it stands now.
pub(crate) async fn republish(tx: &mut Tx<'_>, municipality: Uuid) -> ApiResult<()> {
    let Some((settings, _)) = store::settings(tx.conn(), municipality).await? else {
        return Err(ApiError::not_found());
    };
    let headings = visible(tx, municipality, ContentKind::PteItems, |item| item).await?;
    let share = views::share(&headings);
    let body = body(tx, municipality, &settings, share).await?;
    tx.publish(municipality, name::PORTAL, &body).await?;
    pages(tx, municipality).await?;
    let offices =
        Page::complete(visible(tx, municipality, ContentKind::Offices, views::office).await?);
    tx.publish(municipality, name::OFFICES, &offices).await?;
    let videos =
        Page::complete(visible(tx, municipality, ContentKind::Videos, views::video).await?);
    tx.publish(municipality, name::VIDEOS, &videos).await?;
    let themes = Page::complete(views::themes(headings));
    tx.publish(municipality, name::TRANSPARENCY, &themes)
        .await?;
    let events = Page::complete(events(tx, municipality).await?);
    tx.publish(municipality, name::EVENTS, &events).await?;
    let units = Tree::of(tx, municipality, ContentKind::OrgUnits).await?;
    let units = Page::complete(
        units.grow(None, &|unit: OrgUnitIn, children| OrgUnitPublic {
            siglas: unit.siglas,
            name: unit.name,
            children,
        })?,
    );
    tx.publish(municipality, name::ORG_UNITS, &units).await
}

async fn body(
    tx: &Tx<'_>,
    municipality: Uuid,
    settings: &PortalSettingsIn,
    transparency: TransparencyShare,
) -> ApiResult<PortalBody> {
    let menu = Tree::of(tx, municipality, ContentKind::Menu).await?;
    let contact = &settings.contact;
    Ok(PortalBody {
        brand_color: settings.brand_color.clone(),
        summary: settings.summary.clone(),
        contact: Contact {
            address: contact.address.clone(),
            phone: contact.phone.clone(),
            email: contact.email.clone(),
            hours: contact.hours.clone(),
        },
        coat_of_arms: image(tx, municipality, settings.coat_of_arms.as_ref()).await?,
        header_image: image(tx, municipality, settings.header_image.as_ref()).await?,
        menu: menu.grow(None, &|item: MenuItemIn, children| MenuNode {
            label: item.label,
            href: item.href,
            children,
        })?,
        weather: settings.weather.clone(),
        widgets: settings.widgets.clone(),
        authority: settings.authority.clone(),
        transparency,
        updated_at: tx.now(),
    })
}

async fn image(
    tx: &Tx<'_>,
    municipality: Uuid,
    image: Option<&PortalImageIn>,
) -> ApiResult<Option<Image>> {
    let Some(image) = image else {
        return Ok(None);
    };
    let Some(file) = files::find(tx.conn(), municipality, image.file_id).await? else {
        return Ok(None);
    };
    let pixels = |value: Option<i32>| {
        value
            .and_then(|value| u32::try_from(value).ok())
            .unwrap_or(0)
    };
    Ok(Some(Image {
        url: shared::features::files::file_path(&image.file_id.to_string()),
        alt: image.alt.clone(),
        width: pixels(file.width),
        height: pixels(file.height),
    }))
}

async fn pages(tx: &mut Tx<'_>, municipality: Uuid) -> ApiResult<()> {
    let rows = store::items(tx.conn(), municipality, ContentKind::Pages).await?;
    // A page that was removed or renamed must not stay under its old name.
    tx.unpublish_below(municipality, name::PAGE).await?;
    let mut summaries = Vec::new();
    for row in rows {
        let page: PageIn = serde_json::from_str(&row.value)?;
        let document = format!("{}{}", name::PAGE, page.slug);
        if !row.is_visible {
            continue;
        }
        let summary = Some(page.summary).filter(|text| !text.trim().is_empty());
        let view = PagePublic {
            slug: page.slug.clone(),
            title: page.title.clone(),
            summary: summary.clone(),
            body_html: markdown::html(&page.body),
            updated_at: row.updated_at,
        };
        tx.publish(municipality, &document, &view).await?;
        summaries.push(PageSummaryPublic {
            slug: page.slug,
            title: page.title,
            summary,
        });
    }
    tx.publish(municipality, name::PAGES, &Page::complete(summaries))
        .await
}

async fn visible<T: DeserializeOwned, P>(
    tx: &Tx<'_>,
    municipality: Uuid,
    kind: ContentKind,
    view: impl Fn(T) -> P,
) -> ApiResult<Vec<P>> {
    let rows = store::items(tx.conn(), municipality, kind).await?;
    rows.into_iter()
        .filter(|row| row.is_visible)
        .map(|row| Ok(view(serde_json::from_str(&row.value)?)))
        .collect()
}

/// The calendar by its days.
async fn events(tx: &Tx<'_>, municipality: Uuid) -> ApiResult<Vec<EventPublic>> {
    let rows = store::items(tx.conn(), municipality, ContentKind::Events).await?;
    let mut events = rows
        .into_iter()
        .filter(|row| row.is_visible)
        .map(|row| Ok(views::event(store::out::<EventIn>(row)?)))
        .collect::<ApiResult<Vec<_>>>()?;
    events.sort_by(|a, b| (a.starts_on, &a.time).cmp(&(b.starts_on, &b.time)));
    Ok(events)
}

/// Visible items by the item above them.
struct Tree(BTreeMap<Option<Uuid>, Vec<item::Model>>);

impl Tree {
    async fn of(tx: &Tx<'_>, municipality: Uuid, kind: ContentKind) -> ApiResult<Self> {
        let mut by_parent: BTreeMap<_, Vec<_>> = BTreeMap::new();
        for row in store::items(tx.conn(), municipality, kind).await? {
            if row.is_visible {
                by_parent.entry(row.parent_id).or_default().push(row);
            }
        }
        Ok(Self(by_parent))
    }

    /// What is below a hidden item is hidden with it: it is never reached.
    fn grow<T: DeserializeOwned, P>(
        &self,
        parent: Option<Uuid>,
        node: &impl Fn(T, Vec<P>) -> P,
    ) -> ApiResult<Vec<P>> {
        let rows = self.0.get(&parent).map(Vec::as_slice).unwrap_or_default();
        rows.iter()
            .map(|row| {
                Ok(node(
                    serde_json::from_str(&row.value)?,
                    self.grow(Some(row.id), node)?,
                ))
            })
            .collect()
    }
}

/// What the pages of a municipality say they are.
pub(super) fn mode(found: &municipalities::Municipality) -> PortalMode {
    found.mode
}
