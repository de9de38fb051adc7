//! Which host is whose: all domains that are proved, remembered until one of them changes.
//!
//! A request's host is hostile input: it is only ever looked up in what is remembered, never asked of the database.

use std::collections::HashMap;
use std::str::FromStr;
use std::sync::Arc;

use sea_orm::{ConnectionTrait, EntityTrait};
use shared::features::domains::DomainState;
use uuid::Uuid;

use super::entity::host;
use crate::bus::Topic;
use crate::error::{ApiError, ApiResult};
use crate::state::AppState;

/// What a host does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum HostState {
    /// Proved, not yet in service: it may have a certificate.
    Proved,
    /// It serves the portal.
    Serving,
    /// Its term passed: whoever comes is sent to the platform's address.
    Lapsed,
}

impl HostState {
    /// What a domain in this state does as a host; `None` where it is nobody's yet, or no longer.
    pub(super) const fn of(state: DomainState) -> Option<Self> {
        match state {
            DomainState::Verified => Some(Self::Proved),
            DomainState::Active | DomainState::Transferred => Some(Self::Serving),
            DomainState::Expired => Some(Self::Lapsed),
            DomainState::Requested | DomainState::Refused | DomainState::Released => None,
        }
    }

    pub(super) const fn as_str(self) -> &'static str {
        match self {
            Self::Proved => "proved",
            Self::Serving => "serving",
            Self::Lapsed => "lapsed",
        }
    }
}

impl FromStr for HostState {
    type Err = ApiError;

    fn from_str(code: &str) -> ApiResult<Self> {
        [Self::Proved, Self::Serving, Self::Lapsed]
            .into_iter()
            .find(|state| state.as_str() == code)
            .ok_or_else(|| ApiError::internal(anyhow::anyhow!("unknown state of a host: {code}")))
    }
}

/// The hosts, by name and by slug.
#[derive(Debug, Default)]
pub(crate) struct Hosts {
    by_name: HashMap<String, (String, HostState)>,
    by_slug: HashMap<String, String>,
}

impl Hosts {
    /// The slug whose host this is, and what it does.
    pub(crate) fn find(&self, name: &str) -> Option<(&str, HostState)> {
        let (slug, state) = self.by_name.get(name)?;
        Some((slug, *state))
    }

    /// The domain that serves the portal of a slug.
    pub(crate) fn serving(&self, slug: &str) -> Option<&str> {
        self.by_slug.get(slug).map(String::as_str)
    }

    /// Hosts for a test: name, slug, what it does.
    #[cfg(test)]
    pub(crate) fn with(hosts: &[(&str, &str, HostState)]) -> Self {
        let row = |(name, slug, state): &(&str, &str, HostState)| host::Model {
            name: (*name).to_owned(),
            municipality_id: Uuid::nil(),
            slug: (*slug).to_owned(),
            state: state.as_str().to_owned(),
        };
        Self::of(hosts.iter().map(row).collect()).unwrap()
    }

    fn of(rows: Vec<host::Model>) -> ApiResult<Self> {
        let mut hosts = Self::default();
        for row in rows {
            let state: HostState = row.state.parse()?;
            if state == HostState::Serving {
                hosts.by_slug.insert(row.slug.clone(), row.name.clone());
            }
            hosts.by_name.insert(row.name, (row.slug, state));
        }
        Ok(hosts)
    }
}

/// All hosts, as they are now.
///
/// # Errors
/// When they have to be read and the database does not answer.
pub(crate) async fn hosts(state: &AppState) -> ApiResult<Arc<Hosts>> {
    let load = async {
        let rows = host::Entity::find().all(state.db.public()).await?;
        Hosts::of(rows).map(Some)
    };
    let found = state.memo.find(Topic::Directory, "hosts", load).await?;
    Ok(found.unwrap_or_default())
}

/// Whether another municipality has proved that a name is its own.
pub(super) async fn is_held(
    conn: &impl ConnectionTrait,
    name: &str,
    municipality: Uuid,
) -> ApiResult<bool> {
    let row = host::Entity::find_by_id(name).one(conn).await?;
    Ok(row.is_some_and(|row| row.municipality_id != municipality))
}
