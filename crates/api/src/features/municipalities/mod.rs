//! The municipalities of the country: those with a portal are tenants, the others are known from the State's registers.
//!
//! Ley 27972, art. 3: provincial, district and populated-centre municipalities. A place has one municipality of each
//! level; populated centres have no code of their own and are told apart by name within their district. The slug is
//! given once and stays. The table holds public columns only, so that the directory is a plain read of the reader role.

mod create;
mod entity;
mod names;
mod notice;
mod slug;
mod staff;
mod store;
mod suspend;
mod suspensions;
mod training;

use std::sync::Arc;

use crate::http::operations::Operations;
use chrono::{DateTime, NaiveDate, Utc};
use shared::features::directory::{MunicipalityKind, PortalStatus};
use shared::features::portal::PortalMode;
use uuid::Uuid;

use crate::bus::Topic;
use crate::error::{ApiError, ApiResult};
use crate::state::AppState;

pub(crate) use create::{New, create, create_all, proposed_slug};
pub(crate) use names::follow_place;
pub(crate) use store::{
    Filter, count, created_by_day, due, find, find_at, find_by_slug, list, set_coat_of_arms,
    set_domain, set_mode, set_status, tally,
};
pub(crate) use suspensions::return_to;

/// Registers the operations.
pub(crate) fn configure(operations: &mut Operations<'_, '_>) {
    operations
        .service(notice::get_suspension)
        .service(staff::list_staff_municipalities)
        .service(staff::get_staff_municipality)
        .service(staff::suspend_municipality)
        .service(staff::resume_municipality)
        .service(staff::begin_municipality_training)
        .service(staff::end_municipality_training);
}

/// A municipality as other features see it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Municipality {
    /// What its rows carry as `municipality_id`.
    pub(crate) id: Uuid,
    /// Stable name in addresses.
    pub(crate) slug: String,
    /// Its level.
    pub(crate) kind: MunicipalityKind,
    /// Full name: `Municipalidad Provincial de Piura`.
    pub(crate) name: String,
    /// Eleven digits, where known.
    pub(crate) ruc: Option<String>,
    /// Six digits, INEI: the district where it sits.
    pub(crate) ubigeo: String,
    /// Name of the populated centre, for municipalities of one.
    pub(crate) populated_center: Option<String>,
    /// Name of the department.
    pub(crate) department: String,
    /// Name of the province.
    pub(crate) province: String,
    /// Name of the district.
    pub(crate) district: String,
    /// How far it has come with its portal.
    pub(crate) status: PortalStatus,
    /// Since when it has come so far; `None` where nobody knows.
    pub(crate) status_since: Option<DateTime<Utc>>,
    /// Until when the platform expects its next step.
    pub(crate) status_due_at: Option<DateTime<Utc>>,
    /// What its pages say they are.
    pub(crate) mode: PortalMode,
    /// When its portal was created.
    pub(crate) created_on: Option<NaiveDate>,
    /// Its own domain once active.
    pub(crate) domain: Option<String>,
    /// The file of its coat of arms.
    pub(crate) coat_of_arms_file: Option<Uuid>,
    /// Its place in the order of the directory, before its id.
    pub(crate) sort_key: String,
}

impl TryFrom<entity::Model> for Municipality {
    type Error = ApiError;

    fn try_from(row: entity::Model) -> ApiResult<Self> {
        Ok(Self {
            kind: known(&row.kind)?,
            status: known(&row.status)?,
            mode: known(&row.mode)?,
            status_since: row.status_since,
            status_due_at: row.status_due_at,
            id: row.id,
            slug: row.slug,
            name: row.name,
            ruc: row.ruc,
            ubigeo: row.ubigeo,
            populated_center: row.populated_center,
            department: row.department,
            province: row.province,
            district: row.district,
            created_on: row.created_on,
            domain: row.domain,
            coat_of_arms_file: row.coat_of_arms_file,
            sort_key: row.sort_key,
        })
    }
}

/// A stored code that this version does not know is a fault, not a default.
fn known<T: std::str::FromStr>(code: &str) -> ApiResult<T> {
    code.parse()
        .map_err(|_| ApiError::internal(anyhow::anyhow!("unknown code in municipalities: {code}")))
}

/// The municipality of a slug, remembered until the directory changes.
pub(crate) async fn by_slug(state: &AppState, slug: &str) -> ApiResult<Option<Arc<Municipality>>> {
    let load = find_by_slug(state.db.public(), slug);
    state.memo.find(Topic::Directory, slug, load).await
}
