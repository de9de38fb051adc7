//! Dressing a portal of the demo: what it shows beyond its template.

use shared::features::portal::widgets::all_widgets;
use shared::features::portal_admin::{
    Authority, ContactIn, ContentKind, EventIn, OfficeIn, PageIn, PortalImageIn, PortalSettingsIn,
    PteItemIn, VideoIn, Weather,
};
use uuid::Uuid;

use super::{Unit, all, menu_item, units};
use crate::error::ApiResult;
use crate::features::portal::{publish, store};
use crate::write::Tx;

/// What a portal of the demo shows beyond its template.
#[derive(Default)]
pub(crate) struct Dress {
    pub(crate) brand_color: &'static str,
    pub(crate) summary: &'static str,
    pub(crate) contact: ContactIn,
    pub(crate) authority: Option<Authority>,
    pub(crate) weather: Option<Weather>,
    pub(crate) offices: Vec<OfficeIn>,
    pub(crate) videos: Vec<VideoIn>,
    pub(crate) events: Vec<EventIn>,
    /// In place of those of the template with the same title.
    pub(crate) transparency: Vec<PteItemIn>,
    /// In place of those of the template with the same address, or beside them, with an entry of the menu.
    pub(crate) pages: Vec<PageIn>,
    /// In place of the organisation of the template.
    pub(crate) units: Option<&'static [Unit]>,
}

/// Dresses a portal that has just begun, and publishes it.
pub(crate) async fn dress(tx: &mut Tx<'_>, municipality: Uuid, dress: Dress) -> ApiResult<()> {
    if dress.brand_color.is_empty() {
        return Ok(());
    }
    let settings = PortalSettingsIn {
        brand_color: dress.brand_color.to_owned(),
        summary: Some(dress.summary.to_owned()),
        contact: dress.contact,
        coat_of_arms: None,
        header_image: None,
        weather: dress.weather,
        widgets: all_widgets(),
        authority: dress.authority,
    };
    store::save_settings(tx, municipality, &settings).await?;
    all(tx, municipality, dress.offices).await?;
    all(tx, municipality, dress.videos).await?;
    all(tx, municipality, dress.events).await?;
    written(tx, municipality, dress.pages).await?;
    headings(tx, municipality, dress.transparency).await?;
    if let Some(own) = dress.units {
        store::clear(tx, municipality, ContentKind::OrgUnits).await?;
        units(tx, municipality, own).await?;
    }
    publish::republish(tx, municipality).await
}

/// Shows a picture in place of a coat of arms, which is the municipality's own to upload.
pub(crate) async fn wear(
    tx: &mut Tx<'_>,
    municipality: Uuid,
    emblem: PortalImageIn,
) -> ApiResult<()> {
    if let Some((mut settings, _)) = store::settings(tx.conn(), municipality).await? {
        settings.coat_of_arms = Some(emblem);
        store::save_settings(tx, municipality, &settings).await?;
        publish::republish(tx, municipality).await?;
    }
    Ok(())
}

/// Pages of its own; those that the template does not know get an entry of the menu.
async fn written(tx: &Tx<'_>, municipality: Uuid, own: Vec<PageIn>) -> ApiResult<()> {
    if own.is_empty() {
        return Ok(());
    }
    let mut pages: Vec<PageIn> = values(tx, municipality, ContentKind::Pages).await?;
    let entries = store::items(tx.conn(), municipality, ContentKind::Menu).await?;
    let tops = entries.iter().filter(|row| row.parent_id.is_none()).count();
    let mut added = Vec::new();
    for page in own {
        match pages.iter_mut().find(|known| known.slug == page.slug) {
            Some(known) => *known = page,
            None => {
                added.push((page.title.clone(), format!("paginas/{}", page.slug)));
                pages.push(page);
            }
        }
    }
    store::clear(tx, municipality, ContentKind::Pages).await?;
    all(tx, municipality, pages).await?;
    let top = i32::try_from(tops).unwrap_or(i32::MAX);
    let above = menu_item(tx, municipality, None, top, "Vivir aquí", "").await?;
    for (position, (label, href)) in (0..).zip(added) {
        menu_item(tx, municipality, Some(above), position, &label, &href).await?;
    }
    Ok(())
}

async fn headings(tx: &Tx<'_>, municipality: Uuid, own: Vec<PteItemIn>) -> ApiResult<()> {
    let mut items: Vec<PteItemIn> = values(tx, municipality, ContentKind::PteItems).await?;
    for mut item in own {
        if let Some(known) = items.iter_mut().find(|known| known.title == item.title) {
            item.theme = known.theme;
            item.detail.clone_from(&known.detail);
            item.periodicity = known.periodicity;
            item.legal_basis.clone_from(&known.legal_basis);
            *known = item;
        }
    }
    store::clear(tx, municipality, ContentKind::PteItems).await?;
    all(tx, municipality, items).await
}

async fn values<T: serde::de::DeserializeOwned>(
    tx: &Tx<'_>,
    municipality: Uuid,
    kind: ContentKind,
) -> ApiResult<Vec<T>> {
    let rows = store::items(tx.conn(), municipality, kind).await?;
    let values = rows.iter().map(|row| Ok(serde_json::from_str(&row.value)?));
    values.collect()
}
