//! Names of the municipalities and persons that a list speaks of.

use std::collections::HashMap;

use sea_orm::ConnectionTrait;
use uuid::Uuid;

use crate::db::PLATFORM;
use crate::error::ApiResult;
use crate::features::accounts;
use crate::features::municipalities;

/// The names of a list.
#[derive(Debug, Default)]
pub(crate) struct Names {
    municipalities: HashMap<Uuid, (String, String)>,
    people: HashMap<Uuid, String>,
}

impl Names {
    /// Reads the names of these municipalities and persons.
    pub(crate) async fn read(
        conn: &impl ConnectionTrait,
        municipalities: impl IntoIterator<Item = Uuid>,
        people: impl IntoIterator<Item = String>,
    ) -> ApiResult<Self> {
        let mut names = Self::default();
        for id in municipalities {
            if id == PLATFORM || names.municipalities.contains_key(&id) {
                continue;
            }
            if let Some(found) = municipalities::find(conn, id).await? {
                names.municipalities.insert(id, (found.name, found.slug));
            }
        }
        let ids = people.into_iter().filter_map(|id| id.parse().ok());
        let accounts = accounts::by_ids(conn, ids.collect()).await?;
        let named = accounts.into_iter().map(|(id, row)| (id, row.name));
        names.people = named.collect();
        Ok(names)
    }

    /// A municipality; `None` for the platform.
    pub(crate) fn municipality(&self, id: Uuid) -> Option<String> {
        self.municipalities.get(&id).map(|(name, _)| name.clone())
    }

    /// Its name in addresses.
    pub(crate) fn slug(&self, id: Uuid) -> Option<String> {
        self.municipalities.get(&id).map(|(_, slug)| slug.clone())
    }

    /// A person; the identifier where the account is gone.
    pub(crate) fn person(&self, id: &str) -> String {
        let account = id.parse().ok().and_then(|id: Uuid| self.people.get(&id));
        account.cloned().unwrap_or_else(|| id.to_owned())
    }
}

/// The platform travels as `null`.
pub(super) fn outside(id: Uuid) -> Option<Uuid> {
    (id != PLATFORM).then_some(id)
}
