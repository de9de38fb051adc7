//! What a row carries of the names of its place: the names themselves, the text to search in, the order.

use sea_orm::ActiveValue::Set;
use sea_orm::EntityTrait;
use shared::features::directory::MunicipalityKind;
use shared::text::fold::{fold, sort_key};
use shared::ubigeo::Ubigeo;

use super::entity::{ActiveModel, Entity};
use super::store::{Filter, list};
use crate::bus::Topic;
use crate::error::{ApiError, ApiResult};
use crate::features::places::Places;
use crate::write::Tx;

/// The names of department, province and district, and the populated centre of those that have one.
#[derive(Clone, Copy, Debug)]
pub(super) struct Names<'a> {
    pub(super) around: [&'a str; 3],
    pub(super) populated_center: Option<&'a str>,
}

impl Names<'_> {
    /// The name of the place that a municipality of this level governs.
    pub(super) fn own(&self, kind: MunicipalityKind) -> &str {
        let [_, province, district] = self.around;
        match kind {
            MunicipalityKind::Provincial => province,
            MunicipalityKind::District => district,
            MunicipalityKind::PopulatedCenter => self.populated_center.unwrap_or(district),
        }
    }

    /// Folded: its own name and those of its place.
    pub(super) fn search_text(&self, kind: MunicipalityKind, name: &str) -> String {
        let [department, province, district] = self.around;
        fold(&[name, self.own(kind), district, province, department].join(" "))
    }

    /// Its place in the order; the code makes homonyms stand in the order of the country.
    pub(super) fn sort_key(&self, kind: MunicipalityKind, ubigeo: &Ubigeo) -> String {
        format!("{} {ubigeo}", sort_key(self.own(kind)))
    }
}

/// A place was renamed: the municipalities within it carry the new names. Their own names and slugs stay.
pub(crate) async fn follow_place(
    tx: &mut Tx<'_>,
    places: &Places,
    place: &Ubigeo,
) -> ApiResult<()> {
    const ALL: u64 = 100_000;
    let filter = Filter {
        within: vec![place.clone()],
        ..Filter::default()
    };
    for row in list(tx.conn(), &filter, None, ALL).await? {
        let ubigeo: Ubigeo = row.ubigeo.parse::<Ubigeo>().map_err(ApiError::internal)?;
        let names = Names {
            around: places.names(&ubigeo),
            populated_center: row.populated_center.as_deref(),
        };
        let [department, province, district] = names.around;
        if [department, province, district] == [&row.department, &row.province, &row.district] {
            continue;
        }
        let change = ActiveModel {
            id: Set(row.id),
            department: Set(department.to_owned()),
            province: Set(province.to_owned()),
            district: Set(district.to_owned()),
            search_text: Set(names.search_text(row.kind, &row.name)),
            sort_key: Set(names.sort_key(row.kind, &ubigeo)),
            updated_at: Set(tx.now()),
            ..Default::default()
        };
        Entity::update(change).exec(tx.conn()).await?;
        tx.touch(Topic::Tenant(row.id));
    }
    tx.touch(Topic::Directory);
    Ok(())
}
