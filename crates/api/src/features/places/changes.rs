//! What the operator does to a place: a new one by law, another name, the last day. The journal keeps what stood there.

use serde_json::{Value, json};
use shared::features::places::{PlaceIn, PlacePublic};
use shared::ubigeo::Ubigeo;

use super::{Place, Places, store};
use crate::bus::Topic;
use crate::db::{PLATFORM, Scope};
use crate::error::{ApiError, ApiResult, Code};
use crate::features::municipalities;
use crate::http::etag::Expected;
use crate::write::{Change, Entry, Recorded, Tx};

/// A place is added, or what is known of it changes. The names that municipalities carry follow; their slugs stay.
#[derive(Clone, Debug)]
pub(crate) struct SavePlace {
    /// Its code.
    pub(crate) code: Ubigeo,
    /// What the law says of it.
    pub(crate) place: PlaceIn,
    /// Against which version; `None` adds a place that must not be there.
    pub(crate) expected: Option<Expected>,
}

impl Change for SavePlace {
    type Output = PlacePublic;

    fn scope(&self) -> Scope {
        Scope::Platform
    }

    async fn apply(&self, tx: &mut Tx<'_>) -> ApiResult<Recorded<PlacePublic>> {
        let places = Places::new(store::list(tx.conn()).await?);
        let before = places.get(&self.code).cloned();
        self.check(&places)?;
        let place = self.place(before.as_ref());
        if before.is_some() {
            store::update(tx, place.clone()).await?;
        } else {
            store::insert(tx, vec![place.clone()]).await?;
        }
        tx.touch(Topic::Catalogs);
        let mut entry = Entry::new(PLATFORM, "places.saved", "place", &self.code)
            .after(body(&place))
            .basis(self.place.legal_basis.trim());
        if let Some(before) = &before {
            entry = entry.before(body(before));
        }
        let others = places.iter().filter(|other| other.code != self.code);
        let places = Places::new(others.cloned().chain([place]).collect());
        municipalities::follow_place(tx, &places, &self.code).await?;
        let saved = places.public(&self.code);
        let saved = saved.ok_or_else(|| ApiError::internal(anyhow::anyhow!("a place vanished")))?;
        Ok(tx.record(entry).await?.with(saved))
    }
}

impl SavePlace {
    /// Against what stands there: the version that was read, a code that is free, a place to lie in.
    fn check(&self, places: &Places) -> ApiResult<()> {
        let there = places.public(&self.code);
        match (&self.expected, there) {
            (Some(expected), Some(there)) => expected.check(&there)?,
            (Some(_), None) => return Err(ApiError::not_found()),
            (None, Some(there)) => {
                return Err(ApiError::new(Code::Duplicate)
                    .detail(format!("Este código ya es de {}; corríjalo", there.path)));
            }
            (None, None) => {}
        }
        let parent = self.code.parent();
        if parent.is_some_and(|parent| places.get(&parent).is_none()) {
            let message = "No existe el lugar al que pertenecería este código.";
            return Err(ApiError::field("code", "unknown_parent", message));
        }
        Ok(())
    }

    /// The place as it will stand; what the form does not ask for stays.
    fn place(&self, before: Option<&Place>) -> Place {
        let trimmed = |text: &String| text.trim().to_owned();
        Place {
            code: self.code.clone(),
            name: trimmed(&self.place.name),
            capital: self.place.capital.as_ref().map(trimmed),
            valid_from: self.place.valid_from,
            valid_to: self.place.valid_to,
            reniec: before.and_then(|place| place.reniec.clone()),
            latitude_e6: before.and_then(|place| place.latitude_e6),
            longitude_e6: before.and_then(|place| place.longitude_e6),
        }
    }
}

fn body(place: &Place) -> Value {
    json!({
        "name": place.name,
        "capital": place.capital,
        "valid_from": place.valid_from,
        "valid_to": place.valid_to,
    })
}
