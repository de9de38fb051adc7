//! Registering municipalities: names of the place, slug, order in the directory.

use std::collections::HashSet;

use sea_orm::{EntityTrait, QuerySelect};
use shared::features::directory::{MunicipalityKind, PortalStatus};
use shared::features::portal::PortalMode;
use shared::rules::{self, RucKind, ruc_kind};
use shared::text::fold::fold;
use shared::time::lima_date;
use shared::ubigeo::{Level, Ubigeo};
use uuid::Uuid;

use super::Municipality;
use super::entity::{ActiveModel, Column, Entity, Model};
use super::names::Names;
use super::slug::{Bearers, candidates};
use crate::bus::Topic;
use crate::error::{ApiError, ApiResult};
use crate::features::places::{self, Places};
use crate::write::Tx;

/// Rows of one statement: both databases limit the parameters of one.
const CHUNK: usize = 500;

/// A municipality to be registered.
#[derive(Clone, Debug)]
pub(crate) struct New {
    /// Its level.
    pub(crate) kind: MunicipalityKind,
    /// The district where it sits.
    pub(crate) ubigeo: Ubigeo,
    /// The populated centre, for municipalities of one.
    pub(crate) populated_center: Option<String>,
    /// Its official name; built from its place where it is not given.
    pub(crate) name: Option<String>,
    /// Its RUC, where known.
    pub(crate) ruc: Option<String>,
    /// How far it is with its portal.
    pub(crate) status: PortalStatus,
    /// What its pages say they are.
    pub(crate) mode: PortalMode,
    /// Its code in SIAF.
    pub(crate) siaf_code: Option<String>,
    /// Its code in the register of contracting entities.
    pub(crate) consucode: Option<String>,
}

/// Registers one municipality. Whether the place already has one of this level is the database's to say: 409.
///
/// # Errors
/// 422 for an unknown place, a missing name of a populated centre or a wrong RUC.
pub(crate) async fn create(tx: &mut Tx<'_>, new: New) -> ApiResult<Municipality> {
    let places = places::load(tx.conn()).await?;
    let mut created = create_all(tx, &places, vec![new]).await?;
    created
        .pop()
        .ok_or_else(|| ApiError::internal(anyhow::anyhow!("nothing was created")))
}

/// The slug that a municipality would get now.
pub(crate) async fn proposed_slug(tx: &Tx<'_>, new: &New) -> ApiResult<String> {
    let places = places::load(tx.conn()).await?;
    let bearers = Bearers::new(&places, lima_date(tx.now()));
    let slugs = Entity::find().select_only().column(Column::Slug);
    let taken: Vec<String> = slugs.into_tuple().all(tx.conn()).await?;
    let taken: HashSet<String> = taken.into_iter().collect();
    Ok(row(tx, &places, &bearers, &taken, new.clone())?.slug)
}

/// Registers many at once; see [`create`].
///
/// # Errors
/// As for one; then none is registered.
pub(crate) async fn create_all(
    tx: &mut Tx<'_>,
    places: &Places,
    all: Vec<New>,
) -> ApiResult<Vec<Municipality>> {
    let bearers = Bearers::new(places, lima_date(tx.now()));
    let slugs = Entity::find().select_only().column(Column::Slug);
    let taken: Vec<String> = slugs.into_tuple().all(tx.conn()).await?;
    let mut taken: HashSet<String> = taken.into_iter().collect();
    let mut rows = Vec::with_capacity(all.len());
    for new in all {
        let row = row(tx, places, &bearers, &taken, new)?;
        taken.insert(row.slug.clone());
        rows.push(row);
    }
    for chunk in rows.chunks(CHUNK) {
        let chunk = chunk.iter().cloned().map(ActiveModel::from);
        Entity::insert_many(chunk)
            .exec_without_returning(tx.conn())
            .await?;
    }
    tx.touch(Topic::Directory);
    rows.into_iter().map(Municipality::try_from).collect()
}

fn row(
    tx: &Tx<'_>,
    places: &Places,
    bearers: &Bearers,
    taken: &HashSet<String>,
    new: New,
) -> ApiResult<Model> {
    check(places, &new)?;
    let [department, province, district] = places.names(&new.ubigeo);
    let center = new.populated_center.as_deref();
    let slug = candidates(
        bearers,
        new.kind,
        &new.ubigeo,
        [department, province, district],
        center,
    )
    .find(|slug| !taken.contains(slug))
    .ok_or_else(|| ApiError::internal(anyhow::anyhow!("no slug is left")))?;
    let names = Names {
        around: [department, province, district],
        populated_center: center,
    };
    let name = new
        .name
        .unwrap_or_else(|| official_name(new.kind, names.own(new.kind)));
    Ok(Model {
        id: Uuid::now_v7(),
        slug,
        kind: new.kind.as_str().to_owned(),
        ruc: new.ruc,
        populated_center_key: center.map(fold).unwrap_or_default(),
        department: department.to_owned(),
        province: province.to_owned(),
        district: district.to_owned(),
        search_text: names.search_text(new.kind, &name),
        sort_key: names.sort_key(new.kind, &new.ubigeo),
        ubigeo: new.ubigeo.into(),
        name,
        status: new.status.as_str().to_owned(),
        mode: new.mode.as_str().to_owned(),
        created_on: new.status.has_portal().then(|| lima_date(tx.now())),
        domain: None,
        coat_of_arms_file: None,
        siaf_code: new.siaf_code,
        consucode: new.consucode,
        registered_at: tx.now(),
        updated_at: tx.now(),
        status_since: new.status.has_portal().then(|| tx.now()),
        status_due_at: None,
        populated_center: new.populated_center,
    })
}

fn check(places: &Places, new: &New) -> ApiResult<()> {
    let place = places
        .get(&new.ubigeo)
        .filter(|place| place.code.level() == Level::District);
    if place.is_none() {
        return Err(ApiError::field(
            "ubigeo",
            "unknown_place",
            "No existe un distrito con este ubigeo del INEI.",
        ));
    }
    let is_center = new.kind == MunicipalityKind::PopulatedCenter;
    let named = new
        .populated_center
        .as_deref()
        .is_some_and(|name| !fold(name).is_empty());
    if is_center != named {
        let message =
            "El nombre del centro poblado se indica solo para municipalidades de centro poblado.";
        return Err(ApiError::field(
            "populated_center",
            "populated_center",
            message,
        ));
    }
    if let Some(ruc) = &new.ruc {
        rules::ruc(ruc).map_err(|violation| ApiError::violation("ruc", violation))?;
        // A natural person's RUC holds a document number and has no place in a public column.
        if ruc_kind(ruc) != Some(RucKind::Juridical) {
            let message = "El RUC de una municipalidad empieza con 20.";
            return Err(ApiError::field("ruc", "ruc_kind", message));
        }
    }
    Ok(())
}

/// `Municipalidad Provincial de Piura`; `del` before a name that begins with an article is left to given names.
fn official_name(kind: MunicipalityKind, place: &str) -> String {
    let level = match kind {
        MunicipalityKind::Provincial => "Provincial",
        MunicipalityKind::District => "Distrital",
        MunicipalityKind::PopulatedCenter => "del Centro Poblado",
    };
    format!("Municipalidad {level} de {place}")
}
