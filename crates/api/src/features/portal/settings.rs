//! Appearance, contact and header, read and replaced by the administrators.

use actix_web::{HttpRequest, HttpResponse, get, put, web};
use chrono::{DateTime, Utc};
use sea_orm::ConnectionTrait;
use serde_json::json;
use shared::access::{Permission, perm};
use shared::features::files::file_path;
use shared::features::journal::{HistoryEntry, SubjectQuery};
use shared::features::portal_admin::{
    PortalImage, PortalImageIn, PortalSettings, PortalSettingsIn,
};
use shared::kit::page::Page;
use uuid::Uuid;

use super::{publish, store};
use crate::db::Scope;
use crate::error::{ApiError, ApiResult, Code};
use crate::features::{journal, municipalities};
use crate::files;
use crate::http::etag::{self, Expected};
use crate::http::input::{Params, Valid};
use crate::http::staff::Staff;
use crate::problems::{StaffEdit, StaffRead};
use crate::state::AppState;
use crate::write::{Change, Entry, Recorded, Tx};

/// Appearance and contact of the portal.
#[utoipa::path(tag = "portal", security(("session" = ["portal:read"])),
    responses((status = 200, description = "La configuración", body = PortalSettings), StaffRead))]
#[get("/admin/portal")]
pub(crate) async fn get_portal_settings(
    state: web::Data<AppState>,
    staff: Staff<perm::PortalRead>,
) -> ApiResult<HttpResponse> {
    let read = state.db.read(staff.scope()).await?;
    etag::row(&load(&read, staff.municipality()?).await?)
}

/// What was done to the portal as a whole, newest first, for those who change it.
#[utoipa::path(tag = "portal", security(("session" = ["content:edit"])), params(SubjectQuery),
    responses((status = 200, description = "Una página del registro", body = Page<HistoryEntry>), StaffRead))]
#[get("/admin/portal/history")]
pub(crate) async fn list_portal_history(
    state: web::Data<AppState>,
    staff: Staff<perm::ContentEdit>,
    query: Params<SubjectQuery>,
) -> ApiResult<HttpResponse> {
    let scope = Scope::Tenant(staff.municipality()?);
    etag::row(&journal::history(&state, scope, &query.0.about("portal")).await?)
}

/// Replace appearance and contact. The public pages change at once.
#[utoipa::path(tag = "portal", security(("session" = ["content:edit"])), request_body = PortalSettingsIn,
    responses((status = 200, description = "Guardado", body = PortalSettings), StaffEdit))]
#[put("/admin/portal")]
pub(crate) async fn update_portal_settings(
    state: web::Data<AppState>,
    staff: Staff<perm::ContentEdit>,
    request: HttpRequest,
    body: Valid<PortalSettingsIn>,
) -> ApiResult<HttpResponse> {
    let change = SaveSettings {
        municipality: staff.municipality()?,
        expected: Expected::of(&request)?,
        settings: body.into_inner(),
        may_dress: staff.principal().allows(Permission::ThemeEdit),
    };
    etag::row(&state.write.run(staff.caller(&request), change).await?)
}

async fn load(conn: &impl ConnectionTrait, municipality: Uuid) -> ApiResult<PortalSettings> {
    let (settings, updated_at) = store::settings(conn, municipality)
        .await?
        .ok_or_else(ApiError::not_found)?;
    Ok(out(settings, updated_at))
}

fn out(settings: PortalSettingsIn, updated_at: DateTime<Utc>) -> PortalSettings {
    let image = |image: PortalImageIn| PortalImage {
        url: file_path(&image.file_id.to_string()),
        file_id: image.file_id,
        alt: image.alt,
    };
    PortalSettings {
        brand_color: settings.brand_color,
        summary: settings.summary,
        contact: settings.contact,
        coat_of_arms: settings.coat_of_arms.map(image),
        header_image: settings.header_image.map(image),
        weather: settings.weather,
        widgets: settings.widgets,
        authority: settings.authority,
        updated_at,
    }
}

struct SaveSettings {
    municipality: Uuid,
    settings: PortalSettingsIn,
    expected: Expected,
    /// Whether colours and images may change too, or only contact, summary and weather.
    may_dress: bool,
}

impl Change for SaveSettings {
    type Output = PortalSettings;

    fn scope(&self) -> Scope {
        Scope::Tenant(self.municipality)
    }

    async fn apply(&self, tx: &mut Tx<'_>) -> ApiResult<Recorded<PortalSettings>> {
        let before = load(tx.conn(), self.municipality).await?;
        self.expected.check(&before)?;
        let now = &self.settings;
        let dress = |of: &PortalSettingsIn| {
            (
                of.brand_color.clone(),
                of.coat_of_arms.clone(),
                of.header_image.clone(),
            )
        };
        if !self.may_dress && dress(now) != dress(&before.clone().into()) {
            return Err(ApiError::new(Code::Forbidden)
                .detail("Los colores y las imágenes los cambia el responsable del portal."));
        }
        if let Some(weather) = now
            .weather
            .as_ref()
            .filter(|weather| weather.observed_at > tx.now())
        {
            tracing::debug!(observed_at = %weather.observed_at, "weather of the future refused");
            return Err(ApiError::field(
                "weather.observed_at",
                "in_the_future",
                "La hora de la observación aún no llega.",
            ));
        }
        for (field, image) in [
            ("coat_of_arms", &now.coat_of_arms),
            ("header_image", &now.header_image),
        ] {
            if let Some(image) = image {
                show(tx, self.municipality, field, image.file_id).await?;
            }
        }
        let shown = [&now.coat_of_arms, &now.header_image]
            .map(|image| image.as_ref().map(|image| image.file_id));
        for old in [&before.coat_of_arms, &before.header_image]
            .into_iter()
            .flatten()
        {
            if !shown.contains(&Some(old.file_id)) {
                files::set_public(tx, self.municipality, old.file_id, false).await?;
            }
        }
        store::save_settings(tx, self.municipality, now).await?;
        let coat_of_arms = now.coat_of_arms.as_ref().map(|image| image.file_id);
        municipalities::set_coat_of_arms(tx, self.municipality, coat_of_arms).await?;
        let after = load(tx.conn(), self.municipality).await?;
        let entry = Entry::new(
            self.municipality,
            "portal.settings_changed",
            "portal",
            self.municipality,
        )
        .before(json!(before))
        .after(json!(after));
        let receipt = tx.record(entry).await?;
        publish::republish(tx, self.municipality).await?;
        Ok(receipt.with(after))
    }
}

/// A picture of the portal is a public image of this municipality.
async fn show(tx: &mut Tx<'_>, municipality: Uuid, field: &str, id: Uuid) -> ApiResult<()> {
    let unknown = || {
        ApiError::field(
            &format!("{field}.file_id"),
            "unknown_file",
            "Suba la imagen otra vez.",
        )
    };
    let file = files::find(tx.conn(), municipality, id)
        .await?
        .ok_or_else(unknown)?;
    if !file.media_type.starts_with("image/") {
        return Err(unknown());
    }
    files::set_public(tx, municipality, id, true).await?;
    Ok(())
}
