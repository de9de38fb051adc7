//! What is watched: a register, whose, and what narrows it; as it is asked for, as it is stored, as people read it.

use std::sync::Arc;

use shared::features::watches::{Rhythm, WatchState, WatchedOut, narrowed_by};
use shared::registers::wire::OwnerOut;
use shared::registers::{Query, Register, Test, Value, is_tag};
use uuid::Uuid;

use super::entity::watch;
use crate::error::{ApiError, ApiResult};
use crate::features::municipalities::{self, Municipality};
use crate::jobs::Schedule;
use crate::keys::Vault;
use crate::registers::tag;
use crate::state::AppState;

/// A part of a register.
#[derive(Clone, Debug)]
pub(super) struct Watched {
    pub(super) register: &'static Register,
    /// None where all municipalities are watched.
    pub(super) municipality: Option<Arc<Municipality>>,
    pub(super) query: Query,
}

impl Watched {
    /// Reads what somebody asks for. The municipality must have a portal, and the filters be those of its list.
    ///
    /// # Errors
    /// 422 with the field.
    pub(super) async fn asked(
        state: &AppState,
        register: &str,
        slug: Option<&str>,
        filters: &str,
    ) -> ApiResult<Self> {
        let register = Register::find(register).ok_or_else(|| {
            ApiError::field("register", "unknown_register", "Este registro no existe.")
        })?;
        let municipality = match slug {
            None => None,
            Some(slug) => {
                let found = municipalities::by_slug(state, slug).await?;
                let found = found.filter(|found| found.status.has_portal());
                let missing = "Esta municipalidad no publica registros aquí.";
                Some(found.ok_or_else(|| {
                    ApiError::field("municipality", "unknown_municipality", missing)
                })?)
            }
        };
        let mut query = parse(register, filters)
            .map_err(|message| ApiError::field("filters", "unknown_filter", &message))?;
        tagged(&state.vault, register, &mut query)?;
        Ok(Self {
            register,
            municipality,
            query,
        })
    }

    /// Reads what a row says.
    ///
    /// # Errors
    /// When it says what this version does not know.
    pub(super) async fn of(state: &AppState, row: &watch::Model) -> ApiResult<Self> {
        let unknown = || ApiError::internal(anyhow::anyhow!("watch {} of nothing known", row.id));
        let register = Register::find(&row.register).ok_or_else(unknown)?;
        let municipality = match row.municipality_id {
            None => None,
            Some(id) => {
                let found = municipalities::find(state.db.public(), id).await?;
                Some(Arc::new(found.ok_or_else(unknown)?))
            }
        };
        let query = parse(register, &row.filters).map_err(|_| unknown())?;
        Ok(Self {
            register,
            municipality,
            query,
        })
    }

    /// What narrows it, always written in the same way: equal parts are read together.
    pub(super) fn filters(&self) -> ApiResult<String> {
        let mut pairs = self.query.pairs(self.register);
        pairs.sort();
        pairs.dedup();
        serde_urlencoded::to_string(pairs).map_err(ApiError::internal)
    }

    /// Its municipality, by identifier.
    pub(super) fn municipality_id(&self) -> Option<Uuid> {
        self.municipality.as_ref().map(|found| found.id)
    }

    /// Whether what changes in it is shown to the public at present.
    pub(super) fn is_shown(&self) -> bool {
        let whose = self.municipality.as_ref();
        whose.is_none_or(|found| found.status.has_portal())
    }

    /// The page on which people read it.
    pub(super) fn page(&self) -> ApiResult<String> {
        let list = match &self.municipality {
            Some(found) => format!("/m/{}/registros/{}", found.slug, self.register.id),
            None => format!("/registros/{}", self.register.id),
        };
        let filters = self.filters()?;
        Ok(if filters.is_empty() {
            list
        } else {
            format!("{list}?{filters}")
        })
    }

    /// As people call it.
    pub(super) fn title(&self) -> String {
        let whose = self.municipality.as_ref();
        let whose = whose.map_or("todas las municipalidades", |found| found.name.as_str());
        format!("{}, {whose}", self.register.title)
    }

    /// As its subscriber sees it.
    pub(super) fn view(&self) -> ApiResult<WatchedOut> {
        Ok(WatchedOut {
            register: self.register.id.to_owned(),
            title: self.register.title.to_owned(),
            municipality: self.municipality.as_ref().map(|found| OwnerOut {
                slug: found.slug.clone(),
                name: found.name.clone(),
            }),
            filters: self.filters()?,
            narrowed_by: narrowed_by(self.register, &self.query),
            page: self.page()?,
        })
    }
}

/// What narrows a register, out of the part of an address after its `?`.
fn parse(register: &'static Register, filters: &str) -> Result<Query, String> {
    let filters = filters.trim().trim_start_matches('?');
    let pairs: Vec<(String, String)> = serde_urlencoded::from_str(filters)
        .map_err(|_| "Los filtros no se pueden leer.".to_owned())?;
    let pairs = pairs
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()));
    Query::narrowing(register, pairs).map_err(|error| error.to_string())
}

/// A document number is kept by its tag only: the row of a watch is no place for a number.
fn tagged(vault: &Vault, register: &'static Register, query: &mut Query) -> ApiResult<()> {
    for filter in &mut query.filters {
        let column = register.column(filter.column);
        let Some(column) = column.filter(|column| column.is_tagged()) else {
            continue;
        };
        if let Test::Is(values) = &mut filter.test {
            for value in values {
                if let Value::Text(text) = value
                    && !is_tag(text)
                {
                    *text = tag(vault, column, text)?;
                }
            }
        }
    }
    Ok(())
}

/// When a rhythm comes round. All watches of a rhythm are due at once, so that equal ones are read together.
pub(super) fn schedule(rhythm: Rhythm) -> Schedule {
    match rhythm {
        Rhythm::Hourly => Schedule::Every { minutes: 60 },
        Rhythm::Daily => Schedule::Daily { hour: 7, minute: 0 },
    }
}

/// The rhythm of a row.
///
/// # Errors
/// For one that this version does not know.
pub(super) fn rhythm(row: &watch::Model) -> ApiResult<Rhythm> {
    row.rhythm
        .parse()
        .map_err(|()| ApiError::internal(anyhow::anyhow!("rhythm «{}»", row.rhythm)))
}

/// The state of a row.
///
/// # Errors
/// For one that this version does not know.
pub(super) fn state_of(row: &watch::Model) -> ApiResult<WatchState> {
    row.state
        .parse()
        .map_err(|()| ApiError::internal(anyhow::anyhow!("state «{}»", row.state)))
}
