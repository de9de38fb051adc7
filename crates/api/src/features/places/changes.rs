//! What the operator does to a place: a new one by law, another name, the last day. The journal keeps what stood there.

use chrono::NaiveDate;
use serde_json::{Value, json};
use shared::ubigeo::Ubigeo;

use super::{Place, Places, store};
use crate::bus::Topic;
use crate::db::{PLATFORM, Scope};
use crate::error::{ApiError, ApiResult};
use crate::features::municipalities;
use crate::write::{Change, Entry, Recorded, Tx};

/// A place is added, or what is known of it changes. The names that municipalities carry follow; their slugs stay.
#[derive(Clone, Debug)]
pub(crate) struct SavePlace {
    /// Its code; an unknown one is added.
    pub(crate) code: Ubigeo,
    /// Its name.
    pub(crate) name: String,
    /// Its capital, where known.
    pub(crate) capital: Option<String>,
    /// First day, where known.
    pub(crate) valid_from: Option<NaiveDate>,
    /// Last day, when it ceased to exist.
    pub(crate) valid_to: Option<NaiveDate>,
    /// The law it rests on.
    pub(crate) legal_basis: String,
}

impl Change for SavePlace {
    type Output = ();

    fn scope(&self) -> Scope {
        Scope::Platform
    }

    async fn apply(&self, tx: &mut Tx<'_>) -> ApiResult<Recorded<()>> {
        let mut places = store::list(tx.conn()).await?;
        self.check(&places)?;
        let at = places.iter().position(|place| place.code == self.code);
        let before = at.map(|at| places.remove(at));
        let place = Place {
            code: self.code.clone(),
            name: self.name.trim().to_owned(),
            capital: self.capital.clone(),
            valid_from: self.valid_from,
            valid_to: self.valid_to,
            reniec: before.as_ref().and_then(|place| place.reniec.clone()),
            latitude_e6: before.as_ref().and_then(|place| place.latitude_e6),
            longitude_e6: before.as_ref().and_then(|place| place.longitude_e6),
        };
        if before.is_some() {
            store::update(tx, place.clone()).await?;
        } else {
            store::insert(tx, vec![place.clone()]).await?;
        }
        tx.touch(Topic::Catalogs);
        let mut entry = Entry::new(PLATFORM, "places.saved", "place", &self.code)
            .after(body(&place))
            .basis(self.legal_basis.clone());
        if let Some(before) = &before {
            entry = entry.before(body(before));
        }
        places.push(place);
        municipalities::follow_place(tx, &Places::new(places), &self.code).await?;
        Ok(tx.record(entry).await?.with(()))
    }
}

impl SavePlace {
    fn check(&self, places: &[Place]) -> ApiResult<()> {
        let name = self.name.trim();
        if name.is_empty() || name.chars().count() > 100 {
            return Err(ApiError::field(
                "name",
                "length",
                "Escriba un nombre de 1 a 100 caracteres.",
            ));
        }
        if self.legal_basis.trim().is_empty() {
            return Err(ApiError::field(
                "legal_basis",
                "required",
                "Indique la ley que lo dispone.",
            ));
        }
        if self
            .valid_from
            .zip(self.valid_to)
            .is_some_and(|(from, to)| from > to)
        {
            let message = "El último día no puede ser anterior al primero.";
            return Err(ApiError::field("valid_to", "before_start", message));
        }
        let parent = self.code.parent();
        let orphan = parent.is_some_and(|parent| !places.iter().any(|place| place.code == parent));
        if orphan {
            let message = "No existe el lugar al que pertenecería este código.";
            return Err(ApiError::field("code", "unknown_parent", message));
        }
        Ok(())
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
